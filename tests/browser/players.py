"""Programs that play QTI 3.0, in a browser: an item goes in, responses are given, and its outcomes come back.

Each is a script of others.  One is in ``tests/vendor``, and is always there.  The other bears a licence under which it
can't be carried here (GPL-3.0), and is fetched with npm.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from quizzes.content import HOME

ROOT = HOME.parent
VENDOR = ROOT / "tests" / "vendor"

# Each: what puts an item onto the page, and what gives it a response and hands on its outcomes.  A variable that is not
# given stays as it was clicked or typed.

# https://github.com/amp-up-io/qti3-item-player
AMP_UP = (
    """async xml => {
  let player, ready;
  if (window.view) view.$destroy();
  document.body.innerHTML = '<div id="app"></div>';
  window.view = new Vue({ render: h => h(qti3Player, { on: {
    notifyQti3PlayerReady: one => { player = one; },
    notifyQti3ItemReady: () => ready(),
    notifyQti3EndAttemptCompleted: data => done(data),
  } }) });
  view.$mount('#app');
  await new Promise(go => { ready = go; player.loadItemFromXml(xml, { guid: 'one', status: 'interacting' }); });
  await new Promise(go => setTimeout(go, 30));   // it puts its choices in place
  const all = one => [one, ...one.$children.flatMap(all)];
  const bound = all(player).filter(one => one.responseIdentifier && one.setResponse && one.getState).reverse();
  window.interactions = Object.fromEntries(bound.map(one => [one.responseIdentifier, one]));
  window.player = player;
}""",
    """async given => {
  for (const [key, value] of Object.entries(given)) interactions[key].setResponse(value);
  const { state } = await new Promise(go => { window.done = go; player.endAttempt('here'); });
  return Object.fromEntries(state.outcomeVariables.map(one => [one.identifier, one.value]));
}""",
)

# https://github.com/Citolab/qti-components
CITOLAB = (
    """async xml => {
  document.body.innerHTML = '<qti-item><item-container></item-container></qti-item>';
  const box = document.querySelector('item-container');
  await box.updateComplete;
  box.itemXML = xml;
  const there = () => window.item = box.shadowRoot.querySelector('qti-assessment-item');
  while (!there()) await new Promise(go => setTimeout(go, 5));
  await item.updateComplete;
  await new Promise(go => setTimeout(go, 20));   // its variables are registered
}""",
    """given => {
  for (const [key, value] of Object.entries(given)) item.updateResponseVariable(key, value);
  item.processResponse(true, false);
  const outcomes = item.variables.filter(one => one.type === 'outcome');
  return Object.fromEntries(outcomes.map(one => [one.identifier, one.value]));
}""",
)

COMPONENTS = "@citolab/qti-components", "7.27.4"
DIGEST = "d79d2f929900a3dced5770491980924acbd6588cad7d8e86594e2b515df79718"


class Player:
    """A player on a page of its own, which asks no other host; what it complains of is an error."""

    def __init__(self, chromium: Browser, scripts: tuple[str, str], *paths: Path):
        self.complaints: list[str] = []
        self.page: Page = chromium.new_page(viewport={"width": 900, "height": 700})
        self.page.route("**/*", lambda route: route.abort())
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.set_content("<!doctype html><html lang=en><title>Player</title><body></body></html>")
        self.page.evaluate("console.log = console.debug = () => {}")
        for path in paths:
            self.page.add_script_tag(path=path)
        self.scripts = scripts

    def load(self, item: bytes) -> None:
        """Put an item onto the page."""
        self.page.evaluate(self.scripts[0], re.sub(r"^<\?xml.*?\?>", "", item.decode()))

    def outcomes(self, given: dict[str, Any] | None = None) -> dict[str, Any]:
        """The outcomes of a response, or of what was clicked and typed."""
        found: dict[str, Any] = self.page.evaluate(self.scripts[1], given or {})
        assert not self.complaints, self.complaints
        return found


def amp_up(chromium: Browser) -> Player:
    return Player(
        chromium, AMP_UP, VENDOR / "vue" / "vue.min.js", VENDOR / "qti3-item-player" / "qti3Player.umd.min.js"
    )


def citolab(chromium: Browser) -> Player | str:
    """The player, or why it can't be had here."""
    path = fetched()
    return path if isinstance(path, str) else Player(chromium, CITOLAB, path)


@cache
def fetched() -> Path | str:
    """Its script, which npm fetches once; or why it does not."""
    package, version = COMPONENTS
    folder = ROOT / "_build" / "players"
    script = folder / f"qti-components-{version}.js"
    if not script.is_file():
        if not shutil.which("npm"):
            return "npm, which fetches it, is not installed"
        folder.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "pack", "--silent", f"{package}@{version}"]
        try:
            done = subprocess.run(npm, cwd=folder, capture_output=True, text=True, timeout=60)
        except subprocess.TimeoutExpired:
            return "npm did not fetch it within a minute"
        if done.returncode:
            return f"npm can't fetch it: {done.stderr.strip()[-200:]}"
        packed = folder / done.stdout.strip().splitlines()[-1]
        with tarfile.open(packed) as archive:
            script.write_bytes(archive.extractfile("package/cdn/index.global.js").read())  # type: ignore[union-attr]
        packed.unlink()
    assert hashlib.sha256(script.read_bytes()).hexdigest() == DIGEST, f"{script} is not what was pinned; take it away"
    return script
