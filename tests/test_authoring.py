"""An author begins an item from an example, and sees it as readers will while writing it."""

from __future__ import annotations

import http.client
import json
import re
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from quizzes import __main__, new, preview
from quizzes.content import Content
from quizzes.itemtypes import TYPES
from quizzes.problems import ContentError
from quizzes.yamlfile import Document, validate

KINDS = new.kinds()
RECORDS = sorted(set(KINDS) - set(TYPES))


def written(tmp_path, text, name="file.yaml"):
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return path


class TestNew:
    @pytest.mark.parametrize("name", KINDS)
    def test_an_example_is_printed_with_comments_and_is_right_as_it_stands(self, name, capsys, tmp_path):
        assert __main__.main(["new", name]) == 0
        text = capsys.readouterr().out
        assert text.startswith("- id: ")
        assert " # " in text
        assert len(validate(Document(written(tmp_path, text)), list[KINDS[name].model])) == 1

    def test_an_example_gets_the_id_that_is_asked_for(self, capsys):
        assert __main__.main(["new", "true-false", "is-it-true"]) == 0
        assert capsys.readouterr().out.startswith("- id: is-it-true\n  type: true-false\n")

    def test_an_unknown_kind_is_named_with_the_likely_one(self, capsys):
        assert __main__.main(["new", "single-chioce"]) == 1
        assert "there is no 'single-chioce' to begin; did you mean 'single-choice'?" in capsys.readouterr().err

    @pytest.mark.parametrize("name", TYPES)
    def test_an_item_is_put_into_its_bank_and_listed_and_the_bank_stays_as_it_was(self, copy, name):
        path = copy.root / "bank" / "warnings.yaml"
        before = path.read_bytes().decode("utf-8").splitlines(keepends=True)
        where = new.add(Content(copy.root), KINDS[name], "warnings", "brand-new")
        after = path.read_bytes().decode("utf-8").splitlines(keepends=True)
        assert is_among(before, after)
        bank = Content(copy.root).bank("warnings")
        assert bank.quiz[-1] == "brand-new"
        assert bank.items[-1].id == "brand-new"
        line = int(where.split(":")[1])
        assert after[line - 1].strip() == "- id: brand-new"

    def test_what_remains_to_be_filled_in_is_said_by_check(self, copy):
        copy.drop("four-weeks")
        new.add(Content(copy.root), KINDS["single-choice"], "warnings", "brand-new")
        remains = "the chapter has no section 'the-section'|the misconception '[a-z-]+' is not defined"
        wrongs = copy.problems()
        assert len(wrongs) == 3
        assert all(re.search(remains, wrong) for wrong in wrongs)

    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("event", "timelines/warnings"),
            ("claim", "evidence/claims/warnings"),
            ("source", "evidence/sources/news"),
        ],
    )
    def test_an_event_a_claim_and_a_source_are_put_into_their_files(self, copy, name, file):
        path = copy.root / f"{file}.yaml"
        before = path.read_text(encoding="utf-8").splitlines(keepends=True)
        new.add(Content(copy.root), KINDS[name], path.stem)
        assert is_among(before, path.read_text(encoding="utf-8").splitlines(keepends=True))
        assert not any("is not YAML" in problem or "is missing" in problem for problem in copy.problems())

    def test_a_claim_gets_an_id_that_is_free(self, copy):
        taken = Content(copy.root).evidence.claims
        where = new.add(Content(copy.root), KINDS["claim"], "warnings")
        assert where.rsplit(" ", 1)[-1] not in taken

    def test_an_id_that_is_taken_is_refused_and_nothing_is_written(self, copy):
        path = copy.root / "bank" / "warnings.yaml"
        before = path.read_bytes()
        with pytest.raises(KeyError, match="the id 'two-limits' is taken; give another one"):
            new.add(Content(copy.root), KINDS["numeric"], "warnings", "two-limits")
        assert path.read_bytes() == before

    def test_a_chapter_without_a_bank_is_named_with_the_likely_one(self, copy):
        with pytest.raises(KeyError, match=r"there is no quizzes/bank/warnigns\.yaml; did you mean 'warnings'\?"):
            new.add(Content(copy.root), KINDS["numeric"], "warnigns")

    def test_a_bank_with_faults_is_left_alone(self, copy):
        copy.edit("quizzes/bank/warnings.yaml", "difficulty: easy", "difficulty: simple")
        before = (copy.root / "bank" / "warnings.yaml").read_bytes()
        with pytest.raises(ContentError, match="'simple' is not allowed here"):
            new.add(Content(copy.root), KINDS["numeric"], "warnings")
        assert (copy.root / "bank" / "warnings.yaml").read_bytes() == before


