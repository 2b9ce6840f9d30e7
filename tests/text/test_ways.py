"""The way of a place from one text to another: through what is the same, short texts and long ones alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.text import ways
from okqual.text.ways import Way

TEXT = st.text(alphabet="abcåäö .\n", max_size=60)


@pytest.mark.parametrize("largest", [4_000_000, 40])
def test_words_keep_their_place_where_others_change(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "LARGEST", largest)
    before = "Vi ses ofta. Medlen kom sent. Det var en lång väg till beslut. Sen blev det bra."
    after = "Vi ses ganska ofta. Medlen kom sent. Sen blev det bra. Slut."
    way = Way(before, after)

    for words in ("Medlen kom sent.", "Sen blev det bra."):
        start = before.index(words)
        assert after[way.begin(start) : way.end(start + len(words))] == words


def test_a_place_in_words_that_are_gone_is_where_they_stood() -> None:
    before, after = "Ja, det är så. Det gick bra.", "Ja. Det gick bra."
    way = Way(before, after)
    gone = before.index("är")

    assert (way.begin(gone), way.end(gone)) == (2, 2)


@given(TEXT, TEXT, st.sampled_from([4_000_000, 0]))
def test_places_lie_in_the_text_in_the_same_order(before: str, after: str, largest: int) -> None:
    kept, ways.LARGEST = ways.LARGEST, largest
    try:
        way = Way(before, after)
    finally:
        ways.LARGEST = kept
    for led in (way.begin, way.end):
        places = [led(place) for place in range(len(before) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= len(after) for place in places)


@given(TEXT, st.sampled_from([4_000_000, 0]))
def test_the_way_to_the_same_text_is_the_place_itself(text: str, largest: int) -> None:
    kept, ways.LARGEST = ways.LARGEST, largest
    try:
        way = Way(text, text)
    finally:
        ways.LARGEST = kept
    words = [place for place, sign in enumerate(text) if not sign.isspace()]

    assert [way.begin(place) for place in words] == words
    assert [way.end(place + 1) for place in words] == [place + 1 for place in words]
