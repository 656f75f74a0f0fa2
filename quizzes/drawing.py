"""A drawing of matplotlib as a small SVG that takes its colours and its font from the page.

matplotlib writes for a file that stands alone: a prolog, metadata, a style attribute on every element.  A page under
``default-src 'self'`` can have none of these, so the drawing is taken apart (by the standard library's ElementTree) and
put together anew: style becomes presentation attributes, a colour becomes a class which the page's style sheet
resolves in light, in dark, in print and in forced colours, text stays text, numbers get one decimal, and ids begin
with the figure's name.  What is drawn depends on nothing but the drawing: not on the day, the process, or a font that
is installed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from quizzes.markup import Html, tag

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH = 400  # of every drawing; a phone shows it a little smaller, a page a little larger
SLACK = 6  # by which a text may be over the edge in a wide font
TEXT = 13  # the one size of its text: above 11 px on a phone of 390 px

# The colours by the names that a figure's code uses.  A page's style sheet says what they are there (``--q-ink``);
# these are their values by day, and what a page without the style sheet shows.
COLOURS = {
    "ink": "#1c1b19",  # lines and text
    "soft": "#4c4943",  # text beside it
    "line": "#dcd7cc",  # grid
    "edge": "#827b6f",  # borders that must be seen
    "tint": "#f3e3d8",  # an area behind
    "accent": "#7e330d",  # what the figure is about
    "second": "#1d5a75",  # what it is compared with
    "paper": "#fffdf8",  # the page
}
FOLLOWS = ("ink", "soft")  # without the style sheet they follow the text around them, by day and by night
DRAWING = {
    "svg.fonttype": "none",
    "svg.image_inline": True,
    "path.simplify": False,
    "font.family": "DejaVu Sans",  # comes with matplotlib; only the layout sees it
}
# What a style says, as attributes of the same name.  Joins and limits are the style sheet's.
KEPT = {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "text-anchor", "font-weight"}
KEPT |= {"fill-opacity", "stroke-opacity", "opacity", "fill-rule"}
SPARE = {
    "stroke-linejoin",
    "stroke-dashoffset",
    "stroke-miterlimit",
    "font",
    "font-size",
    "font-family",
    "font-style",
    "font-stretch",
}
USUAL = {("fill-opacity", "1"), ("stroke-opacity", "1"), ("opacity", "1"), ("stroke-width", "1")}
USUAL |= {("text-anchor", "start"), ("stroke-linecap", "square"), ("stroke-linecap", "butt")}
PLACED = ("x", "y", "width", "height", "d", "transform")
NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def canvas(height: int) -> Figure | None:
    """What is drawn on, `height` units high; matplotlib learns the page's colours: ``color="accent"``.

    None where matplotlib is not installed.
    """
    try:
        from matplotlib.colors import get_named_colors_mapping
        from matplotlib.figure import Figure
    except ImportError:
        return None
    get_named_colors_mapping().update(COLOURS)
    return Figure(figsize=(WIDTH / 72, height / 72), dpi=72, frameon=False)


def svg(figure: Figure, name: str, title: str, description: str) -> Html:
    """The drawing of a matplotlib figure as inline SVG; `name` begins its ids."""
    return Drawing(name, _written(figure, name)).html(title, description)


def _written(figure: Figure, name: str) -> ElementTree.Element:
    """What matplotlib writes, all text in one size and without mathematics in it."""
    import matplotlib
    from matplotlib.text import Text

    texts = figure.findobj(Text)
    for text in texts:
        text.set(fontsize=TEXT, parse_math=False)
    out = io.StringIO()
    nobody = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with matplotlib.rc_context(DRAWING | {"svg.hashsalt": name}):
        figure.savefig(out, format="svg", dpi=72, metadata=nobody)
        root = ElementTree.fromstring(out.getvalue())
        said = {text.text for text in root.iter(f"{SVG}text")}
        _inside(figure, name, [text for text in texts if text.get_text() in said])
    return root


def _inside(figure: Figure, name: str, texts: Iterable[Text]) -> None:
    """No text is cut off; measured in matplotlib's own font, which is a wide one."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer, height = FigureCanvasAgg(figure).get_renderer(), figure.get_figheight() * 72
    for text in set(texts) - set(_beyond(figure)):
        box = text.get_window_extent(renderer)
        if box.x0 < -SLACK or box.x1 > WIDTH + SLACK or box.y0 < -SLACK or box.y1 > height + SLACK:
            where = f"{box.x0:.0f} to {box.x1:.0f} of {WIDTH} across, {box.y0:.0f} to {box.y1:.0f} of {height:.0f} up"
            raise ValueError(f"{name}: the text '{text.get_text()}' is cut off ({where}); shorten or move it")


