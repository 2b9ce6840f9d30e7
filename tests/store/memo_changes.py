"""What people write beside the coding, as steps of a random history."""

from __future__ import annotations

import contextlib

from okqual.errors import OkqualError
from okqual.model.memo import About, SavedSearch
from okqual.study import decisions, memos, saved_searches
from okqual.study.opening import Study

MEMO_CHANGES = ("study", "case", "note", "code", "decide", "reword", "withdraw", "search", "forget", "rename")


def change_memos(study: Study, pick: int, what: str, note: str, code: str) -> None:
    """One change, of the kind that ``what`` names; what it is about may not be there in this copy."""
    text = "" if pick % 4 == 0 else f"memo {pick % 3}"
    there = decisions.decisions(study)
    kept = saved_searches.saved_searches(study)
    with contextlib.suppress(OkqualError):
        if what == "study":
            memos.write_memo(study, About.STUDY, "", text)
        elif what in ("case", "note"):
            memos.write_memo(study, About(what), note, text)
        elif what == "code":
            memos.write_memo(study, About.CODE, code, text)
        elif what == "decide":
            decisions.decide(study, f"beslut {pick % 3}", "skäl", code if pick % 2 else "")
        elif what == "reword" and there:
            decisions.change_decision(study, there[pick % len(there)].id, f"ändrat {pick % 3}", "nytt skäl")
        elif what == "withdraw" and there:
            decisions.withdraw_decision(study, there[pick % len(there)].id)
        elif what == "search":
            saved_searches.save_search(study, SavedSearch(f"sökning {pick % 2}", f"ord {pick % 3}", code=code))
        elif what == "forget" and kept:
            saved_searches.forget_search(study, kept[pick % len(kept)].name)
        elif what == "rename" and kept:
            saved_searches.rename_search(study, kept[pick % len(kept)].name, f"sökning {pick % 3}")
