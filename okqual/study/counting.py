"""The numbers that texts speak of, from the codings under their codes alone: a large study is not read for three."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from okqual.analysis.counts import Counts
from okqual.analysis.material import Evidence, Material, below
from okqual.model.coding import Quote
from okqual.model.finding import CountRef
from okqual.model.interview import CaseProgress, NoteNow
from okqual.model.note import TextKind
from okqual.store import counted as numbers
from okqual.store import queries
from okqual.store.database import reading
from okqual.store.strings import strings
from okqual.study import browsing
from okqual.study.grouping import told_with_groups
from okqual.study.material import evidence_of
from okqual.study.opening import Study


def counted(study: Study, refs: Iterable[CountRef]) -> Counts:
    """A picture in which these numbers can be counted; words are read where somebody asks for them."""
    book = browsing.codebook(study)
    codes = {code for ref in refs for code in below(book, ref.code)}
    material = wordless(study, codes)
    return Counts(material, _Words(study, material).of)


def wordless(study: Study, codes: Collection[str]) -> Material:
    """What is counted under some codes: who says which value, without the words and their citation ids.

    The words of every coding take most of the time that reading a large study takes, and no number needs them.
    """
    with reading(study.db):
        people, told = queries.participants(study.db), told_with_groups(study, queries.attributes(study.db))
        names = queries.cases(study.db)
        rows = {name: CaseProgress(name, told.get(name, {}), people.get(name, ()), {}, 0, 0, 0) for name in names}
        evidence = tuple(_evidence(study, codes, rows)) if codes else ()
        decided = {pair: value for pair, value in queries.decided_values(study.db).items() if pair[0] in rows}
    return Material(browsing.guide(study), browsing.codebook(study), tuple(rows.values()), evidence, decided)


def _evidence(study: Study, codes: Collection[str], rows: dict[str, CaseProgress]) -> Iterator[Evidence]:
    labelled = numbers.labelled(study.db)
    seen: set[tuple[str, int, int, str, str, str | None]] = set()
    for name, note, case, version, start, end, code, value, coder, key, said in numbers.codings(study.db, codes):
        # The same words under the same code by the same coder count once.
        place = (note, start, end, code, coder, value)
        if place in seen or case not in rows:
            continue
        seen.add(place)
        people = strings(said) or _speaking(labelled.get(version, ()), start, end)
        if not people and len(rows[case].participants) == 1:
            people = (rows[case].participants[0].label,)
        actor = rows[case].attributes.get("aktörstyp", "")
        quote = Quote("", case, "", TextKind.REPORTED, people, code, value, coder, bool(key), name, actor)
        yield Evidence(case, code, value, (), people, quote)


def _speaking(passages: Sequence[numbers.Labelled], start: int, end: int) -> tuple[str, ...]:
    """Who speaks in the passages that ``[start, end)`` shares characters with."""
    found: dict[str, None] = {}
    for at in range(bisect_right(passages, start, key=lambda each: each[1]), len(passages)):
        if passages[at][0] >= end:
            break
        found.update(dict.fromkeys(passages[at][2]))
    return tuple(found)


class _Words:
    """Reads the words of evidence, of a note no more than is coded so; the note of the last one stays at hand."""

    def __init__(self, study: Study, material: Material) -> None:
        self._study, self._rows = study, {row.case: row for row in material.cases}
        self._note: tuple[str, str, NoteNow | None] = ("", "", None)

    def of(self, each: Evidence) -> Quote:
        """A piece of evidence with its words and its citation id."""
        coding = queries.coding(self._study.db, each.quote.coding)
        if coding is None:
            return each.quote
        if self._note[:2] != (coding.note, each.code):
            now = queries.note_now(self._study.db, coding.note, with_codings=False, codes=(each.code,))
            self._note = (coding.note, each.code, now)
        note = self._note[2]
        there = note is not None and note.version == coding.note_version
        return evidence_of(note, coding, self._rows[each.case]).quote if note is not None and there else each.quote
