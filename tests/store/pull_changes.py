"""A Word file that comes home in a random history: what it says of one written cell and one finding is taken."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.finding import PieceKind
from okqual.model.returned import Edit, Fate, Place, Returned, Revision
from okqual.store import findings_told, summaries
from okqual.study import pulled
from okqual.study.opening import Study
from okqual.study.pulling import Pull


def change_by_pull(study: Study, pick: int) -> None:
    """Take an edit of each, where there is such; a code that is gone refuses with a sentence."""
    there: list[tuple[Place, str]] = [(each.cell, each.text) for each in summaries.summaries(study.db)[:3]]
    there += [(e.id, e.text) for e in findings_told.pieces(study.db) if e.kind is not PieceKind.SOURCE][:3]
    who = (Revision("Anna Berg", "2026-11-20T10:00:00Z"),)
    edits = [
        Edit(f"e{at}", place, "", Fate.CHANGED, text, text, "", f"Från Word {pick % 3}.", revisions=who)
        for at, (place, text) in enumerate(there)
        if (pick >> at) % 2
    ]
    try:
        pulled.pull(study, Pull(Returned("fil.docx", "0" * 64, ()), (), tuple(edits)), edits)
    except OkqualError as error:
        assert error.key in ("errors.unknown_column", "errors.unknown_case", "errors.unknown_group", "errors.no_guide",
                             "errors.no_codebook")  # fmt: skip
