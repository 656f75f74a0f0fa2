"""The evidence pages: Markdown that is written from the data when the site is built.

Each file under ``evidence/claims`` and ``evidence/sources`` becomes one page; the heading of an entry is its id,
so that ``evidence/warnings.md#s-058`` leads to it on the site, in Jupyter and on a code host alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizzes import dates, words
from quizzes.claims import Claim, Evidence, Table
from quizzes.content import Content
from quizzes.markup import Html, tag
from quizzes.references import References
from quizzes.sources import Source, cite
from quizzes.text import block, inline, literal, passage
from quizzes.uses import Use, uses

SAY = words.EVIDENCE
NAMED = re.compile(r"(?<![\w/.-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")  # what may be the id of a claim or a source
FRONT = "---\ntocdepth: 1\n---"  # ids make no table of contents
AROUND = 220  # characters of a passage that are shown on either side of the quoted words


class EvidencePages:
    """Writes the pages of one body of content; `book` holds the chapters whose uses are linked back."""

    def __init__(self, content: Content, book: Path):
        self.evidence = content.evidence
        self.uses = uses(content, book)
        self.references = References(self.evidence.sources.values())
        self.supported = _supported(self.evidence)

    def write(self, folder: Path) -> list[Path]:
        """Write every page to `folder`; files that would not change are not touched, strays are removed."""
        folder.mkdir(parents=True, exist_ok=True)
        pages = {folder / f"{name}.md": text for name, text in self.pages()}
        for stray in set(folder.glob("*.md")) - set(pages):
            stray.unlink()
        for path, text in pages.items():
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        return list(pages)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Name and Markdown of each page."""
        evidence = self.evidence
        yield "index", self._index()
        for name, claims in _by_file(evidence.claims).items():
            title = SAY["claims"].format(part=words.PARTS.get(name, name))
            yield name, _page(title, SAY["claims-about"].format(n=len(claims)), (self._claim(claim) for claim in claims))
        for name, sources in _by_file(evidence.sources).items():
            yield f"sources-{name}", _page(words.KINDS[name], SAY["sources-about"], (self._source(source) for source in sources))
        for name, entries in self._lists():
            yield name, _page(SAY[name], SAY[f"{name}-about"], entries)

    def _index(self) -> str:
        evidence = self.evidence
        used = sum(1 for claim in evidence.claims if self.uses[claim])
        counts = {"claims": len(evidence.claims), "sources": len(evidence.sources), "used": used}
        status = "\n".join(
            f"- **{status}** ({sum(claim.status == status for claim in evidence.claims.values())}): {text}"
            for status, text in words.STATUS_LONG.items()
        )
        claims = "\n".join(
            f"- [{words.PARTS.get(name, name)}]({name}.md) ({len(found)})" for name, found in _by_file(evidence.claims).items()
        )
        sources = "\n".join(
            f"- [{words.KINDS[name]}](sources-{name}.md) ({len(found)})" for name, found in _by_file(evidence.sources).items()
        )
        return words.EVIDENCE_INDEX.format(**counts, status=status, claim_pages=claims, source_pages=sources)

    # Claims

    def _claim(self, claim: Claim) -> str:
        return _entry(
            claim.id,
            literal(claim.claim),
            self.passage(claim),
            self.sources(claim),
            self.dispute(claim),
            self.facts(claim),
            self._used(claim.id),
        )

    def passage(self, claim: Claim) -> str:
        """The quoted words, in their passage where an excerpt holds them, and who speaks."""
        if not claim.quote:
            return ""
        found = in_excerpt(claim, self.evidence)
        text = found or f"“**{literal(claim.quote.text)}**”"
        check = f"\n\n{SAY['quote-check'].format(why=literal(claim.quote_check))}" if claim.quote_check else ""
        return f"> {text}\n>\n> — {literal(claim.quote.speaker)}{check}"

    def sources(self, claim: Claim, base: str = "") -> str:
        """References in Chicago style with their locators, each leading to its entry."""
        lines = [self._reference(citation.key, citation.locator, base) for citation in claim.citations]
        support = [SAY["support"].format(text=literal(claim.support))] if claim.support else []
        return "\n".join(f"- {line}" for line in lines + support)

    def _reference(self, key: str, locator: str | None, base: str) -> str:
        page = self.evidence.page(key).removeprefix("evidence/")
        place = f" {SAY['locator'].format(place=literal(locator))}" if locator else ""
        return f"{self.references[key]}{place} [{SAY['about-source']}]({base}{page}.md#{key})"

    def dispute(self, claim: Claim, base: str = "") -> str:
        """What disagrees or needs care, with the claims it names as links."""
        if not claim.disagreement:
            return ""
        return f"**{SAY['dispute']}** {self._linked(claim.disagreement, base)}"

    def _linked(self, text: str, base: str = "") -> str:
        """Text in which the ids of claims and sources are links."""
        return NAMED.sub(lambda found: self._mention(found[0], base), literal(text))

    def _mention(self, key: str, base: str) -> str:
        evidence = self.evidence
        if key not in evidence.claims and key not in evidence.sources:
            return key
        page = evidence.page(key).removeprefix("evidence/")
        words = key if key in evidence.claims else literal(evidence.sources[key].label)
        return f"[{words}]({base}{page}.md#{key})"

    def facts(self, claim: Claim) -> str:
        """Date, actors and status, in one line."""
        date = dates.words(claim.date) if claim.date else SAY["no-date"]
        actors = ", ".join(literal(self.evidence.actor(actor)) for actor in claim.actors)
        return " · ".join(filter(None, [date, actors, f"*{words.STATUS[claim.status]}*"]))

    def _used(self, key: str) -> str:
        found: list[Use] = self.uses.get(key, [])
        if not found:
            return SAY["unused"]
        lines = [f"- {SAY[use.kind]} [{literal(use.text)}](../{use.file}#{use.anchor})" for use in found]
        return f"**{SAY['used']}**\n\n" + "\n".join(lines)

    def note(self, claim: Claim, number: int, base: str) -> Html:
        """A claim as a note at a chapter's end; the same note fills the card of a citation."""
        return tag(
            "li",
            tag("p", inline(literal(claim.claim)), class_="n-claim"),
            tag("div", block(self.passage(claim)), class_="n-passage") if claim.quote else None,
            tag("div", block(self.sources(claim, base)), class_="n-source"),
            tag("div", block(self.dispute(claim, base)), class_="n-dispute") if claim.disagreement else None,
            tag(
                "p",
                tag("span", words.STATUS[claim.status], class_="badge"),
                " ",
                inline(f"[{SAY['whole-claim'].format(id=claim.id)}]({base}{self.evidence.page(claim.id).removeprefix('evidence/')}.md#{claim.id})"),
                class_="n-meta",
            ),
            id=f"note-{claim.id}",
            value=number,
            data_claim=claim.id,
        )

    # Sources and lists

    def _source(self, source: Source) -> str:
        read = SAY["read"].format(how=SAY[source.read.how], extent=self._linked(source.read.extent))
        notes = [self._linked(text) for text in (source.carrier, source.note, source.kept) if text]
        claims = [self._mention(claim, "") for claim in self.supported[source.id]]
        supports = SAY["supports"].format(claims=", ".join(claims)) if claims else SAY["supports-none"]
        return _entry(source.id, self.references[source.id], read, " ".join(notes), supports, self._excerpt(source.id))

    def _excerpt(self, key: str) -> str:
        excerpt = self.evidence.excerpts.get(key)
        if not excerpt:
            return ""
        paragraphs = [literal(part) for part in excerpt.text.split("\n\n") if part.strip()]
        return f"**{SAY['excerpt']}** {SAY['excerpt-rights']}\n\n" + "\n>\n".join(f"> {part}" for part in paragraphs)

    def _lists(self) -> Iterator[tuple[str, Iterable[str]]]:
        evidence = self.evidence
        people = sorted((p for p in evidence.people.values() if not p.private), key=lambda p: p.name.split()[-1])
        yield "people", (_entry(p.id, f"**{literal(p.name)}**, {literal(p.role)}.", p.note and literal(p.note)) for p in people)
        agencies = sorted(evidence.agencies.values(), key=lambda a: a.name.removeprefix("U.S. ").casefold())
        yield "agencies", (_entry(a.id, _agency_name(a.name, a.abbreviation), literal(a.role), a.note and literal(a.note)) for a in agencies)
        terms = sorted(evidence.terms.values(), key=lambda t: t.term.casefold())
        yield "glossary", (
            _entry(t.id, f"**{literal(t.term)}**. {literal(t.definition)}", t.note and literal(t.note), self._cited(t.sources)) for t in terms
        )
        yield "reading", (
            _entry(r.id, f"*{literal(r.title)}*" + "".join(f", {literal(x)}" for x in (r.author, r.publisher, r.year) if x) + ".",
                   literal(r.about), *(SAY[field].format(text=literal(text)) for field in ("standpoint", "care", "read-of") if (text := getattr(r, field.removesuffix("-of")))),
                   f"<{r.url}>" if r.url else "", self._used(r.id) if self.uses.get(r.id) else "")
            for r in evidence.readings.values()
        )  # fmt: skip

    def _cited(self, sources: list[str]) -> str:
        lines = [self._reference(*cite(source), "") for source in sources]
        return "\n".join(f"- {line}" for line in lines)


