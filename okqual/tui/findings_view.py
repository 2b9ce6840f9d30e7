"""Findings, sources, judgements and headings as lines, marks and sentences; what screens of them say alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from okqual.export.claim_words import SIGNS, claim_words, count_name, number_words, value_names
from okqual.messages import counted, message
from okqual.model.claims import Claim
from okqual.model.codebook import Codebook
from okqual.model.finding import CountRef, Piece, PieceKind, Role, Status
from okqual.study.findings_picture import Offered, Picture
from okqual.study.left_to_write import Lack
from okqual.study.pieces import criterion_of
from okqual.text.shown import visible_line
from okqual.tui.signs import mark

LONGEST = 600
"""Characters of a text that a line looks at."""
MOST_OTHERS = 6
"""Those who say otherwise that are named beside a finding."""
ORDER = (PieceKind.FINDING, PieceKind.SOURCE, PieceKind.JUDGEMENT)
HEAD, TEXT, BESIDE, EMPTY = "head", "text", "beside", "empty"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a criterion's name, a piece, or what stands beside it on the line below."""

    what: str
    criterion: str = ""
    piece: Piece | None = None
    number: int = 0
    deep: bool = False
    """Under a heading of the outline."""

    @property
    def here(self) -> str:
        """What one stands on: the piece's id, or the criterion's."""
        return self.piece.id if self.piece is not None else self.criterion


def is_left(piece: Piece, picture: Picture | None) -> bool:
    """Whether something is left to do with a piece."""
    if picture is not None:
        return bool(picture.lacks.get(piece.id))
    return piece.status is not Status.DONE and piece.kind is not PieceKind.SOURCE


def finding_rows(pieces: Sequence[Piece], book: Codebook, shown: Callable[[Piece], bool]) -> list[Row]:
    """Criterion by criterion: findings, then sources, then judgements; each with a line below."""
    rows: list[Row] = []
    for criterion in _criteria(pieces, book):
        here = [each for each in pieces if criterion_of(book, each.about) == criterion]
        told = []
        for kind in ORDER:
            for number, each in enumerate([each for each in here if each.kind is kind], 1):
                if shown(each):
                    told += [Row(TEXT, criterion, each, number), Row(BESIDE, criterion, each)]
        rows += [Row(HEAD, criterion), *told] if told else []
    return rows


def _criteria(pieces: Sequence[Piece], book: Codebook) -> list[str]:
    known = [criterion.id for criterion in book.criteria]
    return [*known, *([""] if any(criterion_of(book, each.about) not in known for each in pieces) else [])]


def head_line(row: Row, book: Codebook) -> Text:
    """A criterion's name."""
    name = next((each.name for each in book.criteria if each.id == row.criterion), "") or message("tui.findings.other")
    return Text(visible_line(name.upper()), Style(bold=True))


def piece_line(row: Row, width: int, lead: str) -> Text:
    """A piece on a line: what leads to it, its text, at the right its status and owner."""
    piece = row.piece
    assert piece is not None
    beside = state_words(piece)
    room = max(8, width - cell_len(lead) - cell_len(beside) - 2)
    words = visible_line(" ".join(title_words(piece)[:LONGEST].split()))
    return Text.assemble(
        (lead, Style(dim=piece.kind is not PieceKind.HEADING)),
        (set_cell_size(words, room), Style(bold=piece.kind is PieceKind.HEADING)), "  ", (beside, Style(dim=True)),
    )  # fmt: skip


def title_words(piece: Piece) -> str:
    """What a piece says, a source with its title, year and page before it."""
    if piece.kind is not PieceKind.SOURCE:
        return piece.text
    place = ", ".join(filter(None, (str(piece.year) if piece.year else "", piece.page)))
    return f"{piece.title}{f' ({place})' if place else ''}: {piece.text}"


def state_words(piece: Piece) -> str:
    """How far it is, and whose."""
    status = "" if piece.kind is PieceKind.SOURCE else message(f"terms.piece_status.{piece.status}")
    return visible_line(" · ".join(filter(None, (status, piece.owner))))


