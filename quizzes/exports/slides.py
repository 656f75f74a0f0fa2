"""Slides to take along: for each chapter one page of HTML that needs no other file, and a handout of its slides with
notes, as PDF.

The page is that of the site (`quizzes.slides_page`) with its styles and its script in it, and its own policy, as a quiz
in one file has (`quizzes.exports._alone`).  Where the site's address is known, numbers of sources lead to the evidence
there, else to the list at the end, which has each source in full.
"""

from __future__ import annotations

from argparse import ArgumentParser
from base64 import b64encode

from quizzes import assets
from quizzes.exports import Asked, AskedError, Made
from quizzes.exports._alone import policy, safe
from quizzes.markup import Html, tag
from quizzes.slides_page import Slides, document, slides

FILE = "zero-tolerance-slides"
SIZES = {"letter": "Letter", "a4": "A4"}
VARIANT = "pdf/ua-1"  # tagged, with its language and its title


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--size", choices=[*SIZES], default="letter", help="of the handout's paper (default: letter)")


def export(asked: Asked) -> Made:
    """A page and a handout for each chapter: the same bytes for the same slides and site."""
    have = asked.content.chapters("slides")
    chapters = [bank.chapter for _, bank in asked.banks if bank.chapter in have]
    if not chapters:
        raise AskedError("none of these chapters has slides; write them in quizzes/slides")
    base, size = f"{asked.site}book/" if asked.site else None, SIZES[asked.options.get("size", "letter")]
    files = {}
    for chapter in chapters:
        files[f"slides-{chapter}.html"] = alone(slides(asked.content, chapter, base)).encode()
        files[f"slides-{chapter}.pdf"] = handout(slides(asked.content, chapter, base, pictures=True), size)
    many = len(chapters) != 1
    return Made(files, f"slides of {len(chapters)} chapter{'s' * many}, to project and to print", [])


def alone(made: Slides) -> str:
    """The page in one file."""
    sheets = [f"@media screen {{\n{assets.text('book.css')}\n{assets.read('slides.css')}\n}}"]
    handed, margins = _pages(assets.read("handout.css"))
    style = safe("\n".join([*sheets, margins, f"@media print {{\n{handed}\n}}"]), r"\3c ")
    script = safe(assets.text("slides.js"), r"\x3c")
    icon = "data:image/svg+xml;base64," + b64encode(assets.read("icon.svg").encode()).decode()
    head = [
        tag("meta", http_equiv="Content-Security-Policy", content=policy(script, style)),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href=icon),
        tag("style", style),
    ]
    return document(made, head, after=tag("script", script))


def _pages(sheet: str) -> tuple[str, str]:
    """A style sheet without its rule for pages, and that rule, which stands for itself."""
    start = sheet.index("@page")
    end = sheet.index("}", start) + 1
    return sheet[:start] + sheet[end:], sheet[start:end]


def handout(made: Slides, size: str) -> bytes:
    """Slides and notes, a page for each."""
    try:
        import weasyprint
    except ImportError:
        raise AskedError("handouts need WeasyPrint, which is not installed: run 'make tools'") from None
    html = document(made, [tag("style", Html(f"{assets.read('handout.css')}\n@page {{ size: {size} }}"))])
    name = f"{FILE}-{made.show.chapter}"
    pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant=VARIANT, pdf_identifier=name.encode())
    assert isinstance(pdf, bytes)
    return pdf
