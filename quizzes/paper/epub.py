"""The book as an EPUB 3: a file for each part, notes and answers as links, no script, nothing from elsewhere."""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E

from quizzes import words
from quizzes.assets import STATIC
from quizzes.markup import Html, escape, tag
from quizzes.paper.pages import SVG
from quizzes.paper.volume import Part, Volume
from quizzes.repeatable import write, zipped

SAY = words.VOLUME
MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
KINDS = {"introduction": "introduction", "chapter": "chapter"}
ACCESS = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual"],
    "accessibilityFeature": [
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "alternativeText",
        "longDescription",
        "displayTransformability",
    ],
    "accessibilityHazard": ["none"],
    "accessibilitySummary": [SAY["access"]],
}
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>{body}</body>
</html>
"""


def epub(volume: Volume, to: Path) -> int:
    """Write the book; the number of its files."""
    files = dict(_files(volume))
    write(zipped(files, stored=["mimetype"]), to)
    return len(files)


def _files(volume: Volume) -> Iterator[tuple[str, str | bytes]]:
    """The files in the order of the book; the first must be `mimetype`."""
    where = {one.get("id"): part.id for part in volume.parts for one in part.body.xpath("descendant-or-self::*[@id]")}
    pages, pictures = {}, {}
    for part in volume.parts:
        body = copy.deepcopy(part.body)
        pages[part.id] = _page(part.title, _body(part, body, where, pictures))
    front = {"cover": _cover_page(volume), "title": _title(volume)}
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", CONTAINER
    yield "EPUB/package.opf", _package(volume, [*front, "nav", *pages], pages, pictures)
    yield "EPUB/style.css", (STATIC / "epub.css").read_text(encoding="utf-8")
    yield "EPUB/cover.svg", _cover(volume)
    for name, text in (front | {"nav": _nav(volume)} | pages).items():
        yield f"EPUB/{name}.xhtml", text
    for name, path in pictures.items():
        yield f"EPUB/{name}", path.read_bytes()


def _page(title: str, body: str) -> str:
    return PAGE.format(lang=words.LANGUAGE, title=escape(title), body=body)


def _body(part: Part, body: HtmlElement, where: dict[str, str], pictures: dict[str, Path]) -> str:
    if part.kind in KINDS:
        _type(body, KINDS[part.kind], f"doc-{KINDS[part.kind]}")
    for notes in body.xpath('.//ol[contains(@class, "p-notes")]'):
        _notes(notes, body)
    for area in body.xpath('.//*[@class="p-lines"]'):
        area.drop_tree()
    if part.id == "glossary":
        _type(body, "glossary", "doc-glossary")
        for name in ("dt", "dd"):
            for one in body.iter(name):
                _type(one, {"dt": "glossterm", "dd": "glossdef"}[name])
        _type(body.find("dl"), "glossary")
    for link in body.xpath('.//a[starts-with(@href, "#")]'):
        target = link.get("href")[1:]
        if where.get(target, part.id) != part.id:
            link.set("href", f"{where[target]}.xhtml" + f"#{target}" * (target != where[target]))
    for picture in body.xpath(".//img"):
        path = Path(unquote(urlsplit(picture.get("src")).path))
        pictures[path.name] = path
        picture.set("src", path.name)
    for one in body.iter(etree.Element):
        for name in [name for name in one.attrib if name.startswith("data-") and name != TYPE]:
            del one.attrib[name]
    for drawing in body.xpath(".//svg"):
        drawing.set("xmlns", SVG)
    for table in body.xpath(".//table[thead]"):
        _stack(table)
    return _xml(body)


WIDE = 5  # columns


def _stack(table: HtmlElement) -> None:
    """A table too wide for a reader's screen: its rows stand below each other, and each cell says its column."""
    columns = [" ".join(cell.text_content().split()) for cell in table.xpath("thead/tr[last()]/th")]
    if len(columns) < WIDE:
        return
    table.set("class", "p-stacked")
    for row in table.xpath("tbody/tr"):
        for cell, column in zip(row, columns, strict=False):
            cell.set("data-column", column)


TYPE = "data-epub-type"  # on its way through the writer of XML, which knows no prefix


def _type(element: HtmlElement, name: str, role: str | None = None) -> None:
    element.set(TYPE, name)
    if role:
        element.set("role", role)


def _xml(element: HtmlElement) -> str:
    text = etree.tostring(element, encoding="unicode", method="xml", with_tail=False)
    return text.replace(f" {TYPE}=", " epub:type=")


def _notes(notes: HtmlElement, body: HtmlElement) -> None:
    """Notes that a reading system may show where they are asked for, each with its way back."""
    section = notes.getparent()
    _type(section, "endnotes", "doc-endnotes")
    first: dict[str, str] = {}
    for mark in body.xpath('.//sup[contains(@class, "cite")]'):
        for n, link in enumerate(mark.findall("a")):
            _type(link, "noteref", "doc-noteref")
            link.attrib.pop("aria-label", None)
            target = link.get("href").lstrip("#")
            if target not in first:
                spot = mark.get("id") if n == 0 else None
                if not spot:
                    spot = f"{target}-from"
                    link.set("id", spot)
                first[target] = spot
    for note in notes:
        _type(note, "endnote")
        back = first.get(note.get("id"))
        if back:
            last = note.xpath("(self::li[not(p)] | p | div/p)[last()]")[0]
            last.append(E.a("↩", {"href": f"#{back}", "role": "doc-backlink", "aria-label": SAY["back-to"]}))
            last[-1].addprevious(E.span(" "))


