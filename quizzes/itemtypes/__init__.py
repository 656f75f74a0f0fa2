"""The item types: one module each.  A new one is added to `AnyItem`, and nowhere else."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quizzes.itemtypes.base import Feedback, Item
from quizzes.itemtypes.matching import Matching
from quizzes.itemtypes.multiple_choice import MultipleChoice
from quizzes.itemtypes.ordering import Ordering
from quizzes.itemtypes.short_text import ShortText
from quizzes.itemtypes.single_choice import SingleChoice
from quizzes.itemtypes.true_false import TrueFalse

AnyItem = Annotated[
    SingleChoice | MultipleChoice | TrueFalse | Matching | Ordering | ShortText,
    Field(discriminator="type"),
]

__all__ = ["AnyItem", "Feedback", "Item"]
