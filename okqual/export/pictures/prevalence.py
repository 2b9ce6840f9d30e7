"""How many say what under a code, group by group, as bars: counts with their denominators, never shares alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okqual.export.pictures.drawing import COLOURS, PATTERNS, Picture, drawn, label, listed
from okqual.messages import message
from okqual.model.codebook import Code
from okqual.model.results import PrevalenceRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNDECIDED = "undecided"
BAR = 0.22
"""Inches of height that a bar takes."""


def prevalence_picture(code: Code, rows: Sequence[PrevalenceRow], by: str) -> Picture | None:
    """Bars of the code's values by group; of any coding where it has no scale. None where there is nothing to draw."""
    groups: list[str | None] = [*dict.fromkeys(row.group for row in rows if row.group is not None)] or [None]
    values = _values(code, rows)
    found = {(row.value, row.group): row for row in rows}
    if not values or not any(found[value, group].cases for value in values for group in groups):
        return None
    names = [_group_name(found, values[0], group) for group in groups]
    unit = message(f"export.unit.{rows[0].unit}")
    title = message("export.picture.prevalence", code=code.name, unit=unit)
    title += message("export.prevalence.by", by=by) if by and groups != [None] else ""
    lines = [(message("export.group"), *[_value_name(code, value) for value in values])]
    lines += [
        (name, *[_count(found[value, group]) for value in values]) for name, group in zip(names, groups, strict=True)
    ]
    height = max(1.2, 0.5 + BAR * len(groups) * (len(values) + 0.8))

    def draw(axes: Axes) -> None:
        _bars(axes, code, found, values, groups)
        axes.set_xlabel(unit)

    return Picture(drawn(height, draw), title, _alt(title, lines), tuple(lines), 6.3)


def _bars(
    axes: Axes, code: Code, found: dict[tuple[str | None, str | None], PrevalenceRow], values: Sequence[str | None],
    groups: Sequence[str | None],
) -> None:  # fmt: skip
    from matplotlib.ticker import MaxNLocator

    thick = 0.8 / len(values)
    most = max(found[values[0], group].of for group in groups)
    for at, value in enumerate(values):
        counts = [len(found[value, group].cases) for group in groups]
        places = [place + (at - (len(values) - 1) / 2) * thick for place in range(len(groups))]
        bars = axes.barh(
            places, counts, thick * 0.9, color=COLOURS[at % len(COLOURS)], edgecolor="white",
            hatch=PATTERNS[at % len(PATTERNS)], label=label(_value_name(code, value)),
        )  # fmt: skip
        for bar, group in zip(bars, groups, strict=True):
            axes.annotate(
                _count(found[value, group]), (bar.get_width(), bar.get_y() + bar.get_height() / 2),
                xytext=(3, 0), textcoords="offset points", va="center", fontsize=8,
            )  # fmt: skip
    axes.set_yticks(range(len(groups)), [label(_group_name(found, values[0], group), 28) for group in groups])
    axes.invert_yaxis()
    axes.set_xlim(0, most * 1.15 + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(values) > 1:
        axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _values(code: Code, rows: Sequence[PrevalenceRow]) -> list[str | None]:
    there = {row.value for row in rows}
    scale = [value.id for value in code.scale.values if value.id in there] if code.scale else []
    values: list[str | None] = [*scale, *([UNDECIDED] if UNDECIDED in there else [])]
    return values or ([None] if None in there else [])


def _value_name(code: Code, value: str | None) -> str:
    if value is None:
        return message("export.prevalence.any")
    if value == UNDECIDED:
        return message("terms.undecided")
    return code.scale.name_of(value) if code.scale else value


def _group_name(found: dict[tuple[str | None, str | None], PrevalenceRow], value: str | None, group: str | None) -> str:
    return f"{message('export.prevalence.all') if group is None else group} ({found[value, group].of})"


def _count(row: PrevalenceRow) -> str:
    return message("export.prevalence.of", n=len(row.cases), of=row.of)


def _alt(title: str, lines: Sequence[tuple[str, ...]]) -> str:
    head, *rest = lines
    said = [
        f"{row[0]}: " + ", ".join(f"{name} {count}" for name, count in zip(head[1:], row[1:], strict=True))
        for row in rest
    ]
    return listed([message("export.picture.bars", title=title), *said])
