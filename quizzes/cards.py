"""A claim as a card: what it says, the passage, its sources, what disagrees.  On pages, in notes, in a notebook."""

from __future__ import annotations

import re

from quizzes import dates, words
from quizzes.claims import Claim, Evidence, Term
from quizzes.markup import Html, tag
from quizzes.references import References
from quizzes.text import block, inline, literal, literal_part, passage

SAY = words.EVIDENCE
AROUND = 220  # characters of a passage that are shown on either side of the quoted words
NAMED = re.compile(r"(?<![\w/.-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")  # what may be the id of a claim or a source


class Cards:
    """Claims as Markdown, piece by piece, and as notes in HTML; `base` is where the evidence pages are."""

    def __init__(self, evidence: Evidence, references: References):
        self.evidence, self.references = evidence, references

    def passage(self, claim: Claim) -> str:
        """The quoted words, in their passage where an excerpt holds them, and who speaks."""
        if not claim.quote:
            return ""
        found = in_excerpt(claim, self.evidence)
        text = found or f"“**{literal(claim.quote.text)}**”"
        check = f"\n\n{SAY['quote-check'].format(why=literal(claim.quote_check))}" if claim.quote_check else ""
        return f"> {text}\n>\n> — {literal(claim.quote.speaker)}{check}"

    def sources(self, claim: Claim, base: str = "") -> str:
        """References in Chicago style with their locators."""
        lines = [self.reference(citation.key, citation.locator, base) for citation in claim.citations]
        support = [SAY["support"].format(text=literal(claim.support))] if claim.support else []
        return "\n".join(f"- {line}" for line in lines + support)

    def reference(self, key: str, locator: str | None, base: str = "") -> str:
        """One reference; on the evidence pages, where `base` is empty, with a link to the source's entry."""
        entry = self.references[key]
        entry = f"{entry.removesuffix('.')}, {literal(locator)}." if locator else entry
        return entry if base else f"{entry} [{SAY['about-source']}]({self._address(key)})"

    def dispute(self, claim: Claim, base: str = "") -> str:
        """What disagrees or needs care, with the claims it names as links."""
        if not claim.disagreement:
            return ""
        return f"**{SAY['dispute']}** {self.linked(claim.disagreement, base)}"

    def linked(self, text: str, base: str = "") -> str:
        """Text in which the ids of claims and sources are links."""
        return NAMED.sub(lambda found: self.mention(found[0], base), literal(text))

    def _address(self, key: str, base: str = "") -> str:
        """Where the entry of a claim or source stands, from a page beside it or from `base`."""
        return f"{base}{self.evidence.page(key).removeprefix('evidence/')}.md#{key}"

    def mention(self, key: str, base: str = "") -> str:
        evidence = self.evidence
        if key not in evidence.claims and key not in evidence.sources:
            return key
        label = key if key in evidence.claims else literal(evidence.sources[key].label)
        return f"[{label}]({self._address(key, base)})"

    def facts(self, claim: Claim) -> str:
        """Date, actors and status, in one line."""
        date = dates.words(claim.date) if claim.date else SAY["no-date"]
        actors = ", ".join(literal(self.evidence.actor(actor)) for actor in claim.actors)
        return " · ".join(filter(None, [date, actors, f"*{words.STATUS[claim.status]}*"]))

    def note(self, claim: Claim, base: str) -> Html:
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
                inline(f"[{SAY['whole-claim'].format(id=claim.id)}]({self._address(claim.id, base)})"),
                class_="n-meta",
            ),
            id=f"note-{claim.id}",
        )

    def term(self, term: Term, base: str) -> Html:
        """A term as it stands behind a chapter's notes; the same fills the card of its link."""
        said = f"[{literal(term.term)}]({base}glossary.md#{term.id}). {literal(term.definition)}"
        more = tag("p", inline(literal(term.note))) if term.note else None
        return tag("li", tag("p", inline(said)), more, id=f"term-{term.id}")


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
            return f"{literal_part(start)}**{quoted}**{literal_part(end)}"
    return None
