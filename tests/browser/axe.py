"""axe with every rule that it has: WCAG A, AA and AAA, best practices, and those off by default or experimental."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")  # what light and dark may change
RUN = """async only => {
  const values = axe.getRules().map(rule => rule.ruleId).filter(id => !only.length || only.includes(id));
  const { violations } = await axe.run({ runOnly: { type: 'rule', values }, resultTypes: ['violations'] });
  return violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ${nodes.length} times; ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`);
}"""


def violations(page: Page, *only: str) -> list[str]:
    """What axe finds wrong with a page as it is now, by all rules or by some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, list(only))


def sideways(page: Page) -> list[str]:
    """By how much a page is wider than its window."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{over} px wider than the window"] if over > 0 else []
