"""A codebook out of a document: nested lists, headings with lists, tables of codes or of criteria and questions.

What is read is the document's own words; only ids are made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from okqual.errors import OkqualError
from okqual.ingest.definitions.codebook_outline import name_criteria_questions, read_criteria, read_outline
from okqual.ingest.definitions.codebook_parts import Parts
from okqual.ingest.definitions.codebook_tables import read_tables
from okqual.ingest.definitions.derived_ids import file_id
from okqual.ingest.definitions.outline import Found, Line, outline, own_title, with_plain_headings, words_in
from okqual.model.codebook import Codebook
from okqual.model.note import SourceDocument

FEWEST_CODES = 2
MOST_PROSE = 4
"""A document with so many times more words outside its codes than in them is a text with a list in it."""
_SAYS_CODEBOOK = re.compile(r"kodbok|kodschema|kodlista|koder\b|kategori|codebook|codes\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodebookFound:
    """A codebook with what it was read from."""

    codebook: Codebook
    found: tuple[Found, ...]
    codes_made: bool = False
    """The document has evaluation questions and no codes, so each question got one."""


def codebook_from_document(
    document: SourceDocument, file_name: str, codebook_id: str = "", title: str = ""
) -> CodebookFound:
    """The codebook that a document holds. Raises OkqualError where it has neither codes nor criteria.

    ``codebook_id`` and ``title`` come before what the file name and the first heading say.
    """
    parts = Parts()
    lines = with_plain_headings([line for line in outline(document) if line.text])
    heading, lines = _without_title(lines)
    had_codes = read_tables(document, parts)
    if not parts.criteria:
        lines = read_criteria(lines, parts)
    lines = name_criteria_questions(lines, parts)
    elsewhere = had_codes or (bool(parts.criteria) and not _has_code_headings(lines))
    _read_lines(lines, parts, only_principles=elsewhere)
    made = not parts.codes and bool(parts.evaluation_questions)
    if made:
        parts.code_for_each_question()
    if len(parts.codes) < FEWEST_CODES or not (had_codes or parts.criteria or _is_codebook(heading, lines, parts)):
        raise OkqualError("errors.codebook_no_codes", {"file": file_name}, "errors.codebook_no_codes.try")
    stem = PurePath(file_name).stem
    first_heading = own_title(heading) if heading else ""
    codebook = Codebook(
        id=codebook_id or file_id(stem),
        title=title or first_heading or stem,
        language=document.header.get("language") or document.header.get("lang") or "sv",
        source=file_name,
        criteria=tuple(parts.criteria.values()),
        evaluation_questions=tuple(parts.evaluation_questions.values()),
        codes=tuple(parts.codes.values()),
        principles=tuple(parts.principles.values()),
    )
    first = (Found("title", first_heading, heading.place),) if heading else ()
    unused = [found for found in parts.found if found.what == "unused"]
    return CodebookFound(codebook, (*first, *(f for f in parts.found if f.what != "unused"), *unused), made)


def _without_title(lines: Sequence[Line]) -> tuple[Line | None, list[Line]]:
    """The first heading, if it is above no items of its own but above other headings or everything else."""
    if not lines or not lines[0].heading:
        return None, list(lines)
    headings = [line for line in lines[1:] if line.heading]
    alone = all(line.heading > lines[0].heading for line in headings)
    above_codes = len(lines) > 1 and lines[1].is_item and not _SAYS_CODEBOOK.search(lines[0].text)
    if (len(lines) > 1 and lines[1].heading) or (alone and not above_codes):
        return lines[0], list(lines[1:])
    return None, list(lines)


def _read_lines(lines: Sequence[Line], parts: Parts, only_principles: bool) -> None:
    if not only_principles:
        read_outline(lines, parts)
        return
    aside = Parts()
    read_outline(lines, aside)
    for principle in aside.principles.values():
        place = next(found.place for found in aside.found if found.id == principle.id)
        parts.principle(principle.text, place)
    known = {principle.text for principle in aside.principles.values()}
    for line in lines:
        if line.text not in known and not line.heading:
            parts.unused(line.text, line.place)


def _has_code_headings(lines: Sequence[Line]) -> bool:
    return any(line.heading and _SAYS_CODEBOOK.search(line.text) for line in lines)


def _is_codebook(heading: Line | None, lines: Sequence[Line], parts: Parts) -> bool:
    """Whether the codes of lists and headings are most of the document, or it calls itself a codebook."""
    headings = [*([heading] if heading else []), *(line for line in lines if line.heading)]
    if any(_SAYS_CODEBOOK.search(line.text) for line in headings):
        return True
    used = words_in((*(code.name for code in parts.codes.values()), *(p.text for p in parts.principles.values())))
    texts = [found.text for found in parts.found if found.what == "unused"]
    texts += [code.definition for code in parts.codes.values()]
    return words_in(texts) <= MOST_PROSE * used
