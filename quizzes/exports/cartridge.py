"""Questions in a Common Cartridge (1.3, or an earlier version: ``--version 1.2``), a quiz for each chapter, for
programs such as Brightspace, Schoology and Blackboard.

A cartridge has few kinds of questions.  What it may hold is the profile of QTI 1.2 in ``ccv1p1_qtiasiv1p2p1_v1p0.xsd``
with its rules in Schematron; those of versions 1.2 and 1.3 have the same kinds
(https://www.imsglobal.org/cc/ccv1p3/imscc_Implementation-v1p3.html).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from quizzes import words
from quizzes.exports import Asked, Made, Placed, UnfitError, carry
from quizzes.exports._qti12 import FOLDER, Items, Q, alone, assessment, faults, field, paths, scored, title
from quizzes.exports._saying import unlinked
from quizzes.exports._xml import element, parsed, serialized, unlike
from quizzes.itemtypes.foreign import Node
from quizzes.itemtypes.qti12 import OTHER, Body, condition, material
from quizzes.markup import Html
from quizzes.repeatable import zipped
from quizzes.text import block, plain

FILE = "zero-tolerance.imscc"
SAY = words.CANVAS
SCHEMA, MANIFEST = (Path(__file__).with_name(name) for name in ("cartridge.rng", "imscc.rng"))
VERSIONS = ("1.1", "1.2", "1.3")
HINT = "hint"
LOST = ["tags"]

# Rule set 1 of the profile: these fields, each once.
ABOUT = {
    "cc_profile": "cc.exam.v0p1",
    "qmd_assessmenttype": "Examination",
    "qmd_scoretype": "Percentage",
    "qmd_feedbackpermitted": "Yes",
    "qmd_hintspermitted": "Yes",
    "cc_maxattempts": "unlimited",
}


PROFILES = {"cc.true_false.v0p1", "cc.multiple_choice.v0p1", "cc.multiple_response.v0p1", "cc.fib.v0p1"}
FIELDS = {"cc_profile", "cc_question_category", "cc_weighting", "qmd_scoringpermitted", "qmd_computerscored"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", choices=VERSIONS, default=VERSIONS[-1], help="its version (default: %(default)s)")


def export(asked: Asked) -> Made:
    """The cartridge: the same bytes for the same items, site and version."""
    version = asked.options.get("version", VERSIONS[-1])
    items = Questions(asked)
    made, lost = carry(asked, items.made)
    quizzes = {
        f"zt-{bank.chapter}": (SAY["chapter"].format(title=plain(bank.title)), found)
        for _, bank in asked.banks
        if (found := [one for chapter, one in made if chapter == bank.chapter])
    }
    if not quizzes:
        raise UnfitError("a Common Cartridge can't hold any of these questions, so it would be empty")
    xsd = f"http://www.imsglobal.org/profile/cc/cc{_v(version)}/cc{_v(version)}_qtiasiv1p2p1_v1p0.xsd"
    files = {"imsmanifest.xml": manifest(quizzes, items.files, version)}
    files |= {f"{ident}.xml": assessment(ident, name, ABOUT, some, xsd) for ident, (name, some) in quizzes.items()}
    files |= items.files
    counts = {f"{ident}.xml": len(found) for ident, (_, found) in quizzes.items()}
    if wrong := check(files, counts, version):
        raise UnfitError("\n".join(["the cartridge has faults, and is not written:", *wrong]))
    data = zipped(files)
    said = f"{len(made)} questions in {len(quizzes)} quiz{'zes' * (len(quizzes) != 1)}, version {version}"
    said += f", {words.size(len(data))}" + unlinked(asked)
    return Made(data, said, [*lost, *items.lost], named(version))


def named(version: str) -> str:
    return FILE if version == VERSIONS[-1] else FILE.replace(".", f"-{version}.")


class Questions(Items):
    """Makes questions of items; those of a set each repeat what it shares."""

    def made(self, placed: Placed) -> tuple[str, Any]:
        """The question of an item, with its chapter."""
        item = placed.item

        def fields(body: Body) -> dict[str, str]:
            return {
                "cc_profile": body.kind,
                "cc_question_category": plain(placed.bank.title),
                "cc_weighting": str(item.points),
                "qmd_scoringpermitted": "Yes",
                "qmd_computerscored": "Yes",
            }

        return placed.bank.chapter, self.item(placed, item.to_cartridge, fields, LOST)[0]

    def before(self, placed: Placed) -> Html | None:
        return self.material(placed.listed)

    def hints(self, placed: Placed) -> Mapping[str, Node]:
        """Rule set 10: all hints are one feedback, whose name is theirs."""
        told = [self._ready(block(hint), placed) for hint in placed.item.hints]
        inner = [Node("hintmaterial", [Node("flow_mat", [material(one)])]) for one in told]
        return {HINT: Node("hint", inner)} if told else {}

    def hinted(self, placed: Placed) -> Sequence[Node]:
        shown = condition(OTHER, on=True)
        feedback = Node("displayfeedback", "", {"feedbacktype": "Hint", "linkrefid": HINT})
        return [shown._replace(content=[*shown.content, feedback])] if placed.item.hints else []  # type: ignore[list-item]


def manifest(quizzes: Mapping[str, tuple[str, Any]], pictures: Mapping[str, bytes], version: str) -> bytes:
    cp = f"http://www.imsglobal.org/xsd/imscc{_v(version)}/imscp_v1p1"
    lom = f"http://ltsc.ieee.org/xsd/imscc{_v(version)}/LOM/manifest"
    root = etree.Element(f"{{{cp}}}manifest", {"identifier": "zt-manifest"}, nsmap={None: cp, "lomimscc": lom})
    schema = [Node("schema", "IMS Common Cartridge"), Node("schemaversion", f"{version}.0")]
    metadata = element(Node("metadata", schema), cp)
    language = {"language": words.LANGUAGE}
    general = [
        Node("title", [Node("string", SAY["quiz"], language)]),
        Node("language", words.LANGUAGE),
        Node("description", [Node("string", SAY["about"], language)]),
    ]
    metadata.append(element(Node("lom", [Node("general", general)]), lom))
    items = [
        Node("item", [Node("title", title(name))], {"identifier": f"{ident}-item", "identifierref": ident})
        for ident, (name, _) in quizzes.items()
    ]
    top = Node("item", items, {"identifier": "zt-root"})
    organization = Node("organization", [top], {"identifier": "zt-organization", "structure": "rooted-hierarchy"})
    names = {name: f"zt-file-{n}" for n, name in enumerate(pictures, 1)}
    resources = []
    for ident, (_, found) in quizzes.items():
        text = b"".join(map(etree.tostring, found)).decode()
        needs = [
            Node("dependency", [], {"identifierref": key})
            for name, key in names.items()
            if name.removeprefix(FOLDER) in text
        ]
        kind = {"identifier": ident, "type": f"imsqti_xmlv1p2/imscc_xml{_v(version)}/assessment"}
        resources.append(Node("resource", [Node("file", [], {"href": f"{ident}.xml"}), *needs], kind))
    for name, key in names.items():
        attributes = {"identifier": key, "type": "webcontent", "href": name}
        resources.append(Node("resource", [Node("file", [], {"href": name})], attributes))
    root.append(metadata)
    root.extend([element(Node("organizations", [organization]), cp), element(Node("resources", resources), cp)])
    return serialized(root)


def _v(version: str) -> str:
    return f"v{version.replace('.', 'p')}"


# Our own check


def check(files: Mapping[str, bytes], counts: Mapping[str, int], version: str) -> list[str]:
    """What is wrong with a cartridge, in sentences."""
    found = [*paths(files)]
    for name, count in counts.items():
        found += faults(name, files[name], SCHEMA, count, files, rules)
    grammar = MANIFEST.read_text(encoding="utf-8").replace("v1p3", _v(version)).replace("1.3.0", f"{version}.0")
    root = parsed(files["imsmanifest.xml"])
    found += [f"imsmanifest.xml, {one}" for one in unlike(root, grammar)]
    listed = {one.get("href") for one in root.iter("{*}file")}
    return [*found, *alone(listed, files)]


def rules(item: Any) -> Iterator[str]:
    """The profile's rules in Schematron, by their numbers, as far as the schema and `_qti12.wrong` don't say them."""
    kind = field(item, "cc_profile")
    lids, strs = item.findall(f"{Q}presentation/{Q}response_lid"), item.findall(f"{Q}presentation/{Q}response_str")
    labels = [*item.iter(f"{Q}response_label")]
    single = [one.get("rcardinality") == "Single" for one in lids]
    tests = [one for found in scored(item) for one in found.iter(f"{Q}varequal")]
    faults = {
        "2a": {one.text for one in item.iter(f"{Q}fieldlabel")} - FIELDS,
        "2b": kind not in PROFILES,
        "2c": not 0 < int(field(item, "cc_weighting") or 0) < 100,
        "3": kind == "cc.true_false.v0p1" and (single != [True] or strs or len(labels) != 2),
        "4": kind == "cc.multiple_choice.v0p1" and (single != [True] or strs or len(labels) < 3),
        "5": kind == "cc.multiple_response.v0p1" and (single != [False] or strs or len(labels) < 2),
        "6": kind == "cc.fib.v0p1" and (lids or len(strs) != 1),
        "3e, 4e, 5e, 6c": not tests,
    }
    yield from (f"it breaks rule {number} of the profile" for number, broken in faults.items() if broken)
