"""A document as the lines of an outline: headings, numbered and bulleted items, text, and its tables.

Guides and codebooks are read from this, so that numbers typed by hand, automatic numbering, heading
styles and bold lines come out alike, whatever format the file has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from okqual.ingest.readers.bullets import BULLET
from okqual.model.note import BlockKind, SourceBlock, SourceDocument

BOLD_LINE = 10
"""Heading level of a bold line and of "Tema 2: …"; heading styles have 1–9."""
PLAIN_LINE = 11
"""Heading level of a short line that only its place makes a heading."""
_LONGEST_HEADING = 14
_LONGEST_PLAIN = 10
"""Words."""

_WORD = r"(?P<word>fråga|question|fr\.?|f|q)"
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})"
_LABEL = re.compile(rf"\(?(?:{_WORD}\s?)?(?:{_NUMBER})?\s?(?P<letter>[a-zåäö])?\s?[.):]*\Z", re.IGNORECASE)
_TYPED = (
    re.compile(rf"{_WORD}\s?{_NUMBER}\s?(?P<letter>[a-h])?(?:\s*[.:)–—-]+\s*|\s+|\Z)(?P<rest>.*)", re.I | re.S),
    re.compile(rf"\(?{_NUMBER}\s?(?P<letter>[a-h])?[.):]\)?(?:\s+|(?=[A-ZÅÄÖ]))(?P<rest>\S.*)", re.S),
    re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?P<rest>\S.*)", re.S),
    re.compile(r"\(?(?P<letter>[a-h])[.)]\s+(?P<rest>\S.*)", re.S),
)
_NUMBERED_HEADING = re.compile(r"(?P<number>\d{1,2})\s+(?P<rest>\S.*)", re.S)
_NAMED_HEADING = re.compile(
    r"(?:tema|theme|område|avsnitt|block)\s*(?:\d{1,2}|[A-Z])?\s*[:.–—-]\s*(?P<rest>\S.*)", re.I
)
_COUNTED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)(?:[.)]|\s|\Z)")
_COUNTED_ON = re.compile(r"(?<=[.?!:])\s+(\d{1,2}(?:\.\d{1,2})*)(?:[.)]\s*|\s+)(?=[A-ZÅÄÖ])")
_ANNEX = re.compile(r"(?:bilaga|appendix|annex)\s*[\dA-Z]{0,2}\s*[.:–-]*\s+(?=\S)", re.IGNORECASE)
_LEFTOVER_MARKUP = re.compile(r"<!\[[^\]]*\]>")
_ENDS = (".", "?", "!", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was read out of a document."""

    what: str
    """A key under ``cli.found``: title, theme, introduction, question, follow_up, criterion, code …, unused."""
    text: str
    place: str
    """Where in the document: "p14", "l12", "t1r3c2"; empty for what the document does not itself say."""
    id: str = ""
    """Number, letter or id that it got."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline, without its number or bullet."""

    text: str
    place: str
    number: tuple[int, ...] = ()
    """(10,) for "10.", (1, 2) for "1.2"."""
    letter: str = ""
    bullet: bool = False
    word: bool = False
    """A word for question stands before the number."""
    heading: int = 0
    depth: int = 0
    """Depth of a list item; 0 where there is none."""

    @property
    def is_item(self) -> bool:
        """Whether it is a list item of any kind."""
        return bool(self.number or self.letter or self.bullet or self.depth)


def outline(document: SourceDocument) -> list[Line]:
    """The lines of a document outside its tables, in file order; plain lines are not yet headings."""
    return [
        line
        for block in document.blocks
        if not block.row and not block.hidden and block.kind is not BlockKind.FOOTNOTE
        for line in _lines(block)
    ]


def with_plain_headings(lines: list[Line]) -> list[Line]:
    """Short lines directly above an item, or above another such line, made headings.

    Only where the document has no other headings but perhaps its first line.
    """
    if any(line.heading for line in lines[1:]):
        return lines
    made = list(lines)
    for i in reversed(range(len(lines) - 1)):
        if _may_be_plain_heading(lines[i]) and _opens(made[i + 1 : i + 3]):
            made[i] = replace(lines[i], heading=PLAIN_LINE)
    return made


def own_title(line: Line) -> str:
    """What a document is called by its first heading, without "Bilaga 3."."""
    return _ANNEX.sub("", line.text, count=1).strip() or line.text


def sentence_case(text: str) -> str:
    """The text with its first letter large, however the document wrote it."""
    return text[:1].upper() + text[1:]


