"""What classical test theory says of a test and its items, as expressions of Ibis: the same on any of its engines.

Every function takes and gives a table.  `complete` makes the one that the others start from: a row for each student
and item of a quiz, with the mark ``x``.  All sums of squares are divided by n - 1.  What is not defined (of one
student, of marks that are all alike) is null, never a number.

The item's measures are those of Moodle's quiz statistics (https://docs.moodle.org/dev/Quiz_statistics_calculations):

* facility: the mean mark, of the most there is
* discrimination: correlation of the mark with the rest of the score, the score without this item
* efficiency: their covariance, of the largest that these marks and rests could have (both put in order)
* weight: the root of the covariance of mark and score, of the sum of those roots; null if the covariance is negative
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import Table

QUIZ = ("quiz",)  # a quiz in a class: all statistics are of one
ITEM = (*QUIZ, "item")
LIKE_NOTHING = 1e-12  # a spread below this is rounding alone


def complete(answers: Table, blank_is_wrong: bool = True) -> Table:
    """A row for each student and item: ``quiz, student, item, x, answered`` and what else `answers` has of it.

    An item that a student left out earns nothing; or, if `blank_is_wrong` is false, has no row.
    """
    given = answers.mutate(answered=answers.x.notnull())
    if not blank_is_wrong:
        return given.filter(given.answered)
    students = answers.select(*QUIZ, "student").distinct()
    items = answers.select(*ITEM).distinct()
    every = students.join(items, [*QUIZ]).select(*QUIZ, "student", "item")
    whole = every.left_join(given, [*QUIZ, "student", "item"])
    rest = [name for name in given.columns if name not in (*QUIZ, "student", "item", "x", "answered")]
    return whole.select(
        *QUIZ, "student", "item", *rest, x=whole.x.fill_null(0.0), answered=whole.answered.fill_null(False)
    )


def scored(marks: Table) -> Table:
    """`marks` with the student's score and the rest of it without the item's own mark."""
    of = [*QUIZ, "student"]
    scores = marks.group_by(of).agg(score=marks.x.sum())
    joined = marks.join(scores, of)
    return joined.select(*marks.columns, "score", rest=joined.score - joined.x)


def scores(marks: Table) -> Table:
    """A row for each student: score, items left out, and the third of the class: weak, middle or strong.

    Students of the same score stand in the same third, so a third can be smaller than its name says, or empty.
    """
    of = marks.group_by([*QUIZ, "student"]).agg(score=marks.x.sum(), blank=(~marks.answered).sum())
    ranked = of.mutate(
        below=ibis.rank().over(ibis.window(group_by=QUIZ, order_by=of.score)),
        alike=of.count().over(ibis.window(group_by=[*QUIZ, "score"])),
        n=of.count().over(ibis.window(group_by=QUIZ)),
    )
    place = ranked.below + (ranked.alike + 1) / 2
    third = ibis.cases((place <= ranked.n / 3, "weak"), (place > ranked.n * 2 / 3, "strong"), else_="middle")
    return ranked.select(*QUIZ, "student", "score", "blank", third=third)


def items(marks: Table, most: Table) -> Table:
    """A row for each item.  `most` has what each can earn: ``item, most``."""
    rows = scored(marks)
    spread, rest_spread = (rows[name].max() - rows[name].min() > LIKE_NOTHING for name in ("x", "rest"))
    found = rows.group_by([*ITEM]).agg(
        n=rows.count(),
        blank=(~rows.answered).sum(),
        mean=rows.x.mean(),
        sd=rows.x.std(how="sample"),
        full=rows.x.max(),
        variance=ibis.ifelse(spread, rows.x.var(how="sample"), 0.0),
        rest_variance=ibis.ifelse(rest_spread, rows.rest.var(how="sample"), None),
        with_score=rows.x.cov(rows.score, how="sample"),
        with_rest=rows.x.cov(rows.rest, how="sample"),
        score_variance=rows.score.var(how="sample"),
        **({"seconds": rows.seconds.median()} if "seconds" in rows.columns else {}),
    )
    joined = found.join(most, "item").join(largest(rows), [*ITEM])
    root = ibis.ifelse(joined.with_score >= 0, joined.with_score.sqrt(), None)
    weight = root / root.sum().over(ibis.window(group_by=QUIZ)).nullif(0)
    return joined.select(
        *[name for name in found.columns if name != "score_variance"],
        "most",
        item_total=joined.with_score / (joined.variance * joined.score_variance).sqrt().nullif(0),
        discrimination=joined.with_rest / (joined.variance * joined.rest_variance).sqrt().nullif(0),
        facility=joined["mean"] / joined.most,
        efficiency=ibis.ifelse(joined.largest > LIKE_NOTHING, joined.with_rest / joined.largest, None),
        weight=weight,
    )


def largest(rows: Table) -> Table:
    """The largest covariance that the marks of each item and the rests could have: both put in order."""

    values = rows.group_by([*ITEM, "x"]).agg(times=rows.count())
    upto = values.times.sum().over(ibis.cumulative_window(group_by=ITEM, order_by=values.x))
    runs = values.select(*ITEM, "x", first=upto - values.times, beyond=upto)  # an item has few different marks
    place = ibis.row_number().over(ibis.window(group_by=ITEM, order_by=rows.rest))
    ranked = rows.select(*ITEM, "rest", place=place)
    pairs = ranked.join(runs, [*ITEM, ranked.place >= runs["first"], ranked.place < runs.beyond])
    return pairs.group_by([*ITEM]).agg(largest=pairs.x.cov(pairs.rest, how="sample"))


def quizzes(marks: Table, of_items: Table, of_scores: Table) -> Table:
    """A row for each quiz in each class.  Alpha is that of Cronbach; it is null where it is not defined: one item, one
    student, scores all alike, or students who have not all answered the same items."""
    items_ = of_items.group_by([*QUIZ]).agg(
        items=of_items.count(), most=of_items.most.sum(), variances=of_items.variance.sum(), fewest=of_items.n.min()
    )
    spread = of_scores.score.max() - of_scores.score.min() > LIKE_NOTHING
    found = of_scores.group_by([*QUIZ]).agg(
        n=of_scores.count(),
        mean=of_scores.score.mean(),
        median=of_scores.score.median(),
        sd=of_scores.score.std(how="sample"),
        lowest=of_scores.score.min(),
        highest=of_scores.score.max(),
        blank=of_scores.blank.sum(),
        variance=ibis.ifelse(spread, of_scores.score.var(how="sample"), None),
    )
    both = found.join(items_, [*QUIZ])
    defined = (both["items"] > 1) & (both.fewest == both.n)
    alpha = ibis.ifelse(defined, both["items"] / (both["items"] - 1) * (1 - both.variances / both.variance), None)
    whole = both.mutate(alpha=alpha)
    # A negative alpha says that the items do not belong together; an error of measurement larger than the spread says
    # nothing more.
    return whole.mutate(sem=ibis.ifelse(whole.alpha >= 0, whole.sd * (1 - whole.alpha).sqrt(), None)).drop(
        "variances", "fewest"
    )


def without(of_items: Table, of_quizzes: Table) -> Table:
    """`of_items` with the alpha of the quiz without the item."""
    sums = of_items.group_by([*QUIZ]).agg(variances=of_items.variance.sum())
    whole = of_quizzes.select(*QUIZ, "items", quiz_alpha="alpha")
    joined = of_items.join(whole, [*QUIZ]).join(sums, [*QUIZ])
    left = joined["items"] - 1
    defined = joined.quiz_alpha.notnull() & (left > 1)
    alpha = left / (left - 1) * (1 - (joined.variances - joined.variance) / joined.rest_variance)
    return joined.select(*of_items.columns, alpha_without=ibis.ifelse(defined, alpha, None))


def options(marks: Table, of_scores: Table, choices: Table) -> Table:
    """A row for each option that was chosen: by how many, in which third, and how choosing it goes with the rest.

    `choices` says what a response chooses: ``response, option``.
    """
    rows = scored(marks).join(of_scores.select(*QUIZ, "student", "third"), [*QUIZ, "student"])
    whole = rows.group_by([*ITEM]).agg(
        n=rows.count(),
        rest_mean=rows.rest.mean(),
        rest_sd=ibis.ifelse(rows.rest.max() - rows.rest.min() > LIKE_NOTHING, rows.rest.std(how="sample"), None),
        in_weak=(rows.third == "weak").sum(),
        in_strong=(rows.third == "strong").sum(),
    )
    picked = rows.join(choices, "response")
    counted = picked.group_by([*ITEM, "option"]).agg(
        chosen=picked.count(),
        weak=(picked.third == "weak").sum(),
        strong=(picked.third == "strong").sum(),
        rest_sum=picked.rest.sum(),
    )
    both = counted.join(whole, [*ITEM])
    # The correlation of "chose it" (1 or 0) with the rest, from sums: no row is needed for those who did not.
    covariance = (both.rest_sum - both.chosen * both.rest_mean) / (both.n - 1).nullif(0)
    spread = (both.chosen * (both.n - both.chosen) / both.n / (both.n - 1).nullif(0)).sqrt()
    return both.select(
        *ITEM, "option", "chosen", "n", "weak", "strong", "in_weak", "in_strong",
        with_rest=covariance / (spread * both.rest_sd).nullif(0),
    )  # fmt: skip


def distribution(of_scores: Table) -> Table:
    """How many students have each score."""
    return of_scores.group_by([*QUIZ, "score"]).agg(students=of_scores.count())


def beliefs(marks: Table, believed: Table) -> Table:
    """How many students took an option that stands for a misconception.  `believed`: ``response, belief``."""
    taken = marks.join(believed, "response")
    return taken.group_by([*QUIZ, "belief"]).agg(students=taken.student.nunique())
