"""Canvas's importers and their marking, and what a reader of Common Cartridges must do, read off their code and schema
rule by rule; each rule names the place that it follows.

Canvas is a program in Ruby with a database, which no test here can start.  So these are readers of their own that share
nothing with the code that writes the files, not even the XML library.  The places are those of

* canvas-lms: ``gems/plugins/qti_exporter/lib/qti`` (which reads what ``lib/imsqtiv1.py`` of QTIMigrationTool makes of
  QTI 1.2) and ``app/models/quizzes/quiz_question``, for Classic Quizzes;
* the gem qti 2: ``lib/qti/models`` and ``lib/qti/v1/models``, for New Quizzes.  How they mark is not in open code:
  it is taken from the guides (``Partial credit with penalty``), from the names of what the gem reads, and from
  ``@instructure/quiz-interactions`` (a category is ``AllOrNothing``);
* ``ccv1p1_qtiasiv1p2p1_v1p0.xsd`` and QTI 1.2, for Common Cartridges.

What an importer lets pass in silence and then marks wrongly is `Refused` here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import unescape
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ASI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
META = "{http://canvas.instructure.com/xsd/cccv1p0}"


class Refused(Exception):  # noqa: N818 - it says what the program does, not what went wrong
    """What a program would not take, or would take wrongly."""


class Package:
    """A package: its manifest's resources by id, and its files."""

    def __init__(self, data: bytes, namespace: str):
        packed = zipfile.ZipFile(io.BytesIO(data))
        names = packed.namelist()
        if len({*names}) != len(names) or packed.testzip():
            raise Refused("a file twice, or one that is broken")
        for name in names:  # rubyzip; attachment_fu and others
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or not name.isascii():
                raise Refused(f"{name} leads out of the package")
        self.files = {name: packed.read(name) for name in names}
        root = ElementTree.fromstring(self.files["imsmanifest.xml"])
        self.cp = f"{{{namespace}}}"
        if root.tag != f"{self.cp}manifest":
            raise Refused(f"the manifest is {root.tag}")
        self.root = root
        self.resources = {one.attrib["identifier"]: one for one in root.iter(f"{self.cp}resource")}
        for one in root.iter(f"{self.cp}dependency"):
            if one.attrib["identifierref"] not in self.resources:
                raise Refused("a dependency of nothing")
        for one in root.iter(f"{self.cp}file"):
            if one.attrib["href"] not in self.files:
                raise Refused(f"{one.attrib['href']} is not there")

    def of(self, kind: str) -> Iterator[tuple[str, str]]:
        """The resources of a kind: id and first file."""
        for ident, one in self.resources.items():
            if one.attrib["type"] == kind:
                yield ident, one.find(f"{self.cp}file").attrib["href"]

    def items(self, name: str) -> tuple[Element, list[Element]]:
        root = ElementTree.fromstring(self.files[name])
        [found] = root.findall(f"{ASI}assessment")  # xpath_with_single_check('.//xmlns:assessment/@title')
        items = found.findall(f"{ASI}section/{ASI}item")
        idents = [one.attrib["ident"] for one in items]
        if len({*idents}) != len(idents):
            raise Refused("two items with one ident: the second overwrites the first")
        return found, items


class Question:
    """A question as a program would have it; `mark` gives the fraction that a response earns."""

    def __init__(self, xml: Element, quiz: str):
        self.xml, self.quiz, self.key, self.title = xml, quiz, xml.attrib["ident"], xml.attrib["title"]
        self.fields = {
            one.findtext(f"{ASI}fieldlabel"): one.findtext(f"{ASI}fieldentry") or ""
            for one in xml.iter(f"{ASI}qtimetadatafield")
        }
        self.text = html(xml.find(f"{ASI}presentation/{ASI}material"))
        self.conditions = [*xml.iter(f"{ASI}respcondition")]
        self.said = {
            one.attrib["ident"]: "".join(map(html, one.iter(f"{ASI}material")))
            for one in xml.iter(f"{ASI}itemfeedback")
        }
        self.general = self.said.get("general_fb", "")
        self.correct = self.said.get("correct_fb", "")
        self.incorrect = self.said.get("general_incorrect_fb", "")
        self.lids = {
            one.attrib["ident"]: {label.attrib["ident"]: label for label in one.iter(f"{ASI}response_label")}
            for one in xml.iter(f"{ASI}response_lid")
        }
        if len(self.title) > 255:
            raise Refused("a title that the database does not hold")

    @property
    def labels(self) -> dict[str, str]:
        """What may be chosen, by ident, as HTML."""
        return {ident: html(label) for found in self.lids.values() for ident, label in found.items()}

    @property
    def comments(self) -> dict[str, str]:
        """What is said of an answer, by its ident."""
        return {ident.removesuffix("_fb"): text for ident, text in self.said.items() if ident[:1].isdigit()}

    def about(self) -> dict[str, str]:
        """What stands before the answers of each response."""
        found = {one.attrib["ident"]: one.find(f"{ASI}material") for one in self.xml.iter(f"{ASI}response_lid")}
        return {ident: html(text) for ident, text in found.items() if text is not None}

    def mark(self, response: Any) -> float:
        raise NotImplementedError


