"""What stands where in a PDF: running text, cells of tables over page breaks, notes, the pages' own texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from okqual.ingest.readers.pdf.lines import Line, lines_of
from okqual.ingest.readers.pdf.margins import margin_lines
from okqual.ingest.readers.pdf.page import Edge, Page, Sign
from okqual.ingest.readers.pdf.paragraphs import take_labels
from okqual.ingest.readers.pdf.tables import Grid, grids_of

_NOTE = re.compile(r"(?P<sign>\d{1,3}(?!\d)|[ivx]{1,5}(?=[.)\s])|[*†‡])[.)]?\s*(?P<rest>\S.*)\Z", re.DOTALL)
_LONGEST_RULE = 0.5
"""Share of the text's width that the rule above footnotes has at most."""
_MOST_JUMPS = 0.15
"""Share of lines that may stand above the one before; more, and the file's order is no reading order."""
_NARROW = 0.6
"""Share of the page's width within its margins below which no line tells where lines end."""
_COLUMN = 30.0
"""Points between the left edges of columns."""
_PADDING = 5.4
"""Points between a cell's edge and its words where the words do not tell."""


@dataclass(slots=True)
class Table:
    """Cells by row and column from 1; a table that goes on over a page break is one."""

    grid: Grid
    cells: dict[tuple[int, int], list[Line]] = field(default_factory=dict)
    rows: int = 0


@dataclass(slots=True)
class Arranged:
    """A document's lines and tables in reading order."""

    items: list[Line | Table] = field(default_factory=list)
    notes: dict[tuple[int, str], list[Line]] = field(default_factory=dict)
    """Lines of footnotes by page and sign."""
    margins: int = 0
    """Different texts that belong to the pages."""
    reordered: list[int] = field(default_factory=list)

    def all_lines(self) -> list[Line]:
        """All lines, those of cells too, in reading order."""
        lines: list[Line] = []
        for item in self.items:
            lines += [item] if isinstance(item, Line) else [x for cell in item.cells.values() for x in cell]
        return lines

    def running_lines(self) -> list[Line]:
        """Lines outside tables."""
        return [item for item in self.items if isinstance(item, Line)]


@dataclass(slots=True)
class _Sheet:
    """A page's lines: in running text, or by table and cell."""

    page: Page
    items: list[Line | Table] = field(default_factory=list)
    reordered: bool = False

    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]


def arranged(pages: Sequence[Page]) -> Arranged:
    """The lines, tables and notes of all pages, without what belongs to the pages."""
    found = Arranged()
    sheets = [_sheet(page) for page in pages]
    margins = margin_lines([(sheet.page.height, sheet.lines()) for sheet in sheets])
    found.margins = len(set(margins.values()))
    for sheet in sheets:
        kept = [item for item in sheet.items if not isinstance(item, Line) or id(item) not in margins]
        rule = _note_rule(sheet.page, [item for item in kept if isinstance(item, Line)])
        if rule is not None:
            kept = _without_notes(kept, rule, found.notes)
        if sheet.reordered:
            found.reordered.append(sheet.page.number)
        _append(found, kept)
    _set_right(found.running_lines() + [line for lines in found.notes.values() for line in lines], pages)
    take_labels(found.all_lines())
    return found


def _set_right(lines: Sequence[Line], pages: Sequence[Page]) -> None:
    """Where running lines end at most, in each column."""
    columns: dict[int, list[Line]] = {}
    for column, line in _with_columns(lines):
        columns.setdefault(column, []).append(line)
    for column, own in columns.items():
        left, right = min(line.x0 for line in own), max(line.x1 for line in own)
        width = pages[own[0].page - 1].width
        if not column and right - left < _NARROW * (width - 2 * left):
            # Only short lines: where they would end is told by the page alone.
            right = width - left
        for line in own:
            line.right = right


