"""What a chapter that shows its quiz has: a length, a level, a frame, and a quiz of many kinds.

A chapter without a quiz or a timeline is not written yet; the table of `measures` says so, and nothing is asked of it.

**The body** is every factual sentence (see `quizzes.chapters`), with quotations, lists and the rows of tables, which
are read like the rest; not headings, instructions, items and events.  Its level is the grade of Flesch and Kincaid
(Kincaid and others, *Derivation of New Readability Formulas*, 1975): 0.39 × words a sentence + 11.8 × syllables a
word - 15.59.  A section is judged from 100 words on, the size of Flesch's samples: in fewer, one name decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from quizzes import samples
from quizzes.chapters import Chapter, Sentence
from quizzes.checks.promise import Whole, promise
from quizzes.forms import Bank
from quizzes.problems import Problem
from quizzes.text import plain

WORDS = (2000, 3200)
GRADES = (9.0, 11.0)
HARDEST = 12.5  # the grade of a section
SAMPLE = 100  # words from which a section's grade says something
OVERVIEW = "**In this chapter.**"
SENTENCES = 4
WEIGH, GAPS, READING = "weigh-the-evidence", "what-we-dont-know", "further-reading"
READINGS = (3, 5)
LEAST_TERMS = 3
CHECKS = (3, 5)
QUIZ = (15, 20)
LEAST_TYPES = 8
BEYOND = 0.4  # the least share of items that ask for more than what the text says
BEFORE = 3
CHOOSING = ("single-choice", "true-false", "multiple-choice", "categorise", "matching")
MOST_PARTS = 6
NAME = 3  # words: an option of no more is a bare date or name

IN_TEXT = re.compile(r"\b(?:the|this) (?:chapter|section|passage|table|figure shows)\b", re.IGNORECASE)


@promise
def chapters_are_of_a_length(whole: Whole) -> Iterator[Problem]:
    """A chapter's body has 2,000 to 3,200 words: one lesson or two."""
    for chapter in written(whole):
        words = len(prose(body(chapter)).split())
        if not WORDS[0] <= words <= WORDS[1]:
            yield _of(chapter, f"its body has {words} words", f"let it have {WORDS[0]} to {WORDS[1]}")


@promise
def chapters_read_at_their_level(whole: Whole) -> Iterator[Problem]:
    """A chapter reads at grade 9 to 11 (Flesch-Kincaid), and no section of 100 words or more above 12.5."""
    for chapter in written(whole):
        mean = grade(prose(body(chapter)))
        if not GRADES[0] <= mean <= GRADES[1]:
            yield _of(chapter, f"it reads at grade {mean}", "mix long sentences with short ones, until it is 9 to 11")
        for section in dict.fromkeys(sentence.section for sentence in body(chapter)):
            text = prose(sentence for sentence in body(chapter) if sentence.section == section)
            if len(text.split()) >= SAMPLE and grade(text) > HARDEST:
                wrong = f"the section '{section}' reads at grade {grade(text)}"
                yield _of(chapter, wrong, f"shorten sentences, until it is {HARDEST} or less")


@promise
def chapters_have_their_frame(whole: Whole) -> Iterator[Problem]:
    """A chapter opens with a guiding question in italics and an overview of four sentences, weighs evidence in an open
    answer, says what is not known, and ends with three to five readings."""
    for chapter in written(whole):
        texts = {number: text for number, text, _ in chapter.markdown()}
        if not chapter.question:
            yield _of(chapter, "it opens without a guiding question", "write it under the title: '*Who …?*'")
        cells = [number for number, text in texts.items() if text.lstrip().startswith(OVERVIEW)]
        told = [sentence for sentence in chapter.sentences if sentence.cell in cells]
        if len(told) != SENTENCES:
            wrong = f"its overview has {len(told)} sentences" if cells else "it has no overview"
            yield _of(chapter, wrong, f"begin a cell with '{OVERVIEW}' and say it in {SENTENCES}")
        for section in (WEIGH, GAPS, READING):
            if section not in chapter.headings:
                yield _of(chapter, f"it has no section '{section}'", "write it, as the other chapters have it")
        bank = whole.banks.get(chapter.stem)
        if bank and not any(leaf.section == WEIGH and _is_open(bank, leaf.id) for leaf in bank.leaves):
            yield _of(chapter, f"no open answer belongs to '{WEIGH}'", f"write one with 'section: {WEIGH}'")
        read = {key for key in _cited(chapter, READING) if key in whole.evidence.readings}
        if READING in chapter.headings and not READINGS[0] <= len(read) <= READINGS[1]:
            yield _of(chapter, f"it names {len(read)} readings", f"name {READINGS[0]} to {READINGS[1]} of reading.yaml")


@promise
def chapters_explain_their_terms(whole: Whole) -> Iterator[Problem]:
    """A chapter links at least three terms to the glossary."""
    for chapter in written(whole):
        linked = {link.term for link in chapter.terms} & set(whole.evidence.terms)
        if len(linked) < LEAST_TERMS:
            write = f"link {LEAST_TERMS} or more, as in '[referral](evidence/glossary.md#referral)'"
            yield _of(chapter, f"it links {len(linked)} terms to the glossary", write)


