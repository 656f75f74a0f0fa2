"""Weighs a chapter beside the same chapter in stock Jupyter Book with jupyterquiz.

Run by `make bench`. Both pages are served from this machine and opened in Chromium with an empty
cache; what the server hands out is added up, as it is and gzipped: on the first load, and until the
end of the chapter was reached (our scripts of quiz and timeline wait until a reader comes near). Other hosts
are refused, so what they would send is counted as requests and not as bytes: the peer's real
weight is higher than what is printed here.

The peer gets the chapter's text and the items that jupyterquiz can carry. It has no timeline, no
matching and no ordering, and these are simply left out of its page.
"""

import gzip
import json
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import rmtree, which
from urllib.parse import urlsplit

import nbformat
from playwright.sync_api import sync_playwright
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
WORK = ROOT / "_build" / "bench"
CHAPTER = "warnings"
PEER = ["jupyter-book==1.0.4.post1", "jupyterquiz==2.9.6.4"]
QUIZ_CALL = re.compile(r'^quiz\("(?P<chapter>[\w-]+)"(?:, *"(?P<item>[\w-]+)")?\)', re.MULTILINE)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# ---- the peer's book


def peer_book(folder):
    """Write the chapter as an author of stock Jupyter Book would, and build it."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    chapter = nbformat.read(ROOT / "book" / f"{CHAPTER}.ipynb", as_version=4)
    bank = YAML(typ="safe").load(ROOT / "quizzes" / "bank" / f"{CHAPTER}.yaml")
    targets, cells = set(), []
    for cell in chapter.cells:
        if cell.cell_type == "markdown":
            cells.append(nbformat.v4.new_markdown_cell(with_plain_links(cell.source, targets)))
        else:
            first = not (folder / "quizzes").exists()
            cells += peer_quizzes(cell.source, bank, folder, first)
    nbformat.write(peer_notebook(cells), folder / f"{CHAPTER}.ipynb")
    evidence = [f"({target})=\n## {target}\n\nThe evidence.\n\n" for target in sorted(targets)]
    (folder / "evidence.md").write_text("# Evidence\n\n" + "".join(evidence), encoding="utf-8")
    (folder / "_toc.yml").write_text(
        f"format: jb-book\nroot: {CHAPTER}\nchapters: [{{file: evidence}}]\n", encoding="utf-8"
    )
    (folder / "_config.yml").write_text(
        "title: The same chapter\nexecute: {execute_notebooks: force}\n", encoding="utf-8"
    )
    run(peer_bin() / "jupyter-book", "build", folder, "--quiet")
    return folder / "_build" / "html"


def with_plain_links(markdown, targets):
    """Our citations, as the links that they are in Markdown, to one page of evidence."""
    citation = r"\[(?P<text>[^\]]*)\]\((?:evidence/[\w-]+\.md)?#(?P<target>[\w-]+)\)"

    def link(match):
        targets.add(match["target"])
        return f"[{match['text'] or match['target']}](evidence.md#{match['target']})"

    return re.sub(citation, link, markdown)


def peer_notebook(cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def peer_quizzes(source, bank, folder, first):
    """One cell for each quiz that stands in this cell, and its questions in a file beside."""
    cells = []
    for call in QUIZ_CALL.finditer(source):
        names = [call["item"]] if call["item"] else bank["quiz"]
        items = [item for item in bank["items"] if item["id"] in names]
        questions = [question for question in map(peer_question, items) if question]
        if not questions:
            continue
        file = folder / "quizzes" / f"{call['item'] or 'chapter'}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(questions), encoding="utf-8")
        # The script once a page, as the peer allows: kinder than its default of once a quiz.
        code = f"display_quiz('quizzes/{file.name}', load_js={first})"
        code = f"from jupyterquiz import display_quiz\n{code}"
        cells.append(nbformat.v4.new_code_cell(code, metadata={"tags": ["remove-input"]}))
        first = False
    return cells


def peer_question(item):
    """An item in the peer's JSON, or None where it has no such type."""
    convert = {
        "single-choice": ("multiple_choice", option_answers),
        "multiple-choice": ("many_choice", option_answers),
        "true-false": ("multiple_choice", truth_answers),
        "short-text": ("string", text_answers),
    }
    if item["type"] not in convert:
        return None
    kind, answers = convert[item["type"]]
    return {"question": item["stem"], "type": kind, "answers": answers(item)}


