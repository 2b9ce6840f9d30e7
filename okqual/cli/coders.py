"""``okqual coders``: the register of those who code."""

from __future__ import annotations

from dataclasses import asdict

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message

command = Group("coders", "coders")


@named("coders.list", command)
@option("--json", "as_json", is_flag=True)
def list_coders(as_json: bool) -> None:
    from okqual.study.assigning import coders

    with opened() as study:
        found = coders(study)
    if as_json:
        emit_json([asdict(one) for one in found])
    else:
        heads = [message(f"cli.column.{name}") for name in ("coder", "full_name", "to_code", "second", "done")]
        rows = [(one.id, one.name, one.main, one.second, one.done) for one in found]
        show(table(heads, rows, numbers=(2, 3, 4)))


@named("coders.name", command)
@argument("coder", "coder")
@argument("name", "full_name")
def name(coder: str, name: str) -> None:
    from okqual.study.assigning import name_coder

    with opened(writes=True) as study:
        name_coder(study, coder, name)
    tell(message("cli.coders.named", coder=coder, name=name))
