import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from okqual.text.shown import visible, visible_line


def test_what_steers_a_terminal_is_seen():
    assert visible("\x1b[31mröd\u202eabc\u200b\x07") == "␛[31mröd⇄abc¤␇"
    assert visible("led\u00adning\tx\ny") == "led‧ning x\ny"
    assert visible_line("a\nb\r\u2028") == "a b␍\ufffd"


@given(st.text(st.characters(), max_size=50))
def test_one_character_for_one_and_nothing_unseen_left(text):
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@given(st.text(st.sampled_from("abcåäö ÅÄÖ.,”–é\u00a0"), max_size=50))
def test_swedish_text_is_left_as_it_is(text):
    assert visible(text) == text == visible_line(text)
