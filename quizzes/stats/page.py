"""The report as a page in one file: it holds its style and its drawings, runs nothing and asks nobody for anything.

What a teacher needs first stands first: what was understood, what to teach again, which items to look at.  What every
figure means stands at the end, in words.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping

from quizzes import assets, words
from quizzes.markup import Html, escape, tag
from quizzes.stats import carried, plots
from quizzes.stats.figures import ItemFigures, OptionFigures, QuizFigures, Report, Understood
from quizzes.stats.intervals import Interval
from quizzes.stats.lines import shown

SAY = words.REPORT_PAGE
SMALL = 30  # students; of fewer, alpha is said with care
LEFT_SHOWN = 200


class Page:
    """`site` is the address of the built book, for links to its sections; `headings` those of the chapters."""

    def __init__(self, report: Report, site: str = "", headings: Mapping[str, Mapping[str, str]] | None = None):
        self.report, self.site, self.headings = report, site, headings or {}

    def html(self) -> str:
        style = Html(assets.text("book.css") + "\n" + assets.read("report.css")).replace("\r", "")
        digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        head = [
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", SAY["title"].format(quiz="; ".join(map(_named, self.report.quizzes[:3])))),
            tag("style", Html(style)),
        ]
        several = len(self.report.quizzes) > 1
        main = [
            tag("h1", SAY["heading"]),
            self._contents() if several else None,
            [self._quiz(n, quiz) for n, quiz in enumerate(self.report.quizzes, 1)],
            self._left(),
            self._meaning(),
            self._take(),
        ]
        body = tag("main", main)
        return f"<!doctype html>\n{tag('html', tag('head', head), chr(10), tag('body', body), lang=words.LANGUAGE)}\n"

    def _contents(self) -> Html:
        rows = [
            [
                tag("a", _named(quiz), href=f"#quiz-{n}"),
                str(quiz.n),
                words.percent(quiz.mean / quiz.most),
                _number(quiz.alpha) or SAY["undefined"],
                str(sum(one.advice != ["fine"] for one in quiz.by_item)),
            ]
            for n, quiz in enumerate(self.report.quizzes, 1)
        ]
        return _table(SAY["all"], SAY["all-columns"], rows)

    def _quiz(self, n: int, quiz: QuizFigures) -> Html:
        name = f"q{n}"
        drawn = plots.items(quiz.by_item, f"{name}-items")
        look = [(k, one) for k, one in enumerate(quiz.by_item, 1) if one.advice != ["fine"]]
        return tag(
            "section",
            tag("h2", _named(quiz), id=f"quiz-{n}"),
            self._summary(quiz),
            tag(
                "figure",
                tag("figcaption", SAY["scores-title"]),
                plots.scores(quiz, f"{name}-scores"),
                class_="f-figure",
            ),
            self._understood("objectives", quiz.objectives, _named(quiz)),
            self._understood("beliefs", quiz.misconceptions, _named(quiz)),
            tag("h3", SAY["look"]),
            tag("ol", [self._advice(name, k, one) for k, one in look], class_="r-advice")
            if look
            else tag("p", SAY["look-none"]),
            tag("h3", SAY["items"]),
            tag("figure", tag("figcaption", SAY["items-title"]), drawn, tag("p", SAY["items-how"]), class_="f-figure")
            if drawn
            else None,
            self._items(name, quiz),
            [self._item(name, k, one, quiz) for k, one in enumerate(quiz.by_item, 1)],
            self._students(quiz),
            aria_labelledby=f"quiz-{n}",
        )

    def _summary(self, quiz: QuizFigures) -> list[Html]:
        of = {"n": quiz.n, "items": quiz.items, "mean": words.figure(quiz.mean), "most": words.figure(quiz.most),
              "share": words.percent(quiz.mean / quiz.most)}  # fmt: skip
        first = SAY["summary-one" if quiz.n == 1 else "summary"].format(**of)
        if quiz.mean_interval:
            low, high = (words.figure(one) for one in quiz.mean_interval)
            first += " " + SAY["summary-range"].format(low=low, high=high)
        if quiz.blank:
            first += " " + SAY["summary-blank" if self.report.blank_is_wrong else "summary-out"].format(n=quiz.blank)
        if quiz.alpha is None:
            trust = SAY["alpha-none"].format(why=quiz.why_no_alpha)
        else:
            trust = SAY["alpha-small" if quiz.n < SMALL else "alpha"].format(
                alpha=_number(quiz.alpha), range=_range(quiz.alpha_interval), n=quiz.n
            )
            if quiz.alpha < 0:
                trust += " " + SAY["alpha-negative"]
            elif quiz.sem is not None:
                trust += " " + SAY["sem"].format(sem=words.figure(quiz.sem))
        pairs = [
            ("mean", words.figure(quiz.mean)),
            ("median", words.figure(quiz.median)),
            ("sd", words.figure(quiz.sd) if quiz.sd is not None else SAY["undefined"]),
            ("sem-short", words.figure(quiz.sem) if quiz.sem is not None else SAY["undefined"]),
            ("alpha-short", _number(quiz.alpha) or quiz.why_no_alpha),
        ]
        listed = tag(
            "dl", [tag("div", tag("dt", SAY[key]), tag("dd", value)) for key, value in pairs], class_="r-figures"
        )
        return [tag("p", first), listed, tag("p", trust)]

    def _understood(self, what: str, found: list[Understood], of: str) -> list[Html | None]:
        title, columns, said = (SAY[f"{what}{part}"] for part in ("", "-columns", "-said"))
        if not found:
            return []
        several = [one for one in found if one.students != 1]
        once = len(found) - len(several)
        rows = [
            [one.text, _share(one.share, one.interval), ", ".join(one.items), self._section(one.chapter, one.section)]
            for one in several
        ]
        table = _table(title, columns, rows, of, seen=False) if rows else None
        return [tag("h3", title), tag("p", said), table, tag("p", SAY["once"].format(n=once)) if once else None]

    def _section(self, chapter: str, section: str) -> Html:
        title = words.PARTS.get(chapter, chapter)
        heading = self.headings.get(chapter, {}).get(section, section.replace("-", " "))
        said = f"{title}: {heading}" if section else title
        return tag("a", said, href=f"{self.site}book/{chapter}.html#{section}") if self.site else escape(said)

    def _advice(self, name: str, k: int, item: ItemFigures) -> Html:
        link = tag("a", SAY["item"].format(n=k), href=f"#{name}-{k}")
        return tag("li", link, " ", tag("span", shown(item.title, 110)), tag("br"), " ".join(item.about), value=k)

    def _items(self, name: str, quiz: QuizFigures) -> Html:
        timed = any(one.seconds is not None for one in quiz.by_item)
        columns = [*SAY["items-columns"], *([SAY["seconds"]] if timed else [])]
        rows = [
            [
                tag("a", str(k), href=f"#{name}-{k}"),
                shown(one.id, 40),
                words.percent(one.facility),
                _number(one.discrimination) or SAY["undefined"],
                _percent(one.efficiency),
                _percent(one.weight),
                *([words.figure(one.seconds) if one.seconds is not None else SAY["undefined"]] if timed else []),
            ]
            for k, one in enumerate(quiz.by_item, 1)
        ]
        return _table(SAY["items-caption"], columns, rows, _named(quiz))

    def _item(self, name: str, k: int, item: ItemFigures, quiz: QuizFigures) -> Html:
        discrimination = _number(item.discrimination)
        figures = [
            SAY["facility"].format(share=_share(item.facility, item.facility_interval)),
            SAY["discrimination"].format(value=discrimination, range=_range(item.discrimination_interval))
            if discrimination
            else SAY["discrimination-none"],
        ]
        if item.blank:
            figures.append(SAY["blank"].format(n=item.blank, of=item.n))
        return tag(
            "div",
            tag("h4", SAY["item-heading"].format(n=k, id=shown(item.id, 40)), id=f"{name}-{k}"),
            tag("p", shown(item.title, 300)) if item.title != item.id else None,
            tag("p", " ".join(figures)),
            tag("p", tag("b", " ".join(item.about)) if item.advice != ["fine"] else " ".join(item.about)),
            self._options(item, f"{k} · {_named(quiz)}"),
            class_="r-item",
        )

    def _options(self, item: ItemFigures, of: str) -> Html | None:
        if not item.options:
            return None
        rows = [[_option(one), f"{one.chosen} ({words.percent(one.share)})", _third(one.weak), _third(one.strong),
                 _number(one.with_rest) or SAY["undefined"]] for one in item.options]  # fmt: skip
        return _table(SAY["options-caption"], SAY["options-columns"], rows, of)

    def _students(self, quiz: QuizFigures) -> list[Html]:
        if not quiz.students:
            return []
        rows = [[one.student, words.figure(one.score), str(one.blank), SAY[one.third]] for one in quiz.students]
        table = _table(SAY["students-caption"], SAY["students-columns"], rows, _named(quiz))
        return [tag("details", tag("summary", SAY["students"].format(n=len(rows))), table)]

    def _left(self) -> list[Html]:
        notes = [*self.report.notes]
        if self.report.again:
            notes.append(SAY["again"].format(n=self.report.again, which=SAY[f"attempt-{self.report.attempt}"]))
        left = self.report.left
        parts = [tag("h2", SAY["left"])]
        if left:
            rows = [[one.place, shown(one.what), one.why] for one in left[:LEFT_SHOWN]]
            parts += [tag("p", SAY["left-said"]), _table(SAY["left"], SAY["left-columns"], rows, seen=False)]
            if len(left) > LEFT_SHOWN:
                parts.append(tag("p", SAY["left-more"].format(n=len(left) - LEFT_SHOWN)))
        else:
            parts.append(tag("p", SAY["left-none"]))
        return [*parts, tag("ul", [tag("li", shown(note, 300)) for note in notes]) if notes else Html("")]

    def _meaning(self) -> list[Html]:
        entries = [[tag("dt", term), tag("dd", text)] for term, text in words.REPORT_MEANING.items()]
        return [tag("h2", SAY["meaning"]), tag("dl", entries, class_="r-meaning")]

    def _take(self) -> Html:
        data = b64encode(carried.csv(self.report).encode("utf-8-sig")).decode()
        link = tag("a", SAY["csv"], href=f"data:text/csv;base64,{data}", download="class-report.csv")
        return tag("footer", tag("p", link, class_="r-screen"), tag("p", SAY["sent"]))


def _named(quiz: QuizFigures) -> str:
    return f"{shown(quiz.title)} · {shown(quiz.class_)}" if quiz.class_ else shown(quiz.title)


def _table(
    caption: str, columns: Iterable[str], rows: Iterable[list[str | Html]], of: str = "", seen: bool = True
) -> Html:
    """A table whose first column names the row; it scrolls by itself where it is too wide.  The caption is not `seen`
    where a heading above says the same.  `of` tells apart tables of one caption."""
    head = tag("tr", [tag("th", one, scope="col") for one in columns])
    body = [tag("tr", tag("th", row[0], scope="row"), [tag("td", cell) for cell in row[1:]], "\n") for row in rows]
    table = tag("table", tag("caption", caption) if seen else None, tag("thead", head), "\n", tag("tbody", body))
    return tag(
        "div", table, class_="r-scroll", tabindex="0", role="region", aria_label=": ".join(filter(None, [caption, of]))
    )


def _option(option: OptionFigures) -> Html:
    mark = tag("b", SAY["key"], " ") if option.key else None
    return tag("span", mark, shown(option.name, 140))


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _percent(value: float | None) -> str:
    return SAY["undefined"] if value is None else f"{value * 100:.0f}%".replace("-", "\N{MINUS SIGN}")


def _third(share: float | None) -> str:
    return SAY["undefined"] if share is None else words.percent(share)


def _share(share: float, interval: Interval) -> str:
    if interval is None:
        return words.percent(share)
    low, high = (f"{round(one * 100)}" for one in interval)
    return SAY["share"].format(share=words.percent(share), low=low, high=high)


def _range(interval: Interval) -> str:
    return SAY["range"].format(low=_number(interval[0]), high=_number(interval[1])) if interval else ""


def lines(report: Report) -> Iterator[str]:
    """The report in a few lines, for a terminal."""
    for quiz in report.quizzes:
        look = sum(one.advice != ["fine"] for one in quiz.by_item)
        alpha = _number(quiz.alpha) or quiz.why_no_alpha
        yield SAY["line"].format(
            quiz=_named(quiz),
            n=quiz.n,
            items=quiz.items,
            share=words.percent(quiz.mean / quiz.most),
            alpha=alpha,
            look=look,
        )
