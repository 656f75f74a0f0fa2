"""axe with every rule that it has: WCAG A, AA and AAA, best practices, and those off by default or experimental.

The three rules for colours take nine tenths of its time, since they look at each text by itself, and on these pages
thousands of texts look the same.  So they are given one text of each look: its element, colour, size, weight and
underline, and whatever shines through from behind.  `violations(page, whole=True)` gives them all.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LEFT_OUT: dict[str, str] = {}  # rules that are wrong about these pages, each with the reason
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
RUN = """async ({ where, only, never }) => {
  const values = axe.getRules().map(rule => rule.ruleId).filter(id => (only ? only.includes(id) : !never.includes(id)));
  const include = where === 'looks' ? looks() : [document];
  const { violations } = await axe.run({ include }, { runOnly: { type: 'rule', values }, resultTypes: ['violations'] });
  return violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ${nodes.length} times; ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`);

  function looks() {
    const behind = node => {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
      return [backgroundColor, backgroundImage, opacity, ...node.parentElement ? behind(node.parentElement) : []];
    };
    const found = new Map();
    for (const node of document.body.querySelectorAll('*')) {
      if (![...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim())) continue;
      const own = getComputedStyle(node), around = getComputedStyle(node.parentElement).color;
      const text = [own.color, own.fontSize, own.fontWeight, own.textDecorationLine];
      const look = [node.localName, around, ...text, ...new Set(behind(node))].join();
      if (!found.has(look)) found.set(look, node);
    }
    return [...found.values()];
  }
}"""


def violations(page: Page, *, whole: bool = False) -> list[str]:
    """What axe finds wrong with a page as it is now."""
    if whole:
        return _run(page, {"never": list(LEFT_OUT)})
    return _run(page, {"never": [*LEFT_OUT, *COLOURS]}) + colours(page)


def colours(page: Page) -> list[str]:
    """What axe finds wrong with its colours: all that can change from light to dark."""
    return _run(page, {"where": "looks", "only": COLOURS})


def _run(page: Page, rules: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, rules)


def sideways(page: Page) -> list[str]:
    """By how much a page is wider than its window."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{over} px wider than the window"] if over > 0 else []
