"""``okqual verify``: does the study hold together, and a file that it delivered, or what was printed of it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from okqual.cli import verified_files
from okqual.cli.here import opened
from okqual.cli.printing import emit_json, progress, progress_done, show
from okqual.cli.words import argument, named, option
from okqual.errors import FAILED
from okqual.messages import counted, message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.store.verify import Problem


@named("verify")
@argument("file", "verified_file", required=False, type=click.Path(path_type=Path))
@option("--against", value="export_file")
@option("--seal", "seals", multiple=True, value="text_file")
@option("--json", "as_json", is_flag=True)
@click.pass_context
def command(ctx: click.Context, file: Path | None, against: str | None, seals: tuple[str, ...], as_json: bool) -> None:
    if against is not None and file is None:
        raise click.UsageError(message("cli.verify.against_needs_file"))
    if file is None:
        fine = _study(seals, as_json)
    elif against is not None:
        fine = verified_files.published(file, against, as_json)
    else:
        fine = verified_files.delivered(file, as_json)
    if not fine:
        ctx.exit(FAILED)


def _study(seals: tuple[str, ...], as_json: bool) -> bool:
    from okqual.study.checking import cases_without_words, notes_without_content, verify

    with opened() as study:
        problems = verify(study, _progress, [Path(seal) for seal in seals])
        progress_done()
        not_kept, without_words = notes_without_content(study), cases_without_words(study)
    if as_json:
        plain = [_plain(problem) for problem in problems]
        emit_json({"ok": not problems, "problems": plain, "not_kept": not_kept, "without_words": without_words})
    else:
        _show(problems)
        if not_kept:
            show(counted("cli.verify.not_kept", len(not_kept)))
        if without_words:
            cases = visible_line(", ".join(without_words))
            show(counted("cli.verify.without_words", len(without_words), cases=cases))
    return not problems


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
