"""All that is written of how many, in findings, judgements and roll-ups, each held against its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.model.claims import Claim
from okqual.model.finding import PieceKind
from okqual.study import browsing
from okqual.study.opening import Study
from okqual.study.pieces import about_name, pieces
from okqual.study.quantifying import claims_of
from okqual.study.summarising import words_of, written
from okqual.study.summary_claims import claims_of_texts

HELD = (PieceKind.FINDING, PieceKind.HEADING)
"""Pieces whose words for how many speak of the interviews; a source's are its own, a judgement's are others'."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and the text that it stands in."""

    where: str
    """As a person names it: "Koherens: Ungefär hälften av …", "kommun · Samordnat"."""
    claim: Claim


def every_claim(study: Study) -> list[Placed]:
    """Every statement of how many in the study's texts, finding by finding, then roll-up by roll-up."""
    book = browsing.codebook(study)
    findings = [each for each in pieces(study) if each.kind in HELD]
    held = claims_of(study, findings)
    found = [
        Placed(f"{about_name(book, each.about)}: {_beginning(each.text)}", claim)
        for each in findings
        for claim in held[each.id]
        if each.kind is PieceKind.FINDING or claim.count is not None
    ]
    told = claims_of_texts(study, written(study))
    return found + [Placed(words_of(study, cell), claim) for cell, claims in told.items() for claim in claims]


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
