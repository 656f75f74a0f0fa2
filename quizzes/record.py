"""What all records of the project have in common: they are strict, frozen, and known by an id."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strict=True, min_length=1, strip_whitespace=True)]
ClaimId = Annotated[str, Field(pattern=r"^[a-z]-\d{3}$")]


class Record(BaseModel):
    """A piece of content: unknown fields are errors, and nothing changes after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def doubled(words: list[str]) -> list[str]:
    """The words that stand more than once, each once, in order."""
    return list(dict.fromkeys(word for n, word in enumerate(words) if word in words[:n]))
