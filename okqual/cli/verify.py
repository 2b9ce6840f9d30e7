"""``okqual verify``: does the study hold together?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, progress, progress_done, show
from okqual.cli.words import named, option
from okqual.errors import FAILED
from okqual.messages import counted, message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.store.verify import Problem


@named("verify")
@option("--seal", "seals", multiple=True, value="text_file")
@option("--json", "as_json", is_flag=True)
@click.pass_context
def command(ctx: click.Context, seals: tuple[str, ...], as_json: bool) -> None:
    from okqual.study.checking import notes_without_content, verify

    with opened() as study:
        problems = verify(study, _progress, [Path(seal) for seal in seals])
        progress_done()
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
        show(f"{visible_line(problem.where)}: {_words(problem)}")
    show(counted("cli.verify.problems", len(problems)) if problems else message("cli.verify.fine"))


def _plain(problem: Problem) -> dict[str, str]:
    return {"kind": problem.kind, "where": problem.where, "what": _words(problem)}


def _words(problem: Problem) -> str:
    values = {name: visible_line(str(value)) for name, value in problem.values.items()}
    return message(problem.what, where=visible_line(problem.where), **values)


def _progress(number: int, of: int, step: str) -> bool:
    return progress(number, of, message(f"cli.verify.step.{step}"))
