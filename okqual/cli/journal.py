"""``okqual journal``: who did what and when, oldest first."""

from __future__ import annotations

from typing import Any

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show, table
from okqual.cli.words import named, option
from okqual.messages import message


@named("journal")
@option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> None:
    from okqual.study.browsing import history

    with opened() as study:
        entries = history(study)
    if as_json:
        emit_json(entries)
        return
    names = ("at", "coder", "event", "entry")
    show(table([message(f"cli.column.{name}") for name in names], [_row(entry) for entry in entries]))


def _row(entry: dict[str, Any]) -> list[object]:
    event = message(f"cli.event.{entry['kind']}")
    if entry["undone"]:
        event = message("cli.event.undone", event=event)
    return [moment(entry["at"]), entry["coder"], event, entry["entry"]]
