"""Codes, principles and criteria of a codebook that is written as headings, lists and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okqual.ingest.definitions.codebook_parts import Parts, is_group_name, split_questions
from okqual.ingest.definitions.outline import Line, heading_name, unnumbered
from okqual.text.folding import folded

_PRINCIPLES = re.compile(r"princip|kodningsregler|kodregler|regler för kodning|riktlinjer för kodning|"
                         r"kodningsinstruktion|coding (?:rules|principles)", re.IGNORECASE)  # fmt: skip
_NOT_CODES = re.compile(r"(?:inledning|introduktion|syfte|bakgrund|om kodboken|instruktion|anvisning|läsanvisning|"
                        r"innehåll|introduction|about|kriteri)", re.IGNORECASE)  # fmt: skip
_LABELS = (
    ("when_not", r"(?:(?:används|använd|koda|när) inte|exkludera\w*|exklusion\w*|ej|when not|exclude\w*)"),
    ("when", r"(?:används(?: när)?|använd(?: när)?|när|inkludera\w*|inklusion\w*|tillämpas|when|include\w*)"),
    ("example", r"(?:exempel(?:citat)?|t\.?ex\.?|ex\.?|citat|example)"),
    ("brief", r"(?:kort definition|kortdefinition|brief)"),
    ("definition", r"(?:definition|beskrivning|innebörd|förklaring|description)"),
)  # fmt: skip
_FIELDS = tuple((name, re.compile(rf"{words}\s*[:–]\s*(?=\S)", re.IGNORECASE)) for name, words in _LABELS)
_NAME_AND_TEXT = re.compile(r"(?P<name>[^:–—]{2,60}?)(?:\s+[–—-]\s+|:\s+)(?P<text>\S.*)", re.DOTALL)
LONGEST_NAME = 12
"""Words; a longer item of a list is a sentence, not a code."""
_ITEM_LEVEL = 20
_CRITERIA_CUE = re.compile(r"(?=.*kriteri)(?=.*fråg)", re.IGNORECASE)
_LONGEST_CUE = 9
_CRITERIA_HEADER = re.compile(r"(?:utvärderings)?kriteri\w*\s+(?:och\s+)?(?:(?:utvärderings|nyckel|del)?fråg\w*)?\s*",
                              re.IGNORECASE)  # fmt: skip
_NO_CRITERION = re.compile(r"tabell\b|table\b|(?:utvärderings)?(?:kriteri\w*|fråg\w*)\Z", re.IGNORECASE)
_QUESTION_HEADER = re.compile(r"(?:utvärderings|nyckel)fråg\w*\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A code whose parts may follow, with its level in the document."""

    level: int
    id: str
    group: bool = False


def read_criteria(lines: Sequence[Line], parts: Parts) -> list[Line]:
    """Take criteria and their questions from lines below one that says so; the lines that are left."""
    start = next((i for i, line in enumerate(lines) if _is_cue(line.text) and _asked_below(lines, i)), None)
    if start is None:
        return list(lines)
    names = [named["name"] for line in lines if (named := _named_question(line))]
    end = start
    for end, line in enumerate(lines[start:], start):
        pieces = list(_pieces(line.text, names))
        if end > start and not any("?" in piece for piece in pieces) and not _is_name(pieces, line):
            break
        for piece in pieces:
            _take_criterion_piece(piece, line.place, parts)
    else:
        end += 1
    return [*lines[:start], *lines[end:]]


def name_criteria_questions(lines: Sequence[Line], parts: Parts) -> list[Line]:
    """Take what criteria ask from items such as "Relevans – är …?"; the lines that are left."""
    return [
        line
        for line in lines
        if not ((named := _named_question(line)) and parts.ask_of_criterion(named["name"], named["text"], line.place))
    ]


def read_outline(lines: Sequence[Line], parts: Parts) -> None:
    """Take principles and codes from headings and lists."""
    reading = _Reading(lines, parts)
    for i in range(len(lines)):
        reading.read(i)


def _is_cue(text: str) -> bool:
    header = text.partition("?")[0].replace("\t", " ")
    cue = bool(_CRITERIA_CUE.match(header)) and (len(header.split()) <= _LONGEST_CUE or "\t" in text)
    return cue or bool(re.match(r"\W*kriteri\w*\s+(?:utvärderings|nyckel)?fråg", header, re.IGNORECASE))


def _asked_below(lines: Sequence[Line], start: int) -> bool:
    return any("?" in line.text for line in lines[start : start + 4])


def _named_question(line: Line) -> re.Match[str] | None:
    found = _NAME_AND_TEXT.fullmatch(line.text) if line.is_item else None
    return found if found and "?" in found["text"] and len(found["name"].split()) <= 4 else None


