import time
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
    "e.g.",
    "Mr.",
    "the U.S.",
    "Army",
    "Ip1.",
    "a.m.",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Dr. Holm and Mrs. Ek. They agreed.", ["We met Dr. Holm and Mrs. Ek.", "They agreed."]),
        ("Tools, e.g. Teams, i.e. Video. Fine.", ["Tools, e.g. Teams, i.e. Video.", "Fine."]),
        ("In the U.S. Army it works. Yes.", ["In the U.S. Army it works.", "Yes."]),
        ("She moved to the U.S. We stayed.", ["She moved to the U.S.", "We stayed."]),
        ("At 9 a.m. (sharp) we began. Good.", ["At 9 a.m. (sharp) we began.", "Good."]),
        ("It closed at 5 p.m. Then we left.", ["It closed at 5 p.m.", "Then we left."]),
        (
            "See no. 5 and fig. 2. The answer is no. We asked.",
            ["See no. 5 and fig. 2.", "The answer is no.", "We asked."],
        ),
        ("So did I. We went.", ["So did I.", "We went."]),
        ("Acme Inc. (the firm) grew. Fast!", ["Acme Inc. (the firm) grew.", "Fast!"]),
        ("”Sure,” she said. “Why not?” Nobody knew.", ["”Sure,” she said.", "“Why not?”", "Nobody knew."]),
        ("Hon har MS. Vi vet det.", ["Hon har MS.", "Vi vet det."]),
        ("Det finns 3 st. Vi har två.", ["Det finns 3 st.", "Vi har två."]),
        ("Ip1. Vi har en plan. Den är ny.", ["Ip1. Vi har en plan.", "Den är ny."]),
    ],
)
def test_sentences_in_english_and_of_labels(text, expected):
    assert sentences(text) == expected


def test_sentences_take_time_in_proportion_to_the_text():
    def taken(count):
        text = "Mr. Ek said, e.g. at 9 a.m. in the U.S. Army, no. " * count
        began = time.process_time()
        sentence_spans(text)
        return time.process_time() - began

    taken(10)
    assert taken(4000) < 40 * max(taken(400), 0.005)


def test_a_very_long_quotation_is_cut():
    text = "”" + "Vi gör så här. " * 60 + "Slut.”"
    assert len(sentences(text)) == 61


def test_words_are_counted_as_a_reader_counts_them():
    text = "SKR:s stöd till 6-åringar, o\u0308l och led\u00adning 2020–2024."
    words = [text[a:b] for a, b in word_spans(text)]
    assert words == ["SKR:s", "stöd", "till", "6-åringar", "o\u0308l", "och", "led\u00adning", "2020", "2024"]
    assert word_count(text) == 9
