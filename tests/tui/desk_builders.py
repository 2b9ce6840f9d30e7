"""A study in memory with constructed Swedish text, behind the same face as a real one."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from okqual.errors import OkqualError
from okqual.model.codebook import Codebook
from okqual.model.coding import Coding
from okqual.model.guide import Guide
from okqual.model.interview import CaseProgress, InterviewNow, NoteNow, Position, QuestionProgress
from okqual.model.note import NoteStatus, Participant, TextKind, Why
from okqual.model.results import CodingState
from okqual.study.code_key import CodeKey
from okqual.study.file_reading import Read
from okqual.study.pseudonymising import LookedThrough, Pseudonymising, look_through
from okqual.study.sittings import Sitting
from okqual.text.identifying import Identifying
from okqual.text.listed_names import ListedName, NameIndex
from okqual.tui.desk import Taken
from okqual.tui.document import Document
from okqual.tui.work import NoteWork, progressed
from tests.tui.note_builders import codebook, guide, hostile_notes, long_note, note, usual_notes

__all__ = ["FakeDesk", "Orphan", "Undone", "codebook", "guide", "hostile_notes", "long_note", "note", "usual_notes"]

FIXED_NOW = 1_760_000_000_000


@dataclass
class Orphan:
    coding: Coding
    quote: str
    citation: str


@dataclass
class Undone:
    kind: str
    where: str
    code: str
    entries: int
    note: str
    start: int
    deed: str = ""


class FakeDesk:
    """Keeps codings in a list and every write in ``written``; undo restores the state before it."""

    def __init__(self, notes: Sequence[NoteNow] | None = None, coder: str = "AK", read_only: bool = False) -> None:
        self.notes = {each.id: each for each in (usual_notes() if notes is None else notes)}
        self.name, self.coder, self.read_only = "Utvärdering ÖK 2020–2024", coder, read_only
        self.folder, self.everyone, self.closed = Path(), True, False
        self.written: list[str] = []
        self.loaded_with: Pseudonymising | None = None
        self.kept: Position | None = None
        self._before: list[tuple[dict[str, NoteNow], Undone]] = []
        self._after: list[tuple[dict[str, NoteNow], Undone]] = []
        self._count = 0
        self.lost_words: dict[str, str] = {}
        self.tells_sitting = False
        self._guide, self._codebook = guide(), codebook()

    def guide(self) -> Guide:
        return self._guide

    def codebook(self) -> Codebook:
        return self._codebook

    def _cases(self) -> list[str]:
        return list(dict.fromkeys(each.case for each in self.notes.values()))

    def overview(self) -> tuple[CaseProgress, ...]:
        return tuple(self._row(case) for case in self._cases())

    def _row(self, case: str) -> CaseProgress:
        questions = self._questions(case)
        counted = [q for number, q in questions.items() if self._guide.by_number[number].coded]
        unplaced = sum(not p.questions for n in self.notes.values() if n.case == case for p in n.passages)
        passages, left = sum(q.passages for q in counted), sum(q.left for q in counted)
        return CaseProgress(case, self._attributes(), (), questions, passages + unplaced, passages - left, unplaced)

    def _attributes(self) -> dict[str, str]:
        return {"län": "Västerbotten", "aktörstyp": "region", "datum": "2025-11-18"}

    def _questions(self, case: str) -> dict[str, QuestionProgress]:
        works = [
            NoteWork(Document(each, str), self.coder, self.everyone)
            for each in self.notes.values()
            if each.case == case
        ]
        found = {}
        for question in self._guide.questions:
            there = any(question.number in p.questions for work in works for p in work.passages)
            start = QuestionProgress(
                question.number,
                NoteStatus.ANSWERED if there else NoteStatus.NOT_ASKED,
                CodingState.NOT_YET if there and question.coded else CodingState.NOTHING,
            )
            found[question.number] = progressed(start, works)
        return found

    def interview(self, case: str) -> InterviewNow:
        if case not in self._cases():
            raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
        notes = tuple(
            replace(each, codings=tuple(c for c in each.codings if c.how != "lost"))
            for each in self.notes.values()
            if each.case == case
        )
        people = (Participant("IP1", {"roll": "strateg"}), Participant("IP2", {"roll": "chef"}))
        return InterviewNow(case, self._attributes(), people, notes, self._questions(case))

    def code_counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self.notes.values():
            for coding in each.codings:
                found[coding.code] = found.get(coding.code, 0) + 1
        return found

    def coding(self, coding: str) -> Coding:
        return self._coding(coding)

    def recent_codes(self) -> list[str]:
        return []

    def next_flagged(self, note: str) -> tuple[str, str, int] | None:
        rows = [(n.case, n.id, p.number) for n in self.notes.values() for p in n.passages if p.flagged]
        return next((row for row in rows if row[1] > note), rows[0] if rows else None)

    def next_left(self, case: str) -> str | None:
        rows = self.overview()
        here = next((at for at, row in enumerate(rows) if row.case == case), -1)
        return next((row.case for row in (*rows[here + 1 :], *rows[: max(0, here)]) if row.left), None)

    def gone_through(self) -> tuple[int, int]:
        works = [NoteWork(Document(each, str), self.coder) for each in self.notes.values()]
        asked = [
            (work, at)
            for work in works
            for at, each in enumerate(work.passages)
            if not each.questions or any(self._guide.by_number[q].coded for q in each.questions)
        ]
        return sum(work.is_own_done(at) for work, at in asked), len(asked)

    def sitting(self) -> Sitting | None:
        made, marked = len(self.codings), self.written.count("passage.nothing")
        return Sitting(made + marked, made, 0, 0) if made + marked and self.tells_sitting else None

    def orphans(self) -> tuple[Orphan, ...]:
        lost = [c for each in self.notes.values() for c in each.codings if c.how == "lost"]
        return tuple(Orphan(c, self.lost_words[c.id], f"{c.note}:9") for c in lost)

    def orphan_count(self) -> int:
        return len(self.orphans())

    def lose(self, note: str, code: str, words: str) -> None:
        """Add a coding whose words a correction took away."""
        now = self.notes[note]
        name = f"lost:{len(self.lost_words)}"
        made = Coding(name, note, now.case, "v0", 5, 5 + len(words), code, self.coder, "d", how="lost")
        self.lost_words[name] = words
        self._set(note, codings=(*now.codings, made))

    def position(self) -> Position | None:
        return self.kept

    def keep_position(self, note: str, number: int) -> None:
        self.kept = Position(self.notes[note].case, note, number, FIXED_NOW)

    # Writing.

    def _write(self, kind: str, where: str, code: str = "", start: int = -1, entries: int = 1, deed: str = "") -> None:
        if self.read_only:
            raise OkqualError("errors.open_read_only", {"file": "x"}, "errors.open_read_only.try")
        self.written.append(kind)
        self._before.append((dict(self.notes), Undone(kind, where, code, entries, where, start, deed or kind)))
        self._after.clear()

    def _set(self, note: str, **fields: object) -> None:
        self.notes[note] = replace(self.notes[note], **fields)

    def _coding(self, name: str) -> Coding:
        return next(c for each in self.notes.values() for c in each.codings if c.id == name)

    def _change_coding(self, entry: str, name: str, **fields: object) -> None:
        old = self._coding(name)
        self._write(entry, old.note, old.code, old.start)
        kept = tuple(replace(c, **fields) if c.id == name else c for c in self.notes[old.note].codings)
        self._set(old.note, codings=kept)

    def _change_passages(self, entry: str, note: str, numbers: Sequence[int], **fields: object) -> None:
        self._write(entry, note)
        kept = tuple(replace(p, **fields) if p.number in numbers else p for p in self.notes[note].passages)
        self._set(note, passages=kept)

    def apply_code(self, note: str, start: int, end: int, code: str, value: str | None = None) -> Coding:
        self._write("codings.added", note, code, start)
        self._count += 1
        now = self.notes[note]
        made = Coding(
            f"x:{self._count}", note, now.case, now.version, start, end, code, self.coder, "d", value,
            at=time.monotonic_ns(),
        )  # fmt: skip
        self._set(note, codings=(*now.codings, made))
        return made

    def remove_coding(self, coding: str) -> None:
        old = self._coding(coding)
        self._write("coding.withdrawn", old.note, old.code, old.start)
        self._set(old.note, codings=tuple(c for c in self.notes[old.note].codings if c.id != coding))

    def move_coding(self, coding: str, start: int, end: int) -> None:
        old = self._coding(coding)
        self._change_coding(
            "coding.moved", coding, start=start, end=end, how="exact", note_version=self.notes[old.note].version
        )

    def split_coding(self, coding: str, at: int) -> Coding:
        old = self._coding(coding)
        self._write("codings.added", old.note, old.code, at, entries=2, deed="coding.split")
        self._count += 1
        text = self.notes[old.note].text
        first = replace(old, end=old.start + len(text[old.start : at].rstrip()))
        start = old.end - len(text[at : old.end].lstrip())
        second = replace(old, id=f"x:{self._count}", start=start, memo="", key=False, at=time.monotonic_ns())
        kept = tuple(first if c.id == coding else c for c in self.notes[old.note].codings)
        self._set(old.note, codings=(*kept, second))
        return second

    def join_codings(self, one: str, other: str) -> Coding:
        first, second = sorted((self._coding(one), self._coding(other)), key=lambda c: c.start)
        if first.value != second.value:
            raise OkqualError("errors.join_values", {"note": first.note}, "errors.join_values.try")
        self._write("coding.withdrawn", first.note, first.code, first.start, entries=2, deed="coding.joined")
        joined = replace(
            first, end=max(first.end, second.end), memo="\n\n".join(filter(None, (first.memo, second.memo)))
        )
        kept = tuple(c for c in self.notes[first.note].codings if c.id not in (one, other))
        self._set(first.note, codings=(*kept, joined))
        return joined

    def set_value(self, coding: str, value: str | None) -> None:
        self._change_coding("coding.value", coding, value=value)

    def set_memo(self, coding: str, memo: str) -> None:
        self._change_coding("coding.memo", coding, memo=memo)

    def set_key(self, coding: str, key: bool) -> None:
        self._change_coding("coding.key", coding, key=key)

    def set_coding_participants(self, coding: str, participants: tuple[str, ...]) -> None:
        self._change_coding("coding.participants", coding, participants=participants)

    def nothing_to_code(self, note: str, numbers: Sequence[int], on: bool = True) -> None:
        self._change_passages("passage.nothing", note, numbers, nothing_by=(self.coder,) if on else ())

    def set_text_kind(self, note: str, number: int, kind: TextKind) -> None:
        self._change_passages("passage.kind", note, [number], kind=kind)

    def set_passage_participants(self, note: str, number: int, participants: tuple[str, ...]) -> None:
        self._change_passages("passage.participants", note, [number], participants=participants)

    def set_passage_memo(self, note: str, number: int, memo: str) -> None:
        self._change_passages("passage.memo", note, [number], memo=memo)

    def flag_passage(self, note: str, number: int, on: bool) -> None:
        self._change_passages("passage.flag", note, [number], flagged=on)

    def place_passage(self, note: str, number: int, questions: tuple[str, ...]) -> None:
        self._change_passages(
            "passage.placed", note, [number], questions=questions, suggested=(), why=Why.PERSON, review=False
        )

    def upcoming_undo(self) -> Undone | None:
        return self._before[-1][1] if self._before else None

    def undo(self) -> Undone | None:
        if not self._before:
            return None
        notes, what = self._before.pop()
        self._after.append((self.notes, what))
        self.notes = notes
        return what

    def redo(self) -> Undone | None:
        if not self._after:
            return None
        notes, what = self._after.pop()
        self._before.append((self.notes, what))
        self.notes = notes
        return what

    def look_through(self, paths: Sequence[Path], names: Path | None) -> LookedThrough:
        lines = names.read_text(encoding="utf-8").split() if names is not None else []
        listed = NameIndex(ListedName(name) for name in lines)
        key = CodeKey(Path("nyckel.json"), "prov", {kind: {} for kind in Identifying})
        return look_through(Pseudonymising(listed, key), paths)

    def load(self, path: Path, pseudonyms: Pseudonymising | None = None) -> int:
        self.loaded_with = pseudonyms
        self._write("note.loaded", path.stem, entries=2)
        self.notes[path.stem] = note(path.stem, [("2", [path.read_text(encoding="utf-8")])])
        return 1

    def reads(self, paths: Sequence[Path], pseudonyms: Pseudonymising | None = None) -> Generator[Read, None, None]:
        yield from (Read(path) for path in paths)

    def take(self, read: Read, pseudonyms: Pseudonymising | None = None) -> Taken:
        try:
            return Taken(self.load(read.path, pseudonyms))
        except OSError:
            return Taken(0, (OkqualError("errors.cannot_read", {"file": read.path.name, "reason": "–"}),))

    def write_matrix(self) -> Path:
        return Path("exports/temamatris.docx")

    def write_summary(self) -> Path:
        return Path("exports/sammanfattning.docx")

    def close(self) -> None:
        self.closed = True

    @property
    def codings(self) -> list[Coding]:
        return [coding for each in self.notes.values() for coding in each.codings]
