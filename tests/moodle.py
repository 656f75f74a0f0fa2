"""Moodle's importer and its marking, read off its code rule by rule; each rule names the place that it follows.

Moodle is a program in PHP with a database, which no test here can start.  So this is a reader of its own, that shares
nothing with the code that writes the file, not even the XML library.  The places are those of Moodle 4.4 and 5; what
the importer lets pass in silence and then marks wrongly, or what makes it stop, is `Refused` here.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import combinations
from typing import Any, NamedTuple
from xml.etree import ElementTree

# question/engine/bank.php, ensure_fraction_options_initialised()
_POSITIVE = (
    "0.9000000 0.8333333 0.8000000 0.7500000 0.7000000 0.6666667 0.6000000 0.5000000 0.4000000 0.3333333 0.3000000 "
    "0.2500000 0.2000000 0.1666667 0.1428571 0.1250000 0.1111111 0.1000000 0.0500000 0.0 1.0"
)
FRACTIONS = [sign * float(one) for one in _POSITIVE.split() for sign in (1, -1)]
FORMATS = ("moodle_auto_format", "html", "plain_text", "wiki_like", "markdown")  # format.php, trans_format()
EPSILON = 1e-14  # question/type/numerical/question.php: 10 ** -precision


class Refused(Exception):  # noqa: N818 - it says what the program does, not what went wrong
    """What Moodle would not take, or would take wrongly."""


class Answer(NamedTuple):
    text: str
    fraction: float
    feedback: str
    tolerance: float | None = None


class Question:
    """A question as Moodle would have it in its bank; `mark` gives the fraction that a response earns."""

    def __init__(self, xml: ElementTree.Element, category: list[str]):
        self.xml, self.category, self.kind = xml, category, xml.attrib["type"]
        # format.php, import_headers()
        self.name = self._text(xml.find("name"))
        self.text, self.general = self._html(xml, "questiontext"), self._html(xml, "generalfeedback")
        self.files = {one.attrib["name"]: b64decode(one.text or "") for one in xml.iterfind("questiontext/file")}
        self.key, self.points = xml.findtext("idnumber"), float(xml.findtext("defaultgrade", "1"))
        self.penalty = float(xml.findtext("penalty", "0.3333333"))
        # import_question_tags(); lib/moodlelib.php, clean_param(PARAM_TAG)
        self.tags = [self._text(one) for one in xml.iterfind("tags/tag")]
        if not self.name or len(self.name) > 255:  # clean_question_name()
            raise Refused("no name, or one that is cut")
        if any(len(one) > 50 or re.search("[<>`]", one) for one in self.tags):
            raise Refused("a tag that is cut")
        self.hints = [self._html(one) for one in xml.iterfind("hint")]
        self.answers = [self._answer(one) for one in xml.iterfind("answer")]

    def _text(self, place: ElementTree.Element | None) -> str:
        """getpath() with $istext: a missing place is the default, text is trimmed."""
        if place is None or (place.find("text") is not None and len(place.find("text"))):
            raise Refused("no text where one is read")
        return (place.findtext("text") or "").strip()

    def _html(self, place: ElementTree.Element, name: str | None = None) -> str:
        """import_text_with_files()"""
        found = place if name is None else place.find(name)
        if found is None or found.attrib.get("format") not in FORMATS:
            raise Refused(f"{name} is missing, or has no format that Moodle knows")
        return self._text(found)

    def _answer(self, xml: ElementTree.Element) -> Answer:
        """import_answer(); import_numerical() for the tolerance."""
        feedback = self._html(xml, "feedback") if xml.find("feedback") is not None else ""
        room = xml.findtext("tolerance")
        fraction = float(xml.attrib["fraction"]) / 100
        return Answer(self._text(xml), fraction, feedback, None if room is None else float(room))

    def mark(self, response: Any) -> float:
        raise NotImplementedError

    def _allowed(self) -> None:
        """question/format.php, importprocess(): match_grade_options() with 'error'."""
        for one in self.answers:
            if not any(abs(one.fraction - grade) < 0.00001 for grade in FRACTIONS):
                raise Refused(f"no fraction {one.fraction}")


class Multichoice(Question):
    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        self._allowed()
        self.single = xml.findtext("single", "true").strip() != "false"  # trans_single()
        self.mixed = xml.findtext("shuffleanswers", "false").strip() != "false"
        if xml.findtext("answernumbering") not in ("abc", "ABCD", "123", "iii", "IIII", "none"):
            raise Refused("no numbering that Moodle knows")
        worth = [one.fraction for one in self.answers if one.text]
        # question/type/multichoice/questiontype.php, save_question_options()
        if len(worth) < 2 or (max(worth) != 1 if self.single else round(sum(w for w in worth if w > 0), 2) != 1):
            raise Refused("too few answers, or fractions that do not add up")

    def mark(self, response: Sequence[int]) -> float:
        """qtype_multichoice_single_question and _multi_question, grade_response()"""
        total = sum(self.answers[n].fraction for n in response)
        return total if self.single else min(max(total, 0.0), 1.0)


class Truefalse(Question):
    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        texts = [one.text for one in self.answers]
        if sorted(texts) != ["false", "true"]:  # import_truefalse(): else it takes them for an old file
            raise Refused("no true and false")
        self.right = {one.text: one.fraction == 1 for one in self.answers}
        if [*self.right.values()].count(True) != 1:  # the second answer would overrule the first
            raise Refused("two keys or none")

    def mark(self, response: str) -> float:
        return float(self.right[response])


class Shortanswer(Question):
    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        self._allowed()
        _one_full(self.answers)

    def matching(self, response: str) -> Answer | None:
        """question_first_matching_answer_grading_strategy, grade()"""
        return next((one for one in self.answers if wildcard(response, one.text)), None)

    def mark(self, response: str) -> float:
        found = self.matching(response)
        return found.fraction if found else 0.0


class Numerical(Question):
    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        self._allowed()
        _one_full(self.answers)
        for one in self.answers:
            if one.text != "*" and (not NUMBER.fullmatch(one.text) or one.tolerance is None):
                raise Refused(f"no number: {one.text}")
        self.units = [one.findtext("unit_name") for one in xml.iterfind("units/unit")]
        self.taken = xml.findtext("showunits") == ("0" if self.units else "3")
        if xml.findtext("unitgradingtype") != "0" or not self.taken:
            raise Refused("units are counted, or can't be written")

    def matching(self, response: str) -> Answer | None:
        return number_matching(self.answers, response)

    def mark(self, response: str) -> float:
        found = self.matching(response)
        return found.fraction if found else 0.0


class Matching(Question):
    """question/type/match"""

    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        rows = [(self._html(one), self._text(one.find("answer"))) for one in xml.iterfind("subquestion")]
        # questiontype.php, save_question_options(): a notice makes importprocess() return, and lose what follows
        if any(stem and not choice for stem, choice in rows):
            raise Refused("a stem without a choice stops the import")
        if len(rows) < 3:
            raise Refused("fewer than three rows stop the import")
        # initialise_question_instance()
        self.choices = [*dict.fromkeys(choice for _, choice in rows)]
        self.stems = [(stem, choice) for stem, choice in rows if stem != ""]

    def mark(self, response: Sequence[str | None]) -> float:
        """question.php, get_num_parts_right(): by stem, the choice that was taken."""
        right = [given == choice for given, (_, choice) in zip(response, self.stems, strict=True)]
        return sum(right) / len(right)


class Ordering(Question):
    """question/type/ordering"""

    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        # questiontype.php, import_from_xml(): without it hints are made up of which the saving knows nothing
        if xml.findtext("shownumcorrect") in (None, ""):
            raise Refused("no shownumcorrect: the import fails, and loses what follows")
        if len([one for one in self.answers if one.text]) < 2:  # save_question_options(): a notice
            raise Refused("fewer than two entries stop the import")
        # set_options_for_import()
        self.grading = xml.findtext("gradingtype")
        if self.grading not in ("ALL_OR_NOTHING", "RELATIVE_ALL_PREVIOUS_AND_NEXT", "LONGEST_CONTIGUOUS_SUBSET"):
            raise Refused("RELATIVE_NEXT_EXCLUDE_LAST would be taken for it")
        if xml.findtext("selecttype") != "ALL" or xml.findtext("layouttype") != "VERTICAL":
            raise Refused("not all entries in a column")

    def mark(self, response: Sequence[int]) -> float:
        """question.php, grade_response(): the entries' places in the right order, as they were put."""
        count = len(self.answers)
        if self.grading == "ALL_OR_NOTHING":
            return float([*response] == [*range(count)])
        if self.grading == "RELATIVE_ALL_PREVIOUS_AND_NEXT":  # both ways: each pair counts twice
            pairs = [*combinations(response, 2)]
            return sum(a < b for a, b in pairs) / len(pairs)
        return _subset(response) / count


