"""Terms: a link to the glossary leads to an entry of it, and a term is linked where it is first used."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.chapters import Chapter, Linked
from quizzes.checks.promise import Whole, promise
from quizzes.problems import Problem, did_you_mean

PAGE = "evidence/glossary.md"


@promise
def terms_are_in_the_glossary(whole: Whole) -> Iterator[Problem]:
    """A link to the glossary leads to one of its terms."""
    terms = whole.evidence.terms
    for chapter in whole.chapters.values():
        for link in chapter.terms:
            if link.term not in terms:
                hint = did_you_mean(link.term, terms, "add it to evidence/glossary.yaml, or explain it in the sentence")
                yield _at(chapter, link, f"the glossary has no term '{link.term}'", hint)
            elif link.path != chapter.up + PAGE:
                write = f"write '{chapter.up}{PAGE}#{link.term}'"
                yield _at(chapter, link, f"'{link.path}' is not the glossary", write)


@promise
def a_term_is_linked_once(whole: Whole) -> Iterator[Problem]:
    """A chapter links a term to the glossary once."""
    for chapter in whole.chapters.values():
        first: dict[str, Linked] = {}
        for link in chapter.terms:
            if first.setdefault(link.term, link) is not link:
                there = f"under '{first[link.term].heading}'"
                yield _at(chapter, link, f"'{link.term}' is linked already, {there}", "keep the first link alone")


def _at(chapter: Chapter, link: Linked, wrong: str, write: str) -> Problem:
    place = f"cell {link.cell + 1}" if chapter.path.suffix == ".ipynb" else "text"
    return Problem(str(chapter.path), chapter.line(link.cell, link.line), place, wrong, write)
