"""``okqual trace``: from any id to the file that it comes from, and on to where it is used."""

from __future__ import annotations

from typing import Any

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show
from okqual.cli.words import argument, named, option
from okqual.messages import message
from okqual.text.shown import visible_line


@named("trace")
@argument("name", "id")
@option("--json", "as_json", is_flag=True)
def command(name: str, as_json: bool) -> None:
    from okqual.study.tracing import trace

    with opened() as study:
        found = trace(study, name)
    if as_json:
        emit_json(found)
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    from okqual.study.trail import trail

    lines = trail(found)
    if "quote" in found:
        show(found["quote"] + "\n")
        for name in ("id", "case", "place", "note", "note_version", "file", "sha256"):
            show(f"{message(f'cli.column.{name}')}: {visible_line(str(found[name]))}")
        if not found["content_kept"]:
            show(message("cli.trace.not_kept"))
        show(f"{message('cli.column.offsets')}: {found['start']}–{found['end']}\n")
        lines = lines[1:]
    for line in lines:
        show("  " * max(line.depth - 1, 0) + (f"– {line.words}" if line.depth else line.words))
