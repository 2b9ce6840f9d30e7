"""Agreement as tables for people: a line a code, criterion, pair and all, with why a figure is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okqual.messages import language, message
from okqual.model.agreement import PRESENT, Agreement, AgreementRow, Coefficients, Interval
from okqual.model.codebook import Codebook
from okqual.model.tables import Cell, Column, ColumnKind, Table

MISSING = "–"
SOURCES = ("percent", "kappa", "alpha", "interval", "levels.alpha", "levels.kappa")
"""Formulas and rules of thumb that are printed under the tables, each with its source."""


def agreement_table(found: Agreement, book: Codebook) -> Table:
    """A row a line and measure, for a screen or a spreadsheet."""
    columns = [_column("unit", 12), _column("what", 30), _column("id", 24), _column("measure", 12)]
    columns += [_column("n", 8, ColumnKind.NUMBER), _column("cases", 10, ColumnKind.NUMBER)]
    columns += [_column(name, 18) for name in ("percent", "kappa", "alpha")] + [_column("counts", 30), _column("why")]
    rows: list[tuple[Cell, ...]] = []
    for row in lines_of(found):
        for measure, made in measures_of(row):
            rows.append(
                (
                    unit_of(found), name_of(row, book), row.id, message(f"team.{measure}"),
                    made.n, made.cases, figure(made.percent, made.percent_ci), figure(made.kappa, made.kappa_ci),
                    figure(made.alpha, made.ci), counts_of(made, row, book), why_of(made),
                )
            )  # fmt: skip
    return Table("agreement", message("team.table.agreement"), tuple(columns), tuple(rows))


def methods_table(found: Sequence[Agreement], book: Codebook, publish: bool) -> Table:
    """The table of the methods appendix: criteria, pairs and all of each unit; a working version has the codes too.

    Published, nobody is named and nothing is counted but interviews.
    """
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        lines = [each.overall, *each.criteria] if publish else [*lines_of(each)]
        for row in lines:
            for measure, made in measures_of(row):
                shown = [figure(made.percent, None), figure(made.kappa, None), figure(made.alpha, made.ci)]
                named = (unit_of(each), name_of(row, book), message(f"team.{measure}"))
                rows.append((*named, *shown) if publish else (*named, str(made.n), counts_of(made, row, book), *shown))
    columns = [_column("unit", 14), _column("what", 26), _column("measure", 12)]
    if not publish:
        columns += [_column("n", 8), _column("counts", 22)]
    columns += [_column("percent", 10), _column("kappa", 10), _column("alpha", 18)]
    return Table("agreement", message("methods.table.agreement"), tuple(columns), tuple(rows))


def unit_of(found: Agreement) -> str:
    """What is judged, and whether it is what was settled."""
    unit = message(f"team.unit.{found.unit.value}")
    return message("team.unit.settled", unit=unit) if found.settled else unit


def lines_of(found: Agreement) -> Iterator[AgreementRow]:
    """All lines: the whole first, then criteria, pairs of more than two coders, codes."""
    if found.cases:
        yield found.overall
        yield from found.criteria
        if len(found.coders) > 2:
            yield from found.pairs
        yield from found.codes


def measures_of(row: AgreementRow) -> Iterator[tuple[str, Coefficients]]:
    """("presence" or "value", its figures)."""
    yield "presence", row.presence
    if row.value is not None:
        yield "value", row.value


def name_of(row: AgreementRow, book: Codebook) -> str:
    """What a person calls the line."""
    if row.kind == "code":
        return book.name_of(row.id)
    if row.kind == "criterion":
        return next((each.name for each in book.criteria if each.id == row.id), row.id)
    return row.id.replace("+", " – ") if row.kind == "pair" else message("team.overall")


def counts_of(made: Coefficients, row: AgreementRow, book: Codebook) -> str:
    """What each coder said how often: "AK 7 · TS 9", "AK ja 3, nej 2 · TS ja 4"."""
    if not made.n:
        return ""
    code = book.by_id.get(row.id) if row.kind == "code" else None
    told = []
    for coder, counts in made.by_coder.items():
        named = {(code.scale.name_of(v) if code and code.scale else v): n for v, n in counts.items()}
        said = [f"{counts[PRESENT]}"] if set(counts) == {PRESENT} else [f"{v} {n}" for v, n in named.items() if n]
        told.append(f"{coder} {', '.join(said) or 0}")
    return " · ".join(told)


def figure(value: float | None, interval: Interval | None) -> str:
    """A figure with two decimals and its interval; a dash where there is none."""
    if value is None:
        return MISSING
    return _decimals(value) + (f" [{_decimals(interval[0])}; {_decimals(interval[1])}]" if interval else "")


def why_of(made: Coefficients) -> str:
    """Why figures are missing, figure by figure; nothing where none is."""
    said = [
        message("team.why", figure=message(f"team.figure.{name}"), why=message(f"team.why.{reason.value}"))
        for name, reason in made.why.items()
    ]
    said += [message("team.left_out", n=made.left_out)] if made.left_out else []
    return "; ".join(said)


def notes_of(found: Agreement) -> list[str]:
    """What stands under the tables: how it was counted, formulas and rules of thumb with their sources."""
    said = [message(f"team.counted.{found.unit.value}")]
    if found.unused:
        said.append(message("team.unused", n=found.unused))
    values = {"resamples": found.resamples, "seed": found.seed, "cases": len(found.cases)}
    return said + [message(f"team.source.{name}", **values) for name in SOURCES]


def _decimals(value: float) -> str:
    # The sum leaves no minus before a zero.
    text = f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")
    return text.replace(".", ",") if language() == "sv" else text


def _column(name: str, width: int = 16, kind: ColumnKind = ColumnKind.TEXT) -> Column:
    return Column(message(f"team.column.{name}"), kind, width)
