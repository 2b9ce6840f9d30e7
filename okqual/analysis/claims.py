"""Each quantified statement of a text held against the counts that the text is linked to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from okqual.analysis.counts import Counts
from okqual.analysis.relations import relational_claims
from okqual.model.claims import Claim, Verdict, Why
from okqual.model.finding import CountRef
from okqual.model.quantifiers import QuantifierScale, fitting
from okqual.text.quantifying import Found, find_quantifiers

GENERALLY = ("generellt", "generellt sett", "överlag", "genomgående", "generally", "in general", "overall")
"""Said of the sentence as a whole, not of a noun."""


def claims(text: str, linked: Sequence[CountRef], counts: Counts, scale: QuantifierScale, language: str) -> list[Claim]:
    """The quantified statements of a text, in its order, each with its verdict."""
    words = [each for each in scale.words if each.language == language]
    forms = {form for each in words for form in (each.word, *each.forms)}
    # An interview that says one of several values counts under each of them, and once under all of them together.
    found = [
        _claim(text, each, _candidates(text, each, linked), counts, scale, language)
        for each in find_quantifiers(text, forms, GENERALLY)
    ]
    found += relational_claims(text, linked, counts, scale)
    return sorted(found, key=lambda claim: claim.start)


def judged(word: str, ref: CountRef, counts: Counts, scale: QuantifierScale, language: str) -> Claim:
    """One word of the scale held against one count. The word must be in the scale."""
    return _held(Claim(word, 0, len(word), Verdict.OK), word, ref, counts, scale, language)


def _claim(
    text: str, found: Found, candidates: Sequence[CountRef], counts: Counts, scale: QuantifierScale, language: str
) -> Claim:
    claim = Claim(text[found.start : found.end], found.start, found.end, Verdict.CANNOT_JUDGE)
    if found.negated:
        return replace(claim, why=Why.NEGATED)
    if found.about_people is False or (found.about_people is None and not _names_group(found.of, candidates)):
        return replace(claim, why=Why.NOT_PEOPLE)
    if not candidates:
        return replace(claim, why=Why.NO_COUNT)
    held = [_held(claim, found.form, ref, counts, scale, language) for ref in candidates]
    if len({(each.verdict, each.why) for each in held}) > 1 or (len(held) > 1 and held[0].verdict is not Verdict.OK):
        return replace(claim, why=Why.SEVERAL_COUNTS)
    return held[0]


def _held(claim: Claim, form: str, ref: CountRef, counts: Counts, scale: QuantifierScale, language: str) -> Claim:
    now, word = counts.of(ref), scale.named(form)
    if now is None or not now.of or word is None:
        return replace(claim, verdict=Verdict.CANNOT_JUDGE, why=Why.GONE, count=ref)
    n, of = len(now.who), len(now.of)
    fits = word.fits(n, of, scale.least_for_share)
    claim = replace(claim, count=ref, n=n, of=of, scale_word=word.word)
    if fits is None:
        return replace(claim, verdict=Verdict.CANNOT_JUDGE, why=Why.SMALL_GROUP)
    if fits:
        return replace(claim, verdict=Verdict.OK)
    return replace(claim, verdict=Verdict.MISMATCH, instead=fitting(scale, n, of, language))


def _candidates(text: str, found: Found, linked: Sequence[CountRef]) -> list[CountRef]:
    """The counts that a word may be about: those of the group that its noun names, else of the sentence's groups.

    Where no group is named, those of everyone; where there are none, all that are linked.
    """
    sentence = text[slice(*found.sentence)].casefold()
    named = [ref for ref in linked if ref.group and _begins(found.of, ref.group)]
    if named:
        return named
    named = [ref for ref in linked if ref.group and re.search(rf"(?<!\w){re.escape(ref.group.casefold())}", sentence)]
    general = [ref for ref in linked if not ref.group]
    if found.of.startswith(("intervju", "interview")) and general:
        return general
    return (named if len(named) == 1 else []) or general or named or list(linked)


def _names_group(of: str, candidates: Sequence[CountRef]) -> bool:
    return any(ref.group and _begins(of, ref.group) for ref in candidates)


def _begins(word: str, group: str) -> bool:
    return bool(word) and word.casefold().startswith(group.casefold())
