"""An import takes the place of what was edited in the study: what of that the file lacks is said first."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.codebook import Codebook
from okqual.store import codebook_history, queries
from okqual.study.definitions import codebooks
from okqual.study.opening import Study


def lost_edits(study: Study, new: Codebook) -> tuple[str, ...]:
    """Codes that were edited in the study since their import and that ``new`` has otherwise, or that it brings back."""
    now = next((book for book in codebooks(study) if book.id == new.id), None)
    if now is None:
        return ()
    merged = queries.all_aliases(study.db)
    found = []
    for code in codebook_history.edited(study.db, new.id):
        if code in merged:
            if code in new.by_id:
                found.append(code)
        elif now.by_id.get(code) != new.by_id.get(code):
            found.append(code)
    return tuple(found)


def check_import(study: Study, new: Codebook) -> None:
    """Raises OkqualError when the import would undo what was edited in the study."""
    lost = lost_edits(study, new)
    if lost:
        values: dict[str, object] = {"count": len(lost), "codes": ", ".join(lost[:8]) + (" …" if len(lost) > 8 else "")}
        raise OkqualError("errors.import_loses_edits", values, "errors.import_loses_edits.try")
