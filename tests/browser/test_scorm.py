"""A package in a learning system: scorm-again stands for it, and hears score, completion and answers, and gives them
back when the learner returns."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from quizzes import samples, scoring
from quizzes.content import HOME, home
from quizzes.exports import Asked, scorm
from quizzes.itemtypes import Item

from .book import WIDE, served
from .conftest import Visit
from .reader import Question, result

RUNTIME = HOME.parent / "tests" / "vendor" / "scorm-again"
EDITIONS = {"1.2": ("scorm12.min.js", "API", "Scorm12API"), "2004": ("scorm2004.min.js", "API_1484_11", "Scorm2004API")}
CHAPTER = "turn"
ITEMS = home().bank(CHAPTER).leaves
ROOM, OWN_WORDS = 4096, 700  # characters: SCORM 1.2's suspend data, and some for an open answer
MOMENT = 1798761600000
LMS = """<!doctype html><html lang="en"><title>A learning system</title><script src="{file}"></script>
<script>
const own = new {kind}({{ autocommit: false, logLevel: 5 }});
const before = localStorage.getItem('attempt');
if (before) own.loadFromJSON(JSON.parse(before));
window.{name} = own;
own.on('{event}', () => localStorage.setItem('attempt', JSON.stringify(own.cmi)));
</script>
<iframe src="{page}" title="Content" width="1100" height="800"></iframe></html>"""


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def school(edition: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("school")
    made = scorm.export(Asked(home(), [CHAPTER], options={"version": edition}))
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        package.extractall(folder)
        page = next(name for name in package.namelist() if name.endswith(".html"))
    file, name, kind = EDITIONS[edition]
    (folder / file).write_bytes((RUNTIME / file).read_bytes())
    event = "LMSCommit" if edition == "1.2" else "Commit"
    lms = LMS.format(file=file, name=name, kind=kind, page=page, event=event)
    (folder / "lms.html").write_text(lms, encoding="utf-8")
    (folder / "alone.html").write_bytes((folder / page).read_bytes())
    with served(folder) as address:
        yield address


@pytest.fixture
def visit(visitor: Callable[..., Visit], school: str) -> Visit:
    return visitor(school, viewport=WIDE)


def opened(visit: Visit) -> tuple[Page, FrameLocator]:
    page = visit.open("lms.html", leaf=False)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".q-live").first).to_be_visible()
    return page, frame


def told(page: Page, edition: str, key: str) -> str:
    _, name, _ = EDITIONS[edition]
    call = "LMSGetValue" if edition == "1.2" else "GetValue"
    return page.evaluate(f"key => String(window.{name}.{call}(key))", key)


def cmi(page: Page, edition: str) -> dict[str, Any]:
    return page.evaluate(f"JSON.parse(JSON.stringify(window.{EDITIONS[edition][1]}.cmi))")


def answer(frame: FrameLocator, item: Item, response: Any) -> scoring.Mark:
    asked = Question(frame, item)  # type: ignore[arg-type]
    mark = asked.submit(response)
    expect(asked.status).to_contain_text(result(mark))
    return mark


def one_of_each() -> dict[str, Item]:
    return {item.type: item for item in reversed(ITEMS)}  # type: ignore[attr-defined]


def test_answers_and_score_reach_the_system_and_come_back(visit: Visit, edition: str) -> None:
    page, frame = opened(visit)
    core = "cmi.core" if edition == "1.2" else "cmi"
    status = "cmi.core.lesson_status" if edition == "1.2" else "cmi.completion_status"
    assert told(page, edition, status) == "incomplete"
    score, given = Fraction(0), {}
    for kind, item in one_of_each().items():
        scheme = item.scheme()
        response = samples.partial(scheme) or samples.right(scheme)
        if kind in ("open-answer", "single-choice"):
            response = samples.right(scheme)
        given[item.id] = (item, response)
        mark = answer(frame, item, response)
        if kind != "open-answer":
            score += Fraction(mark.score).limit_denominator(1000)
    whole = sum(item.points for item in ITEMS if item.type != "open-answer")  # type: ignore[attr-defined]
    expected = float(100 * score / whole)
    page.wait_for_timeout(500)
    assert float(told(page, edition, f"{core}.score.raw")) == pytest.approx(expected, abs=0.01)
    assert int(told(page, edition, "cmi.interactions._count")) == len(given)
    if edition == "2004":
        assert float(told(page, edition, "cmi.score.scaled")) == pytest.approx(expected / 100, abs=0.001)
        for n, (item, _) in enumerate(given.values()):
            assert told(page, edition, f"cmi.interactions.{n}.id") == item.id
    page.reload()
    expect(frame.locator(".q-live").first).to_be_visible()
    for item, response in given.values():
        Question(frame, item).shows(response)  # type: ignore[arg-type]
    assert float(told(page, edition, f"{core}.score.raw")) == pytest.approx(expected, abs=0.01)


def test_each_interaction_says_what_was_answered_and_what_became_of_it(visit: Visit, edition: str) -> None:
    page, frame = opened(visit)
    items = one_of_each()
    for kind in ("true-false", "single-choice", "multiple-choice"):
        answer(frame, items[kind], samples.right(items[kind].scheme()))
    answer(frame, items["numeric"], samples.wrong(items["numeric"].scheme()))
    page.wait_for_timeout(500)
    log = cmi(page, edition)["interactions"]
    log = [*log.values()] if isinstance(log, dict) else log
    log = [one for one in log if isinstance(one, dict)]
    response = "student_response" if edition == "1.2" else "learner_response"
    assert [one["type"] for one in log] == ["true-false", "choice", "choice", "fill-in"]
    assert [one["result"] for one in log] == ["correct"] * 3 + ["wrong" if edition == "1.2" else "incorrect"]
    key = items["true-false"].key  # type: ignore[attr-defined]
    assert log[0][response] == (key[0] if edition == "1.2" else key)
    scheme = items["multiple-choice"].scheme()
    letters = ["abcdefgh"[scheme["options"].index(one)] for one in scheme["correct"]]
    assert log[2][response] == (",".join(letters) if edition == "1.2" else "[,]".join(scheme["correct"]))


def attempt(items: list[Item]) -> str:
    """What a system keeps of a learner who answered all of these items rightly."""
    states = {f"item/{item.id}": [item.revision, samples.right(item.scheme()), 1, 1, 0, MOMENT] for item in items}
    return json.dumps(states, separators=(",", ":"), ensure_ascii=False)


def test_the_answers_to_a_chapter_fit_into_what_a_system_keeps() -> None:
    for bank in home().banks():
        assert len(attempt(bank.leaves)) < ROOM - OWN_WORDS, bank.chapter


def test_who_has_answered_all_is_told_as_done(visit: Visit, edition: str) -> None:
    page, _ = opened(visit)
    page.goto(f"{visit.site}/{EDITIONS[edition][0]}")  # of the same site, and no learning system
    page.evaluate(
        "text => { const kept = JSON.parse(localStorage.getItem('attempt')); kept.suspend_data = text;"
        " localStorage.setItem('attempt', JSON.stringify(kept)); }",
        attempt(ITEMS),
    )
    page, _ = opened(visit)
    page.wait_for_timeout(500)
    status, core = ("lesson_status", "cmi.core") if edition == "1.2" else ("completion_status", "cmi")
    assert told(page, edition, f"{core}.{status}") == "completed"
    assert float(told(page, edition, f"{core}.score.raw")) == 100


def test_without_a_system_the_browser_keeps_the_answers(visit: Visit) -> None:
    page = visit.open("alone.html", leaf=False)
    expect(page.locator(".q-live").first).to_be_visible()
    item = one_of_each()["single-choice"]
    asked, response = Question(page, item), samples.right(item.scheme())
    asked.submit(response)
    page.reload()
    Question(page, item).shows(response)
    assert page.evaluate("Object.keys(localStorage).some(key => key.startsWith('quizzes/1/file/'))")


def test_the_manifest_names_each_page_and_the_same_items_give_the_same_bytes() -> None:
    made = [scorm.export(Asked(home())) for _ in range(2)]
    assert made[0].data == made[1].data
    with zipfile.ZipFile(io.BytesIO(made[0].data)) as package:
        assert package.namelist()[0] == "imsmanifest.xml"
        text = package.read("imsmanifest.xml").decode()
        pages = [name for name in package.namelist() if name.endswith(".html")]
    assert len(pages) == len(home().banks())
    assert all(text.count(f'href="{page}"') == 2 for page in pages)
