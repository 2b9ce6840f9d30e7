"""What changed since one last looked: what others wrote, by coder, kind and interview."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from okqual.store import news as store
from okqual.store.database import reading
from okqual.study.opening import Study, setting, user_folder


@dataclass(frozen=True, slots=True)
class News:
    """What one other coder wrote."""

    coder: str
    kinds: dict[str, int]
    cases: dict[str, int]
    """Interview → entries about it."""


def news(study: Study, mark: bool = True) -> list[News]:
    """What others wrote since the study's coder last looked, and a note that she has looked now.

    Of interviews that she codes blind nothing is told. The note lies in her own state folder.
    """
    with reading(study.db):
        found = store.written(study.db, _seen(study), study.coder)
        now = store.seen_now(study.db)
    if mark:
        _keep(study, now)
    return [News(coder, dict(kinds), dict(cases)) for coder, (kinds, cases) in sorted(found.items())]


def _seen(study: Study) -> dict[str, int]:
    try:
        kept = json.loads(_path(study).read_text(encoding="utf-8"))
        return {str(origin): int(number) for origin, number in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _keep(study: Study, now: dict[str, int]) -> None:
    path = _path(study)
    # Without the note the next look tells everything, which is safe.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(now), encoding="utf-8")


def _path(study: Study) -> Path:
    place = f"{setting(study, 'id')}\n{study.coder}\n{study.folder.resolve()}"
    return user_folder("state") / "looked" / f"{hashlib.sha256(place.encode()).hexdigest()[:24]}.json"
