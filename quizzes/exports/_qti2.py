"""QTI 2.2 and 2.1, derived from 3.0: other names for the same, and less HTML.

3.0 calls each thing by the name of 2.x with hyphens and ``qti-`` before it, and its attributes with hyphens
(https://www.imsglobal.org/spec/qti/v3p0/migr).  The HTML is what 2.1 knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from lxml import etree

PREFIX = "qti-"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
LOM = "http://ltsc.ieee.org/xsd/LOM"
LOM_XSD = "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd"


class Version(NamedTuple):
    """What differs by the version of QTI: names of namespaces, where their schemas are, and how packages say it."""

    number: str
    file: str
    space: str
    schema: str
    package: str
    package_schema: str
    metadata: str
    metadata_schema: str
    kind: str
    says: tuple[str, str]


PURL, IMS = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd", "http://www.imsglobal.org/xsd"
VERSIONS: Mapping[str, Version] = {
    "3.0": Version(
        number="3.0",
        file="zero-tolerance-qti3.zip",
        space=f"{IMS}/imsqtiasi_v3p0",
        schema=f"{PURL}/imsqti_asiv3p0_v1p0.xsd",
        package=f"{IMS}/qti/qtiv3p0/imscp_v1p1",
        package_schema=f"{PURL}/imsqtiv3p0_imscpv1p2_v1p0.xsd",
        metadata=f"{IMS}/imsqti_metadata_v3p0",
        metadata_schema=f"{PURL}/imsqti_metadatav3p0_v1p0.xsd",
        kind="xmlv3p0",
        says=("QTI Package", "3.0.0"),
    ),
    "2.2": Version(
        number="2.2",
        file="zero-tolerance-qti22.zip",
        space=f"{IMS}/imsqti_v2p2",
        schema=f"{IMS}/qti/qtiv2p2/imsqti_v2p2.xsd",
        package=f"{IMS}/imscp_v1p1",
        package_schema=f"{IMS}/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
        metadata=f"{IMS}/imsqti_metadata_v2p2",
        metadata_schema=f"{IMS}/qti/qtiv2p2/imsqti_metadata_v2p2.xsd",
        kind="xmlv2p2",
        says=("QTIv2.2 Package", "1.0.0"),
    ),
    "2.1": Version(
        number="2.1",
        file="zero-tolerance-qti21.zip",
        space=f"{IMS}/imsqti_v2p1",
        schema=f"{IMS}/qti/qtiv2p1/imsqti_v2p1.xsd",
        package=f"{IMS}/imscp_v1p1",
        package_schema=f"{IMS}/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
        metadata=f"{IMS}/imsqti_metadata_v2p1",
        metadata_schema=f"{IMS}/qti/qtiv2p1/imsqti_metadata_v2p1.xsd",
        kind="xmlv2p1",
        says=("QTIv2.1 Package", "1.0.0"),
    ),
}
THREE = VERSIONS["3.0"]

PLAIN = {"figure": "div", "figcaption": "div", "footer": "div"}  # what 2.1 has of HTML instead
UNNAMED = re.compile("aria-|role$")
UNKNOWN = {"2.1": ("external-scored", "use")}  # attributes that a version has not, or not surely


def camel(name: str) -> str:
    """``response-identifier`` as ``responseIdentifier``."""
    return re.sub("-(.)", lambda found: found[1].upper(), name)


def renamed(name: str) -> str:
    """An element's name in 2.x."""
    return camel(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else PLAIN.get(name, name)


def derived(root: Any, version: Version) -> tuple[Any, list[str]]:
    """An item or a test in another version, and what that can't carry, as keys of `quizzes.words.QTI3_LOST`."""
    lost: list[str] = []
    if version is THREE:
        return root, lost
    made = _made(root, version, lost)
    for wrapper in list(made.iter(f"{{{version.space}}}contentBody")):
        _unwrap(wrapper)
    return made, [*dict.fromkeys(lost)]


def _made(element: Any, version: Version, lost: list[str]) -> Any:
    name = etree.QName(element).localname
    is_qti = name.startswith(PREFIX)
    nsmap = {None: version.space} if element.getparent() is None else None
    made = etree.Element(f"{{{version.space}}}{renamed(name)}", nsmap=nsmap)
    for key, value in element.attrib.items():
        if UNNAMED.match(key):
            lost += ["names"] if key == "aria-label" else []
        elif key not in UNKNOWN.get(version.number, ()):
            made.set(camel(key) if is_qti and not key.startswith("{") else key, value)
    made.text, made.tail = element.text, element.tail
    made.extend([_made(child, version, lost) for child in element])
    return made


def _unwrap(element: Any) -> None:
    """Put what is in an element in its place; it is the only one in its parent."""
    parent = element.getparent()
    parent.text = element.text
    parent.extend(list(element))
    parent.remove(element)
