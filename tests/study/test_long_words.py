"""Lines of 100,000 characters of one kind: read in about the time that as much ordinary text takes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.structure.question_matching import words_of
from okqual.study.file_reading import HowToRead, read_file
from okqual.text.passages import sentence_spans

GUIDE = next((Path(__file__).parents[2] / "guides").glob("*.yaml"))
LONG = 100_000
NOTE = "Intervju A-1\n\n1. Roll\n\n{}\n\n2. Annat\n\nJa, det blev bra.\n"


@pytest.mark.parametrize("text", ["." * LONG + "x", "a" * LONG + "- och", "A" * LONG + "x", "1" * LONG + "!"])
def test_a_line_of_one_sign_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOTE.format(text), encoding="utf-8")
    began = time.process_time()
    read = read_file(path, HowToRead(load_guide(GUIDE)))

    assert read.fault is None
    ((_case, made),) = read.readings
    assert text.split(maxsplit=1)[0] in made.text
    # Square time would be minutes.
    assert time.process_time() - began < 10


def test_half_a_compound_says_nothing_and_the_rest_does() -> None:
    assert words_of("hälso- och sjukvård, stöd-insatser, e-") == ("sjukvård", "stöd", "insatser")


def test_dots_between_sentences_end_them_as_before() -> None:
    text = "Vi vet inte... Kanske nästa år?! Ja."
    assert [text[a:b] for a, b in sentence_spans(text)] == ["Vi vet inte...", "Kanske nästa år?!", "Ja."]
