"""``okqual prevalence``: how many say what, with unit and denominator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import named, option
from okqual.messages import message
from okqual.model.codebook import Rule

if TYPE_CHECKING:
    from okqual.model.results import PrevalenceRow

MOST_WORDS = 2
"""Of the words of the scale that hold, those that say most precisely how many; JSON has them all."""


@named("prevalence")
@option("--by", value="attribute")
@option("--unit", type=click.Choice(["case", "participant", "organisation"]), default="case")
@option("--rule", type=click.Choice([rule.value for rule in Rule]))
@option("--coder", value="coder")
@option("--outside", "include_outside", is_flag=True)
@option("--json", "as_json", is_flag=True)
def command(
    by: str | None, unit: str, rule: str | None, coder: str | None, include_outside: bool, as_json: bool
) -> None:
    from okqual.export.json_tables import prevalence_json
    from okqual.study.reporting import prevalence

    with opened() as study:
        rows = prevalence(study, by, unit, Rule(rule) if rule else None, coder, include_outside)
    if as_json:
        emit_json(prevalence_json(rows))
    else:
        _show(rows, unit)


def _show(rows: list[PrevalenceRow], unit: str) -> None:
    names = ("code", "value", "group", "units", "of", "asked", "spontaneous", "quantifiers")
    show(table([message(f"cli.column.{name}") for name in names], [_cells(row) for row in rows], numbers=range(3, 7)))
    tell(message(f"cli.prevalence.{unit}"))


def _cells(row: PrevalenceRow) -> list[object]:
    value = message("terms.undecided") if row.value == "undecided" else row.value or message("cli.prevalence.any")
    group = row.group or message("cli.prevalence.all")
    return [
        row.code,
        value,
        group,
        len(row.cases),
        row.of,
        row.asked,
        row.spontaneous,
        ", ".join(row.quantifiers[:MOST_WORDS]),
    ]
