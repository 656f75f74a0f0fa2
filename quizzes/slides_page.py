"""Slides as HTML: a list of slides, each with the notes for its teacher, complete without a script.

``static/slides.js`` shows them one by one and adds no content.  It is our own and not reveal.js, whose code was read
(6.0.2).  That is 43 KB gzipped for a dozen keys, and what it has beside is in the way here: its window for notes writes
inline scripts, and its help shows pictures from ``data:`` addresses, both of which this site's policy forbids; an
address may override its settings, among them an interface for other windows; it takes every touch, so that nobody can
enlarge a slide; its words stand in the script.  That a slide fits its frame at each size, a style sheet can see to, by
units of the frame's width, and paper needs no script at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from quizzes import words
from quizzes.claims import Evidence
from quizzes.content import Content
from quizzes.forms import Bank
from quizzes.itemtypes import Feedback, Item
from quizzes.itemtypes.material import Quotation
from quizzes.markup import Html, tag
from quizzes.problems import ContentError, Problem
from quizzes.slide_figures import Figure, figure, picture
from quizzes.slide_sources import Cited
from quizzes.slideshow import (
    CheckSlide,
    Gap,
    Notes,
    Point,
    PointsSlide,
    ReadSlide,
    SidesSlide,
    Slide,
    Slideshow,
    TalkSlide,
)
from quizzes.text import inline, plain, shorten

SAY = words.SLIDES


class Step(NamedTuple):
    """What stands before a class at one moment."""

    id: str
    kind: str
    frame: Iterable[Html | None]
    notes: Html | None


class Slides:
    """The steps of a chapter's slides.  `base` leads to the folder of the chapters, if there is one; `pictures` puts
    drawings in as pictures, for what sets pages and knows no style of theirs."""

    def __init__(
        self,
        show: Slideshow,
        bank: Bank,
        evidence: Evidence,
        heading: str,
        question: str,
        figures: Mapping[str, Figure],
        base: str | None,
        pictures: bool = False,
    ):
        self.show, self.bank, self.evidence = show, bank, evidence
        self.heading, self.title, self.question = heading, plain(bank.title), question
        self.figures, self.base, self.pictures = figures, base, pictures
        self.cited = Cited(evidence, base)

    @cached_property
    def steps(self) -> list[Step]:
        made = [step for slide in self.show.slides for step in self._slide(slide)]
        return [self._title(), *made, *self._sources()]  # sources last: they are numbered as they are cited

    def main(self) -> Html:
        """All steps, one below the other."""
        sections = [self._section(step, n) for n, step in enumerate(self.steps, 1)]
        of = {"data_slides": self.show.chapter, "data_minutes": self.show.minutes}
        return tag("main", "\n", sections, class_="s-show", id="show", lang=words.LANGUAGE, **of)

    def _section(self, step: Step, number: int) -> Html:
        place = SAY["number"].format(n=number, of=len(self.steps))
        foot = tag("p", tag("span", self.title), tag("span", place), class_="s-foot")
        about = SAY["notes-on"].format(n=number)
        return tag(
            "section",
            tag("div", tag("div", step.frame, foot, class_="s-frame"), class_="s-slide"),
            tag("div", step.notes, class_="s-notes", role="region", aria_label=about) if step.notes else None,
            "\n",
            id=step.id,
            class_=f"s-step s-{step.kind}",
            aria_labelledby=f"{step.id}-title",
            tabindex="-1",
        )

    # What each kind of slide shows

    def _title(self) -> Step:
        frame = [
            tag("p", SAY["book"], class_="s-book"),
            _heading("title", self.heading),
            tag("p", inline(self.question), class_="s-question"),
            tag("p", SAY["licence"], class_="s-about"),
        ]
        minutes = tag("p", SAY["all-minutes"].format(minutes=self.show.minutes))
        return Step("title", "title", frame, self._notes(self.show.opening, minutes))

    def _slide(self, slide: Slide) -> Iterator[Step]:
        match slide:
            case CheckSlide():
                yield from self._check(slide)
            case PointsSlide():
                yield self._step(slide, "points", self._points(slide), self._counted(slide))
            case SidesSlide():
                yield self._step(slide, "sides", self._sides(slide))
            case ReadSlide():
                yield self._step(slide, "read", self._read(slide))
            case TalkSlide():
                yield self._step(slide, "talk", self._talk(slide))

    def _step(
        self,
        slide: PointsSlide | SidesSlide | ReadSlide | TalkSlide,
        kind: str,
        body: Iterable[Html],
        before: Html | None = None,
    ) -> Step:
        frame = [_heading(slide.id, slide.title), tag("div", list(body), class_="s-body")]
        return Step(slide.id, kind, frame, self._notes(slide.notes, before))

    def _points(self, slide: PointsSlide) -> Iterator[Html]:
        points = self._list(slide.say)
        if slide.figure:
            yield self._figure(self.figures[slide.figure])
        yield points

    def _sides(self, slide: SidesSlide) -> Iterator[Html]:
        for side in slide.sides:
            yield tag("div", tag("h3", inline(side.name)), self._list(side.say), class_="s-side")

    def _read(self, slide: ReadSlide) -> Iterator[Html]:
        material = slide.read.html(self.evidence)
        yield tag("div", material, class_="s-words") if isinstance(slide.read, Quotation) else material
        yield tag("p", inline(slide.by), self.cited.cite(slide.claims), class_="s-by")
        yield tag("p", inline(slide.question), class_="s-question")

    def _talk(self, slide: TalkSlide) -> Iterator[Html]:
        if slide.unknown:
            yield self._list(slide.unknown)
        yield tag("p", inline(slide.question), class_="s-question")

    def _list(self, points: Iterable[Point | Gap]) -> Html:
        said = [tag("li", inline(point.say), self.cited.cite(point.claims)) for point in points]
        return tag("ul", said, class_="s-say")

    def _figure(self, shown: Figure) -> Html:
        drawing = picture(shown.drawing) if self.pictures else shown.drawing
        caption = tag("figcaption", shown.title, self.cited.cite(shown.sources))
        return tag("figure", drawing, caption, class_="f-figure s-figure")

    def _check(self, slide: CheckSlide) -> Iterator[Step]:
        """The item, and as the next step its answer."""
        item = self.bank.item(slide.check)
        assert isinstance(item, Item)
        paper = item.to_paper()
        asks = item.instruction or paper.asks
        face = tag("div", tag("p", asks, class_="s-asks") if asks else None, paper.face, class_="s-body")
        yield Step(slide.id, "check", [_heading(slide.id, item.stem, SAY["check"]), face], self._notes(slide.notes))
        key = tag("div", item.solved(lambda feedback: Html("")), class_="s-solved")
        why = [tag("b", words.PAGE["why"], "."), " ", inline(item.rationale), self.cited.cite(item.claims)]
        body = tag("div", key, tag("p", why, class_="s-why"), class_="s-body")
        answer = f"{slide.id}-answer"
        solved = [_heading(answer, item.stem, SAY["answer"]), body]
        yield Step(answer, "answer", solved, self._remarks(item.feedback()))

    def _sources(self) -> Iterator[Step]:
        parts = self.cited.parts()
        for n, part in enumerate(parts, 1):
            key = "sources" if n == 1 else f"sources-{n}"
            title = SAY["sources"] if len(parts) == 1 else SAY["sources-of"].format(n=n, of=len(parts))
            yield Step(
                key, "sources", [_heading(key, title), part, tag("p", SAY["sources-about"], class_="s-about")], None
            )

    # Notes

    def _notes(self, notes: Notes, before: Html | None = None) -> Html:
        parts = [("ask", notes.ask), ("listen", [notes.listen]), ("trap", [notes.trap] if notes.trap else [])]
        said = [[tag("dt", SAY[name]), [tag("dd", inline(text)) for text in texts]] for name, texts in parts if texts]
        claims = Html(", ").join(map(self.cited.claim, dict.fromkeys(notes.claims)))
        rests = [tag("dt", SAY["rests"]), tag("dd", claims)] if claims else []
        minutes = SAY["minutes" if notes.minutes != 1 else "minute"].format(n=notes.minutes)
        head = tag("p", tag("b", SAY["notes"]), " · ", minutes, class_="s-for")
        return Html("").join([head, before, tag("dl", said, rests)])

    def _counted(self, slide: PointsSlide) -> Html | None:
        """What a figure counts, and what it can't show."""
        if not slide.figure:
            return None
        shown = self.figures[slide.figure]
        said = ((words.FIGURE["unit"], shown.unit), (words.FIGURE["caveat"], shown.caveat))
        return Html("").join(tag("p", tag("b", what), " ", text) for what, text in said)

    def _remarks(self, remarks: Iterable[Feedback]) -> Html:
        """What is said of each answer, for a teacher who is asked about one."""
        said = [[tag("dt", shorten(plain(one.about), 90)), tag("dd", inline(one.say))] for one in remarks]
        head = tag("p", tag("b", SAY["notes"]), class_="s-for")
        return Html("").join([head, tag("p", SAY["remarks"]), tag("dl", said)])


