"""The reference check: each statement signed by somebody who has not written it, against what it rests on now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from okqual.analysis.counts import Numbers
from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.model.finding import Piece, PieceKind, count_of
from okqual.model.review import Beneath, Change, Checked, Holds, Signature, Standing, Statement
from okqual.model.summary import ColumnKind, RowKind, Summary, cited, without_links
from okqual.store import contents, findings_told, projected_review, queries, signatures, summaries
from okqual.store.database import reading
from okqual.store.registers import holder
from okqual.study import browsing
from okqual.study.changing import changing
from okqual.study.counting import counted
from okqual.study.opening import Study
from okqual.study.pieces import LONGEST, criterion_of
from okqual.text.passages import sentence_spans

CHECKED = (PieceKind.FINDING, PieceKind.JUDGEMENT)
LEAST_WORDS = 10
"""Letters that a statement can be named by instead of its id."""
SAMPLED = 10_000
"""Statements that a sample can have at most."""


def review(study: Study, criterion: str = "", only: str = "") -> list[Checked]:
    """All statements, or those of a criterion, with how their check stands; ``only`` names what they stand in."""
    with reading(study.db):
        found = _statements(study, only)
        signed = signatures.signatures(study.db, only or None)
    in_holder: dict[str, set[str]] = {}
    for each in found:
        in_holder.setdefault(each.holder, set()).add(each.text)
    checked = [_checked(each, signed.get(each.holder, ()), in_holder[each.holder]) for each in found]
    return [each for each in checked if criterion in ("", each.statement.criterion)]


def checked(study: Study, name: str) -> Checked:
    """One statement by its id or its first words. Raises OkqualError where there is none, or several begin so."""
    found = [each for each in review(study, only=name.partition("#")[0]) if each.statement.id == name]
    if not found and len(name.strip()) >= LEAST_WORDS:
        wanted = " ".join(name.split()).casefold()
        begun = [each for each in review(study) if " ".join(each.statement.text.split()).casefold().startswith(wanted)]
        if len(begun) > 1:
            values: dict[str, object] = {"words": name, "count": len(begun)}
            raise OkqualError("errors.several_statements", values, "errors.several_statements.try")
        found = begun
    if not found:
        raise OkqualError("errors.unknown_statement", {"id": name}, "errors.unknown_statement.try")
    return found[0]


def sign(study: Study, name: str, holds: Holds, comment: str = "") -> Checked:
    """Say whether a statement is borne out by what it rests on. The same again, with the same beneath, writes nothing.

    Raises OkqualError for what is no statement, for one's own, and for one that is not borne out without a word why.
    """
    said = checked(study, name).statement
    sign_seen(study, said, holds, comment)
    return checked(study, said.id)


def sign_seen(study: Study, said: Statement, holds: Holds, comment: str = "") -> None:
    """The same of a statement as one has it before one: what lies beneath is kept as it was seen."""
    check_may_sign(study, said)
    comment = comment.strip()
    if holds is not Holds.SUPPORTED and not comment:
        raise OkqualError("errors.review_why", try_this="errors.review_why.try")
    if len(comment) > LONGEST:
        raise OkqualError("errors.summary_long", {"limit": LONGEST}, "errors.summary_long.try")
    now = _own(study, said)
    if now is None or (now.holds, now.comment, now.seen) != (holds, comment, said.beneath):
        _write(study, said, holds, comment)


def check_may_sign(study: Study, said: Statement) -> None:
    """Raise OkqualError where the coder has written it herself, or the study is open for reading."""
    if study.read_only:
        raise OkqualError("errors.open_read_only", {"file": str(study.folder)}, "errors.open_read_only.try")
    if study.coder in said.authors:
        raise OkqualError("errors.review_own", {"id": said.id, "coder": study.coder}, "errors.review_own.try")


def take_back(study: Study, name: str) -> Checked:
    """Take one's own signature off a statement; where there is none nothing is written."""
    said = checked(study, name).statement
    take_back_seen(study, said)
    return checked(study, said.id)


