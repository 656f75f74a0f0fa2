"""Claims and what stands around them: people, agencies, terms, readings, excerpts, series.

All of it is data under ``evidence/``; a claim's file names its page: ``claims/warnings.yaml`` becomes
``evidence/warnings.html``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Generic, Literal, NamedTuple, TypeVar

from pydantic import Field

from quizzes.dates import Edtf
from quizzes.problems import ContentError, Problem, did_you_mean
from quizzes.record import ClaimId, Id, Record, Text
from quizzes.sources import Citation, Cites, Source, cite
from quizzes.yamlfile import Document, validate

MENTION = re.compile(r"\b[svga]-\d{3}\b")

Status = Literal["article", "verified", "secondary"]
Theme = Literal["origin", "implementation", "warnings", "aftermath"]


class Quote(Record):
    """Words of the source, verbatim: 30 at most, of a named public person or a document of government."""

    text: Text
    speaker: Text


class Claim(Record):
    """One thing that somebody found, said, did or claimed, and where that stands.

    `status` says how it was read: ``article`` in the Washington Post article of 14 January 2021, ``verified`` in a
    copy of the source itself, ``secondary`` in another source that reports or quotes it.
    """

    id: ClaimId
    claim: Text
    date: Edtf | None
    theme: Theme
    actors: list[Id] = []
    status: Status
    sources: Annotated[list[Cites], Field(min_length=1)]
    support: Text | None = Field(None, description="which part of which source, where the brackets can't say it")
    quote: Quote | None = None
    quote_check: Text | None = Field(None, description="why the quotation is not in the source's excerpt")
    disagreement: Text | None = None

    @property
    def citations(self) -> list[Citation]:
        return [cite(text) for text in self.sources]


class Person(Record):
    """A person by the role of the time; private persons are paraphrased, never quoted."""

    id: Id
    name: Text
    role: Text
    note: Text | None = None
    private: bool = False
    office_2018: Id | None = Field(None, description="the agency where they held office in spring 2018")
    sources: list[Cites] = []
    status: Status | None = None


class Agency(Record):
    """An agency, court, outlet, organization or group."""

    id: Id
    name: Text
    abbreviation: Text | None = None
    role: Text
    part_of: Id | None = Field(None, description="the agency that it is a part of")
    sources: list[Cites] = []
    note: Text | None = None


class Term(Record):
    """A glossary entry."""

    id: Id
    term: Text
    definition: Text
    sources: list[Cites] = []
    note: Text | None = None


class Reading(Record):
    """Something to read, watch or teach with; `read` says how little of it was read here."""

    id: Id
    type: Text
    leans: Literal["critical", "enforcement", "reporting"] = Field(
        description="critical of the policy, or close to the families; for enforcement, or for the policy; reporting"
    )
    audience: Literal["class", "older-students", "teachers"] | None = Field(
        None, description="for whom it is, where `about` or `care` says so"
    )
    title: Text
    author: Text | None = None
    year: Text | None = None
    publisher: Text | None = None
    about: Text
    standpoint: Text | None = None
    care: Text | None = None
    read: Text | None = None
    url: Text | None = None

    @property
    def kind(self) -> str:
        """What its id says: book, art (an article), film, pod (a podcast) or lesson."""
        first, second, *_ = self.id.split("-")
        return "lesson" if first == "t" else second

    @property
    def label(self) -> str:
        parts = [self.author, f"“{self.title}”" if "article" in self.type else self.title]
        return ", ".join(part for part in parts if part) + (f" ({self.year})" if self.year else "")


class Excerpt(NamedTuple):
    """A verbatim passage of a government document: `about` is its first line, `text` the rest."""

    about: str
    text: str


class Where(NamedTuple):
    """The file and the line in it where a record stands."""

    document: Document
    index: int

    @property
    def page(self) -> str:
        return self.document.path.stem

    def problem(self, field: tuple[str | int, ...], wrong: str, write: str) -> Problem:
        return self.document.at((self.index, *field), wrong, write)


R = TypeVar("R", Source, Claim, Person, Agency, Term, Reading)


class Table(dict[str, R], Generic[R]):
    """Records by id, read from one YAML file or a folder of them, with where each one stands."""

    def __init__(self, kind: type[R], paths: Iterable[Path], root: Path):
        super().__init__()
        self.where: dict[str, Where] = {}
        self.problems: list[Problem] = []
        for path in paths:
            try:
                self._read(kind, Document(path, str(path.relative_to(root.parent))))
            except ContentError as error:
                self.problems += error.problems

    def _read(self, kind: type[R], document: Document) -> None:
        for index, record in enumerate(validate(document, list[kind])):
            if record.id in self.where:
                first = self.where[record.id]
                there = f"{first.document.name}:{first.document.line((first.index,))}"
                wrong = f"the id '{record.id}' is taken already, at {there}"
                self.problems.append(document.at((index, "id"), wrong, "give one of the two another id"))
                continue
            self[record.id] = record
            self.where[record.id] = Where(document, index)


class Evidence:
    """Everything under ``evidence/``, read when it is first asked for.

    Reading never raises: `problems` holds what could not be used, and a record that is asked for in vain does.
    """

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / "evidence"

    def _table(self, kind: type[R], name: str) -> Table[R]:
        folder = self.folder / name
        paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else [folder.with_suffix(".yaml")]
        return Table(kind, paths, self.root)

    @cached_property
    def claims(self) -> Table[Claim]:
        return self._table(Claim, "claims")

    @cached_property
    def sources(self) -> Table[Source]:
        return self._table(Source, "sources")

    @cached_property
    def people(self) -> Table[Person]:
        return self._table(Person, "people")

    @cached_property
    def agencies(self) -> Table[Agency]:
        return self._table(Agency, "agencies")

    @cached_property
    def terms(self) -> Table[Term]:
        return self._table(Term, "glossary")

    @cached_property
    def readings(self) -> Table[Reading]:
        return self._table(Reading, "reading")

    @cached_property
    def excerpts(self) -> dict[str, Excerpt]:
        """Passages by the id of their source."""
        found = {}
        for path in sorted((self.folder / "excerpts").glob("*.txt")):
            about, _, text = path.read_text(encoding="utf-8").partition("\n")
            found[path.stem] = Excerpt(about.strip(), text.strip())
        return found

    @cached_property
    def series(self) -> dict[str, list[dict[str, str]]]:
        """The rows of each series by the name of its file."""
        found = {}
        for path in sorted((self.folder / "series").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                found[path.stem] = list(csv.DictReader(lines))
        return found

    @cached_property
    def pictures(self) -> dict[str, Path]:
        """The files of pictures by name."""
        return {path.name: path for path in sorted((self.folder / "pictures").glob("*.*"))}

    @property
    def tables(self) -> list[Table]:
        return [self.claims, self.sources, self.people, self.agencies, self.terms, self.readings]

    @property
    def problems(self) -> list[Problem]:
        return [problem for table in self.tables for problem in table.problems]

    def actor(self, key: str) -> str:
        """The name to print for a person's or an agency's id."""
        if key in self.people:
            return self.people[key].name
        agency = self.agencies[key]
        return agency.abbreviation or agency.name

    def department(self, key: str) -> Agency:
        """The agency that this one is a part of in the end, or itself."""
        agency, seen = self.agencies[key], {key}
        while agency.part_of in self.agencies and agency.part_of not in seen:
            seen.add(agency.part_of)
            agency = self.agencies[agency.part_of]
        return agency

    def label(self, key: str) -> str:
        """What a citation of a claim, a reading or a source says in plain Markdown: its first source, or its title."""
        if key in self.readings:
            return self.readings[key].label
        if key in self.sources:
            return self.sources[key].label
        return self.sources[self.claim(key).citations[0].key].label

    def labels(self, keys: list[str]) -> list[str]:
        """The labels of several; two that would say the same are told apart by their ids."""
        labels = [self.label(key) for key in keys]
        return [
            label if labels.count(label) == 1 else f"{label} ({key})" for key, label in zip(keys, labels, strict=True)
        ]

    def page(self, key: str) -> str:
        """The evidence page of a claim, source or reading, as a path from ``book/`` without its ending."""
        if key in self.claims:
            return f"evidence/{self.claims.where[key].page}"
        if key in self.readings:
            return "evidence/reading"
        if key in self.sources:
            return f"evidence/sources-{self.sources.where[key].page}"
        raise self._missing(key)

    def claim(self, key: str) -> Claim:
        """The claim with this id; `KeyError` names the likely slip."""
        if key not in self.claims:
            raise self._missing(key)
        return self.claims[key]

    def _missing(self, key: str) -> Exception:
        if self.problems:
            return ContentError(self.problems)
        return KeyError(
            f"no claim, source or reading '{key}'; {did_you_mean(key, self.claims, 'see quizzes/evidence')}"
        )

    def __contains__(self, key: str) -> bool:
        return key in self.claims or key in self.readings

    def mentions(self, claim: Claim) -> Iterator[str]:
        """Ids of claims that a claim's note on disagreement points to."""
        yield from dict.fromkeys(MENTION.findall(claim.disagreement or ""))
