"""JSON Schemas of the content files, derived from the models, for editors: completion and checks while typing.

An editor shows a field's description beside it.  A field that many records have is described here, once; what a
model says of its own goes before that.  The schemas of what a browser keeps (`quizzes.states`) and of
what a reader hands in (`quizzes.handin`) are for programs.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from quizzes.claims import Agency, Claim, Person, Reading, Term
from quizzes.events import Timeline
from quizzes.forms import Bank
from quizzes.handin import HandIn
from quizzes.slideshow import Slideshow
from quizzes.sources import Source
from quizzes.states import Kept

FILES: dict[str, Any] = {
    "bank.schema.json": Bank,
    "timeline.schema.json": Timeline,
    "slides.schema.json": Slideshow,
    "claims.schema.json": list[Claim],
    "sources.schema.json": list[Source],
    "people.schema.json": list[Person],
    "agencies.schema.json": list[Agency],
    "glossary.schema.json": list[Term],
    "reading.schema.json": list[Reading],
    "state.schema.json": Kept,
    "handin.schema.json": HandIn,
}

PROGRAMS = (Kept, HandIn)

COMMON = {
    "id": "small letters, digits and single hyphens, as in 'two-limits'; never changed later",
    "type": "the kind of record; an item's type decides its other fields",
    "title": "as readers see it; Markdown without HTML",
    "summary": "what is shown, and what is left out; Markdown without HTML",
    "chapter": "the stem of the chapter's notebook",
    "items": "the items; each id is listed under quiz or checks",
    "events": "in any order; they are printed by their dates",
    "stem": "what is asked; Markdown without HTML, ending in a mark",
    "hints": "none, one or more; opened one by one before answering, and never the key itself",
    "points": "what a right answer earns",
    "rule": "how a part of the key is credited; see the table of rules in CONTRIBUTING.md",
    "text": "as readers see it; Markdown without HTML",
    "feedback": "said of this answer: why it is right or wrong, in a sentence",
    "missed": "said of a key that was not chosen",
    "wrong": "said when another choice than the right one was made",
    "missing": "said when the writer finds that the answer does not do this",
    "about": "said of it, or what it shows",
    "key": "true for what is right",
    "match": "the id of the right choice",
    "category": "the id of the right category",
    "misconception": "an id for what a reader believes who answers so; reports count it",
    "answers": "what readers may type",
    "answer": "the right answer",
    "foreseen": "wrong answers that you expect, each with its feedback",
    "options": "two or more; shuffled, but for one with 'last: true'",
    "entries": "what is to be sorted or put in order",
    "prompts": "what is to be matched, each with its choice",
    "choices": "what to choose from; some may be left over, some serve twice",
    "gaps": "one for each id in brackets in the text",
    "rubric": "what the writer looks for in the own answer",
    "material": "what all items of the set are about: a passage, a quotation or a series",
    "slides": "four to eight; the title, the answer to the check and the sources are made",
    "notes": "for the teacher, and not projected",
    "say": "a sentence to be projected",
    "question": "what the class is asked, in 30 words at the most",
    "sides": "two sides of what is contested, each in its own words",
    "claim": "the id of a claim; in a claim, what somebody found, said or did, in your own words",
    "claims": "ids of the claims that this rests on",
    "absolute": "how far off in the answer's own unit",
    "true": "said to who answers 'true'",
    "false": "said to who answers 'false'",
    "date": "EDTF: 2018-04-06, 2018-04, 2018-04~ (about), 2018-05-05/2018-06-20 (from, to)",
    "when": "the source's own words for the date, where EDTF has none",
    "disputed": "other dates that sources give for it, each with its own claims",
    "by": "who gives this date, where the citation does not say it",
    "track": "public: officials said it in public; inside: it was written or said inside the government",
    "also": "ids of events in other chapters' timelines that belong in this one too",
    "headline": "what happened, in a sentence with its actor",
    "actors": "ids from people.yaml and agencies.yaml",
    "theme": "what kind of thing it is",
    "note": "what a reader should know of it besides",
    "status": "how it was read: in the article, in the source itself, or in another that reports it",
    "sources": "source ids, each with its place in brackets: doj-oig-21-028[p. 14]",
    "quote": "words of the source, verbatim, 30 at most",
    "speaker": "whose words they are, and when",
    "disagreement": "what other sources say, and what this one cannot show",
    "label": "what a citation says: a body or outlet and a year",
    "csl": "CSL variables, as Zotero exports them: https://docs.citationstyles.org",
    "read": "how much of it was read for this book",
    "how": "in full, in part, or only as another source cites it",
    "extent": "which part was read",
    "carrier": "how its text reached this book",
    "name": "as printed",
    "role": "the office held at the time, or what it is",
    "private": "true for a private person, who is paraphrased and never quoted",
    "abbreviation": "printed in place of the name",
    "term": "the word or phrase",
    "definition": "as this book uses it",
    "author": "who wrote it",
    "year": "of publication",
    "publisher": "who published it",
    "standpoint": "from where it is written",
    "care": "what needs a teacher's look",
    "url": "its address",
}
CSL = "CSL variable: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables"
CSL_RECORDS = ("Csl", "Name")


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name of its file in the package."""
    made = {name: TypeAdapter(kind).json_schema() for name, kind in FILES.items()}
    return {name: schema if FILES[name] in PROGRAMS else _described(schema) for name, schema in made.items()}


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with a description of each field that its model leaves without one."""
    for record, model in {**schema.get("$defs", {}), "": schema}.items():
        for name, field in model.get("properties", {}).items():
            known = CSL if record in CSL_RECORDS else COMMON.get(name)
            if known:
                field.setdefault("description", known)
    return schema
