"""Items for programs that read QTI: a package with a manifest, an item a file, and a test for each chapter.

Made as QTI 3.0; ``--version 2.2`` and ``--version 2.1`` are derived from that (``_qti2.py``).  Each type says what a
candidate answers with (`to_qti`); the marking follows from its scheme (``_qti_marking.py``).  Before the package is
written, each file is read again, by the rules of ``_qti_faults.py``.

https://www.imsglobal.org/spec/qti/v3p0/impl
"""

from __future__ import annotations

import argparse
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from quizzes import words
from quizzes.exports import Asked, Lost, Made, Placed, UnfitError, carry
from quizzes.exports._qti2 import THREE, VERSIONS, XML, XSI, Version, derived, renamed
from quizzes.exports._qti_expressions import ALWAYS, SHOWN, q
from quizzes.exports._qti_faults import faults
from quizzes.exports._qti_marking import marking
from quizzes.exports._qti_package import MANIFEST, MEDIA, TESTS, Packed, manifest, test
from quizzes.exports._saying import Saying, unlinked
from quizzes.exports._xml import pictures
from quizzes.exports.moodle import tags
from quizzes.itemtypes import Feedback, Item
from quizzes.itemtypes.qti import Body, name
from quizzes.markup import VOID, Html, clean, tag
from quizzes.repeatable import zipped
from quizzes.text import block, plain, shorten

FILE = THREE.file
FOLDER = f"../{MEDIA}/"  # of the pictures, as seen from an item
SAY = words.QTI3
TITLE = 120

OPEN = re.compile(rf"<({'|'.join(sorted(VOID))})\b([^>]*)>")
USELESS = ["tabindex"]  # of HTML, and nothing is lost with it
UNKNOWN = ["start", "title"]  # what QTI has not, as keys of `words.QTI3_LOST`


class Written(NamedTuple):
    """An item as QTI 3.0 with the pictures that it shows, by their paths."""

    placed: Placed
    root: Any
    pictures: dict[str, bytes]

    @property
    def packed(self) -> Packed:
        names = [etree.QName(one).localname for one in self.root.iter()]
        found = dict.fromkeys(renamed(one) for one in names if one.endswith("-interaction"))
        return Packed(self.placed, tags(self.placed), [*found], [*self.pictures])


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", choices=[*VERSIONS], default=THREE.number, help="of QTI (default: 3.0)")


def export(asked: Asked) -> Made:
    """The package: the same bytes for the same items, site and version."""
    version = VERSIONS[asked.options.get("version", THREE.number)]
    items = Items(asked, version)
    made, lost = carry(asked, items.item)
    packed = [one.packed for one in made]
    files: dict[str, bytes] = {MANIFEST: written(manifest(packed, version))}
    for _, bank in asked.banks:
        if mine := [one.placed for one in made if one.placed.bank is bank]:
            files[f"{TESTS}/{bank.chapter}.xml"] = written(derived(test(bank, mine), version)[0])
    for one, entry in zip(made, packed, strict=True):
        files |= {entry.path: written(one.root)} | one.pictures
    if wrong := faults(files, version, [one.placed.item.id for one in made]):
        raise UnfitError("\n".join(["the package has faults, and is not written:", *wrong]))
    data = zipped(files)
    tests = sum(path.startswith(f"{TESTS}/") for path in files)
    said = f"{len(made)} items and {tests} test{'s' * (tests != 1)} in QTI {version.number}, {words.size(len(data))}"
    return Made(data, said + unlinked(asked), [*lost, *items.lost], file=version.file)


def written(root: Any) -> bytes:
    """A file as it stands in the package.  Nothing is indented: in a text a space more would be seen."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return data


def named(number: str) -> str:
    """The file's name."""
    return VERSIONS[number].file


