"""``okqual groups``: attributes that are made of another's values, to group and count by."""

from __future__ import annotations

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message
from okqual.model.grouping import DerivedAttribute
from okqual.text.shown import visible_line

command = Group("groups", "groups")


@named("groups.list", command)
@option("--json", "as_json", is_flag=True)
def list_groups(as_json: bool) -> None:
    from okqual.model.plain import plain
    from okqual.study.grouping import derived_attributes

    with opened() as study:
        found = derived_attributes(study)
    if as_json:
        emit_json([plain(each) for each in found])
        return
    if not found:
        tell(message("cli.groups.none"))
        return
    rows = [(each.name, each.source, group.name, ", ".join(group.values)) for each in found for group in each.groups]
    show(table([message(f"cli.column.{name}") for name in ("attribute", "made_of", "group", "values")], rows))


@named("groups.set", command)
@argument("name", "attribute")
@option("--from", "source", value="attribute", required=True)
@option("--map", "groups", multiple=True, required=True, value="group_words")
def define(name: str, source: str, groups: tuple[str, ...]) -> None:
    from okqual.study.grouping import define_groups, group_words

    made = DerivedAttribute(name, source, tuple(group_words(words) for words in groups))
    with opened(writes=True) as study:
        define_groups(study, made)
    tell(message("cli.groups.set", name=visible_line(name)))


@named("groups.remove", command)
@argument("name", "attribute")
def remove(name: str) -> None:
    from okqual.errors import OkqualError
    from okqual.study.grouping import define_groups, derived_attributes

    with opened(writes=True) as study:
        there = {each.name: each for each in derived_attributes(study)}
        if name not in there:
            values: dict[str, object] = {"attribute": name, "known": ", ".join(there) or "–"}
            raise OkqualError("errors.unknown_attribute", values, "errors.unknown_attribute.try")
        define_groups(study, DerivedAttribute(name, there[name].source, ()))
    tell(message("cli.groups.removed", name=visible_line(name)))
