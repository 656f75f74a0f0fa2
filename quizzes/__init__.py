"""Items, timelines and evidence of the book on the 2018 'zero tolerance' border policy.

A chapter needs two lines::

    quiz("warnings")                   # the quiz at its end
    quiz("warnings", "two-limits")     # one item, between sections
    quiz("warnings", mode="exam")      # the same, answered in another way
    timeline("warnings")
    timeline()                         # the events of all chapters on one page
    review("A"), review("B")           # two mixed quizzes on all chapters

A chapter may draw, too: `series` gives the rows of a table of the evidence, `figure` takes a plot of them in.

A class notebook counts and compares, in plain Python that runs in a browser as well::

    polls = series("polls_2018").where(group="registered voters")
    evidence.claims("watchdogs").count("status")
    bars(polls, "answer", "percent", counts="percent of …")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import PathLike

    from quizzes.figures import Figure
    from quizzes.rows import Row, Rows
    from quizzes.states import Mode
    from quizzes.stats.carried import Frames
    from quizzes.widget import Line, Quiz, Shown

__version__ = "0.1.0"
__all__ = ["bars", "evidence", "figure", "quiz", "report", "review", "series", "timeline"]


def quiz(chapter: str, *items: str, mode: Mode | None = None) -> Quiz:
    """The quiz of a chapter, or a quiz of the items named; `mode` in place of the one that the bank says.

    Modes: ``each`` (each item is checked by itself), ``end`` (all are checked at the end, and may be corrected),
    ``exam`` (no hint and no feedback until it is handed in), ``practice`` (each item until it is right or given up).

    In a notebook it can be answered; ``.responses``, ``.score`` and ``.report()`` tell how it went.
    Raises `quizzes.problems.ContentError` if the chapter has no bank or the bank has faults, `KeyError` for an
    item that it does not hold, and `ValueError` for a mode that there is not.
    """
    from quizzes.content import home
    from quizzes.widget import Quiz

    return Quiz(home().bank(chapter).form(*items, mode=mode), home().evidence)


def review(form: str = "A", seed: int | None = None) -> Quiz:
    """A mixed quiz of 20 to 25 items on all chapters, in two forms that share none: ``review("A")``, ``review("B")``.

    Each chapter and each skill has its fair share (`quizzes.mixed` gives the rules).  The same `seed` gives the same
    two forms, another one gives two others; the book's own are those without.  It answers to Python as `quiz` does,
    and what is answered in one form is kept for that form alone.  Raises `ValueError` for a form that there is not.
    """
    from quizzes.content import home
    from quizzes.mixed import SEED
    from quizzes.widget import Quiz

    return Quiz(home().review(form, SEED if seed is None else seed), home().evidence)


def timeline(*chapters: str) -> Line:
    """The timeline of a chapter, of several as one, or of all: a list of events in order of time.

    In a live notebook, as on the site, it has an axis and filters.
    """
    from quizzes import timeline_page
    from quizzes.content import home
    from quizzes.widget import Line, timeline_words

    line = home().chronicle(*chapters)
    return Line(timeline_page.timeline(line, home().evidence), timeline_words(line))


class _Evidence:
    """What the book rests on: ``evidence("s-058")`` shows one claim, ``evidence.claims()`` has them as rows."""

    def __call__(self, claim: str) -> Shown:
        """One claim with its status, passage, sources and what disagrees with it."""
        from quizzes.cards import Cards
        from quizzes.content import home
        from quizzes.markup import tag
        from quizzes.references import References
        from quizzes.widget import Shown

        known = home().evidence
        found = known.claim(claim)
        cards = Cards(known, References(known.sources[cited.key] for cited in found.citations))
        return Shown(tag("ul", cards.note(found, "evidence/")), f"Claim {claim}")

    def claims(self, chapter: str | None = None) -> Rows:
        """The claims on a chapter's page of evidence, or all: ``evidence.claims("turn")``.

        A row is a dict with ``id``, ``chapter``, ``text``, ``date``, ``theme``, ``actors``, ``status``, ``sources``,
        ``source_kinds``, ``published`` (when its first source came out), ``quote``, ``by`` (whose words they are) and
        ``disagreement``.  Actors, sources and their kinds are lists; what a claim does not have is None.  Dates are
        EDTF: see `quizzes.dates`.  `KeyError` names the likely slip in the name of a chapter or a column.
        """
        from quizzes.content import home
        from quizzes.tables import claims

        return claims(home(), chapter)


evidence = _Evidence()


def series(name: str) -> Rows:
    """The rows of a table of the evidence, as dicts whose numbers are numbers: ``series("cbp_monthly_apprehensions")``.

    The tables are the files of ``quizzes/evidence/series``, where each has a note on unit, source and limits, and two
    that are made of other records: ``agencies`` and ``events``.  An empty cell is None.  `KeyError` names the likely
    slip in the name of a table or of a column.

    The rows are a list of dicts that can be filtered (``.where(month="2018-06")``), narrowed (``.pick("month")``),
    counted (``.count("fiscal_year")``) and turned into a pandas frame (``.frame()``): see `quizzes.rows`.
    """
    from quizzes.content import home
    from quizzes.tables import table

    return table(home(), name)


def bars(rows: Iterable[Row], label: str, value: str, counts: str) -> Shown:
    """A bar for each row, as long as the number in the column `value`, with the text of the column `label` before it.

    `counts` says what a bar counts, of whom and when; without it there is none.  It is drawn in plain Python and is a
    table at once, so that it can be read without seeing it.  Raises `KeyError` for a column that is not there, and
    `ValueError` for one that holds words, and for rows that count different things.
    """
    from quizzes.bar_chart import bars

    return bars(rows, label, value, counts)


def figure(
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
) -> Figure:
    """A figure to plot in with matplotlib; a cell that ends with it shows it.

    `title` says what is counted and, modestly, what is seen; `description` gives the shape in two or three sentences
    with numbers, for those who can't see it; `unit` says what one of the things counted is; `source` lists ids of
    claims or sources; `caveat` says what the figure can't show.  `data` are rows of `series`, and `columns` names
    those of the table, each with its heading.

    ``fig.axes()`` gives axes.  Colours are the page's: ink, soft, line, edge, tint, accent, second, paper.
    Raises `KeyError` for a source or a column that is not there, and `ValueError` for what a figure can't do without.
    """
    from quizzes.content import home
    from quizzes.figures import Figure

    return Figure(
        home(),
        name,
        title=title,
        description=description,
        unit=unit,
        source=source,
        caveat=caveat,
        data=data,
        columns=columns,
        height=height,
    )


def report(*answers: str | PathLike[str], **options: Any) -> Frames:
    """What a class understood and which items are weak, as data frames: ``report("responses.csv").items``.

    `answers` are files and folders, as ``python -m quizzes report`` takes them; `options` are those of
    `quizzes.stats.analyse`, such as ``attempt="best"`` or ``key="key.csv"``.  The frames are ``quizzes``, ``items``,
    ``options`` and ``students``; ``report`` has all of it as records.  It needs the extra ``report``.  Raises
    `quizzes.stats.lines.ReadingError` for files that can't be used, and tells how to mend them.
    """
    from pathlib import Path

    from quizzes.content import home
    from quizzes.stats import analyse
    from quizzes.stats.carried import frames

    if options.get("key") is not None:
        options["key"] = Path(options["key"])
    return frames(analyse(map(Path, answers), home(), **options))
