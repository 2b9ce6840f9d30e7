import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from okqual.text.folding import fold, folded

LETTERS = "abcåäöÅÄÖéßİ aeo\u0308\u030a\u0301 \u00a0\u202f\u00ad\u200b”\"'’–-…\n\tｆ한"
TEXTS = st.text(st.sampled_from(LETTERS) | st.characters(exclude_categories=["Cs"]), max_size=60)
LATIN = st.text(st.sampled_from(LETTERS), max_size=60)


@given(TEXTS)
def test_the_map_leads_every_folded_character_to_a_span_of_the_original(text):
    got = fold(text)
    assert len(got.offsets) == len(got.text) + 1 == len(got.ends) + 1
    assert list(got.offsets) == sorted(got.offsets)
    assert got.offsets[-1] == len(text)
    assert all(a < b <= len(text) for a, b in zip(got.offsets, got.ends, strict=False))


@given(TEXTS)
def test_only_the_text_is_the_text_of_the_whole(text):
    assert folded(text) == fold(text).text.strip()


@given(LATIN)
def test_what_a_folded_stretch_comes_from_folds_to_that_stretch_again(text):
    got = fold(text)
    for i in range(len(got.text)):
        start, end = got.original(i, i + 1)
        assert got.text[i] in fold(text[start:end]).text


@given(LATIN)
def test_unicode_form_case_and_unseen_characters_make_no_difference(text):
    assert fold(unicodedata.normalize("NFD", text)).text == fold(unicodedata.normalize("NFC", text)).text
    assert fold(text.replace("\u00ad", "").replace("\u200b", "")).text.split() == fold(text).text.split()


@given(st.text(st.sampled_from("abcåäöé \u00a0”’–…"), max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text).text).text == fold(text).text


def test_swedish_letters_stay_letters_of_their_own():
    assert folded("VÅRD") == "vård" != folded("vard")
    assert folded("a\u030a") == "å"


def test_spaces_marks_and_dashes_are_unified():
    assert folded("”Vi\u00a0gör \u202f det”\n– ni\u00advå…") == '"vi gör det" - nivå...'


def test_original_leaves_out_soft_hyphens_after_the_words():
    text = "ni\u00advå\u00ad och"
    got = fold(text)
    assert got.text == "nivå och"
    assert got.original(0, 4) == (0, 5)
    assert got.original(3, 3) == (4, 4)
