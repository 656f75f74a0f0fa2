"""Questions for Moodle, as Moodle XML: a category for each chapter, a question for each item.

Each type says its own question (`to_moodle`, with `quizzes.itemtypes.moodle`); here is what stands around it.  Moodle's
importer says nothing of a question without a key or of a file that is cut off.  So the file is read again before it is
written, against ``moodle.rng`` and the rules in `faults`, and a file with a fault is not written.

https://docs.moodle.org/en/Moodle_XML_format
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from lxml import etree

from quizzes import words
from quizzes.exports import Asked, Lost, Made, Placed, UnfitError, carry
from quizzes.exports._saying import Saying, unlinked
from quizzes.exports._xml import Reader, element, parsed, pictures, serialized, unlike
from quizzes.forms import Bank
from quizzes.itemtypes import Feedback
from quizzes.itemtypes.foreign import Node
from quizzes.itemtypes.moodle import ANYTHING, FRACTIONS, Body, braces, html, percent, unset
from quizzes.markup import Html, tag
from quizzes.text import block, inline, plain, shorten

FILE = "zero-tolerance-moodle.xml"
SAY = words.MOODLE
SCHEMA = Path(__file__).with_name("moodle.rng")

# What Moodle's database holds of each.
NAME, IDNUMBER, TAG = 255, 100, 50

NO_PENALTY = "0"  # a further try costs nothing in the book, and a hint neither
FILES = "@@PLUGINFILE@@/"
CODE = re.compile(r"\{\d+:([A-Z]+):(.*?)(?<!\\)\}", re.DOTALL)


def export(asked: Asked) -> Made:
    """The file: the same bytes for the same items and site."""
    questions = Questions(asked)
    made, lost = carry(asked, questions.question)
    quiz = etree.Element("quiz")
    quiz.append(category(SAY["category"], f"$course$/top/{SAY['category']}", SAY["about"], "zero-tolerance"))
    for _, bank in asked.banks:
        quiz.append(chapter(bank))
        quiz.extend([question for name, question in made if name == bank.chapter])
    data = serialized(quiz)
    if wrong := faults(data, len(made)):
        raise UnfitError("\n".join(["the file for Moodle has faults, and is not written:", *wrong]))
    said = f"{len(made)} questions in {len(asked.banks)} categor{'y' if len(asked.banks) == 1 else 'ies'}"
    said += f", {words.size(len(data))}" + unlinked(asked)
    return Made(data, said, [*lost, *questions.lost])


def chapter(bank: Bank) -> Any:
    title = plain(bank.title)
    path = f"$course$/top/{SAY['category']}/{title.replace('/', '//')}"  # one slash makes another category
    return category(title, path, SAY["chapter"].format(title=title), f"zero-tolerance-{bank.chapter}")


def category(title: str, path: str, about: str, key: str) -> Any:
    nodes = [
        Node("category", [Node("text", path)]),
        html("info", tag("p", about)),
        Node("idnumber", key),
    ]
    return element(Node("question", nodes, {"type": "category"}), cdata=True)


class Questions(Saying):
    """Makes questions of items, and gathers what Moodle can't carry."""

    words = SAY

    def question(self, placed: Placed) -> tuple[str, Any]:
        """The question of an item, with the chapter in whose category it belongs."""
        item, bank = placed.item, placed.bank
        told: list[Feedback] = []

        def say(feedback: Feedback) -> Html:
            told.append(feedback)
            return Html(self._ready(self.said(feedback), placed))

        body = item.to_moodle(say)
        before = [self.material(placed.listed), tag("p", inline(item.stem))]
        before += [tag("p", item.instruction)] if item.instruction else []
        asked, found = pictures(braces(Html("").join(before)) + body.ask, FILES)
        files = [Node("file", data, {"name": name, "path": "/", "encoding": "base64"}) for name, data in found.items()]
        nodes = [
            Node("name", [Node("text", shorten(plain(item.stem), NAME - 1))]),
            html("questiontext", asked, *files),
            html("generalfeedback", self.general(placed, told)),
            *([Node("defaultgrade", str(item.points))] if body.type != "cloze" else []),
            Node("penalty", NO_PENALTY),
            Node("hidden", "0"),
            Node("idnumber", item.id),
            *body.nodes,
            *(hints(placed, body)),
            Node("tags", [Node("tag", [Node("text", one)]) for one in tags(placed)]),
        ]
        kind = item.type  # type: ignore[attr-defined]
        self.lost += [Lost(item.id, kind, *words.MOODLE_LOST[key]) for key in body.lost]
        question = Node("question", [self._finished(node, placed) for node in nodes], {"type": body.type})
        return bank.chapter, element(question, cdata=True)

    def _finished(self, node: Node, placed: Placed) -> Node:
        """An element whose HTML leads somewhere from Moodle, and sets nothing as a formula."""
        if isinstance(node.content, str):
            return node
        is_html = node.attributes.get("format") == "html"
        inner = [
            one._replace(content=self._ready(one.content, placed))
            if is_html and one.name == "text" and isinstance(one.content, str)
            else self._finished(one, placed)
            for one in node.content
        ]
        return node._replace(content=inner)

    def _ready(self, text: str, placed: Placed) -> str:
        return unset(self.linked(text, placed))


