"""The pages of the evidence: as faultless as the book's own.

They are long and all made alike, so axe reads each of them once with all its rules, at the narrow width in the light,
and once with those for colours, at the wide one in the dark.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .axe import COLOURS, sideways, violations
from .book import NARROW, WIDE, is_evidence, pages
from .conftest import Visit


@pytest.mark.parametrize(
    ("size", "scheme", "rules"),
    [(NARROW, "light", ()), (WIDE, "dark", COLOURS)],
    ids=["narrow and light", "wide and dark"],
)
def test_a_page_of_the_evidence_is_without_fault(
    visitor: Callable[..., Visit], size: dict[str, Any], scheme: str, rules: tuple[str, ...]
) -> None:
    visit, found = visitor(viewport=size, color_scheme=scheme), []
    page = visit.context.new_page()
    for address in filter(is_evidence, pages()):
        page.goto(f"{visit.site}/{address}")
        found += [f"{address}: {fault}" for fault in sideways(page) + violations(page, *rules)]
    assert not found, "\n".join(found)
