"""The evidence pages: Markdown that is written from the data when the site is built.

Each file under ``evidence/claims`` and ``evidence/sources`` becomes one page; the heading of an entry is its id,
so that ``evidence/warnings.md#s-058`` leads to it on the site, in Jupyter and on a code host alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from quizzes import words
from quizzes.appearances import Appearances
from quizzes.cards import SAY, Cards
from quizzes.chapters import chapters
from quizzes.claims import Agency, Claim, Evidence, Person, Reading, Table, Term
from quizzes.content import Content
from quizzes.references import References
from quizzes.sources import Source, cite
from quizzes.tables import as_csv, names, table
from quizzes.text import address, literal
from quizzes.uses import Use, uses

FRONT = "---\ntocdepth: 1\n---"  # ids make no table of contents


class EvidencePages:
    """Writes the pages of one body of content; `book` holds the chapters whose uses are linked back."""

    def __init__(self, content: Content, book: Path):
        self.content, self.evidence, self.book = content, content.evidence, book
        self.uses = uses(content, book)
        self.titles = {chapter.path.name: chapter.title for chapter in chapters(book)}
        self.appearances = Appearances(content, self.uses, self.titles)
        self.cards = Cards(self.evidence, References(self.evidence.sources.values()))
        self.supported = _supported(self.evidence)

    def write(self, folder: Path) -> list[Path]:
        """Write every page to `folder`, and the tables that figures are drawn from as CSV beside them.

        Files that would not change are not touched, strays are removed.
        """
        pages = {folder / f"{name}.md": text for name, text in self.pages()}
        tables = {folder / "series" / f"{name}.csv": as_csv(table(self.content, name)) for name in names(self.content)}
        (folder / "series").mkdir(parents=True, exist_ok=True)
        for stray in {*folder.glob("*.md"), *folder.glob("series/*")} - {*pages, *tables}:
            stray.unlink()
        for path, text in (pages | tables).items():
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        return list(pages)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Name and Markdown of each page."""
        evidence = self.evidence
        yield "index", self._index()
        for name, claims in _by_file(evidence.claims).items():
            title = SAY["claims"].format(part=words.PARTS.get(name, name))
            yield (
                name,
                _page(title, SAY["claims-about"].format(n=len(claims)), (self._claim(claim) for claim in claims)),
            )
        for name, sources in _by_file(evidence.sources).items():
            yield (
                f"sources-{name}",
                _page(words.KINDS[name], SAY["sources-about"], (self._source(source) for source in sources)),
            )
        yield "figures", _page(SAY["figures"], SAY["figures-about"], [*self._figures(), *self._tables()])
        for name, about, entries in self._lists():
            yield name, _page(SAY[name], f"{SAY[f'{name}-about']}\n\n{about}".strip(), entries)

    def _index(self) -> str:
        evidence = self.evidence
        used = sum(1 for claim in evidence.claims if self.uses[claim])
        counts = {"claims": len(evidence.claims), "sources": len(evidence.sources), "used": used}
        status = "\n".join(
            f"- **{status}** ({sum(claim.status == status for claim in evidence.claims.values())}): {text}"
            for status, text in words.STATUS_LONG.items()
        )
        claims = "\n".join(
            f"- [{words.PARTS.get(name, name)}]({name}.md) ({len(found)})"
            for name, found in _by_file(evidence.claims).items()
        )
        sources = "\n".join(
            f"- [{words.KINDS[name]}](sources-{name}.md) ({len(found)})"
            for name, found in _by_file(evidence.sources).items()
        )
        return words.EVIDENCE_INDEX.format(**counts, status=status, claim_pages=claims, source_pages=sources)

    # Figures

    def _figures(self) -> Iterator[str]:
        """Each figure with the code that draws it: on the chapter's own page it would weigh more than the figure."""
        for chapter in chapters(self.book):
            for one in chapter.figures:
                said = literal(one.said.get("title", one.name))
                code = "".join(chapter.cells[one.cell]["source"])
                link = f"[{said}](../{chapter.path.name}#figure-{one.name})"
                yield _entry(one.name, link, f"```python\n{code}\n```")

    def _tables(self) -> Iterator[str]:
        """Each table with what its note says of unit, source and limits."""
        for name in names(self.content):
            note = self.evidence.folder / "series" / f"{name}.md"
            lines = note.read_text(encoding="utf-8") if note.exists() else f"# {SAY[f'table-{name}']}"
            title, *said = re.split(r"\n+\* ", lines.strip())
            link = f"[{SAY['csv']}](series/{name}.csv)"
            yield _entry(name, f"**{literal(title.lstrip('# '))}**.", "\n".join(map(self._remark, said)), link)

    def _remark(self, text: str) -> str:
        """One entry of a note, ``**Unit**: people …``: its label, and the rest with the ids in it as links."""
        label, _, rest = text.replace("`", "").removeprefix("**").partition("**")
        return f"- **{literal(label)}**{' ' * rest[:1].isspace()}{self.cards.linked(rest)}"

    # Claims

    def _claim(self, claim: Claim) -> str:
        cards = self.cards
        return _entry(
            claim.id,
            literal(claim.claim),
            cards.passage(claim),
            cards.sources(claim),
            cards.dispute(claim),
            cards.facts(claim),
            self._used(claim.id),
        )

    def _used(self, key: str) -> str:
        found: list[Use] = self.uses.get(key, [])
        if not found:
            return SAY["unused"]
        parts = [f"**{SAY['used']}**"]
        for file, there in groupby(found, key=lambda use: use.file):
            lines = [f"- {SAY[use.kind]} [{literal(use.text)}](../{use.file}#{use.anchor})" for use in there]
            parts += [f"*{literal(self.titles[file])}*", "\n".join(lines)]
        return "\n\n".join(parts)

    # Sources and lists

    def _source(self, source: Source) -> str:
        read = SAY["read"].format(how=SAY[source.read.how], extent=self.cards.linked(source.read.extent))
        notes = [self.cards.linked(text) for text in (source.carrier, source.note, source.kept) if text]
        claims = [self.cards.mention(claim) for claim in self.supported[source.id]]
        supports = SAY["supports"].format(claims=", ".join(claims)) if claims else SAY["supports-none"]
        return _entry(
            source.id, self.cards.references.full(source.id), read, " ".join(notes), supports, self._excerpt(source.id)
        )

    def _excerpt(self, key: str) -> str:
        excerpt = self.evidence.excerpts.get(key)
        if not excerpt:
            return ""
        paragraphs = [literal(part) for part in excerpt.text.split("\n\n") if part.strip()]
        return f"**{SAY['excerpt']}** {SAY['excerpt-rights']}\n\n" + "\n>\n".join(f"> {part}" for part in paragraphs)

    def _lists(self) -> Iterator[tuple[str, str, Iterable[str]]]:
        """Name, guide and entries of each list."""
        evidence = self.evidence
        public = [person for person in evidence.people.values() if not person.private]
        people = {person.id: _surname(person) for person in sorted(public, key=_surname)}
        agencies = {agency.id: _filed(agency) for agency in sorted(evidence.agencies.values(), key=_filed)}
        terms = {term.id: term.term for term in sorted(evidence.terms.values(), key=lambda term: term.term.lower())}
        short = sorted((one.abbreviation, key) for key, one in evidence.agencies.items() if one.abbreviation)
        abbreviations = ", ".join(f"[{literal(name)}](#{key})" for name, key in short)
        yield "people", _letters(people), (self._person(evidence.people[key]) for key in people)
        yield (
            "agencies",
            f"{_letters(agencies)}\n\n{SAY['abbreviations'].format(links=abbreviations)}",
            (self._agency(evidence.agencies[key]) for key in agencies),
        )
        yield "glossary", _letters(terms), (self._term(evidence.terms[key]) for key in terms)
        kinds = [*words.READING_KINDS]
        readings = sorted(evidence.readings.values(), key=lambda one: kinds.index(one.kind))  # stable
        yield "reading", _guide(readings), map(self._reading, readings)

    def _person(self, person: Person) -> str:
        others = [
            f"[{literal(other.name)}](#{other.id}), {literal(other.role)}"
            for other in self.evidence.people.values()
            if other is not person and not other.private and _surname(other) == _surname(person)
        ]
        return _entry(
            person.id,
            f"**{literal(person.name)}**, {literal(person.role)}.",
            _maybe(person.note),
            SAY["namesakes"].format(others="; nor for ".join(others)) if others else None,
            *self.appearances.of(person.id),
        )

    def _agency(self, agency: Agency) -> str:
        short = f" ({literal(agency.abbreviation)})" if agency.abbreviation else ""
        return _entry(
            agency.id,
            f"**{literal(agency.name)}**{short}.",
            literal(agency.role),
            _maybe(agency.note),
            *self.appearances.of(agency.id),
        )

    def _term(self, term: Term) -> str:
        meaning = f"**{literal(term.term)}**. {literal(term.definition)}"
        used = self._used(term.id) if self.uses.get(term.id) else None
        return _entry(term.id, meaning, _maybe(term.note), self._cited(term.sources), used)

    def _reading(self, reading: Reading) -> str:
        title = ", ".join(
            filter(
                None, [f"*{literal(reading.title)}*", *map(_maybe, (reading.author, reading.publisher, reading.year))]
            )
        )
        audience = words.AUDIENCES[reading.audience] + "." if reading.audience else None
        said = {"audience": audience, "standpoint": reading.standpoint, "care": reading.care, "read-of": reading.read}
        notes = [SAY[field].format(text=literal(text)) for field, text in said.items() if text]
        link = address(reading.url) if reading.url else None
        used = self._used(reading.id) if self.uses.get(reading.id) else None
        return _entry(reading.id, f"{title}.", literal(reading.about), *notes, link, used)

    def _cited(self, sources: list[str]) -> str:
        lines = [self.cards.reference(*cite(source)) for source in sources]
        return "\n".join(f"- {line}" for line in lines)