def _with_columns(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Lines with a number for their column: 0 on pages without columns, else told by its left edge."""
    runs: list[list[Line]] = []
    for line in lines:
        before = runs[-1][-1] if runs else None
        if before is None or before.page != line.page or line.y > before.y + before.size:
            runs.append([])
        runs[-1].append(line)
    extents = [(min(line.x0 for line in run), max(line.x1 for line in run)) for run in runs]
    for index, run in enumerate(runs):
        near = [other for other in (index - 1, index + 1) if 0 <= other < len(runs)]
        beside = any(
            runs[other][0].page == run[0].page
            and (extents[other][1] <= extents[index][0] or extents[index][1] <= extents[other][0])
            for other in near
        )
        column = 1 + round(extents[index][0] / _COLUMN) if beside else 0
        yield from ((column, line) for line in run)


def _sheet(page: Page) -> _Sheet:
    grids = grids_of(page.edges)
    notes = _note_signs(page, grids)
    sheet = _Sheet(page)
    tables: dict[int, Table] = {}
    for key, signs in _runs(page.signs, grids):
        lines = lines_of(signs, page.number, notes)
        if key is None:
            sheet.items += lines
            continue
        index, place = key
        if index not in tables:
            grid = grids[index]
            tables[index] = Table(grid, rows=len(grid.ys) - 1)
            sheet.items.append(tables[index])
        tables[index].cells.setdefault(place, []).extend(lines)
    for table in tables.values():
        table.cells = {place: cell for place, cell in table.cells.items() if cell}
        for place, cell in table.cells.items():
            right = _right_of(table.grid, place, cell)
            for line in cell:
                line.right = right
    sheet.items = [item for item in sheet.items if isinstance(item, Line) or item.cells]
    _order(sheet)
    _number(sheet)
    return sheet


_Key = tuple[int, tuple[int, int]] | None


def _runs(signs: Sequence[Sign], grids: Sequence[Grid]) -> list[tuple[_Key, list[Sign]]]:
    """Signs in the file's order, cut where they go to another cell; a cell's own runs stay together."""
    runs: list[tuple[_Key, list[Sign]]] = []
    for sign in signs:
        key = _key(sign, grids)
        if not runs or runs[-1][0] != key:
            runs.append((key, []))
        runs[-1][1].append(sign)
    return runs


def _key(sign: Sign, grids: Sequence[Grid]) -> _Key:
    for index, grid in enumerate(grids):
        place = grid.cell_at((sign.x0 + sign.x1) / 2, sign.y + sign.size / 4)
        if place is not None:
            return index, place
    return None


def _right_of(grid: Grid, place: tuple[int, int], lines: Sequence[Line]) -> float:
    left, right = grid.inner(place)
    padding = min(line.x0 for line in lines) - left
    return right - (padding if 0 <= padding <= 3 * _PADDING else _PADDING)


def _order(sheet: _Sheet) -> None:
    """Order by place where the file's own order jumps about; columns written one by one stay so."""
    lines = sheet.lines()
    jumps = sum(line.y > before.y + before.size for before, line in pairwise(lines))
    if jumps > max(3, _MOST_JUMPS * len(lines)):
        sheet.items.sort(key=_top)
        sheet.reordered = True


def _top(item: Line | Table) -> tuple[float, float]:
    if isinstance(item, Line):
        return -round(item.y), item.x0
    return -item.grid.ys[0], item.grid.xs[0]


def _number(sheet: _Sheet) -> None:
    """Number the lines of the page, in reading order."""
    number = 0
    for item in sheet.items:
        for line in [item] if isinstance(item, Line) else [x for cell in item.cells.values() for x in cell]:
            number += 1
            line.number = number


# Footnotes


def _rules(page: Page, grids: Sequence[Grid]) -> list[Edge]:
    """Short lines across that no table has and no words stand on."""
    short = [edge for edge in page.edges if edge.y0 == edge.y1 and 30 < edge.x1 - edge.x0 < _LONGEST_RULE * page.width]
    heights = {round(sign.y + up) for sign in page.signs for up in (-5, -4, -3, -2, -1, 0)} if short else set()
    return [
        edge
        for edge in short
        if round(edge.y0) not in heights and not any(grid.spans(edge.x0, edge.y0) for grid in grids)
    ]


def _note_signs(page: Page, grids: Sequence[Grid]) -> frozenset[str]:
    """The signs that footnotes below a rule begin with."""
    signs: set[str] = set()
    for rule in _rules(page, grids):
        below = [sign for sign in page.signs if sign.y < rule.y0]
        for line in lines_of(below, page.number, frozenset()):
            if (found := _NOTE.match(line.text)) is not None:
                signs.add(found["sign"])
    return frozenset(signs)


def _note_rule(page: Page, lines: Sequence[Line]) -> float | None:
    """The height of the rule above footnotes: what stands below it begins with a note's sign."""
    for rule in _rules(page, grids_of(page.edges)):
        below = [line for line in lines if line.y < rule.y0]
        if below and len(below) < len(lines) and _NOTE.match(max(below, key=lambda line: line.y).text):
            return rule.y0
    return None


def _without_notes(
    items: list[Line | Table], rule: float, notes: dict[tuple[int, str], list[Line]]
) -> list[Line | Table]:
    kept: list[Line | Table] = []
    here: list[Line] | None = None
    for item in items:
        if not isinstance(item, Line) or item.y >= rule:
            kept.append(item)
            continue
        found = _NOTE.match(item.text)
        if found is not None:
            here = notes.setdefault((item.page, found["sign"]), [])
            item = replace(item, text=found["rest"])  # noqa: PLW2901 (the line without its sign)
        if here is None:
            kept.append(item)
        else:
            here.append(item)
    return kept


# Tables over page breaks


def _append(found: Arranged, items: list[Line | Table]) -> None:
    """Add a page; a table at its top may go on with the one at the end of the page before."""
    last = found.items[-1] if found.items else None
    first = items[0] if items else None
    if isinstance(last, Table) and isinstance(first, Table) and last.grid.has_columns_of(first.grid):
        found.margins += _continue(last, first)
        items = items[1:]
    found.items += items


def _continue(table: Table, more: Table) -> bool:
    """Add the rows of a table's next part; a row that was broken goes on. True if its title row was repeated."""
    title = _row_text(table, 1)
    repeated = bool(title) and _row_text(more, 1) == title and more.rows > 1
    first = 2 if repeated else 1
    goes_on = len(more.grid.xs) > 2 and _goes_on(more, first)
    shift = table.rows - first + (0 if goes_on else 1)
    for (row, column), cell in more.cells.items():
        if row >= first:
            table.cells.setdefault((row + shift, column), []).extend(cell)
    table.rows += more.rows - first + (0 if goes_on else 1)
    table.grid = more.grid
    return repeated


def _goes_on(more: Table, row: int) -> bool:
    """Whether the first row of a table's next part is the rest of a row: its first cell has no start."""
    if (row, 1) in more.cells:
        return more.cells[row, 1][0].text[:1].islower()
    return any(number == row for number, _ in more.cells)


def _row_text(table: Table, row: int) -> list[tuple[int, str]]:
    texts = {
        column: " ".join(line.text for line in cell) for (number, column), cell in table.cells.items() if number == row
    }
    return sorted(texts.items())
