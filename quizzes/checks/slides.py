"""Slides: what they show is there, what they state is claimed, and what they quote stands in the source."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.chapters import quotations, said
from quizzes.checks.promise import Place, Whole, promise
from quizzes.itemtypes import Item
from quizzes.problems import Problem, did_you_mean
from quizzes.slideshow import CheckSlide, Notes, PointsSlide, ReadSlide, Slide
from quizzes.text import passage
from quizzes.yamlfile import Document


@promise
def slides_belong_to_a_chapter(whole: Whole) -> Iterator[Problem]:
    """Slides are of a chapter that has a guiding question and a bank, and bear its name."""
    for name, show in whole.slideshows.items():
        document, chapter = whole.content.document("slides", name), whole.chapters.get(show.chapter)
        yield from whole.chapter_exists(document, show.chapter)
        if show.chapter != name:
            yield document.at(("chapter",), f"the file is called '{name}'", f"write 'chapter: {name}'")
        if chapter and not chapter.question:
            write = "write it under its title: '*Who …?*'"
            yield document.at(("chapter",), "the chapter has no guiding question", write)
        if show.chapter not in whole.banks:
            yield document.at(("chapter",), "the chapter has no bank", "name a chapter that has items to check")


@promise
def slides_rest_on_claims(whole: Whole) -> Iterator[Problem]:
    """Every claim that a slide or its notes cite exists."""
    for document, place, slide in _slides(whole):
        for field, point in slide.points():
            yield from whole.claims_exist(document, (*place, *field, "claims"), point.claims)
        yield from whole.claims_exist(document, (*place, "notes", "claims"), slide.notes.claims)
        if isinstance(slide, ReadSlide):
            yield from whole.claims_exist(document, (*place, "claims"), slide.claims)
    for name, show in whole.slideshows.items():
        document = whole.content.document("slides", name)
        yield from whole.claims_exist(document, ("opening", "claims"), show.opening.claims)


@promise
def slides_show_what_is_there(whole: Whole) -> Iterator[Problem]:
    """A passage or series that a slide shows stands in the evidence, a figure in its chapter, and an item in its bank,
    where it can be asked by itself."""
    for document, place, slide in _slides(whole):
        if isinstance(slide, ReadSlide):
            for field, wrong, write in slide.read.problems(whole.evidence):
                yield document.at((*place, "read", *field), wrong, write)
        chapter = whole.chapters.get(document.data["chapter"])
        if isinstance(slide, PointsSlide) and slide.figure and chapter:
            names = [figure.name for figure in chapter.figures]
            if slide.figure not in names:
                hint = did_you_mean(slide.figure, names, "take 'figure' out")
                yield document.at((*place, "figure"), f"the chapter draws no figure '{slide.figure}'", hint)
            elif not chapter.stored(slide.figure):
                write = "run 'python -m quizzes refresh'"
                yield document.at((*place, "figure"), f"no figure '{slide.figure}' is stored in the chapter", write)
        bank = whole.banks.get(document.data["chapter"])
        if isinstance(slide, CheckSlide) and bank:
            fit = [item.id for item in bank.items if isinstance(item, Item)]
            if slide.check not in fit:
                hint = did_you_mean(slide.check, fit, "name an item of the bank that is in no source set")
                yield document.at((*place, "check"), f"'{slide.check}' can't be asked by itself", hint)


@promise
def slides_quote_their_sources(whole: Whole) -> Iterator[Problem]:
    """Words in quotation marks on a slide, from four on, stand verbatim in a cited claim or an excerpt of its
    sources."""
    for document, place, slide in _slides(whole):
        texts = [((*field, "say"), point.say, point.claims) for field, point in slide.points()]
        if isinstance(slide, ReadSlide):
            texts.append((("by",), slide.by, slide.claims))
        for field, text, claims in texts:
            for words in quotations(text):
                if not any(passage(words).search(one) for one in said(claims, whole.evidence)):
                    wrong = f"'{words[:60]}' is quoted, but no cited claim or excerpt has these words"
                    write = "quote exactly, or cite the claim that holds the quotation"
                    yield document.at((*place, *field), wrong, write)


@promise
def notes_quote_their_sources(whole: Whole) -> Iterator[Problem]:
    """Words in quotation marks in the notes for teachers, from four on, stand in what the slide or the notes cite."""
    for document, place, slide in _slides(whole):
        claims = [claim for _, point in slide.points() for claim in point.claims] + slide.notes.claims
        claims += slide.claims if isinstance(slide, ReadSlide) else []
        for field, text in _said(slide.notes):
            for words in quotations(text):
                if not any(passage(words).search(one) for one in said(claims, whole.evidence)):
                    wrong = f"'{words[:60]}' is quoted, but no claim of slide or notes has these words"
                    yield document.at((*place, "notes", *field), wrong, "quote exactly, or add its claim to 'claims'")


def _slides(whole: Whole) -> Iterator[tuple[Document, Place, Slide]]:
    for name, show in whole.slideshows.items():
        document = whole.content.document("slides", name)
        yield from ((document, ("slides", n), slide) for n, slide in enumerate(show.slides))


def _said(notes: Notes) -> Iterator[tuple[Place, str]]:
    yield from ((("ask", n), text) for n, text in enumerate(notes.ask))
    yield ("listen",), notes.listen
    if notes.trap:
        yield ("trap",), notes.trap
