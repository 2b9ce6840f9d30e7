"""``okqual decisions``: the log of what was decided about the coding, and why."""

from __future__ import annotations

from dataclasses import asdict

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message

command = Group("decisions", "decisions")


@named("decisions.list", command)
@option("--code", value="code", default="")
@option("--json", "as_json", is_flag=True)
def list_decisions(code: str, as_json: bool) -> None:
    from okqual.study.decisions import decisions

    with opened() as study:
        found = decisions(study, code)
    if as_json:
        emit_json([asdict(decision) for decision in found])
    elif found:
        heads = [message(f"cli.column.{name}") for name in ("id", "at", "coder", "code", "decided", "reason")]
        rows = [(d.id, moment(d.at), d.coder, d.code or d.question, d.text, d.reason) for d in found]
        show(table(heads, rows))
    else:
        tell(message("cli.decisions.none"))


@named("decisions.add", command)
@argument("text", "decision")
@option("--reason", value="text", default="")
@option("--code", value="code", default="")
@option("--question", value="question", default="")
def add(text: str, reason: str, code: str, question: str) -> None:
    from okqual.study.decisions import decide

    with opened(writes=True) as study:
        made = decide(study, text, reason, code, question)
    tell(message("cli.decisions.added", id=made.id))


@named("decisions.change", command)
@argument("name", "id")
@argument("text", "decision")
@option("--reason", value="text")
def change(name: str, text: str, reason: str | None) -> None:
    from okqual.study.decisions import change_decision, decision

    with opened(writes=True) as study:
        change_decision(study, name, text, decision(study, name).reason if reason is None else reason)
    tell(message("cli.decisions.changed"))


@named("decisions.withdraw", command)
@argument("name", "id")
def withdraw(name: str) -> None:
    from okqual.study.decisions import withdraw_decision

    with opened(writes=True) as study:
        withdraw_decision(study, name)
    tell(message("cli.decisions.withdrawn"))
