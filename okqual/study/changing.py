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
from typing import Any

from okqual.errors import OkqualError
from okqual.model.events import Kind
from okqual.store import contents
from okqual.store.database import database_path, writing
from okqual.store.entries import digest_at, last_of
from okqual.store.journal import Pen, new_origin
from okqual.store.registers import holder, subject
from okqual.study.opening import Study, setting, user_folder
from okqual.study.presence import in_words_of

Mark = tuple[str, int, str]
"""(origin, number, digest) of an entry."""


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


def lost_marks(study: Study) -> list[str]:
    """Addresses of entries that this working copy wrote last, once or now, and that the database does not hold."""
    return [f"{origin}:{number}" for origin, number, _ in _lost(study)]


def forget_mark(study: Study) -> None:
    """The database was put back on purpose: this working copy goes on under another name."""
    with contextlib.suppress(OSError):
        _mark_path(study).unlink(missing_ok=True)


def _own_origin(study: Study) -> str:
    mark = _mark(study)
    return mark[0] if mark and digest_at(study.db, mark[0], mark[1]) == mark[2] else ""


def _mark(study: Study) -> Mark | None:
    """Of this working copy's last entry; None where it has written none."""
    return next(iter(_marks(study)), None)


def _lost(study: Study) -> list[Mark]:
    return [mark for mark in _marks(study) if digest_at(study.db, mark[0], mark[1]) != mark[2]]


def _marks(study: Study) -> list[Mark]:
    """The mark, and those that were lost before it: an older copy stays one, also when somebody has gone on in it."""
    try:
        said = json.loads(_mark_path(study).read_text(encoding="utf-8"))
        return [
            (str(each["origin"]), int(each["number"]), str(each["digest"])) for each in [said, *said.get("lost", [])]
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _keep_mark(study: Study) -> None:
    number, digest = last_of(study.db, study.origin)
    if not number:
        return
    path = _mark_path(study)
    said: dict[str, Any] = _plain((study.origin, number, digest))
    lost = [_plain(mark) for mark in _lost(study) if mark[0] != study.origin]
    # Without a mark the next session takes a new origin, which is safe.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(said | ({"lost": lost} if lost else {})), encoding="utf-8")


def _plain(mark: Mark) -> dict[str, Any]:
    return dict(zip(("origin", "number", "digest"), mark, strict=True))


def _mark_path(study: Study) -> Path:
    place = str(database_path(study.db).resolve()).removesuffix(".part")
    name = hashlib.sha256(f"{setting(study, 'id')}\n{place}".encode()).hexdigest()[:24]
    return user_folder("state") / "origins" / f"{name}.json"
