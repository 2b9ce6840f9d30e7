"""What people have written in the matrix, put where it belongs in the chapters: roll-ups, else interviews' cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from okqual.analysis.material import Evidence
from okqual.analysis.written_cells import names
from okqual.messages import message
from okqual.model.coding import Quote, parse_citation
from okqual.model.results import Chapter, WrittenText
from okqual.model.summary import Cell, ColumnKind, RowKind, Summary, cited
from okqual.text.swedish import swedish_key

_ORDER = {RowKind.ALL: 0, RowKind.GROUP: 1, RowKind.CASE: 2}


def with_texts(
    chapters: Sequence[Chapter], texts: Mapping[Cell, Summary], behind: Collection[Cell], evidence: Sequence[Evidence],
    publish: bool = False, remarks: Mapping[Cell, Sequence[str]] | None = None,
) -> list[Chapter]:  # fmt: skip
    """The chapters with their written texts, and ``remarks`` on those for the working version.

    A published one has no drafts: nobody stands for those yet.
    """
    found: dict[tuple[ColumnKind, str], list[Summary]] = {}
    for cell, each in texts.items():
        if not (publish and each.draft):
            found.setdefault((cell.columns, cell.column), []).append(each)

    by_note: dict[str, list[Quote]] = {}
    for piece in evidence:
        place = parse_citation(piece.quote.id)
        by_note.setdefault(place.note if place else "", []).append(piece.quote)

    def of(kind: ColumnKind, name: str) -> tuple[WrittenText, ...]:
        return _told(found.get((kind, name), []), behind, by_note, remarks or {})

    return [
        replace(
            chapter,
            written=of(ColumnKind.CRITERION, chapter.criterion.id),
            sections=tuple(
                replace(
                    section,
                    written=of(ColumnKind.EVALUATION, section.question.id),
                    codes=tuple(replace(code, written=of(ColumnKind.CODE, code.code.id)) for code in section.codes),
                )
                for section in chapter.sections
            ),
        )
        for chapter in chapters
    ]


def _told(
    texts: list[Summary], behind: Collection[Cell], by_note: Mapping[str, Sequence[Quote]],
    remarks: Mapping[Cell, Sequence[str]],
) -> tuple[WrittenText, ...]:  # fmt: skip
    """Roll-ups, first of all and then of groups; the cells of interviews only where nobody has summed them up."""
    rollups = [each for each in texts if each.cell.rows is not RowKind.CASE]
    ordered = sorted(rollups or texts, key=lambda each: (_ORDER[each.cell.rows], swedish_key(each.cell.row)))
    return tuple(
        WrittenText(
            each.text, _whose(each.cell), each.cell.rows is RowKind.CASE, each.draft, each.cell in behind,
            _linked(each.text, by_note), each.cell, tuple(remarks.get(each.cell, ())),
        )
        for each in ordered
    )  # fmt: skip


def _linked(text: str, by_note: Mapping[str, Sequence[Quote]]) -> tuple[Quote, ...]:
    """The quotes that a text links to, each once."""
    found: dict[str, Quote] = {}
    for link in cited(text):
        for quote in by_note.get(link.note, ()):
            if names(link, quote.id):
                found.setdefault(quote.id, quote)
    return tuple(found.values())


def _whose(cell: Cell) -> str:
    if cell.rows is RowKind.GROUP:
        return cell.row or message("export.chapters.no_group")
    return cell.row
