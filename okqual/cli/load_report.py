"""What ``okqual load`` tells of the files it took: a table, what a correction did, what comments became."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from okqual.cli.printing import show, table, tell
from okqual.messages import counted, message
from okqual.model.note import NoteStatus, Passage, PassageRole
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.study.comments import FromComment
    from okqual.study.led_segments import LedSegment
    from okqual.study.loading import Loaded

UNSURE = 70
"""Placements with less confidence than this are put before a person."""


def show_loaded(read: list[Loaded], review: bool, dry_run: bool, comments: str) -> None:
    """All that a person needs to know of the files that were taken, or would be."""
    names = ("note", "file", "found", "missing", "passages", "unplaced", "unsure", "state")
    show(table(_headings(*names), [_row(one, dry_run) for one in read], numbers=range(2, 7)))
    for one in read:
        name = visible_line(one.file_name)
        for remark in one.reading.remarks:
            tell(f"{name}: {message(remark.key, **remark.values)}")
        if one.new and one.reading.comments:
            tell(f"{name}: {_comments_line(one, dry_run, comments)}")
    for one in read:
        _show_correction(one)
    if dry_run:
        _show_comments(read)
    if review:
        _show_unsure(read)
    if dry_run:
        tell(message("cli.load.nothing_written"))
    elif not review and any(unsure(one) for one in read):
        tell(message("cli.load.see_review"))


def plain(one: Loaded) -> dict[str, Any]:
    """What came of a file as JSON-able values."""
    return {
        "case": one.case,
        "note": one.note,
        "file": one.file_name,
        "new": one.new,
        "new_version": one.correction is not None,
        "format": one.reading.format,
        "encoding": one.reading.encoding or None,
        "found": _questions(one, missing=False),
        "missing": _questions(one, missing=True),
        "passages": len(one.reading.passages),
        "unplaced": [f"{one.note}:{p.number}" for p in unplaced(one)],
        "unsure": [f"{one.note}:{p.number}" for p in unsure(one)],
        "corrected": [f"{one.note}:{p.number}" for p in corrected(one)],
        "gone": [f"{one.note}:{number}" for number in one.correction.gone] if one.correction else [],
        "segments": [_plain_segment(segment) for segment in one.segments],
        "comments": [_plain_comment(one, comment) for comment in one.comments],
        "remarks": [message(remark.key, **remark.values) for remark in one.reading.remarks],
    }


def unplaced(one: Loaded) -> list[Passage]:
    """Answers under no question."""
    return [p for p in one.reading.passages if p.role == PassageRole.ANSWER and not p.questions]


def unsure(one: Loaded) -> list[Passage]:
    """Answers whose question a person should look at."""
    placed = [p for p in one.reading.passages if p.role == PassageRole.ANSWER and p.questions]
    return [p for p in placed if p.confidence < UNSURE or p.suggested]


def corrected(one: Loaded) -> list[Passage]:
    """Passages that are changed ones of the note's version before: what was said of those waits for review."""
    changed = {number for number, _former in one.correction.replaces} if one.correction else set()
    return [p for p in one.reading.passages if p.number in changed]


def _row(one: Loaded, dry_run: bool) -> list[object]:
    return [one.note, one.file_name, len(_questions(one, missing=False)), len(_questions(one, missing=True)),
            len(one.reading.passages), len(unplaced(one)), len(unsure(one)), _state(one, dry_run)]  # fmt: skip


def _state(one: Loaded, dry_run: bool) -> str:
    if not one.new:
        return message("cli.load.known")
    if one.correction is not None:
        return message("cli.load.would_be_new_version" if dry_run else "cli.load.as_new_version")
    return message("cli.load.would_be_new" if dry_run else "cli.load.new")


