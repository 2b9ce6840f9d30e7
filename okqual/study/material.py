"""Gather what analysis counts from the tables: one frozen picture of the study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence, Sized

from okqual.analysis.citations import citation_of, passages_in
from okqual.analysis.groups import attributes_in, named_group
from okqual.analysis.material import Evidence, Material
from okqual.errors import OkqualError
from okqual.export.stopping import step
from okqual.model.coding import Coding, Quote
from okqual.model.interview import CaseProgress, NoteNow
from okqual.model.note import TextKind
from okqual.store import queries
from okqual.store.database import reading
from okqual.study import browsing
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study


def gather(
    study: Study, where: dict[str, str] | None = None, coder: str | None = None, codes: Collection[str] | None = None
) -> Material:
    """All of the study, or the interviews whose attributes are as ``where`` says; of one coder or of all.
    ``codes`` leaves out the evidence under all other codes.

    The same words under the same code by the same coder count once. Raises OkqualError for an
    attribute that no interview has.
    """
    with reading(study.db):
        cases = tuple(row for row in browsing.overview(study) if _fits(row, where))
        check_where(study, where, cases)
        wanted = {row.case: row for row in cases}
        decided = {pair: value for pair, value in queries.decided_values(study.db).items() if pair[0] in wanted}
        evidence = _evidence(study, wanted, coder, codes)
        labels = {case: f"K{number:02d}" for number, case in enumerate(queries.cases_as_loaded(study.db), 1)}
    return Material(browsing.guide(study), browsing.codebook(study), cases, tuple(evidence), decided, labels)


def _fits(row: CaseProgress, where: dict[str, str] | None) -> bool:
    return all(
        named_group(row.attributes, name).casefold() == value.casefold() for name, value in (where or {}).items()
    )


def check_where(study: Study, where: dict[str, str] | None, found: Sized) -> None:
    """Raise OkqualError where nothing was found because no interview has such an attribute."""
    if where and not found:
        known = {name for told in told_with_groups(study, queries.attributes(study.db)).values() for name in told}
        for name in (part for attribute in where for part in attributes_in(attribute, known)):
            if name not in known:
                values: dict[str, object] = {"attribute": name, "known": ", ".join(sorted(known)) or "–"}
                raise OkqualError("errors.unknown_attribute", values, "errors.unknown_attribute.try")


def _evidence(
    study: Study, cases: dict[str, CaseProgress], coder: str | None, codes: Collection[str] | None
) -> list[Evidence]:
    found: list[Evidence] = []
    by_note: dict[str, list[Coding]] = defaultdict(list)
    # Of one coder all is asked for; of all those that count.
    settled = coder is None
    if codes is None:
        chosen = queries.all_codings(study.db, settled=settled)
    else:
        chosen = queries.codings_under(study.db, codes, settled)
    for coding in chosen:
        if coding.case in cases and (coder is None or coding.coder == coder):
            by_note[coding.note].append(coding)
    for number, (name, codings) in enumerate(by_note.items(), 1):
        step(number, len(by_note), name)
        note = queries.note_now(study.db, name, with_codings=False, codes=codes)
        if note is not None:
            found += _of_note(note, codings, cases[note.case])
    return found


def _of_note(note: NoteNow, codings: Sequence[Coding], case: CaseProgress) -> list[Evidence]:
    firsts: dict[tuple[int, int, str, str, str | None], Coding] = {}
    for coding in codings:
        if coding.note_version == note.version:
            firsts.setdefault((coding.start, coding.end, coding.code, coding.coder, coding.value), coding)
    return [evidence_of(note, coding, case) for coding in firsts.values()]


def evidence_in(study: Study, case: str, wanted: Callable[[Coding], bool]) -> list[Evidence]:
    """The codings of one interview that are wanted, as evidence, in the order of its notes."""
    told, people = queries.attributes(study.db, case), queries.participants(study.db, case)
    row = CaseProgress(case, told.get(case, {}), people.get(case, ()), {}, 0, 0, 0)
    found: list[Evidence] = []
    for name in queries.notes_of(study.db, case):
        chosen = [coding for coding in queries.settled_codings(study.db, name) if wanted(coding)]
        note = queries.note_now(study.db, name) if chosen else None
        if note is not None:
            found += _of_note(note, chosen, row)
    return found


def evidence_of(note: NoteNow, coding: Coding, case: CaseProgress) -> Evidence:
    """One coding as evidence, its words and citation id with it."""
    touched = passages_in(note.passages, coding.start, coding.end)
    people = coding.participants or tuple(dict.fromkeys(label for p in touched for label in p.participants))
    if not people and len(case.participants) == 1:
        people = (case.participants[0].label,)
    citation = citation_of(note, coding.start, coding.end)
    kinds = [p.kind for p in touched]
    quote = Quote(
        str(citation) if citation else coding.id, coding.case, note.text[coding.start : coding.end],
        (kinds or [TextKind.REPORTED])[0], people, coding.code, coding.value, coding.coder, coding.key, coding.id,
        case.attributes.get("aktörstyp", ""),
    )  # fmt: skip
    questions = tuple(dict.fromkeys(q for p in touched for q in p.questions))
    return Evidence(coding.case, coding.code, coding.value, questions, people, quote)
