"""Lines of a note that may be headings of questions, by how they look and what they say.

Nothing is decided here about answers: a candidate only says why it could be a heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from okqual.ingest.structure.note_signs import addition_target, is_adhoc, speaker
from okqual.ingest.structure.question_matching import Vocabulary, words_of
from okqual.ingest.structure.question_numbers import Numbered, leading_levels, leading_numbers, trailing_numbers
from okqual.model.note import BlockKind, SourceBlock
from okqual.text.words import word_count

LONGEST_HEADING = 320
"""Characters; the guide's own questions are up to this long."""
LONGEST_PLAIN = 12
"""Words of a line without any look of its own that may still be a heading."""
GOOD = 70.0
"""Likeness from which a wording is taken for a question's."""
_ENDS = re.compile(r"(?<!m\.m)(?<!m\.fl)(?<!etc)(?<!o\.s\.v)(?<!osv)(?<!o\.d)[.!…][”\"')\]]*\Z")
_ASKED = re.compile(r"\?\s*(?:\([^()]*\))?[\s:]*\Z")
_CAPITALS = re.compile(r"(?P<head>(?=[^a-zåäö:]*[A-ZÅÄÖ]{2})[^a-zåäö:]*+)(?::\s+(?P<tail>\S.*))?\Z", re.DOTALL)
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
    levels: tuple[int, int] | None = None
    """Theme and place in it of a number such as "3.1"."""
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
        if index not in skipped and (look := _look(block, following, columns, interviewers, vocabulary)):
            found.append(_candidate(index, block, look, vocabulary))
    return found


def _look(
    block: SourceBlock,
    following: SourceBlock | None,
    columns: Collection[str],
    interviewers: Collection[str],
    vocabulary: Vocabulary,
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
    if block.kind not in _PLAIN_KINDS or block.column > 1:
        return None
    return _Look("asked", False) if vocabulary.is_wording(block.text) else _plain_look(block, interviewers)


def _list_look(block: SourceBlock, following: SourceBlock | None) -> _Look | None:
    if block.label != "-" and (leading_numbers(block.label) or leading_levels(block.label)):
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
    if leading_levels(text) is not None and not _ENDS.search(text):
        return _Look("levels", False)
    if speaker(text) in interviewers:
        return _Look("speaker", False)
    if addition_target(text) is not None:
        return _Look("addition", False)
    if _CAPITALS.match(text):
        return _Look("capitals", False)
    if _ASKED.search(text) and len(text) <= LONGEST_HEADING and text[:1].isalnum():
        return _Look("asked", False)
    short = word_count(text) <= LONGEST_PLAIN and not _ENDS.search(text) and not text.startswith(("”", '"', "“", "["))
    return _Look("plain", False) if short else None


def _candidate(index: int, block: SourceBlock, look: _Look, vocabulary: Vocabulary) -> Candidate:
    text, answer_at = _head_of_line(block.text, look, vocabulary)
    own = Candidate(index, text, text, look.name, look.strong, look.level, answer_at=answer_at)
    leveled = leading_levels(f"{block.label} {text}" if block.label not in {"", "-"} else text)
    if leveled is not None:
        return replace(own, levels=leveled.levels, words=leveled.rest, look=f"{look.name} 1.1")
    listed = leading_numbers(block.label) if block.label not in {"", "-"} else None
    if listed is not None:
        return replace(own, numbered=listed, list_number=True)
    numbered = leading_numbers(text) or trailing_numbers(text)
    if numbered is None:
        return own
    # "Fråga 2" and "2. Insatser" may count different things in one column of a table.
    sign = "()" if numbered.trailing else "word #" if numbered.word else "#"
    name = f"{look.name} {sign}"
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
