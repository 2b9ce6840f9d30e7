"""Words by which a note says that a question was not asked, was answered elsewhere, or is its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from okqual.ingest.structure.question_numbers import reference
from okqual.model.note import BlockKind, NoteStatus, SourceBlock
from okqual.text.words import word_count

_NOT_ASKED = re.compile(
    r"\W*(?:fråg(?:an|orna)\s+)?(?:(?:ej|inte|icke|aldrig)\s+(?:ställd\w*|tagen|tagna)"
    r"|(?:ställdes|togs(?:\s+upp)?|hanns|hann\s+vi|hann\s+man)\s+(?:det\s+)?(?:ej|inte|aldrig)(?:\s+med)?"
    r"|hoppades\s+över|överhoppad\w*|utgick|(?:vi\s+)?hoppa(?:r|de)\s+(?:vi\s+)?över(?:\s+den)?)\b",
    re.IGNORECASE,
)
_NOT_APPLICABLE = re.compile(r"\W*(?:ej|inte)\s+(?:aktuell\w*|relevant\w*|tillämplig\w*)\b", re.IGNORECASE)
_NO_ANSWER = re.compile(
    r"\W*(?:(?:inget|utan)\s+svar|svar\s+saknas|(?:ej|inte)\s+besvarad\w*|besvarades\s+(?:ej|inte))\b", re.IGNORECASE
)
_BRACKET_PART = re.compile(r"\(([^()]*)\)")
_HEADING_PART = re.compile(r"[?:,–—]\s+|\s-\s+")
_LONGEST_SIGN = 15
"""Words; a longer text that begins so is an answer."""

_MOST_APART = 0.2
"""Share of a note's blocks up to which being set apart marks a remark."""

_ADHOC = re.compile(
    r"\bextra\s?fråg|\bextra\b\s*[:(–-]|\begen\s+fråga|\begna\s+frågor|\btilläggsfråg|\bspontan\s+fråga"
    r"|\bfrågade\s+vidare|\bfråga\s+från\s+[A-ZÅÄÖ]{2,3}\b|\butanför\s+(?:intervju)?guiden|\bad\s?hoc\b",
    re.IGNORECASE,
)
_ADDITION = re.compile(
    r"\W*(?:efterhands?)?(?:komplettering|tillägg)\w*|\W*(?:tillagt\s+)?i\s+efterhand\b", re.IGNORECASE
)
_BELONGS = re.compile(r"\b(?:hör\s+till|till|avser|gäller|angående|om|på)\b(?P<what>.*)\Z", re.IGNORECASE | re.DOTALL)

_BRACKETED = re.compile(r"\W*\[[^\[\]]*\]\W*\Z", re.DOTALL)
_REMARK = re.compile(
    r"\W*(?:(?:intervjuarens|min|egen|vår)\s+)?(?:anm|anmärkning|notering|not|kommentar|reflektion|övr|obs|efter\s+intervjun)"
    r"\s*\.?\s*(?:av\s+\w+\s*)?(?:\([^()]*\)\s*)?:",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[/–—-]\s*(?P<who>[A-ZÅÄÖ]{2,3})\W*\Z")
_SPEAKER = re.compile(r"\W*(?P<who>[A-ZÅÄÖ][\wåäöÅÄÖ.-]{0,30})\s*:\s")
_APPROXIMATE = re.compile(
    r"\bcitat\w*\s+(?:\w+\s+){0,4}?(?:ungefärlig|ej\s+ordagran|inte\s+ordagran|inte\s+exakt|ej\s+exakt|fritt\s+åter)"
    r"|\bungefärliga\s+citat",
    re.IGNORECASE,
)


def status_said(text: str) -> tuple[NoteStatus, str | None] | None:
    """What a text says of its question instead of an answer, with the question referred to; None for an answer."""
    if not any(sign.isalnum() for sign in text):
        return NoteStatus.NO_ANSWER, None
    if (number := reference(text)) is not None:
        return NoteStatus.REFERS, number
    if word_count(text) > _LONGEST_SIGN:
        return None
    for pattern, status in (
        (_NOT_ASKED, NoteStatus.NOT_ASKED),
        (_NOT_APPLICABLE, NoteStatus.NOT_APPLICABLE),
        (_NO_ANSWER, NoteStatus.NO_ANSWER),
    ):
        if pattern.match(text):
            return status, None
    return None


def status_in_heading(text: str) -> tuple[NoteStatus, str | None] | None:
    """What a heading says instead of an answer: "13. Styrt? Ej ställd", "14. Varför sällan (ej ställd)"."""
    parts = [text, *_BRACKET_PART.findall(text), *_HEADING_PART.split(text)[1:]]
    found = (status_said(part) for part in parts if any(sign.isalnum() for sign in part))
    return next((status for status in found if status is not None), None)


def is_adhoc(heading: str) -> bool:
    """Whether a heading says that its question is not the guide's."""
    return _ADHOC.search(heading) is not None


def addition_target(heading: str) -> str | None:
    """What a later addition says that it belongs to; None for a heading that is no addition."""
    if _ADDITION.match(heading) is None or is_adhoc(heading):
        return None
    belongs = _BELONGS.search(heading)
    return belongs["what"].strip() if belongs else ""


def find_remarks(blocks: Sequence[SourceBlock], skipped: Collection[int], interviewers: Collection[str]) -> set[int]:
    """Indices of the blocks that are the interviewer's own words: set apart, bracketed, signed or so named."""
    apart = {i for i, block in enumerate(blocks) if i not in skipped and _set_apart(block)}
    if len(apart) > _MOST_APART * len(blocks):
        # Italics or text boxes are then how the whole note is set.
        apart = set()
    named = {i for i, block in enumerate(blocks) if i not in skipped and _named_remark(block, interviewers)}
    return apart | named


def _set_apart(block: SourceBlock) -> bool:
    quotes = block.text.startswith(("”", '"', "“", "„", "»"))
    return (block.kind is BlockKind.ASIDE or (block.italic and not block.label)) and not quotes


def _named_remark(block: SourceBlock, interviewers: Collection[str]) -> bool:
    text = block.text
    if block.kind is BlockKind.FOOTNOTE or _BRACKETED.match(text) or _REMARK.match(text):
        return True
    return speaker(text) in interviewers or _signed_by(text) in interviewers


def speaker(text: str) -> str | None:
    """The name or initials that a text begins with ("TS: …"), or None."""
    found = _SPEAKER.match(text)
    return found["who"] if found else None


def says_quotes_are_approximate(text: str) -> bool:
    """Whether a text says that the quotes of its note are approximate."""
    return _APPROXIMATE.search(text) is not None


def _signed_by(text: str) -> str | None:
    found = _SIGNED.search(text)
    return found["who"] if found else None