class Items(Saying):
    """Makes items, and gathers what QTI can't carry."""

    words = SAY

    def __init__(self, asked: Asked, version: Version):
        super().__init__(asked)
        self.version = version

    def item(self, placed: Placed) -> Written:
        item, kind = placed.item, placed.item.type  # type: ignore[attr-defined]
        told: list[Feedback] = []

        def say(feedback: Feedback) -> Html:
            told.append(feedback)
            return self.said(feedback)

        body = item.to_qti(say)
        marked = marking(item, body)
        said = {key: _titled(self._title(item, one), self.said(one)) for key, one in marked.feedback.items()}
        said[ALWAYS] = _titled(SAY["reason"], self.general(placed, [*told, *marked.feedback.values()]))
        inner = [
            marked.responses,
            marked.outcomes,
            q("item-body", self.material(placed.listed), *self._rubrics(placed, body), body.html),
            marked.processing,
            *(_modal(key, content) for key, content in said.items()),
        ]
        root, pictures = read(self.linked(Html("\n").join(inner), placed))
        root.attrib.update(
            {
                f"{{{XML}}}lang": words.LANGUAGE,
                "identifier": name(item.id),
                "title": clean(shorten(plain(item.stem), TITLE)),
                "adaptive": "false",
                "time-dependent": "false",
            }
        )
        unknown = tidied(root)
        root, less = derived(root, self.version)
        root.set(f"{{{XSI}}}schemaLocation", f"{self.version.space} {self.version.schema}")
        keys = [*body.lost, *(["hints"] if item.hints else []), *unknown, *less]
        self.lost += [Lost(item.id, kind, *words.QTI3_LOST[key]) for key in keys]
        return Written(placed, root, pictures)

    def _rubrics(self, placed: Placed, body: Body) -> Iterator[Html]:
        """What scorers and tutors see, and candidates do not."""
        if body.scorers:
            yield q("rubric-block", q("content-body", body.scorers), use="scoring", view="scorer")
        if placed.item.hints:
            hints = tag("ul", [tag("li", block(hint)) for hint in placed.item.hints])
            content = q("content-body", tag("p", tag("b", SAY["hints"])), hints)
            yield q("rubric-block", content, use="instructions", view="scorer tutor")

    def _title(self, item: Item, feedback: Feedback) -> str:
        """What a message is about: of a text with gaps, the gap too."""
        other = "other" in feedback.values
        title = words.FACE["otherwise"] if other else self.label(feedback)
        gaps = [*item.scheme().get("schemes", ())]
        if feedback.part not in gaps:
            return title
        return f"{words.PAGE['gap'].format(n=gaps.index(feedback.part) + 1, of=len(gaps))}: {title}"


def _titled(title: str, content: Html) -> Html:
    """With a title in it: not all players show that of an element."""
    return Html("").join([tag("p", tag("b", title)), content])


def _modal(key: str, content: Html) -> Html:
    inner = q("content-body", content)
    return q("modal-feedback", inner, outcome_identifier=key, identifier=SHOWN, show_hide="show")


def read(text: str) -> tuple[Any, dict[str, bytes]]:
    """An item's elements, read strictly, and its pictures as files of their own."""
    text, found = pictures(text, FOLDER)
    closed = OPEN.sub(r"<\1\2/>", text)
    text = f'<qti-assessment-item xmlns="{THREE.space}" xmlns:xsi="{XSI}">\n{closed}\n</qti-assessment-item>'
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, huge_tree=True))
    for child in root:  # a line for each step, but not where a space would be seen
        if not etree.QName(child).localname.endswith(("-body", "-feedback")):
            etree.indent(child, level=1)
        child.tail = "\n"
    return root, {f"{MEDIA}/{name}": b64decode(data) for name, data in found.items()}


def tidied(root: Any) -> list[str]:
    """Take out attributes of HTML that QTI does not know; what is lost with them, as keys."""
    lost = []
    for element in root.iter():
        if not etree.QName(element).localname.startswith("qti-"):
            for key in (*USELESS, *UNKNOWN):
                if element.attrib.pop(key, None) is not None and key in UNKNOWN:
                    lost.append(key)
    return [*dict.fromkeys(lost)]
