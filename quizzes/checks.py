"""What `python -m quizzes check` proves about the content.  One function a promise; all problems of a run are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quizzes.chapters import LINK, Chapter, Sentence
from quizzes.claims import MENTION, Claim, Evidence, Table
from quizzes.content import Content
from quizzes.forms import Bank
from quizzes.problems import ContentError, Problem, did_you_mean
from quizzes.sources import cite
from quizzes.text import passage
from quizzes.yamlfile import Document, validate

QUOTE_WORDS = 30  # the longest quotation
QUOTED = re.compile(r"[“\"]([^”\"“]+)[”\"]")
ANCHOR = re.compile(r"\]\(#([^)\s]+)\)")
MAY_SKIP = "may-skip"


def check(content: Content, book: Path) -> list[Problem]:
    """Every problem of the content, sorted by file and line."""
    found: list[Problem] = []
    chapters = dict(_read_chapters(book, found))
    banks = dict(_read_banks(content, found))
    evidence = content.evidence
    found += evidence.problems
    for promise in EVIDENCE_PROMISES:
        found += promise(evidence)
    found += bank_promises(content, banks, chapters)
    found += timeline_promises(content, chapters)
    for chapter in chapters.values():
        for kept in CHAPTER_PROMISES:
            found += kept(chapter, evidence)
    found += toc_promises(book, chapters)
    return sorted(set(found))


def _read_chapters(book: Path, found: list[Problem]) -> Iterator[tuple[str, Chapter]]:
    for path in sorted([*book.glob("*.ipynb"), *book.glob("*.md")]):
        try:
            yield path.stem, Chapter(path)
        except ContentError as error:
            found += error.problems


def _read_banks(content: Content, found: list[Problem]) -> Iterator[tuple[str, Bank]]:
    for chapter in content.chapters("bank"):
        try:
            yield chapter, content.bank(chapter)
        except ContentError as error:
            found += error.problems


# Evidence


def references_resolve(evidence: Evidence) -> Iterator[Problem]:
    """Every source, actor and claim that a record names exists."""
    actors = {**evidence.people, **evidence.agencies}
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
            if actor not in actors:
                hint = did_you_mean(actor, actors, "add it to people.yaml or agencies.yaml")
                yield where.problem(("actors", n), f"there is no person or agency '{actor}'", hint)
        for other in evidence.mentions(claim):
            if other not in evidence.claims:
                hint = did_you_mean(other, evidence.claims, "correct the id")
                yield where.problem(("disagreement",), f"it points to the claim '{other}', which does not exist", hint)


def nothing_is_orphaned(evidence: Evidence) -> Iterator[Problem]:
    """Every source supports or disputes something or says why it stays; every excerpt has its source, every
    series its note."""
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


def quotations_hold(evidence: Evidence) -> Iterator[Problem]:
    """A quotation is short, verbatim where an excerpt reaches it, and never of a private person."""
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


EVIDENCE_PROMISES: list[Callable[[Evidence], Iterable[Problem]]] = [
    references_resolve,
    nothing_is_orphaned,
    quotations_hold,
]

# Banks and timelines


def bank_promises(content: Content, banks: dict[str, Bank], chapters: dict[str, Chapter]) -> Iterator[Problem]:
    """Every item cites claims that exist, leads to a section that exists and may not be skipped, has an id that no
    other bank uses, and is shown in its chapter."""
    owners: dict[str, str] = {}
    for name, bank in banks.items():
        document = content.document("bank", name)
        chapter = chapters.get(bank.chapter)
        if chapter is None:
            hint = did_you_mean(bank.chapter, chapters, f"add book/{bank.chapter}.ipynb")
            yield document.at(("chapter",), f"there is no chapter '{bank.chapter}'", hint)
        shown = {args for function, args, _ in chapter.calls if function == "quiz"} if chapter else set()
        if chapter and bank.quiz and (bank.chapter,) not in shown:
            write = f'add a code cell with quiz("{bank.chapter}")'
            yield document.at(("quiz",), "the chapter does not show this quiz", write)
        for n, key in enumerate(bank.checks):
            if chapter and not any(key in args for args in shown):
                write = f'add a code cell with quiz("{bank.chapter}", "{key}"), or take it off the list'
                yield document.at(("checks", n), f"the chapter does not show '{key}'", write)
        for n, item in enumerate(bank.items):
            if item.id in owners:
                wrong = f"the id is taken by an item of {owners[item.id]}"
                yield document.at(("items", n, "id"), wrong, "give one of the two another id")
            owners[item.id] = document.name
            yield from _claims_exist(document, ("items", n, "claims"), item.claims, content.evidence)
            if chapter and item.section not in chapter.headings:
                hint = did_you_mean(item.section, chapter.headings, "write the anchor of a heading")
                yield document.at(("items", n, "section"), f"the chapter has no section '{item.section}'", hint)
            elif chapter and item.section in _skippable(chapter):
                wrong = f"it rests on '{item.section}', which readers may skip"
                yield document.at(("items", n, "section"), wrong, "ask about another section")


def timeline_promises(content: Content, chapters: dict[str, Chapter]) -> Iterator[Problem]:
    """Every event cites claims and names actors and a section that exist, has an id that no other timeline uses, and
    the chapter shows its timeline."""
    evidence = content.evidence
    owners: dict[str, str] = {}
    also: list[tuple[Document, tuple, str]] = []
    actors = {**evidence.people, **evidence.agencies}
    for name in content.chapters("timelines"):
        try:
            line = content.timeline(name)
        except ContentError as error:
            yield from error.problems
            continue
        document = content.document("timelines", name)
        for n, event in enumerate(line.events):
            if event.id in owners:
                wrong = f"the id is taken by an event of {owners[event.id]}"
                write = "give one of the two another id, or name the event in 'also' if it is the same"
                yield document.at(("events", n, "id"), wrong, write)
            owners[event.id] = document.name
            yield from _claims_exist(document, ("events", n, "claims"), event.claims, evidence)
            for m, other in enumerate(event.disputed):
                yield from _claims_exist(document, ("events", n, "disputed", m, "claims"), other.claims, evidence)
            if event.section and line.chapter in chapters and event.section not in chapters[line.chapter].headings:
                hint = did_you_mean(event.section, chapters[line.chapter].headings, "write the anchor of a heading")
                yield document.at(("events", n, "section"), f"the chapter has no section '{event.section}'", hint)
            for m, actor in enumerate(event.actors):
                if actor not in actors:
                    hint = did_you_mean(actor, actors, "add it to people.yaml or agencies.yaml")
                    yield document.at(("events", n, "actors", m), f"there is no person or agency '{actor}'", hint)
        also += [(document, ("also", n), key) for n, key in enumerate(line.also)]
        if line.chapter not in chapters:
            hint = did_you_mean(line.chapter, chapters, f"add book/{line.chapter}.ipynb")
            yield document.at(("chapter",), f"there is no chapter '{line.chapter}'", hint)
        elif ("timeline", (line.chapter,)) not in [call[:2] for call in chapters[line.chapter].calls]:
            write = f'add a code cell with timeline("{line.chapter}")'
            yield document.at(("chapter",), "the chapter does not show this timeline", write)
    for document, path, key in also:
        if key not in owners:
            hint = did_you_mean(key, owners, "write the event into this file")
            yield document.at(path, f"no timeline has an event '{key}'", hint)


def _claims_exist(document: Document, path: tuple, claims: list[str], evidence: Evidence) -> Iterator[Problem]:
    for n, claim in enumerate(claims):
        if claim not in evidence.claims:
            hint = did_you_mean(claim, evidence.claims, "add it under evidence/claims")
            yield document.at((*path, n), f"there is no claim '{claim}'", hint)


def _skippable(chapter: Chapter) -> set[str]:
    """Anchors of the sections whose heading stands in a cell tagged ``may-skip``."""
    cells = [cell for cell in chapter.cells if MAY_SKIP in cell["metadata"].get("tags", [])]
    texts = ["".join(cell["source"]) for cell in cells]
    return {anchor for anchor, title in chapter.headings.items() if any(f"# {title}" in text for text in texts)}


# Chapters


def citations_resolve(chapter: Chapter, evidence: Evidence) -> Iterator[Problem]:
    """Every citation leads to a claim or a reading, and carries its label and page."""
    for number, text, _ in chapter.markdown():
        for n, line in enumerate(text.splitlines(), 1):
            for link in LINK.finditer(line):
                where = (str(chapter.path), chapter.line(number, n), _cell(chapter, number))
                if link["key"] not in evidence:
                    known = [*evidence.claims, *evidence.readings]
                    hint = did_you_mean(link["key"], known, "cite a claim that exists")
                    yield Problem(*where, f"there is no claim or reading '{link['key']}'", hint)
                elif (link["label"], link["path"]) != (evidence.label(link["key"]), f"{evidence.page(link['key'])}.md"):
                    wrong = f"the link to '{link['key']}' does not carry its source and page"
                    yield Problem(*where, wrong, "run 'python -m quizzes refresh'")


def facts_are_cited(chapter: Chapter, evidence: Evidence) -> Iterator[Problem]:
    """The rule of the factual sentence: see `quizzes.chapters`."""
    for sentence in chapter.sentences:
        states = sentence.factual and not sentence.text.rstrip("”\"’') ").endswith("?")
        if states and not sentence.cites and not sentence.excuse:
            start = " ".join(sentence.text.split()[:8])
            write = "add a citation after it, [](#s-058), or '<!-- no claim: reason -->' if it states no fact"
            yield _at(chapter, sentence, f"no claim is cited for '{start} …'", write)
        if sentence.excuse == "":
            yield _at(chapter, sentence, "the comment gives no reason", "write '<!-- no claim: reason -->'")


def quotations_are_the_sources(chapter: Chapter, evidence: Evidence) -> Iterator[Problem]:
    """Words in quotation marks, from four on, stand verbatim in a cited claim or an excerpt of its sources."""
    for sentence in chapter.sentences:
        for quoted in QUOTED.findall(sentence.text) if sentence.factual and sentence.cites else ():
            words = quoted.strip().rstrip(".,;:?!")
            if len(words.split()) >= 4 and not any(passage(words).search(text) for text in _said(sentence, evidence)):
                wrong = f"'{words[:60]}' is quoted, but no cited claim or excerpt has these words"
                yield _at(chapter, sentence, wrong, "quote exactly, or cite the claim that holds the quotation")


def _said(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    for key in sentence.cites:
        claim: Claim | None = evidence.claims.get(key)
        if claim:
            yield claim.quote.text if claim.quote else ""
            yield claim.claim
            for citation in claim.citations:
                yield evidence.excerpts[citation.key].text if citation.key in evidence.excerpts else ""
                yield evidence.sources[citation.key].csl.title if citation.key in evidence.sources else ""


def anchors_exist(chapter: Chapter, evidence: Evidence) -> Iterator[Problem]:
    """A link within the chapter leads to one of its headings."""
    for number, text, _ in chapter.markdown():
        for n, line in enumerate(text.splitlines(), 1):
            for anchor in ANCHOR.findall(line):
                if anchor not in chapter.headings and not MENTION.fullmatch(anchor) and anchor not in evidence:
                    hint = did_you_mean(anchor, chapter.headings, "write the anchor of a heading")
                    wrong = f"the chapter has no heading '#{anchor}'"
                    yield Problem(str(chapter.path), chapter.line(number, n), _cell(chapter, number), wrong, hint)


def every_cell_was_run(chapter: Chapter, evidence: Evidence) -> Iterator[Problem]:
    """nbval passes over cells without a stored run, and the site would show nothing in their place."""
    for number, cell in enumerate(chapter.cells):
        if cell["cell_type"] == "code" and "".join(cell["source"]).strip() and not cell.get("execution_count"):
            line = chapter.line(number)
            yield Problem(
                str(chapter.path),
                line,
                _cell(chapter, number),
                "this cell was never run",
                "run 'python -m quizzes refresh'",
            )


CHAPTER_PROMISES: list[Callable[[Chapter, Evidence], Iterable[Problem]]] = [
    citations_resolve,
    facts_are_cited,
    quotations_are_the_sources,
    anchors_exist,
    every_cell_was_run,
]


def _cell(chapter: Chapter, number: int) -> str:
    return f"cell {number + 1}" if chapter.path.suffix == ".ipynb" else "text"


def _at(chapter: Chapter, sentence: Sentence, wrong: str, write: str) -> Problem:
    line = chapter.line(sentence.cell, sentence.line)
    return Problem(str(chapter.path), line, sentence.section or _cell(chapter, sentence.cell), wrong, write)


# The table of contents


def toc_promises(book: Path, chapters: dict[str, Chapter]) -> Iterator[Problem]:
    """Every chapter stands in ``_toc.yml``, and every entry of it is there (evidence pages are made at build)."""
    path = book.parent / "_toc.yml"
    if not path.exists():
        return
    try:
        document = Document(path, path.name)
        validate(document, dict)
    except ContentError as error:
        yield from error.problems
        return
    entries = {str(document.data.get("root")): ("root",), **dict(_entries(document.data, ()))}
    for file, place in entries.items():
        stem = Path(file).stem
        if not file.startswith(f"{book.name}/evidence/") and stem not in chapters:
            yield document.at(
                place, f"there is no page '{file}'", did_you_mean(stem, chapters, "add it, or take it off")
            )
    for stem in chapters:
        if f"{book.name}/{stem}" not in entries:
            write = f"add '- file: {book.name}/{stem}'"
            yield Problem(path.name, 1, "file", f"the page '{stem}' is not in the table of contents", write)


def _entries(data: object, place: tuple) -> Iterator[tuple[str, tuple]]:
    if isinstance(data, dict):
        if "file" in data:
            yield str(data["file"]), (*place, "file")
        for key, value in data.items():
            yield from _entries(value, (*place, key))
    if isinstance(data, list):
        for n, value in enumerate(data):
            yield from _entries(value, (*place, n))
