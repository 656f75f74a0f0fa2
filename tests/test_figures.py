"""Figures: drawn the same everywhere, readable without seeing them, and of nothing but the evidence's numbers."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from quizzes import figure, series
from quizzes.chapters import chapters
from quizzes.content import HOME
from quizzes.drawing import COLOURS
from quizzes.evidence_pages import EvidencePages
from quizzes.tables import Rows, as_csv, names, table
from quizzes.undrawn import FOLDER, drawings
from quizzes.undrawn import shown as stored_or_not
from quizzes.words import FIGURE

BOOK = HOME.parent / "book"
CELLS = [
    (chapter, one, "".join(chapter.cells[one.cell]["source"])) for chapter in chapters(BOOK) for one in chapter.figures
]
every_figure = pytest.mark.parametrize(("chapter", "drawn", "code"), CELLS, ids=[one.name for _, one, _ in CELLS])
PROBE = """
from quizzes import figure, series
rows = series("trac_cbp_referred_prosecutions_sw_border")[:4]
fig = figure("probe", title="Prosecutions <b>", description="It rises & rises.", unit="People.", source=["g-099"],
             caveat="It shows no cause.", data=rows, columns={"month": "Month", "prosecutions": "Number"})
ax = fig.axes()
ax.plot(range(4), rows.column("prosecutions") if hasattr(rows, "column") else [r["prosecutions"] for r in rows],
        "o-", color="accent", label="<script>")
ax.text(1, 6000, "$5 & <b>", color="soft")
print(fig.html)
"""


def probe(**changed):
    """A small figure, with some of its fields changed."""
    fields = {
        "title": "Prosecutions",
        "description": "They rise.",
        "unit": "People.",
        "source": ["g-099"],
        "caveat": "No cause.",
        "data": series("trac_cbp_referred_prosecutions_sw_border")[:4],
        "columns": {"month": "Month", "prosecutions": "Number"},
    }
    return figure("probe", **(fields | changed))


def shown(code: str):
    """What a figure's cell shows."""
    *body, last = code.strip().splitlines()
    space = {"figure": figure, "series": series}
    exec("\n".join(body), space)
    return eval(last, space)


