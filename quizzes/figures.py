"""Figures: drawn by a chapter's own code from a table of the evidence, shown as HTML that everybody can read.

A chapter's cell names what the figure shows, plots with matplotlib, and ends with the figure::

    rows = series("cbp_monthly_apprehensions")
    fig = figure("arrests", title=…, description=…, unit=…, source=[…], caveat=…, data=rows, columns={…})
    ax = fig.axes()
    ax.plot(rows.column("month"), rows.column("family_unit_members"), color="accent")
    fig

Where matplotlib is not installed, as in the browser alone, the plotting is taken in quietly, and the figure shows the
drawing that its chapter has, or says that there is none (`quizzes.undrawn`).

It shows the title, the drawing, what is counted, the sources, what to be careful of, the data as a table, and a link
to the whole table as CSV.  Without any of these there is no figure.  What is drawn is our code's business, and its
tests'; that the table's numbers are the evidence's, this module sees to: its data are rows of `series`, unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quizzes import dates, drawing, undrawn
from quizzes.content import Content
from quizzes.markup import Html, tag
from quizzes.page import citations
from quizzes.problems import did_you_mean
from quizzes.tables import Cell, Row, table
from quizzes.text import inline, plain
from quizzes.widget import Shown
from quizzes.words import FIGURE, LANGUAGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
CLAIMS = "claim_ids"  # the column of a table whose cells name claims: ``v-125; v-126``


class Figure(Shown):
    """One figure; `axes()` gives what to plot on, and a cell that ends with it shows it."""

    def __init__(
        self,
        content: Content,
        name: str,
        *,
        title: str,
        description: str,
        unit: str,
        source: Sequence[str],
        caveat: str,
        data: Iterable[Row],
        columns: Mapping[str, str],
        height: int = 240,
    ):
        said = {"title": title, "description": description, "unit": unit, "caveat": caveat}
        for field, text in said.items():
            if not text.strip():
                raise ValueError(f"the figure '{name}' has an empty {field}; write one")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise ValueError(f"'{name}' is no name; write small letters, digits and single hyphens: 'family-arrests'")
        self.content, self.id = content, f"figure-{name}"
        self.said, self.columns = said, dict(columns)
        self.source = _sources(content, name, source)
        self.data = _data(content, name, data)
        for row in self.data[:1]:
            [row[column] for column in columns]  # a wrong one says so
        self.drawn = drawing.canvas(height)
        self.words = f"Figure '{name}': {plain(title)}"

    def axes(self, left: int = 46, right: int = 14, top: int = 14, bottom: int = 26) -> Axes:
        """Axes of matplotlib, with margins in units of the drawing, 400 of which are its width.

        A faint grid across, a line below, no frame; `ax.set_axis_off()` takes these away too.
        """
        if self.drawn is None:
            return undrawn.Quiet()  # type: ignore[return-value]
        width, height = self.drawn.get_size_inches() * 72
        ax = self.drawn.add_axes(
            (left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height)
        )
        ax.patch.set_visible(False)
        ax.spines[["left", "right", "top"]].set_visible(False)
        ax.spines["bottom"].set(color="edge", linewidth=1)
        ax.grid(axis="y", color="line", linewidth=1)
        ax.set_axisbelow(True)
        ax.tick_params(left=False, bottom=False, labelcolor="soft", pad=5)
        ax.set_prop_cycle(color=["ink", "accent", "second"])
        ax.margins(x=0)
        ax.yaxis.set_major_formatter(lambda value, place: f"{value:,.0f}")
        return ax

    def box(self, ax: Axes, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """A rectangle from (x, y), in the units of the axes; `style` is matplotlib's: ``facecolor="tint"``."""
        if self.drawn is None:
            return
        from matplotlib.patches import Rectangle

        ax.add_patch(Rectangle((x, y), width, height, **style))

    @property
    def html(self) -> Html:  # type: ignore[override]
        """The figure as it stands on a page."""
        shown = [tag("p", tag("b", FIGURE[key]), " ", what) for key, what in self._about().items()]
        title, description = plain(self.said["title"]), plain(self.said["description"])
        if self.drawn is None:
            svg = undrawn.shown(self.content.root, self.id)
        else:
            svg = drawing.svg(self.drawn, self.id, title, description)
        return tag(
            "figure",
            tag("figcaption", inline(self.said["title"]), id=f"{self.id}-caption"),
            "\n",
            svg,
            "\n",
            shown,
            "\n",
            tag("details", tag("summary", FIGURE["data"]), self._table()),
            tag("p", Html(" · ").join(self._more())),
            class_="f-figure",
            id=self.id,
            lang=LANGUAGE,
            aria_labelledby=f"{self.id}-caption",
        )

    def _about(self) -> dict[str, Html]:
        cited = citations(self.source, self.content.evidence)
        return {"unit": inline(self.said["unit"]), "source": cited, "caveat": inline(self.said["caveat"])}

    def _table(self) -> Html:
        head = tag("tr", [tag("th", heading, scope="col") for heading in self.columns.values()])
        body = []
        for row in self.data:
            first, *others = [self._shown(row, column) for column in self.columns]
            body.append(tag("tr", tag("th", first, scope="row"), [tag("td", cell) for cell in others]))
        name = f"{self.id}-table"
        caption = tag("caption", inline(self.said["title"]), id=name)
        whole = tag("table", caption, tag("thead", head), tag("tbody", body))
        return tag("div", whole, class_="f-scroll", tabindex="0", role="region", aria_labelledby=name)

    def _shown(self, row: Row, column: str) -> str:
        """A cell of the table; the claims that a row rests on are links to them."""
        cell = row[column]
        if column == CLAIMS and isinstance(cell, str):
            return citations(cell.split("; "), self.content.evidence)
        return _cell(cell)

    def _more(self) -> list[Html]:
        """Links to the whole table as a file, and to the figure's code, which would weigh more than the figure."""
        name = self.id.removeprefix("figure-")
        csv = tag("a", FIGURE["csv"], href=f"evidence/series/{self.data[0].table}.csv", download=True)
        return [csv, tag("a", FIGURE["code"], href=f"evidence/figures.md#{name}")]


