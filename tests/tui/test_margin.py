"""The bars in the margin: codes that share a row never share a column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okqual.tui.margin import COLUMNS, Margin, lanes

BARS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 6), st.sampled_from("abcdefg")).map(
        lambda bar: (bar[0], bar[0] + bar[1], bar[2])
    ),
    max_size=40,
)


def test_apart_share_a_column_and_together_do_not() -> None:
    assert lanes([(0, 2, "a"), (3, 4, "b"), (1, 3, "c"), (0, 0, "d")]) == [0, 0, 1, 1]


def test_bars_of_one_code_lie_on_each_other() -> None:
    assert lanes([(0, 2, "a"), (1, 4, "a"), (2, 2, "b")]) == [0, 0, 1]


@given(BARS)
def test_no_two_codes_in_one_place(bars: list[tuple[int, int, str]]) -> None:
    taken: dict[tuple[int, int], str] = {}
    for (first, last, code), column in zip(bars, lanes(bars), strict=True):
        for row in range(first, last + 1):
            assert taken.setdefault((row, column), code) == code


@given(BARS, st.data())
def test_a_row_names_its_codes_also_after_removing(bars: list[tuple[int, int, str]], data: st.DataObject) -> None:
    margin = Margin()
    for place, (first, last, code) in enumerate(bars):
        margin.add((str(place), code, first, last))
    gone = data.draw(st.sets(st.integers(0, max(0, len(bars) - 1)), max_size=10))
    for place in gone:
        margin.remove(str(place))
    for row in range(0, 37):
        codes = [code for place, (first, last, code) in enumerate(bars) if place not in gone and first <= row <= last]
        drawn, more = margin.at(row)
        shown = [code for code in drawn if code is not None]
        assert set(shown) <= set(codes)
        assert len(shown) + more >= len(set(codes))
        if more == 0:
            assert set(shown) == set(codes)


@given(BARS, BARS, st.data())
def test_bars_that_wait_come_to_stand_where_they_would_have(
    there: list[tuple[int, int, str]], added: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    first_bars = [(f"a{place}", code, first, last) for place, (first, last, code) in enumerate(there)]
    waiting, at_once = Margin(first_bars), Margin()
    for bar in first_bars:
        at_once.add(bar)
    for row in data.draw(st.lists(st.integers(0, 37), max_size=5)):
        waiting.at(row)
    for place, (first, last, code) in enumerate(added):
        bar = (f"b{place}", code, first, last)
        assert waiting.add(bar) == at_once.add(bar)
    for name in data.draw(st.lists(st.sampled_from([bar[0] for bar in first_bars] or ["none"]), max_size=5)):
        waiting.remove(name)
        at_once.remove(name)
    for row in data.draw(st.permutations(range(38))):
        assert waiting.at(row) == at_once.at(row)
    assert {bar[0]: waiting.span(bar[0]) for bar in first_bars} == {bar[0]: at_once.span(bar[0]) for bar in first_bars}


def test_the_fifth_code_is_counted() -> None:
    margin = Margin()
    for number in range(COLUMNS + 3):
        margin.add((str(number), f"kod{number}", 0, 0))
    assert margin.at(0) == (("kod0", "kod1", "kod2", "kod3"), 3)
    assert margin.at(1) == ((None, None, None, None), 0)
