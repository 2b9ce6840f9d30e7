"""Comments that somebody made in Word become memos on what they are about, with the commenter's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okqual.analysis.returned.places import Remarked
from okqual.messages import message
from okqual.model.coding import parse_citation
from okqual.model.memo import About
from okqual.model.returned import Comment, Edit, Place
from okqual.model.summary import ColumnKind, RowKind
from okqual.store import queries
from okqual.study import browsing, memos
from okqual.study.opening import Study
from okqual.study.pieces import pieces


@dataclass(frozen=True, slots=True)
class MemoFromWord:
    """A comment and the thing of the study that it becomes a memo of."""

    about: About
    name: str
    where: str
    """What it was made on, in words."""
    comment: Comment


def memos_of(
    study: Study, edits: Sequence[Edit], remarked: Sequence[Remarked], comments: Mapping[str, Comment]
) -> tuple[tuple[MemoFromWord, ...], tuple[Comment, ...]]:  # fmt: skip
    """The comments on texts, quotes, headings and labels, each once; and those on others' words."""
    found: dict[str, MemoFromWord] = {}
    left: dict[str, Comment] = {}
    there = {piece.id for piece in pieces(study)}
    cases = set(queries.cases(study.db))
    for edit in edits:
        about, name = _of_place(edit.place)
        if (about is About.PIECE and name not in there) or (about is About.CASE and name not in cases):
            about, name = About.STUDY, ""
        for comment in edit.comments:
            found.setdefault(comment.id, MemoFromWord(about, name, edit.label, comment))
    for part in remarked:
        thing = _of_words(study, part)
        for comment in (comments[name] for name in part.comments if name in comments):
            if thing is None:
                left.setdefault(comment.id, comment)
            else:
                found.setdefault(comment.id, MemoFromWord(*thing, " ".join(part.words.split())[:60], comment))
    return tuple(found.values()), tuple(one for name, one in left.items() if name not in found)


def memo_words(memo: MemoFromWord) -> str:
    """The comment as a part of a memo."""
    comment = memo.comment
    return message(
        "export.pull.memo", author=comment.author or "–", date=comment.date[:10] or "–", text=comment.text,
        where=memo.where,
    )  # fmt: skip


def is_said(study: Study, memo: MemoFromWord) -> bool:
    """Whether the memo says it already, for the file was pulled before."""
    there = memos.memo_of(study, memo.about, memo.name)
    head = message("export.pull.memo.head", author=memo.comment.author or "–", date=memo.comment.date[:10] or "–")
    return memo.comment.text in there and head in there


def _of_place(place: Place) -> tuple[About, str]:
    """What a memo on a text hangs on: the piece; of a cell its interview, of a roll-up its code."""
    if isinstance(place, str):
        return About.PIECE, place
    if place.rows is RowKind.CASE:
        return About.CASE, place.row
    return (About.CODE, place.column) if place.columns is ColumnKind.CODE else (About.STUDY, "")


def _of_words(study: Study, part: Remarked) -> tuple[About, str] | None:
    """The passage of a quote, the interview of a label or the code of a heading; None for others' words."""
    for name in part.ids:
        words = parse_citation(name)
        if words is not None and queries.passage_anywhere(study.db, words.note, words.first) is not None:
            return About.PASSAGE, f"{words.note}:{words.first}"
    if part.row is not None:
        rows, case, _ = part.row
        known = rows is RowKind.CASE and case in queries.cases(study.db)
        return (About.CASE, case) if known else (About.STUDY, "")
    if part.column is not None:
        kind, column = part.column
        known = kind is ColumnKind.CODE and column in browsing.codebook(study).by_id
        return (About.CODE, column) if known else (About.STUDY, "")
    return None
