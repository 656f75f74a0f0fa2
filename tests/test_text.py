"""What an author writes is text, whoever the author is: nothing of it becomes a tag, a script or a request."""

from html.parser import HTMLParser

import pytest

from quizzes import text
from quizzes.markup import Html, tag

HOSTILE = [
    "<script>alert(1)</script>",
    "</script></details></fieldset>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "![picture](https://example.org/x.png)",
    '" onfocus="alert(1)',
    "a\x00b",
    "\u202eright to left",
    "&lt;b&gt; &amp; <b>",
    "😀 " + "x" * 1000,
]
ALLOWED = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "br", "code"}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.handlers = set(), [], []

    def handle_starttag(self, name, attributes):
        self.tags.add(name)
        self.links += [value for key, value in attributes if key in ("href", "src")]
        self.handlers += [key for key, _ in attributes if key.startswith("on")]


@pytest.mark.parametrize("render", [text.block, text.inline])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markdown_stays_text(render, hostile):
    tags = Tags()
    html = render(hostile)
    tags.feed(html)
    assert tags.tags <= ALLOWED
    assert not tags.handlers
    assert not [link for link in tags.links if link.startswith("javascript")]
    assert "\x00" not in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_attribute_and_a_child_are_escaped(hostile):
    tags = Tags()
    tags.feed(tag("p", hostile, title=hostile, data_words={"x": hostile}))
    assert tags.tags == {"p"}
    assert not tags.handlers


def test_html_joins_what_it_does_not_know_as_text():
    assert Html(", ").join(["<b>", Html("<i></i>")]) == "&lt;b&gt;, <i></i>"


def test_quotation_marks_typed_straight_are_set_curly():
    assert text.inline('He "missed" the department\'s note') == "He “missed” the department’s note"


def test_a_quotation_is_found_whatever_its_quotation_marks_and_line_breaks():
    document = "the words\n“can’t be done” – he wrote"
    assert text.passage('words "can\'t be done" - he').search(document)
    assert not text.passage("can not be done").search(document)


def test_a_literal_renders_as_itself():
    for written in ("a*b*c", "[x](y)", "# 1", "snake_case_word", "<b>", "50 % | 30 $", "`tick`"):
        assert text.plain(text.literal(written)) == written


def test_a_heading_has_the_anchor_that_jupyter_and_github_give_it():
    assert text.slug("What we don't know") == "what-we-dont-know"
    assert text.slug("2017: health officials and doctors") == "2017-health-officials-and-doctors"