def _subset(positions: Sequence[int]) -> int:
    """question.php, get_ordered_subsets() with $contiguous, and get_ordered_subset(): the longest, if not of one."""
    subsets: list[list[int]] = []
    for value in positions:
        grown = [one for one in subsets if value == one[-1] + 1]
        for one in grown:
            one.append(value)
        if not grown:
            subsets.append([value])
    longest = max(map(len, subsets))
    return longest if longest > 1 else 0


class Essay(Question):
    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        self.info = self._html(xml, "graderinfo")  # import_essay()
        if xml.findtext("responseformat") not in ("editor", "editorfilepicker", "plain", "monospaced", "noinline"):
            raise Refused("no format of answers that Moodle knows")
        if xml.find("hint") is not None:
            raise Refused("import_essay() reads no hints")


# question/type/multianswer/questiontype.php (Python has no look-behind of several widths)
FRACTION = r"=|%(?:-?[0-9]+(?:[.,][0-9]*)?)%"
ANSWER = r".+?(?<![\\&])(?<!&amp;)(?=[~#}]|$)"
FEEDBACK = r".*?(?<!\\)(?=[~}]|$)"
ALTERNATIVE = re.compile(rf"~?(?P<fraction>{FRACTION})?(?P<answer>{ANSWER})(?:#(?P<feedback>{FEEDBACK}))?", re.DOTALL)
_ANY = rf"(?:{FRACTION})?(?:{ANSWER})(?:#(?:{FEEDBACK}))?"
KINDS = {"NUMERICAL": "numerical", "MULTICHOICE": "multichoice", "SHORTANSWER": "shortanswer"}
CODE = re.compile(rf"\{{([0-9]*):({'|'.join(KINDS)}):({_ANY}(?:~{_ANY})*)\}}", re.DOTALL)
NUMBER = re.compile(r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?")
WITH_ROOM = re.compile(rf"({NUMBER.pattern})(?::({NUMBER.pattern}))?")


class Gap(NamedTuple):
    weight: int
    kind: str
    answers: list[Answer]

    def mark(self, response: Any) -> float:
        if self.kind == "multichoice":
            return self.answers[response].fraction
        found = self.matching(response)
        return found.fraction if found else 0.0

    def matching(self, response: str) -> Answer | None:
        if self.kind == "numerical":
            return number_matching(self.answers, response)
        return next((one for one in self.answers if wildcard(response, one.text)), None)


class Cloze(Question):
    """question/type/multianswer"""

    def __init__(self, xml: ElementTree.Element, category: list[str]):
        super().__init__(xml, category)
        if xml.find("defaultgrade") is not None:
            raise Refused("import_multianswer() does not read it")
        self.gaps: list[Gap] = []
        while found := CODE.search(self.text):  # qtype_multianswer_extract_question()
            self.gaps.append(Gap(int(found[1] or 1), KINDS[found[2]], [*self._alternatives(KINDS[found[2]], found[3])]))
            before, after = self.text.split(found[0], 1)
            self.text = f"{before}{{#{len(self.gaps)}}}{after}"
        self.points = sum(one.weight for one in self.gaps)
        for gap in self.gaps:  # qtype_multianswer_validate_question()
            count = len([one for one in gap.answers if one.text.strip()])
            if count < (2 if gap.kind == "multichoice" else 1) or not any(one.fraction == 1 for one in gap.answers):
                raise Refused("a gap without a key, or with too few answers")
            if gap.kind == "numerical" and not all(_is_number(one.text) for one in gap.answers):
                raise Refused("no number")
        # question.php, initialise: \{#(\d+)\} are the places
        if not self.gaps or re.findall(r"\{#(\d+)\}", self.text) != [str(n + 1) for n in range(len(self.gaps))]:
            raise Refused("places and gaps do not agree")

    def _alternatives(self, kind: str, rest: str) -> Iterator[Answer]:
        while found := ALTERNATIVE.search(rest):
            said = unescape(found["feedback"] or "").replace(r"\}", "}").replace(r"\#", "#")
            fraction = 1.0 if found["fraction"] == "=" else 0.0
            if found["fraction"] and found["fraction"] != "=":
                raise Refused("a fraction that nobody wrote")
            number = WITH_ROOM.fullmatch(found["answer"]) if kind == "numerical" else None
            if number:
                yield Answer(number[1], fraction, said, float(number[2] or 0))
            else:
                yield Answer(unescape(found["answer"]).replace(r"\}", "}").replace(r"\#", "#"), fraction, said)
            rest = rest.split(found[0], 1)[1]

    def mark(self, response: Sequence[Any]) -> float:
        """question.php, grade_response(): None is a gap that was left empty."""
        marks = [0.0 if one is None else gap.mark(one) for gap, one in zip(self.gaps, response, strict=True)]
        return sum(mark * gap.weight for mark, gap in zip(marks, self.gaps, strict=True)) / self.points


def _one_full(answers: list[Answer]) -> None:
    """save_question_options() of short answers and numbers: the best answer must give all."""
    if max((one.fraction for one in answers), default=0) != 1 or not all(one.text.strip() for one in answers):
        raise Refused("no key, or an answer that is empty and is left out")


def _is_number(text: str) -> bool:
    return text == "*" or bool(NUMBER.fullmatch(text))


def wildcard(text: str, pattern: str) -> bool:
    """question/type/shortanswer/question.php, compare_string_with_wildcard(), in any case"""
    text, pattern = (unicodedata.normalize("NFC", one) for one in (text, pattern))
    bits = [re.escape(bit.replace(r"\*", "*")) for bit in re.split(r"(?<!\\)\*+", pattern)]
    return bool(re.fullmatch(".*".join(bits), text.strip(), re.IGNORECASE))


def number_matching(answers: list[Answer], response: str) -> Answer | None:
    """question/type/numerical/question.php, get_matching_answer(); questiontype.php, apply_units(), in English"""
    text = response.replace(" ", "")
    text = text.replace(",", "")
    found = re.match(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", text)
    if not found:
        return None
    value = float(found[0])
    for one in answers:
        if one.text == "*":
            return one
        centre, room = float(one.text), one.tolerance or 0.0
        room += EPSILON * max(room, abs(centre), EPSILON)  # get_tolerance_interval(), 'nominal'
        if centre - room <= value <= centre + room:
            return one
    return None


def refuses_thousands(response: str) -> bool:
    """question/type/numerical/question.php, is_complete_response(): contains_thousands_seaparator()"""
    return "," in response


TYPES: dict[str, type[Question]] = {  # format.php, import_question()
    "multichoice": Multichoice,
    "truefalse": Truefalse,
    "shortanswer": Shortanswer,
    "numerical": Numerical,
    "matching": Matching,
    "cloze": Cloze,
    "essay": Essay,
    "ordering": Ordering,
}


def read(data: bytes) -> dict[str, Question]:
    """format.php, readquestions() and import_questions(): the questions by their ids."""
    if data.startswith(b"\xef\xbb\xbf") or b"\r" in data:
        raise Refused("readdata() takes care of these; better not to need it")
    quiz = ElementTree.fromstring(data)
    category: list[str] = []
    found: dict[str, Question] = {}
    for xml in quiz:
        if quiz.tag != "quiz" or xml.tag != "question":
            raise Refused(f"nothing reads <{xml.tag}>")
        if xml.attrib["type"] == "category":
            category = split(xml.findtext("category/text") or "")
            continue
        question = TYPES[xml.attrib["type"]](xml, category)
        if not question.key or question.key in found:  # question/format.php: a second idnumber is dropped
            raise Refused("no id, or one that is there already")
        found[question.key] = question
    return found


def split(path: str) -> list[str]:
    """question/format.php, split_category_path() and create_category_path()"""
    names = [name.replace("//", "/").strip() for name in re.split("(?<!/)/(?!/)", path)]
    if not re.fullmatch(r"\$[a-z]+\$", names[0]) or names[1] != "top":
        raise Refused("not under a course's top category")
    return names[2:]
