"""A page in one file: its style in it, and its script if it has one, and a policy that lets it run these and no other.

It asks nobody for anything, and opens from disk.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from quizzes import assets, words
from quizzes.markup import Html, tag

SAY = words.ALONE
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ENDS = re.compile(
    r"<(?=/(?:script|style)|!--|script)", re.IGNORECASE
)  # what ends a script or a style, or begins a comment


def document(title: str, body: Html, style: str, script: str = "", robots: str = "") -> str:
    """The page; `robots` says what programs that search the web may do with it."""
    style, script = safe(style, r"\3c "), safe(script, r"\x3c")
    icon = "data:image/svg+xml;base64," + b64encode(assets.read("icon.svg").encode()).decode()
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(script, style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content=robots) if robots else None,
        tag("title", SAY["title"].format(title=title, book=SAY["book"])),
        tag("link", rel="icon", href=icon),
        tag("style", style),
    ]
    end = ["\n", tag("script", script)] if script else None
    html = tag("html", tag("head", head), "\n", tag("body", body, end), lang=words.LANGUAGE)
    return f"<!doctype html>\n{html}\n"


def licence() -> Html:
    """Who may do what with the texts, and how to cite them."""
    return tag("p", SAY["licence"], " ", tag("a", SAY["cc"], href=LICENCE, rel="license"), ". ", SAY["terms"])


def safe(text: str, sign: str) -> Html:
    """A script or a style that nothing in it can end: `sign` is what it writes for "<" within its texts."""
    return Html(ENDS.sub(lambda _: sign, text.replace("\r", "")))


def policy(script: str, style: str) -> str:
    """What the page may do: https://www.w3.org/TR/CSP3/"""
    runs = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; {runs}style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
