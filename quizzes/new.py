"""``python -m quizzes new KIND [ID]``: an example to start from, printed or put where it belongs.

An item type's example is its own (`Item.example`); events, claims and sources have theirs here.  A file that is added
to keeps every character that it had: the new lines go between the old ones, which are never written anew.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from quizzes.claims import Claim, Evidence
from quizzes.content import Content
from quizzes.events import Event, Timeline
from quizzes.forms import Bank
from quizzes.itemtypes import TYPES
from quizzes.problems import ContentError, Problem, did_you_mean
from quizzes.sources import Source
from quizzes.yamlfile import Document, Path_, compose, validate

EVENT = """\
id: what-happened             # words with hyphens, unique in this timeline, and never changed later
date: '2018-04-06'            # EDTF: 2018-04-06, 2018-04, 2018-04~ (about), 2018-05-05/2018-06-20 (from, to)
headline: Attorney General Sessions told prosecutors along the border to take every case, as far as practicable.
claims: [v-021]               # what it rests on
actors: [jeff-sessions]       # ids from people.yaml and agencies.yaml
theme: decision               # trial, warning, decision, execution, public-statement, report, court or answer
"""

CLAIM = """\
id: v-000                     # a letter and three digits, unused, and never changed later
claim: The inspector general found that …   # one thing that somebody found, said or did, in your own words
date: '2021-01-14'            # EDTF, or null where there is no single date
theme: warnings               # origin, implementation, warnings or aftermath
actors: [doj-oig]             # ids from people.yaml and agencies.yaml
status: verified              # read in the source itself; secondary: in another that reports it
sources: ['doj-oig-21-028[p. 14]']   # a source's id, and the place in brackets
"""

SOURCE = """\
id: outlet-2018-04-20         # who and when, with hyphens, and never changed later
label: Outlet 2018            # what a citation says: a body or outlet and a year
csl:                          # in Zotero's words: export as "CSL JSON" and take the fields over
  type: article-newspaper
  title: The title of the document
  author:
    - family: Doe
      given: Jane
  container-title: The Outlet
  issued: '2018-04-20'
  URL: https://example.org/2018/04/20/title
read:                         # how much of it was read, honestly
  how: in part                # full text, in part, or as cited elsewhere
  extent: the first ten paragraphs
"""


class Kind(NamedTuple):
    """Something that can be begun: its example, its model, and the folder and the place of the list it goes into."""

    example: str
    model: Any
    folder: str
    place: Path_
    file: Any = None


def kinds() -> dict[str, Kind]:
    """All kinds by name: the item types, and the records that stand in files of their own."""
    items = {name: Kind(model.example, model, "bank", ("items",), Bank) for name, model in TYPES.items()}
    return items | {
        "event": Kind(EVENT, Event, "timelines", ("events",), Timeline),
        "claim": Kind(CLAIM, Claim, "evidence/claims", (), list[Claim]),
        "source": Kind(SOURCE, Source, "evidence/sources", (), list[Source]),
    }


def find(name: str) -> Kind:
    """The kind of this name; `KeyError` names the likely slip."""
    known = kinds()
    if name not in known:
        raise KeyError(f"there is no '{name}' to begin; {did_you_mean(name, known, 'choose ' + ', '.join(known))}")
    return known[name]


def entry(kind: Kind, key: str | None = None) -> str:
    """The example as an entry of a list, with `key` as its id."""
    text = kind.example if key is None else _set(kind.example, "id", key)
    return "- " + "\n  ".join(text.rstrip().splitlines()) + "\n"


def add(content: Content, kind: Kind, name: str, key: str | None = None) -> str:
    """Put an example into the file `name` of its folder; an item is listed under ``quiz``, too.

    Returns where it stands, as ``file:line: id``.  Raises `ContentError` if the file has faults, and
    `KeyError` if there is no such file or the id is taken; then nothing is written.
    """
    path, file = content.root / kind.folder / f"{name}.yaml", f"{content.root.name}/{kind.folder}/{name}.yaml"
    if not path.exists():
        there = sorted(one.stem for one in path.parent.glob("*.yaml"))
        raise KeyError(f"there is no {file}; {did_you_mean(name, there, 'choose ' + ', '.join(there))}")
    document = Document(path, file)
    validate(document, kind.file)
    example, key = _fitted(content, kind, document.data, key)
    text = insert(path.read_bytes().decode("utf-8"), kind.place, example)
    if kind.folder == "bank":
        text = insert(text, ("quiz",), key)
    line = _prove(text, document, kind, key)
    path.write_bytes(text.encode("utf-8"))
    return f"{file}:{line}: {key}"


def insert(text: str, place: Path_, entry: str) -> str:
    """`text` with `entry` at the end of the list at `place`; not one character of it is lost."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    node = compose(text)
    for step in place:
        node = next(value for key, value in node.value if key.value == step)
    if node.flow_style:
        last = node.value[-1].end_mark.index if node.value else node.start_mark.index + 1
        joined = f", {entry}" if node.value else entry
        return mark + text[:last] + joined + text[last:]
    end = "\r\n" if "\r\n" in text else "\n"
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    lines = lines[:-1] if lines[-1] == "" else lines
    indent, first = node.start_mark.column, node.value[-1].start_mark.line
    after = _after(lines, indent, max(_last(node.value[-1]), first + 1))
    gap = end if "\n" in entry and first and not lines[first - 1].strip() else ""
    new = [" " * indent * bool(line) + line + end for line in _dashed(entry).splitlines()]
    before = "".join(lines[:after])
    before += "" if before.endswith(("\n", "\r")) else end
    spaced = before if before.endswith((end + end, "\n\n")) else before + gap
    rest = "".join(lines[after:])
    return mark + spaced + "".join(new) + (gap if rest.strip() else "") + rest


