"""Cards for Anki, as a package that it imports (.apkg): a deck with a subdeck for each chapter, a card for each item.

Anki knows a card again by its note's guid, which is made of the item's id: a second import updates the card, keeps
what the learner's reviews have made of it, and doubles nothing.  It updates only what is newer than what it has, by
the date that the package bears (`Asked.epoch`).

https://docs.ankiweb.net/importing/packaged-decks.html
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import sqlite3
from base64 import b64decode
from contextlib import closing
from string import Template

import genanki

from quizzes import words
from quizzes.assets import STATIC
from quizzes.exports import Asked, Made, Placed, carry
from quizzes.exports._saying import Saying
from quizzes.forms import Bank
from quizzes.itemtypes import Feedback
from quizzes.itemtypes.material import PACKED
from quizzes.markup import Html, tag
from quizzes.repeatable import zipped
from quizzes.text import block, inline, plain

FILE = "zero-tolerance.apkg"
SAY = words.ANKI

# What Anki knows deck, note type and notes by.  Never change them: every card would come a second time.
DECK, MODEL, NAMESPACE = 1_846_220_180, 1_846_220_406, "zero-tolerance"
FIELDS = ("Stem", "Chapter", "Material", "Question", "Hints", "Answer", "Why", "Others", "Sources", "Read", "Id")

NO_DATE = "it bears no date, so that it updates no card that Anki has: set SOURCE_DATE_EPOCH"

UNDATED = 1_514_764_800  # January 1, 2018: what a package bears that was given no date
FIRST = UNDATED * 1000  # ids of notes and cards within the package; Anki gives its own where these are taken

# The two sides.  What is in double braces is a field of the note, what begins with a dollar sign are our words.
FRONT = Template("""<div class="a-card" lang="$lang">
<p class="a-chapter">{{Chapter}}</p>
{{#Material}}<div class="a-material">{{Material}}</div>{{/Material}}
<div class="a-stem">{{Stem}}</div>
{{Question}}
{{Hints}}
</div>""")
BACK = Template("""<div class="a-card" lang="$lang">
<p class="a-chapter">{{Chapter}}</p>
<div class="a-stem">{{Stem}}</div>
<hr id="answer">
{{Answer}}
<div class="a-why"><p class="a-head">$why</p>{{Why}}</div>
{{#Others}}<details><summary>$others</summary>{{Others}}</details>{{/Others}}
{{#Material}}<details><summary>$material</summary><div class="a-material">{{Material}}</div></details>{{/Material}}
<div class="a-foot"><p>$sources {{Sources}}</p><p>{{Read}}</p><p>$id {{Id}}</p></div>
</div>""")

FORMULA = re.compile(r"\\(?=[(\[])")
JOINER = "\N{WORD JOINER}"


def export(asked: Asked) -> Made:
    """The package: the same bytes for the same items, site and date."""
    notes = Notes(asked)
    decks = {bank.chapter: deck(number, bank) for number, bank in asked.banks}
    made, lost = carry(asked, notes.note)
    for place, (chapter, note) in enumerate(made, 1):
        note.due = place  # new cards come in the order of the book
        decks[chapter].add_note(note)
    whole = genanki.Deck(DECK, SAY["deck"], SAY["about"])
    names = {str(n): name for n, name in enumerate(notes.media)}
    pictures = dict(zip(names, notes.media.values(), strict=True))
    date = UNDATED if asked.epoch is None else asked.epoch
    collection = database([whole, *decks.values()], date)
    data = zipped({"collection.anki2": collection, "media": json.dumps(names), **pictures})
    said = f"{len(made)} cards in {len(decks)} deck{'s' * (len(decks) != 1)}, {words.size(len(data))}"
    return Made(data, said if asked.epoch is not None else f"{said}; {NO_DATE}", [*lost, *notes.lost])


def database(decks: list[genanki.Deck], date: int) -> bytes:
    """The collection that Anki reads, made in memory."""
    with closing(sqlite3.connect(":memory:")) as connection:
        genanki.Package(decks).write_to_db(connection.cursor(), date, itertools.count(FIRST))
        connection.commit()
        return connection.serialize()


def deck(number: int, bank: Bank) -> genanki.Deck:
    """The subdeck of a chapter, which Anki sorts by its name."""
    key = int(hashlib.sha256(f"{NAMESPACE} {bank.chapter}".encode()).hexdigest()[:7], 16)
    title = plain(bank.title).replace("::", ":")  # two colons make another subdeck
    return genanki.Deck((1 << 30) + key, f"{SAY['deck']}::{number:02} {title}")


def model() -> genanki.Model:
    """The note type: what stands on each side, and how it looks."""
    say = {
        "lang": words.LANGUAGE,
        "why": words.PAGE["why"],
        "sources": words.PAGE["sources"],
        "others": SAY["others"],
        "material": SAY["material"],
        "id": SAY["id"],
    }
    card = {"name": SAY["card"], "qfmt": FRONT.substitute(say), "afmt": BACK.substitute(say)}
    css = (STATIC / "anki.css").read_text(encoding="utf-8")
    return genanki.Model(MODEL, SAY["model"], [{"name": name} for name in FIELDS], [card], css)


class Notes(Saying):
    """Makes notes of items, and gathers their pictures and what a card can't carry."""

    words = SAY

    def __init__(self, asked: Asked):
        super().__init__(asked)
        self.model = model()
        self.media: dict[str, bytes] = {}

    def note(self, placed: Placed) -> tuple[str, genanki.Note]:
        """The note of an item, with the chapter in whose deck it belongs."""
        item, bank = placed.item, placed.bank
        told: list[Feedback] = []

        def say(feedback: Feedback) -> Html:
            told.append(feedback)
            return self.said(feedback)

        answer = item.solved(say)
        sides = {
            "Stem": inline(item.stem),
            "Chapter": inline(bank.title),
            "Material": self.material(placed.listed),
            "Question": Html("").join([tag("p", item.instruction) if item.instruction else None, item.face()]),
            "Hints": Html("").join(
                tag("details", tag("summary", words.PAGE["hint"]), block(hint)) for hint in item.hints
            ),
            "Answer": answer,
            "Why": block(item.rationale),
            "Others": self.others(one for one in item.feedback() if one not in told),
            "Sources": self.sources(item.sources(self.evidence)),
            "Read": self.read(item, bank),
            "Id": item.id,
        }
        fields = [self._field(sides[name], placed) for name in FIELDS]
        kind = item.type  # type: ignore[attr-defined]
        tags = [f"chapter::{bank.chapter}", f"objective::{bank.chapter}::{item.objective}"]
        tags += [f"skill::{item.skill}", f"type::{kind}"]
        note = genanki.Note(
            self.model,
            fields,
            sort_field=plain(item.stem),
            tags=[f"{NAMESPACE}::{one}" for one in tags],
            guid=genanki.guid_for(NAMESPACE, item.id),
        )
        return bank.chapter, note

    def _field(self, html: Html | str | None, placed: Placed) -> str:
        """A field of the note: with pictures as files of the package and links that lead somewhere from there, and
        without signs that Anki would read as a formula, a sound or a voice."""

        def picture(found: re.Match[str]) -> str:
            data = b64decode(found[2])
            name = f"{NAMESPACE}-{hashlib.sha256(data).hexdigest()[:12]}.{found[1]}"
            self.media[name] = data
            return f'src="{name}"'

        text = self.linked(PACKED.sub(picture, html or ""), placed)
        return FORMULA.sub(rf"\\{JOINER}", text).replace("[", "&#91;")