def clipped(text: str, most: int) -> str:
    """The text, or its first words with "…" where it has more than ``most`` characters."""
    if len(text) <= most:
        return text
    words = text[: most - 1].rsplit(" ", 1)
    return f"{words[0].rstrip(' ,;:–-')}…"


def unnumbered(text: str) -> str:
    """A text without the number that it begins with."""
    found = next((match for pattern in _TYPED[1:3] if (match := pattern.match(text))), None)
    return found["rest"].strip() if found else text


def plain_words(text: str) -> str:
    """A block's text without what nobody reads: soft hyphens, signs that control a terminal, leftover markup."""
    return _LEFTOVER_MARKUP.sub(" ", "".join(sign for sign in text if sign in "\n\t" or not _is_unseen(sign)))


def _is_unseen(sign: str) -> bool:
    return sign == "\u00ad" or unicodedata.category(sign) in {"Cc", "Cs"}


def _lines(block: SourceBlock) -> Iterator[Line]:
    parts = [each for part in plain_words(block.text).split("\n") for each in _counted_apart(part, block.label)]
    for i, part in enumerate(parts):
        if part.strip():
            yield _line(block, part.strip(), block.label if i == 0 else "")


def _counted_apart(text: str, label: str) -> Iterator[str]:
    """A text cut where the number that it begins with is counted on ("1.1 Hur …? 1.2 Vad …?"): Markdown has lines
    that follow each other as one paragraph, and so have pages of a PDF."""
    start = 0
    before = _COUNTED.match(label or text)
    for found in _COUNTED_ON.finditer(text):
        if before is not None and _next_number(before[1]) == found[1]:
            yield text[start : found.start()]
            start, before = found.start(1), found
    yield text[start:]


def _next_number(number: str) -> str:
    *above, last = number.split(".")
    return ".".join([*above, str(int(last) + 1)])


def _line(block: SourceBlock, text: str, label: str) -> Line:
    level = block.level if block.kind is BlockKind.HEADING else 0
    line = Line(text, block.place, depth=0 if level else block.level)
    if label == BULLET:
        line = _typed(replace(line, bullet=True), text)
        line = replace(line, bullet=not (line.number or line.letter))
    elif label and (found := _LABEL.match(label)):
        line = _labelled(line, found, text)
    elif not label:
        line = _typed(line, text)
        if level and not line.number and (found := _NUMBERED_HEADING.match(text)):
            line = _labelled(line, found, found["rest"])
    return replace(line, heading=_heading_level(block, line, level))


def _typed(line: Line, text: str) -> Line:
    for pattern in _TYPED:
        if found := pattern.match(text):
            return _labelled(line, found, found["rest"])
    return line


def _labelled(line: Line, found: re.Match[str], text: str) -> Line:
    parts = found.groupdict()
    number = tuple(int(part) for part in (parts.get("number") or "").split(".") if part)
    letter = (parts.get("letter") or "").lower()
    return replace(line, text=text.strip(), number=number, letter=letter, word=bool(parts.get("word")))


def _heading_level(block: SourceBlock, line: Line, level: int) -> int:
    asks = line.word or "?" in line.text
    if level:
        return 0 if asks and (line.number or line.letter) else level
    if line.bullet or line.letter or asks or len(line.text.split()) > _LONGEST_HEADING:
        return 0
    named = _NAMED_HEADING.fullmatch(line.text) and not line.text.endswith(_ENDS)
    return BOLD_LINE if block.bold or named else 0


def heading_name(line: Line) -> str:
    """What a heading is called, without "Tema 2:" and a closing colon."""
    found = _NAMED_HEADING.fullmatch(line.text)
    return (found["rest"] if found else line.text).strip().rstrip(":").strip() or line.text


def _may_be_plain_heading(line: Line) -> bool:
    short = len(line.text.split()) <= _LONGEST_PLAIN and not line.text.endswith(_ENDS)
    return short and not line.is_item and line.text[:1].isupper()


def _opens(after: list[Line]) -> bool:
    """Whether what follows a short line makes it a heading: items, a heading, or one text above items."""
    if after[0].is_item or after[0].heading:
        return True
    return len(after) > 1 and len(after[0].text.split()) > _LONGEST_PLAIN and bool(after[1].number)


def words_in(texts: Iterable[str]) -> int:
    """How many words there are in some texts."""
    return sum(len(text.split()) for text in texts)
