"""What a site says of itself to programs, where its host is known and where it is not."""

from __future__ import annotations

import json
import re
import struct
from xml.etree import ElementTree

from docutils.core import publish_doctree

from quizzes import words
from quizzes.sphinx_ext import metadata


def test_nothing_in_a_data_block_can_end_it():
    made = metadata.block({"name": "</script><script>canary()</script><!--"})
    assert made.count("<") == 2
    assert json.loads(re.search(r">(.*)</script>", made)[1])["name"].startswith("</script>")


def test_what_stands_in_a_meta_cannot_leave_it():
    assert metadata._meta("name", "description", '"><script>') == (
        '<meta name="description" content="&quot;&gt;&lt;script&gt;">\n'
    )


def test_a_description_is_the_first_paragraph_and_short():
    doctree = publish_doctree("Title\n=====\n\n*Who decided,\nand when?*\n\nMore.")
    assert metadata.description(doctree) == "Who decided, and when?"
    assert len(metadata.description(publish_doctree("word " * 200))) <= metadata.LENGTH + 2
    assert metadata.description(publish_doctree("")) == ""


def test_the_page_for_nowhere_leads_to_the_root_of_the_site():
    for base, root in (("", "/"), ("https://example.org", "/"), ("https://example.org/book/", "/book/")):
        made = metadata.nowhere("Zero", "en", base)
        files, links = (
            re.findall(r'(?:link|script) .*?(?:href|src)="([^"]*)"', made),
            re.findall(r'<a href="([^"]*)"', made),
        )
        assert links == [root, f"{root}search.html"]
        assert f"{root}_static/icon.svg" in files
        assert all(file.startswith(f"{root}_static/") for file in files)
        assert "example.org" not in made


def test_a_sitemap_lists_each_page():
    tree = ElementTree.fromstring(metadata.sitemap(["https://example.org/a.html", "https://example.org/b&c.html"]))
    found = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert found == ["https://example.org/a.html", "https://example.org/b&c.html"]


def test_a_social_card_is_a_picture_of_the_usual_size_and_the_same_each_time():
    made = metadata.card("Zero Tolerance", "Zero Tolerance: the 2018 border policy and its evidence")
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", made[16:24]) == metadata.SIZE
    assert len(made) < 60_000
    assert made == metadata.card("Zero Tolerance", "Zero Tolerance: the 2018 border policy and its evidence")
    assert words.SITE["card"]
