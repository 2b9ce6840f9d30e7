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
from okqual.model.events import Kind
from okqual.store import contents
from okqual.store.database import database_path, writing
from okqual.store.entries import digest_at, last_of
from okqual.store.journal import Pen, new_origin
from okqual.store.registers import holder, subject
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


def write_setting(pen: Pen, name: str, text: str, batch: str = "") -> None:
    """Set something of the study, over what is set now: two who set it apart are told of each other."""
    value = contents.put(pen.db, contents.STUDY, text)
    over = holder(pen.db, subject("study"), name)
    pen.write(Kind.SETTING, {"setting": name, "value": value, "over": over}, batch=batch)


def write_coder(pen: Pen, coder: str, name: str, batch: str = "") -> None:
    """Put a coder in the register, or change her name, over the one that is there."""
    over = holder(pen.db, subject("coder", coder), "name")
    payload = {"coder": coder, "name": contents.put(pen.db, contents.STUDY, name), "over": over}
    pen.write(Kind.CODER, payload, batch=batch)


def lost_mark(study: Study) -> str:
    """Address of the entry that this working copy wrote last, where the database does not hold it; empty otherwise."""
    mark = _mark(study)
    return f"{mark[0]}:{mark[1]}" if mark and digest_at(study.db, mark[0], mark[1]) != mark[2] else ""


def forget_mark(study: Study) -> None:
    """The database was put back on purpose: this working copy goes on under another name."""
    with contextlib.suppress(OSError):
        _mark_path(study).unlink(missing_ok=True)


def _own_origin(study: Study) -> str:
    mark = _mark(study)
    return mark[0] if mark and digest_at(study.db, mark[0], mark[1]) == mark[2] else ""


def _mark(study: Study) -> tuple[str, int, str] | None:
    """(origin, number, digest) of this working copy's last entry; None where it has written none."""
    try:
        mark = json.loads(_mark_path(study).read_text(encoding="utf-8"))
        return str(mark["origin"]), int(mark["number"]), str(mark["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
