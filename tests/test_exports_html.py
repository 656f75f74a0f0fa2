"""A quiz or a timeline in one file: it needs nothing else, says all that the book says, and leads nowhere in vain."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from html import unescape
from html.parser import HTMLParser

import pytest

from quizzes import __main__, assets, exports, states, words
from quizzes.content import HOME, Content, home
from quizzes.exports import Asked, Made, html
from quizzes.exports._alone import LICENCE
from quizzes.markup import VOID
from quizzes.text import inline, plain

from . import hostile
from .hostile import HOSTILE, Mine

ROOT = HOME.parent
SITE = "https://example.org/book/"
CHAPTER = "warnings"
SAY = words.ALONE


def made(*chapters: str, site: str = "", timeline: bool = False, content: Content | None = None) -> Made:
    return html.export(Asked(content or home(), chapters, site, options={"timeline": timeline}))


class Read(HTMLParser):
    """A page as it was read: its tags, its texts, and what stands in script and style."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside: dict[str, list[str]] = {}
        self.words, self.here, self.open = "", "", 0
        self.feed(text)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, {key: value or "" for key, value in attrs}))
        self.here = name
        self.open += name not in VOID

    def handle_endtag(self, name: str) -> None:
        self.here = ""
        self.open -= 1

    def handle_data(self, data: str) -> None:
        if self.here in ("script", "style"):
            self.inside.setdefault(self.here, []).append(data)
        else:
            self.words += data

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag == name]

    @property
    def links(self) -> list[str]:
        return [link["href"] for link in self.all("a")]


def read(made: Made) -> Read:
    return Read(made.data.decode())


