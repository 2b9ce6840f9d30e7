"""What the bookmarks and ids of an export name, told from the study and from the texts that the export held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okqual.analysis.columns import columns_of
from okqual.analysis.returned.places import ColumnName, Places, Row
from okqual.analysis.written_cells import EVERY, NO_VALUE
from okqual.export.word.anchors import cell_anchor, column_anchor, heading_anchor, row_anchor, text_anchor
from okqual.messages import in_every_language, message
from okqual.model.finding import PieceKind
from okqual.model.results import CellState
from okqual.model.returned import Exported
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import queries, summaries
from okqual.study import browsing
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study
from okqual.study.pieces import pieces
from okqual.study.reporting import template_of
from okqual.text.folding import folded

_GENERATED = (
    *(f"terms.cell.{state.value}" for state in CellState), "export.cell.unwritten", "export.cell.present",
    "export.outline.nothing", "export.chapters.nothing_said", "export.chapters.no_questions",
    "export.chapters.no_codes", "export.outline.behind", "export.chapters.reading",
)  # fmt: skip


def places_of(study: Study, exports: Sequence[Exported]) -> Places:
    """The places of some exports of a study."""
    base = [text.place for each in exports for text in each.texts or ()]
    cells = {place for place in base if isinstance(place, Cell)}
    cells |= {each.cell for each in summaries.summaries(study.db)}
    rows, row_names = _rows(study, exports, cells)
    columns, column_names = _columns(study, exports)
    headings, heading_names = _headings(study)
    there = pieces(study)
    heads = {each.id for each in there if each.kind is PieceKind.HEADING}
    known = {place for place in base if isinstance(place, str)} | {each.id for each in there}
    return Places(
        pieces={heading_anchor(name): name for name in known - heads},
        message_headings={heading_anchor(name): name for name in heads},
        texts={text_anchor(cell): cell for cell in cells},
        headings=headings, heading_names=heading_names, rows=rows, row_names=row_names, columns=columns,
        column_names=column_names, cells=_cells(cells), whose=_whose(cells),
        generated=frozenset(folded(text) for key in _GENERATED for text in in_every_language(key)), marks=mark_words(),
        styles=_styles(study),
    )  # fmt: skip


def _rows(
    study: Study, exports: Sequence[Exported], cells: Iterable[Cell]
) -> tuple[dict[str, Row], dict[str, Row]]:  # fmt: skip
    """Bookmarks and visible names of rows: interviews, and groups by the attributes that the exports name."""
    told = told_with_groups(study, queries.attributes(study.db)).values()
    groups = {(cell.by, cell.row) for cell in cells if cell.rows is RowKind.GROUP}
    for export in exports:
        for by in (export.options.get("rows", ""), export.options.get("group_by", "")):
            groups |= {(by, row.get(by, "")) for row in told if by and by != "case"}
    found: dict[str, Row] = {}
    names: dict[str, Row] = {}
    for by, value in sorted(groups):
        row: Row = (RowKind.GROUP, value, by)
        shown = value or NO_VALUE
        found |= {row_anchor(shown): row, row_anchor(f"{by}={value}"): row}
        names[folded(shown)] = row
        names |= {folded(text.format(group=shown)): row for text in in_every_language("export.rollup.group")}
    for case in queries.cases(study.db):
        found[row_anchor(case)] = names[folded(case)] = (RowKind.CASE, case, "")
    every: Row = (RowKind.ALL, "", "")
    found[row_anchor(EVERY)] = every
    names |= {folded(text): every for text in in_every_language("export.rollup.all")}
    return found, names


def _columns(study: Study, exports: Sequence[Exported]) -> tuple[dict[str, ColumnName], dict[str, ColumnName]]:
    book, guide = browsing.codebook(study), browsing.guide(study)
    used = {export.options["cols"] for export in exports if export.options.get("cols")}
    found: dict[str, ColumnName] = {}
    names: dict[str, ColumnName] = {}
    for kind in ColumnKind:
        for column in columns_of(kind, guide, book, include_outside=True):
            named: ColumnName = (kind, column.shown.id)
            if kind in used or not used:
                found[column_anchor(column.shown.id)] = named
                names[folded(column.shown.id)] = names[folded(column.shown.label)] = named
    return found, names


def _headings(study: Study) -> tuple[dict[str, ColumnName], dict[tuple[int, str], ColumnName]]:
    book = browsing.codebook(study)
    told = [(1, ColumnKind.CRITERION, each.id, each.name) for each in book.criteria]
    told += [(2, ColumnKind.EVALUATION, each.id, each.name or each.text) for each in book.evaluation_questions]
    told += [(3, ColumnKind.CODE, each.id, each.name) for each in book.codes]
    named: dict[str, ColumnName] = {heading_anchor(name): (kind, name) for _, kind, name, _ in told}
    return named, {(level, folded(words)): (kind, name) for level, kind, name, words in told}


def _cells(cells: Iterable[Cell]) -> dict[str, Cell]:
    """Bookmarks in cells, of those that were written; an empty one is known by its labels."""
    found: dict[str, Cell] = {}
    for cell in cells:
        shown = cell.row or NO_VALUE
        named = {RowKind.CASE: [cell.row], RowKind.ALL: [EVERY], RowKind.GROUP: [shown, f"{cell.by}={cell.row}"]}
        found |= {cell_anchor(row, cell.column): cell for row in named[cell.rows]}
    return found


def _whose(cells: Iterable[Cell]) -> dict[tuple[ColumnName, str], Cell]:
    found: dict[tuple[ColumnName, str], Cell] = {}
    for cell in cells:
        names = [cell.row] if cell.row else []
        if cell.rows is RowKind.GROUP and not cell.row:
            names = list(in_every_language("export.chapters.no_group"))
        found |= {((cell.columns, cell.column), folded(name)): cell for name in names}
    return found


def mark_words() -> tuple[str, ...]:
    """What an export puts after a text, in each language."""
    pairs = zip(in_every_language("terms.draft"), in_every_language("terms.stale"), strict=True)
    return tuple(f"({words})" for draft, stale in pairs for words in (draft, stale, f"{draft}, {stale}"))


def _styles(study: Study) -> dict[str, str]:
    """The own style behind each that was chosen from the agency's template."""
    template = template_of(study, None)
    chosen = template.styles if template is not None else {}
    return {theirs.casefold(): own.casefold() for own, theirs in chosen.items()}


def piece_words(kind: PieceKind, about: str, text: str) -> str:
    """A finding or judgement as a list names it."""
    words = " ".join(text.split())
    shown = words if len(words) <= 60 else f"{words[:59].rstrip()}…"
    return f"{message(f'terms.piece.{kind}')} {about}: {shown}"
