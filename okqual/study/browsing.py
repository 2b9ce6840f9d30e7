"""What a study looks like now: interviews, progress, history. Reads only."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from okqual.errors import OkqualError
from okqual.model.codebook import Codebook
from okqual.model.coding import Coding
from okqual.model.events import Entry
from okqual.model.guide import Guide
from okqual.model.interview import CaseProgress, InterviewNow, NoteNow, QuestionProgress
from okqual.model.note import NoteStatus
from okqual.model.results import CodingState
from okqual.store import progress, queries, sittings
from okqual.store.database import reading
from okqual.store.entries import entries
from okqual.store.liveness import undone_addresses
from okqual.store.strings import strings
from okqual.study import definitions
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key

Said = tuple[str, str, str]
"""What notes say of a question: its status, the question that is referred to, its wording."""


def guide(study: Study) -> Guide:
    """The guide in force."""
    return definitions.guide(study)


def codebook(study: Study) -> Codebook:
    """All codebooks in force as one."""
    return definitions.codebook(study)


def cases(study: Study) -> tuple[str, ...]:
    """Ids of all interviews, in Swedish order."""
    return queries.cases(study.db)


def orphan_count(study: Study) -> int:
    """How many codings have no words in their note's current version; :mod:`okqual.study.orphans` has them."""
    return queries.orphan_count(study.db)


def coding(study: Study, name: str) -> Coding:
    """One coding as it stands. Raises OkqualError when it is not there."""
    found = queries.coding(study.db, name)
    if found is None:
        raise OkqualError("errors.unknown_coding", {"coding": name}, "errors.unknown_coding.try")
    return found


def next_flagged(study: Study, note: str) -> tuple[str, str, int] | None:
    """(case, note, number) of the first flagged passage in the notes after this one, round the study."""
    rows = sorted(sittings.flagged(study.db), key=lambda row: (swedish_key(row[0]), swedish_key(row[1]), row[2]))
    here = swedish_key(note)
    return next((row for row in rows if swedish_key(row[1]) > here), rows[0] if rows else None)


def code_counts(study: Study) -> dict[str, int]:
    """code → number of codings."""
    return queries.code_counts(study.db)


def overview(study: Study, coder: str | None = None) -> tuple[CaseProgress, ...]:
    """Every interview's progress: of one coder, or of anyone."""
    with reading(study.db):
        rows = _progress(study, None, coder)
    return tuple(rows[case] for case in sorted(rows, key=swedish_key))


def gone_through(study: Study, coder: str) -> tuple[int, int]:
    """Passages of the study that a coder has gone through, of how many."""
    rows = _totals(study, progress.by_placement(study.db, None, coder)).values()
    return sum(done for _, done, _ in rows), sum(passages for passages, _, _ in rows)


def next_left(study: Study, case: str, coder: str | None = None) -> str | None:
    """The first interview after this one, round the study, that has passages to go through."""
    names = cases(study)
    here = names.index(case) + 1 if case in names else 0
    for name in (*names[here:], *names[: max(0, here - 1)]):
        passages, done, _ = _totals(study, progress.by_placement(study.db, name, coder)).get(name, (0, 0, 0))
        if done < passages:
            return name
    return None


def interview(study: Study, case: str, coder: str | None = None) -> InterviewNow:
    """An interview with its notes. Raises OkqualError for an unknown one."""
    with reading(study.db):
        notes = tuple(now for now in (queries.note_now(study.db, n) for n in queries.notes_of(study.db, case)) if now)
        rows = _progress(study, case, coder)
    if case not in rows:
        raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
    row = rows[case]
    return InterviewNow(case, row.attributes, row.participants, notes, row.questions)


def case_progress(study: Study, case: str, coder: str | None = None) -> CaseProgress:
    """One interview's row of the overview. Raises OkqualError for an unknown one."""
    rows = _progress(study, case, coder)
    if case not in rows:
        raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
    return rows[case]


def note(study: Study, note_id: str) -> NoteNow:
    """A note as it stands. Raises OkqualError for an unknown one."""
    found = queries.note_now(study.db, note_id)
    if found is None:
        raise OkqualError("errors.unknown_note", {"note": note_id}, "errors.unknown_note.try")
    return found


def status(study: Study) -> dict[str, Any]:
    """The ``status`` contract: coverage per interview and question."""
    return {
        "cases": {
            row.case: {
                "questions": {
                    number: {"note": str(q.note), "coding": str(q.coding)} for number, q in row.questions.items()
                },
                "passages": row.passages,
                "done": row.done,
                "unplaced": row.unplaced,
            }
            for row in overview(study)
        }
    }


def left_by_coder(study: Study) -> dict[str, int]:
    """coder → passages that the coder has not gone through, in all interviews."""
    return {coder: sum(row.left for row in overview(study, coder)) for coder in queries.coders(study.db) if coder}


def turns(study: Study, case: str | None = None) -> list[dict[str, Any]]:
    """The ``turns`` contract: one object per (passage, question), note by note in the order of the text."""
    from okqual.messages import message

    found: list[dict[str, Any]] = []
    for name in (case,) if case else cases(study):
        for now in interview(study, name).notes:
            for p in now.passages:
                for question in p.questions or (None,):
                    found.append(
                        {
                            "case": name,
                            "question": _number(question),
                            "suggested": [_number(q) for q in p.suggested],
                            "id": p.id,
                            "text": now.text[p.start : p.end],
                            "textslag": message(f"terms.text_kind.{p.kind}"),
                            "participants": list(p.participants),
                            "why": str(p.why),
                            "confidence": p.confidence,
                            "place": place_of(now, p.start),
                        }
                    )
    return found