ENTRY = "- id: c\n  text: new\n"
FILES = {
    "plain": ("items:\n  - id: a\n    text: x\n", "items:\n  - id: a\n    text: x\n  - id: c\n    text: new\n"),
    "no line end at the end": ("items:\n- id: a", "items:\n- id: a\n- id: c\n  text: new\n"),
    "empty lines between": ("items:\n\n- id: a\n\n- id: b\n", "items:\n\n- id: a\n\n- id: b\n\n- id: c\n  text: new\n"),
    "more behind": ("items:\n  - id: a\nlast: 1\n", "items:\n  - id: a\n  - id: c\n    text: new\nlast: 1\n"),
    "remarks of the last entry and of the file": (
        "items:\n  - id: a\n    # of a\n# of the file\n",
        "items:\n  - id: a\n    # of a\n  - id: c\n    text: new\n# of the file\n",
    ),
    "a folded text at the end": (
        "items:\n  - id: a\n    text: >-\n      one\n      two\n",
        "items:\n  - id: a\n    text: >-\n      one\n      two\n  - id: c\n    text: new\n",
    ),
    "line ends of Windows and a mark of Unicode": (
        "\ufeffitems:\r\n  - id: ä\r\n",
        "\ufeffitems:\r\n  - id: ä\r\n  - id: c\r\n    text: new\r\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_list_keeps_all_that_it_had(name):
    old, expected = FILES[name]
    assert new.insert(old, ("items",), ENTRY) == expected


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ("quiz: [a, b] # x\n", "quiz: [a, b, c] # x\n"),
        ("quiz: []\n", "quiz: [c]\n"),
        ("quiz:\n- a\n- b # x\nz: 1\n", "quiz:\n- a\n- b # x\n- c\nz: 1\n"),
    ],
)
def test_an_item_is_listed_in_brackets_and_under_dashes(old, expected):
    assert new.insert(old, ("quiz",), "c") == expected


