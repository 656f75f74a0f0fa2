"""The evidence pages: every claim with its sources, its passage and where it is used; every source with its claims."""

from __future__ import annotations

import re

import pytest

from quizzes.cards import in_excerpt
from quizzes.content import HOME
from quizzes.evidence_pages import EvidencePages
from quizzes.sources import cite

ROOT = HOME.parent


@pytest.fixture(scope="module")
def pages(content):
    return EvidencePages(content, ROOT / "book")


@pytest.fixture(scope="module")
def written(pages):
    return dict(pages.pages())


def entry(page: str, key: str) -> str:
    found = re.search(rf"^## {re.escape(key)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no entry {key}"
    return found[1]


def test_the_whole_body_of_evidence_is_there(content):
    evidence = content.evidence
    counts = [len(t) for t in (evidence.claims, evidence.sources, evidence.people, evidence.agencies, evidence.terms)]
    assert counts == [569, 498, 117, 115, 31]
    assert (len(evidence.readings), len(evidence.excerpts)) == (27, 44)
    assert len(list((evidence.folder / "series").glob("*.csv"))) == 8


def test_every_claim_and_source_has_its_entry_on_its_page(content, written):
    evidence = content.evidence
    for key in [*evidence.claims, *evidence.sources]:
        entry(written[evidence.page(key).removeprefix("evidence/")], key)


def test_a_claim_shows_who_since_when_its_status_sources_and_uses(written):
    claim = entry(written["warnings"], "s-058")
    assert "April 2018 · EOUSA, Gene Hamilton" in claim
    assert "as The Washington Post reported it" in claim
    assert "(sources-news.md#wapo-2021-01-14)" in claim
    assert "**Where sources differ, and care.**" in claim
    assert "(../warnings.ipynb#cite-s-058)" in claim
    assert "(../warnings.ipynb#item-two-limits)" in claim
    assert "(../warnings.ipynb#event-" in claim


def test_a_quotation_stands_in_its_passage_where_an_excerpt_holds_it(content):
    evidence = content.evidence
    held = [claim for claim in evidence.claims.values() if claim.quote and in_excerpt(claim, evidence)]
    assert len(held) > 30
    shown = in_excerpt(evidence.claims["g-029"], evidence)
    assert "**key senior HHS officials did not act on repeated" in shown
    assert not shown.startswith("**"), "the passage shows what stands before the quoted words"


def test_a_source_says_how_much_of_it_was_read_and_what_rests_on_it(written):
    source = entry(written["sources-government-report"], "doj-oig-21-028")
    assert "**Read for this book:** in part" in source
    assert "the body of the report" in source
    assert "**Supports** " in source
    assert "**Passage.**" in source


def test_references_are_set_in_chicago_style(pages):
    reference = pages.cards.references["wapo-2021-01-14"]
    assert reference.startswith("“Sessions pushed Trump’s border policy despite warnings")
    assert "*The Washington Post*, January 14, 2021." in reference
    kandel = pages.cards.references["crs-r45266"]
    assert kandel.startswith("Kandel, William A. *The Trump Administration’s")


def test_every_source_has_a_reference_without_a_flaw_of_typesetting(content, pages):
    for key in content.evidence.sources:
        reference = pages.cards.references[key]
        assert len(reference) > 10, key
        assert not re.search(r"n\.d\.|[^.]\.\.(?!\.)|\s{2}|”\.|None| Edition\.", reference), f"{key}: {reference}"


def test_ids_in_a_note_are_links(written):
    assert re.search(
        r"\[v-\d{3}\]\([\w-]+\.md#v-\d{3}\)", entry(written["warnings"], "v-109") + entry(written["warnings"], "v-105")
    )


def test_private_people_are_not_listed(content, written):
    for person in content.evidence.people.values():
        assert (f"\n## {person.id}\n" in written["people"]) is not person.private


def test_pages_that_are_up_to_date_are_not_touched(pages, tmp_path):
    first = {path: path.stat().st_mtime_ns for path in pages.write(tmp_path)}
    (tmp_path / "stray.md").write_text("an old page", encoding="utf-8")
    assert {path: path.stat().st_mtime_ns for path in pages.write(tmp_path)} == first
    assert not (tmp_path / "stray.md").exists()


def test_a_citation_has_a_grammar():
    assert cite("doj-oig-21-028[p. 14]") == ("doj-oig-21-028", "p. 14")
    assert cite("doj-oig-21-028") == ("doj-oig-21-028", None)
    for wrong in ("doj-oig[]", "doj oig", "[p. 14]", "a[b][c]", ""):
        with pytest.raises(ValueError, match="write it as 'doj-oig-21-028"):
            cite(wrong)


def test_a_term_leads_back_to_where_each_chapter_links_it(written):
    term = entry(written["glossary"], "referral")
    assert "**referral**" in term
    assert "(sources-government-report.md#doj-oig-21-028)" in term
    assert "[The policy in brief](../warnings.ipynb#gloss-referral)" in term


def test_a_person_is_shown_with_events_claims_and_namesakes(written):
    people = written["people"]
    kelly, white = entry(people, "john-f-kelly"), entry(people, "jonathan-white")
    assert "[John V. Kelly](#john-v-kelly), Acting Inspector General" in kelly
    assert "[Lindsey Graham](#lindsey-graham)" in entry(people, "franklin-graham")
    assert "(../warnings.ipynb#event-white-begins)" in white
    assert "(../warnings.ipynb#cite-v-105)" in white
    assert "[v-105](warnings.md#v-105)" in white
    assert "[K](#john-f-kelly)" in people


def test_private_people_are_on_no_list(content, written):
    private = [person for person in content.evidence.people.values() if person.private]
    assert private
    assert not [person.id for person in private if f"## {person.id}\n" in written["people"]]


def test_an_agency_is_found_by_its_abbreviation(written):
    agencies = written["agencies"]
    assert "[EOUSA](#eousa)" in agencies
    assert "[s-055](warnings.md#s-055)" in entry(agencies, "eousa")
