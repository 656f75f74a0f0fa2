"""Every string that a reader sees and that is not content, in one place, by language.

`{name}` marks what is filled in.  The scripts get theirs from here, through ``data-words``.
"""

from __future__ import annotations

LANGUAGE = "en"

PAGE = {
    "quiz": "Quiz: {title}",
    "check": "Check your reading: {title}",
    "check-label": "Check your reading · {points}",
    "question": "Question {n} of {of} · {points}",
    "point": "{points} point",
    "points": "{points} points",
    "hint": "Hint",
    "check-button": "Check",
    "retry-button": "Try again",
    "reveal-button": "See the answer",
    "answer": "Answer and explanation",
    "key": "Answer.",
    "why": "Why",
    "sources": "Sources:",
    "write": "Your answer",
    "choose": "Choose …",
    "choices": "To choose from",
    "several": "Choose all that apply.",
    "match": "Choose one for each.",
    "order": "Put them in order, from {first} to {last}.",
    "up": "Move up: {text}",
    "down": "Move down: {text}",
    "true": "True",
    "false": "False",
    "timeline": "Timeline: {title}",
    "claim": "Claim {id}",
}

STATUS = {
    "article": "as The Washington Post reported it, 14 January 2021",
    "verified": "read in the source itself",
    "secondary": "read in another source that reports it",
}

THEMES = {
    "trial": "Trial run",
    "warning": "Warning",
    "decision": "Decision",
    "execution": "Carrying out",
    "public-statement": "Public statement",
    "report": "Report or finding",
    "court": "Court",
    "answer": "Official’s answer",
}

KINDS = {
    "news": "News reports",
    "government-report": "Reports and releases of government",
    "court-order": "Orders and opinions of courts",
    "executive-order": "Executive orders",
    "memo": "Memoranda and e-mails",
    "speech": "Speeches, interviews and testimony",
    "statistics": "Figures and polls",
    "reference": "Reference works, statements and studies",
}

# What the scripts say; filled in beside quiz.js and timeline.js.
QUIZ_SCRIPT: dict[str, str] = {}
TIMELINE_SCRIPT: dict[str, str] = {}
NOTES_SCRIPT: dict[str, str] = {}


def points(number: int) -> str:
    return PAGE["point" if number == 1 else "points"].format(points=number)


PARTS = {
    "before": "Before the policy",
    "trials": "Ideas and trials in 2017",
    "decision": "The decision of spring 2018",
    "warnings": "The warnings",
    "implementation": "Six weeks",
    "turn": "Order, court and country",
    "reunion": "Reunion and counting",
    "watchdogs": "The watchdogs",
    "aftermath": "2021 to 2026",
    "weighing": "Weighing the evidence",
}

STATUS_LONG = {
    "article": "The claim stands in the Washington Post article of 14 January 2021, which was read whole.",
    "verified": "The claim was read in a copy of the source that it cites. That the source says so does not make it true.",
    "secondary": "The claim was read in another source that reports or quotes the one that matters: "
    "a news digest, a party to the case, a quotation of an order or an e-mail.",
}

EVIDENCE = {
    "claims": "Claims: {part}",
    "claims-about": "{n} claims. Each says who said, found or did what, where that stands, how it was read, "
    "and what disagrees with it. [How to read these pages](index.md).",
    "sources-about": "Each source with how much of it was read for this book, and the claims that rest on it. "
    "Nothing is claimed about what was not read. [How to read these pages](index.md).",
    "people": "People",
    "people-about": "Public persons by the office that they held at the time. Private people who spoke of their "
    "families are not listed.",
    "agencies": "Agencies, courts and groups",
    "agencies-about": "Who is who among departments, offices, courts, outlets and organizations.",
    "glossary": "Glossary",
    "glossary-about": "Terms as this book uses them.",
    "reading": "Further reading and viewing",
    "reading-about": "Books, articles, films and lessons, with their standpoint. None was read whole for this book, "
    "and none is recommended without a teacher's own look.",
    "quote-check": "*Quotation not checked against an excerpt: {why}*",
    "support": "Which part supports it: {text}",
    "locator": "({place}).",
    "about-source": "About this source",
    "dispute": "Where sources differ, and care.",
    "no-date": "no single date",
    "used": "Used in this book",
    "unused": "*Not used in a chapter yet.*",
    "sentence": "Sentence:",
    "event": "Timeline:",
    "item": "Question:",
    "whole-claim": "Claim {id} and where it is used",
    "read": "**Read for this book:** {how} ({extent}).",
    "full text": "in full",
    "in part": "in part",
    "as cited elsewhere": "only as another source cites it",
    "supports": "**Supports** {claims}.",
    "supports-none": "*No claim rests on it alone.*",
    "excerpt": "Passage.",
    "excerpt-rights": "A work of the United States government, not under copyright in the United States "
    "(17 U.S.C. 105). “[…]” marks where the copy breaks off or something is left out.",
    "standpoint": "**Standpoint.** {text}",
    "care": "**Care.** {text}",
    "read-of": "**Read here.** {text}",
    "notes": "Notes",
    "notes-about": "Each number leads to a claim and the source that it rests on.",
    "citation": "Source {n}: {label}",
}

EVIDENCE_INDEX = """# The evidence

Every factual sentence of this book, every answer to a question and every event on a timeline rests on a *claim*, and
every claim on a *source*. Of {claims} claims drawn from {sources} sources, {used} are used in the chapters so far; the
others stand here for readers who want to check or to go on.

## How to read a claim

A claim says who said, found, did or denied something, and when. Under it stand its sources with the place in them,
the words quoted where there are any, and what disagrees with it or needs care. Its last lines lead back to each
sentence, event and question that uses it. Its status says how it was read:

{status}

Most sources could be read only in part, often the opening of a document. Each source's entry says how much was read.
Where sources count or date something differently, the book shows each and says what it counts.

## Claims

{claim_pages}

## Sources

{source_pages}

## Lists

- [People](people.md)
- [Agencies, courts and groups](agencies.md)
- [Glossary](glossary.md)
- [Further reading and viewing](reading.md)
"""