def html(node: Element | None) -> str:
    """What a text shows, as HTML: return_inner_content!(), html_mat_text()."""
    text = node if node is None or node.tag == f"{ASI}mattext" else node.find(f".//{ASI}mattext")
    if text is None or not (text.text or "").strip():
        raise Refused("no text where one is read")
    kinds = {"text/html": str, "text/plain": lambda one: one.replace("&", "&amp;").replace("<", "&lt;")}
    return kinds[text.attrib["texttype"]](text.text)


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]*>", "", markup)).split())


def score(condition: Element) -> float:
    return float(condition.findtext(f"{ASI}setvar") or 0)


def equals(node: Element) -> list[tuple[str, str]]:
    """The direct tests of a node: response and value."""
    return [(one.attrib["respident"], one.text or "") for one in node.findall(f"{ASI}varequal")]


def tests(condition: Element) -> Element:
    return condition.find(f"{ASI}conditionvar")


# Classic Quizzes


class Classic(Question):
    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.points = max(float(self.fields["points_possible"]), 0.0)  # parse_instructure_metadata()
        for ident in self.said:  # get_feedback() goes by the names
            if not re.fullmatch(r"general_fb|correct_fb|general_incorrect_fb|\d+_fb", ident):
                raise Refused(f"nothing reads {ident}")
        for found in self.lids.values():  # get_canvas_matches(): digits alone
            if not all(ident.isdigit() for ident in found):
                raise Refused("answers are known by their digits")


class ClassicChoice(Classic):
    """choice_interaction.rb"""

    several = False

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        weights = dict.fromkeys(self.labels, 0)
        for condition in self.conditions:  # process_response_conditions(): a later condition overrules
            both = tests(condition).find(f"{ASI}and")
            if both is not None:
                weights |= {value: 100 for _, value in equals(both)}
            else:
                weights |= {value: 100 if score(condition) > 0 else 0 for _, value in equals(tests(condition))}
        if {*weights} != {*self.labels} or not any(weights.values()):
            raise Refused("The importer couldn't determine the correct answers for this question.")
        self.weights = weights

    def mark(self, response: Sequence[str]) -> float:
        """base.rb, score_question(); user_answer.rb, score(); multiple_answers_question.rb"""
        if not self.several:
            return float(self.weights[response[0]] == 100)
        keys = list(self.weights.values()).count(100)
        right = sum(self.weights[one] == 100 for one in response)
        return max((right - (len(response) - right)) / keys, 0.0)


class ClassicSeveral(ClassicChoice):
    several = True


class ClassicTruth(ClassicChoice):
    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        if [plain(text).lower() for text in self.labels.values()] != ["true", "false"]:
            raise Refused("process_true_false_question() would make it a multiple choice")


