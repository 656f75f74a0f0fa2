"""What a report says: advice, what to teach again, and in what forms it comes."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest

import quizzes
from quizzes import __main__, words
from quizzes.content import HOME, Content, home
from quizzes.problems import ContentError
from quizzes.stats import analyse, intervals, observed
from quizzes.stats.figures import ItemFigures

CHAPTER, KEYED = "turn", "case-goes-on"


def table(path, columns: dict[str, list[str]]):
    """A wide table of these columns."""
    rows = [["student", *columns], *([f"s{n}", *row] for n, row in enumerate(zip(*columns.values(), strict=True)))]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def advice(item_answers: list[str], others: list[list[str]], tmp_path) -> ItemFigures:
    """What is said of one item, whose key is `a`, beside others that are marked already."""
    columns = {"x": item_answers} | {f"o{n}": one for n, one in enumerate(others)}
    key = tmp_path / "key.csv"
    key.write_text("item,key\nx,a\n")
    return analyse([table(tmp_path / "a.csv", columns)], home(), key=key).quizzes[0].by_item[0]


# Forty students, the first of them weak and the last strong.
LADDER = [["1" if n >= 4 * k else "0" for n in range(40)] for k in range(1, 10)]


def test_an_item_whose_distractor_goes_with_the_rest_more_than_the_key_may_be_keyed_wrongly(tmp_path):
    found = advice(["a" if n < 20 else "b" for n in range(40)], LADDER, tmp_path)
    assert found.advice[0] == "keyed"
    assert "Maybe keyed wrongly: students who took “b” did better" in found.about[0]


def test_an_item_of_which_strong_students_take_two_answers_may_have_two_right_ones(tmp_path):
    found = advice(["c" if n < 20 else "ab"[n % 2] for n in range(40)], LADDER, tmp_path)
    assert "two" in found.advice
    assert "“b” about as often as the key" in " ".join(found.about)


def test_a_good_item_gets_no_advice(tmp_path):
    found = advice(["b" if n < 12 else "a" for n in range(40)], LADDER, tmp_path)
    assert (found.advice, found.about) == (["fine"], ["Nothing stands out."])


def test_of_few_students_advice_is_given_with_care(tmp_path):
    found = advice(["a" if n < 5 else "b" for n in range(10)], [one[::4] for one in LADDER], tmp_path)
    assert found.about[-1] == words.REPORT_ADVICE["few"].format(n=10)


def test_a_distractor_that_nobody_chose_is_named(tmp_path):
    item = home().bank(CHAPTER).item(KEYED)
    right, wrong, *never = sorted((option.id for option in item.options), key=lambda one: one != item.keys[0].id)
    answers = [wrong if n < 12 else right for n in range(40)]
    columns = {KEYED: answers} | {f"o{n}": one for n, one in enumerate(LADDER)}
    found = analyse([table(tmp_path / "a.csv", columns)], home()).quizzes[0].by_item[0]
    assert found.advice == ["never"]
    assert {option.id for option in found.options if option.chosen == 0} == {*never}


def test_thirds_keep_students_of_one_score_together(tmp_path):
    found = advice(["a"] * 3 + ["b"] * 37, [["0"] * 20 + ["1"] * 20], tmp_path)
    assert [(option.id, option.weak) for option in found.options] == [("b", 1.0), ("a", 0.0)]


@pytest.fixture
def content_copy(tmp_path):
    """The book's banks, in a place where something may be written."""
    shutil.copytree(HOME / "bank", tmp_path / "quizzes" / "bank")
    return Content(tmp_path / "quizzes")


# What to teach again


@pytest.fixture(scope="module")
def understood(tmp_path_factory):
    item = home().bank(CHAPTER).item(KEYED)
    wrong = next(option.id for option in item.options if option.misconception)
    path = table(
        tmp_path_factory.mktemp("u") / "a.csv", {KEYED: [wrong] * 6 + [item.keys[0].id] * 4, "q": ["1", "0"] * 5}
    )
    return item, analyse([path], home()).quizzes[0]


def test_an_objective_leads_back_to_the_section_of_its_hardest_item(understood):
    item, quiz = understood
    (one,) = quiz.objectives
    assert (one.id, one.share, one.chapter, one.section) == (item.objective, 0.4, CHAPTER, item.section)
    assert one.text == home().bank(CHAPTER).objectives[item.objective]


def test_a_misconception_is_told_with_the_share_of_students_who_showed_it(understood):
    _, quiz = understood
    (one,) = quiz.misconceptions
    assert (one.share, one.students, one.items) == (0.6, 6, [KEYED])
    assert one.interval == (pytest.approx(0.2624, abs=1e-4), pytest.approx(0.8784, abs=1e-4))  # exact, for 6 of 10


# Intervals


