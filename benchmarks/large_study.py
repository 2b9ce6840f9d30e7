"""A study of a thousand interviews with half a million codings, made once and kept: ``large_study.kept(folder)``.

Notes are read as any notes are; the codings go through the journal in large chunks, as an import writes them.
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Iterator
from pathlib import Path

from counting import CHUNK
from material import make_study, write_markdown
from measuring import apart

WORDS = 2_000
"""Words of a note: about a hundred passages."""
CODERS = ("TS", "LB", "EH", "MW")
LEFT = 12
"""Every so many passages of a note nobody has gone through."""
COUNTIES = ("Skåne län", "Dalarnas län", "Västra Götalands län", "Kalmar län", "Norrbottens län", "Uppsala län")
KINDS = ("kommun", "region", "länssamordnare")


def kept(folder: Path, notes: int, codings: int) -> Path:
    """The study in ``folder``, made there unless it was made before."""
    study, finished = folder / f"large-{notes}-{codings}", folder / f"large-{notes}-{codings}.made"
    if not finished.exists():
        started = time.perf_counter()
        texts = folder / f"large-{notes}-notes"
        apart(write_markdown, str(texts), notes, WORDS)
        apart(make_study, str(study), str(texts))
        apart(fill, str(study), codings)
        finished.write_text(f"{time.perf_counter() - started:.0f} s\n", encoding="utf-8")
    return study


def fill(folder: str, count: int) -> None:
    """Attributes of every interview, then ``count`` codings by four coders on passages and on parts of them."""
    from okqual.model.events import Kind
    from okqual.store import queries
    from okqual.study.cases_file import import_cases
    from okqual.study.changing import changing
    from okqual.study.opening import open_study

    study, choose = open_study(Path(folder)), random.Random(1)
    names = sorted(queries.note_ids(study.db))
    table = Path(f"{folder}.csv")
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["case", "län", "aktörstyp"])
        rows.writerows([name, choose.choice(COUNTIES), choose.choice(KINDS)] for name in names)
    import_cases(study, table)
    made = _items(study, names, count, choose)
    for first in range(0, count, 100 * CHUNK):
        with changing(study) as pen:
            for at in range(first, min(first + 100 * CHUNK, count), CHUNK):
                pen.write(Kind.CODINGS_ADDED, {"codings": [next(made) for _ in range(min(CHUNK, count - at))]})
    study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    study.close()


def _items(study: object, names: list[str], count: int, choose: random.Random) -> Iterator[list[object]]:
    from okqual.store import queries
    from okqual.study.definitions import codebook, definition_in_force

    codes = [(code, definition_in_force(study, code)) for code in codebook(study).codes if not code.group]  # type: ignore[arg-type]
    for at, name in enumerate(names):
        note = queries.note_now(study.db, name)  # type: ignore[attr-defined]
        assert note is not None
        open_to = [passage for place, passage in enumerate(note.passages) if place % LEFT]
        for _ in range((at + 1) * count // len(names) - at * count // len(names)):
            passage, (code, digest) = choose.choice(open_to), choose.choice(codes)
            start = choose.randrange(passage.start, max(passage.start + 1, passage.end - 4))
            value = choose.choice(code.scale.values).id if code.scale and code.scale.values else None
            yield [
                note.case, note.id, note.version, start, passage.end, code.id, digest, choose.choice(CODERS), value,
                0, None, [],
            ]  # fmt: skip