class ClassicShort(Classic):
    """extended_text_interaction.rb: whatever a condition compares with is a right answer"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.answers = [value for condition in self.conditions for _, value in equals(tests(condition))]
        if not all(self.answers) or not self.answers:
            raise Refused("a short answer without answers is an essay")

    def mark(self, response: str) -> float:
        """short_answer_question.rb, matching_answer()"""
        return float(response.strip().lower() in [one.strip().lower() for one in self.answers])


class ClassicEssay(Classic):
    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        if any(equals(tests(condition)) for condition in self.conditions):
            raise Refused("an essay with answers is a short answer")


class ClassicNumber(Classic):
    """numeric_interaction.rb, get_canvas_answers()"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.ranges = [*map(number, filter(score, self.conditions))]
        if not self.ranges:
            raise Refused("no number")

    def mark(self, response: str) -> float:
        """numerical_question.rb: as decimal numbers; a sign between thousands is not read"""
        value = Decimal(response)
        return float(any(low <= value <= high for low, high in self.ranges))


def number(condition: Element) -> tuple[Decimal, Decimal]:
    """From where to where: exact_answer with margin, or range_answer."""
    low, high = ((condition.find(f".//{ASI}{name}").text or "") for name in ("vargte", "varlte"))
    either = tests(condition).find(f"{ASI}or")
    if either is None:
        return Decimal(low), Decimal(high)
    [(_, exact)] = equals(either)
    margin = Decimal(high) - Decimal(exact)
    if Decimal(exact) - margin != Decimal(low):
        raise Refused("the margin is taken from the upper end alone")
    return Decimal(exact) - margin, Decimal(exact) + margin


class ClassicBlanks(Classic):
    """fill_in_the_blank.rb, process_canvas(): any label of a blank is right"""

    lists = False

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.blanks = {ident.removeprefix("response_"): found for ident, found in self.lids.items()}
        idents = [ident for found in self.blanks.values() for ident in found]
        if len({*idents}) != len(idents):
            raise Refused("answers are known by their number through all blanks")
        if sorted(re.findall(r"\[([A-Za-z0-9_.-]+)\]", self.text)) != sorted(self.blanks):
            raise Refused("whoever edits it gets other blanks: what brackets hold in the text, once each")
        self.right = {
            value for one in self.conditions if one.find(f"{ASI}setvar[@action='Add']") is not None
            for _, value in equals(tests(one))
        }  # fmt: skip

    def mark(self, response: Mapping[str, str | None]) -> float:
        """fill_in_multiple_blanks_question.rb, multiple_dropdowns_question.rb: by blank, a text or a label's ident"""
        return sum(self._fits(name, response.get(name)) for name in self.blanks) / len(self.blanks)

    def _fits(self, name: str, given: str | None) -> bool:
        if self.lists:
            return given in self.right and given in self.blanks[name]
        texts = [plain(html(label)).lower() for label in self.blanks[name].values()]
        return (given or "").strip().lower() in texts


class ClassicLists(ClassicBlanks):
    lists = True


