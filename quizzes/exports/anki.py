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
from collections.abc import Iterable
from contextlib import closing
from html import unescape
from string import Template
from urllib.parse import urljoin

import genanki

from quizzes import words
from quizzes.assets import STATIC
from quizzes.exports import Asked, Lost, Made, Placed, carry
from quizzes.forms import Bank
from quizzes.itemtypes import Feedback, Item, Listed
from quizzes.itemtypes.face import row, rows
from quizzes.itemtypes.material import PACKED
from quizzes.markup import Html, escape, tag
from quizzes.repeatable import zipped
from quizzes.text import block, inline, plain, shorten

FILE = "zero-tolerance.apkg"
SAY = words.ANKI

# What Anki knows deck, note type and notes by.  Never change them: every card would come a second time.
DECK, MODEL, NAMESPACE = 1_846_220_180, 1_846_220_406, "zero-tolerance"
FIELDS = ("Stem", "Chapter", "Material", "Question", "Hints", "Answer", "Why", "Others", "Sources", "Read", "Id")

NO_DATE = "it bears no date, so that it updates no card that Anki has: set SOURCE_DATE_EPOCH"
NO_LINK = "a link into the book: say by --site where the book is"

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

RELATIVE = re.compile(r'<a href="(?!https?:|mailto:)([^"]*)"[^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL)
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


class Notes:
    """Makes notes of items, and gathers their pictures and what a card can't carry."""

    def __init__(self, asked: Asked):
        self.evidence, self.site, self.model = asked.content.evidence, asked.site, model()
        self.headings = asked.content.headings([bank.chapter for _, bank in asked.banks])
        self.media: dict[str, bytes] = {}
        self.lost: list[Lost] = []

    def note(self, placed: Placed) -> tuple[str, genanki.Note]:
        """The note of an item, with the chapter in whose deck it belongs."""
        item, bank = placed.item, placed.bank
        told: list[Feedback] = []

        def say(feedback: Feedback) -> Html:
            told.append(feedback)
            return self._said(feedback)

        answer = item.solved(say)
        sides = {
            "Stem": inline(item.stem),
            "Chapter": inline(bank.title),
            "Material": self._material(placed.listed),
            "Question": Html("").join([tag("p", item.instruction) if item.instruction else None, item.face()]),
            "Hints": Html("").join(
                tag("details", tag("summary", words.PAGE["hint"]), block(hint)) for hint in item.hints
            ),
            "Answer": answer,
            "Why": block(item.rationale),
            "Others": self._others(one for one in item.feedback() if one not in told),
            "Sources": self._sources(item.sources(self.evidence)),
            "Read": self._read(item, bank),
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

    def _material(self, listed: Listed) -> Html | None:
        """What the items of a set share."""
        preface = listed.preface(self.evidence)
        if not preface:
            return None
        sources = tag("p", words.PAGE["sources"], " ", self._sources(listed.sources(self.evidence)), class_="a-by")
        return Html("").join([tag("p", inline(listed.stem)), preface, sources])

    def _said(self, feedback: Feedback) -> Html:
        claims = list(feedback.claims)
        by = [" ", tag("span", self._sources(claims), class_="a-by")] if claims else None
        return tag("div", inline(feedback.say), by, class_="i-said")

    def _others(self, remarks: Iterable[Feedback]) -> Html | None:
        """What is said of answers that have no place on the card, such as a choice that is right elsewhere."""
        made = []
        for one in remarks:
            about = shorten(plain(one.about), 60)
            label = SAY["left-out"].format(about=about) if one.on == ["missed"] else about
            made.append(row(tag("b", label), said=[self._said(one)]))
        return rows(made) if made else None

    def _sources(self, keys: list[str]) -> Html:
        """The short names of sources, as links where the site's address is known."""
        labels = zip(keys, self.evidence.labels(keys), strict=True)
        return Html(", ").join(self._link(f"book/{self.evidence.page(key)}.html#{key}", label) for key, label in labels)

    def _read(self, item: Item, bank: Bank) -> Html:
        """The section to read again."""
        heading = self.headings.get(bank.chapter, {}).get(item.section)
        section = plain(": ".join(filter(None, [bank.title, heading])))
        return self._link(
            f"book/{bank.chapter}.html#{item.section}", words.QUIZ_SCRIPT["again"].format(section=section)
        )

    def _link(self, to: str, text: str) -> Html:
        return tag("a", text, href=self.site + to) if self.site else escape(text)

    def _field(self, html: Html | str | None, placed: Placed) -> str:
        """A field of the note: with pictures as files of the package and links that lead somewhere from there, and
        without signs that Anki would read as a formula, a sound or a voice."""

        def picture(found: re.Match[str]) -> str:
            data = b64decode(found[2])
            name = f"{NAMESPACE}-{hashlib.sha256(data).hexdigest()[:12]}.{found[1]}"
            self.media[name] = data
            return f'src="{name}"'

        def link(found: re.Match[str]) -> str:
            if self.site:
                page = urljoin(f"{self.site}book/{placed.bank.chapter}.html", unescape(found[1]))
                return tag("a", Html(found[2]), href=re.sub(r"\.(?:ipynb|md)(?=#|$)", ".html", page))
            self.lost.append(Lost(placed.item.id, placed.item.type, NO_LINK))  # type: ignore[attr-defined]
            return found[2]

        text = RELATIVE.sub(link, PACKED.sub(picture, html or ""))
        return FORMULA.sub(rf"\\{JOINER}", text).replace("[", "&#91;")