def hints(placed: Placed, body: Body) -> Iterator[Node]:
    """Shown after a wrong try, where a quiz allows several."""
    if body.type != "essay":
        yield from (html("hint", block(hint)) for hint in placed.item.hints)


def tags(placed: Placed) -> list[str]:
    item, chapter = placed.item, placed.bank.chapter
    kind = item.type  # type: ignore[attr-defined]
    return [
        f"chapter: {chapter}",
        shorten(f"objective: {item.objective}", TAG),
        f"skill: {item.skill}",
        f"difficulty: {item.difficulty}",
        f"type: {kind}",
    ]


# Our own check of the file


def faults(data: bytes, count: int) -> list[str]:
    """What is wrong with a file that is to have so many questions, in sentences; empty if nothing is."""
    try:
        quiz = parsed(data)
    except etree.XMLSyntaxError as error:
        return [f"it is no well-formed XML, or cut off: {error}"]
    found = unlike(quiz, SCHEMA)
    questions = [one for one in quiz if one.get("type") != "category"]
    if len(questions) != count:
        found.append(f"it has {len(questions)} questions, and not {count}")
    keys = Counter(one.findtext("idnumber") for one in quiz)
    found += [f"{key}: {n} questions have this id" for key, n in keys.items() if n > 1]
    return found + [f"{one.findtext('idnumber')}: {wrong}" for one in questions for wrong in _wrong(one)]


def _wrong(question: Any) -> Iterator[str]:
    """What is wrong with a question."""
    kind = question.get("type")
    if not all(question.findtext(path, "").strip() for path in ("name/text", "questiontext/text", "idnumber")):
        yield "name, text or id is empty"
    for limit, path in ((NAME, "name/text"), (IDNUMBER, "idnumber"), (TAG, "tags/tag/text")):
        yield from (
            f"'{one.text}' is too long for Moodle" for one in question.iterfind(path) if len(one.text or "") > limit
        )
    allowed = {percent(share) for share in FRACTIONS}
    worth = [one.get("fraction") for one in question.iterfind("answer")]
    if kind != "ordering":
        yield from (f"Moodle has no fraction {one}" for one in worth if one not in allowed)
    yield from _keyless(question, kind, [Fraction(one) for one in worth])
    names = {one.get("name") for one in question.iterfind("questiontext/file")}
    for place in question.iterfind(".//*[@format='html']"):
        reader = Reader(place.findtext("text", ""), FILES)
        yield from reader.faults()
        yield from (f"the picture {one} is not in the file" for one in reader.files - names)


def _keyless(question: Any, kind: str, worth: list[Fraction]) -> Iterator[str]:
    """A question of which Moodle would not know what is right, or of which it would lose the end."""
    if kind == "cloze":
        text = question.findtext("questiontext/text", "")
        codes = CODE.findall(text)
        if not codes or len(codes) != len(re.findall(r"\{\d+:", text)):
            yield "it has no gap, or one that does not end"
        yield from ("a gap has no key" for _, inner in codes if not re.search(r"(?:^|~)=[^#~]", inner))
    elif kind == "matching":
        rows = [(one.findtext("text"), one.findtext("answer/text")) for one in question.iterfind("subquestion")]
        if not all(choice for _, choice in rows) or len(rows) < 3 or not any(stem for stem, _ in rows):
            yield "it has no three choices with a text, or nothing to match"
    elif kind == "ordering":
        if [*worth] != [*map(Fraction, range(1, len(worth) + 1))] or not question.findtext("shownumcorrect"):
            yield "its entries are not numbered from 1, or shownumcorrect is empty"
    elif kind == "essay":
        if not question.findtext("graderinfo/text"):
            yield "it has nothing for graders to go by"
    elif question.findtext("single") == "false":
        if round(float(sum(one for one in worth if one > 0)), 2) != 100:
            yield "its right options do not make 100 percent"
    elif max(worth, default=0) != 100:
        yield "it has no key"
    elif kind in ("shortanswer", "numerical") and question.findall("answer")[-1].findtext("text") != ANYTHING:
        yield "nothing is said of any other answer"
