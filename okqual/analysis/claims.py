"""Each quantified statement of a text held against the counts that the text is linked to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from okqual.analysis.counts import Counted, Numbers
from okqual.analysis.relations import relational_claims
from okqual.model.claims import Claim, Verdict, Why
from okqual.model.finding import CountRef
from okqual.model.quantifiers import QuantifierScale, fitting
from okqual.text.numbers import Hedge, Number, find_numbers
from okqual.text.quantifying import Found, find_quantifiers

GENERALLY = ("generellt", "generellt sett", "överlag", "genomgående", "generally", "in general", "overall")
"""Said of the sentence as a whole, not of a noun."""
INTERVIEWS = ("intervju", "interview")
"""How nouns begin that are everybody."""


def claims(
    text: str, linked: Sequence[CountRef], counts: Numbers, scale: QuantifierScale, language: str, loose: bool = False
) -> list[Claim]:
    """The quantified statements of a text, in its order, each with its verdict.

    ``loose``: nobody has said which of the counts the text is about; a statement is wrong where it holds of none.
    """
    words = [each for each in scale.words if each.language == language]
    forms = {form for each in words for form in (each.word, *each.forms)}
    # An interview that says one of several values counts under each of them, and once under all of them together.
    found = [
        _claim(text, each, _candidates(text, each, linked), counts, scale, language, loose)
        for each in find_quantifiers(text, forms, GENERALLY)
    ]
    numbers = [_number(text, each, linked, counts, loose) for each in find_numbers(text)]
    # "sex av samtliga tolv" is a number, and no word.
    found = [each for each in found if not any(n.start < each.end and each.start < n.end for n in numbers)] + numbers
    found += relational_claims(text, linked, counts, scale)
    return sorted(found, key=lambda claim: claim.start)


def judged(word: str, ref: CountRef, counts: Numbers, scale: QuantifierScale, language: str) -> Claim:
    """One word of the scale held against one count. The word must be in the scale."""
    return _held(Claim(word, 0, len(word), Verdict.OK), word, ref, counts, scale, language)


def _claim(
    text: str, found: Found, candidates: Sequence[CountRef], counts: Numbers, scale: QuantifierScale, language: str,
    loose: bool,
) -> Claim:  # fmt: skip
    claim = Claim(text[found.start : found.end], found.start, found.end, Verdict.CANNOT_JUDGE)
    if found.negated:
        return replace(claim, why=Why.NEGATED)
    if found.about_people is False or (found.about_people is None and not _names_group(found.noun, candidates)):
        return replace(claim, why=Why.NOT_PEOPLE)
    if not candidates:
        return replace(claim, why=Why.NO_COUNT)
    held = [_held(claim, found.form, ref, counts, scale, language) for ref in candidates]
    if loose:
        right = next((each for each in held if each.verdict is Verdict.OK), None)
        return right or next((each for each in held if each.verdict is Verdict.CANNOT_JUDGE), held[0])
    if len({(each.verdict, each.why) for each in held}) > 1 or (len(held) > 1 and held[0].verdict is not Verdict.OK):
        return replace(claim, why=Why.SEVERAL_COUNTS)
    return held[0]


def _number(text: str, found: Number, linked: Sequence[CountRef], counts: Numbers, loose: bool) -> Claim:
    """A number that the text gives: it is right where one of the counts that it may be about is the same."""
    claim = Claim(text[found.start : found.end], found.start, found.end, Verdict.CANNOT_JUDGE)
    candidates = _candidates(text, found, linked)
    if found.about_people is None and not _names_group(found.noun, candidates):
        return replace(claim, why=Why.NOT_PEOPLE)
    made = [(ref, now) for ref in candidates if (now := counts.of(ref)) is not None and now.of]
    right = next((each for each in made if found.holds(len(each[1].who), len(each[1].of))), None)
    if right is not None:
        return _counted(replace(claim, verdict=Verdict.OK), *right)
    # A number with another denominator, of nobody in particular, is of something that is not linked.
    named = [each for each in made if _is_of(found, each[0]) or len(each[1].of) == found.of]
    if not named:
        return replace(claim, why=Why.NO_COUNT)
    if found.hedge is Hedge.ABOUT:
        return replace(claim, why=Why.ABOUT)
    if len(named) > 1 and not loose:
        return replace(claim, why=Why.SEVERAL_COUNTS)
    return _counted(replace(claim, verdict=Verdict.MISMATCH), *named[0])


def _counted(claim: Claim, ref: CountRef, now: Counted) -> Claim:
    return replace(claim, count=ref, n=len(now.who), of=len(now.of))


def _is_of(found: Number, ref: CountRef) -> bool:
    return _begins(found.noun, ref.group) if ref.group else found.noun.startswith(INTERVIEWS)


def _held(claim: Claim, form: str, ref: CountRef, counts: Numbers, scale: QuantifierScale, language: str) -> Claim:
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


def _candidates(text: str, found: Found | Number, linked: Sequence[CountRef]) -> list[CountRef]:
    """The counts that a word may be about: those of the group that its noun names, else of the sentence's groups.

    Where no group is named, those of everyone; where there are none, all that are linked.
    """
    sentence = text[slice(*found.sentence)].casefold()
    noun = found.noun
    named = [ref for ref in linked if ref.group and _begins(noun, ref.group)]
    if named:
        return named
    named = [ref for ref in linked if ref.group and re.search(rf"(?<!\w){re.escape(ref.group.casefold())}", sentence)]
    general = [ref for ref in linked if not ref.group]
    if noun.startswith(INTERVIEWS) and general:
        return general
    return (named if len({(ref.by, ref.group) for ref in named}) == 1 else []) or general or named or list(linked)


def _names_group(of: str, candidates: Sequence[CountRef]) -> bool:
    return any(ref.group and _begins(of, ref.group) for ref in candidates)


def _begins(word: str, group: str) -> bool:
    return bool(word) and word.casefold().startswith(group.casefold())
