"""The outline of a criterion with the words, numbers and pieces that its findings and judgements rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from okqual.analysis.citations import passages_in, span_of
from okqual.analysis.counts import Counts
from okqual.analysis.material import Material
from okqual.analysis.written_cells import names
from okqual.export.claim_words import claim_words
from okqual.messages import message
from okqual.model.claims import Verdict
from okqual.model.coding import Citation, Quote, parse_citation
from okqual.model.finding import CountRef, Piece, Role
from okqual.model.note import TextKind
from okqual.model.outlined import ShownCount, ShownHeading, ShownPiece
from okqual.model.summary import cited
from okqual.store import queries
from okqual.study import quantifying
from okqual.study.opening import Study
from okqual.study.outlining import outline
from okqual.study.pieces import pieces

if TYPE_CHECKING:
    from okqual.export.word.publishing import InPrint


class Outlined:
    """Outlines of one picture of the study. Published ones hold what may be printed, and nothing without a place."""

    def __init__(self, study: Study, material: Material, in_print: InPrint | None = None) -> None:
        """``in_print`` says how texts are put in a published version; it is the working one without."""
        self._study, self._print, self._publish = study, in_print, in_print is not None
        self._clean: Callable[[str], str] = in_print.words if in_print is not None else str
        self._material = material
        self._counts = Counts(material)
        self._pieces = {each.id: each for each in pieces(study)}
        self._by_coding = {piece.quote.coding: piece.quote for piece in material.evidence}
        self._by_note: dict[str, list[Quote]] = defaultdict(list)
        for piece in material.evidence:
            place = parse_citation(piece.quote.id)
            self._by_note[place.note if place else ""].append(piece.quote)

    def of(self, criterion: str) -> tuple[ShownHeading, ...]:
        """The headings of a criterion in their order; none where it has no outline."""
        there = outline(self._study, criterion)
        if not there.headings:
            return ()
        shown = [
            ShownHeading(
                self._clean(one.heading.text),
                self._shown(one.items),
                one.heading.owner,
                one.heading.status,
                one.heading.id,
            )
            for one in there.headings
        ]
        if there.unplaced and not self._publish:
            shown.append(ShownHeading("", self._shown(there.unplaced)))
        return tuple(shown)

    def _shown(self, items: Sequence[Piece]) -> tuple[ShownPiece, ...]:
        return tuple(self._piece(item) for item in items if self._may_stand(item))

    def _may_stand(self, item: Piece) -> bool:
        """Whether it has a place and holds nothing that is withheld; in the working version everything may."""
        return self._print is None or (bool(item.heading) and not self._print.holds(item.text, item.title, item.page))

    def _piece(self, item: Piece) -> ShownPiece:
        by_role: dict[Role, list[Quote]] = defaultdict(list)
        rests = []
        for link in item.links:
            if link.ref in self._pieces:
                below = self._pieces[link.ref]
                rests += [self._cleaned(below)] if self._may_stand(below) else []
            else:
                by_role[link.role] += self._quotes(link.ref)
        counts = [shown for ref in item.counts if (shown := self._counted(ref)) is not None]
        in_text = [quote for place in cited(item.text) for quote in self._quotes(str(place))]
        quoted = {role: tuple(dict.fromkeys(by_role[role])) for role in Role}
        return ShownPiece(
            self._cleaned(item), quoted[Role.SUPPORTS], quoted[Role.NUANCES], quoted[Role.AGAINST],
            tuple(dict.fromkeys(in_text)), () if self._publish else tuple(counts), self._remarks(item), tuple(rests),
        )  # fmt: skip

    def _remarks(self, item: Piece) -> tuple[str, ...]:
        """What of its words for how many does not hold of the numbers that it is linked to; stays in the house."""
        if self._publish or not item.counts:
            return ()
        held = quantifying.claims_of(self._study, [item], self._counts)[item.id]
        scale = quantifying.scale(self._study)
        return tuple(claim_words(claim, scale) for claim in held if claim.verdict is Verdict.MISMATCH)

    def _cleaned(self, item: Piece) -> Piece:
        return replace(item, text=self._clean(item.text), title=self._clean(item.title), page=self._clean(item.page))

    def _quotes(self, ref: str) -> list[Quote]:
        """The words that a reference names: coded ones as evidence has them, others as the note does."""
        if ref in self._by_coding:
            found = [self._by_coding[ref]]
        elif (place := parse_citation(ref)) is None:
            found = []
        else:
            coded = [quote for quote in self._by_note[place.note] if names(place, quote.id)]
            once = {quote.id: quote for quote in reversed(coded)}
            found = list(reversed(once.values())) or self._uncoded(place)
        return [quote for quote in found if not quote.held]

    def _uncoded(self, place: Citation) -> list[Quote]:
        """Words that nobody has coded. Nobody has said that they may be printed either."""
        note = None if self._publish else queries.note_now(self._study.db, place.note)
        span = span_of(note, place) if note is not None else None
        if note is None or span is None:
            return []
        touched = passages_in(note.passages, *span)
        people = tuple(dict.fromkeys(label for passage in touched for label in passage.participants))
        kind = touched[0].kind if touched else TextKind.REPORTED
        actor = queries.attributes(self._study.db, note.case).get(note.case, {}).get("aktörstyp", "")
        return [Quote(str(place), note.case, note.text[slice(*span)], kind, people, "", None, "", False, "", actor)]

    def _counted(self, ref: CountRef) -> ShownCount | None:
        found = self._counts.of(ref)
        if found is None:
            return None
        code = self._material.codebook.by_id[ref.code]
        values = [code.scale.name_of(value) for value in ref.values] if code.scale else []
        what = " ".join(filter(None, [code.name, f"({', '.join(values)})" if values else "", ref.group]))
        return ShownCount(what, len(found.who), len(found.of), message(f"export.unit.{ref.unit}"))


def quotes_of(headings: Iterable[ShownHeading]) -> list[Quote]:
    """Every quote that an outline cites."""
    return [quote for heading in headings for shown in heading.pieces for quote in shown.quotes]
