"""Grids of questions and interviews: each interview's cells become a note of its own.

Questions may stand in a row with an interview on each line below, or in a column with an interview
in each column beside; the second is turned into the first. What is neither question nor fact about
the interview stays in its note under its own heading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from okqual.errors import OkqualError
from okqual.ingest.readers.bullets import split_bullet
from okqual.ingest.readers.sheets import Sheet, Spreadsheet, read_spreadsheet
from okqual.ingest.structure.header import is_header_key
from okqual.ingest.structure.header_values import case_id
from okqual.ingest.structure.note_headings import GOOD
from okqual.ingest.structure.question_matching import Vocabulary, vocabulary_of
from okqual.ingest.structure.question_numbers import leading_numbers
from okqual.ingest.structure.turn_labels import is_person, whole_label
from okqual.model.guide import Guide
from okqual.model.note import BlockKind, SourceBlock, SourceDocument
from okqual.text.folding import folded
from okqual.text.words import word_count

FEWEST_QUESTIONS = 2
"""Questions of the guide in one row or column that make a grid."""
FEWEST_BARE = 3
"""The same where the heads are only numbers."""
LONGEST_HEAD = 400
"""Characters of a head that can be a question."""
DEEPEST = 12
"""Rows or columns among which the questions are sought."""
LONGEST_FACT = 6
"""Words of the longest value in a column of facts about the interviews; longer ones are text."""
_CODINGS_COLUMNS = (frozenset({"case", "code", "quote"}), frozenset({"case", "code", "start", "end"}))
_CASES_COLUMNS = frozenset({"case", "participant"})
_CASE_NAMES = frozenset(
    {"case", "intervju", "intervju-id", "intervju id", "intervjuid", "id", "interview", "intervju nr"}
)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    place: str
    """"B7"; with the sheet's name before it on other sheets than the first."""
    row: int
    column: int


