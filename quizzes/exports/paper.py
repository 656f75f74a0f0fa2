"""Tests on paper: a form for each letter, with its answer sheet, and a key for the teacher; each as a page of HTML and
as a PDF.

Forms differ in the order of their questions, and each question in the order of its parts, where that order means
nothing.  All follows from the seed, the form's letter and the ids, so that the same seed gives the same bytes, whatever
the order in the authors' files, and form A is the same whether or not there is a form B.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from quizzes import words
from quizzes.assets import STATIC
from quizzes.exports import Asked, AskedError, Made, Placed, carry
from quizzes.exports._saying import Saying, wordly
from quizzes.itemtypes import Listed
from quizzes.itemtypes.paper import Body, Room
from quizzes.markup import Html, tag
from quizzes.text import inline, plain

FILE = "zero-tolerance-tests"
SAY = words.PAPER
SIZES = {"letter": "Letter", "a4": "A4"}
VARIANT = "pdf/ua-1"  # tagged, with its language and its title
FORM = re.compile(r"[A-Z]")
QUOTED = str.maketrans({'"': r"\"", "\\": r"\\", "\n": " "})


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--form", action="append", metavar="LETTER", help="a form, such as A; once for each (default: A and B)"
    )
    parser.add_argument("--seed", default=1, metavar="NUMBER", help="what all orders follow from (default: 1)")
    parser.add_argument("--size", choices=[*SIZES], default="letter", help="of the paper (default: letter)")
    parser.add_argument("--large", action="store_true", help="large print: all words in 18 point")
    parser.add_argument("--dyslexia", action="store_true", help="wide letters, words and lines, without italics")


class Numbered(NamedTuple):
    """A question of a form: its number there, where it is from, and its paper shape."""

    number: int
    placed: Placed
    body: Body


class Form(NamedTuple):
    """A form: its letter, and its questions in their order, those of a set together."""

    letter: str
    groups: Sequence[tuple[Listed, Sequence[Numbered]]]

    @property
    def questions(self) -> list[Numbered]:
        return [one for _, group in self.groups for one in group]

    @property
    def points(self) -> int:
        return sum(one.placed.item.points for one in self.questions)

    @property
    def numbers(self) -> dict[str, int]:
        return {one.placed.item.id: one.number for one in self.questions}


def export(asked: Asked) -> Made:
    """All files: the same bytes for the same items, chapters and options."""
    letters, seed = _letters(asked.options.get("form") or ["A", "B"]), _seed(asked.options.get("seed", 1))
    tests = Tests(asked)
    forms = [tests.form(letter, seed) for letter in letters]
    if not forms[0].questions:
        raise AskedError("no question of these chapters has a shape for paper")
    files = {
        **{f"test-{seed}-{form.letter}{tests.variant}": tests.test(form) for form in forms},
        f"key-{seed}": tests.key(forms, seed),
    }
    data = {}
    for name, html in files.items():
        data[f"{name}.html"] = html.encode()
        data[f"{name}.pdf"] = _pdf(html, name)
    count, many = len(forms[0].questions), len(forms) != 1
    said = f"{len(forms)} form{'s' * many} of {count} question{'s' * (count != 1)}{' each' * many}, and the key"
    return Made(data, said, [*dict.fromkeys(tests.lost)])


def _letters(given: Sequence[str]) -> list[str]:
    letters = [one.strip().upper() for one in given]
    for n, letter in enumerate(letters):
        if not FORM.fullmatch(letter):
            raise AskedError(f"'{given[n]}' is no letter of a form; write --form A --form B")
        if letter in letters[:n]:
            raise AskedError(f"form {letter} is asked for twice; give each form its own letter")
    return letters


def _seed(given: str | int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", str(given)):
        raise AskedError(f"the seed '{given}' is not a number; write up to nine digits, as in --seed 7")
    return int(given)


def _pdf(html: str, name: str) -> bytes:
    try:
        import weasyprint
    except ImportError:
        raise AskedError("tests on paper need WeasyPrint, which is not installed: run 'make tools'") from None
    made = weasyprint.HTML(string=html).write_pdf(pdf_variant=VARIANT, pdf_identifier=name.encode())
    assert isinstance(made, bytes)
    return made


class Tests(Saying):
    """Makes forms and their key, and gathers what paper can't carry."""

    words = SAY

    def __init__(self, asked: Asked):
        super().__init__(asked)
        self.asked = asked
        whole = len(asked.banks) == len(asked.content.banks()) > 1
        self.title = SAY["all"] if whole else SAY["and"].join(plain(bank.title) for _, bank in asked.banks)
        self.large, self.dyslexia = bool(asked.options.get("large")), bool(asked.options.get("dyslexia"))
        self.size = SIZES[asked.options.get("size", "letter")]

    @property
    def variant(self) -> str:
        return "-large" * self.large + "-dyslexia" * self.dyslexia

    def form(self, letter: str, seed: int) -> Form:
        """The questions of a form.  Those of a set stay in their author's order, under what they share."""
        mix = f"{seed}:{letter}"

        def make(placed: Placed) -> tuple[Placed, Body]:
            placed = placed._replace(item=placed.item.mixed(mix))
            return placed, placed.item.to_paper()

        made, lost = carry(self.asked, make)
        self.lost += lost
        groups: dict[str, list[tuple[Placed, Body]]] = {}
        for placed, body in made:
            groups.setdefault(placed.listed.id, []).append((placed, body))
        order = sorted(groups)
        random.Random(mix).shuffle(order)
        numbers = iter(range(1, len(made) + 1))
        numbered = [[Numbered(next(numbers), *one) for one in groups[key]] for key in order]
        return Form(letter, [(group[0].placed.listed, group) for group in numbered])

    # The test

    def test(self, form: Form) -> str:
        title = SAY["titled"].format(form=form.letter, title=self.title)
        count = SAY["one" if len(form.questions) == 1 else "count"].format(
            count=len(form.questions), points=words.points(form.points)
        )
        questions = [
            tag(
                "header",
                self._who(form),
                tag("h1", self.title),
                tag("p", SAY["book"], class_="p-book"),
                tag("p", count, class_="p-count"),
                tag("p", SAY["how"], class_="p-how"),
            ),
            *(self._group(*group) for group in form.groups),
        ]
        body = [tag("main", questions), self._sheet(form)]
        return self._document(title, SAY["form"].format(form=form.letter), body, self.variant)

    def _who(self, form: Form) -> Html:
        fields = [
            tag("span", SAY[name], " ", tag("span", class_="p-field"), class_=f"p-who-{name}")
            for name in ("name", "class", "date")
        ]
        return tag("p", tag("b", SAY["form"].format(form=form.letter), class_="p-form"), fields, class_="p-who")

    def _group(self, listed: Listed, group: Sequence[Numbered]) -> Html:
        questions = [self._question(one) for one in group]
        material = self.material(listed)
        if material is None:
            return Html("").join(questions)
        first, last = group[0].number, group[-1].number
        head = SAY["number"].format(n=first) if first == last else SAY["material"].format(first=first, last=last)
        return tag(
            "section", tag("div", tag("p", head, class_="p-label"), wordly(material), class_="p-material"), questions
        )

    def _question(self, one: Numbered) -> Html:
        item = one.placed.item
        asks = one.body.asks or item.instruction
        label = [SAY["number"].format(n=one.number), tag("span", words.points(item.points), class_="p-points")]
        return tag(
            "section",
            tag("p", label, class_="p-label"),
            tag("p", wordly(inline(item.stem)), class_="p-stem"),
            tag("p", asks, class_="p-asks") if asks else None,
            wordly(one.body.face) if one.body.face else None,
            class_="p-item",
            data_item=item.id,
        )

    def _sheet(self, form: Form) -> Html:
        """Short answers first, then those that take many lines."""
        is_long = [any(room.lines for room in one.body.rooms) for one in form.questions]
        lists = [
            tag(
                "ol",
                [_entry(one) for one, long in zip(form.questions, is_long, strict=True) if long == wanted],
                class_=kind,
            )
            for wanted, kind in ((False, "p-sheet"), (True, "p-sheet p-essays"))
            if wanted in is_long
        ]
        return tag(
            "section",
            self._who(form),
            tag("h1", SAY["sheet"]),
            tag("p", self.title, class_="p-book"),
            tag("p", SAY["sheet-how"], class_="p-how"),
            tag("p", SAY["total"].format(points=form.points), class_="p-total"),
            lists,
            class_="p-answers",
        )

    # The key

    def key(self, forms: Sequence[Form], seed: int) -> str:
        body = [
            tag("h1", SAY["key-title"].format(title=self.title)),
            tag("p", SAY["key-about"].format(seed=seed)),
            tag("p", SAY["key-points"]),
            tag("p", SAY["key-open"]),
            *(self._letters(form) for form in forms),
            *([self._where(forms)] if len(forms) > 1 else []),
            tag("h2", SAY["reasons"]),
            tag("p", SAY["reasons-about"]),
            *(self._reasons(one, forms) for one in forms[0].questions),
        ]
        return self._document(SAY["key-title"].format(title=self.title), SAY["key"], [tag("main", body)])

    def _letters(self, form: Form) -> Html:
        """What to mark by: the key of each number of a form."""
        total = SAY["one" if len(form.questions) == 1 else "count"].format(
            count=len(form.questions), points=words.points(form.points)
        )
        return tag(
            "section",
            tag("h2", SAY["form"].format(form=form.letter)),
            tag("p", total),
            keys(form),
            class_="p-key",
            data_form=form.letter,
        )

    def _where(self, forms: Sequence[Form]) -> Html:
        """The numbers of each question in all forms."""
        heads = [*(SAY["form"].format(form=form.letter) for form in forms), SAY["id"]]
        rows = [
            [*(str(form.numbers[one.placed.item.id]) for form in forms), one.placed.item.id]
            for one in forms[0].questions
        ]
        return tag("section", tag("h2", SAY["where"]), _table(heads, rows), class_="p-where")

    def _reasons(self, one: Numbered, forms: Sequence[Form]) -> Html:
        item = one.placed.item
        at = " · ".join(SAY["at"].format(form=form.letter, n=form.numbers[item.id]) for form in forms)
        return tag(
            "section",
            tag("h3", at, tag("span", item.id, class_="p-id")),
            tag("p", tag("b", wordly(inline(item.stem)))),
            tag("div", tag("b", words.PAGE["key"]), " ", wordly(item.answer()), class_="p-right"),
            self.reasons(item),
            class_="p-reason",
            data_reason=item.id,
        )

    def sources(self, keys: list[str]) -> Html:
        """The short names of the sources of a material, each once."""
        return Html(", ").join(dict.fromkeys(plain(self.evidence.label(key)) for key in keys))

    def _document(self, title: str, running: str, body: Sequence[Html], variant: str = "") -> str:
        """A page that needs no other file."""
        styles = [(STATIC / f"test{name}.css").read_text("utf-8") for name in ("", *re.findall("-[a-z]+", variant))]
        page, of = (text.translate(QUOTED) for text in SAY["page"])
        margin = "18pt" if self.large and variant else "9pt"
        pages = (
            f'@page {{ size: {self.size}; @top-right {{ content: "{running.translate(QUOTED)}"; font-size: {margin} }} '
            f'@bottom-right {{ content: "{page}" counter(page) "{of}" counter(pages); font-size: {margin} }} }}'
        )
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", title),
            tag("style", Html("\n".join([*styles, pages]))),
        )
        return f"<!doctype html>\n{tag('html', head, tag('body', body), lang=words.LANGUAGE)}\n"


