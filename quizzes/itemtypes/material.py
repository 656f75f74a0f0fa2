"""What the items of a source set share: a passage, a table, a quotation or a picture from the evidence.

Each kind says what is wrong with it beside the evidence, which sources it is from, and how it looks on a page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from quizzes import dates, words
from quizzes.itemtypes.base import Evidence, Fault
from quizzes.markup import Html, tag
from quizzes.problems import did_you_mean
from quizzes.record import ClaimId, Id, Record, Text
from quizzes.text import passage

LEFT_OUT = "[…]"
PACKED = re.compile(r'\bsrc="data:image/(png|jpeg|webp);base64,([\w+/=]+)"')  # a picture in a page, as it stands there
LIGHT = 20_000  # bytes of a picture
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
FIGURE = re.compile(r"^\d{4,}(?=\+?$)")


class Passage(Record):
    """Words of a document, verbatim; where something is left out stands […]."""

    excerpt: Id = Field(description="the source, which has a file in evidence/excerpts")
    passage: Text = Field(description="words that stand in that file, with […] where some are left out")

    @property
    def pieces(self) -> list[str]:
        return [piece.strip() for piece in self.passage.replace("[...]", LEFT_OUT).split(LEFT_OUT) if piece.strip()]

    def problems(self, evidence: Evidence) -> Iterator[Fault]:
        """Every piece stands in the excerpt, one behind the other."""
        if self.excerpt not in evidence.excerpts:
            hint = did_you_mean(self.excerpt, evidence.excerpts, "add it under evidence/excerpts")
            yield ("excerpt",), f"there is no excerpt '{self.excerpt}'", hint
            return
        text, place = evidence.excerpts[self.excerpt].text, 0
        for piece in self.pieces:
            found = passage(piece).search(text, place)
            if not found:
                wrong = f"'{' '.join(piece.split())[:60]}' does not stand in the excerpt of {self.excerpt}"
                yield ("passage",), wrong, "quote exactly and in order, with […] where words are left out"
                return
            place = found.end()

    def sources(self, evidence: Evidence) -> list[str]:
        return [self.excerpt]

    def html(self, evidence: Evidence) -> Html:
        paragraphs = self.passage.replace("[...]", LEFT_OUT).split("\n\n")
        return tag("blockquote", [tag("p", " ".join(paragraph.split())) for paragraph in paragraphs])


class Series(Record):
    """Columns of a series of the evidence, in the order given here."""

    series: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] = Field(
        description="a file of evidence/series, without .csv"
    )
    columns: Annotated[dict[str, Text], Field(min_length=2, max_length=5)] = Field(
        description="each column's name in the file, and its heading on the page; the first names the rows"
    )
    rows: list[Text] | None = Field(None, description="which rows, by what stands in the first column; all if left out")

    def problems(self, evidence: Evidence) -> Iterator[Fault]:
        """The file is there, and has these columns and rows."""
        if self.series not in evidence.series:
            hint = did_you_mean(self.series, evidence.series, "add it under evidence/series")
            yield ("series",), f"there is no series '{self.series}'", hint
            return
        table = evidence.series[self.series]
        for name in self.columns:
            if name not in table[0]:
                hint = did_you_mean(name, table[0], f"write some of: {', '.join(table[0])}")
                yield ("columns", name), f"the series has no column '{name}'", hint
        first = next(iter(self.columns))
        there = [row.get(first, "") for row in table]
        for row in self.rows or ():
            if row not in there and first in table[0]:
                hint = did_you_mean(row, there, f"write some of: {', '.join(there)}")
                yield ("rows",), f"no row has '{row}' in the column '{first}'", hint

    def _rows(self, evidence: Evidence) -> list[dict[str, str]]:
        first = next(iter(self.columns))
        return [row for row in evidence.series[self.series] if self.rows is None or row[first] in self.rows]

    def sources(self, evidence: Evidence) -> list[str]:
        cells = [row.get("source_ids") or "" for row in self._rows(evidence)]
        return list(dict.fromkeys(key.strip() for cell in cells for key in cell.split(";") if key.strip()))

    def html(self, evidence: Evidence) -> Html:
        head = tag("tr", [tag("th", heading, scope="col") for heading in self.columns.values()])
        rows = self._rows(evidence)
        years = {name for name in self.columns if all(_may_be_a_year(row[name]) for row in rows)}
        cells = [[_cell(row[name], name in years) for name in self.columns] for row in rows]
        body = [
            tag("tr", tag("th", first, scope="row"), [tag("td", cell) for cell in others]) for first, *others in cells
        ]
        table = tag("table", tag("thead", head), tag("tbody", body))
        name = words.PAGE["table"].format(columns=", ".join(self.columns.values()))
        return tag("div", table, class_="q-scroll", tabindex="0", role="region", aria_label=name)


def _may_be_a_year(text: str) -> bool:
    return not text.isdigit() or 1900 <= int(text) <= 2099


def _cell(text: str, year: bool) -> str:
    """A cell as people read it: 10,852; April 29, 2018; and words for one that is empty."""
    if DAY.fullmatch(text):
        return dates.words(text)
    return FIGURE.sub(lambda found: found[0] if year else f"{int(found[0]):,}", text) or words.PAGE["no-figure"]


class Quotation(Record):
    """The quotation of a claim."""

    claim: ClaimId

    def problems(self, evidence: Evidence) -> Iterator[Fault]:
        """The claim is there, and quotes."""
        if self.claim not in evidence.claims:
            hint = did_you_mean(self.claim, evidence.claims, "add it under evidence/claims")
            yield ("claim",), f"there is no claim '{self.claim}'", hint
        elif not evidence.claims[self.claim].quote:
            yield ("claim",), f"the claim '{self.claim}' quotes nothing", "name one that has a quotation"

    def sources(self, evidence: Evidence) -> list[str]:
        return [self.claim]

    def html(self, evidence: Evidence) -> Html:
        quote = evidence.claims[self.claim].quote
        return tag("blockquote", tag("p", quote.text), tag("footer", quote.speaker))


class Picture(Record):
    """A picture, which goes into the page itself: pages ask nobody for pictures, and must stay light."""

    picture: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.(png|jpg|webp)$")] = Field(
        description="a file in evidence/pictures, of at most 20,000 bytes"
    )
    alt: Text = Field(description="what it shows, for those who can't see it: all that the items ask about")
    source: Id = Field(description="the source that it is from")

    def problems(self, evidence: Evidence) -> Iterator[Fault]:
        """The file is there and light, and its source is known."""
        if self.picture not in evidence.pictures:
            hint = did_you_mean(self.picture, evidence.pictures, "add it under evidence/pictures")
            yield ("picture",), f"there is no picture '{self.picture}'", hint
        elif evidence.pictures[self.picture].stat().st_size > LIGHT:
            yield ("picture",), f"the file is larger than {LIGHT:,} bytes", "make it smaller, or show a part of it"
        if self.source not in evidence.sources:
            hint = did_you_mean(self.source, evidence.sources, "add it under evidence/sources")
            yield ("source",), f"there is no source '{self.source}'", hint

    def sources(self, evidence: Evidence) -> list[str]:
        return [self.source]

    def html(self, evidence: Evidence) -> Html:
        data = b64encode(evidence.pictures[self.picture].read_bytes()).decode()
        kind = self.picture.rpartition(".")[2].replace("jpg", "jpeg")
        return tag("img", src=f"data:image/{kind};base64,{data}", alt=self.alt)


def _kind(material: Any) -> str:
    has = material if isinstance(material, dict) else vars(material) if isinstance(material, Record) else {}
    kinds = {"series": "a series", "claim": "a quotation", "picture": "a picture"}
    return next((kind for field, kind in kinds.items() if field in has), "a passage")


Material = Annotated[
    Annotated[Passage, Tag("a passage")]
    | Annotated[Series, Tag("a series")]
    | Annotated[Quotation, Tag("a quotation")]
    | Annotated[Picture, Tag("a picture")],
    Discriminator(_kind),
]
