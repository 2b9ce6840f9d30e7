"""The evidence book gathered from one picture of the study, written, and journaled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from okqual.analysis.chapter_texts import with_texts
from okqual.analysis.columns import columns_of
from okqual.analysis.groups import named_group
from okqual.analysis.material import Evidence, Material, below
from okqual.analysis.matrix import matrix
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.book import Book, BookNote, BookPassage, BookQuote
from okqual.model.finding import CountRef
from okqual.model.guide import Guide
from okqual.model.interview import NoteNow
from okqual.model.results import CellKind, Chapter
from okqual.model.returned import WrittenThere
from okqual.model.summary import ColumnKind
from okqual.store import queries
from okqual.study import disclosing, reporting, summarising
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.outlined import Outlined
from okqual.text.swedish import swedish_key

MOST_VALUES = 40
"""Values of an attribute that one can choose among; dates and names are none to narrow down by."""


def write_book(
    study: Study, path: Path, criteria: Sequence[str] = (), publish: bool = False, include_outside: bool = False
) -> Path:
    """Write the study as one HTML file that needs nothing beside it. Returns the path.

    A published one holds words only. Raises OkqualError for another suffix and an unknown criterion.
    """
    from okqual.export.book.page import page
    from okqual.export.writing import former_kept, write_bytes

    if path.suffix.lower() not in (".html", ".htm"):
        values: dict[str, object] = {"file": path.name, "known": ".html"}
        raise OkqualError("errors.unknown_suffix", values, "errors.unknown_suffix.try")
    made = book(study, criteria, publish, include_outside)
    shown = [one.piece.id for chapter in made.chapters for heading in chapter.outline for one in heading.pieces]
    codings = [each.quote.coding for each in made.quotes if each.quote.coding]
    texts = [
        WrittenThere(one.piece.id, one.piece.text)
        for chapter in made.chapters for heading in chapter.outline for one in heading.pieces
    ]  # fmt: skip
    with former_kept(path):
        write_bytes(path, page(made).encode("utf-8"))
        reporting.journal_export(study, path, made.manifest, "book", codings, shown, [] if publish else texts)
    return path


def book(study: Study, criteria: Sequence[str] = (), publish: bool = False, include_outside: bool = False) -> Book:
    """What the evidence book of a study, or of some criteria, shows."""
    material = gather(study)
    told = disclosing.for_publishing(study, material) if publish else None
    material = told.material if told else material
    made = _chapters(study, material, criteria, told, include_outside)
    wanted = [name.upper() for name in criteria]
    columns = columns_of(ColumnKind.CODE, material.guide, material.codebook, wanted, include_outside)
    kind = CellKind.VALUE if publish else CellKind.COUNT
    grid = matrix(material, columns, kind, "case", reporting.ACTOR, None, message("export.matrix.title"))
    names = (reporting.ACTOR,) if publish else _attributes(material)
    facts = {row.case: tuple(named_group(row.attributes, name) for name in names) for row in material.cases}
    family = {code.id: below(material.codebook, code.id) for code in material.codebook.codes}
    shown = {code for column in columns for code in column.codes}
    options = {"what": "book", "criteria": " ".join(wanted), "publish": str(publish), "outside": str(include_outside)}
    return Book(
        reporting.manifest(study, options), publish, tuple(names), tuple(made), grid, facts,
        tuple(_quotes(material, shown, facts)), () if publish else tuple(_notes(study, material)),
        {} if publish else _behind(material, made, family), family,
    )  # fmt: skip


def _chapters(
    study: Study, material: Material, criteria: Sequence[str], told: disclosing.ForPrint | None, include_outside: bool
) -> list[Chapter]:
    made = reporting.chapters_of(study, material, criteria, reporting.ACTOR, None, include_outside)
    texts = summarising.written(study)
    texts = told.texts(texts) if told else texts
    made = with_texts(made, texts, summarising.stale(study).keys(), material.evidence, told is not None)
    outlines = Outlined(study, material, told.words if told else None)
    return [replace(chapter, outline=outlines.of(chapter.criterion.id)) for chapter in made]


def _attributes(material: Material) -> tuple[str, ...]:
    """The attributes that part the interviews into a few groups."""
    values: dict[str, set[str]] = {}
    for row in material.cases:
        for name, value in row.attributes.items():
            values.setdefault(name, set()).add(value)
    some = min(MOST_VALUES, max(2, len(material.cases) // 2))
    return tuple(sorted((name for name, found in values.items() if 2 <= len(found) <= some), key=swedish_key))


def _quotes(material: Material, shown: set[str], facts: dict[str, tuple[str, ...]]) -> Iterator[BookQuote]:
    codes = material.codebook.by_id
    for piece in material.evidence:
        if piece.code in shown and not piece.quote.held:
            code = codes.get(piece.code)
            value = code.scale.name_of(piece.value) if piece.value and code and code.scale else piece.value or ""
            yield BookQuote(piece.quote, code.name if code else piece.code, value, facts.get(piece.case, ()))


def _notes(study: Study, material: Material) -> Iterator[BookNote]:
    told = {row.case: row.attributes for row in material.cases}
    for note, case in sorted(queries.note_ids(study.db).items(), key=lambda pair: swedish_key(pair[0])):
        now = queries.note_now(study.db, note, with_codings=False)
        if now is not None and case in told:
            facts = tuple((name, told[case][name]) for name in sorted(told[case], key=swedish_key))
            version = queries.version_number(study.db, note, now.version)
            yield BookNote(note, case, now.file_name, now.sha256, version, facts, _passages(now, material.guide))


def _passages(now: NoteNow, guide: Guide) -> tuple[BookPassage, ...]:
    names = {question.number: question.name for question in guide.questions}
    return tuple(
        BookPassage(each.number, now.text[each.start : each.end], _question(each.questions, names))
        for each in now.passages
    )


def _question(numbers: tuple[str, ...], names: dict[str, str]) -> str:
    return f"{numbers[0]}. {names.get(numbers[0], '')}".rstrip(". ") if numbers else ""


def _behind(
    material: Material, made: Sequence[Chapter], family: dict[str, frozenset[str]]
) -> dict[tuple[str, int], tuple[str, ...]]:
    """What stands under each number that a finding speaks of."""
    by_code: dict[str, list[Evidence]] = {}
    for piece in material.evidence:
        by_code.setdefault(piece.code, []).append(piece)
    attributes = {row.case: row.attributes for row in material.cases}

    def counts(ref: CountRef, piece: Evidence) -> bool:
        told = attributes.get(piece.case, {})
        return (not ref.values or piece.value in ref.values) and (not ref.by or named_group(told, ref.by) == ref.group)

    return {
        (shown.piece.id, at): tuple(
            piece.quote.coding
            for code in sorted(family.get(ref.code, ()))
            for piece in by_code.get(code, ())
            if counts(ref, piece)
        )
        for chapter in made for heading in chapter.outline for shown in heading.pieces
        for at, ref in enumerate(ref for ref in shown.piece.counts if ref.code in family)
    }  # fmt: skip
