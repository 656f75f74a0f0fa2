"""HTML that can't be injected into: everything is escaped unless it is already `Html`.

A dozen lines of our own, since the libraries that do this (MarkupSafe, Jinja) bring compiled code that a
browser's Python can't load.

What can't be seen does no harm either.  Control characters, halves of surrogate pairs and the bidirectional
embeddings and overrides, which turn the words behind them (https://www.unicode.org/reports/tr55/), are replaced
by U+FFFD, as CommonMark does with NUL; so is an isolate that is not closed in its own text.  A text with
right-to-left letters stands between FSI and PDI (https://www.unicode.org/reports/tr9/), so that it does not
reorder what stands beside it.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

VOID = frozenset({"br", "hr", "img", "input", "meta", "wbr"})
UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
ISOLATES, PDI = "\u2066\u2067\u2068", "\u2069"
FSI = "\u2068"


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def join(self, pieces: Iterable[Any]) -> Html:
        return Html(super().join(map(escape, pieces)))


def clean(text: str) -> str:
    """`text` without characters that can't be seen and change what stands around them."""
    text = UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
    if PDI not in text and not any(sign in text for sign in ISOLATES):
        return text
    signs, open_ = list(text), []
    for place, sign in enumerate(signs):
        if sign in ISOLATES:
            open_.append(place)
        elif sign == PDI and open_:
            open_.pop()
        elif sign == PDI:
            signs[place] = "\N{REPLACEMENT CHARACTER}"
    for place in open_:
        signs[place] = "\N{REPLACEMENT CHARACTER}"
    return "".join(signs)


def isolated(text: str) -> str:
    """`text`, which must be clean, so that its right-to-left letters reorder nothing beside it."""
    if text.isascii() or not any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text):
        return text
    return f"{FSI}{text}{PDI}"


def escape(child: Any) -> Html:
    """`child` as HTML: `Html` as it is, None as nothing, iterables joined, all else escaped."""
    if child is None:
        return Html("")
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return Html(html.escape(isolated(clean(child))))
    if isinstance(child, Iterable):
        return Html("".join(map(escape, child)))
    return Html(html.escape(str(child)))


def tag(name: str, /, *children: Any, **attributes: Any) -> Html:
    """An element.  ``data_item=`` becomes ``data-item``, ``class_`` ``class``; True stands bare, None and
    False are left out; dicts and lists become JSON."""
    start = name + "".join(
        f" {_attribute(key, value)}" for key, value in attributes.items() if value is not None and value is not False
    )
    return Html(f"<{start}>" if name in VOID else f"<{start}>{escape(children)}</{name}>")


def _attribute(key: str, value: Any) -> str:
    key = key.rstrip("_").replace("_", "-")
    if value is True:
        return key
    if isinstance(value, dict | list):  # full of quotation marks, so it stands in single ones
        text = json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))
        return f"{key}='{html.escape(text).replace('&quot;', chr(34))}'"
    return f'{key}="{html.escape(clean(str(value)))}"'


def _cleaned(value: Any) -> Any:
    """Data with every text in it clean: a script puts them on the page."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value
