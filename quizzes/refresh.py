"""Bring chapters up to date with the data: links, then outputs.

A chapter is stored as it was run, so that a page needs no kernel and nbval can compare.  What is stored is
normalised: HTML and plain text alone, no widget that a kernel would have to own, nothing that differs between
machines or days.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from quizzes.chapters import LINK, Chapter, is_answer
from quizzes.claims import Evidence

KEPT = ("text/html", "text/plain")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def refresh(path: Path, evidence: Evidence, book: Path | None = None) -> bool:
    """Rewrite the page at `path`, below `book` or in the folder where it stands; True if it changed.

    Links to claims and readings get the page and the words that belong to them; code cells are run in a fresh
    kernel and their outputs normalised.  A cell that raises stops it, and the file stays as it was.
    """
    page = Chapter(path, book)  # says what is wrong with a file that is no page
    before = page.source
    if path.suffix == ".md":
        after = relink(before, evidence, page.up)
        return _write(path, before, after)
    notebook = nbformat.reads(before, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = relink(cell.source, evidence, page.up)
    quiet = ["--Application.log_level=ERROR"]  # a kernel of one machine need not warn of its sockets
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=120,
        store_widget_state=False,
        coalesce_streams=True,  # what is printed comes in pieces, which depend on the moment
        extra_arguments=quiet,
    )
    client.execute(cwd=str(path.parent))
    normalise(notebook)
    after = nbformat.writes(notebook) + "\n"
    return _write(path, before, after)


def _write(path: Path, before: str, after: str) -> bool:
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def relink(markdown: str, evidence: Evidence, up: str = "") -> str:
    """Markdown whose citations carry the label and page of their claim; unknown ids stay for the check to name.

    `up` leads from the page to the book's folder: ``../`` for one in a folder of that.
    """

    def link(found: Any) -> str:
        key = found["key"]
        return f"[{evidence.label(key)}]({up}{evidence.page(key)}.md#{key})" if key in evidence else found[0]

    return LINK.sub(link, markdown)


def normalise(notebook: nbformat.NotebookNode) -> None:
    """Take out of a run notebook what says when, where or by which kernel it was run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for number, cell in enumerate(notebook.cells):
        if not cell.id.startswith("figure-"):  # an author's own: the figure's place
            cell.id = f"cell-{number:02}"
        tags = cell.metadata.get("tags")
        kept = {"tags": tags} if tags else {}
        if cell.cell_type == "markdown" and is_answer(cell.source):
            kept["jp-MarkdownHeadingCollapsed"] = True  # JupyterLab shows the heading alone until a student opens it
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [_output(output, count) for output in cell.outputs]


def _output(output: Any, count: int) -> Any:
    if "data" in output:
        output.data = {mime: text for mime, text in output.data.items() if mime in KEPT}
        output.metadata = {}
    if output.output_type == "execute_result":
        output.execution_count = count
    return output