class ClassicMatching(Classic):
    """associate_interaction.rb, get_canvas_matches() and get_canvas_answers()"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        choices = [[plain(html(label)) for label in found.values()] for found in self.lids.values()]
        if any(one != choices[0] for one in choices) or len({*choices[0]}) != len(choices[0]):
            raise Refused("matches are those of the first stem")
        self.choices = choices[0]
        self.right: dict[str, str] = {}
        for condition in self.conditions:
            for response, value in equals(tests(condition)):
                if score(condition) and condition.find(f"{ASI}setvar").attrib["action"] == "Add":
                    self.right[response] = plain(html(self.lids[response][value]))
        if {*self.right} != {*self.lids}:
            raise Refused("a stem without a match")

    def mark(self, response: Mapping[str, str | None]) -> float:
        """matching_question.rb: by stem, the text that was taken"""
        stems = {plain(text): ident for ident, text in self.about().items()}
        right = [response.get(stem) == self.right[ident] for stem, ident in stems.items()]
        return sum(right) / len(right)


class Text(Question):
    """A text that asks nothing."""


CLASSIC: dict[str, type[Question]] = {
    "multiple_choice_question": ClassicChoice,
    "true_false_question": ClassicTruth,
    "multiple_answers_question": ClassicSeveral,
    "short_answer_question": ClassicShort,
    "fill_in_multiple_blanks_question": ClassicBlanks,
    "multiple_dropdowns_question": ClassicLists,
    "matching_question": ClassicMatching,
    "numerical_question": ClassicNumber,
    "essay_question": ClassicEssay,
    "text_only_question": Text,
}
CANVAS = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"


def classic(data: bytes) -> dict[str, Question]:
    """converter.rb, export(): the questions by their ids."""
    package = Package(data, CANVAS)
    found: dict[str, Question] = {}
    for ident, name in package.of("imsqti_xmlv1p2"):
        whole, items = package.items(name)
        settings(package, ident)
        for item in items:
            kind = Question(item, "").fields["question_type"]
            if kind not in CLASSIC:
                raise Refused(f"{kind} would become something else")
            found[item.attrib["ident"]] = CLASSIC[kind](item, whole.attrib["title"])
    return found


def settings(package: Package, ident: str) -> dict[str, str]:
    """What a quiz is like: quiz_metadata_converter.rb, by the dependency."""
    [needed] = [one.attrib["identifierref"] for one in package.resources[ident].iter(f"{package.cp}dependency")]
    [name] = [one.attrib["href"] for one in package.resources[needed].iter(f"{package.cp}file")]
    quiz = ElementTree.fromstring(package.files[name])
    if quiz.tag != f"{META}quiz" or quiz.attrib["identifier"] != ident:
        raise Refused("settings of another quiz")
    return {one.tag.removeprefix(META): one.text or "" for one in quiz}


# New Quizzes


class New(Question):
    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.points = float(self.fields["points_possible"])
        self.parent = self.fields.get("parent_stimulus_item_ident")
        # fill_blank_interaction.rb, matches(): an 'other' in a condition that does not go on makes it an essay
        ends = [one for one in self.conditions if one.attrib["continue"] != "Yes"]
        essay = any(one.find(f"{ASI}conditionvar/{ASI}other") is not None for one in ends)
        if essay != (self.fields["question_type"] == "essay_question"):
            raise Refused("taken for an essay, or not")

    def scored(self) -> list[tuple[str, str, float]]:
        """'.//respcondition/setvar/../conditionvar/varequal': response, value and score."""
        return [(*one, score(found)) for found in self.conditions if score(found) for one in equals(tests(found))]


class NewChoice(New):
    """choice_interaction.rb, scoring_data()"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        ands = [one for found in self.conditions for one in found.iter(f"{ASI}and")]
        keys = [value for one in ands[:1] for _, value in equals(one)]
        self.keys = keys if ands else [value for _, value, _ in self.scored()]
        if not self.keys or not {*self.keys} <= {*self.labels}:
            raise Refused("no key")

    def mark(self, response: Sequence[str]) -> float:
        """Partial credit with penalty, where several are right."""
        right = sum(one in self.keys for one in response)
        return max((2 * right - len(response)) / len(self.keys), 0.0)


class NewBlanks(New):
    """fill_blank_interaction.rb and base_fill_blank_interaction.rb, new_quizzes_fib?"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        pieces = re.split(r"(\[[A-Za-z0-9_\-.]+\])", self.text)  # base.rb, CANVAS_BLANK_REGEX
        names = [f"[{ident.removeprefix('response_')}]" for ident in self.lids]
        if [one for one in pieces if one in names] != names:
            raise Refused("blanks and their names in the text differ")
        if any("scoring_algorithm" not in label.attrib for found in self.lids.values() for label in found.values()):
            raise Refused("a blank that is compared in two ways")
        self.right = {response: value for response, value, _ in self.scored()}
        if {*self.right} != {*self.lids}:
            raise Refused("a blank without a key")  # nq_blank_value()

    def mark(self, response: Mapping[str, str | None]) -> float:
        marks = [self._fits(ident, response.get(ident.removeprefix("response_"))) for ident in self.lids]
        return sum(marks) / len(marks)

    def _fits(self, ident: str, given: str | None) -> bool:
        """scoring_data_algorithm(): a list's option by its ident, or a text."""
        found = self.lids[ident]
        how = next(iter(found.values())).attrib
        if how["answer_type"] == "dropdown":
            places = [int(label.attrib["position"]) for label in found.values()]
            if how["scoring_algorithm"] != "Equivalence" or places != [*range(1, len(found) + 1)]:
                raise Refused("a list that is not compared as one")
            return given == self.right[ident]
        texts = [plain(html(label)).lower() for label in found.values()]
        text = (given or "").strip().lower()
        if how["scoring_algorithm"] == "TextCloseEnough":
            if len(texts) != 1 or how["ignore_case"] != "true":
                raise Refused("slips are forgiven in one text")
            return bool(text) and slips(text, texts[0]) <= int(how["levenshtein_distance"])
        return how["scoring_algorithm"] == "TextInChoices" and text in texts


