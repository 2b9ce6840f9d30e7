"""What was chosen of an edited file becomes the study's: one batch, undone as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.model.returned import Edit, Place
from okqual.model.summary import Cell
from okqual.store import contents, findings_told
from okqual.store.pulled import Pulled, pulls
from okqual.study import findings, memos, summarising
from okqual.study.changing import changing
from okqual.study.comments_home import is_said, memo_words
from okqual.study.opening import Study
from okqual.study.pulling import Pull

__all__ = ["Done", "Pulled", "pull", "pulls"]


@dataclass(frozen=True, slots=True)
class Done:
    """What was taken."""

    texts: int
    memos: int


def pull(
    study: Study, brought: Pull, edits: Sequence[Edit], words: Mapping[str, str] | None = None, with_memos: bool = True
) -> Done:
    """Write the chosen edits, and the file's comments as memos, as one batch that one undo takes back.

    ``words`` are texts that a person merged by hand, by the edit's id. Nothing to write writes nothing. Raises
    OkqualError, with nothing changed, where the study moved since the file was read.
    """
    by_hand = words or {}
    remarks = brought.remarks if with_memos else ()
    with changing(study) as pen:
        chosen = [(edit, by_hand.get(edit.id, edit.result)) for edit in edits]
        chosen = [(edit, text) for edit, text in chosen if text.strip() != _text_now(study, edit)]
        new = [remark for remark in remarks if not is_said(study, remark)]
        if not chosen and not new:
            return Done(0, 0)
        batch = pen.begin_batch()
        who = [[place_key(edit.place), one.author, one.date] for edit, _ in chosen for one in edit.revisions]
        for edit, text in chosen:
            if isinstance(edit.place, Cell):
                summarising.pull_summary(study, edit.place, text, batch)
            elif text.strip():
                findings.pull_text(study, edit.place, text, batch)
            else:
                pen.write(Kind.PIECE_WITHDRAWN, {"piece": edit.place}, batch=batch)
        for remark in new:
            before = memos.memo_of(study, remark.about, remark.name)
            told = "\n\n".join(filter(None, [before, memo_words(remark)]))
            memos.write_memo(study, remark.about, remark.name, told, batch)
        # The last of the batch: it is what undo names.
        pen.write(
            Kind.PULLED,
            {
                "exports": [export.id for export in brought.exports],
                "file_name": contents.put(pen.db, contents.STUDY, brought.returned.name),
                "sha256": brought.returned.sha256, "texts": len(chosen), "memos": len(new),
                "tracked": brought.returned.tracked,
                "authors": contents.put(pen.db, contents.STUDY, canonical(who)) if who else None,
            },
            batch=batch,
        )  # fmt: skip
    return Done(len(chosen), len(new))


def place_key(place: Place) -> str:
    """A place as a list of authors names it."""
    return (
        place if isinstance(place, str) else canonical([place.rows, place.by, place.row, place.columns, place.column])
    )


def _text_now(study: Study, edit: Edit) -> str:
    """What the study says now. Raises OkqualError where that is another text than the plan was made with."""
    if isinstance(edit.place, Cell):
        there = summarising.summary_of(study, edit.place)
        now = there.text if there is not None else ""
    else:
        piece = findings_told.piece(study.db, edit.place)
        now = piece.text if piece is not None else ""
    if now != edit.now:
        raise OkqualError("errors.pull_study_moved", {"place": edit.label}, "errors.pull_study_moved.try")
    return now
