"""What a script says of certainty is what Python weighs."""

import json
import re

import pytest

from quizzes import assets
from quizzes.learner import CERTAINTY
from quizzes.states import Certainty, ItemState


@pytest.mark.parametrize("file", ["sure.js", "recall.js"])
def test_each_script_that_asks_has_the_marks_of_the_one_source(file):
    (words,) = re.findall(r"^const sureWords = (.*);$", assets.text(file), re.MULTILINE)
    said = json.loads(words)
    for level, marks in CERTAINTY.items():
        assert said[f"level.{level}"]
        assert tuple(int(said[f"{level}.{name}"].replace("−", "-")) for name in ("right", "other")) == marks


def test_every_level_that_can_be_kept_has_its_marks():
    assert set(CERTAINTY) == set(Certainty.__args__)
    for level in CERTAINTY:
        assert ItemState(rev="0123abcd", sure=level).sure == level


def test_to_say_what_one_believes_pays_best():
    """At each chance of being right some level earns most, and a surer one as the chance rises."""
    best = [max(CERTAINTY, key=lambda n: p * CERTAINTY[n][0] + (100 - p) * CERTAINTY[n][1]) for p in range(101)]
    assert best == sorted(best)
    assert set(best) == set(CERTAINTY)
