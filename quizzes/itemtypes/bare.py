"""What an item type says of itself for a sheet that has text alone, as plain data: spreadsheets, lines with tabs.

What a sheet has room for, and how it writes it, is in the format's module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["one", "several", "truth", "order", "pairs", "words", "number", "essay"]


class Bare(NamedTuple):
    """An item as text.  What stands in it depends on its kind:

    * ``one``, ``several``, ``truth``: `options`, and which of them are `right`, by their places from 0;
    * ``order``: `options` in the right order;
    * ``pairs``: `pairs`, and `options` that belong to none;
    * ``words``: `options`, all that is right;
    * ``number``: `options` with the number, and the `room` on both sides of it;
    * ``essay``: `options` with a full answer.
    """

    kind: Kind
    options: Sequence[str] = ()
    right: Sequence[int] = ()
    pairs: Sequence[tuple[str, str]] = ()
    room: str = "0"
