"""Who is not cited: what findings and summaries leave out of interviews, and of what speaks against findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okqual.analysis.groups import named_group
from okqual.analysis.material import below
from okqual.analysis.method_tables import ACTOR
from okqual.model.coding import Coding
from okqual.model.finding import Piece, PieceKind
from okqual.model.summary import Cell, ColumnKind, RowKind, Summary, cited
from okqual.store import findings_told, queries, summaries
from okqual.store.database import reading
from okqual.study import browsing
from okqual.study.counter_evidence import otherwise
from okqual.study.counting import counted
from okqual.study.evidence_words import EvidenceWords, evidence_words, place_of_words
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study
from okqual.study.pieces import criterion_of, piece
from okqual.text.swedish import swedish_key

MOST = 200
"""Codings of a finding that are listed."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An interview, or a group of them, and how much the findings and the written summaries cite of it."""

    name: str
    interviews: int
    cited: int
    """How many of the interviews are cited at all."""
    citations: int
    findings: int
    texts: int
    """Written summaries that cite it, those that a chapter prints."""


@dataclass(frozen=True, slots=True)
class Uncited:
    """A coding under a finding's code that the finding does not cite."""

    coding: str
    words: EvidenceWords
    against: bool
    """Its interview says otherwise than the finding."""


def citations(study: Study, criterion: str = "") -> list[Cited]:
    """How much the findings and summaries, or those of a criterion, cite of every interview, in Swedish order."""
    with reading(study.db):
        told = _cited(study, criterion)
        names = queries.cases(study.db)
    return [_row(name, [name], told) for name in names]


def citations_by(study: Study, attribute: str = ACTOR, criterion: str = "") -> list[Cited]:
    """The same for every group of interviews that an attribute makes."""
    with reading(study.db):
        told = _cited(study, criterion)
        attributes = told_with_groups(study, queries.attributes(study.db))
        groups: dict[str, list[str]] = {}
        for case in queries.cases(study.db):
            groups.setdefault(named_group(attributes.get(case, {}), attribute), []).append(case)
    return [_row(name, groups[name], told) for name in sorted(groups, key=swedish_key)]


def named_finding(study: Study, name: str) -> str:
    """Id of a finding by its id, or by the id or the first words of a statement in it."""
    from okqual.study.reviewing import checked

    return name if findings_told.piece(study.db, name) is not None else checked(study, name).statement.holder


def uncited(study: Study, name: str) -> list[Uncited]:
    """The codings under a finding's codes that it does not cite, those that speak against it first.

    Raises OkqualError for what is no finding.
    """
    found = piece(study, name, PieceKind.FINDING)
    with reading(study.db):
        codes = _codes(study, found)
        if not codes:
            return []
        counts = counted(study, found.counts) if found.counts else None
        against = (
            {case for each in otherwise(found, counts, with_words=False) for case in each.cases} if counts else set()
        )
        places = _places(study, found)
        left = [each for each in queries.codings_under(study.db, codes) if not _is_cited(each, places)]
        order = sorted(left, key=lambda each: (each.case not in against, swedish_key(each.case), each.start, each.id))
        words = [(each, evidence_words(study, each.id)) for each in order[:MOST]]
    return [Uncited(each.id, said, each.case in against) for each, said in words if said is not None]


Told = dict[str, list[Piece | Cell]]
"""Interview → the findings and written cells that cite it, once for each citation."""


def _cited(study: Study, criterion: str) -> Told:
    book = browsing.codebook(study)
    found: Told = {}
    for each in findings_told.pieces(study.db, PieceKind.FINDING):
        if criterion in ("", criterion_of(book, each.about)):
            refs = [link.ref for link in each.links if link.seen is None]
            words = (evidence_words(study, ref) for ref in [*refs, *map(str, cited(each.text))])
            # What the text cites is mostly linked too, by the coding or by the same place: that is one citation.
            for said in {said.citation: said for said in words if said is not None}.values():
                found.setdefault(said.case, []).append(each)
    for text in _printed(summaries.summaries(study.db)):
        if criterion in ("", criterion_of(book, text.cell.column)):
            for place in cited(text.text):
                if (here := evidence_words(study, str(place))) is not None:
                    found.setdefault(here.case, []).append(text.cell)
    return found


def _printed(texts: Sequence[Summary]) -> Iterator[Summary]:
    """The summaries that a chapter prints: roll-ups, and the cells of interviews where nobody has summed them up."""
    there = [each for each in texts if each.cell.columns is not ColumnKind.QUESTION]
    rolled = {(each.cell.columns, each.cell.column) for each in there if each.cell.rows is not RowKind.CASE}
    for each in there:
        if each.cell.rows is not RowKind.CASE or (each.cell.columns, each.cell.column) not in rolled:
            yield each


def _row(name: str, cases: list[str], told: Told) -> Cited:
    of = [told.get(case, []) for case in cases]
    by = {each for each_case in of for each in each_case}
    texts = sum(isinstance(each, Cell) for each in by)
    return Cited(name, len(cases), sum(bool(each) for each in of), sum(map(len, of)), len(by) - texts, texts)


def _codes(study: Study, finding: Piece) -> frozenset[str]:
    """The codes that a finding speaks of: what it is about, what it counts, what its evidence is coded as."""
    book = browsing.codebook(study)
    named = {finding.about, *(count.code for count in finding.counts)}
    for link in finding.links:
        coding = queries.coding(study.db, link.ref)
        if coding is not None:
            named.add(coding.code)
    return frozenset(code for name in named if name in book.by_id for code in below(book, name))


def _places(study: Study, finding: Piece) -> list[tuple[str, int, int]]:
    refs = [*(link.ref for link in finding.links), *map(str, cited(finding.text))]
    places = (place_of_words(study, ref) for ref in refs)
    return [place for place in places if place is not None]


def _is_cited(coding: Coding, places: list[tuple[str, int, int]]) -> bool:
    return any(
        version == coding.note_version and start < coding.end and end > coding.start for version, start, end in places
    )
