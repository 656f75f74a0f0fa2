"""YAML files as plain data that remembers its lines.

Read without surprises: only whole numbers, decimals, true, false and null have a type; ``2018-04-06`` and
``no`` stay text.  ruamel.yaml parses it anywhere, in a browser too (Pyodide); where PyYAML's C parser is
installed, as beside every Jupyter, it is asked first, since it is some fifteen times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from quizzes.problems import ContentError, Problem, did_you_mean

Path_ = tuple[str | int, ...]

SCALARS = [
    (re.compile(r"~|null|"), lambda text: None),
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?[0-9]*\.[0-9]+"), float),
]


class Document:
    """One YAML file: its `data`, and the `line` where each part of it stands."""

    def __init__(self, path: Path, name: str | None = None):
        self.path = path
        self.name = name or str(path)
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []
        self.data = self._read()
        if self.problems:
            raise ContentError(self.problems)

    def _read(self) -> Any:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ContentError(
                [Problem(self.name, 1, "file", "there is no such file", "check its name, or write the file")]
            ) from None
        except UnicodeDecodeError as error:
            wrong = f"byte {error.start} is not UTF-8 text"
            raise ContentError([Problem(self.name, 1, "file", wrong, "save the file as UTF-8")]) from None
        try:
            node = compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = f"column {mark.column + 1}" if mark else "file"
            wrong = " ".join(f"this is not YAML: {error.problem or error.context}".split())
            write = "check the indentation, and put text with ': ' or '#' or quotes in it in quotes"
            raise ContentError([Problem(self.name, mark.line + 1 if mark else 1, where, wrong, write)]) from None
        except YAMLError as error:
            wrong = " ".join(f"this is not YAML: {error}".split())
            write = "take out the character that YAML does not allow"
            raise ContentError([Problem(self.name, 1, "file", wrong, write)]) from None
        return None if node is None else self._build(node, ())

    def _build(self, node: Any, path: Path_) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if node.id == "mapping":
            return dict(self._pairs(node, path))
        if node.id == "sequence":
            return [self._build(child, (*path, n)) for n, child in enumerate(node.value)]
        return node.value if node.style else _scalar(node.value)

    def _pairs(self, node: Any, path: Path_) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = key_node.value if key_node.id == "scalar" else "?"
            if key in seen:
                line = key_node.start_mark.line + 1
                self.problem((*path, key), f"the field '{key}' stands twice here", "keep one of them", line)
            seen.add(key)
            yield key, self._build(value_node, (*path, key))
            self.lines[(*path, key)] = key_node.start_mark.line + 1

    def problem(self, path: Path_, wrong: str, write: str, line: int | None = None) -> None:
        self.problems.append(self.at(path, wrong, write, line))

    def at(self, path: Path_, wrong: str, write: str, line: int | None = None) -> Problem:
        """A `Problem` at `path` in this file; records are named by their id, not their number."""
        return Problem(self.name, line or self.line(path), self.place(path), wrong, write)

    def line(self, path: Path_) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def place(self, path: Path_) -> str:
        """``items two-limits > options > capacity > text`` for ('items', 3, 'options', 0, 'text')."""
        words: list[str] = []
        value = self.data if hasattr(self, "data") else None
        for step in path:
            try:
                value = value[step]
            except (TypeError, KeyError, IndexError):
                value = None
            named = isinstance(step, int) and isinstance(value, dict) and value.get("id")
            words.append(str(named or (f"no. {step + 1}" if isinstance(step, int) else step)))
        return " > ".join(words) or "file"


def compose(text: str) -> Any:
    """The text's tree of nodes; what the fast parser refuses, ruamel.yaml explains."""
    try:
        import yaml

        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except Exception:  # not installed, without its C part, or at odds with the text
        return YAML(typ="safe", pure=True).compose(text)


def _scalar(text: str) -> Any:
    """A word without quotes, as the type that it looks like."""
    return next((make(text) for pattern, make in SCALARS if pattern.fullmatch(text)), text)


def validate(document: Document, kind: Any) -> Any:
    """The document's data as `kind` (a model, or a list of models).

    Raises `ContentError` with one problem for each fault that pydantic finds.
    """
    try:
        return TypeAdapter(kind).validate_python(document.data)
    except ValidationError as error:
        raise ContentError(problem for fault in error.errors() for problem in _problems(document, fault)) from None


def _problems(document: Document, fault: dict[str, Any]) -> Iterator[Problem]:
    error = fault.get("ctx", {}).get("error")
    if not isinstance(error, ValueError):
        yield _explain(document, fault)
        return
    path = _real_path(document.data, fault["loc"], named=False)
    for place, text in getattr(error, "faults", [((), str(error))]):
        wrong, _, write = text.partition("; ")
        yield document.at((*path, *place), wrong, write or "correct it")


def _explain(document: Document, fault: dict[str, Any]) -> Problem:
    path = _real_path(document.data, fault["loc"], fault["type"] in ("missing", "extra_forbidden"))
    name, kind, context = str(fault["loc"][-1]) if fault["loc"] else "file", fault["type"], fault.get("ctx", {})
    got = repr(fault.get("input"))
    got = got if len(got) <= 60 else got[:57] + "..."
    if kind == "missing":
        return document.at(path, f"the field '{name}' is missing", f"add '{name}: ...'")
    if kind == "extra_forbidden":
        return document.at(path, f"unknown field '{name}'", did_you_mean(name, _fields(), "take it out"))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tags = [tag.strip(" '") for tag in str(context.get("expected_tags", "")).split(",") if tag.strip()]
        wrong = f"unknown item type '{context.get('tag')}'" if "tag" in context else "the field 'type' is missing"
        return document.at((*path, "type"), wrong, f"write one of: {', '.join(tags) or 'a known type'}")
    if kind == "literal_error":
        return document.at(path, f"{got} is not allowed here", f"write {context['expected']}")
    if kind == "string_pattern_mismatch":
        return document.at(
            path, f"{got} is not an id", "write small letters, digits and single hyphens, as in 'two-limits'"
        )
    if kind in ("string_type", "string_too_short"):
        return document.at(path, f"this must be text, not {got}", "write text; numbers and true/false need quotes")
    return document.at(path, f"{fault['msg'].lower().rstrip('.')}, but it is {got}", "correct it")


def _real_path(data: Any, loc: tuple[str | int, ...], named: bool) -> Path_:
    """Pydantic's location without the steps that only name a branch of a union.

    `named` keeps the last step although nothing stands there: a missing or unknown field.
    """
    path: list[str | int] = []
    for n, step in enumerate(loc):
        exists = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        )
        if exists:
            data = data[step]
            path.append(step)
        elif n == len(loc) - 1 and named:
            path.append(step)
    return tuple(path)


def _fields() -> list[str]:
    """The names of all fields that any record of the package knows: enough for a 'did you mean'."""
    fields = (field for model in _models(BaseModel) for field in model.model_fields.items())
    return sorted({field.alias or name for name, field in fields})


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("quizzes"):
            yield model
        yield from _models(model)
