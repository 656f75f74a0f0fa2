"""Items in QTI 1.2, for Canvas and for Common Cartridges: what stands around what each type says (`to_canvas`,
`to_cartridge`, with `quizzes.itemtypes.qti12`), and our own check of it.

A program says nothing of a question of which it does not know what is right, so each file is read again before it is
written, against a schema and the rules in `wrong`.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from quizzes import words
from quizzes.exports import Asked, Lost, Placed
from quizzes.exports._saying import Saying
from quizzes.exports._xml import Reader, element, parsed, pictures, serialized, unlike
from quizzes.itemtypes import Feedback
from quizzes.itemtypes.face import Say
from quizzes.itemtypes.foreign import Node
from quizzes.itemtypes.qti12 import BLANKS, LISTS, OTHER, Body, condition, material, unnamed
from quizzes.markup import Html, tag
from quizzes.text import inline, plain, shorten

ASI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
FILES = "$IMS-CC-FILEBASE$/"  # stands for the folder of a package's files
FOLDER = "web_resources/"
GENERAL = "general_fb"
TITLE = 255  # canvas-lms, app/models/assessment_question.rb: what its database holds of a name
Q = f"{{{ASI}}}"


class Items(Saying):
    """Makes items of the book's, and gathers pictures and what a program can't carry."""

    words = words.CANVAS

    def __init__(self, asked: Asked):
        super().__init__(asked)
        self.files: dict[str, bytes] = {}

    def item(
        self,
        placed: Placed,
        make: Callable[[Say], Body],
        fields: Callable[[Body], Mapping[str, str]],
        lost: Sequence[str],
    ) -> tuple[Any, Body]:
        """The element of an item, made of what its type says; `lost` is lost of any item."""
        item = placed.item
        told: list[Feedback] = []

        def say(feedback: Feedback) -> Html:
            told.append(feedback)
            return self.said(feedback)

        body = make(say)
        before = [tag("p", inline(item.stem)), tag("p", item.instruction) if item.instruction else None]
        shown = self.before(placed)
        own = Html("").join([shown, *before])
        stem = Html("").join([unnamed(own) if gapped(body) else own, body.ask])
        said = {GENERAL: self.general(placed, told, body.after), **self.hints(placed), **body.said}
        conditions = [condition(OTHER, shows=GENERAL, on=True), *self.hinted(placed), *body.conditions]
        decvar = Node("decvar", "", {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"})
        nodes = [
            Node("itemmetadata", [metadata({**fields(body), **body.fields})]),
            Node("presentation", [material(self._ready(stem, placed)), *self._finished(body.responses, placed)]),
            Node("resprocessing", [Node("outcomes", [decvar]), *conditions]),
            *(self._feedback(ident, text, placed) for ident, text in said.items()),
        ]
        kind = item.type  # type: ignore[attr-defined]
        self.lost += [Lost(item.id, kind, *words.QTI_LOST[key]) for key in dict.fromkeys([*body.lost, *lost])]
        return element(Node("item", nodes, {"ident": item.id, "title": title(item.stem)}), ASI), body

    def before(self, placed: Placed) -> Html | None:
        """What stands before the stem: nothing, or what its set shares."""
        return None

    def hints(self, placed: Placed) -> Mapping[str, Node]:
        return {}

    def hinted(self, placed: Placed) -> Sequence[Node]:
        return []

    def _feedback(self, ident: str, said: Html | Node, placed: Placed) -> Node:
        inner = said if isinstance(said, Node) else Node("flow_mat", [material(self._ready(said, placed))])
        return Node("itemfeedback", [inner], {"ident": ident})

    def _finished(self, nodes: Sequence[Node], placed: Placed) -> list[Node]:
        """Elements whose HTML leads somewhere from there."""
        return [
            node._replace(content=self._ready(node.content, placed))
            if isinstance(node.content, Html)
            else node
            if isinstance(node.content, str)
            else node._replace(content=self._finished(node.content, placed))
            for node in nodes
        ]

    def _ready(self, text: str, placed: Placed) -> Html:
        html, found = pictures(self.linked(text, placed), FILES)
        self.files |= {f"{FOLDER}{name}": b64decode(data) for name, data in found.items()}
        return html


def gapped(body: Body) -> bool:
    """Whether names in brackets are gaps of it."""
    return body.kind in (BLANKS, LISTS)


def title(text: str) -> str:
    return shorten(plain(text), TITLE)


def metadata(fields: Mapping[str, str]) -> Node:
    made = [Node("qtimetadatafield", [Node("fieldlabel", one), Node("fieldentry", two)]) for one, two in fields.items()]
    return Node("qtimetadata", made)


def assessment(ident: str, name: str, fields: Mapping[str, str], items: Sequence[Any], schema: str) -> bytes:
    """A file of items under one title."""
    root = etree.Element(f"{Q}questestinterop", nsmap={None: ASI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{ASI} {schema}")
    section = element(Node("section", [], {"ident": "root_section"}), ASI)
    section.extend(items)
    whole = element(Node("assessment", [metadata(fields)], {"ident": ident, "title": title(name)}), ASI)
    whole.append(section)
    root.append(whole)
    etree.cleanup_namespaces(root, top_nsmap={None: ASI, "xsi": XSI})
    return serialized(root)


# Our own check


def faults(
    name: str, data: bytes, schema: Path, count: int, files: Iterable[str], rules: Callable[[Any], Iterator[str]]
) -> list[str]:
    """What is wrong with a file of so many items, in sentences; empty if nothing is.  `rules` are a program's own."""
    try:
        root = parsed(data)
    except etree.XMLSyntaxError as error:
        return [f"{name} is no well-formed XML, or cut off: {error}"]
    found = [f"{name}, {one}" for one in unlike(root, schema)]
    items = root.findall(f".//{Q}item")
    if len(items) != count:
        found.append(f"{name} has {len(items)} items, and not {count}")
    idents = Counter(one.get("ident") for one in items)
    found += [f"{name}: {n} items have the id {ident}" for ident, n in idents.items() if n > 1]
    checks = [(one, fault) for one in items for fault in [*wrong(one, {*files}), *rules(one)]]
    return found + [f"{name}, {one.get('ident')}: {fault}" for one, fault in checks]