def in_excerpt(claim: Claim, evidence: Evidence) -> str | None:
    """The quoted words in bold within their passage, as Markdown, if an excerpt of a cited source holds them."""
    for citation in claim.citations if claim.quote else ():
        excerpt = evidence.excerpts.get(citation.key)
        found = excerpt and passage(claim.quote.text).search(excerpt.text)
        if excerpt and found:
            before = excerpt.text[: found.start()].rsplit("\n\n", 1)[-1]
            after = excerpt.text[found.end() :].split("\n\n", 1)[0]
            start = before if len(before) <= AROUND else "… " + before[-AROUND:].split(" ", 1)[-1]
            end = after if len(after) <= AROUND else after[:AROUND].rsplit(" ", 1)[0] + " …"
            quoted = literal(found[0])
            return f"{_edge(start)}**{quoted}**{_edge(end)}"
    return None


def _edge(text: str) -> str:
    """`literal`, with the spaces at the ends that part it from the quoted words."""
    return " " * text.startswith(tuple(" \n")) + literal(text) + " " * text.endswith(tuple(" \n"))


def _agency_name(name: str, abbreviation: str | None) -> str:
    return f"**{literal(name)}**" + (f" ({literal(abbreviation)})" if abbreviation else "") + "."


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
    return {name: found[name] for name in sorted(found, key=lambda name: order.index(name) if name in order else len(order))}


def _entry(key: str, *blocks: str | None) -> str:
    return "\n\n".join([f"## {key}", *(block for block in blocks if block)])


def _page(title: str, about: str, entries: Iterable[str]) -> str:
    return "\n\n".join([FRONT, f"# {title}", about, *entries]) + "\n"
