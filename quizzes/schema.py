"""JSON Schemas of the content files, derived from the models, for editors: completion and checks while typing."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from quizzes.claims import Agency, Claim, Person, Reading, Term
from quizzes.events import Timeline
from quizzes.forms import Bank
from quizzes.sources import Source
from quizzes.states import Kept

FILES: dict[str, Any] = {
    "bank.schema.json": Bank,
    "timeline.schema.json": Timeline,
    "claims.schema.json": list[Claim],
    "sources.schema.json": list[Source],
    "people.schema.json": list[Person],
    "agencies.schema.json": list[Agency],
    "glossary.schema.json": list[Term],
    "reading.schema.json": list[Reading],
    "state.schema.json": Kept,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name of its file in the package."""
    return {name: TypeAdapter(kind).json_schema() for name, kind in FILES.items()}
