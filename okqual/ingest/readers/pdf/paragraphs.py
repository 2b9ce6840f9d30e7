"""Paragraphs of a PDF, made of its lines again: a PDF only knows where words stand.

A line goes on with the paragraph before it unless something speaks against it: a gap, another look,
a bullet or number, an indent, or room that was left for its first word at the end of the line before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from okqual.ingest.readers.bullets import split_bullet
from okqual.ingest.readers.pdf.lines import Line

_LABEL = re.compile(
    r"(?P<label>(?:fråga\s)?\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivx]{1,5})[.):]?\)?)\t\s*(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)++")
_END = re.compile(r"(?<![^\W_])(?P<word>[^\W_]++)[-\u2010\u00ad]\Z")
_START = re.compile(r"[^\W\d_]+")
_JOINING = frozenset(("och", "eller", "samt", "respektive", "men", "till", "som", "alternativt", "resp", "and", "or"))
"""Words after a hyphen that stands for the rest of a compound ("krav- och kvalitetsboken")."""
_MORE_GAP = 1.15
"""Share of the usual distance between lines from which a gap sets paragraphs apart."""
_ROOM = 2.0
"""Points that must be left beside the word that would have had room."""
_INDENT = 2.5
"""Points from which a line is indented."""
_FEW = 3
_MOST_LEADING = 2.6
"""Share of the size that double-spaced lines are apart; more sets paragraphs apart."""
_DASHES = frozenset(("- ", "– ", "— "))


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph, with the list label that stands before the first."""

    lines: list[Line]
    label: str = ""
    text: str = ""

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]


@dataclass(slots=True)
class Leading:
    """Usual distance between the lines of a paragraph, by size of letters."""

    by_size: dict[float, float] = field(default_factory=dict)

    def of(self, size: float) -> float:
        """The usual distance in points for a size."""
        if size in self.by_size or not self.by_size:
            return self.by_size.get(size, 1.2 * size)
        nearest = min(self.by_size, key=lambda known: abs(known - size))
        return self.by_size[nearest] * size / nearest


def leading_of(lines: Sequence[Line]) -> Leading:
    """The distances between lines: for each size the smallest that is usual."""
    gaps: dict[float, Counter[float]] = {}
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if before.page == line.page and before.size == line.size and 0.8 * line.size < gap < _MOST_LEADING * line.size:
            gaps.setdefault(line.size, Counter())[round(gap * 2) / 2] += 1
    leading = Leading()
    for size, counts in gaps.items():
        if counts.total() >= _FEW:
            usual = [gap for gap, times in counts.items() if times >= max(2, counts.total() / 20)]
            leading.by_size[size] = min(usual or [max(counts, key=counts.__getitem__)])
    return leading


def paragraphs_of(lines: Sequence[Line], leading: Leading, compounds: frozenset[str]) -> list[Paragraph]:
    """The paragraphs that lines in reading order make."""
    found: list[Paragraph] = []
    for line in lines:
        if found and not _begins_new(found[-1], line, leading):
            if line.dashed:
                line.label, line.text = "", line.dashed
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], line.label))
    for paragraph in found:
        paragraph.text = joined([line.text for line in paragraph.lines], compounds)
    return found


def take_labels(lines: Sequence[Line]) -> None:
    """Take bullets and list numbers that stand apart off the lines that begin with them."""
    for line in lines:
        bullet, _, rest = split_bullet(line.text)
        found = _LABEL.match(line.text)
        if bullet:
            line.dashed = line.text if line.text[:2] in _DASHES else ""
            line.label, line.text = bullet, rest
        elif found is not None:
            line.label, line.text = found["label"], found["rest"]
        if line.label:
            line.bold = line.starts_bold = line.rest_bold
            line.italic = line.rest_italic


def _begins_new(paragraph: Paragraph, line: Line, leading: Leading) -> bool:
    before = paragraph.lines[-1]
    if line.label and (not line.dashed or (paragraph.first.dashed and abs(paragraph.first.x0 - line.x0) < 1)):
        return True
    if abs(line.size - before.size) > 0.5 or _looks_other(before, line):
        return True
    if before.page == line.page:
        gap = before.y - line.y
        if gap <= 0 or gap > _MORE_GAP * leading.of(line.size) + 0.5:
            return True
    if line.first_word + line.size / 4 + _ROOM <= before.right - before.x1:
        return True
    return _is_indented(paragraph, line)


def _looks_other(before: Line, line: Line) -> bool:
    """Whether bold lines end or begin here; bold words at the start of running text do not count."""
    if before.bold:
        return not line.starts_bold
    return line.bold and not before.bold and line.text[:1].isupper()


def _is_indented(paragraph: Paragraph, line: Line) -> bool:
    if len(paragraph.lines) > 1:
        return abs(line.x0 - paragraph.lines[-1].x0) > _INDENT
    return line.x0 > paragraph.first.x0 + _INDENT and not paragraph.label


def compounds_of(lines: Sequence[Line]) -> frozenset[str]:
    """Words with a hyphen that stand within lines, in small letters."""
    return frozenset(word.lower() for line in lines for word in _COMPOUND.findall(line.text))


def joined(lines: Sequence[str], compounds: frozenset[str]) -> str:
    """Lines as one text; words that were divided at line ends are made whole."""
    text = lines[0]
    pieces: list[str] = []
    for line in lines[1:]:
        pieces.append(_before(text, line, compounds))
        text = line
    return "".join([*pieces, text])


def _before(text: str, following: str, compounds: frozenset[str]) -> str:
    """A line as it stands before the next one: with a space, whole, or without its hyphen."""
    end, start = _END.search(text), _START.match(following)
    if end is None:
        glued = text.endswith(("–", "/")) and not text[:-1].endswith(" ") and len(text) > 1
        return text if glued else f"{text} "
    if text.endswith("\u00ad"):
        return text[:-1]
    if start is None or not start[0][0].islower():
        return text
    if start[0].lower() in _JOINING:
        return f"{text} "
    word = end["word"]
    parts = f"{word.rpartition('-')[2]}-{start[0]}".lower()
    if parts in compounds or len(word) == 1 or sum(sign.isupper() for sign in word) > 1 or word[-1].isdigit():
        return text
    return text[:-1]
