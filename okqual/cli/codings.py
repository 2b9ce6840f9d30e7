"""``okqual codings import|export``: codings as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.printing import progress, progress_done, tell, tell_fault
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message

if TYPE_CHECKING:
    from okqual.study.codings_file import Imported

command = Group("codings", "codings")


@named("codings.import", command)
@argument("file", "csv_file")
@option("--skip-bad", is_flag=True)
def import_(file: str, skip_bad: bool) -> None:
    from okqual.study.codings_file import import_codings

    with opened(writes=True) as study:
        try:
            done = import_codings(study, Path(file), skip_bad, progress)
        finally:
            progress_done()
    _tell(done)


def _tell(done: Imported) -> None:
    for fault in done.skipped:
        tell_fault(fault)
    tell(counted("cli.codings.codings", done.codings))
    for key, n in (("nothing", done.nothing), ("same", done.same), ("skipped", len(done.skipped))):
        if n:
            tell(counted(f"cli.codings.{key}", n))
    if done.new_coders:
        tell(message("cli.codings.new_coders", coders=", ".join(done.new_coders)))


@named("codings.export", command)
@option("-o", "--output", value="csv_file")
def export(output: str | None) -> None:
    from okqual.study.codings_file import export_codings
    from okqual.study.orphans import orphans

    with opened() as study:
        text, left_out = export_codings(study), len(orphans(study))
    write_out(text, output)
    if left_out:
        tell(counted("cli.codings.without_words", left_out))
