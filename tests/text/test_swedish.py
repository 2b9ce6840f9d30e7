from hypothesis import given
from hypothesis import strategies as st

from okqual.text.swedish import swedish_key


def test_swedish_letters_come_last_in_their_order():
    words = ["öl", "zon", "ål", "ärr", "apa", "Åsa", "a\u030ar"]
    assert sorted(words, key=swedish_key) == ["apa", "zon", "ål", "a\u030ar", "Åsa", "ärr", "öl"]


def test_numbers_by_size():
    names = ["VB-10", "VB-2", "VB-02b", "VB-1", "KR-30"]
    assert sorted(names, key=swedish_key) == ["KR-30", "VB-1", "VB-2", "VB-02b", "VB-10"]


def test_accents_and_case_only_tell_equals_apart():
    assert sorted(["idéer", "ider", "Ide", "idé", "ide"], key=swedish_key) == ["Ide", "ide", "idé", "idéer", "ider"]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_texts_can_be_ordered_and_the_order_is_the_same_from_any_start(texts):
    assert [swedish_key(t) for t in sorted(texts, key=swedish_key)] == sorted(map(swedish_key, texts))


def test_digits_of_any_length():
    assert swedish_key("9" * 5000) < swedish_key("1" + "0" * 5000)
