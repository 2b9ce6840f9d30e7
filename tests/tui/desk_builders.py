"""A study in memory with constructed Swedish text, behind the same face as a real one."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from okqual.errors import OkqualError
from okqual.model.codebook import Code, Codebook, Criterion, EvaluationQuestion, Rule, Scale, Value
from okqual.model.coding import Coding
from okqual.model.guide import Guide, Question, Theme
from okqual.model.interview import CaseProgress, InterviewNow, NoteNow, PassageNow, Position, QuestionProgress
from okqual.model.note import Block, BlockKind, NoteStatus, Participant, PassageRole, TextKind, Why
from okqual.model.results import CodingState
from okqual.study.code_key import CodeKey
from okqual.study.file_reading import Read
from okqual.study.pseudonymising import LookedThrough, Pseudonymising, look_through
from okqual.text.identifying import Identifying
from okqual.text.listed_names import ListedName, NameIndex
from okqual.tui.desk import Taken
from okqual.tui.document import Document
from okqual.tui.work import NoteWork, progressed

YES_NO = Scale((Value("ja", "ja"), Value("delvis", "delvis"), Value("nej", "nej")), Rule.MIDDLE, True, "delvis")
FIXED_NOW = 1_760_000_000_000


def guide(questions: int = 4) -> Guide:
    names = ["Roll", "Samordning", "Primärvården", "Behov", *[f"Fråga om ämne {n}" for n in range(5, questions + 1)]]
    return Guide(
        "g", "Guide", "sv", "konstruerad", (Theme("t", "Tema"),),
        tuple(
            Question(str(n), names[n - 1], f"Hur är det med {names[n - 1].lower()}?", "t", coded=n != 1)
            for n in range(1, questions + 1)
        ),
    )  # fmt: skip


def codebook() -> Codebook:
    codes = (
        Code("KOH-samordnat", "Samordnat", ("KOH-f",), scale=YES_NO, questions=("2",), when="insatserna hänger ihop"),
        Code("KOH-pv.med", "Primärvården med", ("KOH-f",), scale=YES_NO, questions=("3",), synonyms=("vårdcentral",)),
        Code(
            "KOH-pv.svart", "Svårt få med primärvården", ("KOH-f",), questions=("3",),
            when="många vårdgivare gör det svårt.", when_not="allmänt missnöje.", example="”tio olika chefer”",
        ),
        Code("REL-behov", "Svarar mot behov", ("REL-f",), questions=("4",), definition="insatsen svarar mot behoven"),
        Code("OVR", "Ökad samverkan", ("KOH-f",)),
        Code("GRP", "Rubrik", ("KOH-f",), group=True),
    )  # fmt: skip
    return Codebook(
        "k", "Kodbok", "sv", "konstruerad",
        (Criterion("KOH", "Koherens"), Criterion("REL", "Relevans")),
        (EvaluationQuestion("KOH-f", "KOH", "Hur samverkar aktörerna?", "Primärvård"),
         EvaluationQuestion("REL-f", "REL", "Möter satsningen behoven?", "Behov")),
        codes,
    )  # fmt: skip


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

    @property
    def deed(self) -> str:
        return self.kind


def note(name: str, answers: Sequence[tuple[str, Sequence[str]]], case: str = "", version: str = "v1") -> NoteNow:
    """A note with a heading for every (question, answers); each answer is a bullet and a passage."""
    text, blocks, passages = "", [], []
    for question, said in answers:
        heading = f"{question}. {guide(20).by_number[question].name}" if question else "Övrigt"
        blocks.append(Block(f"p{len(blocks)}", BlockKind.HEADING, len(text), len(text) + len(heading), 1))
        text += heading + "\n"
        for words in said:
            start, end = len(text), len(text) + len(words)
            blocks.append(Block(f"p{len(blocks)}", BlockKind.ITEM, start, end, 1, "-"))
            number = len(passages) + 1
            passages.append(
                PassageNow(
                    name, number, start, end, PassageRole.ANSWER, (question,) if question else (), (),
                    Why.HEADING if question else Why.UNPLACED, 95 if question else 0, TextKind.REPORTED, (),
                )
            )  # fmt: skip
            text += words + "\n"
    text = text.rstrip("\n")
    return NoteNow(
        name, case or name, version, text, tuple(blocks), tuple(passages), (), f"{name}.docx", "0" * 64, 0, "AK"
    )


def usual_notes() -> list[NoteNow]:
    return [
        note("VB-01", [
            ("1", ["Jag är strateg på regionen."]),
            ("2", ["Gemensam ledningsgrupp för alla satsningar.", "Vi stämmer av så att vi inte gör samma sak."]),
            ("3", [
                "Primärvårdsrepresentanten i länsgruppen är aktiv och ordförande i arbetsutskottet.",
                "Svårare ute på hälsocentralerna. ”Det är fyrtio ägare att ringa”, som IP2 säger.",
                "Primärvården drev 2023 den gemensamma insatsen om föräldrar med psykisk ohälsa.",
            ]),
            ("4", ["Satsningen motsvarar behoven, men beskeden kom sent."]),
        ]),
        note("VB-03", [("2", ["Ingen samordning alls."]), ("3", ["Primärvården har inte varit med."])]),
    ]  # fmt: skip


def hostile_notes() -> list[NoteNow]:
    words = "sade [laughs] och [/b] sedan [red]rött[/red] \x1b[31mESC\x07 =1+1 "
    words += "[@click=app.quit]klick[/] \u202eomvänt\u202c slut"
    return [note("[b]VB-01[/i]", [("2", [words, words]), ("3", [words])])]


def long_note(characters: int, codings: int, coder: str = "AK") -> NoteNow:
    """A note of about this length, most of its passages coded."""
    sentence = "Länsgruppen möts varje månad och går igenom vad som har gjorts, vad som återstår och vem som ansvarar."
    said = [f"{number}: {sentence}" for number in range(characters // (len(sentence) + 8))]
    share = max(1, len(said) // 3)
    made = note("LÅNG", [("2", said[:share]), ("3", said[share : 2 * share]), ("4", said[2 * share :])])
    codes = [code.id for code in codebook().codes if not code.group]
    passages = made.passages
    added = [
        Coding(
            f"o:{number}", made.id, made.case, made.version, passage.start + number % 20, passage.end,
            codes[number % len(codes)], coder, "d", at=number,
        )
        for number in range(codings)
        for passage in [passages[number * len(passages) // codings]]
    ]  # fmt: skip
    return replace(made, codings=tuple(added))


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

    def _write(self, kind: str, where: str, code: str = "", start: int = -1, entries: int = 1) -> None:
        if self.read_only:
            raise OkqualError("errors.open_read_only", {"file": "x"}, "errors.open_read_only.try")
        self.written.append(kind)
        self._before.append((dict(self.notes), Undone(kind, where, code, entries, where, start)))
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
