"""The inside of the matrix's cells as Word paragraphs: values, quotes with citation ids, and typed empties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from okqual.export.cell_words import (
    in_order,
    quoted,
    short_words,
    state_words,
    summary_marks,
    summary_words,
    value_words,
)
from okqual.export.word import xml
from okqual.export.word.anchors import evidence_anchor
from okqual.export.word.draft import Draft
from okqual.export.word.evidence import Evidence, citation_link, with_links, without_ids
from okqual.messages import message
from okqual.model.coding import Quote
from okqual.model.results import CellKind, CellState, MatrixCell

SIGN_WIDTH = 90
"""Width of a usual letter in a cell, in twentieths of a point."""
CITATION_LENGTH = 12
MOST_QUOTES = 6
"""Quotes shown in a cell; the others are in the appendix of evidence."""


@dataclass
class CellWriter:
    """Writes the cells of one matrix in one document."""

    draft: Draft
    evidence: Evidence
    kind: CellKind
    neutral: dict[str, str] | None = None
    """Names of interviews outside the house; given for a published version, which holds words only."""

    def paragraphs(self, cell: MatrixCell, anchor: str) -> list[str]:
        """The cell's paragraphs, the first of them bookmarked in a working version."""
        parts = self._parts(cell)
        if self.neutral is None:
            parts[0] = (parts[0][0], self.draft.anchors.around(parts[0][1], anchor))
        return [xml.paragraph(content, self.draft.styles[style]) for style, content in parts]

    def lines(self, cell: MatrixCell, width: int) -> int:
        """About how many lines the cell takes in a column of ``width`` twentieths of a point."""
        text = summary_words(cell) if self.kind is CellKind.SUMMARY else ""
        texts = (
            [quote.text for quote in in_order(cell.quotes)[:MOST_QUOTES]] if self.kind is CellKind.QUOTES else [text]
        )
        return sum((len(text) + CITATION_LENGTH) // (width // SIGN_WIDTH) + 1 for text in texts)

    def _parts(self, cell: MatrixCell) -> list[tuple[str, str]]:
        """Pairs of style name and runs."""
        kinds: dict[CellKind, Callable[[MatrixCell], list[tuple[str, str]]]] = {
            CellKind.SUMMARY: self._summary,
            CellKind.QUOTES: self._quotes,
        }
        return kinds.get(self.kind, self._short)(cell)

    def _summary(self, cell: MatrixCell) -> list[tuple[str, str]]:
        text = summary_words(cell)
        if not cell.summary.strip():
            return [("okq cell empty", xml.run(text))]
        paragraphs = [part for part in text.splitlines() if part.strip()]
        marks = summary_marks(cell, self.neutral is not None)
        last = [("okq cell empty", xml.run(marks))] if marks else []
        if self.neutral is not None:
            return [*(("okq cell text", xml.run(without_ids(part, self.neutral))) for part in paragraphs), *last]
        style = self.draft.styles["okq citation id"]
        return [*(("okq cell text", with_links(part, self.evidence, style)) for part in paragraphs), *last]

    def _short(self, cell: MatrixCell) -> list[tuple[str, str]]:
        words = short_words(cell, self.kind, self.neutral is not None)
        if cell.state is not CellState.CODED:
            return [("okq cell empty", xml.run(words))]
        if not cell.quotes or self.neutral is not None:
            return [("okq cell text", xml.run(words))]
        first = in_order(cell.quotes)[0]
        style = self.draft.styles["okq citation id"]
        return [("okq cell text", xml.link(words, evidence_anchor(first.id, first.text), style))]

    def _quotes(self, cell: MatrixCell) -> list[tuple[str, str]]:
        if cell.state is not CellState.CODED:
            return [("okq cell empty", xml.run(state_words(cell.state)))]
        value = value_words(cell)
        parts = [("okq cell value", xml.run(value))] if value else []
        quotes = in_order(cell.quotes)
        parts += [("okq cell quote", self._quote(quote)) for quote in quotes[:MOST_QUOTES]]
        if len(quotes) > MOST_QUOTES and self.neutral is None:
            parts.append(("okq cell text", self._more(quotes[MOST_QUOTES:])))
        return parts or [("okq cell empty", xml.run(message("export.cell.present")))]

    def _quote(self, quote: Quote) -> str:
        if self.neutral is not None:
            return xml.run(spoken(quote))
        who = f" {', '.join(quote.participants)}" if quote.participants else ""
        return xml.run(f"{quoted(quote)} ") + citation_link(self.draft, quote) + xml.run(who)

    def _more(self, rest: list[Quote]) -> str:
        first = evidence_anchor(rest[0].id, rest[0].text)
        return xml.link(message("export.cell.more", n=len(rest)), first, self.draft.styles["okq citation id"])


def spoken(quote: Quote) -> str:
    """The quote as it may leave the house: without the label of the speaker that notes put first ("IP1:")."""
    words = quoted(quote)
    for label in quote.participants:
        words = words.removeprefix(f"{label}:").lstrip() if words.startswith(f"{label}:") else words
    return f"{words} {message('export.quote.unreviewed')}" if quote.unreviewed else words
