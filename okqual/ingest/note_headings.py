"""Lines of a note that may be headings of questions, by how they look and what they say.

Nothing is decided here about answers: a candidate only says why it could be a heading. Whether the
typed numbers are the guide's is asked of all headings of one look together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from okqual.ingest.note_signs import addition_target, is_adhoc, speaker
from okqual.ingest.question_matching import Vocabulary, words_of
from okqual.ingest.question_numbers import Numbered, leading_numbers, trailing_numbers, without_levels
from okqual.model.guide import Guide
from okqual.model.note import BlockKind, SourceBlock
from okqual.text.words import word_count

LONGEST_HEADING = 220
"""Characters; the guide's own questions are up to this long."""
LONGEST_PLAIN = 12
"""Words of a line without any look of its own that may still be a heading."""
GOOD = 70.0
"""Likeness from which a wording is taken for a question's."""
_ENDS = re.compile(r"(?<!m\.m)(?<!m\.fl)(?<!etc)(?<!o\.s\.v)(?<!osv)(?<!o\.d)[.!…][”\"')\]]*\Z")
_CAPITALS = re.compile(r"(?P<head>[^a-zåäö:]*[A-ZÅÄÖ]{2}[^a-zåäö:]*?)(?::\s+(?P<tail>\S.*))?\Z", re.DOTALL)
_HEAD_IN_LINE = re.compile(r"(?P<head>[^?:]{3,160}[?])\s+(?=\S)|(?P<short>[^?:.]{2,60}):\s+(?=\S)")
_PLAIN_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.CELL})
_TABLE = re.compile(r"t\d+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading."""

    index: int
    """Of its block."""
    text: str
    """The heading's text, without an answer on the same line."""
    words: str
    """The text without numbers."""
    look: str
    """Headings of one look are judged together."""
    strong: bool
    """Set as a heading in the file: style, bold, table column."""
    level: int = 0
    """Heading level, 10 for bold lines and lines without a level."""
    numbered: Numbered | None = None
    list_number: bool = False
    answer_at: int | None = None
    """Where an answer begins on the same line."""


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    strong: bool
    level: int = 10


def find_candidates(
    blocks: Sequence[SourceBlock], skipped: Collection[int], interviewers: Collection[str], vocabulary: Vocabulary
) -> list[Candidate]:
    """All lines that may be headings, in file order."""
    columns = _question_columns(blocks, vocabulary)
    found = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if index not in skipped and (look := _look(block, following, columns, interviewers)):
            found.append(_candidate(index, block, look, vocabulary))
    return found


def trusted_looks(candidates: Sequence[Candidate], guide: Guide, vocabulary: Vocabulary) -> frozenset[str]:
    """Looks whose numbers are the guide's: their wording agrees more often than it contradicts."""
    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    numbers: dict[str, set[str]] = defaultdict(set)
    strong = {candidate.look: candidate.strong for candidate in candidates}
    for candidate in candidates:
        if candidate.numbered is not None:
            numbers[candidate.look] |= set(candidate.numbered.numbers) & guide.by_number.keys()
            if (agrees := _agrees(candidate, guide, vocabulary)) is not None:
                votes[candidate.look][agrees] += 1
    trusted = {
        look for look, known in numbers.items() if _is_trusted(votes[look], len(known), strong[look] or "word" in look)
    }
    claimed = set[str]().union(*(numbers[look] for look in trusted))
    # Numbers that the trusted headings lack are theirs too: "7 & 8 (i ett svep)" among bold "6." and "9."
    fillers = {look for look, known in numbers.items() if known and trusted and not known & claimed}
    return frozenset(trusted | {look for look in fillers if not votes[look][False]})


def _is_trusted(votes: Counter[bool], known: int, marked: bool) -> bool:
    if votes[True] or votes[False]:
        return votes[True] > votes[False] or (marked and votes[True] == votes[False])
    return known >= (1 if marked else 3)


def _agrees(candidate: Candidate, guide: Guide, vocabulary: Vocabulary) -> bool | None:
    """Whether the words of a numbered heading are those of its number; None when they do not tell."""
    assert candidate.numbered is not None
    numbers = [number for number in candidate.numbered.numbers if number in guide.by_number]
    matches = [*vocabulary.questions(candidate.words)[:1], *vocabulary.themes(candidate.words)[:1]]
    best = max(matches, key=lambda match: match.score, default=None)
    if best is None or best.score < GOOD or not numbers:
        return None
    themes = {guide.by_number[number].theme for number in numbers}
    if max(vocabulary.within(candidate.words, number) for number in numbers) >= best.score - 15:
        return True
    return best.id in numbers or best.id in themes


def _look(
    block: SourceBlock, following: SourceBlock | None, columns: Collection[str], interviewers: Collection[str]
) -> _Look | None:
    """How a block looks when it may be a heading at all, else None."""
    if block.kind in {BlockKind.FOOTNOTE, BlockKind.ASIDE, BlockKind.CUE}:
        return None
    if block.column == 1 and (table := _TABLE.match(block.place)) and table[0] in columns:
        return _Look(f"table {table[0]}", True)
    if block.kind is BlockKind.HEADING:
        return _Look(f"heading {block.level}", True, block.level)
    if len(block.text) > LONGEST_HEADING and not leading_numbers(block.text):
        return None
    if block.bold:
        sentence = _ENDS.search(block.text) and word_count(block.text) > LONGEST_PLAIN
        return None if sentence else _Look("bold list" if block.label else "bold", True)
    if block.label:
        return _list_look(block, following)
    if block.italic:
        return _Look("italic", False)
    return _plain_look(block, interviewers) if block.kind in _PLAIN_KINDS and block.column < 2 else None


def _list_look(block: SourceBlock, following: SourceBlock | None) -> _Look | None:
    if block.label != "-" and leading_numbers(block.label):
        return _Look(f"list {block.level}", False)
    deeper = following is not None and following.kind is BlockKind.ITEM and following.level > block.level
    return _Look(f"outline {block.level}", False) if deeper and word_count(block.text) <= LONGEST_PLAIN else None


def _plain_look(block: SourceBlock, interviewers: Collection[str]) -> _Look | None:
    text = block.text
    if is_adhoc(text) and len(text) <= LONGEST_HEADING and not _ENDS.search(text):
        return _Look("adhoc", False)
    numbered = leading_numbers(text)
    if numbered is not None and numbered.word:
        return _Look("word", False)
    if (
        numbered is not None
        and (numbered.stop or word_count(text) <= LONGEST_PLAIN)
        and not _ENDS.search(numbered.rest)
    ):
        return _Look("number", False)
    if speaker(text) in interviewers:
        return _Look("speaker", False)
    if addition_target(text) is not None:
        return _Look("addition", False)
    if _CAPITALS.match(text):
        return _Look("capitals", False)
    short = word_count(text) <= LONGEST_PLAIN and not _ENDS.search(text) and not text.startswith(("”", '"', "“", "["))
    return _Look("plain", False) if short else None


def _candidate(index: int, block: SourceBlock, look: _Look, vocabulary: Vocabulary) -> Candidate:
    text, answer_at = _head_of_line(block.text, look, vocabulary)
    own = Candidate(index, text, without_levels(text) or text, look.name, look.strong, look.level, answer_at=answer_at)
    listed = leading_numbers(block.label) if block.label not in {"", "-"} else None
    if listed is not None:
        return replace(own, numbered=listed, list_number=True)
    if without_levels(text):
        return own
    numbered = leading_numbers(text) or trailing_numbers(text)
    if numbered is None:
        return own
    name = f"{look.name} {'()' if numbered.trailing else '#'}"
    return replace(own, numbered=numbered, words=numbered.rest, look=name)


def _head_of_line(text: str, look: _Look, vocabulary: Vocabulary) -> tuple[str, int | None]:
    """The heading of a line, and where an answer begins on the same line."""
    if (look.strong and len(text) <= LONGEST_HEADING) or look.name == "adhoc":
        return text, None
    if look.name == "capitals":
        capitals = _CAPITALS.match(text)
        return (capitals["head"], capitals.start("tail")) if capitals and capitals["tail"] else (text, None)
    numbered = leading_numbers(text)
    start = numbered.end if numbered is not None else 0
    found = _HEAD_IN_LINE.match(text, start)
    if found is not None and _is_wording(found.group().rstrip(" :"), vocabulary):
        return text[: found.end()].rstrip(), found.end()
    if numbered is not None and numbered.stop and numbered.rest and not _is_heading_rest(numbered.rest, vocabulary):
        return text[:start].strip(), start
    return text, None


def _is_wording(text: str, vocabulary: Vocabulary) -> bool:
    best = max((match.score for match in vocabulary.questions(text)[:1]), default=0.0)
    return best >= GOOD


def _is_heading_rest(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands after a number is the question's wording and not its answer."""
    if rest.rstrip().endswith(("?", ":")) or _is_wording(rest, vocabulary):
        return True
    return word_count(rest) <= 6 and not _ENDS.search(rest) and bool(words_of(rest)) and not is_adhoc(rest)


def _question_columns(blocks: Sequence[SourceBlock], vocabulary: Vocabulary) -> frozenset[str]:
    """Tables whose first column holds questions and whose other columns hold answers."""
    first: dict[str, list[str]] = defaultdict(list)
    answered: set[str] = set()
    for block in blocks:
        if block.row and (table := _TABLE.match(block.place)):
            if block.column == 1:
                first[table[0]].append(block.text)
            else:
                answered.add(table[0])
    return frozenset(
        table
        for table, cells in first.items()
        if table in answered and sum(_is_question_cell(cell, vocabulary) for cell in cells) >= max(2, len(cells) // 3)
    )


def _is_question_cell(text: str, vocabulary: Vocabulary) -> bool:
    return leading_numbers(text) is not None or _is_wording(text, vocabulary)