class TestPreview:
    @pytest.fixture
    def watch(self, copy):
        return preview.Watch(copy.root / "bank" / "warnings.yaml", Content(copy.root))

    def test_every_item_stands_with_the_marks_of_sample_responses(self, watch):
        state = watch.look()[1]
        bank = watch.content.bank("warnings")
        assert list(state.blocks) == [item.id for item in bank.items]
        assert state.problems == []
        for item in bank.items:
            for leaf in item.leaves():
                assert f'id="item-{leaf.id}"' in state.blocks[item.id]
                assert f"How sample responses to {leaf.id} are marked" in state.blocks[item.id]
        samples = state.blocks["two-limits"]
        assert "right, 1 of 1" in samples
        assert "wrong, 0 of 1" in samples
        assert "not attempted, 0 of 1" in samples

    def test_a_timeline_is_shown_too(self, copy):
        state = preview.Watch(copy.root / "timelines" / "warnings.yaml", Content(copy.root)).look()[1]
        assert 'id="event-white-begins"' in state.blocks["warnings"]

    def test_a_change_of_the_file_is_a_new_state_of_what_changed(self, watch, copy):
        stamp, before = watch.look()
        assert watch.look() == (stamp, before)
        copy.edit("quizzes/bank/warnings.yaml", "Which were they?", "And which were they?")
        after = watch.look()[1]
        changed = [key for key in after.blocks if after.blocks[key] != before.blocks[key]]
        assert changed == ["two-decisions"]

    def test_a_fault_is_told_with_file_and_line_and_the_last_good_state_stays(self, watch, copy):
        good = watch.look()[1].blocks
        copy.edit("quizzes/bank/warnings.yaml", "difficulty: easy", "difficulty: simple")
        state = watch.look()[1]
        assert state.stale
        assert state.blocks == good
        assert state.problems[0].startswith("quizzes/bank/warnings.yaml:")
        assert "'simple' is not allowed here" in state.problems[0]

    def test_what_the_linter_says_stands_above_the_new_state(self, watch, copy):
        copy.edit("quizzes/bank/warnings.yaml", "led to the prosecution", "led to the prosecuton")
        state = watch.look()[1]
        assert not state.stale
        assert "prosecuton" in state.blocks["two-decisions"]
        assert any("'prosecuton' is in no dictionary" in problem for problem in state.problems)

    def test_rules_of_item_writing_are_told_while_the_item_is_written(self, watch, copy):
        copy.edit("quizzes/bank/warnings.yaml", "misconception: new-law", "misconception: new-low")
        assert any("the misconception 'new-low' is not defined" in problem for problem in watch.look()[1].problems)

    def test_a_claim_that_does_not_exist_is_told_and_not_a_crash(self, watch, copy):
        watch.look()
        copy.edit("quizzes/bank/warnings.yaml", "    claims: [", "    claims: [s-999, ")
        state = watch.look()[1]
        assert state.stale
        assert any("there is no claim 's-999'" in problem for problem in state.problems)

    def test_a_change_of_the_evidence_is_seen(self, watch, copy):
        watch.look()
        copy.edit("quizzes/evidence/sources/news.yaml", "label: Washington Post 2021", "label: The Post 2021")
        assert any("The Post 2021" in block for block in watch.look()[1].blocks.values())

    def test_a_draft_outside_the_project_is_shown(self, copy, tmp_path):
        text = (copy.root / "bank" / "warnings.yaml").read_text(encoding="utf-8")
        state = preview.Watch(written(tmp_path, text, "draft.yaml"), Content(copy.root)).look()[1]
        assert state.blocks
        assert state.problems == []

    def test_a_file_that_is_not_there_and_a_port_that_is_taken_are_told_in_a_sentence(self, copy, capsys):
        assert preview.preview(copy.root / "bank" / "nothing.yaml", Content(copy.root), 8001) == 1
        assert "There is no file" in capsys.readouterr().err
        with ThreadingHTTPServer(("127.0.0.1", 0), preview.Handler) as other:
            path = copy.root / "bank" / "warnings.yaml"
            assert preview.preview(path, Content(copy.root), other.server_port) == 1
        told = capsys.readouterr().err
        assert f"is taken. Choose another: python -m quizzes preview {path} --port" in told


class TestPreviewServer:
    @pytest.fixture
    def ask(self, copy):
        watch = preview.Watch(copy.root / "bank" / "warnings.yaml", Content(copy.root))
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(preview.Handler, watch=watch)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()

            def ask(path, host=None):
                connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
                connection.request("GET", path, headers={"Host": host or f"localhost:{server.server_port}"})
                return connection.getresponse()

            yield ask
            server.shutdown()

    def test_it_answers_under_its_own_name_alone(self, ask):
        assert ask("/").status == 200
        for host in ("evil.example", "evil.example:8001", "localhost", "localhost.evil.example"):
            answer = ask("/", host)
            assert answer.status == 403
            assert b"two-limits" not in answer.read()

    def test_no_other_page_can_frame_or_read_it(self, ask):
        for path in ("/", "/quiz.js", "/claim/s-055"):
            answer = ask(path)
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert answer.headers["Access-Control-Allow-Origin"] is None

    def test_it_hands_out_nothing_but_its_own(self, ask):
        for path in ("/../pyproject.toml", "/quizzes/bank/warnings.yaml", "/static/quiz.js", "/claim/../x"):
            assert ask(path).status == 404

    def test_a_claim_has_its_card(self, ask):
        answer = ask("/claim/s-058")
        assert answer.status == 200
        assert "could not absorb this" in answer.read().decode("utf-8")
        assert ask("/claim/s-999").status == 404

    def test_it_tells_of_each_change(self, ask, copy):
        answer = ask("/changes")
        first = json.loads(answer.readline().decode("utf-8").removeprefix("data: "))
        assert first["problems"] == []
        copy.edit("quizzes/bank/warnings.yaml", "Which were they?", "And which were they?")
        for line in iter(answer.readline, b""):
            if line.startswith(b"data: "):
                assert "And which were they?" in line.decode("utf-8")
                break


def is_among(lines, others):
    """Whether `others` holds all `lines` in their order."""
    rest = iter(others)
    return all(line in rest for line in lines)
