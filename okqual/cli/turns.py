"""``okqual turns``: the passages of one or all interviews under their questions."""

from __future__ import annotations

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table
from okqual.cli.words import argument, named, option
from okqual.messages import message


@named("turns")
@argument("case", "maybe_case", required=False)
@option("--json", "as_json", is_flag=True)
def command(case: str | None, as_json: bool) -> None:
    from okqual.study.browsing import turns

    with opened() as study:
        found = turns(study, case)
    if as_json:
        emit_json(found)
        return
    rows = [[turn["id"], _question(turn["question"]), turn["textslag"], turn["text"]] for turn in found]
    show(table([message(f"cli.column.{name}") for name in ("id", "question", "textslag", "text")], rows))


def _question(question: object) -> object:
    return "–" if question is None else question
