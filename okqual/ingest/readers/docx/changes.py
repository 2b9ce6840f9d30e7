"""The original of a Word document with tracked changes.

What was inserted in the one reading was deleted in the other: the original is what the accepted
reading gives when every change is turned into its opposite.
"""

from __future__ import annotations

from lxml import etree

from okqual.ingest.readers.docx.package import W

_PAIRS = (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
_OPPOSITE = {f"{W}{a}": f"{W}{b}" for one, other in _PAIRS for a, b in ((one, other), (other, one))}
_OPPOSITE[f"{W}delText"] = f"{W}t"


def turn_back(root: etree._Element) -> None:
    """Turn every tracked change of a part into its opposite, in place."""
    for element in root.iter(*_OPPOSITE):
        element.tag = _OPPOSITE[element.tag]
