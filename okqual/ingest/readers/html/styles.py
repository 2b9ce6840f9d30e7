"""How elements of a web page look: by their names, their own styles and the page's style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

Marks = dict[str, bool]
"""What is said of ``bold``, ``italic`` and ``hidden``."""

_TAGS: dict[str, Marks] = {
    **{tag: {"bold": True} for tag in ("b", "strong", "th")},
    **{tag: {"italic": True} for tag in ("i", "em", "cite", "dfn", "var", "address")},
}
_COMMENT = re.compile(r"/\*.{0,10000}?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,10000})\}")
_SIMPLE = re.compile(r"\s*(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<class>[\w-]+))?\s*\Z", re.IGNORECASE)
_DECLARATION = re.compile(r"(?<![\w-])([\w-]++)\s*+:\s*+([^;]++)")
_BOLD = 600


class Sheet:
    """Rules of style sheets that name an element or a class; others are not followed."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str], Marks] = {}
        for text in texts:
            for selectors, body in _RULE.findall(_COMMENT.sub(" ", text)):
                marks = declared(body)
                for selector in selectors.split(",") if marks else ():
                    found = _SIMPLE.match(selector)
                    if found is not None:
                        key = (found["tag"] or "").lower(), found["class"] or ""
                        self._rules.setdefault(key, {}).update(marks)

    def marks(self, element: etree._Element) -> Marks:
        """What the element's name, classes and own style say."""
        tag = element.tag
        marks = {**_TAGS.get(tag, {}), **self._rules.get((tag, ""), {})}
        for name in element.get("class", "").split()[:20]:
            marks.update(self._rules.get(("", name), {}))
            marks.update(self._rules.get((tag, name), {}))
        marks.update(declared(element.get("style", "")))
        if element.get("hidden") is not None:
            marks["hidden"] = True
        return marks


def declared(style: str) -> Marks:
    """What declarations ("font-weight: bold; display: none") say."""
    marks: Marks = {}
    for name, value in _DECLARATION.findall(style.lower()) if style else ():
        value = value.strip().removesuffix("!important").strip()  # noqa: PLW2901 (the value as it counts)
        if name == "font-weight":
            marks["bold"] = value in {"bold", "bolder"} or (value.isdecimal() and int(value[:4]) >= _BOLD)
        elif name == "font-style":
            marks["italic"] = value in {"italic", "oblique"}
        elif (name, value) in {("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")}:
            marks["hidden"] = True
    return marks
