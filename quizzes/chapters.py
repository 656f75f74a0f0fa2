"""Chapters as their checks see them: notebooks with headings, sentences, citations, and the cells that show things.

A citation is a plain Markdown link to a claim (or to a reading) on an evidence page::

    … it could not be done. [Washington Post 2021](evidence/warnings.md#s-055)

**The rule of the factual sentence.**  Every sentence of a paragraph, list or block quotation is followed by a
citation before the next one begins, and every row of a table holds one, except

* a question, a heading, and a bold lead-in such as "In this chapter.";
* what stands in a cell tagged ``no-facts``: instructions, exercises, notes to the reader;
* a sentence followed by ``<!-- no claim: reason -->``;
* a passage that opens with a citation, such as an entry of a list, which then stands for the whole of it.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizzes.problems import ContentError, Problem
from quizzes.text import slug
from quizzes.words import ANSWER

LINK = re.compile(r"\[(?P<label>[^\[\]]*)\]\((?P<path>[^()\s#]*)#(?P<key>(?:[a-z]-\d{3})|(?:[rt]-[a-z0-9-]+))\)")
TERM = re.compile(r"\]\((?P<path>[^()\s#]*\bglossary\.md)#(?P<key>[^()\s]+)\)")
EXCUSE = re.compile(r"<!--\s*no claim:\s*(?P<reason>.*?)\s*-->", re.DOTALL)
CITED = "\ue000{}\ue001"
INNER = re.compile(r"[.?!…][^\w\s]*\s\S")
MARKS = re.compile("((?:\\s*\ue000[^\ue001]*\ue001)+)")
NO_FACTS = "no-facts"
MADE = {"evidence", ".ipynb_checkpoints"}  # folders of pages that nobody writes
PARTING = re.compile(r"(?m)^<!-- (no-facts|facts) -->$")
QUESTION = re.compile(r"(?m)^\*([^*\n]+\?)\*$")


Cited = tuple[str, tuple[str, ...], str | None]
"""A sentence, what it cites, and its excuse."""


class Sentence(NamedTuple):
    """A sentence as printed, what it cites, and where it stands; `excuse` is the reason for citing nothing."""

    text: str
    cites: tuple[str, ...]
    excuse: str | None
    section: str
    cell: int
    line: int
    factual: bool


class Linked(NamedTuple):
    """A link to a term of the glossary, under which heading, and where it stands."""

    term: str
    path: str
    heading: str
    cell: int
    line: int


class Call(NamedTuple):
    """``quiz("warnings", "two-limits")`` in a code cell."""

    function: str
    args: tuple[str, ...]
    cell: int


class Drawn(NamedTuple):
    """``figure("family-arrests", title=…, …)`` in a code cell; `said` are the fields, `text` where they are literal."""

    name: str
    said: dict[str, str]
    sources: tuple[str, ...]
    tables: tuple[str, ...]
    cell: int


class Chapter:
    """One notebook or Markdown page under `book`, or in the folder where it stands; `ContentError` if it can't be read.

    `stem` is its place there: ``turn``, or ``teaching/turn`` for a page about that chapter; `up` leads from it to the
    book, as links do.  A Markdown page has no cells: lines ``<!-- no-facts -->`` and ``<!-- facts -->`` part it.
    """

    def __init__(self, path: Path, book: Path | None = None):
        self.path, self.stem = path, path.relative_to(book or path.parent).with_suffix("").as_posix()
        self.up = "../" * self.stem.count("/")
        try:
            self.source = path.read_text(encoding="utf-8")
            self.cells: list[dict[str, Any]] = (
                json.loads(self.source)["cells"] if path.suffix == ".ipynb" else _parts(self.source)
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            wrong = f"this is not a notebook: {error}"
            raise ContentError(
                [Problem(str(path), 1, "file", wrong, "restore it, or save it again from Jupyter")]
            ) from None

    def markdown(self) -> Iterator[tuple[int, str, bool]]:
        """Number, text, and whether it may state facts, of each Markdown cell."""
        for number, cell in enumerate(self.cells):
            if cell["cell_type"] == "markdown":
                factual = NO_FACTS not in cell["metadata"].get("tags", [])
                yield number, "".join(cell["source"]), factual

    @cached_property
    def headings(self) -> dict[str, str]:
        """Headings by their anchors."""
        lines = [line for _, text, _ in self.markdown() for line in text.splitlines()]
        titles = [line.lstrip("# ").strip() for line in lines if re.match("#{1,4} ", line)]
        return {slug(title): title for title in titles}

    @cached_property
    def sentences(self) -> list[Sentence]:
        found: list[Sentence] = []
        section = ""
        for number, text, factual in self.markdown():
            for line, heading, sentences in _read(text):
                section = slug(heading) if heading else section
                found += [Sentence(*sentence, section, number, line, factual) for sentence in sentences]
        return found

    @cached_property
    def terms(self) -> list[Linked]:
        """Links to the glossary, in order."""
        found, heading = [], ""
        for number, text, _ in self.markdown():
            for line, words in enumerate(text.splitlines(), 1):
                heading = words.lstrip("# ").strip() if re.match("#{1,4} ", words) else heading
                found += [Linked(link["key"], link["path"], heading, number, line) for link in TERM.finditer(words)]
        return found

    @cached_property
    def title(self) -> str:
        """The first heading."""
        return next(iter(self.headings.values()), self.stem)

    @cached_property
    def question(self) -> str:
        """The guiding question under the title; empty if there is none."""
        first = next((text for number, text, _ in self.markdown() if number == 0), "")
        found = QUESTION.search(first)
        return found[1] if found else ""

    @cached_property
    def calls(self) -> list[Call]:
        """Calls with literal text in the code cells, in order."""
        found = []
        for number, cell in enumerate(self.cells):
            if cell["cell_type"] != "code":
                continue
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    args = tuple(arg.value for arg in node.args if isinstance(arg, ast.Constant))
                    found.append(Call(node.func.id, args, number))
        return found

    @cached_property
    def figures(self) -> list[Drawn]:
        """The figures that the code cells draw, in order."""
        found = []
        for number, cell in enumerate(self.cells):
            if cell["cell_type"] == "code":
                nodes = list(ast.walk(ast.parse("".join(cell["source"]))))
                found += [_drawn(node, nodes, number) for node in nodes if _is_call(node, "figure")]
        return found

    def stored(self, figure: str) -> str:
        """A figure as its cell's stored output has it; empty if there is none."""
        for cell in self.cells:
            if cell.get("id") == f"figure-{figure}" and cell.get("outputs"):
                return "".join(cell["outputs"][0].get("data", {}).get("text/html", ""))
        return ""

    def line(self, cell: int, line: int = 1) -> int:
        """The line of the notebook file where line `line` of a cell's source stands: where an editor finds it."""
        if self.path.suffix != ".ipynb":
            return line
        seen, sources = -1, 0
        for number, text in enumerate(self.source.splitlines(), 1):
            if re.match(r'\s*"source":', text):
                seen += 1
                sources = number
                if seen == cell:
                    return number + (line if "[]" not in text else 0)
        return sources or 1


