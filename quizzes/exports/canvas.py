"""Questions for Canvas, as a package of QTI 1.2: for New Quizzes one assessment, which may go into an item bank; for
Classic Quizzes (``--classic``) a quiz, and with it a question bank, for each chapter.

What New Quizzes read is the gem ``qti`` (``lib/qti/models/manifest.rb`` takes the first assessment of a package, so
there is one); what Classic Quizzes read is ``gems/plugins/qti_exporter`` of canvas-lms.  The package has the form of
Canvas's own exports: canvas-lms, ``lib/cc/qti/qti_manifest.rb`` and ``qti_generator.rb``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from quizzes import words
from quizzes.exports import Asked, Made, Placed, UnfitError, carry
from quizzes.exports._qti12 import (
    ASI,
    Items,
    Q,
    alone,
    assessment,
    faults,
    field,
    gapped,
    holes,
    metadata,
    paths,
    scored,
    title,
)
from quizzes.exports._saying import unlinked
from quizzes.exports._xml import element, parsed, serialized, unlike
from quizzes.itemtypes import Listed
from quizzes.itemtypes.foreign import Node
from quizzes.itemtypes.qti12 import BLANKS, LISTS, Body, material
from quizzes.markup import tag
from quizzes.repeatable import zipped
from quizzes.text import plain

FILE = "zero-tolerance-canvas.zip"
CLASSIC = "zero-tolerance-canvas-classic.zip"
SAY = words.CANVAS
SCHEMA = Path(__file__).with_name("canvas.rng")
PACKAGE = Path(__file__).with_name("package.rng")
XSD = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
META = "http://canvas.instructure.com/xsd/cccv1p0"
KIND, LINKED = "imsqti_xmlv1p2", "associatedcontent/imscc_xmlv1p1/learning-application-resource"
TEXT = "text_only_question"
CHOSEN = ("multiple_choice_question", "true_false_question", "multiple_answers_question", "matching_question")
WRITTEN = ("essay_question", "short_answer_question", "numerical_question")
KINDS = {TEXT, BLANKS, LISTS, *CHOSEN, *WRITTEN}
NEW = {"ordering_question", "categorization_question"}  # which New Quizzes alone know
LOST = ["tags"]

# What a quiz is like: practice, as often as one likes; the order of options means something.
SETTINGS = {
    "shuffle_answers": "false",
    "scoring_policy": "keep_highest",
    "hide_results": "",
    "quiz_type": "practice_quiz",
    "show_correct_answers": "true",
    "anonymous_submissions": "false",
    "could_be_locked": "false",
    "allowed_attempts": "-1",
    "one_question_at_a_time": "false",
    "cant_go_back": "false",
    "available": "false",
    "one_time_results": "false",
    "show_correct_answers_last_attempt": "false",
    "only_visible_to_overrides": "false",
    "module_locked": "false",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--classic", action="store_true", help="for Classic Quizzes, not for New Quizzes")


def export(asked: Asked) -> Made:
    """The package: the same bytes for the same items and site."""
    new = not asked.options.get("classic")
    items = Questions(asked, new)
    made, lost = carry(asked, items.made)
    quizzes: dict[str, tuple[str, list[Any]]] = {}
    for _, bank in asked.banks:
        name = SAY["chapter"].format(title=plain(bank.title))
        ident = f"zt-{bank.chapter}"
        if new and len(asked.banks) > 1:
            ident, name = "zt-book", SAY["quiz"]
        found = [one for chapter, some in made if chapter == bank.chapter for one in some]
        quizzes.setdefault(ident, (name, []))[1].extend(found)
    files: dict[str, bytes] = {"imsmanifest.xml": manifest(quizzes, items.files)}
    for ident, (name, found) in quizzes.items():
        files[f"{ident}/assessment_meta.xml"] = meta(ident, name, found)
        files[f"{ident}/{ident}.xml"] = assessment(ident, name, {"cc_maxattempts": "unlimited"}, found, XSD)
    files |= items.files
    counts = {f"{ident}/{ident}.xml": len(found) for ident, (_, found) in quizzes.items()}
    if wrong := check(files, counts, new):
        raise UnfitError("\n".join(["the package for Canvas has faults, and is not written:", *wrong]))
    data = zipped(files)
    said = f"{len(made)} questions in {len(quizzes)} quiz{'zes' * (len(quizzes) != 1)}"
    said += f" for {'New' if new else 'Classic'} Quizzes, {words.size(len(data))}"
    said += unlinked(asked)
    return Made(data, said, [*lost, *items.lost], FILE if new else CLASSIC)


class Questions(Items):
    """Makes questions of items, and of what a set of them shares a text that stands before them."""

    def __init__(self, asked: Asked, new: bool):
        super().__init__(asked)
        self.new = new
        self.shared: set[str] = set()

    def made(self, placed: Placed) -> tuple[str, list[Any]]:
        """The question of an item, behind the text of its set if it is the first; with its chapter."""
        item = placed.item

        def fields(body: Body) -> dict[str, str]:
            set_ = placed.listed.id if placed.listed is not item else ""
            return {
                "question_type": body.kind,
                "points_possible": f"{item.points}.0",
                "original_answer_ids": ",".join(answers(body)),
                **({"parent_stimulus_item_ident": set_} if set_ and self.new else {}),
            }

        lost = [*LOST, *(["hints"] if item.hints else [])]
        question, _ = self.item(placed, lambda say: item.to_canvas(say, self.new), fields, lost)
        return placed.bank.chapter, [*self._text(placed, placed.listed), question]

    def _text(self, placed: Placed, listed: Listed) -> Iterator[Any]:
        """What a set shares, once: in New Quizzes a stimulus (stimulus_item.rb), else a question that asks nothing."""
        shown = self.material(listed)
        if shown and listed.id not in self.shared:
            self.shared.add(listed.id)
            fields = {"question_type": TEXT, "points_possible": "0.0", "original_answer_ids": ""}
            text = Node("presentation", [material(tag("div", self._ready(shown, placed)), orientation="top")])
            name = title(SAY["material"].format(title=plain(listed.stem)))
            nodes = [Node("itemmetadata", [metadata(fields)]), text]
            yield element(Node("item", nodes, {"ident": listed.id, "title": name}), ASI)


def answers(body: Body) -> list[str]:
    """The ids of what Canvas holds as answers, in their order: options, texts for gaps, and the stems of a matching."""
    if body.kind == "matching_question":
        return [one.attributes["ident"].removeprefix("response_") for one in body.responses]
    return [] if body.kind in ("categorization_question", *WRITTEN) else [*labels(body.responses)]


def labels(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.name == "response_label":
            yield node.attributes["ident"]
        elif not isinstance(node.content, str):
            yield from labels(node.content)


def manifest(quizzes: dict[str, tuple[str, list[Any]]], pictures: dict[str, bytes]) -> bytes:
    root = etree.Element(f"{{{CP}}}manifest", {"identifier": "zt-manifest"}, nsmap={None: CP})
    resources = []
    for ident in quizzes:
        about = f"{ident}/assessment_meta.xml"
        inner = [
            Node("file", [], {"href": f"{ident}/{ident}.xml"}),
            Node("dependency", [], {"identifierref": f"{ident}-meta"}),
        ]
        resources.append(Node("resource", inner, {"identifier": ident, "type": KIND}))
        attributes = {"identifier": f"{ident}-meta", "type": LINKED, "href": about}
        resources.append(Node("resource", [Node("file", [], {"href": about})], attributes))
    for n, name in enumerate(pictures, 1):
        attributes = {"identifier": f"zt-file-{n}", "type": "webcontent", "href": name}
        resources.append(Node("resource", [Node("file", [], {"href": name})], attributes))
    schema = [Node("schema", "IMS Content"), Node("schemaversion", "1.1.3")]
    for node in (Node("metadata", schema), Node("organizations", []), Node("resources", resources)):
        root.append(element(node, CP))
    return serialized(root)


def meta(ident: str, name: str, items: list[Any]) -> bytes:
    """A quiz's settings: qti_generator.rb, generate_assessment_meta()."""
    root = etree.Element(f"{{{META}}}quiz", {"identifier": ident}, nsmap={None: META})
    points = sum(float(field(one, "points_possible")) for one in items)
    about = {"title": title(name), "description": str(tag("p", SAY["about"])), "points_possible": f"{points:.1f}"}
    root.extend([element(Node(one, text), META) for one, text in {**about, **SETTINGS}.items()])
    return serialized(root)


