"""What would be wrong with a QTI package: files against ``qti.rng``, and what a schema can't say."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from quizzes.exports._qti2 import THREE, UNKNOWN, UNNAMED, Version, camel, renamed
from quizzes.exports._qti_package import ITEMS, MANIFEST, MEDIA, TESTS
from quizzes.itemtypes.qti import name

SCHEMA = Path(__file__).with_name("qti.rng")
RNG = "http://relaxng.org/ns/structure/1.0"


@cache
def grammar(version: Version) -> Any:
    """The schema of a version: that of 3.0 with the names of another."""
    tree = etree.parse(str(SCHEMA))
    root = tree.getroot()
    if version is not THREE:
        root.set("ns", version.space)
        for element in root.iter(f"{{{RNG}}}element"):
            key = element.get("name")
            element.set("name", renamed(key))
            if key == "qti-content-body":  # its content stands in its place
                element.tag = f"{{{RNG}}}group"
                del element.attrib["name"]
        for attribute in root.iter(f"{{{RNG}}}attribute"):
            key = attribute.get("name")
            if key in UNKNOWN.get(version.number, ()):
                attribute.clear()
                attribute.tag = f"{{{RNG}}}empty"
            elif not UNNAMED.match(key):
                attribute.set("name", camel(key))
    return etree.RelaxNG(root)


def faults(files: Mapping[str, bytes], version: Version, keys: Sequence[str]) -> list[str]:
    """What is wrong with a package that is to have these items, in sentences; empty if nothing is."""
    trees = {}
    for path, data in files.items():
        if not path.startswith(f"{MEDIA}/"):
            try:
                trees[path] = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
            except etree.XMLSyntaxError as error:
                return [f"{path} is no well-formed XML, or cut off: {error}"]
    found = [*_listed(trees[MANIFEST], files)]
    schema = grammar(version)
    for path, root in trees.items():
        if path == MANIFEST:
            continue
        if not schema.validate(root):
            found += [f"{path}, line {one.line}: {one.message}" for one in schema.error_log]
        check = _Item(root, version).faults() if path.startswith(f"{ITEMS}/") else _refers(path, root, files)
        found += [f"{path}: {wrong}" for wrong in check]
    there = Counter(root.get("identifier") for path, root in trees.items() if path.startswith(f"{ITEMS}/"))
    found += [f"{key}: {n} items have this id" for key, n in there.items() if n > 1]
    found += [f"{key}: the item is not in the package" for key in keys if name(key) not in there]
    referred = Counter(
        one.get("href")
        for path, root in trees.items()
        if path.startswith(f"{TESTS}/")
        for one in root.iter()
        if one.get("href")
    )
    found += [f"{key}: no test has the item" for key in keys if f"../{ITEMS}/{key}.xml" not in referred]
    return found


def _listed(manifest: Any, files: Mapping[str, bytes]) -> Iterator[str]:
    """The manifest names each file once, and what it depends on is there."""
    named = Counter(one.get("href") for one in manifest.iter() if etree.QName(one).localname == "file")
    resources = Counter(one.get("identifier") for one in manifest.iter() if etree.QName(one).localname == "resource")
    yield from (f"the manifest names {path}, which is not in the package" for path in named if path not in files)
    yield from (f"the manifest does not name {path}" for path in files if path not in named and path != MANIFEST)
    yield from (f"two resources of the manifest are called {key}" for key, n in resources.items() if n > 1)
    for one in manifest.iter():
        if (key := one.get("identifierref")) and key not in resources:
            yield f"the manifest has no resource {key}"


def _refers(path: str, root: Any, files: Mapping[str, bytes]) -> Iterator[str]:
    for one in root.iter():
        to = one.get("href")
        if to and posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) not in files:
            yield f"{to} is not in the package"


class _Item:
    """An item's variables, choices and pictures: what is named is there, and what is right can be answered."""

    def __init__(self, root: Any, version: Version):
        self.root, self.version = root, version

    def all(self, element: str) -> list[Any]:
        key = element if self.version is THREE else renamed(element)
        return [*self.root.iter(f"{{{self.version.space}}}{key}")]

    def attribute(self, element: Any, key: str) -> str:
        found: str = element.get(key if self.version is THREE else camel(key), "")
        return found

    def faults(self) -> Iterator[str]:
        responses = {one.get("identifier"): one for one in self.all("qti-response-declaration")}
        outcomes = Counter(one.get("identifier") for one in self.all("qti-outcome-declaration"))
        yield from (f"two variables are called {key}" for key, n in outcomes.items() if n > 1 or key in responses)
        known = {*responses, *outcomes}
        for element in ("qti-variable", "qti-correct", "qti-map-response"):
            used = {one.get("identifier") for one in self.all(element)}
            yield from (f"there is no variable {key}" for key in sorted(used - known))
        put = {one.get("identifier") for one in self.all("qti-set-outcome-value")}
        yield from (f"there is no outcome {key}" for key in sorted(put - {*outcomes}))
        shown = {self.attribute(one, "outcome-identifier") for one in self.all("qti-modal-feedback")}
        yield from (f"the feedback {key} is never shown" for key in sorted(shown - put))
        by_hand = any(self.attribute(one, "external-scored") for one in self.all("qti-outcome-declaration"))
        if "SCORE" not in put and not by_hand and not self.all("qti-extended-text-interaction"):
            yield "no points are given"
        yield from self._answered(responses)

    def _answered(self, responses: Mapping[str, Any]) -> Iterator[str]:
        """Each response has its interaction, and its key is among the choices."""
        bound = [one for one in self.root.iter() if self.attribute(one, "response-identifier")]
        counts = Counter(self.attribute(one, "response-identifier") for one in bound)
        if counts != Counter([*responses]):
            yield f"{', '.join(sorted(counts))} are answered, and {', '.join(sorted(responses))} declared"
        for one in bound:
            ids = [inner.get("identifier") for inner in one.iter() if inner is not one and inner.get("identifier")]
            yield from (f"two choices are called {key}" for key, n in Counter(ids).items() if n > 1)
            declared = responses.get(self.attribute(one, "response-identifier"))
            values = [] if declared is None else [text for text in declared.itertext() if text.strip()]
            if ids:
                yield from (f"the key {text} is no choice" for text in values if not {*text.split()} <= {*ids})
            if not values and etree.QName(one).localname not in (
                "qti-extended-text-interaction",
                "extendedTextInteraction",
            ):
                yield "there is no key"
