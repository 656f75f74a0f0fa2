"""Files in XML: elements of what types say as plain data, pictures as files, and the HTML in them read strictly."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from lxml import etree

from quizzes.itemtypes.foreign import Node
from quizzes.itemtypes.material import PACKED
from quizzes.markup import VOID, Html, clean

ELEMENTS = re.compile(
    "a|b|blockquote|br|code|div|em|figcaption|figure|footer|img|li|ol|p|pre|span|strong|table|tbody|td|th|thead|tr|ul"
)
ATTRIBUTES = re.compile("alt|aria-hidden|aria-label|class|href|lang|role|scope|src|start|tabindex|title")


def element(node: Node, space: str = "", cdata: bool = False) -> Any:
    """An element of a file, in the namespace `space`; with `cdata` text with markup in it stands in CDATA."""
    made = etree.Element(f"{{{space}}}{node.name}" if space else node.name, dict(node.attributes))
    if isinstance(node.content, str):
        text = clean(node.content)
        made.text = etree.CDATA(text) if cdata and re.search("[<&]", text) else text if text or cdata else None
    else:
        made.extend([element(one, space, cdata) for one in node.content])
    return made


def serialized(root: Any) -> bytes:
    """A file as it is written."""
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return data


def parsed(data: bytes) -> Any:
    """A file as it is read again; `etree.XMLSyntaxError` if it is no well-formed XML, or cut off."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True, remove_blank_text=True))


def unlike(root: Any, schema: Path | str) -> list[str]:
    """Where a file is not as a schema in RELAX NG, a file or a text, wants it."""
    grammar = (
        etree.RelaxNG(file=str(schema))
        if isinstance(schema, Path)
        else etree.RelaxNG(etree.fromstring(schema.encode()))
    )
    return [] if grammar.validate(root) else [f"line {one.line}: {one.message}" for one in grammar.error_log]


def pictures(text: str, place: str) -> tuple[Html, Mapping[str, str]]:
    """HTML that leads to its pictures at `place`, and the pictures by their names, in Base64."""
    files: dict[str, str] = {}

    def picture(found: re.Match[str]) -> str:
        name = f"{hashlib.sha256(found[2].encode()).hexdigest()[:12]}.{found[1]}"
        files[name] = found[2]
        return f'src="{place}{name}"'

    return Html(PACKED.sub(picture, text)), files


class Reader(HTMLParser):
    """Reads a piece of HTML strictly: what is opened is closed, nothing acts or loads, and addresses lead to the web,
    to a mailbox or to files at `place`."""

    def __init__(self, text: str, place: str) -> None:
        super().__init__(convert_charrefs=True)
        self.place, self.open = place, list[str]()
        self.files: set[str] = set()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if not ELEMENTS.fullmatch(name) or not all(ATTRIBUTES.fullmatch(key) for key, _ in attributes):
            self.wrong.append(f"<{name}> or an attribute of it must not stand in it")
        for key, value in attributes:
            if key in ("href", "src") and not (value or "").startswith(("https://", "http://", "mailto:", self.place)):
                self.wrong.append(f"'{value}' leads nowhere")
            if (value or "").startswith(self.place):
                self.files.add((value or "").removeprefix(self.place))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        if name not in VOID and (not self.open or self.open.pop() != name):
            self.wrong.append(f"</{name}> closes what is not open")

    def handle_comment(self, data: str) -> None:
        self.wrong.append("there is a comment in it")

    handle_decl = handle_pi = unknown_decl = handle_comment

    def faults(self) -> list[str]:
        return [*self.wrong, *(f"<{name}> is not closed" for name in self.open)]
