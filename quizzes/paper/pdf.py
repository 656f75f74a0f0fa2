"""The book as a PDF: set by WeasyPrint, with numbers of pages that it finds itself."""

from __future__ import annotations

import copy
from base64 import b64encode
from pathlib import Path

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E

from quizzes import words
from quizzes.assets import STATIC
from quizzes.paper.pages import SVG
from quizzes.paper.volume import Part, Volume

SAY = words.VOLUME
VARIANT = "pdf/ua-1"  # tagged, with its language and its title: https://pdfa.org/resource/pdfua-in-a-nutshell/
TRIES = 4
A_PAGE = {"p-chapter": 2350, "p-introduction": 2350, "p-back": 4450}  # signs on it, about
IN_FRONT = 900
HEADINGS = ("h1", "h2", "h3")
SIZES = {"letter": "Letter", "a4": "A4"}


def pdf(volume: Volume, to: Path, size: str = "letter") -> int:
    """Write the book; the number of its pages.

    It is set until the numbers of pages that it names are those that it has: twice, and once more if a number of
    other length moved a line.  WeasyPrint would do so by itself (``target-counter``), in three times the time.
    """
    import weasyprint

    page = document(volume)
    links = page.xpath('//a[starts-with(@href, "#")]')
    sheet = weasyprint.CSS(string=f"@page {{ size: {SIZES[size]} }}\n{(STATIC / 'paper.css').read_text('utf-8')}")
    pages = _guess(page)
    for _ in range(TRIES):
        for link in links:
            link.set("data-page", str(pages[link.get("href")[1:]]))
        text = "<!doctype html>\n" + lxml.html.tostring(page, encoding="unicode")
        made = weasyprint.HTML(string=text).render(stylesheets=[sheet], pdf_variant=VARIANT)
        found: dict[str, int] = {}
        for number, one in enumerate(made.pages, 1):  # an anchor is named on every page that what bears it reaches
            found = dict.fromkeys(one.anchors, number) | found
        if all(found[anchor] == number for anchor, number in pages.items()):
            break
        pages = {anchor: found[anchor] for anchor in pages}
    made.write_pdf(to, pdf_variant=VARIANT, pdf_identifier=volume.name.encode())
    return len(made.pages)


def _guess(page: HtmlElement) -> dict[str, int]:
    """About where each anchor that a link names will be: nearly always a number of the right length."""
    named = {link.get("href")[1:] for link in page.xpath('//a[starts-with(@href, "#")]')}
    guess, at, a_page = {}, 1.0, IN_FRONT
    for event, one in etree.iterwalk(page, ("start", "end")):
        if event == "start" and one.get("id") in named:
            guess[one.get("id")] = int(at)
        if event == "start" and one.tag == "section":
            a_page = next((A_PAGE[name] for name in (one.get("class") or "").split() if name in A_PAGE), a_page)
        at += len((one.text if event == "start" else one.tail) or "") / a_page
    assert named == set(guess), f"links lead nowhere: {sorted(named - set(guess))[:5]}"
    return guess


def document(volume: Volume) -> HtmlElement:
    """The whole book as one page of HTML."""
    date = volume.date.strftime("%Y-%m-%dT%H:%M:%SZ") if volume.date else None
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(volume.name),
        E.meta(name="author", content=volume.author),
        E.meta(name="generator", content="WeasyPrint"),
    )
    if date:
        head.append(E.meta(name="dcterms.created", content=date))
        head.append(E.meta(name="dcterms.modified", content=date))
    body = E.body(_title(volume), volume.imprint(), _contents(volume))
    for part in volume.parts:
        body.append(_part(volume, part))
    return E.html(head, body, lang=words.LANGUAGE)


def _title(volume: Volume) -> HtmlElement:
    return E.section(
        {"class": "p-title", "id": "title"},
        E.p(volume.title, {"class": "p-name"}),
        E.p(volume.subtitle[:1].upper() + volume.subtitle[1:], {"class": "p-sub"}),
        E.p(volume.author, {"class": "p-author"}),
    )


def _contents(volume: Volume) -> HtmlElement:
    rows = []
    for part in volume.parts:
        kind = f"p-{part.kind}" + " p-below" * bool(part.above)
        rows.append(E.li({"class": kind}, E.a(part.title, href=f"#{part.id}")))
        if part.kind == "chapter":
            inner = [E.li(E.a(title, href=f"#{key}")) for key, title in part.sections]
            rows[-1].append(E.ol(*inner))
    return E.section({"id": "contents", "class": "p-contents"}, E.h1(SAY["contents"]), E.ol(*rows))


def _part(volume: Volume, part: Part) -> HtmlElement:
    body = copy.deepcopy(part.body)
    body.set("class", f"{body.get('class') or ''} p-part p-{part.kind}".strip())
    body.set("class", f"{body.get('class')} p-of-{part.above or part.id}")
    for section in body.xpath("descendant-or-self::section[@id]"):
        heading = next((one for one in section if one.tag in HEADINGS), None)
        if heading is not None:  # a section may begin at the foot of a page, and its heading on the next
            heading.set("id", section.attrib.pop("id"))
    heading = next(one for one in body if one.tag in HEADINGS)
    heading.set("data-head", volume.short.get(part.id.removeprefix("answers-"), part.title))
    for link in body.xpath('.//a[@class="p-page"]'):
        link.text = ""
    for drawing in body.xpath(".//figure//svg"):
        drawing.getparent().replace(drawing, _picture(drawing))
    return body


def _picture(drawing: HtmlElement) -> HtmlElement:
    """A drawing as a picture with its description: what reads a PDF aloud finds it there."""
    title, description = drawing.findtext("title") or "", drawing.findtext("desc") or ""
    for name in ("title", "desc"):
        for one in drawing.findall(name):
            one.drop_tree()
    for name in [name for name in drawing.attrib if name.startswith("aria-") or name == "role"]:
        del drawing.attrib[name]
    drawing.set("xmlns", SVG)
    drawing.set("font-family", "Inter, sans-serif")
    drawing.set("color", "#1c1b19")
    _, _, width, height = drawing.get("viewBox").split()
    drawing.set("width", width)
    drawing.set("height", height)
    drawing.tail = None
    data = b64encode(etree.tostring(drawing, encoding="utf-8")).decode()
    return E.img(
        src=f"data:image/svg+xml;base64,{data}", alt=f"{title}. {description}".strip(), **{"class": "p-drawing"}
    )
