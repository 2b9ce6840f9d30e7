"""PDF with a text layer: paragraphs, headings, lists, tables and notes made again from where words stand.

What belongs to the pages is left out; what is left out is said in the remarks. Places are page and
line ("s3r12"), in tables the cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from okqual.errors import OkqualError
from okqual.ingest.readers.block_places import Spot
from okqual.ingest.readers.pdf.lines import Line
from okqual.ingest.readers.pdf.page import Page, read_pages
from okqual.ingest.readers.pdf.paragraphs import (
    Leading,
    Paragraph,
    compounds_of,
    leading_of,
    paragraphs_of,
)
from okqual.ingest.readers.pdf.regions import Table, arranged
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceDocument

_LARGER = 1.08
"""Share of the running text's size from which a line is a heading."""
_LONGEST_HEADING = 250
_SAME_INDENT = 4.0
"""Points between two bullets of the same depth."""
_UNREADABLE = 0.3
"""Share of signs without a meaning from which a text is none."""


@dataclass(slots=True)
class _Looks:
    """What is usual in the whole document."""

    leading: Leading
    compounds: frozenset[str]
    body_size: float
    levels: dict[float, int] = field(default_factory=dict)
    """Heading level by size of letters."""


def read_pdf(content: bytes, name: str) -> SourceDocument:
    """The blocks of a PDF.

    Raises OkqualError for a file that is damaged, locked, far too large, or has no text layer.
    """
    pages = read_pages(content, name)
    _check_text(pages, name)
    body = arranged(pages)
    blocks = tuple(_Blocks(_looks(body.all_lines()), body.notes).of(body.items))
    return SourceDocument("pdf", blocks, remarks=_remarks(pages, body.margins, body.reordered))


def _check_text(pages: Sequence[Page], name: str) -> None:
    signs = sum(1 for page in pages for sign in page.signs if sign.text.strip())
    if not signs and any(page.pictures or page.edges for page in pages):
        raise OkqualError("errors.note_pdf_scanned", {"file": name}, "errors.note_pdf_scanned.try")
    if sum(page.unknown for page in pages) > _UNREADABLE * max(signs, 1):
        raise OkqualError("errors.note_pdf_signs", {"file": name}, "errors.note_pdf_signs.try")


def _looks(lines: list[Line]) -> _Looks:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body_size = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    larger = sorted((size for size in sizes if size > _LARGER * body_size), reverse=True)
    levels = {size: min(level, 9) for level, size in enumerate(larger, 1)}
    return _Looks(leading_of(lines), compounds_of(lines), body_size, levels)


class _Blocks:
    def __init__(self, looks: _Looks, notes: dict[tuple[int, str], list[Line]]) -> None:
        self._looks = looks
        self._notes = dict(notes)
        self._seen = 0

    def of(self, items: Sequence[Line | Table]) -> Iterator[SourceBlock]:
        """The blocks of lines and tables in reading order, each note after the paragraph that names it."""
        tables = 0
        run: list[Line] = []
        for item in items:
            if isinstance(item, Line):
                run.append(item)
                continue
            yield from self._running(run)
            run = []
            tables += 1
            yield from self._table(item, tables)
        yield from self._running(run)
        for key in list(self._notes):
            yield from self._note(key)

    def _running(self, lines: list[Line]) -> Iterator[SourceBlock]:
        depths = _depths(lines)
        for paragraph in paragraphs_of(lines, self._looks.leading, self._looks.compounds):
            first = paragraph.first
            yield self._block(paragraph, f"s{first.page}r{first.number}", Spot(), depths)
            yield from self._notes_of(paragraph)

    def _table(self, table: Table, number: int) -> Iterator[SourceBlock]:
        for (row, column), cell in sorted(table.cells.items()):
            spot = Spot().cell(number, row, column)
            depths = _depths(cell)
            paragraphs = paragraphs_of(cell, self._looks.leading, self._looks.compounds)
            for count, paragraph in enumerate(paragraphs, 1):
                place = spot.prefix if count == 1 else f"{spot.prefix}p{count}"
                yield self._block(paragraph, place, spot, depths)
                yield from self._notes_of(paragraph)

    def _block(self, paragraph: Paragraph, place: str, spot: Spot, depths: list[float]) -> SourceBlock:
        lines, label = paragraph.lines, paragraph.label
        block = SourceBlock(
            place,
            spot.kind,
            paragraph.text,
            label=label,
            bold=all(line.bold for line in lines),
            italic=all(line.italic for line in lines),
            row=spot.row,
            column=spot.column,
        )
        level = self._looks.levels.get(paragraph.first.size, 0)
        if level and len(block.text) <= _LONGEST_HEADING and label != "-":
            return replace(block, kind=BlockKind.HEADING, level=level)
        if label:
            return replace(block, kind=BlockKind.ITEM, level=_depth(depths, paragraph.first.x0))
        return block

    def _notes_of(self, paragraph: Paragraph) -> Iterator[SourceBlock]:
        for line in paragraph.lines:
            for sign in line.notes:
                yield from self._note((line.page, sign))

    def _note(self, key: tuple[int, str]) -> Iterator[SourceBlock]:
        lines = self._notes.pop(key, None)
        if lines:
            self._seen += 1
            found = paragraphs_of(lines, self._looks.leading, self._looks.compounds)
            for count, paragraph in enumerate(found, 1):
                place = f"fn{self._seen}" if count == 1 else f"fn{self._seen}p{count}"
                yield SourceBlock(place, BlockKind.FOOTNOTE, paragraph.text, label=paragraph.label)


def _depths(lines: Sequence[Line]) -> list[float]:
    """Where labels of each depth stand, from the left."""
    found: list[float] = []
    for x0 in sorted(line.x0 for line in lines if line.label):
        if not found or x0 - found[-1] > _SAME_INDENT:
            found.append(x0)
    return found


def _depth(depths: list[float], x0: float) -> int:
    return min(max(sum(x0 >= start - 0.1 for start in depths), 1), 9)


def _remarks(pages: Sequence[Page], margins: int, reordered: Sequence[int]) -> tuple[Remark, ...]:
    empty = [page.number for page in pages if page.pictures and not any(sign.text.strip() for sign in page.signs)]
    counts = (
        ("reading.page_texts_left_out", margins),
        ("reading.comments_left_out", sum(page.comments for page in pages)),
        ("reading.form_fields_left_out", sum(page.fields for page in pages)),
        ("reading.pictures_left_out", sum(page.pictures for page in pages if page.number not in empty)),
        ("reading.turned_text_left_out", sum(page.turned for page in pages)),
        ("reading.signs_unknown", sum(page.unknown for page in pages)),
    )
    told = [Remark(key, {"count": count}) for key, count in counts if count]
    for key, numbers in (("reading.pages_without_text", empty), ("reading.order_from_page", list(reordered))):
        if numbers:
            told.append(Remark(key, {"pages": ", ".join(map(str, numbers))}))
    return tuple(told)