def test_the_exact_interval_is_that_of_clopper_and_pearson():
    # n = 10, x = 1 and n = 20, x = 5 of common tables of exact binomial limits.
    assert intervals.share(1, 10) == (pytest.approx(0.0025, abs=1e-4), pytest.approx(0.4450, abs=1e-4))
    assert intervals.share(0, 10) == (0, pytest.approx(1 - 0.025**0.1))
    assert intervals.share(2500, 5000) == (pytest.approx(0.4861, abs=1e-3), pytest.approx(0.5139, abs=1e-3))


def test_what_is_true_of_students_lies_in_the_drawn_interval_nearly_always():
    generator = np.random.default_rng(1)
    hits = 0
    for _ in range(40):
        ability = generator.normal(size=(40, 1))
        marks = (generator.random((40, 6)) < 1 / (1 + np.exp(-ability))).astype(float)
        low, high = intervals.drawn(marks).score
        hits += low <= 3 <= high
    assert hits >= 34


def test_a_class_of_four_gets_no_drawn_interval():
    assert intervals.drawn(np.eye(4)) is None


# Forms


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    columns = {
        one: ["1" if (n * 7 + k) % 5 < 3 else "0" for n in range(12)] for k, one in enumerate(("q1", "q2", "q3"))
    }
    path = table(folder / "a.csv", columns | {KEYED: ["heard", "over"] * 6})
    files = [
        "-o",
        f"{folder}/r.html",
        "--csv",
        f"{folder}/r.csv",
        "--json",
        f"{folder}/r.json",
        "--site",
        "https://a.example",
    ]
    assert __main__.main(["report", str(path), *files]) == 0
    return folder


class Outline(HTMLParser):
    """Headings in their order, tables without a name for each column, and whatever could load or run."""

    def __init__(self, text: str):
        super().__init__()
        self.levels: list[int] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, name, attributes):
        given = dict(attributes)
        if re.fullmatch(r"h\d", name):
            self.levels.append(int(name[1]))
        if name in ("script", "img", "iframe", "link") or any(key.startswith("on") or key == "style" for key in given):
            self.loads.append(name)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []


def test_the_page_is_one_file_that_runs_nothing_and_loads_nothing(written):
    text = (written / "r.html").read_text(encoding="utf-8")
    page = Outline(text)
    assert page.loads == []
    assert re.search(
        r"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-[\w+/=]+'; ", unescape(text)
    )
    assert page.levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert len(page.ids) == len({*page.ids})
    assert {link[1:] for link in page.links if link.startswith("#")} <= {*page.ids}
    section = home().bank(CHAPTER).item(KEYED).section
    assert f"https://a.example/book/{CHAPTER}.html#{section}" in page.links


def test_csv_and_json_have_the_figures_of_every_item(written):
    rows = [*csv.DictReader((written / "r.csv").open(encoding="utf-8-sig"))]
    data = json.loads((written / "r.json").read_text(encoding="utf-8"))["quizzes"][0]
    assert [row["item"] for row in rows] == [one["id"] for one in data["by_item"]] == ["q1", "q2", "q3", KEYED]
    assert [float(row["facility"]) for row in rows] == [round(one["facility"], 4) for one in data["by_item"]]


def test_json_alone_is_printed(written, capsys):
    assert __main__.main(["report", str(written / "a.csv"), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == "zero-tolerance-class-report"


def test_a_notebook_gets_data_frames(written):
    found = quizzes.report(written / "a.csv")
    assert [*found.items["id"]] == ["q1", "q2", "q3", KEYED]
    assert found.quizzes.loc[0, "n"] == len(found.students) == 12
    assert {*found.options["item"]} == {KEYED}


def test_what_was_observed_is_noted_beside_the_banks_and_told_until_the_item_changes(content_copy, tmp_path):
    content = content_copy
    columns = {KEYED: ["heard"] * 3 + ["over"] * 9, "q": ["1"] * 6 + ["0"] * 6}
    report = analyse([table(tmp_path / "a.csv", columns)], content)
    path, n = observed.update(report, content, epoch=1_772_700_000)
    assert (path.name, n) == ("observed.json", 1)
    told = [*observed.lines(observed.read(content), content.banks())]
    assert told[0].startswith(f"observed: {CHAPTER}: {KEYED}: facility 25%, discrimination 0.58 ")
    assert told[0].endswith("(12 students, 2026-03-05): hard")
    assert told[-1] == "observed: 1 items have figures; 0 more have changed since"
    path.write_text(re.sub(r'"revision": "\w+"', '"revision": "00000000"', path.read_text()))
    assert [*observed.lines(observed.read(content), content.banks())] == [
        "observed: 0 items have figures; 1 more have changed since"
    ]
    path.write_text('{"x": 1}')
    with pytest.raises(ContentError, match=r"bank/observed.json:1: x: .*make it again"):
        observed.read(content)