# Our own check


def check(files: dict[str, bytes], counts: dict[str, int], new: bool) -> list[str]:
    """What is wrong with a package, in sentences."""
    found = [*paths(files)]
    for name, data in files.items():
        if name in counts:
            found += faults(name, data, SCHEMA, counts[name], files, lambda one: rules(one, new))
        elif name.endswith(".xml"):
            found += [f"{name}, {one}" for one in unlike(parsed(data), PACKAGE)]
    listed = {one.get("href") for one in parsed(files["imsmanifest.xml"]).iter(f"{{{CP}}}file")}
    return [*found, *alone(listed, files)]


def rules(item: Any, new: bool) -> Iterator[str]:
    """What is wrong with an item for Canvas."""
    kind = field(item, "question_type")
    if kind not in KINDS and not (new and kind in NEW):
        yield f"{'New' if new else 'Classic'} Quizzes do not know a {kind}"
    if kind != TEXT and item.find(f"{Q}resprocessing") is None:
        yield "it is not marked"
    body = Body(kind, [], [])
    gaps = [one.get("ident").removeprefix("response_") for one in item.iter(f"{Q}response_lid")] if gapped(body) else []
    if gapped(body) and sorted(holes(item)) != sorted(gaps):
        yield "gaps and their names in the text differ"
    ids = {one.get("ident") for one in item.iter(f"{Q}response_label")}
    if kind not in (TEXT, *WRITTEN):
        if not all(one.isdigit() for one in ids):
            yield "an answer has no number"
        if kind != "ordering_question" and len({*ids}) < (1 if gapped(body) and kind != LISTS else 2):
            yield "it has nothing to choose from"
    if kind == "ordering_question" and len(scored(item)[0].find(f"{Q}conditionvar")) != len(ids):
        yield "not all entries are in the order"
