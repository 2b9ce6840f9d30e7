"""``okqual orphans``: codings whose words a correction took away, put on other words or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import argument, named, option
from okqual.messages import message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.study.orphans import Orphan


@named("orphans")
@argument("case", "maybe_case", required=False)
@option("--json", "as_json", is_flag=True)
def command(case: str | None, as_json: bool) -> None:
    from okqual.study.orphans import orphans

    with opened() as study:
        found = orphans(study, case)
    if as_json:
        emit_json([_plain(one) for one in found])
    elif found:
        _show(found)
    else:
        tell(message("cli.orphans.none"))


def _show(found: tuple[Orphan, ...]) -> None:
    names = ("coding", "code", "value", "coder", "id", "text")
    show(table([message(f"cli.column.{name}") for name in names], [_row(one) for one in found]))
    for one in found:
        for use in one.uses:
            tell(message("cli.orphans.cited", id=one.citation, file=visible_line(use.file)))


def _row(one: Orphan) -> list[object]:
    coding = one.coding
    return [coding.id, coding.code, coding.value or "–", coding.coder, one.citation, one.quote]


def _plain(one: Orphan) -> dict[str, Any]:
    coding = one.coding
    return {
        "coding": coding.id, "case": coding.case, "note": coding.note, "code": coding.code, "value": coding.value,
        "coder": coding.coder, "memo": coding.memo, "quote": one.quote, "citation": one.citation,
        "used_in": [{"kind": use.kind, "export": use.export, "file": use.file, "at": use.at} for use in one.uses],
    }  # fmt: skip
