"""What a reader downloads: style sheets without rules that no page uses, scripts and styles without comments.

The sources stay readable; only the built site is made light, by tdewolff's minifier.  The theme's style sheet, three
quarters of which is for things that this book does not have, is parsed by tinycss2 and loses the selectors whose
classes stand in no page and no script.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import minify
import tinycss2
from sphinx.application import Sphinx
from sphinx.config import Config

from quizzes import assets
from quizzes.content import home
from quizzes.itemtypes.material import PACKED
from quizzes.learner import Shelves
from quizzes.sphinx_ext.launch import pages

CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
ADDRESS = r"""url\((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^)"']*)\)"""
PICTURE = re.compile(rf"(?:(?:-webkit-)?mask-image|content|--icon-[\w-]+):(?:var\(--icon-[\w-]+\)|{ADDRESS});?")
PROPERTY = re.compile(r"""(--[\w-]+):(?:"[^"]*"|'[^']*'|url\([^)]*\)|[^;}"'])*;?""")
SYMBOL = re.compile(r'\s*<symbol id="([^"]+)".*?</symbol>', re.DOTALL)
# What the theme says of itself, and what a browser takes for granted.
SPARE = re.compile(r'<!-- Generated with [^>]*-->\n?|(?<=<link rel="stylesheet") type="text/css"')
INDENTED = re.compile(r">\n\s+<")
NESTED = ("media", "supports")
PATTERN = re.compile(r"(^\s*|[;{}]\s*)const (?=[\[{])", re.MULTILINE)


def write_assets(app: Sphinx, config: Config) -> None:
    """Put the book's own scripts and styles where Sphinx takes static files from."""
    folder = Path(app.doctreedir) / "static"
    folder.mkdir(parents=True, exist_ok=True)
    for name in assets.PIECES:
        light = (script if name.endswith(".js") else style)(assets.text(name))
        (folder / name).write_text(light, encoding="utf-8")
    (folder / "learn").mkdir(exist_ok=True)
    for name, text in Shelves(home()).files().items():
        (folder / "learn" / name).write_text(text, encoding="utf-8")
    shutil.copy(assets.STATIC / "icon.svg", folder)
    config.html_static_path.append(str(folder))


def script(text: str) -> str:
    """A script with short names and no comments.

    The minifier joins neighbouring declarations and may put one with a pattern in front of what it uses: a statement
    between them, which does nothing, keeps them apart.
    """
    return minify.string("text/javascript", PATTERN.sub(r"\g<1>0; const ", text))


def style(text: str) -> str:
    return minify.string("text/css", text)


def lighten(app: Sphinx, exception: Exception | None) -> None:
    """Rewrite the pages and the theme's style sheet of a built site."""
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    unpack(site)
    for path in pages(site):
        path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")
    used, ours = classes(site), assets.text("book.css")
    theme = site / "_static" / "styles" / "furo.css"
    rules = without_pictures(prune(theme.read_text(encoding="utf-8"), used))
    light = style(without_spare(rules, ours))
    theme.write_text(light, encoding="utf-8")


def unpack(site: Path) -> None:
    """Pictures that stored outputs carry in themselves become files: the site is served under `default-src 'self'`."""
    for page in pages(site):
        root = "../" * (len(page.relative_to(site).parts) - 1)

        def file(found: re.Match[str], root: str = root) -> str:
            data = b64decode(found[2])
            path = Path("_static") / f"{hashlib.sha256(data).hexdigest()[:12]}.{found[1]}"
            (site / path).parent.mkdir(exist_ok=True)
            (site / path).write_bytes(data)
            return f'src="{root}{path.as_posix()}"'

        page.write_text(PACKED.sub(file, page.read_text(encoding="utf-8")), encoding="utf-8")


def page(text: str) -> str:
    """A page without the icons that it does not show, what says nothing, and indentation between its tags."""
    shown = set(re.findall(r'href="#(svg-[\w-]+)"', text))
    text = SPARE.sub("", SYMBOL.sub(lambda found: found[0] if found[1] in shown else "", text))
    return text if "<pre" in text else INDENTED.sub(">\n<", text)


def classes(site: Path) -> set[str]:
    """Every class that a page has, and every word in a script's strings, which may become one."""
    found: set[str] = set()
    for page in pages(site):
        for value in re.findall(r'\sclass="([^"]*)"', page.read_text(encoding="utf-8")):
            found.update(value.split())
    for script in (site / "_static").rglob("*.js"):
        for string in re.findall(r"""["'`]([^"'`\n]{1,80})["'`]""", script.read_text(encoding="utf-8")):
            found.update(re.findall(r"[\w-]+", string))
    return found


def prune(css: str, used: set[str]) -> str:
    """A style sheet without the selectors that ask for a class which is not among `used`."""
    return _pruned(tinycss2.parse_stylesheet(css, skip_whitespace=True), used)


def without_pictures(css: str) -> str:
    """A style sheet without its icons, which are `data:` addresses: the site is served under `default-src 'self'`."""
    return PICTURE.sub("", css)


def without_spare(css: str, other: str) -> str:
    """A style sheet without the custom properties that neither it nor the `other` asks for."""
    asked = set(re.findall(r"var\(\s*(--[\w-]+)", css + other))
    return PROPERTY.sub(lambda found: found[0] if found[1] in asked else "", css)


def _pruned(rules: Iterable[Any], used: set[str]) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if used.issuperset(CLASS.findall(_outside_not(one)))]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in NESTED:
            inner = _pruned(tinycss2.parse_rule_list(rule.content, skip_whitespace=True, skip_comments=True), used)
            kept += [f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"] if inner else []
        else:
            kept.append(tinycss2.serialize([rule]))
    return "".join(kept)


def _selectors(prelude: list[Any]) -> list[str]:
    """The selectors of a list, parted at its commas; those in brackets part nothing."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _outside_not(selector: str) -> str:
    """A selector without what it excludes or only may ask for: such a class need not be there."""
    return re.sub(r":(?:not|is|where)\([^)]*\)", "", selector)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", lighten, priority=900)
