"""Forward from words and pieces: the cells, findings, judgements and exports that they are used in; what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from okqual.errors import OkqualError
from okqual.model.coding import Coding
from okqual.model.events import Entry
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.summary import Cell, ColumnKind, RowKind, Summary
from okqual.store import findings_told, queries, summaries, teams, traced
from okqual.store.news import hidden
from okqual.store.traced import Export
from okqual.study import browsing
from okqual.study.evidence_words import findings_on
from okqual.study.opening import Study


def uses_of_words(
    study: Study, note: NoteNow, start: int, end: int, codings: Sequence[Coding], passages: Sequence[PassageNow]
) -> list[dict[str, Any]]:
    """What words of a note and their codings are used in: exports, cells, findings, and what rests on these."""
    names = [coding.id for coding in codings]
    carried = traced.exports_with(study.db, codings=names)
    found = [{**export_use(export), "coding": coding} for export, coding in carried]
    found += (cell_use(each) for each in _cells(study, note, codings, passages))
    for name, role in dict.fromkeys(findings_on(study, note, start, end, set(names))):
        found += uses_of_piece(study, name, role)
    return found


def uses_of_piece(study: Study, name: str, role: str = "", through: str = "") -> list[dict[str, Any]]:
    """A piece as a use, then what rests on it and the exports that carry it."""
    piece = findings_told.piece(study.db, name)
    if piece is None:
        return []
    kind = str(piece.kind)
    told: dict[str, Any] = {"kind": kind, "id": name, kind: name, "role": role or None, "text": piece.text}
    told |= {"at": piece.at, "coder": piece.coder, "through": through or None}
    return [told, *uses_of_a_piece(study, name)]


def uses_of_a_piece(study: Study, name: str) -> list[dict[str, Any]]:
    """What rests on a piece, each with the exports that carry it, and the exports that carry the piece itself."""
    found: list[dict[str, Any]] = []
    for other, role in traced.links_on(study.db, name):
        found += uses_of_piece(study, other, role, through=name)
    carried = traced.exports_with(study.db, pieces=[name])
    return [*found, *({**export_use(export), "piece": name, "through": name} for export, _ in carried)]


def export_use(export: Export) -> dict[str, Any]:
    """An export as something that is used in."""
    return {
        "kind": export.kind, "id": export.id, "export": export.id, "file": export.file, "at": export.at,
        "coder": export.coder,
    }  # fmt: skip


def cell_use(each: Summary) -> dict[str, Any]:
    """A written cell as something that is used in."""
    name = each.cell.name
    return {"kind": "cell", "id": name, "cell": name, "text": each.text, "at": each.at, "coder": each.coder}


def steps(study: Study, found: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as what happened, each once, oldest first; not how others judged what is coded blind."""
    veiled = teams.veiled_cases(study.db, study.coder)
    once = {entry.address: entry for entry in found if not hidden(study.db, entry, study.coder, veiled)}
    return [
        {
            "entry": entry.address, "at": entry.at, "coder": entry.coder, "kind": entry.kind,
            "undone": traced.undone(study.db, entry),
        }
        for entry in sorted(once.values(), key=lambda entry: entry.order)
    ]  # fmt: skip


def asked(study: Study, note: str, questions: Iterable[str]) -> list[dict[str, Any]]:
    """The questions that words answer: as the guide asks them, and as they stand in the note."""
    try:
        wordings = {question.number: question.text for question in browsing.guide(study).questions}
    except OkqualError:
        wordings = {}
    return [
        {"question": each, "text": wordings.get(each), "in_note": traced.asked(study.db, note, each) or None}
        for each in questions
    ]


def full_name(study: Study, coder: str) -> str | None:
    """A coder's full name; None where nobody has said it."""
    return queries.coders(study.db).get(coder) or None


def _cells(study: Study, note: NoteNow, codings: Sequence[Coding], passages: Sequence[PassageNow]) -> list[Summary]:
    """The written cells that cite the words, and those of the interview under the codes of the codings."""
    cells: dict[Cell, None] = {}
    if passages:
        numbers = [passage.number for passage in passages]
        cells.update(dict.fromkeys(summaries.citing(study.db, note.id, min(numbers), max(numbers))))
    for code in dict.fromkeys(coding.code for coding in codings):
        cells[Cell(RowKind.CASE, note.case, ColumnKind.CODE, code)] = None
    return [each for each in (summaries.summary(study.db, cell) for cell in cells) if each is not None]