def take_back_seen(study: Study, said: Statement) -> bool:
    """The same of a statement as one has it before one; whether there was a signature."""
    if _own(study, said) is None:
        return False
    _write(study, said, None, "")
    return True


def _own(study: Study, said: Statement) -> Signature | None:
    signed = signatures.signatures(study.db, said.holder).get(said.holder, ())
    return next((each for each in signed if each.coder == study.coder and each.text == said.text), None)


def sample(found: Sequence[Checked], count: int, seed: int) -> list[Checked]:
    """A random sample that the same seed draws again, also in another version of Python, in the order drawn."""
    if not 1 <= count <= SAMPLED:
        raise OkqualError("errors.sample_size", {"count": count, "most": SAMPLED}, "errors.sample_size.try")

    def lot(each: Checked) -> tuple[str, str]:
        # By its words: ids of the same statement are others in another study that says the same.
        return hashlib.sha256(f"{seed}\n{each.statement.text}".encode()).hexdigest(), each.statement.id

    return sorted(found, key=lot)[:count]


def _statements(study: Study, only: str) -> list[Statement]:
    book = browsing.codebook(study)
    order = {criterion.id: at for at, criterion in enumerate(book.criteria)}
    pieces = [each for each in _pieces(study, only) if each.kind in CHECKED]
    named = {each.id: each for each in pieces}
    for each in pieces:
        for link in each.links:
            other = findings_told.piece(study.db, link.ref) if link.ref not in named else None
            if other is not None:
                named[other.id] = other
    counts = counted(study, (ref for each in named.values() for ref in each.counts)) if named else None
    found: list[Statement] = []
    for each in pieces:
        authors = frozenset({*signatures.authors_of_piece(study.db, each.id), each.coder, each.owner} - {""})
        criterion, beneath = criterion_of(book, each.about), _beneath(study, each, named, counts)
        found += _sentences(each.id, str(each.kind), criterion, each.text, authors, beneath)
    written = signatures.authors_of_cells(study.db)
    for cell in summaries.summaries(study.db):
        if only not in ("", cell.cell.name):
            continue
        about = cell.cell.column
        criterion = criterion_of(book, about) if cell.cell.columns is not ColumnKind.QUESTION else ""
        authors = frozenset({*written.get(cell.cell.name, ()), cell.coder})
        beneath = Beneath(_digest(_of_cell(study, cell)))
        found += _sentences(cell.cell.name, "cell", criterion, cell.text, authors, beneath)
    kinds = ("finding", "judgement", "cell")
    return sorted(found, key=lambda each: (order.get(each.criterion, len(order)), kinds.index(each.kind)))


def _pieces(study: Study, only: str) -> list[Piece]:
    if not only:
        return findings_told.pieces(study.db)
    found = findings_told.piece(study.db, only)
    return [found] if found else []


def _sentences(
    name: str, kind: str, criterion: str, text: str, authors: frozenset[str], beneath: Beneath
) -> Iterable[Statement]:
    said = [text[start:end] for start, end in sentence_spans(text)]
    # What only names its evidence is no statement of its own.
    said = [each for each in said if any(letter.isalnum() for letter in without_links(each))]
    for number, each in enumerate(said, 1):
        id_ = name if len(said) == 1 else f"{name}#{number}"
        yield Statement(id_, name, kind, criterion, each, authors, beneath)


def _beneath(study: Study, piece: Piece, named: dict[str, Piece], counts: Numbers | None) -> Beneath:
    marks: list[list[Any]] = []
    numbers = []
    for link in piece.links:
        count = count_of(link.ref)
        now = counts.of(count) if count is not None and counts is not None else None
        if count is not None:
            numbers.append((now.seen.n, now.seen.of) if now else (0, 0))
        other = named.get(link.ref)
        if other is not None:
            under = _beneath(study, other, named, counts) if piece.kind is PieceKind.JUDGEMENT else None
            numbers += under.numbers if under else ()
            mark: list[Any] = [other.text, other.title, other.year, other.page, under.evidence if under else ""]
        else:
            mark = _of_coding(study, link.ref)
        marks.append([link.ref, str(link.role), *mark])
    return Beneath(_digest(marks), tuple(numbers))


