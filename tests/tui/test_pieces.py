"""Rows in pieces: each character once, with the styles of just the layers that cover it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from okqual.tui.document import Row, RowKind
from okqual.tui.widgets.pieces import LEAST, cut, overlap, shortened

LAYERS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple), max_size=6)


@given(LAYERS)
def test_pieces_cover_the_row_once_with_the_styles_that_are_there(spans: list[tuple[int, int]]) -> None:
    layers = [(start, end, Style(link=str(number))) for number, (start, end) in enumerate(spans)]
    pieces = cut(10, 30, layers)
    assert (pieces[0][0], pieces[-1][1]) == (10, 30)
    assert all(one[1] == two[0] for one, two in pairwise(pieces))
    for start, end, styles in pieces:
        for at in range(start, end):
            assert styles == [style for first, last, style in layers if first <= at < last]


def test_a_span_shows_only_in_rows_of_text_that_it_touches() -> None:
    row = Row(10, 20, RowKind.TEXT, 0)
    assert overlap(row, (5, 15)) == (10, 15)
    assert overlap(row, (20, 25)) is None
    assert overlap(row, None) is None
    assert overlap(Row(10, 10, RowKind.BLANK, 0), (5, 15)) is None


@given(st.text(alphabet="aå字: ", min_size=1, max_size=40), st.integers(0, 30))
def test_a_shortened_annotation_fits_and_keeps_its_end(words: str, room: int) -> None:
    short = shortened(words, room)
    assert cell_len(short) <= max(room, 0)
    assert not short or words.endswith(short[1:])
    assert room < LEAST or short


def test_the_value_is_what_is_kept() -> None:
    assert shortened("Stimulerat kunskapsbaserat arbete: ja", 20) == "…sbaserat arbete: ja"
