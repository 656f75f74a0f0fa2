"""Sources: what the book rests on, in CSL terms (what Zotero speaks), and the grammar of citing them.

A claim cites a source as ``key`` or ``key[locator]``: ``wapo-2021-01-14[paragraph 24]``.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, ConfigDict, Field

from quizzes.dates import Edtf
from quizzes.record import Id, Record, Text

CITATION = re.compile(r"^(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\[(?P<locator>[^\[\]]+)\])?$")


class Citation(NamedTuple):
    """A source's id and, where it is known, the place in it."""

    key: str
    locator: str | None


def cite(text: str) -> Citation:
    """Parse ``key[locator]``; `ValueError` says what is wrong with it."""
    match = CITATION.match(text)
    if not match:
        slip = "the bracket is empty" if "[]" in text else "it is not a source id with an optional [place]"
        raise ValueError(f"'{text}' cites no source: {slip}; write it as 'doj-oig-21-028[p. 14]'")
    return Citation(match["key"], match["locator"] and match["locator"].strip())


def _cites(text: str) -> str:
    cite(text)
    return text


Cites = Annotated[str, AfterValidator(_cites)]


class Name(Record):
    """A CSL name: a person's parts, or a body's one."""

    family: Text | None = None
    given: Text | None = None
    suffix: Text | None = None
    literal: Text | None = None


class Csl(Record):
    """The CSL variables in use; `issued` is EDTF.  https://docs.citationstyles.org/"""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    type: Literal[
        "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "dataset", "document",
        "entry-encyclopedia", "hearing", "interview", "legal_case", "legislation", "pamphlet",
        "personal_communication", "post", "post-weblog", "regulation", "report", "speech", "webpage",
    ]  # fmt: skip
    title: Text
    author: list[Name] = []
    editor: list[Name] = []
    publisher: Text | None = None
    publisher_place: Text | None = Field(None, alias="publisher-place")
    container_title: Text | None = Field(None, alias="container-title")
    collection_title: Text | None = Field(None, alias="collection-title")
    collection_number: Text | None = Field(None, alias="collection-number")
    authority: Text | None = None
    event_title: Text | None = Field(None, alias="event-title")
    event_place: Text | None = Field(None, alias="event-place")
    genre: Text | None = None
    medium: Text | None = None
    number: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    section: Text | None = None
    issued: Edtf | None = None
    note: Text | None = None
    DOI: Text | None = None
    URL: Text | None = None

    def variables(self) -> dict[str, Any]:
        """The variables that are set, by their CSL names."""
        return self.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)


class Read(Record):
    """How much of the source was read for this book: nothing is claimed of the rest."""

    how: Literal["full text", "in part", "as cited elsewhere"]
    extent: Text


class Source(Record):
    """One document.  `carrier` tells how its text reached this book, `label` what a citation says of it."""

    id: Id
    label: Annotated[Text, Field(max_length=32)]
    csl: Csl
    read: Read
    carrier: Text | None = None
    note: Text | None = None
    kept: Text | None = Field(None, description="why it stays although nothing cites it")
