"""``okqual cases …``: the interviews' attributes as CSV or one by one, and what they say under codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.where import assignments
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message

if TYPE_CHECKING:
    from okqual.study.case_values import CaseValueNow

NONE = "-"
"""As a value: the decision is taken back."""

command = Group("cases", "cases")


@named("cases.import", command)
@argument("file", "csv_file")
def import_(file: str) -> None:
    from okqual.study.cases_file import import_cases

    with opened(writes=True) as study:
        changed = import_cases(study, Path(file))
    tell(counted("cli.cases.changed", changed))


@named("cases.export", command)
@option("-o", "--output", value="csv_file")
def export(output: str | None) -> None:
    from okqual.study.cases_file import export_cases

    with opened() as study:
        text = export_cases(study)
    write_out(text, output)


@named("cases.set", command)
@argument("case", "case")
@argument("attributes", "assignment", nargs=-1, required=True, callback=assignments)
@option("--participant", value="participant")
def set_(case: str, attributes: dict[str, str], participant: str | None) -> None:
    from okqual.study.attributes import set_attributes

    with opened(writes=True) as study:
        for name, value in set_attributes(study, case, participant or "", attributes).items():
            tell(message("cli.cases.set" if value else "cli.cases.cleared", name=name, value=value))


@named("cases.value", command)
@argument("case", "case")
@argument("code", "code")
@argument("value", "case_value")
@option("--reason", default="", value="reason")
def value_(case: str, code: str, value: str, reason: str) -> None:
    from okqual.study.case_values import case_value_now
    from okqual.study.coding import decide_case_value

    with opened(writes=True) as study:
        decide_case_value(study, case, code, None if value == NONE else value, reason)
        now = case_value_now(study, case, code)
    tell(message("cli.cases.value.said", case=case, code=now.code.name, value=now.words or message("terms.undecided")))


@named("cases.values", command)
@option("--undecided", is_flag=True)
@option("--json", "as_json", is_flag=True)
def values(undecided: bool, as_json: bool) -> None:
    from okqual.study.case_values import all_values, open_values

    with opened() as study:
        found = open_values(study) if undecided else all_values(study)
    if as_json:
        emit_json([_plain(now) for now in found])
        return
    names = ("case", "code", "value", "waits", "decided_by", "reason")
    show(table([message(f"cli.column.{name}") for name in names], [_cells(now) for now in found]))
    tell(counted("cli.cases.values.open", sum(now.open is not None for now in found)))


def _plain(now: CaseValueNow) -> dict[str, object]:
    decided = now.decided
    return {
        "case": now.case,
        "code": now.code.id,
        "by_rule": list(now.by_rule),
        "rule": now.code.scale.rule.value if now.code.scale else None,
        "disagree": now.disagree,
        "open": now.open.value if now.open else None,
        "value": decided.value if decided else None,
        "reason": decided.reason if decided else None,
        "coder": decided.coder if decided else None,
        "at": decided.at if decided else None,
    }


def _cells(now: CaseValueNow) -> list[object]:
    decided = now.decided
    words = now.words or message("terms.undecided")
    if now.disagree:
        words += f" ({message('terms.disagree')})"
    waits = message(f"cli.waits.{now.open.value}") if now.open else ""
    return [now.case, now.code.name, words, waits, decided.coder if decided else "", decided.reason if decided else ""]
