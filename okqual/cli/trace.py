"""``okqual trace``: from a citation id or a coding to the file, and on to where it was used."""

from __future__ import annotations

from typing import Any

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show, table
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
    elif "evidence" in found:
        _show_piece(found)
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    show(found["quote"] + "\n")
    for name in ("id", "case", "place", "note", "note_version", "file", "sha256"):
        show(f"{message(f'cli.column.{name}')}: {visible_line(str(found[name]))}")
    if not found["content_kept"]:
        show(message("cli.trace.not_kept"))
    show(f"{message('cli.column.offsets')}: {found['start']}–{found['end']}")
    _show_list("codings", [_coding(one) for one in found["codings"]])
    _show_list("used_in", [_use(one) for one in found["used_in"] if one["kind"] != "finding"])
    for one in found["used_in"]:
        if one["kind"] == "finding":
            show(f"{message('terms.piece.finding')} {one['finding']}: {visible_line(one['text'])}")
    _show_list("history", [_step(one) for one in found["history"]])


def _show_piece(found: dict[str, Any]) -> None:
    from okqual.cli.finding import show_report

    show_report(found)
    _show_list("history", [_step(one) for one in found["history"]])


def _show_list(name: str, rows: list[list[object]]) -> None:
    columns = {
        "codings": ("code", "value", "coder", "at", "memo"),
        "used_in": ("file", "at", "export"),
        "history": ("at", "coder", "event", "entry"),
    }[name]
    if rows:
        show(f"\n{message(f'cli.trace.{name}')}\n")
        show(table([message(f"cli.column.{column}") for column in columns], rows))
    else:
        show(f"\n{message(f'cli.trace.no_{name}')}")


def _coding(one: dict[str, Any]) -> list[object]:
    return [one["code"], one["value"] or "–", one["coder"], moment(one["at"]), one["memo"]]


def _use(one: dict[str, Any]) -> list[object]:
    return [one["file"], moment(one["at"]), one["export"]]


def _step(one: dict[str, Any]) -> list[object]:
    event = message(f"cli.event.{one['kind']}")
    return [moment(one["at"]), one["coder"], message("cli.event.undone", event=event) if one["undone"] else event,
            one["entry"]]  # fmt: skip
