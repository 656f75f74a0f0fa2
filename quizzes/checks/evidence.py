"""The evidence: references resolve, nothing is orphaned, quotations are verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.checks.promise import Whole, promise
from quizzes.claims import Table
from quizzes.problems import Problem, did_you_mean
from quizzes.sources import cite
from quizzes.text import passage

QUOTE_WORDS = 30  # the longest quotation


@promise
def references_resolve(whole: Whole) -> Iterator[Problem]:
    """Every source, actor, agency and claim that a record names exists."""
    evidence = whole.evidence
    for table in (evidence.claims, evidence.people, evidence.agencies, evidence.terms):
        for key, record in table.items():
            for n, text in enumerate(record.sources):
                source = cite(text).key
                if source not in evidence.sources:
                    hint = did_you_mean(source, evidence.sources, "add it under evidence/sources")
                    yield table.where[key].problem(("sources", n), f"there is no source '{source}'", hint)
    for key, claim in evidence.claims.items():
        where = evidence.claims.where[key]
        for n, actor in enumerate(claim.actors):
            if actor not in whole.actors:
                hint = did_you_mean(actor, whole.actors, "add it to people.yaml or agencies.yaml")
                yield where.problem(("actors", n), f"there is no person or agency '{actor}'", hint)
        for other in evidence.mentions(claim):
            if other not in evidence.claims:
                hint = did_you_mean(other, evidence.claims, "correct the id")
                yield where.problem(("disagreement",), f"it points to the claim '{other}', which does not exist", hint)

    for table, field in ((evidence.agencies, "part_of"), (evidence.people, "office_2018")):
        for key, record in table.items():
            agency = getattr(record, field)
            if agency and agency not in evidence.agencies:
                hint = did_you_mean(agency, evidence.agencies, "add it to agencies.yaml")
                yield table.where[key].problem((field,), f"there is no agency '{agency}'", hint)


@promise
def nothing_is_orphaned(whole: Whole) -> Iterator[Problem]:
    """Every source supports or disputes something or says why it stays; every excerpt has its source, every
    series its note."""
    evidence = whole.evidence
    tables: list[Table] = [evidence.claims, evidence.people, evidence.agencies, evidence.terms]
    cited = {cite(text).key for table in tables for record in table.values() for text in record.sources}
    told = " ".join(claim.disagreement or "" for claim in evidence.claims.values())
    told += " ".join(path.read_text(encoding="utf-8") for path in sorted((evidence.folder / "series").glob("*.csv")))
    named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", told))
    for key, source in evidence.sources.items():
        used = key in cited or key in named
        if not used and not source.kept:
            write = "cite it in a claim, remove it, or say why it stays in 'kept: ...'"
            yield evidence.sources.where[key].problem((), "nothing rests on this source", write)
    for key in evidence.excerpts:
        if key not in evidence.sources:
            name = f"{evidence.root.name}/evidence/excerpts/{key}.txt"
            hint = did_you_mean(key, evidence.sources, "name the file after its source")
            yield Problem(name, 1, "file", f"there is no source '{key}'", hint)
    for path in sorted((evidence.folder / "series").glob("*.csv")):
        if not path.with_suffix(".md").exists():
            name = str(path.relative_to(evidence.root.parent))
            yield Problem(name, 1, "file", "the series has no note", f"write {path.stem}.md: unit, source, limits")


@promise
def quotations_hold(whole: Whole) -> Iterator[Problem]:
    """A quotation is short, verbatim where an excerpt reaches it, and never of a private person."""
    evidence = whole.evidence
    private = {key for key, person in evidence.people.items() if person.private}
    for key, claim in evidence.claims.items():
        if not claim.quote:
            continue
        where = evidence.claims.where[key]
        length = len(claim.quote.text.split())
        if length > QUOTE_WORDS:
            write = f"cut it to {QUOTE_WORDS} or paraphrase"
            yield where.problem(("quote", "text"), f"the quotation has {length} words", write)
        if private & set(claim.actors):
            yield where.problem(("quote",), "a private person is quoted", "paraphrase, and take the quotation out")
        held = [c.key for c in claim.citations if c.key in evidence.excerpts]
        verbatim = any(passage(claim.quote.text).search(evidence.excerpts[k].text) for k in held)
        if held and not verbatim and not claim.quote_check:
            wrong = f"the words do not stand in the excerpt of {', '.join(held)}"
            write = "correct them, or say why in 'quote_check: ...'"
            yield where.problem(("quote", "text"), wrong, write)
        if verbatim and claim.quote_check:
            yield where.problem(("quote_check",), "the words do stand in the excerpt", "take 'quote_check' out")


@promise
def series_are_tables(whole: Whole) -> Iterator[Problem]:
    """Every row of a series has as many cells as its first line has names."""
    for name, rows in whole.evidence.series.items():
        for number, row in enumerate(rows, 2):
            if None in row or None in row.values():
                file = f"{whole.evidence.root.name}/evidence/series/{name}.csv"
                write = "put a cell with a comma in it in quotes, and keep a comma for an empty one"
                yield Problem(file, number, "row", "it has not as many cells as the first line has names", write)


@promise
def series_rest_on_the_evidence(whole: Whole) -> Iterator[Problem]:
    """Every claim and every source that a row of a series names exists."""
    evidence = whole.evidence
    for column, what, known in (("claim_ids", "claim", evidence.claims), ("source_ids", "source", evidence.sources)):
        for name, rows in evidence.series.items():
            for number, row in enumerate(rows, 2):
                for key in (row.get(column) or "").split("; "):
                    if key and key not in known:
                        file = f"{evidence.root.name}/evidence/series/{name}.csv"
                        hint = did_you_mean(key, known, "part ids with a semicolon and a space")
                        yield Problem(file, number, column, f"there is no {what} '{key}'", hint)
