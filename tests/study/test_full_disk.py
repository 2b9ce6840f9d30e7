"""A full disk: what could not be written is not there, what was acknowledged is, and one sentence says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store.entries import state_digest
from okqual.store.verify import problems
from okqual.study import browsing, coding
from tests.store.histories import load_note, new_study


def test_coding_on_a_full_disk(tmp_path: Path) -> None:
    """SQLite's own limit on pages answers as a full disk does."""
    study = new_study(tmp_path / "studie")
    load_note(study, 1)
    pages = study.db.conn.execute("PRAGMA page_count").fetchone()[0]
    study.db.conn.execute(f"PRAGMA max_page_count = {pages + 4}")
    acknowledged, before = 0, state_digest(study.db)

    with pytest.raises(OkqualError) as refused:
        for start in range(10_000):
            before = state_digest(study.db)
            coding.apply_code(study, "N-1", start % 150, start % 150 + 7, "KOH-b", memo=f"memo {start} " + "x" * 500)
            acknowledged += 1

    assert refused.value.key == "errors.disk_full"
    assert state_digest(study.db) == before
    assert problems(study.db) == []
    assert 0 < len(browsing.note(study, "N-1").codings) <= acknowledged
    study.db.conn.execute("PRAGMA max_page_count = 1000000")
    coding.apply_code(study, "N-1", 3, 9, "KOH-b", memo="nu går det")
    study.close()
