import time

from hypothesis import given
from hypothesis import strategies as st

from okqual.text.quotes import find_quote, quotation_spans

WORDS = st.lists(st.sampled_from(["vi", "gör", "”ja”", "nivå", "–", "SKR:s", "å"]), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_a_quote_is_found_where_it_stands_however_it_is_typed(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    start = len(" ".join(words[:first])) + (first > 0)
    quote = " ".join(words[first:last])
    typed = quote.replace("”", '"').replace("–", "-").replace(" ", "\u00a0 ").replace("nivå", "ni\u00adva\u030a")
    assert (start, start + len(quote)) in find_quote(text, typed, start)


def test_all_places_within_the_limits():
    text = "Ja. Nej. Ja. ja."
    assert find_quote(text, "ja.") == [(0, 3), (9, 12), (13, 16)]
    assert find_quote(text, "Ja.", 1, 12) == [(9, 12)]
    assert find_quote(text, "  ") == []
    assert find_quote(text, "kanske") == []


def test_the_span_is_of_the_original_characters():
    text = "Kommundirektörens lednings\u00adgrupp är styrgrupp"
    ((start, end),) = find_quote(text, "LEDNINGSGRUPP")
    assert text[start:end] == "lednings\u00adgrupp"


def test_a_million_characters_take_no_minutes():
    began = time.perf_counter()
    assert len(find_quote("a " * 500_000, "a a a")) == 166_666
    assert time.perf_counter() - began < 5


def test_quotations_with_their_marks():
    text = 'IP1: ”Ärligt talat.” och "rakt" men 5" skruv'
    assert [text[a:b] for a, b in quotation_spans(text)] == ["”Ärligt talat.”", '"rakt"']
