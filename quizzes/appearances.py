"""Where the book tells of a person or an agency: the chapters, the events, and the claims that name them.

Made of the actors of claims and events, which are data; a name in a text alone is not looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from quizzes import words
from quizzes.content import Content
from quizzes.text import literal, plain
from quizzes.uses import Use

SAY = words.EVIDENCE


class Appearances:
    """Of all actors; `uses` and `titles` are those of the evidence pages."""

    def __init__(self, content: Content, uses: Mapping[str, list[Use]], titles: Mapping[str, str]):
        self.uses, self.titles, self.table = uses, titles, content.evidence.claims
        self.claims: dict[str, list[str]] = defaultdict(list)
        self.events: dict[str, list[str]] = defaultdict(list)
        for claim in self.table.values():
            for actor in claim.actors:
                self.claims[actor].append(claim.id)
        for event, (chapter, *_) in content.chronicle().told if content.chapters("timelines") else ():
            for actor in event.actors:
                said = literal(f"{event.words}: {plain(event.headline)}")
                self.events[actor].append(f"- [{said}](../{chapter}.ipynb#event-{event.id})")

    def of(self, actor: str) -> Iterator[str]:
        """What an entry says of it, in pieces of Markdown."""
        sentences = [
            use for claim in self.claims[actor] for use in self.uses.get(claim, ()) if use.kind == "sentence"
        ]
        firsts: dict[str, Use] = {}
        for use in sentences:
            if use.file not in firsts or use.place < firsts[use.file].place:
                firsts[use.file] = use
        if firsts:
            links = [f"[{literal(self.titles[file])}](../{file}#{use.anchor})" for file, use in firsts.items()]
            yield SAY["told"].format(links=", ".join(links))
        if self.events[actor]:
            yield f"{SAY['events']}\n\n" + "\n".join(self.events[actor])
        if self.claims[actor]:
            links = [f"[{claim}]({self.table.where[claim].page}.md#{claim})" for claim in self.claims[actor]]
            yield SAY["claims-of"].format(links=", ".join(links))
