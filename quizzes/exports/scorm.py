"""Quizzes as a SCORM package, 1.2 or 2004: each chapter is a page that reports score, completion and answers, and whose
answers the learning system keeps.

The page is the one of `quizzes.exports.html`, with ``static/scorm.js`` in it.  The manifest follows ADL, SCORM 1.2
Content Aggregation Model, 2.3, and SCORM 2004 4th Edition CAM, 3.4.
"""

from __future__ import annotations

import argparse
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from quizzes import words
from quizzes.exports import Asked, Lost, Made, UnfitError
from quizzes.exports.html import QuizSheet
from quizzes.forms import Bank
from quizzes.repeatable import zipped
from quizzes.text import plain

FILE = "zero-tolerance-scorm.zip"
SAY, LOST = words.SCORM, words.SCORM_LOST
DEFAULT = "1.2"
CP = {"1.2": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "2004": "http://www.imsglobal.org/xsd/imscp_v1p1"}
ADLCP = {"1.2": "http://www.adlnet.org/xsd/adlcp_rootv1p2", "2004": "http://www.adlnet.org/xsd/adlcp_v1p3"}
KIND = {"1.2": "scormtype", "2004": "scormType"}
VERSION = {"1.2": "1.2", "2004": "2004 4th Edition"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", choices=[*VERSION], default=DEFAULT, help=f"of SCORM (default: {DEFAULT})")


def export(asked: Asked) -> Made:
    """The package, the same bytes for the same items, site and version."""
    version = asked.options.get("version", DEFAULT)
    sheets = [ChapterSheet(asked, number, bank) for number, bank in asked.banks]
    files: dict[str, str | bytes] = {"imsmanifest.xml": manifest(sheets, version)}
    files |= {sheet.file: sheet.document() for sheet in sheets}
    data = zipped(files)
    lost = [one for sheet in sheets for one in sheet.lost]
    for placed in asked.placed():
        if placed.item.scheme().get("base") == "open":
            lost += [Lost(placed.item.id, placed.item.type, *LOST[key]) for key in ("marking", version)]  # type: ignore[attr-defined]
    names = [bank.chapter for _, bank in asked.banks]
    of = [] if len(names) == len(asked.content.banks()) > 1 else names
    said = f"{sum(len(bank.leaves) for _, bank in asked.banks)} questions on {len(sheets)} "
    said += f"page{'s' * (len(sheets) != 1)}, SCORM {VERSION[version]}, {words.size(len(data))}"
    return Made(data, said, lost, "-".join(["zero-tolerance", *of, "scorm", version]) + ".zip")


class ChapterSheet(QuizSheet):
    """The page of one chapter, whose answers the learning system keeps."""

    script = "scorm.js"
    practice = SAY["practice"]

    def __init__(self, asked: Asked, number: int, bank: Bank):
        super().__init__(Asked(asked.content, [bank.chapter], asked.site, asked.epoch))
        self.bank = bank
        self.file = f"{number:02}-{bank.chapter}.html"


def manifest(sheets: list[ChapterSheet], version: str) -> bytes:
    spaces = {None: CP[version], "adlcp": ADLCP[version]}
    make = ElementMaker(namespace=CP[version], nsmap=spaces)
    kind = f"{{{ADLCP[version]}}}{KIND[version]}"
    items = [
        make.item(
            make.title(plain(one.bank.title)), identifier=f"item-{one.bank.chapter}", identifierref=one.bank.chapter
        )
        for one in sheets
    ]
    pages = [
        make.resource(
            make.file(href=one.file), {kind: "sco"}, identifier=one.bank.chapter, type="webcontent", href=one.file
        )
        for one in sheets
    ]
    root = make.manifest(
        make.metadata(make.schema("ADL SCORM"), make.schemaversion(VERSION[version])),
        make.organizations(
            make.organization(make.title(words.ALONE["book"]), *items, identifier="book"), default="book"
        ),
        make.resources(*pages),
        identifier="-".join(["zero-tolerance", *(one.bank.chapter for one in sheets)]),
        version="1",
    )
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    _check(data, {one.file for one in sheets})
    return data


def _check(data: bytes, files: set[str]) -> None:
    """Every item leads to a resource, and every resource to a page of the package."""
    root: Any = etree.fromstring(data)
    of = {one.get("identifier"): one.get("href") for one in root.iter("{*}resource")}
    asked = {one.get("identifierref") for one in root.iter("{*}item")}
    if asked != {*of} or {*of.values()} != files:
        raise UnfitError("the manifest of the package does not name its pages, and nothing is written")
