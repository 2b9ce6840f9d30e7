"""``okqual agree``: how alike the coders judged, with intervals and what every figure is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import named, option
from okqual.messages import message
from okqual.model.agreement import Unit

if TYPE_CHECKING:
    from okqual.model.agreement import Agreement
    from okqual.model.codebook import Codebook


@named("agree")
@option("--unit", type=click.Choice([unit.value for unit in Unit]))
@option("--of", "coders", value="coder", multiple=True)
@option("--round", "number", type=int, default=0)
@option("--settled", is_flag=True)
@option("--seed", type=int)
@option("--json", "as_json", is_flag=True)
@option("--csv", "as_csv", is_flag=True)
@option("-o", "--output", value="csv_file")
def command(
    unit: str | None,
    coders: tuple[str, ...],
    number: int,
    settled: bool,
    seed: int | None,
    as_json: bool,
    as_csv: bool,
    output: str | None,
) -> None:
    from okqual.study.agreeing import agree, agree_twice
    from okqual.study.browsing import codebook

    with opened() as study:
        found = [agree(study, Unit(unit), coders, seed, number, settled)] if unit else []
        found = found or [*agree_twice(study, coders, seed, number, settled)]
        book = codebook(study)
    if as_json:
        _emit(found)
    elif as_csv or output:
        _write(found, book, output)
    else:
        _show(found, book)


def _emit(found: list[Agreement]) -> None:
    from okqual.export.agreement_json import agreement_json

    first, *others = [agreement_json(each) for each in found]
    emit_json({**first, "passages": others[0]} if others else first)


def _write(found: list[Agreement], book: Codebook, output: str | None) -> None:
    from okqual.analysis.agreement_tables import agreement_table
    from okqual.export.table_files import csv_text

    write_out(csv_text([agreement_table(each, book) for each in found]), output)


def _show(found: list[Agreement], book: Codebook) -> None:
    from okqual.analysis.agreement_tables import agreement_table, notes_of

    if not found[0].cases:
        tell(message("team.none_shared"))
        return
    for each in found:
        made = agreement_table(each, book)
        key = f"team.heading.{each.unit.value}{'.settled' * each.settled}"
        heading = message(key, cases=len(each.cases), coders=", ".join(each.coders))
        rows = [(row[1], *row[3:]) for row in made.rows]
        show(f"{heading}\n\n{table([made.columns[i].name for i in (1, *range(3, 11))], rows, numbers=(2, 3))}\n")
    for line in dict.fromkeys(line for each in found for line in notes_of(each)):
        show(line)
