"""QTI packages as a program reads them, and responses as its variables hold them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from quizzes.exports import Asked, qti
from quizzes.exports._qti_marking import marking
from quizzes.itemtypes.base import Item
from quizzes.itemtypes.qti import choice_id, name, prompt_id, response
from quizzes.markup import Html
from quizzes.samples import kind
from quizzes.scoring import Response, Scheme


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {one: packed.read(one) for one in packed.namelist()}


def package(asked: Asked) -> dict[str, bytes]:
    """The files of a package, by their paths."""
    return files(qti.export(asked).data)


def items(found: dict[str, bytes]) -> dict[str, Any]:
    """The items of a package, by the ids that they have in the book."""
    return {
        path.split("/")[1].removesuffix(".xml"): etree.fromstring(data)
        for path, data in found.items()
        if path.startswith("items/")
    }


def given(item: Item, answer: Response) -> dict[str, Any]:
    """A response as a program holds it, by the variable that the interaction is bound to; None for none."""
    scheme, typed = item.scheme(), item.to_qti(lambda feedback: Html("")).typed
    if kind(scheme) == "composite":
        return {
            response(part): _value(inner, (answer or {}).get(part), typed.get(part, {}))
            for part, inner in scheme["schemes"].items()
        }
    return {response(): _value(scheme, answer, typed.get(kind(scheme), {}))}


def _value(scheme: Scheme, answer: Response, typed: Any) -> Any:
    if not answer:
        return None
    match kind(scheme):
        case "single":
            return name(answer)
        case "multiple" | "ordered":
            return [name(one) for one in answer]
        case "record":
            return [f"{prompt_id(part)} {choice_id(chosen)}" for part, chosen in answer.items()]
        case "text":
            return typed["right"][0] if answer in scheme["correct"] else answer
        case "open":
            return answer["text"] or None
    return answer


def wanted(item: Item, answer: Response) -> tuple[float, set[str]]:
    """What the book gives for a response, and the outcomes by which its feedback is shown."""
    said = item.said(answer)
    marked = marking(item, item.to_qti(lambda feedback: Html("")))
    shown = {key for key, one in marked.feedback.items() if any(each._replace(part=one.part) == one for each in said)}
    return (0.0 if kind(item.scheme()) == "open" else item.mark(answer).score), shown
