"""Lists at the back: terms, people, agencies, readings, sources, each with where the book tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from quizzes import words
from quizzes.claims import Term
from quizzes.content import Content
from quizzes.markup import Html, tag
from quizzes.paper.sources import Sources
from quizzes.sources import cite
from quizzes.text import block, inline, literal
from quizzes.uses import Use, gloss, uses

SAY, EVIDENCE = words.VOLUME, words.EVIDENCE
Entry = list[Html]  # a term and its description


class Back:
    """`spots` are the anchors of each chapter, in the order of the book; `short` has the chapters' short titles."""

    def __init__(
        self, content: Content, book: Path, sources: Sources, spots: dict[str, set[str]], short: dict[str, str]
    ):
        self.evidence, self.content, self.book = content.evidence, content, book
        self.sources, self.spots, self.short = sources, spots, short

    def lists(self) -> Iterator[tuple[str, str, Html]]:
        """Each list: its name, its title, and what stands there."""
        for key, title, about, entries in (
            ("glossary", EVIDENCE["glossary"], SAY["glossary-about"], self._terms()),
            ("people", EVIDENCE["people"], SAY["people-about"], self._people()),
            ("agencies", EVIDENCE["agencies"], EVIDENCE["agencies-about"], self._agencies()),
            ("reading", EVIDENCE["reading"], EVIDENCE["reading-about"], self._readings()),
            ("sources", SAY["sources"], SAY["sources-about"], self.sources.entries()),
        ):
            head = [tag("h1", title), tag("p", about, class_="p-about")]
            yield key, title, tag("section", head, tag("dl", entries, class_="p-list"), id=key, class_="p-back")

    def _terms(self) -> Iterator[Entry]:
        for term in sorted(self.evidence.terms.values(), key=lambda term: term.term.casefold()):
            said = inline(literal(" ".join(filter(None, [term.definition, term.note]))))
            told = self._places(dict.fromkeys(self.spots, gloss(term.id)))
            yield [
                tag("dt", inline(literal(term.term)), id=f"glossary--{term.id}"),
                tag("dd", said, self._after(term), told),
            ]

    def _after(self, term: Term) -> Html | None:
        if not term.sources:
            return None
        names = Html("; ").join(self.sources.short(cite(source)) for source in term.sources)
        return tag("span", " ", SAY["glossary-sources"], " ", names, ".", class_="p-after")

    def _people(self) -> Iterator[Entry]:
        people = [person for person in self.evidence.people.values() if not person.private]
        for one in sorted(people, key=lambda one: (one.name.split()[-1].casefold(), one.name)):
            yield self._who("people", one.id, one.name, f"{one.role}.", one.note)

    def _agencies(self) -> Iterator[Entry]:
        agencies = self.evidence.agencies.values()
        for one in sorted(agencies, key=lambda one: one.name.removeprefix("U.S. ").casefold()):
            name = f"{one.name} ({one.abbreviation})" if one.abbreviation else one.name
            yield self._who("agencies", one.id, name, one.role, one.note)

    def _who(self, kind: str, key: str, name: str, role: str, note: str | None) -> Entry:
        said = inline(literal(" ".join(filter(None, [role, note]))))
        return [
            tag("dt", inline(literal(name)), id=f"{kind}--{key}"),
            tag("dd", said, self._places(self._actors.get(key, {}))),
        ]

    def _readings(self) -> Iterator[Entry]:
        for one in self.evidence.readings.values():
            about = [tag("cite", inline(literal(one.title))), *filter(None, [one.author, one.publisher, one.year])]
            notes = {"standpoint": one.standpoint, "care": one.care, "read-of": one.read}
            said = [block(EVIDENCE[name].format(text=literal(text))) for name, text in notes.items() if text]
            link = tag("p", tag("a", one.url, href=one.url)) if one.url else None
            yield [
                tag("dt", Html(", ").join(about), id=f"reading--{one.id}"),
                tag("dd", block(literal(one.about)), said, link),
            ]

    @cached_property
    def _actors(self) -> dict[str, dict[str, str]]:
        """By actor and chapter, the anchor of the first sentence there that cites a claim with this name."""
        first: dict[str, dict[str, Use]] = {}
        used = uses(self.content, self.book)
        for claim in self.evidence.claims.values():
            for use in used.get(claim.id, ()):
                if use.kind != "sentence":
                    continue
                chapter = Path(use.file).stem
                for actor in claim.actors:
                    known = first.setdefault(actor, {})
                    known[chapter] = min(known.get(chapter, use), use, key=lambda one: one.place)
        return {actor: {name: use.anchor for name, use in known.items()} for actor, known in first.items()}

    def _places(self, anchors: dict[str, str]) -> Html | None:
        """Links to places in the text, in the order of the book; on paper they are numbers of pages."""
        links = [
            tag("a", self.short.get(chapter, SAY["introduction"]), href=f"#{chapter}--{spot}", class_="p-page")
            for chapter, known in self.spots.items()
            if (spot := anchors.get(chapter)) in known
        ]
        if not links:
            return None
        return tag("span", " ", SAY["told"], ": ", Html(", ").join(links), ".", class_="p-places")
