"""``okqual matrix``: the framework matrix, to a file or to the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, indented, show, tell
from okqual.cli.where import conditions
from okqual.cli.words import named, option
from okqual.messages import message
from okqual.model.codebook import Rule
from okqual.model.results import CellKind
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.model.results import Matrix

ACTOR = "aktörstyp"


@named("matrix")
@option("--rows", default="case", value="rows")
@option("--cols", type=click.Choice(["code", "question", "evaluation", "criterion"]), default="code")
@option("--cells", type=click.Choice([kind.value for kind in CellKind]), default="quotes")
@option("--where", multiple=True, value="condition", callback=conditions)
@option("--group-by", default=ACTOR, value="attribute")
@option("--criterion", "criteria", multiple=True, value="criterion")
@option("--outside", "include_outside", is_flag=True)
@option("--rule", type=click.Choice([rule.value for rule in Rule]))
@option("--publish", is_flag=True)
@option("--template", value="template")
@option("-o", "--output", value="matrix_file")
@option("--json", "as_json", is_flag=True)
def command(cells: str, rule: str | None, output: str | None, publish: bool, template: str | None, as_json: bool,
            **chosen: Any) -> None:  # fmt: skip
    chosen |= {"cells": CellKind(cells), "rule": Rule(rule) if rule else None, "group_by": chosen["group_by"] or None}
    if output is not None:
        _write(output, publish, template, chosen)
        return
    from okqual.study.reporting import matrix

    with opened() as study:
        made = matrix(study, **chosen)
    _print(made, as_json)


def _write(output: str, publish: bool, template: str | None, chosen: dict[str, Any]) -> None:
    from okqual.study.reporting import write_matrix

    with opened(exports=True) as study:
        path = write_matrix(
            study, Path(output), publish=publish, template=Path(template) if template else None, **chosen
        )
    tell(message("cli.written", file=visible_line(str(path))))


def _print(made: Matrix, as_json: bool) -> None:
    from okqual.export.cell_words import plain_cell
    from okqual.export.json_tables import matrix_json

    if as_json:
        emit_json(matrix_json(made))
        return
    for column in made.columns:
        show(f"{column.id}  {column.label}")
        for row in made.rows:
            show(indented(row.id, plain_cell(made.cells[row.id, column.id], made.kind)))
