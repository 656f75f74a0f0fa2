"""Chapters: every fact is cited, every citation and link leads somewhere, every quotation is verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizzes.chapters import LINK, Chapter, Sentence
from quizzes.checks.promise import Whole, promise
from quizzes.claims import MENTION, Claim, Evidence
from quizzes.problems import Problem, did_you_mean
from quizzes.text import passage

QUOTED = re.compile(r"[“\"]([^”\"“]+)[”\"]")
QUOTED_WORDS = 4  # shorter ones are names and terms
ANCHOR = re.compile(r"\]\(#([^)\s]+)\)")


class Line(NamedTuple):
    """One line of a chapter's Markdown, and where it stands."""

    chapter: Chapter
    cell: int
    number: int
    text: str

    def problem(self, wrong: str, write: str) -> Problem:
        return _in_cell(self.chapter, self.cell, self.number, wrong, write)


def lines(whole: Whole) -> Iterator[Line]:
    for chapter in whole.chapters.values():
        for cell, text, _ in chapter.markdown():
            for number, line in enumerate(text.splitlines(), 1):
                yield Line(chapter, cell, number, line)


@promise
def citations_resolve(whole: Whole) -> Iterator[Problem]:
    """Every citation leads to a claim or a reading, and carries its label and page."""
    evidence = whole.evidence
    for line in lines(whole):
        for link in LINK.finditer(line.text):
            key = link["key"]
            if key not in evidence:
                hint = did_you_mean(key, [*evidence.claims, *evidence.readings], "cite a claim that exists")
                yield line.problem(f"there is no claim or reading '{key}'", hint)
            elif (link["label"], link["path"]) != (evidence.label(key), f"{line.chapter.up}{evidence.page(key)}.md"):
                wrong = f"the link to '{key}' does not carry its source and page"
                yield line.problem(wrong, "run 'python -m quizzes refresh'")


@promise
def facts_are_cited(whole: Whole) -> Iterator[Problem]:
    """Every factual sentence is followed by its citation; `quizzes.chapters` says which are factual."""
    for chapter, sentence in _sentences(whole):
        states = sentence.factual and not sentence.text.rstrip("”\"’') ").endswith("?")
        if states and not sentence.cites and not sentence.excuse:
            start = " ".join(sentence.text.split()[:8])
            write = "add a citation after it, [](#s-058), or '<!-- no claim: reason -->' if it states no fact"
            yield _at(chapter, sentence, f"no claim is cited for '{start} …'", write)
        if sentence.excuse == "":
            yield _at(chapter, sentence, "the comment gives no reason", "write '<!-- no claim: reason -->'")


@promise
def quotations_are_the_sources(whole: Whole) -> Iterator[Problem]:
    """Words in quotation marks, from four on, stand verbatim in a cited claim or an excerpt of its sources."""
    for chapter, sentence in _sentences(whole):
        for words in quotations(sentence.text) if sentence.factual and sentence.cites else ():
            if not any(passage(words).search(text) for text in said(sentence.cites, whole.evidence)):
                wrong = f"'{words[:60]}' is quoted, but no cited claim or excerpt has these words"
                yield _at(chapter, sentence, wrong, "quote exactly, or cite the claim that holds the quotation")


@promise
def anchors_exist(whole: Whole) -> Iterator[Problem]:
    """A link within the chapter leads to one of its headings."""
    for line in lines(whole):
        headings = line.chapter.headings
        for anchor in ANCHOR.findall(line.text):
            if anchor not in headings and not MENTION.fullmatch(anchor) and anchor not in whole.evidence:
                hint = did_you_mean(anchor, headings, "write the anchor of a heading")
                yield line.problem(f"the chapter has no heading '#{anchor}'", hint)


@promise
def every_cell_was_run(whole: Whole) -> Iterator[Problem]:
    """Every code cell was run: nbval passes over one that was not, and the site would show nothing in its place."""
    for chapter in whole.chapters.values():
        for number, cell in enumerate(chapter.cells):
            if cell["cell_type"] == "code" and "".join(cell["source"]).strip() and not cell.get("execution_count"):
                yield _in_cell(chapter, number, 1, "this cell was never run", "run 'python -m quizzes refresh'")


def _sentences(whole: Whole) -> Iterator[tuple[Chapter, Sentence]]:
    for chapter in whole.chapters.values():
        for sentence in chapter.sentences:
            yield chapter, sentence


def quotations(text: str) -> Iterator[str]:
    """What a text quotes, from four words on, without the mark at its end."""
    for quoted in QUOTED.findall(text):
        words = quoted.strip().rstrip(".,;:?!")
        if len(words.split()) >= QUOTED_WORDS:
            yield words


def said(claims: Iterable[str], evidence: Evidence) -> Iterator[str]:
    """All that some claims say and quote, their sources' titles, and what is excerpted from these."""
    for key in claims:
        claim: Claim | None = evidence.claims.get(key)
        if claim:
            yield claim.quote.text if claim.quote else ""
            yield claim.claim
            for citation in claim.citations:
                yield evidence.excerpts[citation.key].text if citation.key in evidence.excerpts else ""
                yield evidence.sources[citation.key].csl.title if citation.key in evidence.sources else ""


def _in_cell(chapter: Chapter, cell: int, line: int, wrong: str, write: str) -> Problem:
    place = f"cell {cell + 1}" if chapter.path.suffix == ".ipynb" else "text"
    return Problem(str(chapter.path), chapter.line(cell, line), place, wrong, write)


def _at(chapter: Chapter, sentence: Sentence, wrong: str, write: str) -> Problem:
    problem = _in_cell(chapter, sentence.cell, sentence.line, wrong, write)
    return problem._replace(place=sentence.section or problem.place)
