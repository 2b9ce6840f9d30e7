"""The pen of a study: one transaction, and the working copy's own mark of how far it has written.

The mark lies in the user's state folder. A database that is behind it was put back from an older
copy; going on under the same origin would make two different entries of one number.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from okqual.errors import OkqualError
from okqual.store.database import database_path, writing
from okqual.store.entries import digest_at, last_of
from okqual.store.journal import Pen, new_origin
from okqual.study.opening import Study, setting, user_folder
from okqual.study.presence import in_words_of


@contextlib.contextmanager
def changing(study: Study) -> Iterator[Pen]:
    """The pen, inside one transaction; whatever fails leaves the study as it was.

    Raises OkqualError when the study is open for reading only, or another okqual holds the pen.
    """
    if study.read_only:
        raise OkqualError("errors.open_read_only", {"file": str(study.folder)}, "errors.open_read_only.try")
    before = study.origin
    try:
        with writing(study.db):
            study.origin = before or _own_origin(study) or new_origin()
            yield Pen(study.db, study.origin, study.coder, study.clock)
    except OkqualError as error:
        study.origin = before
        raise in_words_of(study.folder, error) from error
    except BaseException:
        study.origin = before
        raise
    if not study.db.conn.in_transaction:  # else it is a verb within another's transaction
        _keep_mark(study)


def _own_origin(study: Study) -> str:
    try:
        mark = json.loads(_mark_path(study).read_text(encoding="utf-8"))
        origin, number, digest = str(mark["origin"]), int(mark["number"]), mark["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return origin if digest_at(study.db, origin, number) == digest else ""


def _keep_mark(study: Study) -> None:
    number, digest = last_of(study.db, study.origin)
    if not number:
        return
    path = _mark_path(study)
    # Without a mark the next session takes a new origin, which is safe.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"origin": study.origin, "number": number, "digest": digest}), encoding="utf-8")


def _mark_path(study: Study) -> Path:
    place = str(database_path(study.db).resolve()).removesuffix(".part")
    name = hashlib.sha256(f"{setting(study, 'id')}\n{place}".encode()).hexdigest()[:24]
    return user_folder("state") / "origins" / f"{name}.json"
