"""``okqual verify``: does the study hold together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show
from okqual.cli.words import named, option
from okqual.errors import FAILED
from okqual.messages import counted, message

if TYPE_CHECKING:
    from okqual.store.verify import Problem


@named("verify")
@option("--json", "as_json", is_flag=True)
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    from okqual.study.checking import notes_without_content, verify

    with opened() as study:
        problems = verify(study)
        not_kept = notes_without_content(study)
    if as_json:
        emit_json({"ok": not problems, "problems": [_plain(problem) for problem in problems], "not_kept": not_kept})
    else:
        _show(problems)
        if not_kept:
            show(counted("cli.verify.not_kept", len(not_kept)))
    if problems:
        ctx.exit(FAILED)


def _show(problems: list[Problem]) -> None:
    for problem in problems:
        show(f"{problem.where}: {message(problem.what, where=problem.where)}")
    show(counted("cli.verify.problems", len(problems)) if problems else message("cli.verify.fine"))


def _plain(problem: Problem) -> dict[str, str]:
    return {"kind": problem.kind, "where": problem.where, "what": message(problem.what, where=problem.where)}
