"""A verdict on a quantified statement as a sentence: number, unit, denominator and bound."""

from __future__ import annotations

from collections.abc import Iterable

from okqual.messages import message
from okqual.model.claims import Claim, Verdict, Why
from okqual.model.codebook import Codebook
from okqual.model.finding import CountRef
from okqual.model.quantifiers import Quantifier, QuantifierScale

SIGNS = {Verdict.OK: "✓", Verdict.MISMATCH: "✗", Verdict.CANNOT_JUDGE: "?"}
UNDECIDED = "undecided"
MOST_WORDS = 3
"""Words of the scale that are offered instead."""


def claim_words(claim: Claim, scale: QuantifierScale) -> str:
    """The claim as a person reads it: ”merparten”: 6 av 12 kommun; skalan säger mer än 55 %."""
    told = message("export.claim.words", words=claim.words)
    if claim.count is not None:
        told += ": " + number_words(claim.n, claim.of, claim.count)
    if claim.other is not None:
        told += ", " + number_words(claim.other_n, claim.other_of, claim.other)
    if claim.why is not None:
        return f"{told}; {_why(claim.why, scale)}"
    bound = _bound(claim, scale)
    told += "; " + message("export.claim.scale", bound=bound) if bound else ""
    if claim.verdict is Verdict.MISMATCH and claim.instead:
        told += "; " + message("export.claim.instead", words=", ".join(claim.instead[:MOST_WORDS]))
    return told


def number_words(n: int, of: int, ref: CountRef) -> str:
    """A number with its unit and group: 6 av 12 intervjuer (kommun)."""
    unit = message(f"export.unit.{ref.unit}")
    told = message("export.claim.number", n=n, of=of, unit=unit)
    return f"{told} ({ref.group})" if ref.group else told


def count_words(ref: CountRef) -> str:
    """What is counted, as a person types it: KOH-primarvard.inkluderad=ja+delvis · aktörstyp=kommun."""
    told = ref.code + (f"={'+'.join(ref.values)}" if ref.values else "")
    return told + (f" · {ref.by}={ref.group}" if ref.group else "")


def count_name(book: Codebook, ref: CountRef) -> str:
    """What is counted, by name: Primärvården med: ja, delvis · kommun."""
    told = book.name_of(ref.code)
    told += f": {', '.join(value_names(book, ref.code, ref.values))}" if ref.values else ""
    return told + (f" · {ref.group}" if ref.group else "")


def value_names(book: Codebook, code: str, values: Iterable[str]) -> list[str]:
    """The values of a code by their names."""
    scale = book.by_id[code].scale if code in book.by_id else None
    undecided = {UNDECIDED: message("terms.undecided")}
    return [undecided.get(each) or (scale.name_of(each) if scale is not None else each) for each in values]


def bounds_words(word: Quantifier) -> str:
    """The bounds of a word of the scale: minst 3, högst 75 %."""
    told = []
    if word.all:
        told.append(message("export.bound.all"))
    if word.least is not None and word.least == word.most:
        told.append(message("export.bound.just", n=word.least))
    elif word.least is not None and word.most is not None:
        told.append(message("export.bound.between", least=word.least, most=word.most))
    elif word.least:
        told.append(message("export.bound.least", n=word.least))
    elif word.most is not None:
        told.append(message("export.bound.most", n=word.most))
    told += _share_words(word)
    if word.not_all:
        told.append(message("export.bound.not_all" if told else "export.bound.only_not_all"))
    return ", ".join(told)


def _share_words(word: Quantifier) -> list[str]:
    if word.over is not None:
        told = [message("export.bound.over", share=word.over)]
        return told + ([message("export.bound.share_to", share=word.share_to)] if word.share_to is not None else [])
    if word.share_from is not None and word.share_to is not None:
        return [message("export.bound.share_between", least=word.share_from, most=word.share_to)]
    if word.share_from is not None:
        return [message("export.bound.share_from", share=word.share_from)]
    return [message("export.bound.share_to", share=word.share_to)] if word.share_to is not None else []


def _bound(claim: Claim, scale: QuantifierScale) -> str:
    if not claim.scale_word:
        return ""  # The text gives the number itself.
    word = scale.named(claim.scale_word)
    if word is not None:
        return bounds_words(word)
    values = {
        "higher": scale.higher_by, "lower": scale.higher_by, "alike": scale.alike_within,
        "shared": scale.shared_from, "differing": scale.differing_to,
    }  # fmt: skip
    return message(f"export.relation.{claim.scale_word}", points=values.get(claim.scale_word, 0))


def _why(why: Why, scale: QuantifierScale) -> str:
    return message(f"export.claim.why.{why}", least=scale.least_for_share)
