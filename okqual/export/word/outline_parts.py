"""The outline in Word: message headings, findings with dissent beside them, sources and judgements in their styles."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from okqual.export.word import xml
from okqual.export.word.anchors import heading_anchor
from okqual.export.word.draft import Draft
from okqual.export.word.evidence import Evidence, with_links, with_notes
from okqual.export.word.quoting import QuoteWriter
from okqual.messages import message
from okqual.model.finding import Piece, PieceKind, Status
from okqual.model.outlined import ShownCount, ShownHeading, ShownPiece
from okqual.model.summary import without_links

STYLES = {
    PieceKind.FINDING: "okq finding",
    PieceKind.SOURCE: "okq source",
    PieceKind.JUDGEMENT: "okq judgement",
}
LONGEST_NAME = 60
"""Characters of a piece by which others call it."""
MOST_QUOTES = 4
"""Quotes under a finding that are printed; all are in the appendix of evidence."""


class OutlineWriter:
    """Writes the outline of one chapter."""

    def __init__(self, draft: Draft, evidence: Evidence, quotes: QuoteWriter, there: Collection[str]) -> None:
        """``there``: ids of the pieces that the document holds, to which others can lead."""
        self._draft, self._evidence, self._quotes, self._there = draft, evidence, quotes, there
        self._publish = quotes.publish

    def write(self, headings: Sequence[ShownHeading]) -> None:
        """Add the headings and what stands under them."""
        for heading in headings:
            self._draft.heading(2, heading.text or message("export.outline.unplaced"))
            if not self._publish and heading.text:
                state = xml.run(_state(heading.owner, heading.status))
                self._draft.paragraph(self._draft.anchors.around(state, heading_anchor(heading.id)), "okq above")
            if not heading.pieces:
                self._draft.text(message("export.outline.nothing"))
            for shown in heading.pieces:
                self._piece(shown)

    def _piece(self, shown: ShownPiece) -> None:
        piece = shown.piece
        if not self._publish:
            anchor = heading_anchor(piece.id)
            self._evidence.cite(shown.quotes, anchor, _name(piece))
            # The label stands by itself above the words: whoever writes these anew leaves it where it is.
            label = self._draft.anchors.around(xml.run(piece_label(piece)), anchor)
            self._draft.paragraph(label + self._beside(shown), "okq above")
        first, *rest = [part for part in piece.text.splitlines() if part.strip()] or [""]
        lead = xml.run(source_lead(piece)) if piece.kind is PieceKind.SOURCE else ""
        self._draft.paragraph(lead + self._words(first), STYLES[piece.kind])
        for part in rest:
            self._draft.paragraph(self._words(part), STYLES[piece.kind])
        for remark in shown.remarks:
            self._draft.text(message("export.outline.remark", remark=remark), "okq note")
        self._evidence_of(shown)

    def _evidence_of(self, shown: ShownPiece) -> None:
        """Key quotes that support it, then what nuances it and what speaks against it, whatever the majority says."""
        for quote in [quote for quote in shown.supports if quote.key][:MOST_QUOTES]:
            self._draft.paragraph(self._quotes.quote(quote), "okq quote")
        for name, quotes in (("nuances", shown.nuances), ("against", shown.against)):
            if quotes:
                self._draft.text(message(f"export.outline.{name}"), "okq dissent")
            for quote in quotes[:MOST_QUOTES]:
                self._draft.paragraph(self._quotes.quote(quote), "okq quote")

    def _beside(self, shown: ShownPiece) -> str:
        """What the working version says of a piece: numbers, evidence, what it rests on, how far it is."""
        parts = [_counts(shown.counts)] if shown.counts else []
        if shown.piece.kind is not PieceKind.SOURCE and shown.piece.status in {Status.NOT_STARTED, Status.DRAFT}:
            parts.append(message("terms.draft"))
        said = xml.run(f" ({'; '.join(parts)})") if parts else ""
        inside = {quote.id for quote in shown.linked}
        others = [quote for quote in shown.supports if quote.id not in inside]
        if others:
            said += self._quotes.citations(others)
        if shown.rests:
            style = self._draft.styles["Hyperlink"]
            links = [
                xml.link(_name(piece), heading_anchor(piece.id), style)
                if piece.id in self._there
                else xml.run(_name(piece))
                for piece in shown.rests
            ]
            said += xml.run(f" {message('export.outline.rests')} ") + xml.run("; ").join(links) + xml.run(".")
        return said

    def _words(self, text: str) -> str:
        if self._publish:
            return xml.run(without_links(text))
        style = self._draft.styles["okq citation id"]
        if self._quotes.footnotes:
            return with_notes(text, self._evidence, self._draft, style)
        return with_links(text, self._evidence, style)


def piece_label(piece: Piece) -> str:
    """What a working version calls a piece above its words: "Iakttagelse"."""
    name = message(f"terms.piece.{piece.kind}")
    return name[:1].upper() + name[1:]


def source_lead(piece: Piece) -> str:
    """ "Enkät till kommuner (2024, s. 12): " before what the source says."""
    place = ", ".join(filter(None, (str(piece.year) if piece.year else "", piece.page)))
    kind = message(f"export.outline.source.{piece.type}") if piece.type else ""
    name = piece.title or kind
    return f"{name}{f' ({place})' if place else ''}: " if name else ""


def _name(piece: Piece) -> str:
    """A piece as others call it: the beginning of its text, or the source's title."""
    text = " ".join(without_links(piece.title or piece.text).split())
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _counts(counts: Sequence[ShownCount]) -> str:
    return "; ".join(f"{one.what}: {message('export.prevalence.of', n=one.n, of=one.of)} {one.unit}" for one in counts)


def _state(owner: str, status: str) -> str:
    return message("export.outline.state", status=message(f"export.outline.status.{status}"), owner=owner or "–")
