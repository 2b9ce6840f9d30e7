"""Three wordings as one: nothing that anybody wrote is lost, and the same sentence twice is a clash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okqual.analysis.three_way import alike, merge, restored
from okqual.text.passages import sentence_spans

SENTENCES = st.lists(st.sampled_from([f"Mening {letter} om arbetet." for letter in "ABCDEFGH"]), max_size=6)
TEXTS = SENTENCES.map(" ".join)
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


def sentences(text: str) -> set[str]:
    return {" ".join(text[a:b].split()) for a, b in sentence_spans(text)}


@given(TEXTS, TEXTS)
def test_where_one_side_changed_nothing_the_other_holds(base: str, other: str) -> None:
    for made in (merge(base, base, other), merge(base, other, base), merge(base, other, other)):
        assert not made.clash
        assert alike(made.text, other)


@given(ANY, ANY)
def test_any_text_comes_back_as_it_was_written(base: str, word: str) -> None:
    assert alike(restored(base, word), word)
    assert restored(base, base) == base


@given(TEXTS, TEXTS, TEXTS)
def test_what_either_side_wrote_anew_stands_in_the_merged_text(base: str, now: str, word: str) -> None:
    made = merge(base, now, word)
    written = sentences(word) - sentences(base)
    assert written <= sentences(made.text)
    if not made.clash:
        assert (sentences(now) | sentences(word)) - sentences(base) <= sentences(made.text)


@given(TEXTS, TEXTS, TEXTS)
def test_it_is_a_clash_from_both_sides(base: str, now: str, word: str) -> None:
    assert merge(base, now, word).clash == merge(base, word, now).clash


def test_edits_of_two_sentences_are_merged_and_of_one_are_not() -> None:
    base = "Arbetet går framåt. Tiden är knapp. Alla är med."
    made = merge(base, base.replace("knapp", "mycket knapp"), base.replace("Alla", "De flesta"))
    assert (made.text, made.clash) == ("Arbetet går framåt. Tiden är mycket knapp. De flesta är med.", False)
    clash = merge(base, base.replace("knapp", "slut"), base.replace("knapp", "för kort"))
    assert (clash.text, clash.clash) == (base.replace("knapp", "för kort"), True)


def test_untouched_sentences_keep_every_sign() -> None:
    base = "Ett\u00a0län [VB-01:3].\n\nEtt annat län."
    assert restored(base, "Ett län[VB-01:3].\nEtt tredje län.") == "Ett\u00a0län [VB-01:3].\n\nEtt tredje län."


def test_a_sentence_put_in_beside_one_that_was_changed_is_no_clash() -> None:
    base = "Ett. Två är två."
    made = merge(base, "Ett. Två är inte ett.", "Ett. Mitt emellan. Två är två.")
    assert (made.text, made.clash) == ("Ett. Mitt emellan. Två är inte ett.", False)


def test_what_a_page_is_broken_with_is_no_change() -> None:
    assert alike("Sam\u200bordningen tog\u00a0ti\u00add.\ufeff", "Samordningen tog tid.")