def _show_correction(one: Loaded) -> None:
    if one.correction is None:
        return
    changed, added, gone = len(one.correction.replaces), len(one.correction.added), len(one.correction.gone)
    same = len(one.reading.passages) - changed - added
    show("")
    show(message("cli.load.correction", note=one.note, same=same, changed=changed, added=added, gone=gone))
    if one.segments:
        count = Counter(str(segment.how) for segment in one.segments)
        states = [f"{message(f'terms.anchor.{how}')}: {n}" for how, n in sorted(count.items())]
        show(message("cli.load.segments", count=len(one.segments), states=", ".join(states)))
        show("")
        names = ("id", "outcome", "likeness", "codings", "text", "now")
        show(table(_headings(*names), [_segment(segment) for segment in one.segments], numbers={2}))
    for segment in one.segments:
        for use in segment.uses:
            words = message(f"terms.anchor.{segment.how}")
            tell(message("cli.load.cited", id=segment.citation, how=words, file=visible_line(use.file)))


def _segment(one: LedSegment) -> list[object]:
    codes = ", ".join(f"{coding.code} ({coding.coder})" for coding in one.codings)
    likeness = one.score if str(one.how) == "fuzzy" else ""
    return [
        one.citation,
        message(f"terms.anchor.{one.how}"),
        likeness,
        codes,
        _short(one.quote),
        _short(one.now) or "–",
    ]


def _show_comments(read: list[Loaded]) -> None:
    rows = [_comment(one, made) for one in read for made in one.comments]
    if rows:
        show("")
        show(table(_headings("id", "coder", "becomes", "comment", "text"), rows))


def _comment(one: Loaded, made: FromComment) -> list[object]:
    codes = ", ".join(f"{code}: {value}" if value else code for code, value in made.codes)
    words = one.reading.text[made.start : made.end]
    return [f"{one.note}:{made.number}", made.name or made.coder, codes or message("terms.memo"),
            _short(made.comment.text), _short(words)]  # fmt: skip


def _comments_line(one: Loaded, dry_run: bool, wanted: str) -> str:
    codings = sum(len(made.codes) for made in one.comments)
    memos = sum(1 for made in one.comments if not made.codes)
    count = len(one.reading.comments)
    if wanted == "none":
        return message("cli.load.comments_left_out", count=count)
    key = "cli.load.comments_would" if dry_run else "cli.load.comments_made"
    return message(key, count=count, memos=memos, codings=codings)


def _show_unsure(read: list[Loaded]) -> None:
    rows = [_placement(one, passage) for one in read for passage in (*unplaced(one), *unsure(one))]
    tell(counted("cli.load.to_review", len(rows)))
    if rows:
        show(table(_headings("id", "question", "suggested", "confidence", "text"), rows, numbers={3}))
    changed = [_placement(one, passage) for one in read for passage in corrected(one)]
    if changed:
        tell(counted("cli.load.corrected", len(changed)))
        show(table(_headings("id", "question", "suggested", "confidence", "text"), changed, numbers={3}))


def _placement(one: Loaded, passage: Passage) -> list[object]:
    text = one.reading.text[passage.start : passage.end]
    question = " ".join(passage.questions) or "–"
    return [f"{one.note}:{passage.number}", question, " ".join(passage.suggested), passage.confidence, text]


def _questions(one: Loaded, missing: bool) -> list[str]:
    return [q.question for q in one.reading.questions if (q.status == NoteStatus.NOT_IN_NOTE) == missing]


def _plain_segment(one: LedSegment) -> dict[str, Any]:
    return {
        "id": one.citation,
        "how": str(one.how),
        "score": one.score,
        "quote": one.quote,
        "now": one.now or None,
        "codings": [{"id": c.id, "code": c.code, "value": c.value, "coder": c.coder} for c in one.codings],
        "used_in": [{"kind": use.kind, "export": use.export, "file": use.file, "at": use.at} for use in one.uses],
    }


def _plain_comment(one: Loaded, made: FromComment) -> dict[str, Any]:
    return {
        "id": f"{one.note}:{made.number}",
        "author": made.comment.author,
        "coder": made.coder,
        "at": made.comment.at or None,
        "text": made.comment.text,
        "quote": one.reading.text[made.start : made.end],
        "codes": [{"code": code, "value": value} for code, value in made.codes],
    }


def _short(text: str) -> str:
    return visible_line(text if len(text) <= 60 else f"{text[:59]}…")


def _headings(*names: str) -> list[str]:
    return [message(f"cli.column.{name}") for name in names]
