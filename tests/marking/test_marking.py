"""Marks, verdicts and folded texts are the same in Python and in JavaScript: one file of cases for both."""

import json
import re
from pathlib import Path

import pytest

from quizzes import scoring

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
FOLDS = json.loads((HERE / "fold.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_marks_every_case_as_written(case):
    if "error" in case:
        with pytest.raises(ValueError, match=re.escape(case["error"])):
            scoring.mark(case["scheme"], case["response"])
        return
    assert scoring.mark(case["scheme"], case["response"])._asdict() == case["mark"]
    if "parts" in case:
        assert scoring.parts(case["scheme"], case["response"]) == case["parts"]


@pytest.mark.parametrize(("typed", "folded"), FOLDS)
def test_python_folds_a_typed_answer_as_written(typed, folded):
    assert scoring.fold(typed) == folded
