"""Spelling, of everything that this project writes itself: items, events, slides, claims, lists, chapters.

pyspellchecker asks a list of English words; it finds nearly every slip.  (typos knows common misspellings only: of
480 random slips in our own words it named 94, pyspellchecker 469.)  A word is known, too, if it stands in a name of
the evidence: a person, an agency, a term, or the title, author or publisher of a source.  What is left over and right
stands in ``spelling.yaml`` with its reason.  Quotations, readers' answers and ids are not ours to spell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from quizzes.checks.chapters import lines
from quizzes.checks.promise import Place, Whole, promise
from quizzes.problems import ContentError, Problem
from quizzes.record import Text
from quizzes.yamlfile import Document, validate

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CODE = re.compile(r"`[^`]*`|<!--.*?-->|</?[a-z][^<>]*>|\]\([^)]*\)|\w+://\S+|\S*@\S*|\{[^}]*\}|\S*[\d_]\S*")
TWICE = re.compile(r"(?<![\w-])([^\W\d_]+)\s+\1\b", re.IGNORECASE)
LIST = "spelling.yaml"

# Not prose, or not our words: addresses and ids, what readers type, what others wrote.
NOT_PROSE = frozenset({
    "id", "type", "objective", "skill", "difficulty", "section", "chapter", "quiz", "checks", "before", "rule", "key",
    "match", "theme", "status", "date", "misconception", "claims", "actors", "source", "sources", "url", "unit",
    "accepted", "answers", "quote", "excerpt", "passage", "series", "columns", "rows", "claim", "mode",
    "check", "figure",
})  # fmt: skip
PROSE = {"people": "role note", "agencies": "role note", "terms": "definition note", "claims": "claim disagreement"}


@promise
def words_are_spelled_right(whole: Whole) -> Iterator[Problem]:
    """Every word of items, events, slides, claims, lists and chapters is in the dictionary, a name of the evidence, or
    in ``spelling.yaml``."""
    excused, faults = _list(whole)
    yield from faults
    known = names(whole) | set(excused)
    texts = list(_texts(whole))
    used = {word for text, _ in texts for word in words(text)}
    wrong = {word for word in used if not _spelled(word, known)}
    for text, problem in texts if wrong else ():
        for word in words(text):
            if word in wrong:
                yield problem(f"'{word}' is in no dictionary", _suggest(word, known))
    used = {word.casefold() for word in used}
    if not whole.problems:
        for word, (document, written) in excused.items():
            if word not in used:
                yield document.at((written,), "no text has this word", "take it off the list")


@promise
def no_word_stands_twice(whole: Whole) -> Iterator[Problem]:
    """No word stands twice in a row, but for "that that" and "had had"."""
    for text, problem in _texts(whole):
        for word in doubled(text):
            yield problem(f"'{word}' stands twice in a row", "take one of them out")


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, without code, addresses, comments, and whatever has digits in it."""
    return tuple(word.replace("’", "'") for word in WORD.findall(CODE.sub(" ", text)))


@cache
def doubled(text: str) -> tuple[str, ...]:
    """The words that stand twice in a row and should not."""
    found = TWICE.findall(CODE.sub(" · ", text))
    return tuple(word for word in found if word.casefold() not in ("that", "had"))


def names(whole: Whole) -> set[str]:
    """Every word of a name in the evidence, in small letters."""
    evidence = whole.evidence
    found: list[str] = [person.name for person in evidence.people.values()]
    for agency in evidence.agencies.values():
        found += [agency.name, agency.abbreviation or ""]
    found += [term.term for term in evidence.terms.values()]
    for source in evidence.sources.values():
        found += [source.label, *_strings(source.csl.variables())]
    for reading in evidence.readings.values():
        found += [reading.title, reading.author or "", reading.publisher or ""]
    return {word.casefold() for name in found for word in WORD.findall(name.replace("’", "'"))}


def _list(whole: Whole) -> tuple[dict[str, tuple[Document, str]], list[Problem]]:
    """The words that ``spelling.yaml`` excuses, by their small letters."""
    path = whole.content.root / LIST
    if not path.exists():
        return {}, []
    try:
        document = Document(path, f"{whole.content.root.name}/{LIST}")
        listed = validate(document, dict[str, Text])
    except ContentError as error:
        return {}, error.problems
    return {word.casefold(): (document, word) for word in listed}, []


def _spelled(word: str, known: set[str]) -> bool:
    """Whether a word, or what it is the genitive or plural of, is known."""
    word = word.casefold()
    return len(word) == 1 or not known.isdisjoint((word, _owner(word), word.removesuffix("s"))) or _listed(word)


def _owner(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


@cache
def _listed(word: str) -> bool:
    """Whether the dictionary has it."""
    return not _dictionary().unknown([_owner(word)])


@cache
def _dictionary() -> Any:
    from spellchecker import SpellChecker  # only this check needs it

    return SpellChecker(distance=1)


def _suggest(word: str, known: set[str]) -> str:
    """The nearest word: a name for a word with a capital, else the commonest one that is one slip away."""
    keep = f"or add it to quizzes/{LIST} with the reason"
    small = _owner(word.casefold())
    near = get_close_matches(small, sorted(known), n=1, cutoff=0.85 if word[0].isupper() else 0.9)
    if not near and not word.isupper():
        by_use = _dictionary().word_usage_frequency
        near = sorted(_dictionary().candidates(small) or (), key=lambda one: (-by_use(one), one))
    if not near:
        return f"correct it, {keep}"
    return f"did you mean '{near[0].capitalize() if word[0].isupper() else near[0]}'? If not, correct it, {keep}"


def _texts(whole: Whole) -> Iterator[tuple[str, Any]]:
    """Every text of ours, with the function that makes a problem of what is wrong with it."""
    content = whole.content
    for folder, files in (("bank", whole.banks), ("timelines", whole.timelines), ("slides", whole.slideshows)):
        for name in files:
            document = content.document(folder, name)
            for place, text in _prose(document.data, ()):
                yield text, _at(document, place)
    for table, fields in PROSE.items():
        records = getattr(whole.evidence, table)
        for key, record in records.items():
            where = records.where[key]
            for field in fields.split():
                yield getattr(record, field) or "", _at(where.document, (where.index, field))
    for line in lines(whole):
        yield line.text, line.problem


def _at(document: Document, place: Place) -> Any:
    return lambda wrong, write: document.at(place, wrong, write)


def _prose(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in NOT_PROSE:
                yield from _prose(value, (*place, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _prose(value, (*place, n))
    elif isinstance(data, str):
        yield place, data


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _strings(value)
