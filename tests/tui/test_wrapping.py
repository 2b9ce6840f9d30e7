"""Rows of a text: nothing is lost, nothing is too wide, words stay whole where they can."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from okqual.tui.wrapping import wrap

TEXTS = st.text(alphabet=st.sampled_from("aåö -–”.,字汉́🙂\u200b W"), max_size=200)


@given(TEXTS, st.integers(4, 40))
def test_rows_join_without_gaps_and_fit(text: str, width: int) -> None:
    rows = list(wrap(text, 0, len(text), width))
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)
    assert all(one[1] == two[0] for one, two in pairwise(rows))
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in rows)


@given(st.text(alphabet="abcåäö ", max_size=120), st.integers(8, 30))
def test_a_word_that_fits_is_not_cut(text: str, width: int) -> None:
    rows = list(wrap(text, 0, len(text), width))
    for (_, end), (start, _) in pairwise(rows):
        word = text[:end].rsplit(" ", 1)[-1] + text[start:].split(" ", 1)[0]
        cut = text[end - 1] != " " and text[start] != " "
        assert not cut or len(word) > width


def test_rows_count_from_where_the_stretch_begins() -> None:
    text = "rubrik\nSvårare ute på hälsocentralerna"
    rows = [text[start:end] for start, end in wrap(text, 7, len(text), 15)]
    assert rows == ["Svårare ute på ", "hälsocentralern", "a"]


def test_an_empty_stretch_is_one_empty_row() -> None:
    assert list(wrap("abc", 2, 2, 10)) == [(2, 2)]


def test_a_million_characters_wrap_within_half_a_second() -> None:
    sentence = "Länsgruppen möts varje månad och går igenom vad som har gjorts och vad som återstår. "
    text = sentence * (1_000_000 // len(sentence))
    begun = time.process_time()
    for start in range(0, len(text), len(sentence) * 4):
        list(wrap(text, start, min(len(text), start + len(sentence) * 4), 72))
    assert time.process_time() - begun < 0.5
