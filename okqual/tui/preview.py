"""What was read of a guide, a codebook or a folder of notes, as lines to look through before it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.messages import counted, message
from okqual.text.shown import visible_line
from okqual.tui.widgets.lines import spread

if TYPE_CHECKING:
    from okqual.model.codebook import Codebook
    from okqual.model.guide import Guide
    from okqual.study.definition_documents import ReadDefinition

DEFINITIONS = frozenset({".yaml", ".yml", ".json", ".docx", ".docm", ".odt", ".rtf", ".pdf", ".md", ".txt", ".html"})
"""Suffixes of files that a guide or codebook is looked for in."""
PLACE, WHAT, ID = 8, 18, 14
NUMBER, QUESTION, CODE = 4, 20, 34
"""Cells of the columns before the words."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found, in one sentence and line by line."""

    said: str
    lines: tuple[str, ...] = ()


def of_guides(read: Sequence[ReadDefinition[Guide]]) -> Preview:
    """Questions of guides, or what was read from where in a document."""
    said, lines = [], list[str]()
    for one in read:
        guide = one.whole
        said.append(f"{guide.title}: {counted('tui.preview.questions', len(guide.questions))}")
        lines += _found(one) if one.is_document else (
            f"{spread([(question.number, NUMBER), (question.name, QUESTION)])} {visible_line(question.text)}"
            for question in guide.questions
        )  # fmt: skip
        if one.like:
            said.append(message("tui.preview.like", guide=one.like))
    return Preview(visible_line(". ".join(said)), tuple(lines))


def of_codebooks(read: Sequence[ReadDefinition[Codebook]]) -> Preview:
    """Codes of codebooks, or what was read from where in a document."""
    said, lines = [], list[str]()
    for one in read:
        book = one.whole
        said.append(f"{book.title}: {counted('tui.preview.codes', len(book.codes))}")
        lines += _found(one) if one.is_document else (
            f"{spread([(code.name, CODE)])} {visible_line(code.definition or code.brief)}" for code in book.codes
        )  # fmt: skip
        if one.codes_made:
            said.append(message("tui.preview.codes_made"))
    return Preview(visible_line(". ".join(said)), tuple(lines))


def of_notes(files: Sequence[Path]) -> Preview:
    """The files that would be read in; raises OkqualError for one that is not there."""
    return Preview(counted("tui.preview.files", len(files)), tuple(visible_line(each.name) for each in files))


def _found(read: ReadDefinition[Any]) -> Iterator[str]:
    for each in read.found:
        what = message(f"cli.found.{each.what}")
        yield f"{spread([(each.place, PLACE), (what, WHAT), (each.id, ID)])} {visible_line(each.text)}"
