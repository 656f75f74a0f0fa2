"""Class notebooks: a beginner's Python finds, counts and draws what the evidence has, and is told what went wrong."""

from __future__ import annotations

import sys
from copy import deepcopy
from types import SimpleNamespace

import nbformat
import pytest

from quizzes import bars, evidence, series
from quizzes.chapters import is_answer
from quizzes.content import HOME
from quizzes.refresh import normalise
from quizzes.rows import FIRST, SHOWN, Rows

FOLDER = HOME.parent / "book" / "work"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def polls() -> Rows:
    return series("polls_2018")


# Rows


def test_rows_are_chosen_by_what_stands_in_their_columns():
    chosen = polls().where(pollster="Quinnipiac", group="registered voters")
    assert chosen.column("percent") == [27, 66]
    assert chosen.where(answer="against")[0]["percent"] == 66


def test_what_is_empty_is_found_as_none():
    outside = series("events").where(theme="warning", track=None)
    assert "groups-complain" in outside.column("id")


def test_values_that_never_meet_give_no_row_and_a_table_that_says_so():
    none = polls().where(pollster="Rasmussen", group="Republicans")
    assert none == []
    assert "No row." in none._repr_mimebundle_()["text/html"]


def test_a_slip_in_a_value_or_a_column_is_told_what_it_may_be():
    with pytest.raises(ValueError, match=r"no row of 'polls_2018' has 'Republican' .+ did you mean 'Republicans'"):
        polls().where(group="Republican")
    with pytest.raises(KeyError, match="no column 'gruop'; did you mean 'group'"):
        polls().where(gruop="all")
    with pytest.raises(KeyError, match="no column 'percents'; did you mean 'percent'"):
        polls().pick("percents")


def test_columns_are_picked_in_the_order_that_is_asked_for():
    assert list(polls().pick("percent", "answer")[0]) == ["percent", "answer"]


def test_values_are_counted_most_first():
    rows = series("separation_counts_by_source")
    counted = rows.count("unit")
    assert counted[0] == {"unit": "children", "count": rows.column("unit").count("children")}
    assert counted.column("count") == sorted(counted.column("count"), reverse=True)
    assert sum(counted.column("count")) == len(rows)


def test_a_claim_counts_once_for_each_kind_of_source_that_it_has():
    claims = Rows("claims", [{"source_kinds": ["news", "memo", "news"]}, {"source_kinds": ["news"]}])
    assert claims.count("source_kinds") == [
        {"source_kinds": "news", "count": 2},
        {"source_kinds": "memo", "count": 1},
    ]
    assert len(claims.where(source_kinds="memo")) == 1


def test_a_column_that_a_student_adds_stays_out_of_the_evidence():
    rows = polls()
    rows[0]["mine"] = 1
    assert "mine" not in polls()[0]
    assert rows.where(pollster="CBS")[0]["mine"] == 1


def test_a_long_table_shows_its_first_rows_and_says_how_many_there_are():
    shown = polls()._repr_mimebundle_()["text/html"]
    assert shown.count("<tr>") == FIRST + 1
    assert f"33 rows; the first {FIRST} are shown." in shown
    short = series("cbp_family_units_by_sector")
    assert len(short) <= SHOWN
    assert short._repr_mimebundle_()["text/html"].count("<tr>") == len(short) + 1


def test_what_a_table_shows_is_text():
    shown = Rows("made", [{"<b>": "<script>alert(1)</script>"}])._repr_mimebundle_()["text/html"]
    assert "<script>" not in shown
    assert "<b>" not in shown