Line = tuple[_Cell, ...]
Lines = tuple[Line, ...]
_HeadsOf = Callable[[Line, Guide, Vocabulary], dict[int, str]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet turned so that questions are the heads of columns."""

    above: Lines
    heads: Line
    lines: Lines
    asked: frozenset[int]
    """Columns whose heads are the guide's questions."""


@dataclass(slots=True)
class _Interview:
    facts: dict[str, str] = field(default_factory=dict)
    lines: list[SourceBlock] = field(default_factory=list)
    """Its header."""
    blocks: list[SourceBlock] = field(default_factory=list)


def read_grid(content: bytes, name: str, guide: Guide) -> list[tuple[str, SourceDocument]]:
    """(case id, document) for each interview of a workbook or CSV file, in the grid's order.

    Raises OkqualError for a file that cannot be read, that has no questions of the guide, or that
    another command reads.
    """
    spreadsheet = read_spreadsheet(content, name)
    _refuse_other_tables(spreadsheet, name)
    vocabulary = vocabulary_of(guide)
    interviews: dict[str, _Interview] = {}
    for sheet in spreadsheet.sheets:
        grid = _grid(sheet, guide, vocabulary)
        if grid is not None:
            _take(grid, interviews)
    found = {case: one for case, one in interviews.items() if any(b.kind is not BlockKind.HEADING for b in one.blocks)}
    if not found:
        _refuse_other_tables(spreadsheet, name, frozenset({"case"}))
        raise OkqualError("errors.grid_no_questions", {"file": name}, "errors.grid_no_questions.try")
    return [(case, _document(spreadsheet, case, one)) for case, one in found.items()]


def _refuse_other_tables(spreadsheet: Spreadsheet, name: str, facts: frozenset[str] = _CASES_COLUMNS) -> None:
    for sheet in spreadsheet.sheets[:1]:
        first = {folded(cell) for cell in sheet.rows[0]} if sheet.rows else set()
        if any(first >= columns for columns in _CODINGS_COLUMNS):
            raise OkqualError("errors.grid_is_codings", {"file": name}, "errors.grid_is_codings.try")
        if first >= facts:
            raise OkqualError("errors.grid_is_cases", {"file": name}, "errors.grid_is_cases.try")


def _document(spreadsheet: Spreadsheet, case: str, one: _Interview) -> SourceDocument:
    header = {"Intervju-id": case, **one.facts}
    return SourceDocument(
        spreadsheet.format, (*one.lines, *one.blocks), spreadsheet.encoding, header=header, remarks=spreadsheet.remarks
    )


# Which way round


def _grid(sheet: Sheet, guide: Guide, vocabulary: Vocabulary) -> _Grid | None:
    """The sheet with its questions as heads of columns; None where it has none."""
    cells = _cells(sheet)
    turned = _turned(cells)
    for heads_of in (_worded, _bare):
        across, row = _best_line(cells, heads_of, guide, vocabulary)
        down, column = _best_line(turned, heads_of, guide, vocabulary)
        if max(len(across), len(down)) >= FEWEST_QUESTIONS:
            lines, at, asked = (cells, row, across) if len(across) >= len(down) else (turned, column, down)
            return _with_numbers(_Grid(lines[:at], lines[at], lines[at + 1 :], asked), guide)
    return None


def _with_numbers(grid: _Grid, guide: Guide) -> _Grid:
    """The grid with the questions too that only a number beside them tells."""
    numbered = {i for i, head in enumerate(grid.heads) if head.text and _number(grid, i) in guide.by_number}
    return replace(grid, asked=grid.asked | numbered) if len(numbered & grid.asked) >= FEWEST_QUESTIONS else grid


def _cells(sheet: Sheet) -> Lines:
    width = max((len(row) for row in sheet.rows), default=0)
    before = f"{sheet.name}!" if sheet.name else ""
    names = [_column_name(column) for column in range(width)]
    return tuple(
        tuple(
            _Cell(text, f"{before}{names[column]}{number}", number, column + 1)
            for column, text in enumerate((*row, *[""] * (width - len(row))))
        )
        for number, row in enumerate(sheet.rows, 1)
        if any(row)
    )


def _column_name(column: int) -> str:
    """The name of a column counted from 0: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _turned(cells: Lines) -> Lines:
    return tuple(zip(*cells, strict=True))


def _best_line(lines: Lines, heads_of: _HeadsOf, guide: Guide, words: Vocabulary) -> tuple[frozenset[int], int]:
    """The columns of the most different questions that one of the first lines has, and that line's index."""
    found = [heads_of(line, guide, words) for line in lines[:DEEPEST]]
    best = max(range(len(found)), key=lambda i: len(set(found[i].values())), default=0)
    return (frozenset(found[best]), best) if found else (frozenset(), 0)


def _worded(line: Line, guide: Guide, vocabulary: Vocabulary) -> dict[int, str]:
    """Column → question, for heads that are questions by their wording or by "Fråga 2", "F2"."""
    return {i: number for i, cell in enumerate(line) if (number := _question(cell.text, guide, vocabulary))}


def _bare(line: Line, guide: Guide, vocabulary: Vocabulary) -> dict[int, str]:
    """Column → question, for heads that are nothing but numbers in the guide's order."""
    numbers = {i: cell.text.rstrip(".") for i, cell in enumerate(line) if cell.text.rstrip(".") in guide.by_number}
    order = [question.number for question in guide.questions]
    places = [order.index(number) for number in numbers.values()]
    return numbers if len(places) >= FEWEST_BARE and places == sorted(set(places)) else {}


def _question(text: str, guide: Guide, vocabulary: Vocabulary) -> str | None:
    if not text or len(text) > LONGEST_HEAD or is_header_key(text):
        return None
    numbered = leading_numbers(text)
    if numbered is not None and numbered.numbers[0] in guide.by_number:
        fits = vocabulary.within(numbered.rest, numbered.numbers[0]) if numbered.rest else 0.0
        if numbered.word or (numbered.stop and fits >= GOOD - 20):
            return numbered.numbers[0]
    match = next(iter(vocabulary.questions(text)), None)
    return match.id if match is not None and match.score >= GOOD else None


# Interviews


def _take(grid: _Grid, interviews: dict[str, _Interview]) -> None:
    cases = _case_column(grid)
    facts = _fact_columns(grid) - {cases}
    person = next((i for i in sorted(facts) if _are_persons(grid, i)), -1)
    case = ""
    for line in grid.lines:
        named = line[cases].text if cases >= 0 else ""
        if not named and not any(line[i].text for i in grid.asked):
            continue
        # A line without a name goes on with the interview above it, as in merged cells.
        case = _case(named) if named else case if case and cases >= 0 else str(len(interviews) + 1)
        one = interviews.setdefault(case, _Interview())
        for i in sorted(facts - {person}):
            if line[i].text:
                _take_fact(one, grid.heads[i].text, line[i])
        one.blocks += _blocks(grid, line, {cases, *facts}, _person(line[person].text) if person >= 0 else "")


def _take_fact(one: _Interview, head: str, cell: _Cell) -> None:
    """A line of the note's header where its head is known there; else an attribute by the head's name."""
    value = "; ".join(filter(None, map(str.strip, cell.text.split("\n"))))
    if not is_header_key(head):
        one.facts.setdefault(" ".join(head.split()), value)
        return
    text = f"{head.rstrip(' :')}: {value}"
    if all(line.text != text for line in one.lines):
        one.lines.append(SourceBlock(cell.place, BlockKind.PARAGRAPH, text))


def _case(named: str) -> str:
    return case_id(named) or " ".join(named.split())


def _case_column(grid: _Grid) -> int:
    """The column that names the interviews: by its head, else the first one with a text of its own on each line."""
    others = [i for i in range(len(grid.heads)) if i not in grid.asked]
    by_name = [i for i in others if folded(grid.heads[i].text).strip(" :") in _CASE_NAMES]
    if by_name:
        return by_name[0]
    for i in others:
        texts = [line[i].text for line in grid.lines if any(line[q].text for q in grid.asked)]
        if texts and all(texts) and len(set(texts)) == len(texts) and max(map(word_count, texts)) <= LONGEST_FACT:
            return i
    return -1


def _fact_columns(grid: _Grid) -> set[int]:
    """Columns with facts about the interviews: known by their heads, or with short values only."""
    facts = set()
    for i, head in enumerate(grid.heads):
        plain = head.text and "?" not in head.text and _is_short(grid, i)
        if i not in grid.asked and (is_header_key(head.text) or plain):
            facts.add(i)
    return facts


def _is_short(grid: _Grid, column: int) -> bool:
    texts = [line[column].text for line in grid.lines if line[column].text]
    return bool(texts) and max(map(word_count, texts)) <= LONGEST_FACT and "\n" not in "".join(texts)


def _are_persons(grid: _Grid, column: int) -> bool:
    texts = [line[column].text for line in grid.lines if line[column].text]
    return bool(texts) and all(_person(text) for text in texts)


def _person(text: str) -> str:
    label = whole_label(text)
    return label.names[0] if label is not None and len(label.names) == 1 and is_person(label.names[0]) else ""


def _blocks(grid: _Grid, line: Line, facts: set[int], speaker: str) -> list[SourceBlock]:
    blocks: list[SourceBlock] = []
    theme = ""
    for i, cell in enumerate(line):
        over = _over(grid, i)
        if i not in facts and over.text and over.text != theme:
            theme = over.text
            blocks.append(_heading(over, over.text, 1))
        if i in grid.asked or (i not in facts and cell.text):
            text = _numbered(grid, i)
            if text:
                blocks.append(_heading(grid.heads[i], text, 2))
            blocks += _answer(cell, speaker)
    return blocks


def _over(grid: _Grid, column: int) -> _Cell:
    """The theme that stands over a head."""
    found = (line[column] for line in reversed(grid.above) if line[column].text and not _is_number(line[column].text))
    return next(found, _Cell("", "", 0, 0))


def _numbered(grid: _Grid, column: int) -> str:
    """A head with the number that stands beside it in a line of its own."""
    head, number = grid.heads[column].text, _number(grid, column)
    return f"{number}. {head}" if number and head and not leading_numbers(head) else head


def _number(grid: _Grid, column: int) -> str:
    return next((line[column].text.rstrip(".") for line in grid.above if _is_number(line[column].text)), "")


def _is_number(text: str) -> bool:
    return text.rstrip(".").isdigit() and len(text) <= 3


def _heading(cell: _Cell, text: str, level: int) -> SourceBlock:
    return SourceBlock(
        cell.place, BlockKind.HEADING, " ".join(text.split()), level, bold=True, row=cell.row, column=cell.column
    )


def _answer(cell: _Cell, speaker: str) -> list[SourceBlock]:
    """A cell's lines; a typed bullet makes a list item."""
    blocks: list[SourceBlock] = []
    for line in filter(str.strip, cell.text.split("\n")):
        label, depth, text = split_bullet(line)
        place = f"{cell.place}p{len(blocks) + 1}" if blocks else cell.place
        kind = BlockKind.ITEM if label else BlockKind.CELL
        blocks.append(SourceBlock(place, kind, text, depth, label, row=cell.row, column=cell.column, speaker=speaker))
    return blocks
