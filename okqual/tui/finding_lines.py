"""What a finding or judgement rests on and may rest on, as lines of its editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okqual.export.claim_words import count_name, number_words, value_names
from okqual.messages import message
from okqual.model.codebook import Codebook
from okqual.model.finding import Piece, PieceKind, Role
from okqual.study.findings_picture import Evidence, Offered, Picture
from okqual.study.pieces import criterion_of
from okqual.tui import findings_view as view


@dataclass(frozen=True, slots=True)
class Line:
    """What the piece rests on, or may rest on."""

    ref: str
    role: Role | None
    """None of what may be linked, and of a judgement that rests on the piece."""
    lead: str
    name: str
    """A citation id, or what kind of piece it is."""
    text: str
    offered: Role | None = None
    """As what it would be linked."""
    case: str = ""


def lines_of(piece: Piece, pieces: Sequence[Piece], seen: Picture, book: Codebook) -> list[Line]:
    """What is linked, then what is offered (what speaks against it first), then what rests on it."""
    lines = [_linked(piece, each, seen, book) for each in seen.evidence.get(piece.id, ())]
    if piece.kind is PieceKind.JUDGEMENT:
        lines += _pieces(piece, pieces, seen, book)
    else:
        lines += [_offered(each, book) for each in view.offered(piece, seen)]
    resting = set(seen.resting.get(piece.id, ()))
    lead = message("tui.finding.carries")
    return lines + [Line(each.id, None, lead, "", each.text) for each in pieces if each.id in resting]


def _linked(piece: Piece, each: Evidence, seen: Picture, book: Codebook) -> Line:
    ref, role = each.link.ref, each.link.role
    lead = message("tui.finding.rests" if piece.kind is PieceKind.JUDGEMENT else f"terms.role.{role}")
    if each.count is not None:
        now = seen.known.of(each.count)
        number = number_words(len(now.who), len(now.of), each.count) if now else "?"
        return Line(ref, role, lead, message("tui.finding.number"), f"{count_name(book, each.count)}: {number}")
    if each.piece is not None:
        return Line(ref, role, lead, message(f"tui.findings.short.{each.piece.kind}"), view.title_words(each.piece))
    if not each.text:
        return Line(ref, role, lead, "", message("export.lack.evidence_gone"))
    value = value_names(book, each.code, [each.value])[0] if each.value else ""
    return Line(ref, role, lead, each.citation, ": ".join(filter(None, (value, each.text))), case=each.who)


def _offered(each: Offered, book: Codebook) -> Line:
    value = value_names(book, each.code, [each.value])[0] if each.value else ""
    who = each.who if each.who != each.case else ""
    text = ": ".join(filter(None, (" ".join(filter(None, (who, value))), each.text)))
    return Line(each.ref, None, _maybe(f"terms.role.{each.role}"), each.citation, text, each.role, each.case)


def _pieces(piece: Piece, pieces: Sequence[Piece], seen: Picture, book: Codebook) -> Iterator[Line]:
    """Findings and sources of the judgement's criterion that it does not rest on yet."""
    linked = {each.link.ref for each in seen.evidence.get(piece.id, ())}
    criterion = criterion_of(book, piece.about)
    for each in pieces:
        carries = each.kind in (PieceKind.FINDING, PieceKind.SOURCE) and criterion_of(book, each.about) == criterion
        if carries and each.id not in linked:
            kind = message(f"tui.findings.short.{each.kind}")
            yield Line(each.id, None, _maybe("tui.finding.rests"), kind, view.title_words(each), Role.SUPPORTS)


def _maybe(key: str) -> str:
    return f"? {message(key)}"
