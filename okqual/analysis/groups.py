"""The group that someone belongs to: the value of an attribute, or of several that are crossed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from okqual.model.interview import CaseProgress

CROSSED = " × "
"""Stands between attributes, and between values, that are crossed."""
_BETWEEN = re.compile(r"\s*[×*]\s*|\s+[xX]\s+")


def attributes_in(by: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The attributes that ``by`` names: "aktörstyp×län" is two; also with ``*``, or ``x`` between spaces.

    An attribute of ``known`` is itself, whatever signs its name has.
    """
    if not by or by in known:
        return (by,) if by else ()
    return tuple(dict.fromkeys(name for part in _BETWEEN.split(by) if (name := part.strip())))


def named_group(attributes: Mapping[str, str], by: str | None) -> str:
    """The group by an attribute or several that are crossed; empty for one who belongs to none."""
    if not by:
        return ""
    return attributes[by] if by in attributes else group_of(attributes, attributes_in(by))


def group_of(attributes: Mapping[str, str], by: Sequence[str]) -> str:
    """The values of the attributes, crossed; empty for one who lacks any of them."""
    values = [attributes.get(name, "") for name in by]
    return CROSSED.join(values) if all(values) else ""


def with_crossed(cases: Sequence[CaseProgress], names: Sequence[str]) -> tuple[CaseProgress, ...]:
    """Interviews that have crossed attributes as attributes of their own, so that small groups among them are seen."""
    found = []
    for case in cases:
        groups = {name: named_group(case.attributes, name) for name in names if len(attributes_in(name)) > 1}
        found.append(replace(case, attributes={**{n: g for n, g in groups.items() if g}, **case.attributes}))
    return tuple(found)
