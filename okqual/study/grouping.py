"""Attributes that are made of another attribute's values, so that interviews can be grouped by them."""

from __future__ import annotations

import json
from dataclasses import replace

from okqual.analysis.groups import attributes_in
from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.grouping import DerivedAttribute, ValueGroup
from okqual.model.plain import of_plain, plain
from okqual.store import queries
from okqual.study.changing import changing, write_setting
from okqual.study.opening import Study, setting

SETTING = "groups"


def derived_attributes(study: Study) -> tuple[DerivedAttribute, ...]:
    """The attributes that are made of others' values, in the order in which they were made."""
    kept = setting(study, SETTING)
    if not kept:
        return ()
    return tuple(of_plain(DerivedAttribute, value) for value in json.loads(kept))


def define_groups(study: Study, new: DerivedAttribute) -> None:
    """Make an attribute of another's values, in place of the one of that name; without groups it is gone.

    Raises OkqualError for an empty name, a name that interviews have already, an attribute that none has and a
    group without values.
    """
    name = " ".join(new.name.split())
    told = {each for row in queries.attributes(study.db).values() for each in row}
    if not name or not name.isprintable() or len(attributes_in(name)) > 1:
        raise OkqualError("errors.group_name", {"name": name}, "errors.group_name.try")
    if name in told:
        raise OkqualError("errors.group_taken", {"name": name}, "errors.group_taken.try")
    if new.source not in told:
        values: dict[str, object] = {"attribute": new.source, "known": ", ".join(sorted(told)) or "–"}
        raise OkqualError("errors.unknown_attribute", values, "errors.unknown_attribute.try")
    if any(not group.name.strip() or not group.values for group in new.groups):
        raise OkqualError("errors.group_empty", {"name": name}, "errors.group_empty.try")
    others = [each for each in derived_attributes(study) if each.name != name]
    kept = [*others, replace(new, name=name)] if new.groups else others
    if tuple(kept) == derived_attributes(study):
        return
    with changing(study) as pen:
        write_setting(pen, SETTING, canonical([plain(each) for each in kept]))


def told_with_groups(study: Study, told: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """case → its attributes, with those that are made of them."""
    derived = derived_attributes(study)
    return {case: with_derived(row, derived) for case, row in told.items()} if derived else told


def with_derived(attributes: dict[str, str], derived: tuple[DerivedAttribute, ...]) -> dict[str, str]:
    """Attributes and those made of them."""
    found = dict(attributes)
    for each in derived:
        value = attributes.get(each.source)
        group = each.group_of(value) if value is not None else None
        if group is not None:
            found[each.name] = group
    return found


def group_words(words: str) -> ValueGroup:
    """A group as a person types it: "landsbygd=C6,C7,C8,C9". Raises OkqualError for anything else."""
    name, equals, values = words.partition("=")
    found = tuple(value.strip() for value in values.split(",") if value.strip())
    if not equals or not name.strip() or not found:
        raise OkqualError("errors.group_words", {"words": words}, "errors.group_words.try")
    return ValueGroup(name.strip(), found)
