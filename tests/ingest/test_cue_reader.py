"""WebVTT and SubRip: times become places, voices become speakers, and no words are lost."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind, SourceDocument


def vtt(*cues: tuple[str, str], head: str = "WEBVTT") -> bytes:
    parts = [head, *(f"{start} --> {start}\n{text}" for start, text in cues)]
    return "\n\n".join(parts).encode()


def read(content: bytes | str, name: str = "a.vtt") -> SourceDocument:
    return read_document(content.encode() if isinstance(content, str) else content, name)


def said(document: SourceDocument) -> list[tuple[str, str, str]]:
    return [(b.place, b.speaker, b.text) for b in document.blocks if b.kind is BlockKind.CUE]


def test_cues_of_one_voice_are_one_turn_at_the_time_of_its_first_word() -> None:
    document = read(
        vtt(
            ("00:04:10.250", "<v IP1>Vi har en plan för</v>"),
            ("00:04:12.000", "<v IP1>hela länet.</v>"),
            ("00:04:15.000", "<v AK>Och målen?</v>"),
            ("01:00:00.000", "<v IP1>De står i den.</v>"),
        )
    )

    assert document.format == "vtt"
    assert said(document) == [
        ("00:04:10", "IP1", "Vi har en plan för hela länet."),
        ("00:04:15", "AK", "Och målen?"),
        ("01:00:00", "IP1", "De står i den."),
    ]


def test_several_voices_in_a_cue_are_told_apart() -> None:
    document = read(vtt(("00:01.000", "<v IP1>Ja.</v> <v.loud Ulrika Heie>Nej, inte här.</v>")))

    assert said(document) == [("00:00:01", "IP1", "Ja."), ("00:00:01p2", "Ulrika Heie", "Nej, inte här.")]


def test_markup_goes_and_words_that_look_like_it_stay() -> None:
    document = read(
        vtt(("00:01.000", "<i>Budget</i> &lt; behov, <3 och <c.gul>1 &amp; 2</c> <00:00:01.500>nu {\\an8}"))
    )

    assert [text for _, _, text in said(document)] == ["Budget < behov, <3 och 1 & 2 nu"]


def test_notes_are_read_and_their_pairs_parted() -> None:
    notes = "NOTE Intervju-id: VG-03 | Datum: 2025-12-11\n\nNOTE\nKonstruerat | påhittat"
    head = f"WEBVTT - Intervju\n\n{notes}\n\nSTYLE\n::cue {{}}"
    document = read(vtt(("00:01.000", "Hej."), head=head))

    assert [(b.place, b.text) for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [
        ("l1", "Intervju"),
        ("l3", "Intervju-id: VG-03"),
        ("l3p2", "Datum: 2025-12-11"),
        ("l5", "Konstruerat | påhittat"),
    ]


def test_a_header_may_be_in_the_first_cues() -> None:
    document = read(vtt(("00:00.000", "Intervju-id: VG-03 | Datum: 2025-12-11"), ("00:01.000", "Tid: det har vi.")))

    assert [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [
        "Intervju-id: VG-03",
        "Datum: 2025-12-11",
    ]
    assert [text for _, _, text in said(document)] == ["Tid: det har vi."]


def test_identifiers_settings_and_line_ends_of_any_kind() -> None:
    cue = "id-1/2-0\r\n00:00:01.000 --> 00:00:02.000 align:start position:0%\r\n<v A B>Hej\r\ndå.</v>\r\n"

    assert said(read(f"\ufeffWEBVTT\r\n\r\n{cue}")) == [("00:00:01", "A B", "Hej då.")]


def test_subrip_with_commas_numbers_and_a_blank_line_inside_a_cue() -> None:
    text = (
        "1\n00:00:01,500 --> 00:00:02,000\nVi har tre.\n\nMen 2024\n\n2\n00:00:03,000 --> 00:00:04,000\nhade vi fem.\n"
    )

    document = read(text, "a.srt")

    assert document.format == "srt"
    assert said(document) == [("00:00:01", "", "Vi har tre."), ("00:00:01p2", "", "Men 2024 hade vi fem.")]


def test_without_voices_sentences_broken_over_cues_are_whole() -> None:
    words = ["Vi har arbetat i två", "år.", "Det går."]
    text = "\n\n".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i + 1},000\n{line}" for i, line in enumerate(words, 1))

    assert [line for _, _, line in said(read(text, "a.srt"))] == ["Vi har arbetat i två år.", "Det går."]


def test_names_typed_before_the_words_are_voices() -> None:
    document = read(
        vtt(
            ("00:01.000", "Ulrika Heie: Hur går det?"),
            ("00:02.000", "Bo Ek: Det går"),
            ("00:03.000", "bra. Tack: det"),
            ("00:04.000", "Bo Ek: är lugnt."),
            ("00:05.000", "Ulrika Heie: Fint."),
        )
    )

    assert said(document) == [
        ("00:00:01", "Ulrika Heie", "Hur går det?"),
        ("00:00:02", "Bo Ek", "Det går bra. Tack: det är lugnt."),
        ("00:00:05", "Ulrika Heie", "Fint."),
    ]


def test_a_long_turn_goes_on_in_a_new_block_so_that_its_place_stays_near() -> None:
    cues = [(f"00:{i // 60:02d}:{i % 60:02d}.000", "<v IP1>En mening till.</v>") for i in range(0, 600, 10)]

    places = [place for place, _, _ in said(read(vtt(*cues)))]

    assert places == [f"00:0{minute}:00" for minute in range(10)]


@pytest.mark.parametrize("content", ["WEBVTT\n\nHej hej\n", "Bara text.\n"])
def test_a_file_without_times_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(OkqualError) as refused:
        read(content)

    assert refused.value.key == "errors.cues_none"


LINES = st.sampled_from(
    [
        "",
        "WEBVTT",
        "NOTE x",
        "1",
        "00:01.000 --> 00:02.000",
        "<v IP1>Hej",
        "</v>",
        "STYLE",
        "-->",
        "AK: Ja?",
        "\x00",
        "<v",
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=25).map("\n".join), st.sampled_from(["a.vtt", "a.srt"]))
def test_whatever_a_file_holds_it_is_read_or_refused(text: str, name: str) -> None:
    try:
        document = read(text, name)
    except OkqualError:
        return
    assert document.blocks


WORDS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.integers(0, 9999), st.lists(WORDS, min_size=1, max_size=6)), min_size=1, max_size=12))
def test_every_word_of_every_cue_is_in_a_block_once_and_in_order(cues: list[tuple[int, list[str]]]) -> None:
    content = vtt(*((f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}.000", " ".join(words)) for s, words in cues))

    document = read(content)

    wanted = " ".join(word for _, words in cues for word in words)
    # NFC can change letters; both sides are compared by what is left without space.
    assert bare(" ".join(text for _, _, text in said(document))) == bare(wanted)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def test_reading_takes_time_in_proportion_to_the_file() -> None:
    def taken(count: int) -> float:
        cue = "00:00:01.000 --> 00:00:02.000\n<v IP1>Vi har en plan och den är ny\n\n"
        content = f"WEBVTT\n\n{cue * count}".encode()
        began = time.process_time()
        read(content)
        return time.process_time() - began

    taken(10)
    assert taken(8000) < 40 * max(taken(800), 0.005)