def beside_line(piece: Piece, picture: Picture | None) -> Text:
    """What a piece rests on in numbers, and what is left of it."""
    if picture is None:
        return Text(message("tui.findings.counting"), Style(dim=True))
    text = Text(visible_line(" · ".join(_rests(piece, picture))), Style(dim=True))
    lacks = [words for lack, detail in picture.lacks.get(piece.id, ()) if (words := lack_words(lack, detail))]
    if lacks:
        text.append(" · " if text.plain else "", Style(dim=True)).append(f"! {visible_line(' · '.join(lacks))}")
    return text


def lack_words(lack: Lack, detail: str) -> str:
    """One thing that is left; a status says itself elsewhere."""
    if lack is Lack.NOT_DONE:
        return ""
    return message(f"export.lack.{lack}") + (f" ({detail})" if detail else "")


def _rests(piece: Piece, picture: Picture) -> Iterator[str]:
    there = picture.evidence.get(piece.id, ())
    if piece.kind is PieceKind.JUDGEMENT:
        yield counted("tui.findings.rests_on", len(there))
        return
    if piece.kind is PieceKind.SOURCE:
        yield counted("tui.findings.carries", len(picture.resting.get(piece.id, ())))
        return
    for each in there:
        number = picture.known.of(each.count) if each.count is not None else None
        if each.count is not None and number is not None:
            yield number_words(len(number.who), len(number.of), each.count)
    for role in Role:
        lines = [each for each in there if each.link.role is role and each.count is None]
        if lines:
            cases = len({each.who for each in lines if each.who})
            yield counted(f"tui.findings.{role}", cases, pieces=len(lines))


def count_lines(piece: Piece, picture: Picture, book: Codebook) -> list[str]:
    """Each count of a finding with how all values are spread: "Primärvården med · kommun: ja 4 · nej 6 av 12"."""
    told = []
    for ref in piece.counts:
        number = picture.known.of(ref)
        if number is None:
            told.append(f"{count_name(book, ref)}: {message('export.claim.why.gone')}")
            continue
        spread = [f"{value_names(book, ref.code, [value])[0]} {n}" for value, n in picture.known.spread(ref)]
        total = number_words(len(number.who), len(number.of), ref)
        told.append(f"{count_name(book, ref)}: {total}" + (f"   ({' · '.join(spread)})" if spread else ""))
    return told


def claim_line(claim: Claim, picture: Picture) -> str:
    """A statement with its verdict's sign."""
    return f"{mark(SIGNS[claim.verdict])} {claim_words(claim, picture.scale)}"


def others(piece: Piece, picture: Picture) -> list[Offered]:
    """Those who say otherwise, each by its first words."""
    found: dict[str, Offered] = {}
    for ref in piece.counts:
        for each in picture.known.offered.get(ref, ()):
            if each.role is Role.AGAINST:
                found.setdefault(each.who, each)
    return list(found.values())


def offered(piece: Piece, picture: Picture) -> list[Offered]:
    """What the counts of a finding offer as evidence and is not linked: what speaks against it first."""
    linked = {each.link.ref for each in picture.evidence.get(piece.id, ())}
    cited = {each.citation for each in picture.evidence.get(piece.id, ())}
    found: dict[str, Offered] = {}
    for ref in piece.counts:
        for each in picture.known.offered.get(ref, ()):
            if each.ref not in linked and each.citation not in cited:
                found.setdefault(each.ref, each)
    return sorted(found.values(), key=lambda each: each.role is Role.SUPPORTS)


def others_line(piece: Piece, picture: Picture) -> str:
    """ "Säger annat: KR-06:22 ”De har inte varit med alls” · KR-08:19"."""
    found = others(piece, picture)
    if not found:
        return ""
    first, *rest = [each.citation for each in found[:MOST_OTHERS]]
    words = " ".join(found[0].text.split())[:80]
    more = len(found) - MOST_OTHERS
    told = " · ".join([f"{first} {message('export.claim.words', words=words)}", *rest])
    return message("tui.findings.otherwise", those=told) + (f" · +{more}" if more > 0 else "")


class NotCounted:
    """Numbers that nobody has seen yet: what was seen before stays beside the text."""

    def of(self, ref: CountRef) -> None:
        """None is there."""

    def values_of(self, code: str, unit: str) -> dict[str, tuple[str, ...]]:
        """None are there."""
        return {}
