"""HTML as text: whatever comes from a study goes in as characters, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from okqual.export.characters import legal


def text(words: str) -> str:
    """Words between tags."""
    return escape(legal(words), quote=False)


def attribute(name: str, value: str | bool) -> str:
    """An attribute with a space before it; none for False and the empty word."""
    if value is True:
        return f" {name}"
    return f' {name}="{escape(legal(value))}"' if value else ""


def tag(name: str, inside: str, /, **attributes: str | bool) -> str:
    """An element around ``inside``, which is HTML already. ``class_`` and ``for_`` are written without their line."""
    told = "".join(attribute(each.strip("_").replace("_", "-"), value) for each, value in attributes.items())
    return f"<{name}{told}>{inside}</{name}>"


def listed(items: Iterable[str], kind: str = "ul", **attributes: str | bool) -> str:
    """A list of items that are HTML already; nothing where there are none."""
    found = [f"<li>{item}</li>" for item in items]
    return tag(kind, "\n".join(found), **attributes) if found else ""
