"""Readings of one unit side by side, a column a coder, as text."""

from __future__ import annotations

from rich.style import Style
from rich.table import Table
from rich.text import Text

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.model.difference import Difference, Reading
from okqual.text.shown import visible, visible_line
from okqual.tui.times import moment

MOST, LONGEST = 12, 600
"""Passages of a reading that are shown, and characters of each."""


def side_by_side(one: Difference, code: Code | None, width: int) -> Table:
    """A column a coder: number, initials, values, and each passage with its memo."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    count = max(1, len(one.readings))
    for _ in one.readings:
        grid.add_column(ratio=1, max_width=max(8, width // count), overflow="fold")
    grid.add_row(*(_reading(number, reading, code) for number, reading in enumerate(one.readings, 1)))
    return grid


def head_of(one: Difference, code: Code | None) -> Text:
    """What the unit is, how they differ, and what was settled."""
    name = code.name if code is not None else one.code
    text = Text(f"{visible_line(one.place)} · {visible_line(name)}\n", Style(bold=True))
    text.append(message(f"team.differs.{one.differs}"), Style(bold=False))
    if one.settled is not None:
        done = one.settled
        words = message(
            "tui.differing.settled", outcome=message(f"team.outcome.{done.outcome}"), coder=done.coder,
            at=moment(done.at), reason=visible_line(done.reason[:300]),
        )  # fmt: skip
        text.append(f"\n{words}" + (f" ({message('tui.differing.stale')})" if one.stale else ""))
    return text.append("\n")


def _reading(number: int, reading: Reading, code: Code | None) -> Text:
    scale = code.scale if code is not None else None
    text = Text.assemble((f"{number} {visible_line(reading.coder)}", Style(bold=True)))
    names = [scale.name_of(value) if scale else value for value in reading.values if value != "undecided"]
    undecided = "undecided" in reading.values
    text.append(f"  {', '.join(map(visible_line, names)) or (message('terms.undecided') if undecided else '')}\n")
    if not reading.said:
        text.append(message("tui.differing.nothing"), Style(italic=True))
    for said in reading.said[:MOST]:
        value = f" {scale.name_of(said.value)}" if scale and said.value else ""
        text.append(f"{visible_line(said.place)}{visible_line(value)}\n", Style(bold=True))
        text.append(f"{visible(said.text[:LONGEST])}\n")
        if said.memo:
            text.append(f"{message('tui.differing.memo', memo=visible(said.memo[:LONGEST]))}\n", Style(italic=True))
    if len(reading.said) > MOST:
        text.append(message("tui.differing.more", n=len(reading.said) - MOST))
    return text
