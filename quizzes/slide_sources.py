"""The sources of a chapter's slides: small numbers behind what rests on them, and the list at the end.

Sources are numbered in the order in which slides need them; of a claim it is the first, as everywhere in the book.  A
number leads to the claim in the evidence, which has the others; where the book is not at hand, to the list at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from quizzes import words
from quizzes.claims import Evidence
from quizzes.markup import Html, tag
from quizzes.references import References
from quizzes.sources import cite
from quizzes.text import inline

SAY = words.SLIDES
TAGS = re.compile(r"<[^<>]*>")
FULL = 2250  # signs of references that a slide has room for, if each leaves so many empty
BREAK = 60


class Cited:
    """Numbers for sources as they are cited; `base` leads to the folder of the chapters, if there is one."""

    def __init__(self, evidence: Evidence, base: str | None):
        self.evidence, self.base = evidence, base
        self.numbers: dict[str, int] = {}
        self.claims: dict[str, dict[str, str]] = {}  # what each source is cited for, with the place in it

    def cite(self, keys: Iterable[str]) -> Html:
        """The numbers behind a sentence that rests on these claims; a figure may name sources, too."""
        shown: dict[int, Html] = {}
        for key in keys:
            claim = self.evidence.claims.get(key)
            citation = claim.citations[0] if claim else cite(key)
            number = self.numbers.setdefault(citation.key, len(self.numbers) + 1)
            if claim:
                self.claims.setdefault(citation.key, {}).setdefault(key, citation.locator or "")
            name = SAY["source"].format(n=number, label=self.evidence.sources[citation.key].label)
            to = f"#source-{number}" if self.base is None else self._address(key)
            shown.setdefault(number, tag("a", number, href=to, aria_label=name))
        if not shown:
            return Html("")
        return Html("\u00a0").join(["", tag("sup", Html(" ").join(shown[n] for n in sorted(shown)), class_="s-cite")])

    @cached_property
    def references(self) -> References:
        """All that was cited, in Chicago style."""
        return References(self.evidence.sources[key] for key in self.numbers)

    def claim(self, key: str) -> Html:
        """The id of a claim, which leads to the claim where that is at hand."""
        return tag("span", key) if self.base is None else tag("a", key, href=self._address(key))

    def parts(self) -> list[Html]:
        """All that was cited, in full, in as many lists as slides are needed, of about the same length."""
        entries = [
            tag("li", inline(self.references.full(key)), self._for(key), value=number, id=f"source-{number}")
            for key, number in self.numbers.items()
        ]
        sizes = [len(TAGS.sub("", entry)) + BREAK for entry in entries]
        parts: list[list[Html]] = [[] for _ in range(-(-sum(sizes) // FULL))]
        for n, entry in enumerate(entries):
            parts[sum(sizes[:n]) * len(parts) // sum(sizes)].append(entry)
        return [tag("ol", part) for part in parts if part]

    def _address(self, key: str) -> str:
        return f"{self.base}{self.evidence.page(key)}.html#{key}"

    def _for(self, key: str) -> Html | None:
        claims = self.claims.get(key)
        if not claims:
            return None
        said = [Html("").join([self.claim(one), f" ({place})" if place else None]) for one, place in claims.items()]
        return Html(" ").join(["", tag("span", SAY["claims"], " ", Html(", ").join(said), class_="s-claims")])