def option_answers(item):
    return [
        {
            "answer": option["text"],
            "correct": bool(option.get("key")),
            "feedback": option["feedback"],
        }
        for option in item["options"]
    ]


def truth_answers(item):
    # YAML reads an unquoted true as a truth value, and the bank may hold either.
    feedback = {str(value).lower(): text for value, text in item["feedback"].items()}
    return [
        {
            "answer": value.title(),
            "correct": str(item["answer"]).lower() == value,
            "feedback": feedback[value],
        }
        for value in ("true", "false")
    ]


def text_answers(item):
    right = [{"answer": text, "correct": True, "feedback": item["feedback"]} for text in item["accepted"]]
    return [*right, {"type": "default", "feedback": item["otherwise"]}]


def peer_bin():
    """The peer lives in an environment of its own, so that nothing of it gets into ours."""
    venv = WORK / "venv"
    stamp = venv / "installed"
    if not stamp.is_file() or stamp.read_text() != str(PEER):
        print("Installing the peer ...", flush=True)
        run(sys.executable, "-m", "venv", "--clear", venv)
        pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet"]
        run(*pip, "--constraint", ROOT / "constraints.txt", *PEER)
        stamp.write_text(str(PEER))
    return venv / "bin"


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")


# ---- the scales


@dataclass
class Load:
    """What one first load asked for."""

    files: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    outside: list = field(default_factory=list)

    @property
    def requests(self):
        return len(self.files) + len(self.missing) + len(self.outside)

    @property
    def raw(self):
        return sum(file.stat().st_size for file in self.files)

    @property
    def gzipped(self):
        return sum(map(gzipped_size, self.files))


def gzipped_size(file):
    """What is compressed already (a font, a picture) is sent as it is."""
    content = file.read_bytes()
    return min(len(content), len(gzip.compress(content)))


# A screen further down; false at the end.
DOWN = """async () => {
  const before = scrollY;
  scrollBy({ top: innerHeight, behavior: 'instant' });
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
  return scrollY > before;
}"""


def weigh(browser, folder, page, read=False):
    """Open `page` of the site in `folder` with nothing cached, perhaps `read` it to its end; note what is asked for."""
    load = Load()

    class Scale(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            file = Path(self.translate_path(self.path))
            if file.is_file():
                load.files.append(file)
            else:
                load.missing.append(self.path)
            super().do_GET()

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Scale, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()

        def only_here(route):
            if urlsplit(route.request.url).hostname == "127.0.0.1":
                return route.continue_()
            load.outside.append(route.request.url)
            return route.abort()

        context.route("http*://**/*", only_here)
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
        while read and tab.evaluate(DOWN):
            tab.wait_for_load_state("networkidle")
        context.close()
        server.shutdown()
    load.files.sort()
    return load


def report(ours, peer):
    rows = [("", "ours", "peer", "ratio")]
    for label, name in [("bytes", "raw"), ("bytes gzipped", "gzipped"), ("requests", "requests")]:
        a, b = getattr(ours, name), getattr(peer, name)
        rows.append((label, f"{a:,}", f"{b:,}", f"{b / a:.1f}"))
    rows.append(("requests to other hosts", str(len(ours.outside)), str(len(peer.outside)), ""))
    for label, a, b, ratio in rows:
        print(f"{label:<26}{a:>12}{b:>12}{ratio:>8}")
    for who, load in (("ours", ours), ("peer", peer)):
        for url in [*load.outside, *load.missing]:
            print(f"  {who}: not had here: {url}")


def main():
    site = ROOT / "_build" / "html"
    page = f"book/{CHAPTER}.html"
    if not (site / page).is_file():
        sys.exit(f"{site / page} is not there. To build it: make site")
    peer = peer_book(WORK / "peer")
    path = next(filter(None, map(which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for title, read in (("First load", False), ("Read to its end", True)):
            ours = weigh(browser, site, page, read)
            theirs = weigh(browser, peer, f"{CHAPTER}.html", read)
            print(f"{title}: the chapter {CHAPTER!r}, nothing cached. Peer: {', '.join(PEER)}\n")
            report(ours, theirs)
            print()
        browser.close()


if __name__ == "__main__":
    main()
