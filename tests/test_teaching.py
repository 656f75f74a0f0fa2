"""The teacher's guide: whoever breaks its shape is told where, and how to mend it."""

from __future__ import annotations

import re

import pytest

from quizzes.checks import PROMISES
from quizzes.checks.promise import Whole

PLAN = "book/teaching/warnings.md"
CONTROVERSY = "book/teaching/controversy.md"
HEARING = "book/teaching/hearing.md"
INDEX = "book/teaching/index.md"

# What is edited, from what, to what, and how the message reads (a regular expression).
SLIPS = {
    "a plan that asks another question": (PLAN, "*Who warned that the plan", "*Who said that the plan", r"warnings\.md:1: text: it does not ask its chapter's guiding question; write \*Who warned"),
    "a plan without its questions": (PLAN, "## Questions to ask", "## Ask", r"warnings\.md:1: text: its sections are At a glance, .*, Ask, .*; let them be At a glance, In 20 minutes"),
    "a lesson that is too long": (PLAN, "| Minutes | Students | Teacher |\n| --- | --- | --- |\n", "| Minutes | Students | Teacher |\n| --- | --- | --- |\n| 7 | wait | waits |\n", r"warnings\.md:\d+: In 20 minutes: its steps make 27 minutes; let them make 20"),
    "a lesson without minutes": (PLAN, "| Minutes | Students | Teacher |", "| When | Students | Teacher |", r"warnings\.md:\d+: In 20 minutes: it has no table of minutes; give its steps in a table"),
    "minutes that are no number": (CONTROVERSY, "| Prepare | 12 |", "| Prepare | 12 or so |", r"controversy\.md:\d+: Steps and minutes: '12 or so' is no number of minutes; write a whole number"),
    "a hearing that is too short": (HEARING, "| Hearing | 18 | 32 |", "| Hearing | 18 | 30 |", r"hearing\.md:\d+: Time: its steps make 88 minutes; let them make 90"),
    "an index that forgets a question": (INDEX, "*Who warned that the plan", "*Who said that the plan", r"index\.md:1: chapters: it does not ask the question of 'warnings'; write \*Who warned"),
    "a packet with a document less": (CONTROVERSY, "### Document B6. A reporter's inquiry", "**A reporter's inquiry**", r"controversy\.md:\d+: Packet B\. .*: the packets have 6 and 5 documents; give both sides as many"),
    "a document that shows everything": (CONTROVERSY, "- **It can't show** what was weighed", "- What was weighed", r"controversy\.md:\d+: Packet A: a document does not say what it can't show; write"),
    "a packet that is longer": (CONTROVERSY, "- **Who and when.** The head of the department", "- " + "Much more is told on this side. " * 20 + "**Who and when.** The head of the department", r"the packets have \d+ and \d+ words; make them alike in length"),
    "a packet that is not there": (CONTROVERSY, "## Packet B.", "## Bundle B.", r"controversy\.md:1: text: it has no 'Packet B'; write '## Packet B"),
    "a page for students that leads to the keys": ("book/index.md", "## The chapters", "[Keys](downloads/zero-tolerance-answer-keys.html)\n\n## The chapters", r"book/index\.md:\d+: text: this page leads to the answer keys; link them from the guide's index alone"),
}  # fmt: skip


def problems(copy) -> list[str]:
    """What the guide's own checks find: the others would take longer, and look at other things."""
    whole = Whole(copy.content(), copy.book)
    return [str(one) for promise in PROMISES if promise.scope == "teaching" for one in promise.check(whole)]


def test_the_guide_has_no_problem(copy):
    assert problems(copy) == []


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_guide_is_named_with_its_line_and_its_mend(copy, slip):
    file, old, new, message = SLIPS[slip]
    copy.edit(file, old, new)
    found = problems(copy)
    assert any(re.search(message, problem) for problem in found), "\n".join(found) or "no problem was found"
    for problem in found:
        assert re.match(r"\S+:\d+: .+: .+; .+", problem), f"not file:line: place: what; write: {problem}"


def test_a_page_of_the_guide_that_is_missing_is_named(copy):
    for name in ("care", "warnings"):
        (copy.book / "teaching" / f"{name}.md").unlink()
    told = "\n".join(problems(copy))
    assert "teaching/care.md:1: file: the teacher's guide has no page 'care'; write it" in told
    assert "teaching/warnings.md:1: file: the teacher's guide has no page 'warnings'; write it" in told


def test_a_plan_with_few_objections_or_an_empty_ticket_is_named(copy):
    path = copy.folder / PLAN
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition("## Likely objections\n")
    rest = after[after.index("\n## ") :]
    path.write_text(
        f"{before}## Likely objections\n\n- **No.** Yes.\n{rest[: rest.index('## Exit ticket')]}## Exit ticket\n",
        encoding="utf-8",
    )
    told = "\n".join(problems(copy))
    assert re.search(r"warnings\.md:\d+: Likely objections: it has 1 objections; let it have 4 or more", told)
    assert re.search(r"warnings\.md:\d+: Exit ticket: the exit ticket asks nothing; write one or two questions", told)
