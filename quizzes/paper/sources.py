"""Sources under short names, as notes give them: a label of its own for each, and the list of what was cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from string import ascii_lowercase

from quizzes import words
from quizzes.claims import Claim, Evidence
from quizzes.markup import Html, tag
from quizzes.references import References
from quizzes.sources import Citation, cite
from quizzes.text import inline

SAY = words.VOLUME


class Sources:
    """Short names of the sources that the book cites; two of the same label are told apart by letters."""

    def __init__(self, evidence: Evidence, claims: Iterable[str]):
        self.evidence = evidence
        cited = [citation.key for claim in claims for citation in evidence.claims[claim].citations]
        cited += [cite(source).key for term in evidence.terms.values() for source in term.sources]
        self.cited = dict.fromkeys(cited)
        self.names = self._names()

    def _names(self) -> dict[str, str]:
        sources = self.evidence.sources
        alike: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.cited, key=lambda key: (sources[key].csl.issued or "", key)):
            alike[sources[key].label].append(key)
        named = {}
        for label, keys in alike.items():
            for letter, key in zip(ascii_lowercase, keys, strict=False):
                named[key] = label + letter * (len(keys) > 1)
        return named

    def short(self, citation: Citation) -> Html:
        """A source's short name, which leads to its entry, and the place in it."""
        name = tag("a", self.names[citation.key], href=f"#sources--{citation.key}")
        return Html(", ").join(filter(None, [name, citation.locator]))

    def of(self, claim: Claim) -> Html:
        """What a note says of a claim: its sources, how they were read, whether others differ, its id."""
        said = [Html("; ").join(map(self.short, claim.citations))]
        said += [f" ({SAY['reported']})"] if claim.status == "secondary" else []
        said += [" ", tag("span", SAY["differs"], title=SAY["differs-about"])] if claim.disagreement else []
        return Html("").join([*said, " ", tag("span", claim.id, class_="p-id")])

    def entries(self) -> list[Html]:
        """The list of sources, each with its short name and the whole reference."""
        references = References(self.evidence.sources[key] for key in self.cited)
        ordered = sorted(self.names, key=lambda key: (self.names[key].casefold(), key))
        assert len(set(self.names.values())) == len(self.names), Counter(self.names.values()).most_common(1)
        return [self._entry(key, references.full(key)) for key in ordered]

    def _entry(self, key: str, reference: str) -> Html:
        name = tag("dt", self.names[key], id=f"sources--{key}")
        return Html("").join([name, tag("dd", inline(reference))])
