"""The written cells of the framework matrix: write, draft from key quotes, see which are behind their evidence."""

from __future__ import annotations

import unicodedata
from typing import Any

from okqual.analysis.material import Evidence
from okqual.errors import OkqualError
from okqual.export.cell_words import quoted
from okqual.model.events import Kind
from okqual.model.note import TextKind
from okqual.model.summary import Cell, Changed, RowKind, Seen, Summary, changed_since
from okqual.store import contents, queries, summaries
from okqual.store.database import reading
from okqual.store.registers import holder, subject
from okqual.study.cell_evidence import column_named, evidence_of_cell, members, seen_now
from okqual.study.changing import changing
from okqual.study.opening import Study

NEW = "new"
"""Asks for a batch that begins with the entry at hand."""
DRAFTED = 4
"""Quotes that a draft is made of where nobody marked key quotes."""
LONGEST = 20_000
"""Characters of a cell: a chapter is not written in one."""


def summary_of(study: Study, cell: Cell) -> Summary | None:
    """A written cell; None where nothing is written."""
    return summaries.summary(study.db, cell)


def written(study: Study) -> dict[Cell, Summary]:
    """All written cells."""
    return {each.cell: each for each in summaries.summaries(study.db)}


def write_summary_cell(study: Study, cell: Cell, text: str, draft: bool = False) -> Summary | None:
    """Write a cell; an empty text clears it, and the text it has already writes nothing.

    The evidence under the cell is remembered, so that it can be seen when the text is behind it. Raises
    OkqualError for an unknown interview, group or column, and for a text that is too long.
    """
    text = _given(study, cell, text)
    now = summary_of(study, cell)
    if text != (now.text if now else ""):
        _write(study, cell, text, draft)
    return summary_of(study, cell)


def go_on_writing(study: Study, cell: Cell, text: str, sitting: str = "") -> str:
    """Write a cell while a person goes on typing; what is written in one sitting is undone as one.

    Returns the sitting to go on with; a new one begins without.
    """
    text = _given(study, cell, text)
    now = summary_of(study, cell)
    return _write(study, cell, text, False, sitting or NEW) if text != (now.text if now else "") else sitting


def confirm_summary(study: Study, cell: Cell) -> Summary | None:
    """Say that a text stands with the evidence of now: it is no draft and not behind any more."""
    now = summary_of(study, cell)
    if now is not None and (now.draft or changed_since(now.seen, seen_now(study, cell)) is not None):
        _write(study, cell, now.text, draft=False)
    return summary_of(study, cell)


def draft_from_key_quotes(study: Study, cell: Cell) -> Summary | None:
    """Write an empty cell from its key quotes, else from its first quotes, each with its citation id; a draft.

    Raises OkqualError where a text stands already, and where there is no evidence.
    """
    _check(study, cell)
    if summary_of(study, cell) is not None:
        raise OkqualError("errors.summary_there", {"cell": words_of(study, cell)}, "errors.summary_there.try")
    pieces = evidence_of_cell(study, cell)
    chosen = [piece for piece in pieces if piece.quote.key] or _first_quotes(pieces)
    if not chosen:
        raise OkqualError("errors.summary_no_evidence", {"cell": words_of(study, cell)})
    lines = dict.fromkeys(f"{quoted(piece.quote)} [{piece.quote.id}]" for piece in chosen)
    text = unicodedata.normalize("NFC", "\n".join(lines))[:LONGEST]
    _write(study, cell, text, draft=True)
    return summary_of(study, cell)


def changes(study: Study, cell: Cell) -> Changed | None:
    """What changed under a written cell since it was written; None where nothing did or nothing is written."""
    now = summary_of(study, cell)
    return changed_since(now.seen, seen_now(study, cell)) if now is not None else None


def stale(study: Study) -> dict[Cell, Changed]:
    """The written cells that are behind their evidence, with what changed."""
    found = {}
    with reading(study.db):
        for each in summaries.summaries(study.db):
            change = _change(study, each)
            if change is not None:
                found[each.cell] = change
    return found


def words_of(study: Study, cell: Cell) -> str:
    """A cell as a person names it: "VB-01 · Samordnat"."""
    row = cell.row if cell.rows is not RowKind.ALL else "*"
    try:
        return f"{row} · {column_named(study, cell.columns, cell.column).shown.label}"
    except OkqualError:
        return f"{row} · {cell.column}"


def _change(study: Study, each: Summary) -> Changed | None:
    try:
        return changed_since(each.seen, seen_now(study, each.cell))
    except OkqualError:
        # Its code is gone from the codebook: the text stays, and there is nothing to hold it against.
        return None


def _first_quotes(pieces: list[Evidence]) -> list[Evidence]:
    """One an interview before a second, quoted words before reported ones."""
    told = sorted(pieces, key=lambda piece: piece.quote.kind == TextKind.REPORTED)
    firsts = {piece.case: piece for piece in reversed(told)}
    others = [piece for piece in told if piece is not firsts[piece.case]]
    chosen = [*(piece for piece in told if piece is firsts[piece.case]), *others][:DRAFTED]
    return [piece for piece in pieces if piece in chosen]


def _check(study: Study, cell: Cell) -> None:
    column_named(study, cell.columns, cell.column)
    if cell.rows is RowKind.CASE and cell.row not in queries.cases(study.db):
        raise OkqualError("errors.unknown_case", {"case": cell.row}, "errors.unknown_case.try")
    if cell.rows is RowKind.GROUP and not members(study, cell):
        raise OkqualError("errors.unknown_group", {"group": f"{cell.by}={cell.row}"})


def _given(study: Study, cell: Cell, text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    _check(study, cell)
    if len(text) > LONGEST:
        raise OkqualError("errors.summary_long", {"limit": LONGEST}, "errors.summary_long.try")
    return text


def pull_summary(study: Study, cell: Cell, text: str, batch: str) -> None:
    """Write a cell as it came back from Word, as a part of a batch.

    Its writer saw what stood in the file: a text that was behind its evidence is so still.
    """
    now = summary_of(study, cell)
    _write(study, cell, _given(study, cell, text), False, batch, now.seen if now else None)


def _write(
    study: Study, cell: Cell, text: str, draft: bool, batch: str = "", seen: Seen | None = None
) -> str:  # fmt: skip
    with changing(study) as pen:
        batch = pen.begin_batch() if batch == NEW else batch
        kept = cell.row if cell.rows is RowKind.CASE else contents.STUDY
        row, by = cell.row, ""
        if cell.rows is RowKind.GROUP:
            row, by = contents.put(pen.db, contents.STUDY, cell.row), contents.put(pen.db, contents.STUDY, cell.by)
        about = subject("summary", *summaries.key_of(cell))
        payload: dict[str, Any] = {
            "rows": str(cell.rows), "row": row, "by": by, "columns": str(cell.columns), "column": cell.column,
            "text": contents.put(pen.db, kept, text) if text else None, "draft": int(draft),
            **seen_payload(seen or seen_now(study, cell)), "over": holder(pen.db, about, "text"),
        }  # fmt: skip
        pen.write(Kind.SUMMARY, payload, batch=batch)
    return batch


def seen_payload(seen: Seen) -> dict[str, Any]:
    """What was seen, as an entry holds it."""
    return {"digest": seen.digest, "marks": list(seen.marks) if seen.marks is not None else None}
