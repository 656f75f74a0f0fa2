"""A quiz with its key as a document of Word, to be edited there, in LibreOffice, or in Google Docs."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from quizzes.exports import Asked, Made, UnfitError, _document
from quizzes.repeatable import zipped

FILE = "zero-tolerance.docx"
ABOUT = "docProps/core.xml"
TIME = re.compile(r"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
TEXT = "word/document.xml"
KEY = re.compile(rf'w:name="{_document.KEY}" ?/>\s*<w:p><w:pPr><w:pStyle w:val="Heading2" ?/>')
DAY = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}</dcterms:{0}>'


def export(asked: Asked) -> Made:
    """The document, the same bytes for the same items, site and day; without a day it bears none."""
    return _document.export(asked, ".docx", _docx)


def _docx(asked: Asked, title: str, html: str) -> bytes:
    made = _document.pandoc(html, "docx", ["--metadata", f"title={title}"])
    try:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        about, text = parts[ABOUT].decode(), parts[TEXT].decode()
    except (zipfile.BadZipFile, KeyError) as error:
        raise UnfitError(f"the document has faults, and is not written: {error}") from None
    when = None if asked.epoch is None else datetime.fromtimestamp(asked.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts[ABOUT] = TIME.sub(lambda found: DAY.format(found[1], when) if when else "", about).encode()
    text, pages = KEY.subn(r"\g<0><w:pageBreakBefore/>", text)  # the key is the teacher's: on a page of its own
    if pages != 1:
        raise UnfitError("the document has no key of its own, and is not written")
    parts[TEXT] = text.encode()
    return zipped(parts)
