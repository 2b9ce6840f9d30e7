from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.text.passages import sentence_spans
from okqual.text.words import word_count, word_spans

PARTS = [
    "Vi gör det.",
    "t.ex.",
    "IP2:",
    "m.m.",
    "”Ja. Nej.”",
    "(kort)",
    "kl. 9",
    "?",
    "\n",
    " ",
    "å",
    "1.",
    "…",
    "\u00ad",
    '"',
]


def sentences(text):
    return [text[a:b] for a, b in sentence_spans(text)]


@given(st.lists(st.sampled_from(PARTS), max_size=15).map(" ".join) | st.text(max_size=60))
def test_every_character_is_in_exactly_one_sentence(text):
    spans = sentence_spans(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi träffas. Sedan skriver vi.", ["Vi träffas.", "Sedan skriver vi."]),
        ("Stöd fanns, t.ex. SKR:s nätverk. Bra.", ["Stöd fanns, t.ex. SKR:s nätverk.", "Bra."]),
        ("Skola, vård m.m. Sedan inget.", ["Skola, vård m.m.", "Sedan inget."]),
        ("Gäller fr.o.m. 2025. Ja.", ["Gäller fr.o.m. 2025.", "Ja."]),
        ("Start kl. 9. Slut kl. 10.", ["Start kl. 9.", "Slut kl. 10."]),
        ("Kostar ca. 300 kr. Dyrt!", ["Kostar ca. 300 kr.", "Dyrt!"]),
        ("”Ja. Vi gör det.” IP2 nickar.", ["”Ja. Vi gör det.”", "IP2 nickar."]),
        ("”Vad har de gjort?” säger IP1. Inget.", ["”Vad har de gjort?” säger IP1.", "Inget."]),
        ("IP1: Ja. IP2: Nej.", ["IP1: Ja.", "IP2: Nej."]),
        ("1. Roll. Chef.", ["1. Roll.", "Chef."]),
        ("Rad ett\nrad två", ["Rad ett", "rad två"]),
        ("Hon heter A. Berg. Ja.", ["Hon heter A. Berg.", "Ja."]),
    ],
)
def test_sentences_of_notes(text, expected):
    assert sentences(text) == expected


def test_a_very_long_quotation_is_cut():
    text = "”" + "Vi gör så här. " * 60 + "Slut.”"
    assert len(sentences(text)) == 61


def test_words_are_counted_as_a_reader_counts_them():
    text = "SKR:s stöd till 6-åringar, o\u0308l och led\u00adning 2020–2024."
    words = [text[a:b] for a, b in word_spans(text)]
    assert words == ["SKR:s", "stöd", "till", "6-åringar", "o\u0308l", "och", "led\u00adning", "2020", "2024"]
    assert word_count(text) == 9
