"""What stands around the items of a QTI package: a test for each chapter, and the manifest that names all files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lxml import etree

from quizzes import words
from quizzes.exports import Placed
from quizzes.exports._qti2 import LOM, LOM_XSD, THREE, XSI, Version
from quizzes.forms import Bank
from quizzes.itemtypes.qti import name
from quizzes.markup import clean
from quizzes.text import plain, shorten

MEDIA, ITEMS, TESTS, MANIFEST = "media", "items", "tests", "imsmanifest.xml"
SHOWN = {"br", "em"}


class Packed(NamedTuple):
    """An item in the package: its tags, its interactions in the words of the metadata, and its pictures' paths."""

    placed: Placed
    tags: Sequence[str]
    interactions: Sequence[str]
    pictures: Sequence[str]

    @property
    def path(self) -> str:
        return f"{ITEMS}/{self.placed.item.id}.xml"


def test(bank: Bank, items: Iterable[Placed]) -> Any:
    """A chapter's items in their order, each to be handed in by itself, with feedback, and their points added up."""
    title = plain(bank.title)
    root = etree.Element(f"{{{THREE.space}}}qti-assessment-test", nsmap={None: THREE.space})
    root.attrib.update({"identifier": name(bank.chapter), "title": clean(title)})
    outcome = _add(root, "qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float")
    _add(_add(outcome, "qti-default-value"), "qti-value").text = "0"
    part = _add(root, "qti-test-part", identifier="part", navigation_mode="nonlinear", submission_mode="individual")
    _add(part, "qti-item-session-control", max_attempts="0", show_feedback="true")
    section = _add(part, "qti-assessment-section", identifier="section", title=clean(title), visible="true")
    for placed in items:
        key = placed.item.id
        _add(section, "qti-assessment-item-ref", identifier=name(key), href=f"../{ITEMS}/{key}.xml")
    processing = _add(root, "qti-outcome-processing")
    sum_ = _add(_add(processing, "qti-set-outcome-value", identifier="SCORE"), "qti-sum")
    _add(sum_, "qti-test-variables", variable_identifier="SCORE")
    etree.indent(root)
    return root


def manifest(items: Sequence[Packed], version: Version) -> Any:
    """The manifest: what the package is, and every file with what it needs."""
    spaces = {None: version.package, "xsi": XSI, "imsmd": LOM, "imsqti": version.metadata}
    root = etree.Element(f"{{{version.package}}}manifest", nsmap=spaces)
    root.set("identifier", "zero-tolerance")
    places = [version.package, version.package_schema, LOM, LOM_XSD, version.metadata, version.metadata_schema]
    root.set(f"{{{XSI}}}schemaLocation", " ".join(places))
    about = _add(root, "metadata")
    for key, said in zip(("schema", "schemaversion"), version.says, strict=True):
        _add(about, key).text = said
    _add(root, "organizations")
    resources = _add(root, "resources")
    for chapter in dict.fromkeys(one.placed.bank.chapter for one in items):
        mine = [one for one in items if one.placed.bank.chapter == chapter]
        resource = _resource(resources, f"test-{chapter}", f"imsqti_test_{version.kind}", [f"{TESTS}/{chapter}.xml"])
        for one in mine:
            _add(resource, "dependency", identifierref=f"item-{one.placed.item.id}")
    for one in items:
        key, kind = f"item-{one.placed.item.id}", f"imsqti_item_{version.kind}"
        resource = _resource(resources, key, kind, [one.path, *one.pictures])
        resource.insert(0, _metadata(one, version))
    etree.indent(root)
    return root


def _resource(resources: Any, key: str, kind: str, files: Sequence[str]) -> Any:
    resource = _add(resources, "resource", identifier=key, type=kind, href=files[0])
    for file in files:
        _add(resource, "file", href=file)
    return resource


def _metadata(one: Packed, version: Version) -> Any:
    """Title, id and tags of an item (IEEE LOM), and how it is answered."""
    item = one.placed.item
    made = etree.Element(f"{{{version.package}}}metadata")
    general = _add(_add(made, "lom", LOM), "general", LOM)
    identifier = _add(general, "identifier", LOM)
    _add(identifier, "catalog", LOM).text = words.QTI3["catalog"]
    _add(identifier, "entry", LOM).text = item.id
    _said(_add(general, "title", LOM), shorten(plain(item.stem), 120))
    _add(general, "language", LOM).text = words.LANGUAGE
    for tag in one.tags:
        _said(_add(general, "keyword", LOM), tag)
    qti = _add(made, "qtiMetadata", version.metadata)
    _add(qti, "timeDependent", version.metadata).text = "false"
    for kind in one.interactions:
        _add(qti, "interactionType", version.metadata).text = kind
    _add(qti, "feedbackType", version.metadata).text = "nonadaptive"
    _add(qti, "solutionAvailable", version.metadata).text = "true"
    return made


def _said(element: Any, text: str) -> None:
    _add(element, "string", LOM, language=words.LANGUAGE).text = clean(text)


def _add(parent: Any, tag: str, space: str = "", **attributes: str) -> Any:
    space = space or etree.QName(parent).namespace
    made = etree.SubElement(parent, f"{{{space}}}{tag}")
    for key, value in attributes.items():
        made.set(key.replace("_", "-"), value)
    return made
