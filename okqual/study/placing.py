"""Where the words of a CSV row stand: by offsets, or by a quote and the question it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okqual.analysis.citations import passages_in
from okqual.errors import OkqualError
from okqual.model.interview import NoteNow
from okqual.store import queries
from okqual.text.folding import Folded, fold, folded
from okqual.text.quotes import find_folded

if TYPE_CHECKING:
    from okqual.store.database import Database


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a note version, and the numbers of the passages they share words with."""

    case: str
    note: str
    version: str
    start: int
    end: int
    numbers: tuple[int, ...]


class Placer:
    """Places rows; notes are read and folded once for all rows."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._notes: dict[str, tuple[tuple[NoteNow, Folded], ...]] = {}
        self._cases = {*queries.cases(db), *queries.note_ids(db)}

    def place(self, row: dict[str, str]) -> Place:
        """The one place of a row's words.

        Raises OkqualError when the interview is unknown, the quote is not in it, or is there more
        than once with nothing to tell which.
        """
        case = row["case"].strip()
        notes = self._notes_of(case)
        if row["note_version"].strip():
            notes = tuple(pair for pair in notes if pair[0].version == row["note_version"].strip())
            if not notes:
                raise OkqualError("errors.unknown_version", {"case": case}, "errors.unknown_version.try")
        if row["start"].strip():
            return _by_offsets(row, notes[0][0])
        return _by_quote(row, notes)

    def _notes_of(self, case: str) -> tuple[tuple[NoteNow, Folded], ...]:
        if case not in self._cases:
            raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
        if case not in self._notes:
            ids = queries.notes_of(self._db, case) or (case,)
            found = [queries.note_now(self._db, name) for name in ids]
            self._notes[case] = tuple((now, fold(now.text)) for now in found if now is not None)
        return self._notes[case]


def _by_offsets(row: dict[str, str], note: NoteNow) -> Place:
    try:
        start, end = int(row["start"]), int(row["end"])
    except ValueError as error:
        values: dict[str, object] = {"start": row["start"], "end": row["end"]}
        raise OkqualError("errors.offsets", values, "errors.offsets.try") from error
    quote = row["quote"]
    fits = 0 <= start < end <= len(note.text)
    if not fits or (quote.strip() and folded(note.text[start:end]).strip() != folded(quote).strip()):
        raise OkqualError(
            "errors.offsets_differ", {"case": note.id, "quote": _short(quote)}, "errors.offsets_differ.try"
        )
    return _at(note, start, end)


def _by_quote(row: dict[str, str], notes: tuple[tuple[NoteNow, Folded], ...]) -> Place:
    quote = row["quote"]
    values: dict[str, object] = {"case": row["case"].strip(), "quote": _short(quote)}
    if not quote.strip():
        raise OkqualError("errors.empty_quote", values, "errors.empty_quote.try")
    found = [_at(note, start, end) for note, text in notes for start, end in find_folded(text, quote.strip())]
    if not found:
        raise OkqualError("errors.quote_not_found", values, "errors.quote_not_found.try")
    if len(found) > 1:
        found = _under(found, row["question"].split(), notes)
    if len(found) != 1:
        raise OkqualError("errors.quote_ambiguous", values, "errors.quote_ambiguous.try")
    return found[0]


def _under(found: list[Place], questions: list[str], notes: tuple[tuple[NoteNow, Folded], ...]) -> list[Place]:
    """Of several places those under the questions, and of those the ones that are whole passages."""
    passages = {(note.id, p.number): p for note, _ in notes for p in note.passages}

    def touched(place: Place) -> list[tuple[str, ...]]:
        return [passages[place.note, number].questions for number in place.numbers]

    under = [place for place in found if any(set(asked) & set(questions) for asked in touched(place))]
    if len(under) < 2:
        return under
    whole = [
        place
        for place in under
        if any(
            (passages[place.note, n].start, passages[place.note, n].end) == (place.start, place.end)
            for n in place.numbers
        )
    ]
    return whole or under


def _at(note: NoteNow, start: int, end: int) -> Place:
    numbers = tuple(passage.number for passage in passages_in(note.passages, start, end))
    return Place(note.case, note.id, note.version, start, end, numbers)


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:57] + "…"