def slips(one: str, other: str) -> int:
    """Levenshtein's distance: signs to be put in, taken out or changed."""
    row = [*range(len(other) + 1)]
    for n, a in enumerate(one, 1):
        last, row[0] = row[0], n
        for m, b in enumerate(other, 1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (a != b))
    return row[-1]


class NewMatching(New):
    """match_interaction.rb"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.right = {response: plain(html(self.lids[response][value])) for response, value, _ in self.scored()}
        self.choices = [*dict.fromkeys(plain(text) for text in self.labels.values())]
        self.partial = self.fields.get("scoring_algorithm") == "PartialDeep"
        if len(self.lids) < 2 or {*self.right} != {*self.lids}:
            raise Refused("no stems, or one without a match")
        if any(one.attrib.get("rcardinality") for one in xml.iter(f"{ASI}response_lid")):
            raise Refused("a matching with a cardinality is a categorization")

    def mark(self, response: Mapping[str, str | None]) -> float:
        """By parts, as PartialDeep says; what holds without that field is not known."""
        stems = {plain(text): ident for ident, text in self.about().items()}
        right = [response.get(stem) == self.right[ident] for stem, ident in stems.items()]
        return sum(right) / len(right)


class NewCategories(New):
    """categorization_interaction.rb, parse_scoring_data(): each category is AllOrNothing"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        first = xml.find(f".//{ASI}response_lid").attrib.get("rcardinality")
        if len(self.lids) < 2 or first != "Multiple":
            raise Refused("matches() does not know it")
        self.held: dict[str, list[str]] = {}
        for response, value, _ in self.scored():
            self.held.setdefault(response, []).append(value)

    def mark(self, response: Mapping[str, str]) -> float:
        """By entry, the category that it was put in, both as they are shown."""
        names = {ident: plain(text) for ident, text in self.about().items()}
        shown = {plain(text): ident for ident, text in self.labels.items()}
        right = [
            {shown[one] for one, category in response.items() if category == names[ident]} == {*held}
            for ident, held in self.held.items()
        ]
        return sum(right) / len(right)


class NewOrder(New):
    """ordering_interaction.rb: the order is that of all tests in the item"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.right = [one.text for one in xml.iter(f"{ASI}varequal")]
        [lid] = xml.iter(f"{ASI}response_lid")
        extension = lid.find(f"{ASI}render_extension")
        self.ends = [html(one) for one in extension.findall(f"{ASI}material")]
        if lid.attrib["rcardinality"] != "Ordered" or sorted(self.right) != sorted(self.labels):
            raise Refused("no order, or one that is not whole")

    def mark(self, response: Sequence[str]) -> float:
        return float([*response] == self.right)


class NewNumber(New):
    """numeric_interaction.rb and numerics/scoring_data.rb"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        if [one.attrib.get("fibtype") for one in xml.iter(f"{ASI}render_fib")] != ["Decimal"]:
            raise Refused("matches() does not know it")
        self.ranges = [*map(number, filter(score, self.conditions))]
        for found in filter(score, self.conditions):
            exact, low, high = (found.findtext(f".//{ASI}{name}") for name in ("varequal", "vargte", "varlte"))
            if exact is not None and (exact == low) != (exact == high):
                raise Refused("content_consistent? fails: no kind of number")

    def mark(self, response: str) -> float:
        return float(any(low <= Decimal(response) <= high for low, high in self.ranges))


class NewEssay(New):
    """string_interaction.rb"""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.notes = self.fields["grading_notes"]


NEW: dict[str, type[Question]] = {
    "multiple_choice_question": NewChoice,
    "true_false_question": NewChoice,
    "multiple_answers_question": NewChoice,
    "fill_in_multiple_blanks_question": NewBlanks,
    "matching_question": NewMatching,
    "categorization_question": NewCategories,
    "ordering_question": NewOrder,
    "numerical_question": NewNumber,
    "essay_question": NewEssay,
    "text_only_question": Text,
}


