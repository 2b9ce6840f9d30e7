"""The outline of a criterion's chapter: message headings in order, and what stands under each."""

from __future__ import annotations

from collections.abc import Iterable

from okqual.errors import OkqualError
from okqual.model.events import Kind
from okqual.model.finding import Outline, OutlineHeading, Piece, PieceKind, Status
from okqual.store import contents
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study import browsing
from okqual.study.changing import changing
from okqual.study.opening import Study
from okqual.study.pieces import about_named, checked, checked_owner, criterion_of, piece, pieces
from okqual.text.swedish import swedish_key

STEP = 1024
"""Between positions when they are given out: one may be put between two others ten times before all are moved."""


def outline(study: Study, criterion: str) -> Outline:
    """The outline of a criterion. Raises OkqualError for a criterion that the codebook lacks."""
    book = browsing.codebook(study)
    name = criterion_named(study, criterion)
    there = pieces(study)
    headings = ordered(each for each in there if each.kind is PieceKind.HEADING and each.about == name)
    placed = {heading.id for heading in headings}
    items = [each for each in there if each.kind is not PieceKind.HEADING]
    return Outline(
        name,
        tuple(OutlineHeading(h, tuple(ordered(each for each in items if each.heading == h.id))) for h in headings),
        tuple(each for each in items if each.heading not in placed and criterion_of(book, each.about) == name),
    )


def criterion_named(study: Study, name: str) -> str:
    """The criterion of that id or name, or that a code or evaluation question of it is under."""
    book = browsing.codebook(study)
    return criterion_of(book, about_named(book, name))


def outlines(study: Study) -> list[Outline]:
    """The outlines of all criteria that have something in them, in the order of the codebook."""
    found = [outline(study, criterion.id) for criterion in browsing.codebook(study).criteria]
    return [each for each in found if each.headings or each.unplaced]


def add_heading(
    study: Study, criterion: str, text: str, owner: str | None = None, status: Status = Status.NOT_STARTED
) -> Piece:
    """Put a message heading last in the outline of a criterion."""
    there = outline(study, criterion)
    holds = checked_owner(study.coder if owner is None else owner)
    with changing(study) as pen:
        entry = pen.write(
            Kind.HEADING,
            {
                "about": there.criterion, "owner": holds, "status": str(status),
                "text": contents.put(pen.db, contents.STUDY, checked(text)), "heading": "",
                "position": _after_last([each.heading for each in there.headings]),
            },
        )  # fmt: skip
    return piece(study, entry.address)


def place(study: Study, name: str, heading: str, at: int | None = None) -> None:
    """Put a finding, source or judgement under a heading, as number ``at`` (1 is the first; last without).

    A place is the piece's own: under another heading it leaves the one it was under. Where it is
    already writes nothing.
    """
    moved = piece(study, name, PieceKind.FINDING, PieceKind.SOURCE, PieceKind.JUDGEMENT)
    under = piece(study, heading, PieceKind.HEADING)
    there = ordered(each for each in pieces(study) if each.kind is not PieceKind.HEADING and each.heading == under.id)
    _put(study, moved, under.id, there, at)


def place_heading(study: Study, name: str, at: int) -> None:
    """Put a heading as number ``at`` of its criterion's outline."""
    moved = piece(study, name, PieceKind.HEADING)
    there = [each.heading for each in outline(study, moved.about).headings]
    _put(study, moved, "", there, at)


def take_off(study: Study, name: str) -> None:
    """Take a finding, source or judgement out of the outline; it stays where it is otherwise."""
    moved = piece(study, name, PieceKind.FINDING, PieceKind.SOURCE, PieceKind.JUDGEMENT)
    if moved.heading:
        with changing(study) as pen:
            _write(pen, name, "", 0)


def ordered(found: Iterable[Piece]) -> list[Piece]:
    """Pieces in the order of the outline; those that two people put in one place by their ids."""
    return sorted(found, key=lambda each: (each.position, swedish_key(each.id)))


def _put(study: Study, moved: Piece, heading: str, there: list[Piece], at: int | None) -> None:
    others = [each for each in there if each.id != moved.id]
    index = len(others) if at is None else at - 1
    if not 0 <= index <= len(others):
        raise OkqualError("errors.outline_place", {"last": len(others) + 1}, "errors.outline_place.try")
    if there != others and there.index(next(each for each in there if each.id == moved.id)) == index:
        return
    before = others[index - 1].position if index else 0
    after = others[index].position if index < len(others) else before + 2 * STEP
    with changing(study) as pen:
        if after - before > 1:
            _write(pen, moved.id, heading, (before + after) // 2)
            return
        batch = pen.begin_batch()
        for number, each in enumerate([*others[:index], moved, *others[index:]], 1):
            _write(pen, each.id, heading, number * STEP, batch)


def _after_last(there: list[Piece]) -> int:
    return max((each.position for each in there), default=0) + STEP


def _write(pen: Pen, name: str, heading: str, position: int, batch: str = "") -> None:
    over = holder(pen.db, subject("piece", name), "place")
    payload = {"piece": name, "heading": heading, "position": position, "over": over}
    pen.write(Kind.PIECE_PLACED, payload, batch=batch)
