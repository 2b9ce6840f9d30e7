"""What becomes of the comments in a note's margin: memos on passages, or codings where a comment names codes.

A comment names a code by its id, or by its name where that is several words or stands alone; "id:
value" gives a value of its scale. The commenter becomes the coder; a memo begins with who wrote it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from okqual.model.codebook import Code
from okqual.model.coding import Segment
from okqual.model.events import Kind
from okqual.model.note import Comment, Passage, Reading
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study.changing import write_coder
from okqual.study.definitions import codebook, definition_in_force
from okqual.study.opening import CODER, Study
from okqual.text.folding import folded

_PARTS = re.compile(r"[,;/\n]|\s\+\s|\boch\b|\band\b")
_VALUE = r"\s*(?:[:=]\s*|\(\s*)(?P<value>{values})(?!\w)"
_MARGIN = "[\\w.-]"


class Comments(StrEnum):
    """What comments are made into."""

    MEMOS = "memos"
    """Memos of passages, every one."""
    CODINGS = "codings"
    """Codings where they name codes, else memos."""
    NONE = "none"
    """Nothing."""


@dataclass(frozen=True, slots=True)
class FromComment:
    """What is, or would be, made of one comment."""

    comment: Comment
    coder: str
    name: str
    """The commenter's full name; empty where the file has initials only."""
    number: int
    """The passage that it is on."""
    start: int
    end: int
    codes: tuple[tuple[str, str | None], ...] = ()
    """(code, value) of its codings; none: it is a memo."""


def plan_comments(study: Study, reading: Reading, wanted: Comments) -> tuple[FromComment, ...]:
    """What a reading's comments become. One without any passage to be on is left out."""
    if wanted == Comments.NONE or not reading.comments or not reading.passages:
        return ()
    names = _Names(codebook(study).codes) if wanted == Comments.CODINGS else None
    return tuple(_planned(comment, reading, names) for comment in reading.comments)


def take_comments(study: Study, pen: Pen, case: str, note: str, made: Sequence[FromComment], batch: str) -> None:
    """Write codings and memos of comments; what is there already is not written again."""
    found = queries.current_version(pen.db, note)
    if found is None or not made:
        return
    _name_coders(pen, made, batch)
    items = list(_items(study, pen, case, note, found[0], made))
    if items:
        pen.write(Kind.CODINGS_ADDED, {"codings": items}, batch=batch)
    _write_memos(pen, case, note, found[0], made, batch)


def _planned(comment: Comment, reading: Reading, names: _Names | None) -> FromComment:
    first, last = _passages_of(comment, reading.passages)
    start, end = max(comment.start, first.start), min(comment.end, last.end)
    text = reading.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    if start >= end:
        start, end = first.start, first.end
    coder, name = _commenter(comment)
    codes = names.in_text(comment.text) if names else ()
    return FromComment(comment, coder, name, first.number, start, end, codes)


def _passages_of(comment: Comment, passages: Sequence[Passage]) -> tuple[Passage, Passage]:
    """The first and last passage that a comment is on; one on a heading is on the passage after it."""
    touched = [p for p in passages if p.start < comment.end and p.end > comment.start]
    if touched:
        return touched[0], touched[-1]
    after = next((p for p in passages if p.start >= comment.end), passages[-1])
    return after, after


def _commenter(comment: Comment) -> tuple[str, str]:
    """(coder, full name) of a commenter: the initials, else those of the name, else what the name has of signs."""
    author = " ".join(comment.author.split())
    initials = comment.initials or "".join(part[0] for part in re.findall(r"\w+", author))
    coder = initials if CODER.fullmatch(initials) else re.sub(r"[^\w.-]+", "", author)[:40]
    known = re.sub(r"\W", "", author) != re.sub(r"\W", "", coder)
    return coder or "okänd", author if known else ""


class _Names:
    """Finds the codes that a comment names."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = {code.id: code for code in codes if not (code.group or code.retired)}
        by_name: dict[str, list[str]] = defaultdict(list)
        for code in self._codes.values():
            by_name[folded(code.name)].append(code.id)
        # A name that several codes have names none of them.
        self._by_name = {name: ids[0] for name, ids in by_name.items() if len(ids) == 1 and name}
        ids = {folded(code): code for code in self._codes}
        several = {name: code for name, code in self._by_name.items() if " " in name}
        self._ids = {**several, **ids}
        # The longest first: an id may begin with another one.
        words = "|".join(re.escape(word) for word in sorted(self._ids, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!{_MARGIN})(?:{words})(?!\.?\w|-\w)") if words else None

    def in_text(self, text: str) -> tuple[tuple[str, str | None], ...]:
        """(code, value) in the order in which the text names them, each once."""
        return tuple(dict.fromkeys(self._found(text)))

    def _found(self, text: str) -> Iterator[tuple[str, str | None]]:
        lines = [folded(line) for line in text.split("\n")]
        for line in lines:
            for found in self._pattern.finditer(line) if self._pattern else ():
                code = self._ids[found[0]]
                yield code, self._value(code, line[found.end() :])
            for part in _PARTS.split(line):
                word, _, value = part.strip(" .#").partition(":")
                code = self._by_name.get(word.strip(), "")
                if code and folded(code) not in line and " " not in word.strip():
                    yield code, self._value(code, f":{value}")

    def _value(self, code: str, after: str) -> str | None:
        scale = self._codes[code].scale
        if scale is None:
            return None
        known = {folded(word): value.id for value in scale.values for word in (value.name, value.id)}
        words = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
        found = re.match(_VALUE.format(values=words), after)
        return known[found["value"]] if found else None


def _name_coders(pen: Pen, made: Sequence[FromComment], batch: str) -> None:
    known = queries.coders(pen.db)
    new = {one.coder: one.name for one in made if one.codes and one.coder not in known}
    for coder, name in new.items():
        write_coder(pen, coder, name or coder, batch)


def _items(
    study: Study, pen: Pen, case: str, note: str, version: str, made: Sequence[FromComment]
) -> Iterator[list[object]]:
    by_id = codebook(study).by_id
    seen: set[tuple[int, int, str, str]] = set()
    for one in made:
        for code, value in one.codes:
            words = (one.start, one.end, code, one.coder)
            segment = Segment(version, one.start, one.end)
            if words in seen or queries.same_coding(pen.db, note, segment, code, one.coder) is not None:
                continue
            seen.add(words)
            memo = contents.put(pen.db, case, one.comment.text)
            yield [case, note, version, one.start, one.end, code, definition_in_force(study, by_id[code]), one.coder,
                   value, 0, memo, []]  # fmt: skip


def _write_memos(pen: Pen, case: str, note: str, version: str, made: Sequence[FromComment], batch: str) -> None:
    there = {passage.number: passage.memo for passage in queries.passages(pen.db, note, version)}
    said: dict[int, list[str]] = defaultdict(list)
    for one in made:
        if not one.codes:
            said[one.number].append(memo_of(one))
    for number, memos in said.items():
        before = there.get(number, "")
        new = [memo for memo in dict.fromkeys(memos) if f"\n{memo}\n" not in f"\n{before}\n"]
        if new:
            about = subject("passage", note, number)
            memo = contents.put(pen.db, case, "\n".join([before, *new] if before else new))
            payload = {"note": note, "number": number, "memo": memo, "over": holder(pen.db, about, "memo")}
            pen.write(Kind.PASSAGE_MEMO, payload, batch=batch)


def memo_of(one: FromComment) -> str:
    """The memo that a comment becomes: who wrote it, and what."""
    return f"{one.name or one.coder}: {one.comment.text}"
