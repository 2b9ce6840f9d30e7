"""``okqual cases import|export|set``: the interviews' attributes, as CSV or one by one."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.printing import tell
from okqual.cli.where import assignments
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message

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
