"""``okqual summary``: the chapters of the criteria, to Word."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.printing import tell
from okqual.cli.words import argument, named, option
from okqual.messages import message
from okqual.text.shown import visible_line


@named("summary")
@argument("criteria", "criteria", nargs=-1)
@option("--publish", is_flag=True)
@option("--template", value="template")
@option("--outside", "include_outside", is_flag=True)
@option("-o", "--output", value="word_file", required=True)
def command(criteria: tuple[str, ...], publish: bool, template: str | None, include_outside: bool, output: str) -> None:
    from okqual.cli.disclosure import report_table
    from okqual.study.disclosing import report
    from okqual.study.reporting import write_summary

    sheet = Path(template) if template else None
    with opened(exports=True) as study:
        path = write_summary(study, Path(output), criteria, publish, sheet, include_outside=include_outside)
        changes = report(study) if publish else []
    if changes:
        tell(report_table(changes))
    tell(message("cli.written", file=visible_line(str(path))))