def _title(volume: Volume) -> str:
    title = tag("section", tag("h1", volume.title), tag("p", volume.subtitle, class_="p-sub"), tag("p", volume.author))
    return _page(volume.name, f"{title}{_xml(volume.imprint())}")


def _cover_page(volume: Volume) -> str:
    picture = f'<img src="cover.svg" alt="{escape(volume.name)}"/>'
    return _page(SAY["cover"], f'<section class="p-cover" epub:type="cover">{picture}</section>')


def _cover(volume: Volume) -> str:
    lines = "".join(
        f'<text x="60" y="{250 + 92 * n}" font-size="86" font-weight="700">{escape(word)}</text>'
        for n, word in enumerate(volume.title.split())
    )
    half = volume.subtitle.split()
    rows = [" ".join(half[: len(half) // 2]), " ".join(half[len(half) // 2 :])]
    below = "".join(
        f'<text x="60" y="{460 + 44 * n}" font-size="34" font-family="serif" fill="#4c4943">{escape(row)}</text>'
        for n, row in enumerate(rows)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="{SVG}" viewBox="0 0 600 900" width="600" height="900">'
        f"<title>{escape(volume.name)}</title>"
        f'<rect width="600" height="900" fill="#fffdf8"/><path d="M60 392h480v6H60z" fill="#7e330d"/>'
        f'<g fill="#1c1b19" font-family="sans-serif">{lines}</g>{below}'
        f'<text x="60" y="840" font-size="20" font-family="sans-serif" fill="#4c4943">{escape(volume.author)}</text>'
        "</svg>\n"
    )


def _nav(volume: Volume) -> str:
    entries: list[Html] = []
    tops = [part for part in volume.parts if not part.above]
    for part in tops:
        below = [tag("li", _link(other)) for other in volume.parts if other.above == part.id]
        below += [tag("li", tag("a", title, href=f"{part.id}.xhtml#{key}")) for key, title in part.sections]
        entries.append(tag("li", _link(part), tag("ol", below) if below else None))
    marks = [("cover", "cover", SAY["cover"]), ("nav", "toc", SAY["contents"])]
    marks += [(volume.parts[0].id, "bodymatter", SAY["introduction"])]
    landmarks = [tag("li", tag("a", say, href=f"{name}.xhtml", data_epub_type=kind)) for name, kind, say in marks]
    toc = tag("nav", tag("h1", SAY["contents"]), tag("ol", entries), data_epub_type="toc", id="toc", role="doc-toc")
    guide = tag("nav", tag("h2", SAY["landmarks"]), tag("ol", landmarks), data_epub_type="landmarks", hidden="hidden")
    return _page(SAY["contents"], f"{toc}{guide}".replace(f" {TYPE}=", " epub:type="))


def _link(part: Part) -> Html:
    return tag("a", part.title, href=f"{part.id}.xhtml")


def _package(volume: Volume, order: list[str], pages: dict[str, str], pictures: dict[str, Path]) -> str:
    date = volume.date or datetime.now(UTC)
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{volume.name} {stamp}")
    about = [
        f'<dc:identifier id="id">urn:uuid:{key}</dc:identifier>',
        f"<dc:title>{escape(volume.name)}</dc:title>",
        f"<dc:creator>{escape(volume.author)}</dc:creator>",
        f"<dc:language>{words.LANGUAGE}</dc:language>",
        f"<dc:date>{stamp[:10]}</dc:date>",
        f"<dc:rights>{escape(volume.rights)}</dc:rights>",
        f"<dc:description>{escape(SAY['description'])}</dc:description>",
        *(f"<dc:subject>{escape(subject)}</dc:subject>" for subject in SAY["subjects"]),
        f'<meta property="dcterms:modified">{stamp}</meta>',
        *(
            f'<meta property="schema:{name}">{escape(value)}</meta>'
            for name, values in ACCESS.items()
            for value in values
        ),
    ]
    items = ['<item id="style" href="style.css" media-type="text/css"/>']
    items.append('<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>')
    for name in order:
        has = "nav" if name == "nav" else "svg" if "<svg" in pages.get(name, "") else ""
        properties = f' properties="{has}"' if has else ""
        items.append(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"{properties}/>')
    for name, path in pictures.items():
        items.append(f'<item id="{re.sub(r"[^a-z0-9]", "-", name)}" href="{name}" media-type="{MEDIA[path.suffix]}"/>')
    spine = "".join(f'<itemref idref="{name}"/>' for name in order)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{words.LANGUAGE}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(about)
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(items)
        + f"\n</manifest>\n<spine>{spine}</spine>\n</package>\n"
    )
