"""``okqual cases import|export``: the interviews' attributes as CSV."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.printing import tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted

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