def _entry(one: Numbered) -> Html:
    rooms = tag("div", [_room(room) for room in one.body.rooms], class_="p-rooms")
    return tag("li", tag("span", str(one.number), class_="p-no"), rooms, data_sheet=one.placed.item.id)


def _room(room: Room) -> Html:
    label = [tag("span", room.label, class_="p-part"), " "] if room.label else None
    if room.lines:
        return tag("div", label, [tag("span", class_="p-line") for _ in range(room.lines)], class_="p-room")
    if room.marks:
        marks = [tag("span", tag("span", class_="p-mark"), mark, class_="p-choice") for mark in room.marks]
        return tag("div", label, Html(" ").join(marks), class_="p-room")
    field = tag("span", class_=f"p-field p-{room.line}")
    short = "p-room p-short" if room.line == "letter" else "p-room"
    return tag("div", label, field, f" {room.unit}" if room.unit else None, class_=short)


def keys(form: Form) -> Html:
    """The key of each number of a form, as a table."""
    heads = [SAY[name] for name in ("no", "answer", "worth", "id")]
    rows = [(str(one.number), _key(one), str(one.placed.item.points), one.placed.item.id) for one in form.questions]
    return _table(heads, rows)


def _key(one: Numbered) -> Html:
    """What belongs on the sheet, and what else is right."""
    said = [[f"{room.label} " if room.label else "", tag("b", room.key or SAY["open"])] for room in one.body.rooms]
    return Html("").join([Html(" · ").join(said), one.body.also])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    head = tag("tr", [tag("th", one, scope="col") for one in heads])
    body = [tag("tr", tag("th", first, scope="row"), [tag("td", one) for one in others]) for first, *others in rows]
    return tag("table", tag("thead", head), tag("tbody", body))
