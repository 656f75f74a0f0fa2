"""The pages of the evidence: as faultless as the book's own, wide and narrow, light and dark.

They are long and all made alike, so axe looks at all of them as they are on a phone, and in the dark at what a dark
scheme changes: the colours.
"""

from __future__ import annotations

from collections.abc import Callable

from .axe import colours, sideways, violations
from .book import NARROW, WIDE, is_evidence, pages
from .conftest import Visit


def test_a_page_of_the_evidence_is_without_fault_in_light_and_dark(visitor: Callable[..., Visit]) -> None:
    visit, found = visitor(viewport=NARROW), []
    page = visit.context.new_page()
    for address in filter(is_evidence, pages()):
        page.emulate_media(color_scheme="light")
        page.goto(f"{visit.site}/{address}")
        found += [f"{address}: {fault}" for fault in sideways(page) + violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{address} in the dark: {fault}" for fault in colours(page)]
        page.set_viewport_size(WIDE)
        found += [f"{address}, wide: {fault}" for fault in sideways(page)]
        page.set_viewport_size(NARROW)
    assert not found, "\n".join(found)
