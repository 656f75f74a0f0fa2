"""Hostile text, and every place of the content's models where a text may stand.

The places are found by walking the models, so that a field that is added tomorrow is tried tomorrow.
"""

from __future__ import annotations

import copy
import re
import types
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from xml.etree.ElementTree import fromstring

import nbformat
from lxml import etree
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML

from quizzes import page, timeline_page
from quizzes.assets import STATIC
from quizzes.cards import Cards
from quizzes.claims import Claim, Evidence, Excerpt, Table, Where
from quizzes.content import Content, home
from quizzes.events import Timeline
from quizzes.evidence_pages import EvidencePages
from quizzes.exports import Asked, anki, moodle, paper
from quizzes.forms import Bank, ChapterForm
from quizzes.itemtypes import Listed
from quizzes.itemtypes.material import Picture, Series
from quizzes.itemtypes.numeric import ForeseenNumber
from quizzes.markup import Html
from quizzes.references import References
from quizzes.schema import FILES as SCHEMAS
from quizzes.schema import PROGRAMS
from quizzes.slide_figures import Figure
from quizzes.slides_page import Slides
from quizzes.slideshow import Slideshow
from quizzes.sources import Source
from quizzes.widget import Line, Quiz, timeline_words

from .moodle import Cloze

WORDS = "Harmless words"
FILES = {name: kind for name, kind in SCHEMAS.items() if kind not in PROGRAMS}  # the others are what readers make
RTL = "\u05e9\u05dc\u05d5\u05dd (3)"
UNSEEN = "nul \0 bell \a del \x7f c1 \x9b half \ud800 non \ufffe"
BIDI = "over \u202eride \u2067 open \u2069\u2069 shut \u202c"

# None of these means anything in Markdown, so the page must be what it is with harmless words, tag by tag.
HOSTILE = {
    "script": "<script>canary()</script>",
    "image": "<img src=x onerror=canary()>",
    "svg": "<svg/onload=canary()>",
    "frame": "<iframe srcdoc='<script>canary()</script>'>",
    "style": "<style>*{display:none}</style>",
    "ends": "</legend></fieldset></label></script></style></textarea></li></ol></details></div>",
    "comment": "--> <!-- ]]> <![CDATA[ <?x ?> <!doctype x>",
    "half a tag": "<a href=x onclick=canary() x",
    "quotes": "\"'` onfocus=canary() autofocus x=\"' > <b",
    "json": '"],"x":["\\u003c/script>\\"}\'>',
    "attribute of ours": " data-words='x' data-scheme='{}' data-claim=\"s-999\" href=\"evidence/x.md#\" ",
    "entities": "&lt;script&gt; &#60;script&#62; &colon; &lt",
    "address": "javascript:canary() data:text/html,<script>canary()</script>",
    "link": "[see](javascript:canary())",
    "link in capitals": "[see]( JaVaScRiPt:canary() )",
    "link with entities": "[see](&#106;avascript&colon;canary())",
    "link with a tab": "[see](<java\tscript:canary()>)",
    "link with a control": "[see](<\x01javascript:canary()>)",
    "link to data": "[see](data:text/html;base64,PHNjcmlwdD4=)",
    "link to a picture": "[see](data:image/png;base64,iVBORw0KGgo=)",
    "link to a file": "[see](file:///etc/passwd) [see](vbscript:x) [see](blob:x) [see](ms-word:x)",
    "autolink": "<javascript:canary()> <data:text/html,x>",
    "definition": "[here]: javascript:canary()",
    "heading": "# Not a heading",
    "target": "(here)=",
    "line comment": "% gone",
    "break": "+++",
    "directive": ":::{raw} html <b> :::",
    "role": "{raw} {code-cell} {eval}`",
    "math": "$x$ $$y$$ \\(z\\)",
    "front matter": "---",
    "year": "2018. A year and no list",
    "css": "url(https://elsewhere.example/x) expression(canary()) }*{display:none}",
    "templates": "{0} {points} {{ 7*7 }} {% raw %} ${canary()} %s %(x)s",
    "unseen": UNSEEN,
    "directions": BIDI,
    "right to left": RTL,
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 é́́ \U000e0041",
    "prototype": "constructor",
    "long word": "x" * 100_000,
}
# Markdown that is allowed, and must bring nothing else.
MARKDOWN = """*so* **so** __proto__ `<b>` {raw}`<b>` ![see](https://elsewhere.example/x.png)
[see](https://example.org/?a=1&b=2 "it's") [see](#here)

- one

> two

    <script>
"""