def _beyond(figure: Figure) -> Iterator[Text]:
    """Labels that matplotlib keeps for ticks which it does not draw, since they are beyond an axis's ends."""
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        yield from (tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high)


class Drawing:
    """One drawing on its way from matplotlib's SVG to the page's."""

    def __init__(self, name: str, root: ElementTree.Element):
        self.name, self.root = name, root
        used = {node.get(HREF, "").lstrip("#") for node in root.iter()}
        used |= set(re.findall(r"url\(#([^)]+)\)", " ".join(node.get("style", "") for node in root.iter())))
        ids = [key for node in root.iter() if (key := node.get("id")) in used and key]
        self.ids = {old: f"{name}-{n}" for n, old in enumerate(ids, 1)}
        self.height = round(float(root.get("viewBox", "").split()[3]))

    def html(self, title: str, description: str) -> Html:
        names = f"{self.name}-title {self.name}-desc"
        out = tag(
            "svg",
            tag("title", title, id=f"{self.name}-title"),
            tag("desc", description, id=f"{self.name}-desc"),
            list(self._children(self.root)),
            role="img",
            aria_labelledby=names,
            viewBox=f"0 0 {WIDTH} {self.height}",
            width=WIDTH,
            fill="currentColor",
            **{"font-size": TEXT, "font-family": "sans-serif"},
        )
        return Html(re.sub(r"></(?:path|use|rect)>", "/>", out))

    def _children(self, node: ElementTree.Element) -> Iterator[Html]:
        for child in node:
            name = str(child.tag).removeprefix(SVG) if isinstance(child.tag, str) else ""
            if name in ("", "metadata", "style") or name.startswith("{") or name == "clipPath":
                continue
            inner = list(self._children(child))
            attributes = self._attributes(child)
            if name == "g" and not attributes:  # a group for matplotlib's own book-keeping
                yield from inner
            elif name == "defs":
                if inner:
                    yield tag("defs", inner)
            elif name == "text":
                yield tag("text", child.text or "", **attributes)
            elif name != "path" or "d" in attributes:
                yield tag(name, inner, **attributes)

    def _attributes(self, node: ElementTree.Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        key = node.get("id", "")
        if key in self.ids:
            found["id"] = self.ids[key]
        for place in PLACED:
            if node.get(place, "").strip():
                found[place] = _short(node.attrib[place])
        if HREF in node.attrib:
            found["href"] = "#" + self.ids[node.attrib[HREF].lstrip("#")]
        if node.tag == f"{SVG}pattern":
            found["patternUnits"] = "userSpaceOnUse"
        style = dict(_declarations(node.get("style", "")))
        if node.tag == f"{SVG}text":
            if re.search(r"\b(?:bold|700)\b", style.get("font", "")):
                found["font-weight"] = "bold"
            style.setdefault("fill", "#000000")
        classes = []
        for key, value in style.items():
            if key in ("fill", "stroke") and value.startswith("#"):
                colour = _colour(value)
                classes.append(f"{'f' if key == 'fill' else 's'}-{colour}")
                if colour not in FOLLOWS or key == "stroke":
                    found[key] = "currentColor" if colour in FOLLOWS else value
            elif key in ("fill", "stroke") and value.startswith("url("):
                found[key] = f"url(#{self.ids[value[5:-1]]})"
            elif key in KEPT:
                found |= {} if (key, value) in USUAL or not value else {key: _short(value)}
            elif key not in SPARE:
                raise ValueError(f"{self.name}: the drawing has the style '{key}', which the page can't take over")
        transform = found.get("transform")
        if transform and re.match(r"rotate\((?:0|-0) ", transform):
            del found["transform"]
        if found.get("fill") == "none" and found.get("stroke") is None and node.tag == f"{SVG}path":
            found.pop("d")  # nothing of it is seen
        return found | ({"class": " ".join(classes)} if classes else {})


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for one in style.split(";"):
        key, _, value = one.partition(":")
        if key.strip():
            yield key.strip(), value.strip()


def _colour(value: str) -> str:
    """The name of a colour; any other than the page's own is refused, since it would be wrong by night."""
    for name, known in COLOURS.items():
        if value.lower() in (known, "#000000"):  # matplotlib's own black is the first, ink
            return name
    raise ValueError(f"the colour {value} is not one of the page's; use one of: {', '.join(COLOURS)}")


def _short(text: str) -> str:
    """A path or a length with one decimal and no spare space."""
    short = " ".join(NUMBER.sub(lambda found: f"{round(float(found[0]), 1) + 0:g}", text).split())
    return re.sub(r" ?([A-Za-z]) ?", r"\1", short) if re.match(r"[Mm] ", short) else short