def _is_call(node: ast.AST, function: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function


def _literal(node: ast.AST | None) -> list[str]:
    """The texts that stand in an expression, also between what is filled in."""
    return [
        one.value
        for one in ast.walk(node or ast.Pass())
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


def _drawn(call: Any, nodes: list[ast.AST], cell: int) -> Drawn:
    fields = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    said = {field: "".join(_literal(value)) for field, value in fields.items()}
    tables = [text for node in nodes if _is_call(node, "series") for text in _literal(node)]
    name = next(iter(_literal(call.args[0] if call.args else None)), "")
    keys = fields.get("source")
    listed = keys.elts if isinstance(keys, ast.List) else []
    sources = [one.value for one in listed if isinstance(one, ast.Constant)]
    return Drawn(name, said, tuple(sources), tuple(tables), cell)


def chapters(book: Path) -> list[Chapter]:
    """The chapters and pages that everybody reads, by name: those in the book's folder itself."""
    return [Chapter(path) for path in pages(book) if path.parent == book]


def pages(book: Path) -> list[Path]:
    """The files of all pages, those for teachers and classes among them; not those that are made at each build."""
    found = [path for kind in ("*.ipynb", "*.md") for path in book.rglob(kind)]
    return sorted(path for path in found if not MADE & {*path.relative_to(book).parts[:-1]})


def notebooks(book: Path) -> list[Path]:
    """The places of all notebooks below `book`."""
    return [path.relative_to(book) for path in pages(book) if path.suffix == ".ipynb"]


def is_answer(text: str) -> bool:
    """Whether a Markdown cell opens a part that stays closed until a student opens it: ``### One answer to task 1``."""
    return text.lstrip().startswith(f"### {ANSWER}")


def _parts(text: str) -> list[dict[str, Any]]:
    """A Markdown page as cells; each begins with as many empty lines as stand before it, so that lines count."""
    cells, before, tags = [], 0, []
    for n, part in enumerate(PARTING.split(text)):
        if n % 2:
            tags = [NO_FACTS] if part == NO_FACTS else []
        else:
            cells.append({"cell_type": "markdown", "metadata": {"tags": tags}, "source": ["\n" * before + part]})
        before += part.count("\n")
    return cells


@cache
def _read(text: str) -> tuple[tuple[int, str, tuple[Cited, ...]], ...]:
    """Line, heading and sentences of each passage of a cell.  Remembered: it is slow, and cells seldom change."""
    return tuple(
        (line, prose, ()) if kind == "heading" else (line, "", tuple(_sentences(prose, kind in ("quotation", "row"))))
        for line, kind, prose in _passages(text)
    )


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _passages(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind (heading, paragraph, quotation, row) and prose of each passage; citations stand in it as marks."""
    tokens = _markdown().parse(text)
    quotation: list[str] = []
    depth, row, head, line = 0, [], False, 1
    for before, token in zip([None, *tokens], tokens, strict=False):
        line = token.map[0] + 1 if token.map else line
        match token.type:
            case "blockquote_open":
                depth += 1
            case "blockquote_close":
                depth -= 1
                if not depth:
                    yield line, "quotation", " ".join(quotation)
                    quotation = []
            case "thead_open" | "thead_close":
                head = token.type == "thead_open"
            case "tr_open":
                row = []
            case "tr_close":
                if not head:
                    yield line, "row", " · ".join(row)
            case "inline":
                prose = _prose(token)
                opener = before.type if before else ""
                if opener == "heading_open":
                    yield line, "heading", prose
                elif opener in ("td_open", "th_open"):
                    row.append(prose)
                elif depth:
                    quotation.append(prose)
                else:
                    yield line, "paragraph", prose


def _prose(token: Token) -> str:
    """The words of an inline token, with citations and excuses as marks and without a bold lead-in."""
    out: list[str] = []
    hidden, lead, href = False, False, None
    for child in token.children or ():
        match child.type:
            case "strong_open":
                lead = not "".join(out).strip()
            case "strong_close":
                if lead and "".join(out).rstrip().endswith((".", ":")):
                    out.clear()
                lead = False
            case "link_open":
                href = str(child.attrs.get("href", ""))
                link = LINK.fullmatch(f"[]({href})")
                if link:
                    hidden = True
                    out.append(CITED.format(link["key"]))
            case "link_close":
                hidden = False
            case "html_inline":
                excuse = EXCUSE.fullmatch(child.content)
                if excuse:
                    out.append(CITED.format("!" + (excuse["reason"] or "")))
            case "softbreak" | "hardbreak":
                out.append(" ")
            case _ if not hidden:
                out.append(child.content)
    return "".join(out)


def _sentences(prose: str, whole: bool) -> Iterator[Cited]:
    """Sentences of a passage with what each cites; a quotation or a row of a table is cited as a `whole`."""
    pieces = MARKS.split(prose)
    marks = [re.findall("\ue000([^\ue001]*)\ue001", piece) for piece in pieces[1::2]]
    if whole or not pieces[0].strip():
        marked = [mark for group in marks for mark in group]
        yield " ".join("".join(pieces[::2]).split()), *_marked(marked)
        return
    for n, piece in enumerate(pieces[::2]):
        said = split(piece)
        for sentence in said[:-1]:
            yield sentence, (), None
        if said:
            yield said[-1], *_marked(marks[n] if n < len(marks) else [])


def _marked(marks: list[str]) -> tuple[tuple[str, ...], str | None]:
    excuses = [mark[1:] for mark in marks if mark.startswith("!")]
    return tuple(mark for mark in marks if not mark.startswith("!")), excuses[0] if excuses else None


@cache
def _segmenter() -> Any:
    from pysbd import Segmenter  # only the checks split sentences

    return Segmenter(language="en", clean=False)


def split(text: str) -> list[str]:
    """The sentences of a text, without those that are punctuation alone."""
    text = " ".join(text.split())
    # Of cited text nearly every piece is one sentence, and where no mark stands inside it the segmenter, which is slow,
    # need not be asked.
    found = map(str.strip, _segmenter().segment(text)) if INNER.search(text) else [text]
    return [sentence for sentence in found if re.search(r"\w", sentence)]