class Place(NamedTuple):
    """Where a text stands: the file's schema, the path in it (a class chooses a member of a union) and its type."""

    file: str
    path: tuple[Any, ...]
    kind: Any

    def __str__(self) -> str:
        steps = [step.__name__ if isinstance(step, type) else str(step) for step in self.path]
        return f"{self.file.split('.')[0]}: {' '.join(steps)}"


def places() -> list[Place]:
    """Every place of a text in every kind of content file; of the items in a set, which are items like others, one."""
    found = [Place(file, *one) for file, kind in FILES.items() for one in _texts(kind, ())]
    return [place for place in found if not set(_items_of(place)[1:]) & set(kinds()[1:])]


def _items_of(place: Place) -> list[type[Listed]]:
    return [step for step in place.path if isinstance(step, type) and issubclass(step, Listed)]


def _texts(kind: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    found = members(kind)
    if len(found) > 1:
        for one in found:
            yield from _texts(one, (*path, one) if isinstance(one, type) and issubclass(one, BaseModel) else path)
        return
    plain = found[0]
    origin, args = get_origin(plain), get_args(plain)
    if origin is list:
        yield from _texts(args[0], (*path, "*"))
    elif origin is dict:
        yield from _texts(args[1], (*path, "*"))
    elif isinstance(plain, type) and issubclass(plain, BaseModel):
        for name, field in plain.model_fields.items():
            yield from _texts(_whole(field), (*path, field.alias or name))
    elif plain is str:
        yield path, kind


def members(kind: Any) -> list[Any]:
    """What a type may be, without None and without what is annotated."""
    if get_origin(kind) is Annotated:
        return members(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [one for part in get_args(kind) for one in members(part) if one is not type(None)]
    return [kind]


def _whole(field: FieldInfo) -> Any:
    """The type of a field with all that constrains it."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


@cache
def form_of(place: Place) -> str | None:
    """How a free text stands at this place: as it is, in a citation's brackets, beside a cloze's gaps; None if the
    type allows none."""
    for form in ("{}", f"{SOURCE}[{{}}]", "{} [day] [department] [agency]"):
        if _is(form.replace("{}", WORDS), place.kind) and is_content(put(place, form.replace("{}", WORDS))):
            return form
    if _is(WORDS, place.kind):
        raise LookupError(f"{place} takes no words: add a form, or what its model needs, to tests/hostile.py")
    return None


def is_content(files: dict[str, Any]) -> bool:
    return all(_is(files[name], kind) for name, kind in FILES.items())


# Records to put the texts into


SOURCE, CLAIM, CHAPTER = "doj-oig-21-028", "s-055", "hostile"


@cache
def documents() -> dict[str, Any]:
    """A file of each kind, as small as it can be."""
    evidence = home().evidence
    claim = next(one for one in evidence.claims.values() if one.quote and one.disagreement).model_dump()
    person = next(one for one in evidence.people.values() if not one.private)
    agency = next(iter(evidence.agencies.values()))
    claim |= {"id": CLAIM, "sources": [SOURCE], "actors": [person.id, agency.id]}
    event = home().timeline("warnings").events[0].model_dump()
    event |= {"claims": [CLAIM], "actors": [person.id, agency.id], "date": "2018-04"}
    items = [_item(kind) for kind in kinds()]
    ids = [item["id"] for item in items]
    return {
        "bank.schema.json": {
            "chapter": CHAPTER,
            "title": "Title",
            "objectives": {"understand": "Understand it"},
            "quiz": ids,
            "items": items,
        },
        "timeline.schema.json": {"chapter": CHAPTER, "title": "Title", "summary": "Summary", "events": [event]},
        "slides.schema.json": {"chapter": CHAPTER, "opening": NOTES, "slides": _slides(ids[0])},
        "claims.schema.json": [claim],
        "sources.schema.json": [evidence.sources[SOURCE].model_dump(by_alias=True, exclude_none=True)],
        "people.schema.json": [person.model_dump()],
        "agencies.schema.json": [agency.model_dump()],
        "glossary.schema.json": [next(iter(evidence.terms.values())).model_dump() | {"sources": [SOURCE]}],
        "reading.schema.json": [next(iter(evidence.readings.values())).model_dump()],
    }


NOTES = {"minutes": 1, "ask": ["Who?"], "listen": "A name.", "trap": "A guess.", "claims": [CLAIM]}


def _slides(item: str) -> list[dict[str, Any]]:
    """A slide of each kind."""
    points = [{"say": "It rained.", "claims": [CLAIM]}]
    made: list[dict[str, Any]] = [
        {"title": "Points", "say": points, "figure": "drawn"},
        {"title": "Sides", "sides": [{"name": name, "say": points} for name in ("One", "Other")]},
        {"title": "Read", "read": {"claim": CLAIM}, "by": "Somebody", "claims": [CLAIM], "question": "Who?"},
        {"check": item},
        {"title": "Talk", "unknown": points, "question": "Who?"},
    ]
    return [{"id": f"slide-{n}", "notes": NOTES} | slide for n, slide in enumerate(made)]


def kinds() -> list[type[Listed]]:
    """The item types, from the union that names them."""
    return members(get_args(members(Bank.model_fields["items"].annotation)[0])[0])


def _item(kind: type[Listed]) -> dict[str, Any]:
    """An item of a type: the example that it gives of itself."""
    return YAML(typ="safe", pure=True).load(kind.example)


def put(place: Place, text: str, into: dict[str, Any] | None = None) -> dict[str, Any]:
    """The documents with `text` at a place; what is missing on the way there is made."""
    made = copy.deepcopy(documents()) if into is None else into
    here, key, kind = made, place.file, FILES[place.file]
    for n, step in enumerate(place.path):
        kind = _there(here, key, kind)
        if isinstance(step, type):
            if not _is(here[key], step):
                here[key] = guess(step)
            kind = step
            continue
        here = here[key]
        if step == "*":
            chosen = place.path[n + 1] if n + 1 < len(place.path) else None
            key = _member(here, chosen if isinstance(chosen, type) else None)
            kind = get_args(kind)[-1]
        else:
            key = step
            kind = next(_whole(field) for name, field in kind.model_fields.items() if step == (field.alias or name))
    here[key] = text
    return made


def _there(here: Any, key: Any, kind: Any) -> Any:
    """The bare type of a place, and something of that type there."""
    missing = here.get(key) in (None, [], {}) if isinstance(here, dict) else here[key] is None
    if missing:
        here[key] = guess(kind)
    found = members(kind)
    return found[0] if len(found) == 1 else kind


def _member(here: Any, chosen: type[BaseModel] | None) -> Any:
    """The first member, or the first that is of the type chosen; one is made if there is none."""
    if isinstance(here, dict) or chosen is None:
        return next(iter(here)) if isinstance(here, dict) else 0
    for n, one in enumerate(here):
        if _is(one, chosen):
            return n
    made = _item(chosen) if issubclass(chosen, Listed) else guess(chosen)
    here.append(made | {"id": f"another-{len(here)}"} if "id" in made else made)
    return len(here) - 1


def _is(value: Any, kind: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except (ValidationError, UnicodeEncodeError):  # half a surrogate pair is no text to pydantic's patterns
        return False
    return True


# What a model asks for that its types do not say.
NEEDS: dict[type[BaseModel], dict[str, Any]] = {
    ForeseenNumber: {"answers": [1], "feedback": WORDS},
    Picture: {"picture": "some.png", "alt": WORDS, "source": SOURCE},
    Series: {
        "series": "orr_children_in_care",
        "columns": {"date": "Day", "children_in_care": "Children"},
        "rows": ["2018-04-29"],
    },
}


def guess(kind: Any) -> Any:
    """The least that a type allows."""
    plain = members(kind)[0]
    origin, args = get_origin(plain), get_args(plain)
    if origin is list:
        return [guess(args[0])]
    if origin is dict:
        return {_first(args[0]): guess(args[1])}
    if origin is Literal:
        return args[0]
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        if plain in NEEDS:
            return copy.deepcopy(NEEDS[plain])
        fields = plain.model_fields.items()
        made = {field.alias or name: guess(_whole(field)) for name, field in fields if field.is_required()}
        return made or {next(iter(plain.model_fields)): WORDS}
    return _first(kind)


def _first(kind: Any) -> Any:
    for value in (WORDS, "some-id", CLAIM, SOURCE, "2018", 1, True):
        if _is(value, kind):
            return value
    raise LookupError(f"nothing fits {kind}: add a value to tests/hostile.py")


# What is made of them


class Mine(Content):
    """Content that stands in no file."""

    TABLES = {
        "claims": ("claims", "warnings"), "sources": ("sources", "memo"), "people": ("people", "people"),
        "agencies": ("agencies", "agencies"), "terms": ("glossary", "glossary"), "readings": ("reading", "reading"),
    }  # fmt: skip

    def __init__(self, files: dict[str, Any], excerpt: str = ""):
        super().__init__(Path("nowhere"))
        usual = documents()
        self.models = {
            name: _usual_model(name) if files[name] == usual[name] else TypeAdapter(kind).validate_python(files[name])
            for name, kind in FILES.items()
        }
        names = [f"{schema}.schema.json" for schema, _ in self.TABLES.values()]
        if excerpt or any(files[name] != usual[name] for name in names):
            self.evidence, self.whole = _evidence(self.models, excerpt)
        else:
            self.evidence, self.whole = _usual_evidence()

    def bank(self, chapter: str) -> Bank:
        return self.models["bank.schema.json"]

    def timeline(self, chapter: str) -> Timeline:
        return self.models["timeline.schema.json"]

    def slideshow(self, chapter: str) -> Slideshow:
        return self.models["slides.schema.json"]

    def chapters(self, folder: str) -> list[str]:
        return [CHAPTER]


def _evidence(models: dict[str, Any], excerpt: str = "") -> tuple[Evidence, Evidence]:
    """Our records alone, and with all that the book has."""
    own, whole = Evidence(Path("nowhere")), Evidence(Path("nowhere"))
    for name, (schema, file) in Mine.TABLES.items():
        table: Table = Table(Claim, [], Path("nowhere"))
        for record in models[f"{schema}.schema.json"]:
            table[record.id] = record
            table.where[record.id] = Where(SimpleNamespace(path=Path(f"{file}.yaml")), 0)  # type: ignore[arg-type]
        more: Table = Table(Claim, [], Path("nowhere"))
        more.update(getattr(home().evidence, name) | table)
        more.where |= getattr(home().evidence, name).where | table.where
        own.__dict__[name], whole.__dict__[name] = table, more
    own.__dict__["excerpts"] = {SOURCE: Excerpt("about", excerpt)} if excerpt else {}
    whole.__dict__.update(excerpts=home().evidence.excerpts, series=home().evidence.series)
    whole.__dict__["pictures"] = {"some.png": STATIC / "icon.svg"}  # any file will do
    return own, whole


@cache
def _usual_model(name: str) -> Any:
    return TypeAdapter(FILES[name]).validate_python(documents()[name])


@cache
def _usual_evidence() -> tuple[Evidence, Evidence]:
    return _evidence({name: _usual_model(name) for name in FILES})


def html(content: Mine, place: Place) -> dict[str, str]:
    """Every piece of HTML that is made of the content, by its name; of the items, the one that has the place."""
    evidence, bank, line = content.whole, content.bank(CHAPTER), content.chronicle(CHAPTER)
    kind = next(iter(_items_of(place)), Listed)
    item = next(item for item in bank.items if isinstance(item, kind))
    if place.file == "slides.schema.json":
        return {"slides": projected(content)}
    made = {}
    if place.file != "timeline.schema.json":
        made["quiz"] = page.quiz(ChapterForm(bank, [item], whole=True), evidence)
        made["check"] = page.quiz(ChapterForm(bank, [item], whole=False), evidence)
        made |= cards(content, [item]) | questions(content, [item]) | papers(content, [item])
    if place.file != "bank.schema.json":
        made["timeline"] = timeline_page.timeline(line, evidence)
    if place.file not in ("bank.schema.json", "timeline.schema.json"):
        made["card"] = Cards(evidence, _references(content)).note(evidence.claims[CLAIM], "evidence/")
    return made


def projected(content: Mine) -> str:
    """The slides, beside any figure that they name."""

    class Figures(dict[str, Figure]):
        def __missing__(self, name: str) -> Figure:
            return Figure(Html("Title"), Html("<svg></svg>"), Html("Unit"), Html("Care"), (SOURCE,))

    show, bank = content.slideshow(CHAPTER), content.bank(CHAPTER)
    made = Slides(show, bank, content.whole, "Heading", "Who?", Figures(), "../")
    made.cited.references = SimpleNamespace(full=_reference)  # type: ignore[assignment]
    return made.main()


@cache
def _reference(key: str) -> str:
    return References([home().evidence.sources[key]]).full(key)


def _asked(content: Mine, items: Sequence[Listed]) -> Asked:
    bank = content.bank(CHAPTER).model_copy(update={"items": items})
    return Asked(SimpleNamespace(evidence=content.whole, banks=lambda: [bank], headings=lambda chapters: {}))


def questions(content: Mine, items: Sequence[Listed]) -> dict[str, str]:
    """The HTML of some items' questions for Moodle, by item and element; gaps as Moodle reads their codes."""
    asked = _asked(content, items)
    made = moodle.Questions(asked)
    found = {}
    for one in asked.placed():
        question = made.question(one)[1]
        texts = [(place.tag, place.findtext("text") or "") for place in question.iterfind(".//*[@format='html']")]
        if question.get("type") == "cloze":
            cloze = Cloze(fromstring(etree.tostring(question)), [])
            answers = [(gap.kind, answer) for gap in cloze.gaps for answer in gap.answers]
            texts = [
                ("questiontext", cloze.text),
                *texts[1:],
                *(("feedback", answer.feedback) for _, answer in answers),
            ]
            texts += [("answer", answer.text) for kind, answer in answers if kind == "multichoice"]
        once = dict.fromkeys(texts)  # variants of an answer get the same feedback
        found |= {f"question of {one.item.id}: {name} {n}": text for n, (name, text) in enumerate(once)}
    return found


def cards(content: Mine, items: Sequence[Listed]) -> dict[str, str]:
    """What the cards of some items hold, by item and field."""
    asked = _asked(content, items)
    notes = anki.Notes(asked)
    made = {f"card of {one.item.id}": notes.note(one)[1].fields for one in asked.placed()}
    return {
        f"{card}: {name}": text for card, fields in made.items() for name, text in zip(anki.FIELDS, fields, strict=True)
    }


def papers(content: Mine, items: Sequence[Listed]) -> dict[str, str]:
    """A test on paper with some items, and its key; without the style that they begin with."""
    tests = paper.Tests(_asked(content, items))
    form = tests.form("A", 7)
    made = {"test": tests.test(form), "key": tests.key([form], 7)}
    return {name: re.sub(r"<style>.*?</style>", "", html, count=1, flags=re.DOTALL) for name, html in made.items()}


def _references(content: Mine) -> References:
    """Made anew only for other sources: the engine takes its time."""
    source = content.evidence.sources[SOURCE]
    return _usual() if source == _usual_source() else References([source])


@cache
def _usual_source() -> Source:
    return Source.model_validate(documents()["sources.schema.json"][0])


@cache
def _usual() -> References:
    return References([_usual_source()])


def bundles(content: Mine) -> list[dict[str, Any]]:
    """What notebook cells show, by MIME type."""
    evidence, form, line = content.whole, content.bank(CHAPTER).form(), content.chronicle(CHAPTER)
    shown = [Quiz(form, evidence), Line(timeline_page.timeline(line, evidence), timeline_words(line))]
    made = [one._repr_mimebundle_() for one in shown]
    return [bundle[0] if isinstance(bundle, tuple) else bundle for bundle in made]


def markdown(content: Mine, book: Path) -> dict[str, str]:
    """The evidence pages, as they are written for MyST."""
    pages = EvidencePages(content, book)
    pages.cards.references = _references(content)
    return dict(pages.pages())


def chapter(folder: Path) -> Path:
    """A book of one chapter, which shows the quiz and the timeline."""
    cells = [
        nbformat.v4.new_markdown_cell(
            f"# A chapter\n\n## The section\n\nA \\<b\\> fact. [x](evidence/warnings.md#{CLAIM})"
        ),
        nbformat.v4.new_code_cell(f'from quizzes import quiz, timeline\n\ntimeline("{CHAPTER}")'),
        nbformat.v4.new_code_cell(f'quiz("{CHAPTER}")'),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{CHAPTER}.ipynb")
    return folder
