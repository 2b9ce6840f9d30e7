"""Verify, rebuild and backup of a long journal: ``python benchmarks/keeping.py [--entries 1000000] [--folder DIR]``.

Each entry is one deed, as people make them: eight of ten put a code on words, one changes a value, one says that
there is nothing to code. With ``--folder`` the study is kept there and used again.
"""

from __future__ import annotations

import argparse
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from material import make_study, write_markdown
from measuring import apart, scratch, seconds_of, tell, tell_memory

CHUNK = 10_000
STARTED = 1_760_000_000_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--notes", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=2_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", choices=("rebuild", "verify", "backup"))
    chosen = parser.parse_args()
    with scratch() as temporary:
        folder = chosen.folder or temporary
        study = folder / f"keeping-{chosen.notes}-{chosen.entries}"
        if not study.exists():
            texts = folder / f"keeping-{chosen.notes}-notes"
            apart(write_markdown, str(texts), chosen.notes, chosen.words)
            apart(make_study, str(study), str(texts))
            apart(fill, str(study), chosen.entries)
        for name, deed in (("rebuild", _rebuild), ("verify", _verify), ("backup", _back_up)):
            if chosen.only in (None, name):
                deed(study, chosen.entries)
    tell_memory()


def fill(folder: str, count: int) -> None:
    """Write ``count`` entries and let them take effect as one rebuild does."""
    from okqual.store.database import writing
    from okqual.store.journal import insert
    from okqual.store.rebuilding import rebuild
    from okqual.study.opening import open_study

    study = open_study(Path(folder))
    chunk = []
    for entry in _entries(study, count):
        chunk.append(entry)
        if len(chunk) == CHUNK:
            with writing(study.db):
                insert(study.db, chunk)
            chunk.clear()
    with writing(study.db):
        insert(study.db, chunk)
        rebuild(study.db)
    study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    study.close()


def _entries(study: object, count: int) -> Iterator[object]:
    from dataclasses import replace

    from okqual.model.canonical import canonical
    from okqual.model.events import Entry, Kind, digest_of
    from okqual.store import queries
    from okqual.store.watching import last_tick
    from okqual.study.definitions import codebook, definition_in_force

    db, choose, prev = study.db, random.Random(1), ""  # type: ignore[attr-defined]
    codes = [(code, definition_in_force(study, code)) for code in codebook(study).codes if not code.group]  # type: ignore[arg-type]
    notes = [queries.note_now(db, name) for name in sorted(queries.note_ids(db))]
    tick, last = last_tick(db), ""
    for number in range(1, count + 1):
        note = choose.choice(notes)
        assert note is not None
        passage, kind = choose.choice(note.passages), number % 10
        if kind == 1 and last:
            what: Kind = Kind.CODING_VALUE
            payload: dict[str, object] = {"coding": last, "value": None, "over": ""}
        elif kind == 2:
            what = Kind.PASSAGE_NOTHING
            payload = {"note": note.id, "numbers": [passage.number], "coder": "TS", "on": True}
        else:
            code, digest = choose.choice(codes)
            what, last = Kind.CODINGS_ADDED, f"bench23456:{number}"
            start = choose.randrange(passage.start, max(passage.start + 1, passage.end - 4))
            payload = {"codings": [[note.case, note.id, note.version, start, passage.end, code.id, digest, "TS", None,
                                    0, None, []]]}  # fmt: skip
        entry = Entry("bench23456", number, tick + number, STARTED + number * 1000, "TS", str(what), 1, "",
                      canonical(payload), "", prev, "")  # fmt: skip
        entry = replace(entry, digest=digest_of(entry))
        prev = entry.digest
        yield entry


def _tell_work(what: str, deed: Callable[[], object]) -> None:
    """Wall-clock seconds, and those of one processor: on a machine that does other things too they differ."""
    began = time.process_time()
    tell(what, seconds_of(deed), 60)
    print(f"{'':<46} {time.process_time() - began:8.3f} s of one processor", flush=True)


def _rebuild(folder: Path, count: int) -> None:
    from okqual.store.database import writing
    from okqual.store.rebuilding import rebuild
    from okqual.study.opening import open_study

    study = open_study(folder)

    def deed() -> None:
        with writing(study.db):
            rebuild(study.db)

    _tell_work(f"rebuild of {count:,} entries", deed)
    study.close()


def _verify(folder: Path, count: int) -> None:
    from okqual.store.verify import problems
    from okqual.study.opening import open_study

    open_study(folder).close()  # an older one is brought up to date first
    study = open_study(folder, read_only=True)
    _tell_work(f"verify of {count:,} entries", lambda: print(problems(study.db)[:3]))
    study.close()


def _back_up(folder: Path, count: int) -> None:
    """A backup while a coder codes on another connection; how long she waits for a key at most."""
    from okqual.study.backups import back_up
    from okqual.study.opening import open_study

    size, waited, going = (folder / "okqual.db").stat().st_size, [0.0], threading.Event()
    coder = threading.Thread(target=_code, args=(folder, waited, going))
    coder.start()
    made = []
    tell(f"backup of {size / 1e9:.2f} GB", seconds_of(lambda: made.append(back_up(folder, "day"))), 10)
    going.set()
    coder.join()
    tell("  longest that a coding took meanwhile", [max(waited)], note=f"{len(waited) - 1} codings")
    for path in made:
        path.unlink()
    open_study(folder).close()


def _code(folder: Path, waited: list[float], done: threading.Event) -> None:
    from okqual.store import queries
    from okqual.study.coding import apply_code
    from okqual.study.opening import open_study

    study, choose = open_study(folder, "LB"), random.Random()
    name = sorted(queries.note_ids(study.db))[0]
    code = queries.all_codings(study.db, "KOH-samordning.samordnat")[0].code
    while not done.wait(0.1):
        start = choose.randrange(1_000)
        began = time.perf_counter()
        apply_code(study, name, start, start + 20 + choose.randrange(50), code)
        waited.append(time.perf_counter() - began)
    study.close()


if __name__ == "__main__":
    main()
