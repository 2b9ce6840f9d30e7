"""``okqual find``: words in the notes, with or without a code, in some or all interviews."""

from __future__ import annotations

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.where import conditions
from okqual.cli.words import argument, named, option
from okqual.messages import counted, message


@named("find")
@argument("text", "search", default="")
@option("--code", value="code")
@option("--without-code", value="code")
@option("--where", multiple=True, value="condition", callback=conditions)
@option("--json", "as_json", is_flag=True)
def command(text: str, code: str | None, without_code: str | None, where: dict[str, str], as_json: bool) -> None:
    from okqual.study.searching import find

    if not (text.strip() or code or without_code):
        raise click.UsageError(message("cli.find.nothing"), click.get_current_context())
    with opened() as study:
        found = find(study, text, code, without_code, where)
    if as_json:
        emit_json(found)
        return
    if not found:
        tell(message("cli.find.none"))
        return
    passages = {hit["id"]: hit["text"] for hit in found}
    show(table([message(f"cli.column.{name}") for name in ("id", "text")], list(passages.items())))
    tell(counted("cli.find.hits", len(found), passages=counted("cli.find.passages", len(passages))))
