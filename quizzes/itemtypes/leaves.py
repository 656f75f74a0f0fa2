"""The item types that are answered: one module each.  A new one is added to `AnyLeaf`, and nowhere else."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quizzes.itemtypes.categorise import Categorise
from quizzes.itemtypes.cloze import Cloze
from quizzes.itemtypes.matching import Matching
from quizzes.itemtypes.multiple_choice import MultipleChoice
from quizzes.itemtypes.numeric import Numeric
from quizzes.itemtypes.open_answer import OpenAnswer
from quizzes.itemtypes.ordering import Ordering
from quizzes.itemtypes.short_text import ShortText
from quizzes.itemtypes.single_choice import SingleChoice
from quizzes.itemtypes.true_false import TrueFalse

AnyLeaf = Annotated[
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | Matching
    | Categorise
    | Ordering
    | ShortText
    | Numeric
    | Cloze
    | OpenAnswer,
    Field(discriminator="type"),
]
