"""Quizzes as HTML: complete without a script, the same on the site, in a notebook and on paper.

``static/quiz.js`` enhances what is rendered here and adds no content of its own.
"""

from __future__ import annotations

from quizzes import words
from quizzes.claims import Evidence
from quizzes.forms import Form
from quizzes.itemtypes import Feedback, Item, Listed
from quizzes.markup import Html, tag
from quizzes.text import block, inline, plain, shorten

SAY = words.PAGE


def quiz(form: Form, evidence: Evidence) -> Html:
    """A form as one section of items."""
    items = [_listed(listed, form, evidence) for listed in form.items]
    label = SAY[form.kind].format(title=form.title)
    review = form.kind == "review"
    alone = len(form.leaves) == 1  # one item is no landmark
    summed = form.whole or form.mode in ("end", "exam")
    return tag(
        "div" if alone else "section",
        "\n",
        tag("p", class_="q-notice", role="status", hidden=True),
        _mode(form),
        items,
        tag("div", class_="q-summary", hidden=True, tabindex="-1") if summed else None,
        class_="q-quiz" if form.whole else "q-quiz q-single",
        data_quiz=form.id,
        data_mode=None if form.mode == "each" else form.mode,
        data_objectives=form.groups if summed else None,
        data_kept=form.kept,
        data_words=words.REVIEW_SCRIPT if review else None,
        lang=words.LANGUAGE,
        aria_label=None if alone else label,
    )


def _mode(form: Form) -> Html | None:
    """What readers should know before they start; without a script an exam can hold nothing back."""
    if form.mode == "each":
        return None
    unscripted = tag("span", " ", SAY["unscripted"], class_="q-unscripted") if form.mode == "exam" else None
    return tag("p", SAY[f"mode-{form.mode}"], unscripted, class_="q-mode")


def _listed(listed: Listed, form: Form, evidence: Evidence) -> list[Html]:
    """An item; or what a set's items share, and then the items, numbered on."""
    leaves, preface = listed.leaves(), listed.preface(evidence)
    first = form.leaves.index(leaves[0]) + 1
    items = [item(leaf, form, evidence, n) for n, leaf in enumerate(leaves, first)]
    if not preface:
        return items
    label = SAY["material" if form.whole else "material-alone"].format(
        n=len(leaves), first=first, last=first + len(leaves) - 1
    )
    parts = [tag("p", label, class_="q-label"), tag("p", inline(listed.stem), class_="q-stem"), preface]
    parts.append(_sources(listed, evidence))
    address = f"item-{listed.id}"
    return [
        tag(
            "div",
            parts,
            class_="q-material",
            id=address,
            role="group",
            aria_label=label,
            data_items=len(leaves),
        ),
        *items,
    ]


def _label(item: Item, form: Form, n: int) -> str:
    """What stands above an item: its number, its points, its chapter."""
    points = words.points(item.points)
    label = points if form.kind == "shelf" else SAY["check-label"].format(points=points)
    if form.whole:
        label = SAY["question"].format(n=n, of=len(form.leaves), points=points)
    several = form.kind in ("review", "shelf")
    return label + SAY["of-chapter"].format(title=form.groups[form.group(item)]) if several else label


def item(item: Item, form: Form, evidence: Evidence, n: int = 1) -> Html:
    """An item, the nth of a form."""
    section, title = form.section(item)
    instruction = tag("p", item.instruction, class_="q-instruction") if item.instruction else None
    hints = [tag("details", tag("summary", SAY["hint"]), block(hint), class_="q-hint") for hint in item.hints]
    return tag(
        "div",
        tag("p", _label(item, form, n), class_="q-label"),
        tag(
            "fieldset", tag("legend", inline(item.stem), class_="q-stem"), instruction, item.controls(), class_="q-body"
        ),
        hints,
        tag("div", class_="q-result", role="status"),
        _explanation(item, evidence),
        "\n",
        class_="q-item",
        id=f"item-{item.id}",
        data_item=item.id,
        data_rev=item.revision,
        data_scheme=item.scheme(),
        data_section=section,
        data_section_title=title,
        data_objective=form.group(item),
    )


def _explanation(item: Item, evidence: Evidence) -> Html:
    return tag(
        "details",
        tag("summary", SAY["answer"]),
        tag("p", tag("b", SAY["key"]), " ", item.answer(), class_="q-key"),
        tag("ul", [_feedback(feedback, evidence) for feedback in item.feedback()], class_="q-feedback"),
        tag("div", tag("b", SAY["why"]), block(item.rationale), _sources(item, evidence), class_="q-why"),
        class_="q-answer",
    )


def _sources(item: Listed, evidence: Evidence) -> Html:
    return tag("p", SAY["sources"], " ", citations(item.sources(evidence), evidence), class_="q-cites")


def _feedback(feedback: Feedback, evidence: Evidence) -> Html:
    claims = list(feedback.claims)
    return tag(
        "li",
        tag("b", shorten(plain(feedback.about), 60), class_="q-of"),
        " ",
        tag("span", inline(feedback.say), class_="q-say"),
        [" ", tag("span", citations(claims, evidence), class_="q-by")] if claims else None,
        data_part=feedback.part,
        data_on=" ".join(feedback.on),
        data_value=" ".join(feedback.values) if feedback.values else None,
    )


def citations(keys: list[str], evidence: Evidence) -> Html:
    """Links that say the labels of claims or sources; in a notebook they open the evidence page's Markdown."""
    return Html(", ").join(
        tag(
            "a",
            label,
            class_="cite" if key in evidence.claims else None,
            href=f"{evidence.page(key)}.md#{key}",
            data_claim=key if key in evidence.claims else None,
        )
        for key, label in zip(keys, evidence.labels(keys), strict=True)
    )
