"""What types share in saying themselves to other programs: elements of XML as plain data, so that a type loads without
an XML library, and typed answers where a program compares letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quizzes.typed import fold

JOINER = "\N{WORD JOINER}"  # stands unseen between two signs that would mean something to a program


class Node(NamedTuple):
    """An element of a file: text or elements in it."""

    name: str
    content: str | Sequence[Node] = ""
    attributes: Mapping[str, str] = {}


def variants(texts: Iterable[str]) -> Iterator[str]:
    """Texts with the forms in which the book takes them as the same, as far as one would write them so."""
    seen: set[str] = set()
    for text in texts:
        folded = fold(text)
        for one in (" ".join(text.split()), *([] if re.search(r"\d", folded) else [folded])):
            if one.lower() not in seen:
                seen.add(one.lower())
                yield one