def place_of(now: NoteNow, start: int) -> str:
    """Where in its file a character of a note stands ("p14"); empty when no block holds it."""
    return next((block.place for block in now.blocks if block.start <= start < max(block.end, block.start + 1)), "")


def history(study: Study) -> list[dict[str, Any]]:
    """The journal, oldest first: who did what when, and whether it still holds."""
    undone = undone_addresses(study.db)
    return [_line(entry, entry.address in undone) for entry in entries(study.db)]


def _line(entry: Entry, undone: bool) -> dict[str, Any]:
    return {
        "entry": entry.address,
        "at": entry.at,
        "coder": entry.coder,
        "kind": entry.kind,
        "batch": entry.batch or None,
        "undoes": entry.undoes or None,
        "undone": undone,
        "digest": entry.digest,
    }


def _number(question: str | None) -> int | str | None:
    return int(question) if question is not None and question.isdigit() else question


def _progress(study: Study, case: str | None, coder: str | None) -> dict[str, CaseProgress]:
    placed = progress.by_placement(study.db, case, coder)
    not_coded, outside = special_questions(study)
    totals, counts = _totals(study, placed), _by_question(placed)
    said = _said(study, case)
    people = queries.participants(study.db, case)
    told = told_with_groups(study, queries.attributes(study.db, case))
    names = (case,) if case else cases(study)

    @cache  # most of the twenty thousand cells of a large study look like another one
    def cell(number: str, says: Said, of: int, gone: int) -> QuestionProgress:
        return _cell(number, says, of, gone, number in not_coded, number in outside)

    rows = {}
    for name in names:
        if name not in said and name not in told:
            continue
        passages, done, unplaced = totals.get(name, (0, 0, 0))
        questions = {
            number: cell(number, says, *counts.get((name, number), (0, 0)))
            for number, says in said.get(name, {}).items()
        }
        rows[name] = CaseProgress(
            name, told.get(name, {}), people.get(name, ()), questions, passages or 0, done or 0, unplaced or 0
        )
    return rows


def _totals(study: Study, placed: list[tuple[str, str, int, int]]) -> dict[str, tuple[int, int, int]]:
    """case → (passages to go through, of them gone through, unplaced).

    Passages that stand only under questions that are not coded or outside the evaluation are not to be gone through.
    """
    special = frozenset().union(*special_questions(study))

    @cache
    def kind(questions: str) -> tuple[bool, bool]:
        under = strings(questions)
        return not under or not special.issuperset(under), not under

    found: dict[str, tuple[int, int, int]] = {}
    for case, questions, of, gone in placed:
        counts, nowhere = kind(questions)
        passages, done, unplaced = found.get(case, (0, 0, 0))
        found[case] = (passages + of * counts, done + gone * counts, unplaced + of * nowhere)
    return found


def _by_question(placed: list[tuple[str, str, int, int]]) -> dict[tuple[str, str], tuple[int, int]]:
    """(case, question) → (passages there, of them gone through); those under several count under each."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for case, questions, of, gone in placed:
        for number in strings(questions):
            there, done = found.get((case, number), (0, 0))
            found[case, number] = (there + of, done + gone)
    return found


def special_questions(study: Study) -> tuple[frozenset[str], frozenset[str]]:
    """(questions whose answers are not coded, questions that are outside the evaluation).

    A question is outside when codes are expected under it and all of them are.
    """
    book = codebook(study)
    not_coded = frozenset(q.number for q in guide(study).questions if not q.coded)
    outside = set()
    for question in guide(study).questions:
        expected = book.expected_under(question.number)
        if expected and all(code.outside for code in expected):
            outside.add(question.number)
    return not_coded, frozenset(outside)


def _said(study: Study, case: str | None) -> dict[str, dict[str, Said]]:
    """case → question → what its notes say; a further note adds answers and takes none away."""
    said: dict[str, dict[str, Said]] = defaultdict(dict)
    answered = NoteStatus.ANSWERED.value
    for name, _note, question, state, refers_to, text in progress.statuses(study.db, case):
        before = said[name].get(question)
        if before is None or (before[0] != answered and state == answered):
            said[name][question] = (state, refers_to, text)
    every = {question for questions in said.values() for question in questions}
    order = sorted(every, key=lambda question: (not question.isdigit(), swedish_key(question)))
    return {name: {number: there[number] for number in order if number in there} for name, there in said.items()}


def _cell(number: str, says: Said, of: int, gone: int, not_coded: bool, outside: bool) -> QuestionProgress:
    if not_coded or (of == 0 and not outside):
        state = CodingState.NOTHING
    elif outside:
        state = CodingState.OUTSIDE
    elif gone == of:
        state = CodingState.DONE
    else:
        state = CodingState.PARTLY if gone else CodingState.NOT_YET
    status, refers_to, text = says
    note_says = NoteStatus.ANSWERED if of and status == NoteStatus.NOT_IN_NOTE else NoteStatus(status)
    return QuestionProgress(number, note_says, state, refers_to or None, of, of - gone, text)
