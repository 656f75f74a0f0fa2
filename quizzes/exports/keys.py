"""Answer keys: what is right in every question, why, and what the other answers mistake, in one file for teachers.

The questions stand as a reader meets them: those along a chapter, then those of its quiz, with the numbers and letters
that they bear on the screen.  The file holds its style and no script, needs nothing else, prints, and asks programs
that search the web to pass it by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizzes import assets, words
from quizzes.exports import Asked, Made, Placed, _alone, carry
from quizzes.exports._saying import Saying, wordly
from quizzes.forms import Bank
from quizzes.itemtypes import Feedback, Item
from quizzes.markup import Html, tag
from quizzes.text import inline, plain, shorten

FILE = "zero-tolerance-answer-keys.html"
SAY = words.KEYS
STEM, KEY = 160, 90


class Keyed(NamedTuple):
    """An item, and how it reads here: a line of the table, and all that is said of it."""

    placed: Placed
    key: str
    told: list[Html]


def export(asked: Asked) -> Made:
    """The file: the same bytes for the same items and site.  That of some chapters bears their names."""
    keys = Keys(asked)
    made, lost = carry(asked, keys.keyed)
    banks = [bank for _, bank in asked.banks]
    some = [bank.chapter for bank in banks] if len(banks) < len(asked.content.banks()) else []
    data = keys.document(banks, {one.placed.item.id: one for one in made}, whole=not some).encode()
    said = SAY["said-one" if len(banks) == 1 else "said"].format(count=len(made), n=len(banks))
    file = "-".join([FILE.removesuffix(".html"), *some]) + ".html"
    return Made(data, f"{said}, {words.size(len(data))}", [*lost, *keys.lost], file)


class Keys(Saying):
    """Makes the keys, and gathers what they can't carry."""

    words = SAY

    def keyed(self, placed: Placed) -> Keyed:
        item, bank = placed.item, placed.bank
        solved, rooms = item.solved(self.brief), item.to_paper().rooms
        key = rooms[0].key if len(rooms) == 1 else ""  # of several parts each stands where it belongs, below
        told = [
            self._on(placed),
            tag("p", tag("b", inline(shorten(plain(item.stem), STEM))), class_="k-stem"),
            wordly(solved),
            *self.reasons(item),
            self._mistaken(item, bank),
            tag("p", tag("b", SAY["objective"]), " ", inline(bank.objectives[item.objective]), class_="k-aim"),
        ]
        return Keyed(placed, shorten(key, KEY) or SAY["in-words"], [one for one in told if one])

    def brief(self, feedback: Feedback) -> Html:
        """What is said of a part; its sources are those of the item."""
        return tag("div", wordly(inline(feedback.say)), class_="i-said")

    def _on(self, placed: Placed) -> Html | None:
        """What the item is asked about, if it belongs to a set."""
        if placed.listed is placed.item:
            return None
        return tag("p", SAY["set"], " ", inline(shorten(plain(placed.listed.stem), STEM)), class_="k-on")

    def _mistaken(self, item: Item, bank: Bank) -> Html | None:
        """What readers believe who are wrong, each belief once, behind the letters of the options that stand for it."""
        letters: dict[str, list[str]] = {key: [] for key in _named(item.model_dump()) if key in bank.misconceptions}
        for letter, part in getattr(item, "lettered", ()):
            if (key := getattr(part, "misconception", None)) in letters:
                letters[key].append(letter)
        if not letters:
            return None
        beliefs = [
            tag("li", tag("b", f"{', '.join(of)} ") if of else None, inline(bank.misconceptions[key]))
            for key, of in sorted(letters.items(), key=lambda one: one[1])
        ]
        return tag("div", tag("p", tag("b", SAY["mistaken"])), tag("ul", beliefs), class_="k-mistaken")

    # The page

    def document(self, banks: list[Bank], keyed: dict[str, Keyed], whole: bool) -> str:
        titles = SAY["and"].join(plain(bank.title) for bank in banks)
        title = SAY["title"] if whole else SAY["titled"].format(title=titles)
        head = tag("header", tag("p", tag("i", words.ALONE["book"])), tag("h1", title))
        links = [tag("li", tag("a", inline(bank.title), href=f"#{bank.chapter}")) for bank in banks]
        contents = [tag("h2", SAY["chapters"]), tag("ol", links)] if len(banks) > 1 else None
        about = [tag("p", SAY[name]) for name in ("about", "open", "letters")]
        main = tag("main", about, contents, [self._chapter(bank, keyed) for bank in banks])
        foot = tag("footer", _alone.licence(), tag("p", inline(words.ALONE["cite"])))
        style = "\n".join([assets.read("book.css"), *(assets.read(f"{name}.css") for name in ("alone", "keys"))])
        return _alone.document(title, Html("\n").join([head, main, foot]), style, robots="noindex")

    def _chapter(self, bank: Bank, keyed: dict[str, Keyed]) -> Html:
        all_ = [one for one in keyed.values() if one.placed.bank is bank]
        points = words.points(sum(one.placed.item.points for one in all_))
        parts = [
            [tag("h3", SAY[label]), _table(numbered), [_item(*one) for one in numbered]]
            for label, ids in (("checks", bank.checks), ("quiz", bank.quiz))
            if (numbered := list(_numbered(ids, bank, keyed, SAY["check"] if label == "checks" else "{n}")))
        ]
        return tag(
            "section",
            tag("h2", inline(bank.title), id=bank.chapter),
            tag("p", SAY["total"].format(count=len(all_), points=points)),
            parts,
            class_="k-chapter",
        )


def _numbered(ids: Iterable[str], bank: Bank, keyed: dict[str, Keyed], say: str) -> Iterator[tuple[str, Keyed]]:
    leaves = [leaf.id for key in ids for leaf in bank.item(key).leaves()]
    for n, key in enumerate(leaves, 1):
        if key in keyed:
            yield say.format(n=n), keyed[key]


def _table(numbered: Iterable[tuple[str, Keyed]]) -> Html:
    """The keys at a glance."""
    heads = [tag("th", SAY[name], scope="col") for name in ("no", "key", "worth", "id")]
    rows = [
        tag(
            "tr",
            tag("th", no, scope="row"),
            tag("td", one.key),
            tag("td", str(one.placed.item.points)),
            tag("td", tag("a", one.placed.item.id, href=f"#{one.placed.item.id}")),
        )
        for no, one in numbered
    ]
    return tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows))


def _item(no: str, one: Keyed) -> Html:
    item = one.placed.item
    kind = item.type  # type: ignore[attr-defined]
    about = [words.points(item.points), kind, item.skill, item.difficulty]
    head = tag("h4", no, " ", tag("span", item.id, class_="k-id"))
    line = tag("p", " · ".join(word.replace("-", " ") for word in about), class_="k-about")
    return tag("section", head, line, one.told, id=item.id, class_="k-item")


def _named(data: object) -> Iterator[str]:
    """The misconceptions that an item names anywhere, each once, in its author's order."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list | tuple) else ()
    for key, value in inner:
        if key == "misconception" and value:
            yield value
        else:
            yield from _named(value)
