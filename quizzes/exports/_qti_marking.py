"""How QTI is to mark an item: response processing from a scheme (`quizzes.scoring`), which is QTI's own as data.

No type is known here.  Credit is reckoned as the book does, whatever the rule; each `Feedback` has an outcome variable
of its own, which is set when the book would say it.

Players differ.  Both in which the tests play these items agree on what is written here, and not on what it avoids:

* A number lies in a range by ``and(gte, lte)``: one player does not know the tolerance of ``equal``.
* Nothing is asked of a response that is not there: one player takes no number for 0, and stops at no text.  Whether a
  container is empty, its size tells, since one player takes an empty one for something.
* Every key of a mapping stands in it: one player does not know the default.
* An outcome variable holds one value: to add to a container is not understood alike.
* What is compared stands second: one player takes its base-type for that of both.
* A pair to compare with, and the place in an order, are variables: one player knows neither as a literal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from quizzes import scoring
from quizzes.exports._qti_expressions import (
    ALWAYS,
    CREDIT,
    MOST,
    SCORE,
    SHOWN,
    Case,
    add,
    cases,
    either,
    exact,
    mapped,
    outcome,
    pair,
    put,
    q,
    share,
    value,
    variable,
    within,
)
from quizzes.itemtypes import Feedback, Item
from quizzes.itemtypes.qti import Body, name, response
from quizzes.markup import Html
from quizzes.scoring import Scheme, kind_of


class Marking(NamedTuple):
    """Declarations of responses and outcomes, the processing, and the feedback by the outcomes that show it; what is
    said whatever was answered has none."""

    responses: Html
    outcomes: Html
    processing: Html
    feedback: Mapping[str, Feedback]


def marking(item: Item, body: Body) -> Marking:
    """How an item is marked, and when its feedback is shown."""
    scheme = item.scheme()
    writer = Writer(item, body.typed)
    if kind_of(scheme) == "open":
        human = outcome(SCORE, "float", "0", normal_maximum=scheme["points"], external_scored="human")
        most = outcome(MOST, "float", str(scheme["points"]))
        written = q("response-declaration", identifier=response(), cardinality="single", base_type="string")
        return Marking(written, Html("").join([human, most, outcome(ALWAYS)]), q("response-processing", REASON), {})
    rules = writer.composite(scheme) if kind_of(scheme) == "composite" else writer.whole(scheme)
    outcomes = [
        outcome(SCORE, "float", "0", normal_maximum=scheme["points"], normal_minimum="0"),
        outcome(MOST, "float", str(scheme["points"])),
        *writer.outcomes,
        *(outcome(key) for key in writer.feedback),
        outcome(ALWAYS),
    ]
    processing = q("response-processing", *rules, REASON)
    responses = Html("").join(writer.responses)
    return Marking(responses, Html("").join(outcomes), processing, writer.feedback)


REASON = put(ALWAYS, value("identifier", SHOWN))


class Writer:
    """Writes the rules for one item, and gathers what they need to be declared."""

    def __init__(self, item: Item, typed: Mapping[str, Mapping[str, Sequence[str]]]):
        self.typed = typed
        sometimes = [one for one in item.feedback() if one.values or not {"right", "wrong", "missed"} <= {*one.on}]
        self.feedback = {f"FEEDBACK-{n}": one for n, one in enumerate(sometimes, 1)}
        self.responses: list[Html] = []
        self.outcomes: list[Html] = []

    def said(self, part: str, verdict: str, given: str = "other") -> list[Html]:
        """What shows the feedback that a part gets: see `Item.said`."""
        return [
            put(key, value("identifier", SHOWN))
            for key, one in self.feedback.items()
            if one.part in (part, "*") and verdict in one.on and (not one.values or given in one.values)
        ]

    def blank(self, scheme: Scheme) -> list[Html]:
        verdicts = scoring.parts(scheme, None)
        return list(dict.fromkeys(rule for part, verdict in verdicts.items() for rule in self.said(part, verdict)))

    def declare(self, key: str, cardinality: str, kind: str, correct: Sequence[str], *mapping: Html) -> None:
        right = q("correct-response", *(q("value", exact(one)) for one in correct))
        attributes = {"identifier": key, "cardinality": cardinality, "base_type": kind}
        self.responses.append(q("response-declaration", right, *mapping, **attributes))

    # An item that is answered as a whole

    def whole(self, scheme: Scheme) -> list[Html]:
        kind, key = kind_of(scheme), response()
        if kind in ("text", "number"):
            return [self.one(scheme, key, kind, [put(SCORE, value("float", scheme["points"]))])]
        if kind == "single":
            return [self.single(scheme)]
        given = q("gt", q("container-size", variable(key)), value("integer", 0))
        rules = {"multiple": self.multiple, "record": self.record, "ordered": self.ordered}[kind](scheme, key)
        return [cases(Case(given, rules), Case(None, self.blank(scheme)))]

    def single(self, scheme: Scheme) -> Html:
        """A choice: each option has its own verdicts on all of them."""
        key = response()
        self.declare(key, "single", "identifier", [name(scheme["correct"])])
        found = []
        for option in scheme["options"]:
            verdicts, values = scoring.parts(scheme, option), scoring.values(scheme, option)
            rules = [
                rule
                for part, verdict in verdicts.items()
                for rule in self.said(part, verdict, values.get(part, "other"))
            ]
            if option == scheme["correct"]:
                rules.insert(0, put(SCORE, value("float", scheme["points"])))
            found.append(Case(q("match", variable(key), value("identifier", name(option))), rules))
        return cases(*found, Case(None, self.blank(scheme)))

    def multiple(self, scheme: Scheme, key: str) -> list[Html]:
        keys, options = scheme["correct"], scheme["options"]
        gives, rule = _multiple(scheme, key)
        entries = [
            q("map-entry", map_key=name(option), mapped_value=gives.right if option in keys else gives.wrong)
            for option in options
        ]
        bound = {} if gives.least is None else {"lower_bound": gives.least}
        mapping = q("mapping", *entries, default_value="0", **bound)
        self.declare(key, "multiple", "identifier", [name(one) for one in keys], mapping)
        chosen = [
            cases(
                Case(
                    q("member", value("identifier", name(option)), variable(key)),
                    self.said(option, "right" if option in keys else "wrong", option),
                ),
                Case(None, self.said(option, "missed" if option in keys else "open")),
            )
            for option in options
        ]
        return [rule, *chosen]

    def record(self, scheme: Scheme, key: str) -> list[Html]:
        parts, correct = scheme["parts"], scheme["correct"]
        right = [pair(part, correct[part]) for part in parts]
        mapping = q("mapping", *(q("map-entry", map_key=one, mapped_value="1") for one in right), default_value="0")
        self.declare(key, "multiple", "directedPair", right, mapping)
        rules = [whole_or(scheme, key, put(SCORE, share(mapped(key), len(parts), scheme["points"])))]
        for n, part in enumerate(parts, 1):
            chosen = [
                Case(
                    q("member", self.constant(f"PAIR-{n}-{m}", "directedPair", pair(part, option)), variable(key)),
                    self.said(part, "right" if option == correct[part] else "wrong", option),
                )
                for m, option in enumerate(scheme["options"], 1)
            ]
            rules.append(cases(*chosen, Case(None, self.said(part, "missed"))))
        return rules

    def ordered(self, scheme: Scheme, key: str) -> list[Html]:
        correct = scheme["correct"]
        self.declare(key, "ordered", "identifier", [name(one) for one in correct])
        rules = [*self.in_order(scheme, key)]
        for n, part in enumerate(correct, 1):
            right, wrong = (self.said(part, verdict, part) for verdict in ("right", "wrong"))
            same = right == wrong  # then it does not matter where the entry stands
            rules += right if same else [cases(Case(self.stands(key, part, n), right), Case(None, wrong))]
        return rules

    def stands(self, key: str, part: str, n: int) -> Html:
        """Whether an entry stands at this place."""
        self.constant(f"N-{n}", "integer", str(n))
        return q("match", q("index", variable(key), n=f"N-{n}"), value("identifier", name(part)))

    def constant(self, key: str, kind: str, default: str) -> Html:
        """A value that is written once, as an outcome that nothing changes."""
        declared = outcome(key, kind, default)
        self.outcomes += [declared] if declared not in self.outcomes else []
        return variable(key)

    def in_order(self, scheme: Scheme, key: str) -> list[Html]:
        """Credit for an order.  QTI does not tell where an entry stands, so it is looked up first."""
        correct, points = scheme["correct"], scheme["points"]
        if scheme["rule"] == "exact":
            return [whole_or(scheme, key, Html(""))]
        places = {one: f"PLACE-{n}" for n, one in enumerate(correct, 1)}
        self.outcomes += [outcome(place, "integer", "0") for place in places.values()]
        rules = [
            cases(
                *(
                    Case(
                        self.stands(key, one, n),
                        [put(place, value("integer", n))],
                    )
                    for one, place in places.items()
                )
            )
            for n in range(1, len(correct) + 1)
        ]
        if scheme["rule"] == "pairs":
            return [*rules, *self.by_pairs([*places.values()], points)]
        return [*rules, _by_run([*places.values()], points)]

    def by_pairs(self, places: Sequence[str], points: int) -> list[Html]:
        """The pairs in the right order less the others, of all: right pairs twice less all."""
        steps = [*combinations(places, 2)]
        self.outcomes.append(outcome(CREDIT, "float", "0"))
        rules = [cases(Case(q("lt", variable(one), variable(other)), [add(1)])) for one, other in steps]
        twice = q("product", value("float", 2), variable(CREDIT))
        net = q("subtract", twice, value("float", len(steps)))
        more = q("gt", twice, value("float", len(steps)))
        return [*rules, cases(Case(more, [put(SCORE, share(net, len(steps), points))]))]

    # An item of parts that are answered by themselves

    def composite(self, scheme: Scheme) -> list[Html]:
        marked = {part: one for part, one in scheme["schemes"].items() if scoring.by_machine(one)}
        if unknown := [part for part, one in scheme["schemes"].items() if kind_of(one) not in scoring.SINGLES]:
            raise NotImplementedError(f"the part '{unknown[0]}' is no single answer")
        self.outcomes.append(outcome(CREDIT, "float", "0"))
        rules = [self.one(one, response(part), part, [add(one["points"])]) for part, one in marked.items()]
        total, points = sum(one["points"] for one in marked.values()), scheme["points"]
        if scheme["rule"] == "exact":
            all_ = q("gte", variable(CREDIT), value("float", total))
            return [*rules, cases(Case(all_, [put(SCORE, value("float", points))]))]
        return [*rules, put(SCORE, share(variable(CREDIT), total, points))]

    def one(self, scheme: Scheme, key: str, part: str, credit: list[Html]) -> Html:
        """A single answer with one verdict: a chosen, a typed one, or a number."""
        found = {"single": self.chosen, "text": self.text, "number": self.number}[kind_of(scheme)](scheme, key, part)
        right, *wrong = found
        other = Case(None, self.said(part, "wrong"))
        chain = cases(right._replace(rules=[*credit, *right.rules]), *wrong, other)
        given = q("not", q("is-null", variable(key)))
        return cases(Case(given, [chain]), Case(None, self.said(part, "missed")))

    def chosen(self, scheme: Scheme, key: str, part: str) -> list[Case]:
        correct = scheme["correct"]
        self.declare(key, "single", "identifier", [name(correct)])
        options = [correct, *(one for one in scheme["options"] if one != correct)]
        return [
            Case(
                q("match", variable(key), value("identifier", name(one))),
                self.said(part, "right" if one == correct else "wrong", one),
            )
            for one in options
        ]

    def text(self, scheme: Scheme, key: str, part: str) -> list[Case]:
        texts = self.typed[part]
        self.declare(key, "single", "string", texts["right"][:1])
        return self.typed_cases(
            part,
            {
                given: [q("string-match", variable(key), value("string", one), case_sensitive="false") for one in all_]
                for given, all_ in texts.items()
            },
        )

    def number(self, scheme: Scheme, key: str, part: str) -> list[Case]:
        self.declare(key, "single", "float", self.typed[part]["right"])
        spans: dict[str, list[Html]] = {"right": [within(key, span) for span in scheme["correct"]]}
        for span in sorted(scheme.get("foreseen", []), key=lambda span: int(span["value"])):
            spans.setdefault(span["value"], []).append(within(key, span))
        return self.typed_cases(part, spans)

    def typed_cases(self, part: str, values: Mapping[str, Sequence[Html]]) -> list[Case]:
        verdicts: Callable[[str], list[Html]] = lambda given: (  # noqa: E731
            self.said(part, "right") if given == "right" else self.said(part, "wrong", given)
        )
        return [Case(either(conditions), verdicts(given)) for given, conditions in values.items()]


def whole_or(scheme: Scheme, key: str, partial: Html) -> Html:
    """All points for the whole key, under ``exact``; else what gives a part of them."""
    if scheme["rule"] != "exact":
        return partial
    same = q("match", variable(key), q("correct", identifier=key))
    return cases(Case(same, [put(SCORE, value("float", scheme["points"]))]))


class Gives(NamedTuple):
    """What a chosen option maps to, and the least that all do together."""

    right: int
    wrong: int
    least: str | None = None


def _multiple(scheme: Scheme, key: str) -> tuple[Gives, Html]:
    """Credit for several options, by each rule of `scoring.RULES`."""
    keys, others, points = len(scheme["correct"]), len(scheme["options"]) - len(scheme["correct"]), scheme["points"]
    prices = {"net-correct": keys, "true": keys, "false2": max(2, others), "false": max(1, others), "all": 1}
    match scheme["rule"]:
        case "exact":
            return Gives(1, 0), whole_or(scheme, key, Html(""))
        case "none":
            return Gives(1, 0), put(SCORE, share(mapped(key), keys, points))
        case "each-answer":
            judged = q("sum", mapped(key), value("float", others))
            return Gives(1, -1), put(SCORE, share(judged, keys + others, points))
        case "coverage":
            square = q("product", mapped(key), mapped(key))
            of = q("product", value("float", keys), q("container-size", variable(key)))
            return Gives(1, 0), put(SCORE, q("product", q("divide", square, of), value("float", points)))
        case rule:
            price = prices[rule]
            return Gives(price, -keys, "0"), put(SCORE, share(mapped(key), keys * price, points))


def _by_run(places: Sequence[str], points: int) -> Html:
    """The longest run of entries that follow each other: from the longest down, the first that is there."""
    follows = [
        q("match", q("sum", variable(one), value("integer", 1)), variable(other)) for one, other in pairwise(places)
    ]
    count = len(places)
    return cases(
        *(
            Case(
                either([q("and", *follows[at : at + length - 1]) for at in range(count - length + 1)]),
                [put(SCORE, share(value("float", length), count, points))],
            )
            for length in range(count, 1, -1)
        )
    )
