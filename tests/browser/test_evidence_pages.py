"""The pages of the evidence: as faultless as the book's own, wide and narrow, light and dark.

They are long and all made alike, so in the dark axe looks only at what a dark scheme changes: the colours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .axe import colours, sideways, violations
from .book import NARROW, WIDE, is_evidence, pages
from .conftest import Visit


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_page_of_the_evidence_is_without_fault_in_light_and_dark(
    visitor: Callable[..., Visit], size: dict[str, Any]
) -> None:
    visit, found = visitor(viewport=size), []
    page = visit.context.new_page()
    for address in filter(is_evidence, pages()):
        page.emulate_media(color_scheme="light")
        page.goto(f"{visit.site}/{address}")
        found += [f"{address}: {fault}" for fault in sideways(page) + violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{address} in the dark: {fault}" for fault in colours(page)]
    assert not found, "\n".join(found)