def _sources(content: Content, name: str, source: Sequence[str]) -> list[str]:
    evidence = content.evidence
    if isinstance(source, str) or not source:
        raise ValueError(f"the figure '{name}' names no source; write a list of ids, such as ['g-106']")
    for key in source:
        if key not in evidence.claims and key not in evidence.sources:
            hint = did_you_mean(key, [*evidence.claims, *evidence.sources], "see quizzes/evidence")
            raise KeyError(f"the figure '{name}': there is no claim or source '{key}'; {hint}")
    return list(source)


def _data(content: Content, name: str, data: Iterable[Row]) -> list[Row]:
    """The rows, which must stand in their table as they are; `ValueError` if not."""
    rows = list(data)
    if not rows or not all(isinstance(row, Row) for row in rows):
        raise ValueError(f"the data of the figure '{name}' must be rows of a series: data=series('…'), or some of them")
    if len({row.table for row in rows}) > 1:
        raise ValueError(f"the data of the figure '{name}' are of two tables; draw a figure of each")
    known = table(content, rows[0].table)
    for row in rows:
        if row not in known:
            raise ValueError(f"the figure '{name}': this row does not stand in '{row.table}': {dict(row)}")
    kinds = {str(row["series"]) for row in rows} if "series" in rows[0] else set()
    if len(kinds) > 1:  # counted in different ways
        hint = "draw one of them: [row for row in rows if row['series'] == 'A']"
        raise ValueError(f"the figure '{name}' would put the series {' and '.join(sorted(kinds))} together; {hint}")
    return rows


def _cell(cell: Cell) -> str:
    """A cell as people read it: 10,852; April 29, 2018; and words for one that is empty."""
    if cell is None:
        return FIGURE["none"]
    if isinstance(cell, str):
        return dates.words(cell) if DAY.fullmatch(cell) else cell
    return f"{cell:,}"