def new(data: bytes) -> dict[str, Question]:
    """importer.rb: what the first assessment of the package has."""
    package = Package(data, CANVAS)
    [(ident, name)] = package.of("imsqti_xmlv1p2")
    settings(package, ident)
    whole, items = package.items(name)
    found = {
        item.attrib["ident"]: NEW[Question(item, "").fields["question_type"]](item, whole.attrib["title"])
        for item in items
    }
    before: set[str] = set()
    for key, one in found.items():  # a stimulus stands before its questions
        parent = getattr(one, "parent", None)
        if parent and (parent not in before or not isinstance(found[parent], Text)):
            raise Refused("a question of a text that is not there")
        before.add(key)
    return found


# Common Cartridge


COUNTS = {  # of what may be chosen
    "cc.true_false.v0p1": (2, 2),
    "cc.multiple_choice.v0p1": (3, 99),
    "cc.multiple_response.v0p1": (2, 99),
}


class Carried(Question):
    """A question as QTI 1.2 marks it, in the profile's few words."""

    def __init__(self, xml: Element, quiz: str):
        super().__init__(xml, quiz)
        self.profile, self.points = self.fields["cc_profile"], int(self.fields["cc_weighting"])
        if not 0 < self.points < 100:
            raise Refused("rule 2c")
        many = {"cc.multiple_response.v0p1": "Multiple"}.get(self.profile, "Single")
        if self.profile == "cc.fib.v0p1":
            [one] = xml.iter(f"{ASI}response_str")
        else:
            [one] = xml.iter(f"{ASI}response_lid")
            few, most = COUNTS[self.profile]
            if not few <= len(self.labels) <= most:
                raise Refused("rules 3d, 4d and 5d")
        if one.attrib["rcardinality"] != many:
            raise Refused("rules 3a, 4a, 5a")
        shows = {one.attrib["linkrefid"] for one in xml.iter(f"{ASI}displayfeedback")}
        if shows != {*self.said}:
            raise Refused("rules 12c and 12d")
        if any(found.tag in (f"{ASI}or", f"{ASI}varlte") for found in xml.iter()):
            raise Refused("the profile has no such test")
        self.hints = [html(one) for one in xml.iter(f"{ASI}hintmaterial")]

    def mark(self, response: str | Sequence[str]) -> float:
        """Conditions in their order, until one holds that does not go on."""
        total = 0.0
        for condition in self.conditions:
            if not self._holds(tests(condition), [response] if isinstance(response, str) else response):
                continue
            found = condition.find(f"{ASI}setvar")
            if found is not None:
                total = float(found.text or 0)
            if condition.attrib["continue"] == "No":
                break
        return total / 100

    def _holds(self, node: Element, response: Sequence[str]) -> bool:
        found = {f"{ASI}conditionvar": any, f"{ASI}and": all}.get(node.tag)
        if found:
            return found(self._holds(one, response) for one in node)
        if node.tag == f"{ASI}not":
            return not self._holds(node[0], response)
        if node.tag == f"{ASI}other":
            return True
        return (node.text or "").lower() in [one.strip().lower() for one in response]


def cartridge(data: bytes, version: str = "1p3") -> dict[str, Question]:
    """The questions of a cartridge by their ids; each quiz must stand in the one tree of the manifest."""
    package = Package(data, f"http://www.imsglobal.org/xsd/imsccv{version}/imscp_v1p1")
    cp = package.cp
    if package.root.findtext(f"{cp}metadata/{cp}schemaversion") != f"{version.replace('p', '.')}.0":
        raise Refused("another version")
    [top] = package.root.findall(f"{cp}organizations/{cp}organization/{cp}item")
    listed = {one.attrib["identifierref"]: one.findtext(f"{cp}title") for one in top}
    found: dict[str, Question] = {}
    for ident, name in package.of(f"imsqti_xmlv1p2/imscc_xmlv{version}/assessment"):
        whole, items = package.items(name)
        if listed.pop(ident) != whole.attrib["title"]:
            raise Refused("another title")
        found |= {item.attrib["ident"]: Carried(item, whole.attrib["title"]) for item in items}
    if listed:
        raise Refused("the tree leads to what is not there")
    return found