@promise
def chapters_ask_enough(whole: Whole) -> Iterator[Problem]:
    """A chapter has three to five checks, a quiz of 15 to 20 items, eight types or more, and at least two items of five
    that ask for more than recall."""
    for chapter in written(whole):
        if bank := whole.banks.get(chapter.stem):
            document = whole.content.document("bank", chapter.stem)
            quiz = len(bank.form().leaves)
            if not CHECKS[0] <= len(bank.checks) <= CHECKS[1]:
                write = f"let it be {CHECKS[0]} to {CHECKS[1]}"
                yield document.at(("checks",), f"the chapter has {len(bank.checks)} checks", write)
            if not QUIZ[0] <= quiz <= QUIZ[1]:
                yield document.at(("quiz",), f"the quiz has {quiz} items", f"let it have {QUIZ[0]} to {QUIZ[1]}")
            if len(types(bank)) < LEAST_TYPES:
                wrong = f"the items are of {len(types(bank))} types ({', '.join(types(bank))})"
                yield document.at(("items",), wrong, f"use {LEAST_TYPES} or more")
            if beyond(bank) < BEYOND:
                wrong = f"{beyond(bank):.0%} of the items ask for more than recall"
                yield document.at(("items",), wrong, f"let it be {BEYOND:.0%}; name what each asks for under 'skill'")


@promise
def chapters_ask_beforehand(whole: Whole) -> Iterator[Problem]:
    """A chapter names three items of its quiz that can be asked before reading too, each of another objective: there is
    something to choose, of six parts at most; no bare date or name is asked for; nothing speaks of the chapter."""
    for chapter in written(whole):
        if bank := whole.banks.get(chapter.stem):
            document = whole.content.document("bank", chapter.stem)
            if len(bank.before) != BEFORE:
                wrong = f"{len(bank.before)} items are to be asked before reading"
                yield document.at(("before",), wrong, f"name {BEFORE} of the quiz")
            for n, key in enumerate(bank.before):
                if wrong := next(_unfit(bank, n), ""):
                    yield document.at(("before", n), f"'{key}' {wrong}", "name another item of the quiz")


def _unfit(bank: Bank, n: int) -> Iterator[str]:
    """Why the `n`-th of the items to be asked before reading does not fit."""
    item = next(leaf for leaf in bank.leaves if leaf.id == bank.before[n])
    if item.id not in bank.quiz:
        yield "is not answered after reading, but between two sections"
    if item.type not in CHOOSING:
        yield f"can't be guessed: its type is {item.type}"
        return
    scheme = item.scheme()
    if len(scheme.get("parts", scheme["options"])) > MOST_PARTS:
        yield f"has more than {MOST_PARTS} parts"
    if item.type == "single-choice" and all(len(plain(one.text).split()) <= NAME for one in item.options):
        yield "asks for a bare date or name"
    if found := IN_TEXT.search(" ".join(plain(text) for text in (item.stem, *item.texts()))):
        yield f"speaks of '{found[0]}', which nobody has read yet"
    if item.objective in (leaf.objective for leaf in bank.leaves if leaf.id in bank.before[:n]):
        yield f"has the objective '{item.objective}', as one before it"


@promise
def chapters_show_a_timeline(whole: Whole) -> Iterator[Problem]:
    """A chapter shows its timeline."""
    for chapter in written(whole):
        if ("timeline", (chapter.stem,)) not in [call[:2] for call in chapter.calls]:
            yield _of(chapter, "it shows no timeline", f'add a code cell with timeline("{chapter.stem}")')


def written(whole: Whole) -> Iterator[Chapter]:
    """The chapters that show their quiz."""
    for stem, chapter in whole.chapters.items():
        if any(call[:2] == ("quiz", (stem,)) for call in chapter.calls):
            yield chapter


def types(bank: Bank) -> list[str]:
    """The types of a bank's items, those in sets and the sets among them."""
    return sorted({item.type for item in (*bank.items, *bank.leaves)})  # type: ignore[attr-defined]


def beyond(bank: Bank) -> float:
    """The share of a bank's items that ask for more than recall."""
    return sum(leaf.skill != "recall" for leaf in bank.leaves) / len(bank.leaves)


@cache
def grade(text: str) -> float:
    """The grade of a text, to one decimal."""
    import textstat  # only this check counts syllables; its dictionary takes a second to load

    return round(textstat.flesch_kincaid_grade(text), 1)


def body(chapter: Chapter) -> list[Sentence]:
    """What is counted of a chapter."""
    return [sentence for sentence in chapter.sentences if sentence.factual]


def prose(sentences: Iterable[Sentence]) -> str:
    """Sentences as one text."""
    return " ".join(sentence.text for sentence in sentences)


def _cited(chapter: Chapter, section: str) -> set[str]:
    return {key for sentence in chapter.sentences if sentence.section == section for key in sentence.cites}


def _is_open(bank: Bank, key: str) -> bool:
    return key in bank.checks and samples.kind(bank.item(key).scheme()) == "open"


def _of(chapter: Chapter, wrong: str, write: str) -> Problem:
    return Problem(str(chapter.path), 1, "chapter", wrong, write)