def _dashed(entry: str) -> str:
    return entry if entry.startswith("- ") else f"- {entry}"


def _last(node: Any) -> int:
    """The number of the line behind the last one on which something of `node` stands."""
    if isinstance(node.value, str) or not node.value or node.flow_style:
        return node.end_mark.line + bool(node.end_mark.column)
    child = node.value[-1]
    return _last(child[1] if isinstance(child, tuple) else child)


def _after(lines: list[str], indent: int, line: int) -> int:
    """Where the next entry may stand: behind the remarks that belong to the last one, and before empty lines."""
    while line and not lines[line - 1].strip():
        line -= 1
    while line < len(lines) and re.match(rf" {{{indent + 1},}}#", lines[line]):
        line += 1
    return line


def _fitted(content: Content, kind: Kind, data: Any, key: str | None) -> tuple[str, str]:
    """The example with an id that is free, and an item's objective from the bank that it goes into."""
    taken = _taken(content, kind)
    key = key or (_next(content.evidence) if kind.model is Claim else _own(kind.example))
    if key in taken:
        raise KeyError(f"the id '{key}' is taken; give another one")
    example = _set(kind.example, "id", key)
    if kind.folder == "bank":
        example = re.sub(
            r"(?m)^(\s*)objective: understand\b", rf"\1objective: {next(iter(data['objectives']))}", example
        )
        for inner in set(re.findall(r"(?m)^  - id: (\S+)", example)) & taken:  # the items of a source set
            example = example.replace(f"- id: {inner}", f"- id: {key}-{inner}")
    return "- " + "\n  ".join(example.rstrip().splitlines()) + "\n", key


def _taken(content: Content, kind: Kind) -> set[str]:
    """Ids that stand in some file of the folder already."""
    found: set[str] = set()
    for path in (content.root / kind.folder).glob("*.yaml"):
        for record in _at(Document(path).data, kind.place) or ():
            found |= {one["id"] for one in (record, *record.get("items", ()))}
    return found


def _next(evidence: Evidence) -> str:
    """An unused id for a claim."""
    return f"v-{max((int(key[2:]) for key in evidence.claims if key.startswith('v-')), default=0) + 1:03}"


def _own(example: str) -> str:
    return re.search(r"(?m)^id: (\S+)", example)[1]  # type: ignore[index]


def _set(example: str, field: str, value: str) -> str:
    return re.sub(rf"(?m)^{field}: \S+", f"{field}: {value}", example, count=1)


def _at(data: Any, place: Path_) -> Any:
    for step in place:
        data = data[step]
    return data


def _prove(text: str, document: Document, kind: Kind, key: str) -> int:
    """The line of the new entry; `ContentError` unless `text` holds what the file held, the entry, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / document.path.name
        path.write_bytes(text.encode("utf-8"))
        new = Document(path, document.name)
    validate(new, kind.file)
    records = _at(new.data, kind.place)
    added = records.pop()
    if kind.folder == "bank":
        new.data["quiz"].remove(key)
    if added["id"] != key or new.data != document.data:
        wrong = "the list is written in a way that nothing can be added to by itself"
        raise ContentError([Problem(document.name, 1, "file", wrong, "add the example by hand")])
    return new.line((*kind.place, len(records)))
