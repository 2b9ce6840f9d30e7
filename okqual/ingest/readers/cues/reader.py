"""WebVTT and SubRip: cues with their times and voices, and the notes that stand between them.

Read leniently, since both are also typed by hand: what is not a time, an identifier or markup of
the format is words, and no words are dropped.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from okqual.errors import OkqualError
from okqual.ingest.readers.cues.turns import STAMP, Cue, seconds, turns_of
from okqual.ingest.readers.text.encodings import decode
from okqual.ingest.readers.text.reader import lines_of, remarks_on
from okqual.ingest.structure.header import is_header_key
from okqual.ingest.structure.voices import with_typed_voices
from okqual.model.note import BlockKind, SourceBlock, SourceDocument

_TIMING = re.compile(rf"\s*{STAMP.pattern}\s*-{{1,2}}>\s*{STAMP.pattern}(?:\s.*)?\Z")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+(?P<name>[^>]*))?>")
# Only markup of the formats: "<3" and "a < b > c" are words.
_MARKUP = re.compile(r"</?(?:[bicuv]|ruby|rt|lang|font|s)(?:[.\s][^<>]*)?>|<[\d:.]{5,15}>|\{\\an?\d+\}", re.IGNORECASE)
_OWN_BLOCK = re.compile(r"(?:STYLE|REGION)\s*\Z")
_PAIRS = re.compile(r"\s+\|\s+")


def read_cues(content: bytes, name: str, encoding: str | None = None) -> SourceDocument:
    """The notes and turns of a WebVTT or SubRip file. Raises OkqualError where it has no cue."""
    decoded = decode(content, name, encoding)
    notes, cues = _parsed(lines_of(decoded.text))
    if not any(cue.line for cue in cues):
        raise OkqualError("errors.cues_none", {"file": name}, "errors.cues_none.try")
    while cues and _is_header(cues[0].text) and not cues[0].voice:
        notes += _notes(cues[0].line, [cues.pop(0).text])
    if not any(cue.voice for cue in cues):
        cues = with_typed_voices(cues)
    kind = "vtt" if decoded.text.lstrip("\ufeff").startswith("WEBVTT") else "srt"
    blocks = (*notes, *turns_of(cues))
    return SourceDocument(kind, blocks, encoding=decoded.encoding, remarks=remarks_on(decoded))


def _parsed(lines: list[str]) -> tuple[list[SourceBlock], list[Cue]]:
    notes: list[SourceBlock] = []
    cues: list[Cue] = []
    for number, part in _parts(lines):
        first = part[0].lstrip("\ufeff")
        if number == 1 and first.startswith("WEBVTT"):
            notes += _notes(number, [first.removeprefix("WEBVTT").lstrip(" \t-–"), *part[1:]])
        elif first.startswith("NOTE") and not first[4:5].strip():
            notes += _notes(number, [first[4:], *part[1:]])
        elif not (_OWN_BLOCK.match(first) and not cues):
            cues += _cues(number, part, cues[-1] if cues else None)
    return notes, cues


def _parts(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not empty, with the number of their first line."""
    part: list[str] = []
    for number, line in enumerate((*lines, ""), 1):
        if line.strip():
            part.append(line)
        elif part:
            yield number - len(part), part
            part = []


def _notes(number: int, lines: list[str]) -> list[SourceBlock]:
    """A note's lines as paragraphs; pairs on one line ("Datum: … | Län: …") are one each."""
    texts: list[str] = []
    for line in lines:
        pairs = [part.strip() for part in _PAIRS.split(line)]
        texts += pairs if all(":" in part for part in pairs) else [line.strip()]
    kept = [text for text in texts if text]
    return [
        SourceBlock(f"l{number}" + (f"p{i}" if i > 1 else ""), BlockKind.PARAGRAPH, text)
        for i, text in enumerate(kept, 1)
    ]


def _is_header(text: str) -> bool:
    """Whether a cue says what a note's header says ("Intervju-id: VG-03 | Datum: …")."""
    pairs = [part.partition(":") for part in _PAIRS.split(text)]
    return len(pairs) > 1 and all(colon and is_header_key(key) for key, colon, _ in pairs)


def _cues(number: int, part: list[str], before: Cue | None) -> list[Cue]:
    """The cues of a run of lines; lines before its first time go on with the cue ``before``."""
    found: list[Cue] = []
    words: list[str] = []
    now = replace(before, text="") if before is not None else Cue(0, "", "")
    for index, line in enumerate(part):
        timing = _TIMING.match(line)
        if timing is None:
            words.append(line)
            continue
        if words and (index == 1 or words[-1].strip().isdigit()):
            words.pop()
        found += _voices(now, words)
        now, words = Cue(seconds(timing), "", "", number + index), []
    return found + _voices(now, words)


def _voices(cue: Cue, lines: list[str]) -> list[Cue]:
    """The words of a cue, one cue for each voice in it."""
    text = "\n".join(lines)
    if not text.strip():
        return []
    voices = list(_VOICE.finditer(text))
    starts = [0, *(voice.start() for voice in voices), len(text)]
    names = [cue.voice, *(_plain(voice["name"] or "") for voice in voices)]
    pieces = (
        replace(cue, voice=name, text=_plain(text[a:b])) for name, a, b in zip(names, starts, starts[1:], strict=False)
    )
    return [piece for piece in pieces if piece.text]


def _plain(text: str) -> str:
    """Text without markup, with entities as the characters they stand for."""
    bare = html.unescape(_MARKUP.sub("", _VOICE.sub("", text)))
    return unicodedata.normalize("NFC", " ".join(bare.replace("\x00", "\ufffd").split()))
