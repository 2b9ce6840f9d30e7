"""``okqual template``: which of the styles that Word files are made of an agency's template brings."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import argument, named, option
from okqual.errors import USAGE, OkqualError
from okqual.messages import counted, message


@named("template")
@argument("template", "template", required=False)
@option("--json", "as_json", is_flag=True)
def command(template: str | None, as_json: bool) -> None:
    from okqual.study.reporting import template_styles

    with opened() as study:
        found = template_styles(study, Path(template) if template else None)
    if found is None:
        raise OkqualError("errors.template_none", try_this="errors.template_none.try", exit_code=USAGE)
    if as_json:
        emit_json(found)
        return
    words = [[name, message("cli.template.there" if there else "cli.template.copied")] for name, there in found.items()]
    show(table([message("cli.column.style"), message("cli.column.from")], words))
    lacking = sum(not there for there in found.values())
    tell(counted("cli.template.lacking", lacking) if lacking else message("cli.template.complete"))
