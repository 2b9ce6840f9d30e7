"""Notes with a line of 100,000 characters: whole words, one word, and letters that join: nothing is lost or hangs."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document

from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.reading import read_note
from okqual.study.opening import shipped
from okqual.text.folding import folded

LINES = {"words": "vi samordnar arbetet " * 5000, "one word": "ö" * 100_000, "joined": "e\u0301" * 50_000}


def word(line: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("1. Roll")
    document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "txt": lambda line: f"1. Roll\n\n{line}\n".encode(),
    "md": lambda line: f"**1. Roll**\n\n* {line}\n".encode(),
    "html": lambda line: f"<p>1. Roll</p><ul><li>{line}</li></ul>".encode(),
    "vtt": lambda line: f"WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n<v IP1>{line}\n".encode(),
    "rtf": lambda line: (
        b"{\\rtf1 1. Roll\\par " + "".join(f"\\u{ord(c)}?" if ord(c) > 126 else c for c in line).encode() + b"}"
    ),
    "docx": word,
}


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [*((suffix, "words") for suffix in WRITTEN), ("txt", "one word"), ("md", "joined"), ("docx", "joined")],
)
def test_a_line_of_a_hundred_thousand_characters_is_read_whole(suffix: str, kind: str) -> None:
    guide = load_guide(next(iter(shipped("guides").glob("*.yaml"))))
    reading = read_note(WRITTEN[suffix](LINES[kind]), f"n.{suffix}", guide)

    assert folded(LINES[kind]).replace(" ", "") in folded(reading.text).replace(" ", "")
    assert max(passage.end for passage in reading.passages) <= len(reading.text)