def _of_coding(study: Study, ref: str) -> list[Any]:
    """What of a coding a statement rests on; a citation id names the same words for ever."""
    coding = queries.coding(study.db, ref)
    return [coding.code, coding.value, coding.note_version, coding.start, coding.end] if coding else []


def _of_cell(study: Study, cell: Summary) -> list[Any]:
    """What a cell's text cites; of all that it was written from, what its writer saw and what is there now."""
    from okqual.study.summarising import changes

    try:
        changed = changes(study, cell.cell)
    except OkqualError:
        changed = None  # its code is gone from the codebook: there is nothing to hold it against
    return [[str(each) for each in cited(cell.text)], [*changed.new, *changed.gone] if changed else []]


def _digest(marks: object) -> str:
    return hashlib.sha256(canonical(marks).encode()).hexdigest()[:32]


def _checked(statement: Statement, signed: Sequence[Signature], there: set[str]) -> Checked:
    others = [each for each in signed if each.coder not in statement.authors]
    mine = [each for each in others if each.text == statement.text]
    holding = tuple(each for each in mine if each.seen == statement.beneath)
    if holding:
        worst = min((each.holds for each in holding), key=list(Holds).index)
        return Checked(statement, Standing(worst), holding)
    if mine:
        return _stale(statement, mine)
    if any(each.text not in there for each in others):
        # The sentence that was signed is not there any more: this one stands in its place.
        return Checked(statement, Standing.STALE, (), (Change.TEXT,))
    return Checked(statement, Standing.LEFT, ())


def _stale(statement: Statement, signed: Sequence[Signature]) -> Checked:
    then, now = signed[0].seen, statement.beneath
    changed = [Change.EVIDENCE] if then.evidence != now.evidence else []
    numbers: list[str] = []
    if then.numbers != now.numbers:
        changed.append(Change.NUMBERS)
        pairs = zip(then.numbers, now.numbers, strict=False) if len(then.numbers) == len(now.numbers) else ()
        numbers = [f"{a}/{b} → {c}/{d}" for (a, b), (c, d) in pairs if (a, b) != (c, d)]
    return Checked(statement, Standing.STALE, tuple(signed), tuple(changed), tuple(numbers))


def _write(study: Study, said: Statement, holds: Holds | None, comment: str) -> None:
    cell = next((each.cell for each in summaries.summaries(study.db) if each.cell.name == said.holder), None)
    with changing(study) as pen:
        kept = cell.row if cell is not None and said.kind == "cell" and cell.rows is RowKind.CASE else contents.STUDY
        payload: dict[str, Any] = {
            "statement": contents.put(pen.db, kept, said.text), "coder": study.coder, "holds": holds and str(holds),
            "comment": contents.put(pen.db, kept, comment) if comment else None,
            "evidence": said.beneath.evidence, "numbers": [list(pair) for pair in said.beneath.numbers],
        }  # fmt: skip
        if said.kind != "cell" or cell is None:
            payload |= {"piece": said.holder}
        else:
            row, by = cell.row, cell.by
            if cell.rows is RowKind.GROUP:
                row, by = (contents.put(pen.db, contents.STUDY, each) for each in (cell.row, cell.by))
            payload |= {"rows": str(cell.rows), "row": row, "by": by, "columns": str(cell.columns),
                        "column": cell.column}  # fmt: skip
        payload["over"] = holder(pen.db, projected_review.about(pen.db, payload), study.coder)
        pen.write(Kind.REVIEWED, payload)
