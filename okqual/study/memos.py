"""Memos on the study, an interview, a note or a code beside those of passages and codings; and all together."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.coding import parse_citation
from okqual.model.events import Kind
from okqual.model.memo import About, Memo
from okqual.store import contents, memos_told, queries
from okqual.store.registers import holder, subject
from okqual.study import coding as coding_verbs
from okqual.study.changing import changing
from okqual.study.definitions import code_named
from okqual.study.opening import Study
from okqual.study.pieces import piece


def write_memo(study: Study, about: About, name: str, text: str, batch: str = "") -> None:
    """Write the memo of something; an empty text clears it. The text that is there already writes nothing.

    ``name`` is the id of a case, note, code, coding or piece, or a passage's citation id; empty for the study.
    Raises OkqualError where there is no such thing.
    """
    text = text.strip()
    if about is About.PASSAGE:
        words = parse_citation(name)
        if words is None or queries.passage_anywhere(study.db, words.note, words.first) is None:
            raise OkqualError("errors.unknown_id", {"id": name}, "errors.unknown_id.try")
        if memo_of(study, about, name) != text:
            coding_verbs.set_passage_memo(study, words.note, words.first, text, batch)
    elif about is About.CODING:
        coding_verbs.set_memo(study, name, text)
    else:
        case = _case_of(study, about, name)
        if memo_of(study, about, name) != text:
            with changing(study) as pen:
                kept = contents.put(pen.db, case, text) if text else None
                over = holder(pen.db, subject("memo", about.value, name), "memo")
                payload = {"about": about.value, "id": name, "case": case, "memo": kept, "over": over}
                pen.write(Kind.MEMO, payload, batch=batch)


def memo_of(study: Study, about: About, name: str) -> str:
    """The memo of something as it stands; empty where there is none."""
    return memos_told.memo_text(study.db, about, name)


def memos(study: Study) -> list[Memo]:
    """All memos there are, the latest first."""
    return sorted(memos_told.memos(study.db), key=lambda memo: (-memo.at, memo.about, memo.id))


def _case_of(study: Study, about: About, name: str) -> str:
    """Under which interview's key the text is kept; empty for the study's own."""
    if about is About.CASE:
        if name not in queries.cases(study.db):
            raise OkqualError("errors.unknown_case", {"case": name}, "errors.unknown_case.try")
        return name
    if about is About.NOTE:
        found = queries.current_version(study.db, name)
        if found is None:
            raise OkqualError("errors.unknown_note", {"note": name}, "errors.unknown_note.try")
        return found[1]
    if about is About.CODE:
        code_named(study, name)
    if about is About.PIECE:
        piece(study, name)
    return contents.STUDY
