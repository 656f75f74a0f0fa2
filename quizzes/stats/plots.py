"""The drawings of the report: how the scores lie, and where the items stand between easy and hard."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes import drawing, words
from quizzes.markup import Html
from quizzes.stats.advice import EASY, HARD, WEAK
from quizzes.stats.figures import ItemFigures, QuizFigures

SAY = words.REPORT_PAGE
RIGHT, WIDE, HIGH = 0.015, 0.055, 0.07  # of a number beside its point, in the units of the axes
BARS = 30  # of more different scores, neighbours share a bar


def scores(quiz: QuizFigures, name: str) -> Html:
    """Bars: how many students have each score."""
    width, bars = _bars(quiz)
    most = max(bars.values())
    figure, ax = _axes(180)
    ax.bar([*bars], [*bars.values()], width=width * 0.86, color="accent")
    ax.set_xlim(-width * 0.7, quiz.most + width * 0.7)
    ax.set_ylim(0, most * 1.15)
    ax.yaxis.get_major_locator().set_params(integer=True, nbins=4)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlabel(SAY["score-axis"], color="soft")
    title = SAY["scores-title"]
    said = SAY["scores-said"].format(
        n=quiz.n, lowest=words.figure(quiz.lowest), highest=words.figure(quiz.highest), most=words.figure(quiz.most),
        median=words.figure(quiz.median),
    )  # fmt: skip
    return drawing.svg(figure, name, title, said)


def _bars(quiz: QuizFigures) -> tuple[float, dict[float, int]]:
    """The width of a bar, and the students in each by its middle."""
    width = max(1.0, float(-(-quiz.most // BARS)))
    bars: dict[float, int] = {}
    for score, students in quiz.distribution:
        middle = round(score / width) * width
        bars[middle] = bars.get(middle, 0) + students
    return width, bars


def items(found: Sequence[ItemFigures], name: str) -> Html | None:
    """Each item by its number: easy to the right, telling students apart above; None if there is nothing to draw."""
    drawn = [(n, one) for n, one in enumerate(found, 1) if one.discrimination is not None]
    if not drawn:
        return None
    figure, ax = _axes(270)
    low = min(-0.2, *(one.discrimination - 0.08 for _, one in drawn if one.discrimination is not None))
    ax.set_xlim(-0.04, 1.1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_ylim(low, 1.02)
    ax.axhspan(low, WEAK, color="tint", zorder=0)
    ax.axvline(HARD, color="edge", linewidth=1, linestyle=(0, (3, 3)))
    ax.axvline(EASY, color="edge", linewidth=1, linestyle=(0, (3, 3)))
    places = _apart([(one.facility, one.discrimination or 0) for _, one in drawn])
    for (n, one), (x, y) in zip(drawn, places, strict=True):
        looked = one.advice != ["fine"]
        colour = "accent" if looked else "ink"
        ax.scatter([one.facility], [one.discrimination], s=14, color=colour, linewidths=0)
        ax.text(x, y, str(n), color=colour, va="center", fontweight="bold" if looked else "normal")
    ax.xaxis.set_major_formatter(lambda value, place: f"{value * 100:.0f}%")
    ax.yaxis.set_major_formatter(lambda value, place: f"{value:.1f}".replace("-", "\N{MINUS SIGN}"))
    ax.set_xlabel(SAY["facility-axis"], color="soft")
    weak = [str(n) for n, one in drawn if (one.discrimination or 0) < WEAK]
    said = SAY["items-said"].format(n=len(drawn), weak=", ".join(weak) or SAY["none"])
    return drawing.svg(figure, name, SAY["items-title"], said)


def _apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where the numbers stand: to the right of their points, higher where another one stands already."""
    placed: list[tuple[float, float]] = []
    for x, y in points:
        place = x + RIGHT, y
        while any(abs(place[0] - a) < WIDE and abs(place[1] - b) < HIGH for a, b in placed):
            place = place[0], place[1] + HIGH / 4
        placed.append(place)
    return placed


def _axes(height: int) -> tuple:  # type: ignore[type-arg]
    figure = drawing.canvas(height)
    assert figure, "the extra 'report' brings matplotlib"
    ax = figure.add_axes((46 / 400, 46 / height, 336 / 400, (height - 60) / height))
    ax.patch.set_visible(False)
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.spines["bottom"].set(color="edge", linewidth=1)
    ax.grid(axis="y", color="line", linewidth=1)
    ax.set_axisbelow(True)
    ax.tick_params(left=False, bottom=False, labelcolor="soft", pad=5)
    return figure, ax
