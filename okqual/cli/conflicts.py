"""``okqual conflicts``: what was done apart and does not go together, and how it is settled."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, indented, show, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.model.conflict import Conflict, Version

command = Group("conflicts", "conflicts")


@named("conflicts.list", command)
@option("--json", "as_json", is_flag=True)
def list_conflicts(as_json: bool) -> None:
    from okqual.study.conflicts import conflicts

    with opened() as study:
        found = conflicts(study)
    if as_json:
        emit_json([asdict(one) for one in found])
        return
    for one in found:
        show(told(one))
    tell(counted("cli.merge.conflicts", len(found)))


@named("conflicts.settle", command)
@argument("name", "conflict")
@argument("way", "way")
def settle_one(name: str, way: str) -> None:
    from okqual.study.conflicts import settle

    with opened(writes=True) as study:
        settle(study, name, way)
    tell(message("cli.conflicts.settled"))


def told(one: Conflict) -> str:
    """A conflict in words."""
    what = message(f"team.conflict.{one.kind}", name=visible_line(one.name), field=visible_line(one.field))
    lines = [what, indented(message("team.conflict.holds"), _version(one.holds))]
    lines.append(indented(message("team.conflict.other"), _version(one.other)))
    ways = ", ".join(f"{way} ({message(f'team.way.{one.kind}.{way}')})" for way in one.ways)
    return "\n".join([*lines, indented(visible_line(one.id), ways or message("team.way.undo")), ""])


def _version(said: Version) -> str:
    by = f" ({said.coder}, {moment(said.at)})" if said.at else ""
    return f"{visible_line(said.words) or '–'}{by}"