def _guide(readings: Iterable[Reading]) -> str:
    """Readings by kind, and in each by standpoint, so that a teacher can choose from more than one side; then by whom
    they are for."""
    parts = []
    for kind, there in groupby(readings, key=lambda one: one.kind):
        listed = [*there]
        lines = [f"- *{words.LEANS[lean]}*: {_titles(listed, 'leans', lean)}" for lean in words.LEANS]
        parts.append(f"**{words.READING_KINDS[kind]}**\n\n" + "\n".join(line for line in lines if "](#" in line))
    lines = [f"- *{said}*: {_titles(readings, 'audience', key)}" for key, said in words.AUDIENCES.items()]
    return "\n\n".join([*parts, f"**{SAY['for-whom']}**\n\n" + "\n".join(lines)])


def _titles(readings: Iterable[Reading], field: str, value: str) -> str:
    """Links to those whose field has this value."""
    return "; ".join(f"[{literal(one.title)}](#{one.id})" for one in readings if getattr(one, field) == value)


def _surname(person: Person) -> str:
    return person.name.split()[-1].casefold()


def _filed(agency: Agency) -> str:
    return agency.name.removeprefix("U.S. ").casefold()


def _letters(names: dict[str, str]) -> str:
    """A row of letters, each a link to the first entry under it."""
    firsts: dict[str, str] = {}
    for key, name in names.items():
        firsts.setdefault(name[0].upper(), key)
    return SAY["jump"].format(links=" ".join(f"[{literal(letter)}](#{key})" for letter, key in firsts.items()))


def _maybe(text: str | None) -> str | None:
    return literal(text) if text else None


def _supported(evidence: Evidence) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for claim in evidence.claims.values():
        for citation in claim.citations:
            if claim.id not in found[citation.key]:
                found[citation.key].append(claim.id)
    return found


def _by_file(table: Table) -> dict[str, list]:
    """Records by the file that holds them, files in the order of `words.PARTS` and `words.KINDS`."""
    order = [*words.PARTS, *words.KINDS]
    found: dict[str, list] = defaultdict(list)
    for key, record in table.items():
        found[table.where[key].page].append(record)
    return {
        name: found[name] for name in sorted(found, key=lambda name: order.index(name) if name in order else len(order))
    }


def _entry(key: str, *blocks: str | None) -> str:
    return "\n\n".join([f"## {key}", *(block for block in blocks if block)])


def _page(title: str, about: str, entries: Iterable[str]) -> str:
    return "\n\n".join([FRONT, f"# {title}", about, *entries]) + "\n"