class Page(HTMLParser):
    """The tags of a piece of HTML, and the cells of its table."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[list[str]] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, name, attrs):
        self.tags.append((name, dict(attrs)))
        self.inside = name
        if name == "tr":
            self.cells.append([])
        if name in ("td", "th"):
            self.cells[-1].append("")

    def handle_endtag(self, name):
        self.inside = ""

    def handle_data(self, data):
        if self.inside in ("td", "th"):
            self.cells[-1][-1] += data

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


# A series


def test_a_series_is_rows_whose_numbers_are_numbers():
    rows = series("cbp_monthly_apprehensions")
    assert rows[0]["month"] == "2016-10"
    assert rows[0]["family_unit_members"] == 13115
    assert {row["month"]: row["unaccompanied_children"] for row in rows}["2018-09"] is None
    assert rows.column("fiscal_year")[-1] == "FY2019"
    assert isinstance(rows, Rows)


def test_a_column_with_one_text_in_it_stays_text():
    assert "over 1,100" in series("separation_counts_by_source").column("figure")


def test_a_wrong_name_or_column_is_told_what_it_may_be():
    with pytest.raises(KeyError, match="no series 'cbp_monthly'; did you mean 'cbp_monthly_apprehensions'"):
        series("cbp_monthly")
    with pytest.raises(KeyError, match="'polls_2018' has no column 'percents'; did you mean 'percent'"):
        series("polls_2018")[0]["percents"]


def test_agencies_have_their_department_and_the_persons_of_the_time():
    offices = {row["id"]: row for row in series("agencies")}
    assert offices["border-patrol"]["department"] == "U.S. Department of Homeland Security"
    assert offices["oag"]["people_spring_2018"] == "Jeff Sessions; Gene Hamilton"
    assert offices["white-house"]["department"] == "White House"


def test_events_are_those_of_all_timelines(content):
    assert len(series("events")) == len(content.chronicle().events)


@pytest.mark.parametrize("name", ["=1+1", "+1 2", "-1+1", "@SUM(A1)", "\tx"])
def test_no_cell_of_a_table_is_a_formula_to_a_spreadsheet(name):
    made = as_csv(Rows("made", [{"cell": name, "number": -3, "share": "-21"}]))
    [_, (cell, number, share)] = csv.reader(io.StringIO(made))
    assert cell == "'" + name
    assert (number, share) == ("-3", "-21")


def test_every_table_is_written_beside_the_evidence_pages(content, tmp_path):
    EvidencePages(content, BOOK).write(tmp_path)
    for name in names(content):
        with (tmp_path / "series" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(table(content, name))


# What a figure refuses


@pytest.mark.parametrize("field", ["title", "description", "unit", "source", "caveat", "data", "columns"])
def test_a_figure_without_one_of_these_is_none(field):
    fields = {"title": "", "description": "", "unit": "", "source": [], "caveat": "", "data": [], "columns": {}}
    del fields[field]
    with pytest.raises(TypeError, match=f"'{field}'"):
        figure("probe", **fields)
    if field in ("title", "description", "unit", "caveat"):
        with pytest.raises(ValueError, match=f"the figure 'probe' has an empty {field}"):
            probe(**{field: " "})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"source": []}, "names no source"),
        ({"source": ["g-9999"]}, "no claim or source 'g-9999'"),
        ({"source": ["trac-imm-151"]}, "did you mean 'trac-imm-51"),
        ({"columns": {"monht": "Month"}}, "no column 'monht'; did you mean 'month'"),
        ({"data": [{"month": "2018-01", "prosecutions": 1}]}, "must be rows of a series"),
        ({"data": []}, "must be rows of a series"),
        ({"data": [*series("polls_2018")[:1], *series("events")[:1]]}, "of two tables"),
    ],
)
def test_a_figure_of_what_is_not_in_the_evidence_is_refused(changed, message):
    with pytest.raises((ValueError, KeyError), match=message):
        probe(**changed)


def test_a_number_that_was_changed_is_refused():
    rows = series("trac_cbp_referred_prosecutions_sw_border")[:4]
    rows[0]["prosecutions"] += 1
    with pytest.raises(ValueError, match="this row does not stand in"):
        probe(data=rows)


def test_two_series_that_count_differently_are_never_in_one_figure():
    with pytest.raises(ValueError, match="would put the series A and B together"):
        probe(data=series("trac_cbp_referred_prosecutions_sw_border"))


def test_a_colour_that_the_page_can_not_change_by_night_is_refused():
    fig = probe()
    fig.axes().plot([1, 2], color="red")
    with pytest.raises(ValueError, match=r"the colour #ff0000 is not one of the page's; use one of: ink, soft"):
        fig.html  # noqa: B018 - it is drawn when it is asked for


def test_a_text_that_would_be_cut_off_is_refused():
    fig = probe()
    fig.axes().text(0, 0, "a very long text " * 5)
    with pytest.raises(ValueError, match=r"is cut off .*; shorten or move it"):
        fig.html  # noqa: B018 - as above


# What a figure shows


def test_a_figure_is_the_same_in_every_process():
    made = [
        subprocess.run(
            [sys.executable, "-c", PROBE],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(HOME.parent), "MPLBACKEND": backend},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, backend in (("1", "agg"), ("2", "svg"))
    ]
    assert made[0] == made[1]
    assert "&lt;b&gt;" in made[0]
    assert "$5 &amp; &lt;b&gt;" in made[0]
    assert "<b>What" in made[0]
    assert "<script" not in made[0]


@every_figure
def test_a_chapters_figure_is_drawn_as_it_is_stored(chapter, drawn, code):
    cell = chapter.cells[drawn.cell]
    stored = "".join(cell["outputs"][0]["data"]["text/html"])
    fig = shown(code)
    assert fig.html == fig.html == stored, "run: make refresh"
    assert repr(fig).startswith(f"Figure '{drawn.name}': ")


@every_figure
def test_a_figure_has_no_style_and_no_script_of_its_own(chapter, drawn, code):
    html = shown(code).html
    page = Page(html)
    assert not {"style", "script", "metadata", "image", "foreignobject"} & {name for name, _ in page.tags}
    for _, attributes in page.tags:
        assert not [key for key in attributes if key == "style" or key.startswith(("on", "xlink:"))]
    assert "data:" not in html
    assert "<?xml" not in html


@every_figure
def test_a_figure_can_be_read_without_seeing_it(chapter, drawn, code):
    page = Page(shown(code).html)
    [svg] = page.all("svg")
    assert svg["role"] == "img"
    named = svg["aria-labelledby"].split()
    assert [page.all("title")[0]["id"], page.all("desc")[0]["id"]] == named
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"figure-{drawn.name}") for one in ids)
    [link] = [one for one in page.all("a") if "download" in one]
    assert re.fullmatch(r"evidence/series/[\w-]+\.csv", link["href"])
    assert {"col", "row"} == {one["scope"] for one in page.all("th")}
    [caption], [scroll] = page.all("caption"), [one for one in page.all("div") if one.get("tabindex") == "0"]
    assert scroll["aria-labelledby"] == caption["id"]


@every_figure
def test_the_numbers_of_its_table_are_those_of_the_file(chapter, drawn, code):
    fig = shown(code)
    page = Page(fig.html)
    head, *rows = page.cells
    assert head == list(fig.columns.values())
    assert len(rows) == len(fig.data)
    known = table(fig.content, fig.data[0].table)
    for cells, row in zip(rows, fig.data, strict=True):
        assert row in known
        for cell, column in zip(cells, fig.columns, strict=True):
            if isinstance(row[column], int):
                assert int(cell.replace(",", "")) == row[column]


@every_figure
def test_what_a_description_says_stands_in_the_data(chapter, drawn, code):
    """Numbers of four digits and more, with their comma, are those of the rows."""
    fig = shown(code)
    cells = [f"{cell:,}" if isinstance(cell, int) else str(cell) for row in fig.data for cell in row.values()]
    said = re.findall(r"\b\d{1,3},\d{3}\b", fig.said["title"] + fig.said["description"])
    assert set(said) <= set(re.findall(r"\b\d{1,3},\d{3}\b", " ".join(cells)))


@every_figure
def test_a_figure_is_light(chapter, drawn, code):
    assert len(gzip.compress(shown(code).html.encode())) < 6_000


def test_a_row_leads_to_the_claims_that_it_rests_on():
    rows = [row for row in series("separation_counts_by_source") if row["figure"] == "3,014"]
    page = Page(probe(data=rows, columns={"figure": "Figure", "claim_ids": "Evidence"}).html)
    [shown] = page.cells[1:]
    links = [one["href"] for one in page.all("a") if one.get("data-claim") in ("v-125", "v-126", "v-042")]
    assert links == ["evidence/reunion.md#v-125", "evidence/reunion.md#v-126", "evidence/six-weeks.md#v-042"]
    assert shown[0] == "3,014"


def test_series_b_of_the_prosecutions_is_drawn_nowhere():
    for _, drawn, code in CELLS:
        if "trac_cbp_referred_prosecutions_sw_border" in drawn.tables:
            fig = shown(code)
            assert {row["series"] for row in fig.data} == {"A"}
            assert "11,652" not in fig.html


def test_the_dates_of_the_trial_are_those_of_its_event(content):
    [code] = [code for _, drawn, code in CELLS if drawn.name == "family-arrests-2017"]
    [event] = [event for event in content.chronicle().events if event.id == "el-paso-trial"]
    months = [re.findall(r"\d{4}-\d\d", date) for date in (event.date, *(one.date for one in event.disputed))]
    spans = re.findall(r": \(date\((\d+), (\d+), \d+\), date\((\d+), (\d+), (\d+)\)\)", code)
    assert len(spans) == 4
    for year, month, end_year, end_month, day in spans:
        last = f"{end_year}-{int(end_month) - (day == '1'):02}"  # the first of a month ends the one before
        assert [f"{year}-{int(month):02}", last] in months


def test_the_calendar_names_events_that_there_are(content):
    [code] = [code for _, drawn, code in CELLS if drawn.name == "calendar"]
    named = set(re.findall(r'^    "([a-z-]+)": "', code, re.MULTILINE))
    known = set(series("events").column("id"))
    assert len(named) > 10
    if set(content.chapters("timelines")) >= {"decision", "six-weeks", "turn", "warnings"}:  # they tell them
        assert named - known == set()


def test_the_style_sheet_knows_every_colour():
    css = (HOME / "static" / "figure.css").read_text(encoding="utf-8")
    page = (HOME / "static" / "book.css").read_text(encoding="utf-8")
    for name, value in COLOURS.items():
        assert f".f-{name} {{ fill: var(--q-{name}); }}" in css
        assert f".s-{name} {{ stroke: var(--q-{name}); }}" in css
        assert f"--q-{name}: {value};" in page
        assert page.count(f"--q-{name}: ") >= 4  # by day, twice by night, in forced colours


# Where there is no matplotlib


@pytest.fixture
def no_matplotlib(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"] or ["matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)


@every_figure
def test_without_matplotlib_a_figures_code_runs_and_its_data_are_there(no_matplotlib, chapter, drawn, code):
    html = shown(code).html
    stored = "".join(chapter.cells[drawn.cell]["outputs"][0]["data"]["text/html"])
    assert FIGURE["undrawn"] in html
    assert Page(html).cells == Page(stored).cells


def test_without_matplotlib_the_books_drawing_is_shown_and_said_to_be_that(tmp_path):
    drawing = f"<figure>{probe().html}</figure>"
    ((name, svg),) = drawings(drawing)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / name).write_text(svg)
    told = stored_or_not(tmp_path, "figure-probe")
    assert told.startswith("<svg")
    assert svg in told
    assert FIGURE["drawn"] in told
    assert "<svg" not in stored_or_not(tmp_path, "figure-other")
