"""``okqual export``: the study to files for other programs."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.printing import progress, progress_done, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message
from okqual.text.shown import visible_line

ACTOR = "aktörstyp"
command = Group("export", "export")


@named("export.tables", command)
@option("--by", default=ACTOR, value="attribute")
@option("--outside", "include_outside", is_flag=True)
@option("-o", "--output", value="tables_file", required=True)
def tables(by: str, include_outside: bool, output: str) -> None:
    from okqual.study.tabulating import write_tables

    with opened(exports=True) as study:
        paths = write_tables(study, Path(output), by, include_outside)
    for path in paths:
        tell(message("cli.written", file=visible_line(str(path))))


@named("export.archive", command)
@option("-o", "--output", value="archive_file", required=True)
def archive(output: str) -> None:
    from okqual.study.archiving import export_archive

    with opened(exports=True) as study:
        path = export_archive(study, Path(output), progress)
    progress_done()
    tell(message("cli.written", file=visible_line(str(path))))


@named("export.html", command)
@option("--criterion", "criteria", value="criterion", multiple=True)
@option("--publish", is_flag=True)
@option("--outside", "include_outside", is_flag=True)
@option("-o", "--output", value="html_file", required=True)
def html(criteria: tuple[str, ...], publish: bool, include_outside: bool, output: str) -> None:
    from okqual.study.evidence_book import write_book

    with opened(exports=True) as study:
        path = write_book(study, Path(output), criteria, publish, include_outside)
    tell(message("cli.written", file=visible_line(str(path))))


@named("export.package", command)
@argument("coder", "coder")
@option("-o", "--output", value="folder", required=True)
def package(coder: str, output: str) -> None:
    from okqual.study.packing import write_package

    with opened() as study:
        cases = write_package(study, coder, Path(output))
    tell(message("cli.package.done", folder=visible_line(output), cases=", ".join(map(visible_line, cases))))
