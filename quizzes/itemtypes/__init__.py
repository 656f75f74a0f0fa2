"""The item types: one module each.  A new one is added to `AnyLeaf`, in ``leaves.py``, and nowhere else."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from quizzes.itemtypes.base import Feedback, Item, Listed
from quizzes.itemtypes.leaves import AnyLeaf
from quizzes.itemtypes.source_set import SourceSet

AnyItem = Annotated[AnyLeaf | SourceSet, Field(discriminator="type")]

TYPES: dict[str, type[Listed]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in [*get_args(get_args(AnyLeaf)[0]), SourceSet]
}
"""Each type by the word that an author writes for it."""

__all__ = ["TYPES", "AnyItem", "AnyLeaf", "Feedback", "Item", "Listed", "SourceSet"]
