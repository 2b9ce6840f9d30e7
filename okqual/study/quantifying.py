"""The study's scale of words for how many, and its texts held against the numbers."""

from __future__ import annotations

import json
from dataclasses import replace

from okqual import messages
from okqual.analysis import claims as holding
from okqual.analysis.counts import Numbers
from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.claims import Claim
from okqual.model.finding import CountRef, Piece
from okqual.model.plain import of_plain, plain
from okqual.model.quantifiers import DEFAULT, Quantifier, QuantifierScale
from okqual.study import browsing
from okqual.study.changing import changing, write_setting
from okqual.study.counting import counted
from okqual.study.opening import Study, setting

SETTING = "quantifiers"
LARGEST = 100
"""Per cent."""


def scale(study: Study) -> QuantifierScale:
    """What the study has decided; the default where nobody has."""
    kept = setting(study, SETTING)
    return of_plain(QuantifierScale, json.loads(kept)) if kept else DEFAULT


def decide_scale(study: Study, new: QuantifierScale) -> None:
    """Decide on a scale. The one that holds already writes nothing.

    Raises OkqualError for bounds that no number meets and for a form that stands for two words.
    """
    forms: set[tuple[str, str]] = set()
    for each in new.words:
        _check(each)
        for form in (each.word, *each.forms):
            if (each.language, form) in forms:
                raise OkqualError("errors.quantifier_twice", {"word": form}, "errors.quantifier_twice.try")
            forms.add((each.language, form))
    if new == scale(study):
        return
    with changing(study) as pen:
        write_setting(pen, SETTING, canonical(plain(new)))


def set_quantifier(study: Study, new: Quantifier) -> None:
    """Put a word in the scale, in place of the one that is called so."""
    now = scale(study)
    there = [each.word for each in now.words if each.language == new.language]
    if new.word in there:
        words = tuple(new if (e.word, e.language) == (new.word, new.language) else e for e in now.words)
    else:
        words = (*now.words, new)
    decide_scale(study, replace(now, words=words))


def forget_quantifier(study: Study, word: str) -> None:
    """Take a word out of the scale. Raises OkqualError for one that is not in it."""
    now = scale(study)
    found = now.named(word)
    if found is None:
        raise unknown_word(word)
    decide_scale(study, replace(now, words=tuple(each for each in now.words if each != found)))


def check_text(study: Study, text: str, counts: tuple[CountRef, ...] = ()) -> list[Claim]:
    """The quantified statements of a text held against counts."""
    return holding.claims(text, counts, counted(study, counts), scale(study), language(study))


def claims_of(study: Study, pieces: list[Piece], counts: Numbers | None = None) -> dict[str, list[Claim]]:
    """piece → its quantified statements with their verdicts; one picture of the study for all of them."""
    made = counts or counted(study, (ref for each in pieces for ref in each.counts))
    used, spoken = scale(study), language(study)
    return {each.id: holding.claims(each.text, each.counts, made, used, spoken) for each in pieces}


def language(study: Study) -> str:
    """The language that the study's texts are in: that of its guide."""
    found = browsing.guide(study).language
    return found if found in messages.LANGUAGES else messages.language()


def unknown_word(word: str) -> OkqualError:
    """That a word is not in the scale."""
    return OkqualError("errors.unknown_quantifier", {"word": word}, "errors.unknown_quantifier.try")


def _check(each: Quantifier) -> None:
    shares = [share for share in (each.over, each.share_from, each.share_to) if share is not None]
    lowest = max(each.share_from or 0, each.over or 0)
    wrong = (
        not each.word.strip()
        or any(not 0 <= share <= LARGEST for share in shares)
        or (each.share_to is not None and lowest > each.share_to)
        or (each.least is not None and each.most is not None and each.least > each.most)
        or (each.all and each.not_all)
        or not (each.by_share or each.by_count or each.not_all)
    )
    if wrong:
        raise OkqualError("errors.quantifier_bounds", {"word": each.word}, "errors.quantifier_bounds.try")
