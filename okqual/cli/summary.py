"""``okqual summary``: the chapters of the criteria, to Word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

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
@option("--methods", "with_methods", is_flag=True)
@option("--no-pictures", "pictures", is_flag=True, flag_value=False, default=True)
@option("--citations", type=click.Choice(["brackets", "footnotes"]), default="brackets")
@option("-o", "--output", value="word_file", required=True)
def command(criteria: tuple[str, ...], publish: bool, template: str | None, output: str, **chosen: Any) -> None:
    from okqual.cli.disclosure import report_table
    from okqual.study.chapters_file import write_summary
    from okqual.study.disclosure_report import report

    sheet = Path(template) if template else None
    with opened(exports=True) as study:
        path = write_summary(study, Path(output), criteria, publish, sheet, **chosen)
        changes = report(study) if publish else []
    if changes:
        tell(report_table(changes))
    tell(message("cli.written", file=visible_line(str(path))))
