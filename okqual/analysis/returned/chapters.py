"""Chapters walked from top to bottom: which paragraph belongs to which finding, judgement or written text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okqual.analysis.returned.places import ColumnName, Places, Remarked, Standing, anchors_of, export_of, ids_of
from okqual.model.returned import How, Paragraph
from okqual.model.summary import Cell, RowKind
from okqual.text.folding import folded

SUMMARY = "okq summary"
TEXTS = frozenset({"okq finding", "okq judgement", "okq source", SUMMARY})
BESIDE = frozenset({"caption", "title", "subtitle", "toc heading", "table of figures"})
"""Styles of what an export writes around the texts, besides its own."""
_LEAD = re.compile(r"\s*(?P<whose>[^:\n]{1,80}):\s+")


class ChapterWalk:
    """Goes through the paragraphs and picks up the texts."""

    def __init__(self, places: Places, export: str) -> None:
        """``export``: what a text is of whose chapter does not say it; empty where the file is another's."""
        self._places, self._default = places, export
        self.found: list[Standing] = []
        self.left: list[list[Paragraph]] = []
        """Runs of paragraphs that no place was found for."""
        self.spare: list[list[Paragraph]] = []
        """Headings without a place, one by one: a heading of the outline may be among them."""
        self.remarks: list[Remarked] = []
        """Paragraphs with comments that are of no text."""
        self._taken: set[object] = set()
        self._export, self._inside = export, False
        self._at: Standing | None = None
        self._column: ColumnName | None = None
        self._heading: Paragraph | None = None
        self._in_run = False

    def take(self, paragraphs: Iterable[Paragraph]) -> None:
        """Go through the paragraphs."""
        for paragraph in paragraphs:
            before = len(self.left), len(self.left[-1]) if self.left else 0
            self._take(paragraph)
            self._in_run = before != (len(self.left), len(self.left[-1]) if self.left else 0)

    def end_text(self) -> None:
        """A table stands here: no text goes on after it."""
        self._at, self._in_run = None, False

    def _take(self, paragraph: Paragraph) -> None:
        marks = anchors_of(paragraph)
        for name, copy, _start, end in marks:
            if name in self._places.message_headings:
                self._message_heading(self._places.message_headings[name], paragraph, copy)
                return
            if name in self._places.pieces:
                self._begin(self._places.pieces[name], How.ANCHOR, copy).comments += paragraph.comments
                self._inside = True
                return
            if name in self._places.texts:
                at = self._begin(self._places.texts[name], How.ANCHOR, copy)
                at.style = self._places.style(paragraph)
                self._add(at, paragraph, end)
                return
        if paragraph.level:
            self._under(paragraph, [name for name, *_ in marks])
        elif paragraph.text.strip():
            self._words(paragraph)

    def _message_heading(self, piece: str, state: Paragraph, copy: bool) -> None:
        """The heading stands above the line that says how far it is; one that is gone is looked for by its words."""
        self._at, self._inside = None, True
        heading, self._heading = self._heading, None
        if heading is None:
            if state.comments:
                self.remarks.append(Remarked(state.comments, state.text))
            return
        at = self._begin(piece, How.ANCHOR, copy)
        at.comments += state.comments
        at.paragraphs.append(heading)
        self.spare = [run for run in self.spare if run[0] is not heading]
        self._at = None

    def _under(self, heading: Paragraph, marks: list[str]) -> None:
        export = export_of(heading)
        columns = self._places.headings
        named = next((columns[name] for name in marks if name in columns), None)
        if named is None:
            named = self._places.heading_names.get((heading.level, folded(heading.text)))
        if heading.level == 1:
            self._export = export or self._default
            self._inside = bool(export) or named is not None
        elif named is not None:
            self._inside = True
        if named is None and self._inside and heading.level > 1:
            self.spare.append([heading])
        # A heading that is marked as a chapter's or a code's is none of the outline's, whatever stands below it.
        marked = heading.level == 1 or any(name in columns for name in marks)
        self._heading, self._column, self._at = None if marked else heading, named, None
        if heading.comments:
            self.remarks.append(Remarked(heading.comments, heading.text, named))

    def _words(self, paragraph: Paragraph) -> None:
        style = self._places.style(paragraph)
        if style in BESIDE or style.startswith("toc ") or (style.startswith("okq ") and style not in TEXTS):
            self._at = None
            if paragraph.comments:
                self.remarks.append(Remarked(paragraph.comments, paragraph.text, ids=ids_of(paragraph, style)))
            return
        if not self._inside or self._places.is_generated(paragraph.text):
            self._at = None
            return
        if self._at is not None and isinstance(self._at.place, str):
            goes_on = not self._at.paragraphs or style == self._at.style
            if goes_on and (style != SUMMARY or not self._at.paragraphs):
                self._at.style = self._at.style or style
                self._add(self._at, paragraph)
                return
        elif self._column is not None and self._written(paragraph, style, self._column):
            return
        self._at = None
        if self._in_run:
            self.left[-1].append(paragraph)
        else:
            self.left.append([paragraph])

    def _written(self, paragraph: Paragraph, style: str, column: ColumnName) -> bool:
        """Whether the paragraph is of a written text under the heading."""
        lead = _LEAD.match(paragraph.text)
        cell = self._places.whose.get((column, folded(lead["whose"]))) if lead else None
        if lead and cell is not None:
            at = self._begin(cell, How.CODE, False)
            at.style = style
            self._add(at, paragraph, lead.end())
            return True
        if self._at is not None:
            if self._at.style not in ("", style):
                return False
            self._at.style = style
            self._add(self._at, paragraph)
            return True
        if style != SUMMARY:
            return False
        at = self._begin(Cell(RowKind.ALL, "", *column), How.ANCHOR, False)
        at.style = style
        self._add(at, paragraph)
        return True

    def _begin(self, place: str | Cell, how: How, copy: bool) -> Standing:
        at = Standing(place, how, copy=copy or place in self._taken, export=self._export)
        self._taken.add(place)
        self.found.append(at)
        self._at = at
        return at

    def _add(self, at: Standing, paragraph: Paragraph, start: int = 0) -> None:
        text = paragraph.text[start:].lstrip(": ") if start else paragraph.text
        if not at.paragraphs and not isinstance(at.place, str):
            text = without_marks(text, self._places.marks)
        at.paragraphs.append(Paragraph(
            text, paragraph.style, paragraph.level, (), paragraph.revisions, paragraph.comments
        ))  # fmt: skip


def without_marks(text: str, marks: Iterable[str]) -> str:
    """A text without what the export put after it ("(utkast)"), also where somebody went on writing behind that."""
    for mark in sorted(marks, key=len, reverse=True):
        at = text.rfind(f" {mark}")
        if at >= 0:
            return (text[:at] + text[at + 1 + len(mark) :]).strip()
    return text
