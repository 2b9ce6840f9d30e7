"""What is done while okqual is killed: each deed on a small study, over and over until the end comes.

A deed tells each entry that it knows to be written ("origin:number digest"), each file ("file NAME"), and when it
begins to put an older state back ("restoring").
"""

from __future__ import annotations

import csv
import itertools
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from okqual.store import queries  # noqa: E402
from okqual.store.entries import last_of  # noqa: E402
from okqual.store.tables import STEPS  # noqa: E402
from okqual.study import archiving, backups, erasing, merging, reporting, tabulating  # noqa: E402
from okqual.study.coding import apply_code  # noqa: E402
from okqual.study.codings_file import COLUMNS, import_codings  # noqa: E402
from okqual.study.loading import load  # noqa: E402
from okqual.study.opening import DATABASE, Study, open_study  # noqa: E402
from tests.builders import NOTES, new_study, written  # noqa: E402

HELD = "Det tog lång tid"
"""Words of the interview that is erased."""
LATER = "m013_erase"
"""A step that the older study of the migration lacks, and its tables."""
TABLES = ("erased_case", "erased_text")


def prepare(folder: Path) -> None:
    """A study of two interviews with codings, an older copy of it, another coder's copy, and files to bring in."""
    new_study(folder / "study")
    study = open_study(folder / "study", "AK")
    for number in (1, 2, 3):
        _code(study, "A-1", number)
    backups.back_up(study.folder)
    archiving.export_archive(study, folder / "arkiv.zip")
    study.close()
    shutil.copytree(folder / "study", folder / "other")
    shutil.copytree(folder / "study", folder / "older")
    other = open_study(folder / "other", "TS")
    for number in range(1, 5):
        _code(other, "A-2", number)
    other.close()
    with closing(sqlite3.connect(folder / "older" / DATABASE)) as conn, conn:
        assert LATER in STEPS
        for table in TABLES:
            conn.execute(f"DROP TABLE {table}")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (LATER,))
    for number in range(40):
        written(folder / "in", f"B-{number}.md", NOTES["A-1.md"].replace("A-1", f"B-{number}"))
        with (folder / "in" / f"{number}.csv").open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(COLUMNS)
            rows.writerows(
                ["A-1", "", at, at + 4 + number % 20, "", "KOH-onskan", "", "BB", f"memo {at}", ""]
                for at in range(0, 90, 2)
            )


def _code(study: Study, note: str, number: int) -> None:
    now = queries.note_now(study.db, note)
    assert now is not None
    passage = now.passages[number % len(now.passages)]
    apply_code(study, note, passage.start, passage.end, "KOH-onskan", memo=f"memo {number}")


def _said(study: Study) -> str:
    number, digest = last_of(study.db, study.origin)
    return f"{study.origin}:{number} {digest}"


def loading(folder: Path) -> Iterator[str]:
    """Note after note."""
    study = open_study(folder / "study", "AK")
    yield "ready"
    for number in range(40):
        load(study, [folder / "in" / f"B-{number}.md"])
        yield _said(study)


def coding(folder: Path) -> Iterator[str]:
    """Coding after coding."""
    study = open_study(folder / "study", "AK")
    yield "ready"
    for number in itertools.count():
        now = queries.note_now(study.db, "A-1")
        assert now is not None
        start = number * 7 % (len(now.text) - 30)
        apply_code(study, "A-1", start, start + 5 + number % 20, "KOH-onskan", memo=str(number))
        yield _said(study)


def importing(folder: Path) -> Iterator[str]:
    """Forty-five codings at a time, a backup before each."""
    study = open_study(folder / "study", "AK")
    yield "ready"
    for number in range(40):
        import_codings(study, folder / "in" / f"{number}.csv")
        yield _said(study)


def bringing_together(folder: Path) -> Iterator[str]:
    """Another's work into one's own, again and again: it is put back in between."""
    yield "ready"
    for number in itertools.count():
        study = open_study(folder / "study", "AK")
        merging.merge(study, folder / "other")
        _code(study, "A-2", number)
        yield _said(study)
        study.close()
        yield "restoring"
        backups.restore(folder / "study", backups.backups(folder / "study")[-1].path)
        yield "restored"


def migrating(folder: Path) -> Iterator[str]:
    """An older study brought up to date; the study of the run is a copy of the older one."""
    yield "ready"
    for number in itertools.count():
        yield "restoring"
        shutil.copy(folder / "older" / DATABASE, folder / "study" / "new.db")
        for suffix in ("-wal", "-shm"):
            (folder / "study" / f"{DATABASE}{suffix}").unlink(missing_ok=True)
        (folder / "study" / "new.db").replace(folder / "study" / DATABASE)
        yield "restored"
        study = open_study(folder / "study", "AK")
        _code(study, "A-1", number)
        yield _said(study)
        study.close()


def exporting(folder: Path) -> Iterator[str]:
    """Word, Excel, CSV, JSON and archives under the same names over and over."""
    study = open_study(folder / "study", "AK")
    exports = folder / "study" / "exports"
    yield "ready"
    for _ in itertools.count():
        for name in ("m.json", "m.csv", "m.docx", "m.xlsx"):
            reporting.write_matrix(study, exports / name)
            yield _said(study)
            yield f"file {name}"
        tabulating.write_tables(study, exports / "t.xlsx")
        yield "file t.xlsx"
        archiving.export_archive(study, exports / "a.zip")
        yield "file a.zip"


def backing_up(folder: Path) -> Iterator[str]:
    """Backup after backup, with a coding in between."""
    study = open_study(folder / "study", "AK")
    yield "ready"
    for number in itertools.count():
        _code(study, "A-1", number)
        yield _said(study)
        yield f"file ../backups/{backups.back_up(study.folder, 'day').name}"


def restoring(folder: Path) -> Iterator[str]:
    """The first backup put back again and again."""
    yield "ready"
    while True:
        backups.restore(folder / "study", backups.backups(folder / "study")[-1].path)
        yield "restored"


def unpacking(folder: Path) -> Iterator[str]:
    """An archive made a study again."""
    yield "ready"
    for number in itertools.count():
        archiving.import_archive(folder / "arkiv.zip", folder / f"new{number}", "AK").close()
        yield f"study new{number}"


def erasing_one(folder: Path) -> Iterator[str]:
    """An interview erased, once."""
    study = open_study(folder / "study", "AK")
    yield "ready"
    erasing.erase(study, "A-1", "skäl", "beslut")
    yield _said(study)
    yield "erased"
    while True:
        _code(study, "A-2", 1)


DEEDS: dict[str, tuple[Callable[[Path], Iterator[str]], float]] = {
    "load": (loading, 0.6),
    "coding": (coding, 0.3),
    "import": (importing, 0.8),
    "merge": (bringing_together, 0.8),
    "migration": (migrating, 0.5),
    "export": (exporting, 1.2),
    "backup": (backing_up, 0.4),
    "restore": (restoring, 0.5),
    "archive": (unpacking, 0.8),
    "erase": (erasing_one, 0.5),
}
"""What is done, and the longest time in seconds after which it is killed."""