def _pieces(text: str, names: Sequence[str]) -> Iterator[str]:
    """A line cut at tabs, after questions, and after the name of a criterion that a question follows."""
    for piece in split_questions(text):
        rest = _CRITERIA_HEADER.sub("", piece, count=1) if _CRITERIA_HEADER.match(piece) else piece
        rest = _QUESTION_HEADER.sub("", rest, count=1).strip() if not rest.endswith("?") or rest != piece else rest
        name = next((name for name in names if rest.startswith(f"{name} ")), "")
        yield from (part for part in (name, rest[len(name) :].strip()) if part)


def _is_name(pieces: Sequence[str], line: Line) -> bool:
    return len(pieces) <= 1 and len(line.text.split()) <= 6 and not line.text.endswith((".", ":", ";"))


def _take_criterion_piece(piece: str, place: str, parts: Parts) -> None:
    if "?" in piece:
        parts.evaluation_question(unnumbered(piece), place)
    elif not _is_cue(piece) and not _NO_CRITERION.match(piece):
        parts.criterion(piece, place)


class _Reading:
    def __init__(self, lines: Sequence[Line], parts: Parts) -> None:
        self._lines = lines
        self._parts = parts
        self._open: list[_Open] = []
        self._in_principles = self._outside = False
        self._heading_code = ""
        """Code of the last heading, while its own texts may follow."""

    def read(self, i: int) -> None:
        line = self._lines[i]
        if line.heading:
            self._read_heading(i, line)
        elif self._in_principles:
            self._parts.principle(line.text, line.place)
        elif self._outside:
            self._parts.unused(line.text, line.place)
        elif self._take_field(line.text):
            return
        elif line.is_item:
            self._read_item(line)
        elif self._heading_code:
            self._parts.fill(self._heading_code, "definition", line.text)
        else:
            self._parts.unused(line.text, line.place)

    def _read_heading(self, i: int, line: Line) -> None:
        name = heading_name(line)
        self._in_principles = bool(_PRINCIPLES.search(name))
        self._outside = not self._in_principles and bool(_NOT_CODES.match(name)) and not self._has_codes_below(i)
        self._heading_code = ""
        if self._in_principles or self._outside:
            self._open = []
            return
        explicit = is_group_name(name)
        self._close(line.heading, explicit or not self._has_items(i))
        parents = (self._open[-1].id,) if self._open else ()
        group = explicit or self._is_group(i)
        made = self._parts.group(name, line.place, parents) if group else self._parts.code(name, line.place, 1, parents)
        self._open.append(_Open(line.heading, made, explicit))
        self._heading_code = made

    def _read_item(self, line: Line) -> None:
        named = _NAME_AND_TEXT.fullmatch(line.text)
        name, text = (named["name"], named["text"]) if named else (line.text, "")
        if len(name.split()) > LONGEST_NAME or "?" in name or name.endswith(".") or len(name) < 2:
            self._parts.unused(line.text, line.place)
            return
        level = _ITEM_LEVEL + max(1, line.depth) + (len(line.number) - 1 if line.number else 0)
        self._close(level, True)
        parents = (self._open[-1].id,) if self._open else ()
        made = self._parts.code(name.strip(), line.place, 1, parents)
        if text:
            self._parts.fill(made, "definition", text)
        self._open.append(_Open(level, made))
        self._heading_code = ""

    def _take_field(self, text: str) -> bool:
        """Whether a line fills a field of the last code ("Exempel: …")."""
        if not self._open:
            return False
        for name, label in _FIELDS:
            if found := label.match(text):
                self._parts.fill(self._open[-1].id, name, text[found.end() :])
                return True
        return False

    def _close(self, level: int, ends_groups: bool) -> None:
        """Close what is not above ``level``. A group that says so stays open for headings with items on its level:
        codebooks are not strict about heading levels, and all main categories have the same depth."""
        while self._open and self._open[-1].level >= level:
            if self._open[-1].group and not ends_groups and self._open[-1].level == level:
                return
            self._open.pop()

    def _below(self, i: int) -> Sequence[Line]:
        """The lines under a heading, down to the next heading of its level."""
        level = self._lines[i].heading
        end = next((j for j in range(i + 1, len(self._lines)) if 0 < self._lines[j].heading <= level), len(self._lines))
        return self._lines[i + 1 : end]

    def _has_items(self, i: int) -> bool:
        own = self._lines[i + 1 :]
        end = next((j for j, line in enumerate(own) if line.heading), len(own))
        return any(line.is_item and not _is_field(line.text) for line in own[:end])

    def _is_group(self, i: int) -> bool:
        """Whether a heading has only headings under it, which have codes of their own."""
        below = self._below(i)
        headings = [j for j, line in enumerate(below, i + 1) if line.heading]
        return bool(headings) and not self._has_items(i) and any(self._has_items(j) for j in headings)

    def _has_codes_below(self, i: int) -> bool:
        return self._has_items(i) and not any(
            folded(line.text).endswith(".") for line in self._below(i) if line.is_item
        )


def _is_field(text: str) -> bool:
    return any(label.match(text) for _, label in _FIELDS)