def test_rows_become_a_frame_where_pandas_is(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    frame = polls().frame()
    assert type(frame[0]) is dict
    assert frame == polls()


def test_without_pandas_a_student_is_told_how_to_get_it_and_how_to_go_on(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install pandas.+for row in rows"):
        polls().frame()


# Claims


def test_claims_are_rows_with_their_sources_and_when_these_came_out(content):
    rows = {row["id"]: row for row in evidence.claims()}
    assert set(rows) == set(content.evidence.claims)
    row = rows["s-058"]
    assert row["chapter"] == "warnings"
    assert row["text"] == content.evidence.claim("s-058").claim
    assert (row["date"], row["published"], row["status"]) == ("2018-04", "2021-01-14", "article")
    assert row["sources"] == ["wapo-2021-01-14"]
    assert row["source_kinds"] == ["news"]
    assert row["quote"] == "The USAOs and other interested stakeholders could not absorb this increase"
    assert row["by"].startswith("an official")
    assert rows["v-120"]["disagreement"] is not None
    assert rows["s-055"]["quote"] is None


def test_claims_of_one_chapter_are_those_on_its_page_of_evidence(content):
    where = content.evidence.claims.where
    assert evidence.claims("turn").column("id") == [key for key in where if where[key].page == "turn"]
    with pytest.raises(KeyError, match="no chapter 'turm'; did you mean 'turn'"):
        evidence.claims("turm")


def test_one_claim_is_shown_as_before():
    assert "could not absorb" in evidence("s-058").html


# Bars


def test_bars_say_what_they_count_and_give_each_number_as_text():
    shown = bars(polls().where(pollster="Rasmussen"), "answer", "percent", counts="Percent of *those* asked").html
    assert "Percent of <em>those</em> asked" in shown
    assert 'aria-label="Percent of those asked"' in shown
    for text in ("the parents for breaking the law", ">54<", ">35<"):
        assert text in shown
    assert " style=" not in shown


def test_bars_are_as_long_as_their_numbers_from_nothing_on():
    rows = Rows("made", [{"a": "x", "n": 1000}, {"a": "y", "n": 500}, {"a": "z", "n": 0}, {"a": "none", "n": None}])
    shown = bars(rows, "a", "n", counts="Things").html
    assert [part.split('"')[1] for part in shown.split("<rect ")[1:]] == ["160", "80", "0"]
    assert "1,000" in shown
    assert "no figure" in shown


@pytest.mark.parametrize(
    ("rows", "label", "value", "counts", "message"),
    [
        ("polls_2018", "answer", "percent", " ", "say what a bar counts"),
        ("polls_2018", "answer", "precent", "People", "no column 'precent'; did you mean 'percent'"),
        ("polls_2018", "percent", "answer", "People", "needs a number, and 'answer' holds words such as 'in favor'"),
        ("cbp_family_units_by_sector", "sector", "percent_change_as_published", "Percent", "holds -21; print"),
        (
            "trac_immigration_prosecutions_all_districts",
            "period",
            "prosecutions",
            "People",
            r"count different things \(kind: month, fiscal year.+rows.where\(kind='month'\)",
        ),
        ("trac_cbp_referred_prosecutions_sw_border", "month", "prosecutions", "People", r"\(series: A, B\)"),
    ],
)  # fmt: skip
def test_bars_that_nobody_could_read_are_refused(rows, label, value, counts, message):
    with pytest.raises((ValueError, KeyError), match=message):
        bars(series(rows), label, value, counts=counts)


# The notebooks, which nbval runs


@every_notebook
def test_a_class_notebook_is_stored_as_it_was_run_with_its_answers_closed(path):
    stored = nbformat.read(path, as_version=4)
    again = deepcopy(stored)
    normalise(again)
    assert again == stored, "run: python -m quizzes refresh"
    closed = [cell.metadata.get("jp-MarkdownHeadingCollapsed", False) for cell in stored.cells]
    assert closed == [cell.cell_type == "markdown" and is_answer(cell.source) for cell in stored.cells]
    assert sum(closed) == 3


@every_notebook
def test_a_class_notebook_needs_no_library_that_a_browser_lacks(path):
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    imports = [line for source in code for line in source.splitlines() if "import" in line]
    assert all(line.startswith("from quizzes import ") for line in imports)


@every_notebook
def test_no_line_of_code_is_too_long_to_be_read(path):
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [line for source in code for line in source.splitlines() if len(line) > 95] == []