def field(item: Any, label: str) -> str:
    """A field of an item's metadata, or nothing."""
    for one in item.iter(f"{Q}qtimetadatafield"):
        if one.findtext(f"{Q}fieldlabel") == label:
            return one.findtext(f"{Q}fieldentry") or ""
    return ""


def scored(item: Any) -> list[Any]:
    return [one for one in item.iter(f"{Q}respcondition") if one.find(f"{Q}setvar") is not None]


def wrong(item: Any, files: set[str]) -> Iterator[str]:
    """What is wrong with an item, whatever reads it: keys, references and HTML."""
    if len(item.get("title", "")) > TITLE:
        yield "its title is too long"
    known = {
        one.get("ident"): {label.get("ident") for label in one.iter(f"{Q}response_label")}
        for one in item.iter(f"{Q}response_lid", f"{Q}response_str")
    }
    lists = {one.get("ident") for one in item.iter(f"{Q}response_lid")}
    for test in item.iter(f"{Q}varequal", f"{Q}vargte", f"{Q}varlte"):
        response = test.get("respident")
        if response not in known or (response in lists and test.text not in known[response]):
            yield f"'{test.text}' is no answer of it"
        if not (test.text or "").strip():
            yield "it takes an empty answer"
    for one in item.iter(f"{Q}response_lid", f"{Q}render_choice"):
        idents = Counter(label.get("ident") for label in one.findall(f"{Q}response_label"))
        yield from (f"two answers have the id {ident}" for ident, n in idents.items() if n > 1)
    shows = {one.get("linkrefid") for one in item.iter(f"{Q}displayfeedback")}
    there = [one.get("ident") for one in item.iter(f"{Q}itemfeedback")]
    if shows != {*there} or len(there) != len({*there}):
        yield f"what is shown and what is said differ: {', '.join(sorted(shows ^ {*there})) or 'one is there twice'}"
    for place in item.iter(f"{Q}mattext"):
        if place.get("texttype") == "text/html":
            reader = Reader(place.text or "", FILES)
            yield from reader.faults()
            yield from (f"the picture {one} is not in the package" for one in reader.files if FOLDER + one not in files)
    marked = [one.findtext(f"{Q}setvar") for one in scored(item)]
    adds = any(one.find(f"{Q}setvar").get("action") == "Add" for one in scored(item))
    if adds and abs(sum(map(float, marked)) - 100) > 0.1 * len(marked):
        yield "its parts do not make 100"
    if known and not adds and len(marked) != 1 and not list(item.iter(f"{Q}other"))[1:]:
        yield "it has no key"


def holes(item: Any) -> list[str]:
    """The names in brackets that an item's text has."""
    return re.findall(r"\[([A-Za-z0-9_.-]+)\]", item.findtext(f"{Q}presentation/{Q}material/{Q}mattext") or "")


def paths(names: Iterable[str]) -> Iterator[str]:
    """Names that a package must not have: https://www.imsglobal.org/content/packaging, and programs that unpack it."""
    for name in names:
        if not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", name, re.ASCII) or ".." in name.split("/"):
            yield f"'{name}' is no name for a file in a package"


def alone(listed: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """Files that a manifest names and that are not there, or the other way round."""
    for name in sorted({*listed} ^ ({*files} - {"imsmanifest.xml"})):
        yield f"{name} is in the manifest or in the package alone"
