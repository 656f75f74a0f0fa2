"""Tables of the evidence as plain, typed rows: what figures are drawn from, what the site offers as CSV, and what
class notebooks count and compare.

A table is a file of ``evidence/series``, or one that is made of other records: ``agencies`` (with the persons who
held office there in spring 2018) and ``events`` (of all timelines).  `claims` makes one of the claims, for notebooks
alone.  All of it is plain Python, since a browser's Python brings no pandas.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from quizzes.content import Content
from quizzes.problems import did_you_mean
from quizzes.rows import Cell, Row, Rows

__all__ = ["Cell", "Row", "Rows", "as_csv", "claims", "names", "table"]

MADE = ("agencies", "events")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a cell begins that a spreadsheet would reckon out


def names(content: Content) -> list[str]:
    """The names of all tables."""
    return [*content.evidence.series, *MADE]


def table(content: Content, name: str) -> Rows:
    """The table of this name; `KeyError` names the likely slip.

    A column whose cells are numbers holds `int` or `float`, any other text; an empty cell is None.
    """
    if name in MADE:
        return Rows(name, _agencies(content) if name == "agencies" else _events(content))
    if name not in content.evidence.series:
        known = names(content)
        hint = did_you_mean(name, known, f"there are: {', '.join(known)}")
        raise KeyError(f"there is no series '{name}'; {hint}")
    records = content.evidence.series[name]
    numeric = {column: all(NUMBER.fullmatch(cell) for cell in _cells(records, column)) for column in records[0]}
    return Rows(name, ({key: _typed(cell, numeric[key]) for key, cell in row.items()} for row in records))


def claims(content: Content, chapter: str | None = None) -> Rows:
    """The claims of a chapter's page of evidence, or all: a row each; `KeyError` names the likely slip.

    `published` is when the first of its sources came out, `source_kinds` what kinds of source it has, each once.
    """
    evidence = content.evidence
    chapters = list(dict.fromkeys(where.page for where in evidence.claims.where.values()))
    if chapter is not None and chapter not in chapters:
        hint = did_you_mean(chapter, chapters, f"there are: {', '.join(chapters)}")
        raise KeyError(f"there is no chapter '{chapter}'; {hint}")
    return Rows("claims", (_claim(content, key) for key in evidence.claims if chapter in (None, _page(content, key))))


def as_csv(rows: Rows) -> str:
    """The table as CSV; no cell of it is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([_harmless(cell) for cell in row.values()] for row in rows)
    return out.getvalue()


def _page(content: Content, claim: str) -> str:
    return content.evidence.claims.where[claim].page


def _claim(content: Content, key: str) -> dict[str, Cell]:
    evidence = content.evidence
    claim = evidence.claims[key]
    sources = list(dict.fromkeys(citation.key for citation in claim.citations))
    kinds = (evidence.sources.where[source].page.replace("-", " ") for source in sources)
    return {
        "id": key,
        "chapter": _page(content, key),
        "text": claim.claim,
        "date": claim.date,
        "theme": claim.theme,
        "actors": [evidence.actor(actor) for actor in claim.actors],
        "status": claim.status,
        "sources": sources,
        "source_kinds": list(dict.fromkeys(kinds)),
        "published": evidence.sources[sources[0]].csl.issued,
        "quote": claim.quote.text if claim.quote else None,
        "by": claim.quote.speaker if claim.quote else None,
        "disagreement": claim.disagreement,
    }


def _cells(records: list[dict[str, str]], column: str) -> list[str]:
    return [row[column] for row in records if row[column]]


def _typed(cell: str, numeric: bool) -> Cell:
    if not cell:
        return None
    return (float(cell) if "." in cell else int(cell)) if numeric else cell


def _harmless(cell: Cell) -> Cell:
    formula = isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if formula else cell


def _agencies(content: Content) -> list[dict[str, Any]]:
    evidence = content.evidence
    people = [person for person in evidence.people.values() if not person.private]
    return [
        {
            "id": agency.id,
            "name": agency.name,
            "abbreviation": agency.abbreviation,
            "part_of": agency.part_of,
            "department": evidence.department(agency.id).name,
            "role": agency.role,
            "people_spring_2018": "; ".join(one.name for one in people if one.office_2018 == agency.id) or None,
            "source_ids": "; ".join(agency.sources) or None,
        }
        for agency in evidence.agencies.values()
    ]


def _events(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "id": event.id,
            "date": event.date,
            "when": event.words,
            "headline": event.headline,
            "theme": event.theme,
            "track": event.track,
            "claim_ids": "; ".join(event.cited),
        }
        for event in content.chronicle().events
    ]