@pytest.fixture(scope="module", params=["", SITE], ids=["no site", "site"])
def site(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module", params=[False, True], ids=["quiz", "timeline"])
def timeline(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture(scope="module")
def one(site: str, timeline: bool) -> Made:
    return made(CHAPTER, site=site, timeline=timeline)


# The command


@pytest.mark.parametrize(
    ("arguments", "name", "said"),
    [
        ([CHAPTER], f"zero-tolerance-{CHAPTER}.html", "{items} questions of 1 chapter on one page"),
        ([CHAPTER, "--timeline"], f"zero-tolerance-{CHAPTER}-timeline.html", "{events} events of 1 chapter"),
    ],
)
def test_the_command_names_the_file_by_its_chapter(tmp_path, monkeypatch, capsys, arguments, name, said):
    monkeypatch.chdir(ROOT)
    assert __main__.main(["export", "html", *arguments, "-o", str(tmp_path)]) == 0
    told = capsys.readouterr()
    events = len(home().chronicle(CHAPTER).told)
    wanted = said.format(items=len(home().bank(CHAPTER).leaves), events=events)
    assert told.out.startswith(f"{tmp_path / name}: {wanted}, ")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([exports.REPORT, name])
    report = json.loads((tmp_path / exports.REPORT).read_text(encoding="utf-8"))["formats"]["html"]
    assert report["file"] == name
    assert report["lost"]


def test_an_option_belongs_to_its_format_alone(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit):
        __main__.main(["export", "anki", "--timeline"])
    assert "--timeline" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        __main__.main(["export", "html", "--help"])
    assert "--timeline" in capsys.readouterr().out


def test_several_chapters_stand_on_one_page_in_their_order():
    page = made("turn", CHAPTER)
    assert page.file == f"zero-tolerance-{CHAPTER}-turn.html"
    found = [attributes["id"] for _, attributes in read(page).tags if attributes.get("id", "").startswith("item-")]
    banks = [home().bank(name) for name in (CHAPTER, "turn")]
    wanted = [bank.item(key) for bank in banks for key in [*bank.checks, *bank.quiz]]
    assert [name for name in found if name in {f"item-{leaf.id}" for one in wanted for leaf in one.leaves()}] == [
        f"item-{leaf.id}" for one in wanted for leaf in one.leaves()
    ]


def test_all_chapters_have_a_file_without_a_chapters_name():
    assert made(timeline=True).file == "zero-tolerance-timeline.html"
    page = read(made(timeline=True))
    assert len([one for one in page.all("li") if one.get("id", "").startswith("event-")]) == len(
        home().chronicle().told
    )


# One file


def test_the_page_is_well_formed_and_the_same_again(one: Made, site: str, timeline: bool):
    assert one.data == made(CHAPTER, site=site, timeline=timeline).data
    text = one.data.decode()
    page = read(one)
    assert text.startswith("<!doctype html>\n<html lang=")
    assert page.open == 0
    assert page.all("html") == [{"lang": words.LANGUAGE}]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert str(ROOT) not in text


def test_the_page_asks_for_nothing_and_says_so_in_its_policy(one: Made):
    obeys(read(one))


def obeys(page: Read) -> None:
    """What is in the page is what its policy allows, by their hashes, and there is nothing else."""
    fetched = [value for _, attributes in page.tags for key, value in attributes.items() if key in ("src", "srcset")]
    fetched += [link["href"] for link in page.all("link")]
    assert all(address.startswith("data:image/") for address in fetched)
    assert not re.search(r"@import|url\((?!data:)", page.inside["style"][0])
    [policy] = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    for kind in ("script", "style"):
        [text] = page.inside[kind]
        assert len(page.all(kind)) == 1
        assert rules.pop(f"{kind}-src") == f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert not rules
    assert not [key for _, attributes in page.tags for key in attributes if key == "style" or key.startswith("on")]


def test_the_page_says_what_it_is_where_it_comes_from_and_how_to_cite_it(one: Made, timeline: bool):
    page = read(one)
    assert SAY["book"] in page.words
    title = home().chronicle(CHAPTER).title if timeline else home().bank(CHAPTER).title
    assert f"{plain(title)} · {SAY['book']}" in page.words
    assert LICENCE in page.links
    cite = re.sub("^To cite: ", "", SAY["cite"])
    assert f"> {cite}\n" in (ROOT / "book" / "about.md").read_text(encoding="utf-8")
    assert plain(SAY["cite"]) in page.words


def test_no_link_leads_nowhere(one: Made, site: str):
    for link in read(one).links:
        assert link.startswith((site, LICENCE) if site else ("https://",)), link
        assert not re.search(r"\.(md|ipynb)(#|$)", link)


def test_links_lead_to_places_that_the_book_has(timeline: bool):
    evidence, anchors = home().evidence, home().headings([CHAPTER])[CHAPTER]
    for link in read(made(CHAPTER, site=SITE, timeline=timeline)).links:
        path, _, place = link.removeprefix(SITE).partition("#")
        if path.startswith("book/evidence/"):
            assert path == f"book/{evidence.page(place)}.html"
        elif path == f"book/{CHAPTER}.html" and not place.startswith("event-"):
            assert place in anchors


def test_sources_are_named_with_their_claims_where_there_is_no_address():
    text = read(made(CHAPTER)).words
    for leaf in home().bank(CHAPTER).leaves:
        for claim in leaf.claims:
            assert f"{home().evidence.label(claim)} ({claim})" in text
    assert not re.search(r"(\([a-z]-\d{3}\)) \1", text)  # namesakes bear it already


def test_chapters_may_stand_behind_an_option(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert __main__.main(["export", "html", "--timeline", CHAPTER, "-o", str(tmp_path)]) == 0
    assert (tmp_path / f"zero-tolerance-{CHAPTER}-timeline.html").is_file()
    with pytest.raises(SystemExit):
        __main__.main(["export", "html", "--timeline", CHAPTER, "--nothing"])
    assert "unrecognized arguments: --nothing" in capsys.readouterr().err


def test_a_section_to_read_again_is_named_and_linked_where_there_is_an_address():
    headings = home().headings([CHAPTER])[CHAPTER]
    for site in ("", SITE):
        items = {one["data-item"]: one for one in read(made(CHAPTER, site=site)).all("div") if "data-item" in one}
        for leaf in home().bank(CHAPTER).leaves:
            shown = items[leaf.id]
            assert shown["data-section"] == (f"{SITE}book/{CHAPTER}.html#{leaf.section}" if site else "")
            assert plain(headings[leaf.section]) in shown["data-section-title"]


def test_every_question_is_there_with_all_that_is_said_of_it():
    text = " ".join(unescape(re.sub(r"<[^<>]*>", "", made(CHAPTER).data.decode())).split())
    for leaf in home().bank(CHAPTER).leaves:
        said = [leaf.stem, *(feedback.say for feedback in leaf.feedback())]
        for one in said:
            assert plain(unescape(re.sub(r"<[^<>]*>", "", inline(one)))) in text, one


def test_answers_are_kept_apart_from_the_books():
    quizzes = [one for one in read(made(CHAPTER)).all("section") + read(made(CHAPTER)).all("div") if "data-quiz" in one]
    assert {one["data-kept"] for one in quizzes} == {"file"}
    assert "``file``" in (states.__doc__ or "")


# What is lost


@pytest.mark.parametrize("timeline", [False, True])
def test_what_the_page_does_not_have_is_accounted_for(timeline: bool):
    shown = home().chronicle(CHAPTER).events if timeline else home().bank(CHAPTER).leaves
    lost = made(CHAPTER, site=SITE, timeline=timeline).lost
    assert {one.item for one in lost if one[2:] == words.ALONE_LOST} == {one.id for one in shown}
    assert not [one for one in lost if one[2:] == exports._saying.LINK]
    unlinked = {one.item for one in made(CHAPTER, timeline=timeline).lost if one[2:] == exports._saying.LINK}
    sections = {event.id for event in shown if timeline and event.section}
    assert sections <= unlinked


# Hostile texts


def whole(text: str) -> bytes:
    """The page of a bank that says this in its title, a stem, a rationale and feedback."""
    files = json.loads(json.dumps(hostile.documents()))
    bank = files["bank.schema.json"]
    bank["title"] = bank["objectives"]["understand"] = text
    for item in bank["items"]:
        if item["type"] == "single-choice":
            item["stem"] = item["rationale"] = text
            for option in item["options"]:
                option["feedback"] = text
    return page_of(Mine(files))


def page_of(content: Mine, timeline: bool = False) -> bytes:
    content.evidence = content.whole
    return made(content=content, timeline=timeline).data


@pytest.mark.parametrize("attack", ["end of a script", *HOSTILE])
def test_hostile_text_stays_text(attack: str):
    text = HOSTILE.get(attack, "</script></style><script>canary()</script><!--")
    text = text.encode(errors="ignore").decode()  # half a surrogate pair is refused by the models
    plain_page, page = Read(whole("Words").decode()), Read(whole(text).decode())
    assert [name for name, _ in page.tags] == [name for name, _ in plain_page.tags]
    assert [sorted(one) for _, one in page.tags] == [sorted(one) for _, one in plain_page.tags]
    assert page.inside == plain_page.inside


def test_a_hostile_timeline_stays_text():
    text = "</script><script>canary()</script>"
    files = json.loads(json.dumps(hostile.documents()))
    line = files["timeline.schema.json"]
    line["title"] = line["summary"] = line["events"][0]["headline"] = text
    page = Read(page_of(Mine(files), timeline=True).decode())
    assert len(page.all("script")) == 1
    assert page.words.count("canary()") >= 3


@pytest.mark.parametrize("text", ["</script><script>canary()</script>", "<!--<script>", "</STYLE >", "a\r\nb"])
def test_nothing_in_a_script_can_end_it(monkeypatch, text: str):
    monkeypatch.setitem(assets.WORDS, "quiz.js", ("quizWords", words.QUIZ_SCRIPT | {"hostile": text}))
    monkeypatch.setattr(
        assets, "read", lambda name, read=assets.read: read(name) + f"/* {text} */" * name.endswith(".css")
    )
    page = read(made(CHAPTER))
    obeys(page)
    [script] = page.inside["script"]
    assert script.startswith("const quizWords = {")
    assert script.rstrip().endswith("})();")
    assert "<!--" not in script
    assert "<script" not in script
