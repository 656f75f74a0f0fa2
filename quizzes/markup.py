"""HTML that can't be injected into: everything is escaped unless it is already `Html`.

A dozen lines of our own, since the libraries that do this (MarkupSafe, Jinja) bring compiled code that a
browser's Python can't load.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import Any

VOID = frozenset({"br", "hr", "img", "input", "meta", "wbr"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def join(self, pieces: Iterable[Any]) -> Html:
        return Html(super().join(map(escape, pieces)))


def escape(child: Any) -> Html:
    """`child` as HTML: `Html` as it is, None as nothing, iterables joined, all else escaped."""
    if child is None:
        return Html("")
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return Html(html.escape(child.replace("\x00", "\N{REPLACEMENT CHARACTER}")))
    if isinstance(child, Iterable):
        return Html("".join(map(escape, child)))
    return Html(html.escape(str(child)))


def tag(name: str, /, *children: Any, **attributes: Any) -> Html:
    """An element.  ``data_item=`` becomes ``data-item``, ``class_`` ``class``; True stands bare, None and
    False are left out; dicts and lists become JSON."""
    start = name + "".join(
        f" {_attribute(key, value)}" for key, value in attributes.items() if value not in (None, False)
    )
    return Html(f"<{start}>" if name in VOID else f"<{start}>{escape(children)}</{name}>")


def _attribute(key: str, value: Any) -> str:
    key = key.rstrip("_").replace("_", "-")
    if value is True:
        return key
    if isinstance(value, dict | list):  # full of quotation marks, so it stands in single ones
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return f"{key}='{escape(text).replace('&quot;', chr(34))}'"
    return f'{key}="{escape(str(value))}"'
