"""Where a coder was, so that the next session starts there. Kept on this machine, not in the journal:
it changes nothing in the study."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from okqual.model.interview import Position
from okqual.store import queries
from okqual.study.opening import Study, setting, user_folder


def position(study: Study) -> Position | None:
    """The coder's place, or None when there is none or its note is gone."""
    try:
        kept = json.loads(_path(study).read_text(encoding="utf-8"))
        note, number, at = str(kept["note"]), int(kept["number"]), int(kept["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found = queries.current_version(study.db, note)
    return Position(found[1], note, number, at) if found else None


def keep_position(study: Study, note: str, number: int) -> None:
    """Remember the coder's place."""
    path = _path(study)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"note": note, "number": number, "at": study.clock()}), encoding="utf-8")


def _path(study: Study) -> Path:
    name = hashlib.sha256(f"{setting(study, 'id')}\n{study.folder.resolve()}\n{study.coder}".encode()).hexdigest()[:24]
    return user_folder("state") / "positions" / f"{name}.json"
