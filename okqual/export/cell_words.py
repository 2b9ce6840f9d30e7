"""What a cell of the matrix says in words, alike in Word, workbook and CSV."""

from __future__ import annotations

from okqual.export.characters import closed
from okqual.messages import message
from okqual.model.coding import Quote
from okqual.model.note import TextKind
from okqual.model.results import CellKind, CellState, MatrixCell

_MARKS = frozenset('”“„"»«')


def state_words(state: CellState) -> str:
    """The state in words: "ej ställd", "inget svar" …"""
    return message(f"terms.cell.{state.value}")


def value_words(cell: MatrixCell) -> str:
    """The name of the case value, that it is undecided, or "" where there is none."""
    words = message("terms.undecided") if cell.undecided else cell.value_name or cell.value or ""
    return f"{words} ({message('terms.disagree')})" if words and cell.disagree else words


def short_words(cell: MatrixCell, kind: CellKind, publish: bool = False) -> str:
    """A cell of counts, presences or values; a published one never holds a number."""
    if cell.state is not CellState.CODED:
        return state_words(cell.state)
    if kind is CellKind.VALUE:
        return value_words(cell) or message("export.cell.no_value")
    if kind is CellKind.COUNT and not publish:
        return str(cell.count)
    return message("export.cell.present")


def summary_words(cell: MatrixCell) -> str:
    """The written summary, or in words why there is none."""
    if cell.summary.strip():
        return cell.summary.strip()
    return message("export.cell.unwritten") if cell.state is CellState.CODED else state_words(cell.state)


def summary_marks(cell: MatrixCell, publish: bool = False) -> str:
    """What is to be known of a written summary: that it is a draft; in a working version that it is behind."""
    behind = cell.stale and not publish
    words = [message("terms.draft")] if cell.draft else []
    words += [message("terms.stale")] if behind else []
    return f"({', '.join(words)})" if words and cell.summary.strip() else ""


def in_order(quotes: tuple[Quote, ...]) -> list[Quote]:
    """Key quotes first; otherwise as they stand."""
    return sorted(quotes, key=lambda quote: not quote.key)


def quoted(quote: Quote) -> str:
    """The words, with quotation marks only where the text says that somebody said just these.

    A verbatim quote gets marks unless it has its own; a passage of a note that holds a quotation is
    left as it is, since its other words are the note's; reported speech never gets any.
    """
    text = closed(quote.text.strip())
    if quote.kind is TextKind.VERBATIM:
        bare = bool(text) and text[0] not in _MARKS and text[-1] not in _MARKS
        return message("export.quotation", words=text) if bare else text
    if quote.kind in {TextKind.NOTED, TextKind.APPROXIMATE} and _MARKS.isdisjoint(text):
        text = message("export.quotation", words=text)
    if quote.kind in {TextKind.APPROXIMATE, TextKind.REMARK}:
        return f"{text} ({message(f'terms.text_kind.{quote.kind.value}')})"
    return text


def plain_cell(cell: MatrixCell, kind: CellKind) -> str:
    """The cell as plain text of a spreadsheet: a quote a line, each with its citation id."""
    if kind is CellKind.SUMMARY:
        return "\n".join(filter(None, (summary_words(cell), summary_marks(cell))))
    if kind is not CellKind.QUOTES:
        return short_words(cell, kind)
    lines = [value_words(cell)] if value_words(cell) else []
    lines += [f"{quoted(quote)} [{quote.id}]" for quote in in_order(cell.quotes)]
    return "\n".join(lines) or state_words(cell.state)