def _heading(key: str, text: str, label: str = "") -> Html:
    before = [tag("span", label, class_="s-label"), " "] if label else None
    return tag("h2", before, inline(text), id=f"{key}-title")


def slides(content: Content, chapter: str, base: str | None, pictures: bool = False) -> Slides:
    """The slides of a chapter; `ContentError` if something that they show is not there."""
    show, bank, book = content.slideshow(chapter), content.bank(chapter), content.chapter(chapter)
    figures = {}
    for name in [slide.figure for slide in show.slides if isinstance(slide, PointsSlide) and slide.figure]:
        sources = next((one.sources for one in book.figures if one.name == name), None)
        if not sources or not book.stored(name):
            wrong, write = f"the chapter shows no figure '{name}'", "draw it, and run 'python -m quizzes refresh'"
            raise ContentError([Problem(str(book.path), 1, "file", wrong, write)])
        figures[name] = figure(book.stored(name), sources)
    return Slides(show, bank, content.evidence, book.title, book.question, figures, base, pictures)


def document(made: Slides, head: Iterable[Html], before: Html | None = None, after: Html | None = None) -> str:
    """A page of slides; `head` is what it loads or has in itself, `before` and `after` stand at its body's ends."""
    title = SAY["page"].format(title=made.title)
    about = SAY["description"].format(title=made.title, question=plain(made.question))
    chapter = f"{made.base}{made.show.chapter}.html" if made.base is not None else None
    link = tag("p", tag("a", SAY["back"].format(title=made.title), href=chapter), class_="s-back") if chapter else None
    front = tag("header", link, tag("h1", title), tag("p", SAY["about"]), tag("p", SAY["keys"]), class_="s-front")
    metas = [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · {SAY['book']}"),
        tag("meta", name="description", content=about),
    ]
    body = tag("body", before, "\n", front, "\n", made.main(), "\n", after, class_="s-page")
    root = {"data_content_root": f"{made.base}../"} if made.base == "../" else {}  # as the theme's pages have it
    return f"<!doctype html>\n{tag('html', tag('head', metas, list(head)), body, lang=words.LANGUAGE, **root)}\n"
