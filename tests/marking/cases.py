"""The cases that Python and the page's script both pass."""

import json
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from quizzes.itemtypes import Listed

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
FOLDS: list[tuple[str, str]] = json.loads((HERE / "fold.json").read_text(encoding="utf-8"))
PEERS = {"net-correct", "coverage", "each-answer", "false2", "false", "true", "all", "none", "pairs", "longest-run"}
"""The rules that come from elsewhere."""


def example(kind: type[Listed]) -> Listed:
    return kind.model_validate(YAML(typ="safe", pure=True).load(kind.example))
