"""Backups: made while others write, thinned out, put back, and offered when a study is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store import backups as kept
from okqual.store import queries
from okqual.store.backups import Backup, Reason
from okqual.store.entries import state_digest
from okqual.store.verify import problems
from okqual.study import backups
from okqual.study.backups import back_up, before, daily, restore
from okqual.study.cases_file import import_cases
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, open_study
from okqual.study.presence import sign_in, sign_out
from tests.store.histories import load_note, new_study

DAY = 86_400_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    study.close()
    return study.folder


def code(folder: Path, number: int = 1) -> str:
    study = open_study(folder, "AK")
    passage = queries.note_now(study.db, "N-1").passages[number]
    made = apply_code(study, "N-1", passage.start, passage.end, "KOH-a").id
    study.close()
    return made


def state(path: Path) -> str:
    study = open_study(path, "AK", read_only=True)
    try:
        assert problems(study.db) == []
        return state_digest(study.db)
    finally:
        study.close()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 : 8192 + 4096 * 6] = b"\xa5" * 4096 * 6
    path.write_bytes(bytes(content))


def test_a_backup_is_the_study_and_nothing_lies_beside_it(folder: Path) -> None:
    made = back_up(folder, "asked")

    assert [each.path for each in backups.backups(folder)] == [made]
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert kept.is_whole(made)
    assert kept.last_entries_of(made) == kept.last_entries_of(folder / DATABASE)
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_coding_goes_on_while_a_backup_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another connection writes between the steps of the copy, which stays the picture that it began with."""
    monkeypatch.setattr(kept, "STEP", 5)
    study, before_it, seen = open_study(folder, "AK"), state(folder), []
    passage = queries.note_now(study.db, "N-1").passages[1]

    def write(number: int, of: int, what: str) -> bool:
        if len(seen) < 3:
            seen.append(apply_code(study, "N-1", passage.start + len(seen), passage.end, "KOH-a").id)
        return True

    made = back_up(folder, "day", progress=write)
    study.close()

    assert len(seen) == 3
    restored = restore(folder, made)
    assert state(folder) == before_it
    restore(folder, restored.kept)
    assert len(queries.all_codings(open_study(folder, "AK", read_only=True).db)) == 3


def test_a_stopped_backup_leaves_nothing(folder: Path) -> None:
    with pytest.raises(OkqualError, match=r"errors\.backup_stopped"):
        back_up(folder, "day", progress=lambda *_: False)

    assert list((folder / "backups").iterdir()) == []


def test_an_import_makes_a_backup_first_but_not_twice_of_the_same_state(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("case,län\nN-1,Skåne\n", encoding="utf-8")
    study = open_study(folder, "AK")
    before_it = state_digest(study.db)

    import_cases(study, table)
    assert [each.reason for each in backups.backups(folder)] == [Reason.IMPORT]
    assert before(study, Reason.MERGE) != before(study, Reason.IMPORT) or len(backups.backups(folder)) == 2
    study.close()

    assert len(backups.backups(folder)) == 2
    restore(folder, backups.backups(folder)[1].path)
    assert state(folder) == before_it


def test_the_daily_backup_is_made_once(folder: Path) -> None:
    assert daily(folder) is not None
    assert daily(folder) is None
    assert [each.reason for each in backups.backups(folder)] == [Reason.DAY]


def made_at(folder: Path, at: int, reason: Reason) -> Path:
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        return kept.copy_of(conn, folder, reason, at)


def test_old_automatic_backups_are_thinned_out_and_others_stay(folder: Path) -> None:
    asked = made_at(folder, 5 * DAY, Reason.ASKED)
    for number in range(40):
        made_at(folder, 10 * DAY + number * DAY // 4, Reason.DAY)
    found = backups.backups(folder)

    assert found[-1] == Backup(asked, 5 * DAY, Reason.ASKED)
    automatic = [each.at for each in found[:-1]]
    assert automatic[: kept.NEWEST] == [10 * DAY + number * DAY // 4 for number in range(39, 34, -1)]
    assert len({at // DAY for at in automatic}) == kept.DAYS


def test_a_backup_made_with_a_clock_that_went_back_is_not_thinned_out_at_once(folder: Path) -> None:
    for number in range(20):
        made_at(folder, (100 + number) * DAY, Reason.DAY)

    assert made_at(folder, DAY, Reason.DAY).exists()


def test_restoring_keeps_what_was_there_and_goes_on_under_another_name_in_the_journal(folder: Path) -> None:
    first, made = state(folder), back_up(folder, "asked")
    lost = code(folder)
    later = state(folder)

    done = restore(folder)
    assert (done.backup, state(folder)) == (made, first)
    new = code(folder)
    assert new.partition(":")[0] != lost.partition(":")[0]
    restore(folder, done.kept)
    assert state(folder) == later


def test_a_damaged_study_is_found_at_opening_and_the_last_good_state_is_offered(folder: Path) -> None:
    first, made = state(folder), back_up(folder, "asked")
    worse = made_at(folder, 10**13, Reason.DAY)
    damage(worse)
    damage(folder / DATABASE)

    with pytest.raises(OkqualError) as refused:
        study = open_study(folder, "AK")
        problems(study.db)
    assert refused.value.key == "errors.study_damaged_backup"
    with pytest.raises(OkqualError):
        back_up(folder, "day")
    done = restore(folder)

    assert (done.backup, state(folder)) == (made, first)
    assert done.kept is not None
    assert not kept.is_whole(done.kept)


def test_a_study_that_was_cut_off_is_found_at_opening(folder: Path) -> None:
    content = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(content[: len(content) // 2])

    for read_only in (False, True):
        with pytest.raises(OkqualError, match=r"errors\.study_damaged"):
            open_study(folder, "AK", read_only)


def test_a_database_that_is_gone_comes_back(folder: Path) -> None:
    first, _ = state(folder), back_up(folder, "asked")
    (folder / DATABASE).unlink()

    assert restore(folder).kept is None
    assert state(folder) == first


def test_a_backup_of_another_study_or_a_damaged_one_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.db"
    made = back_up(folder, "asked", other)
    with closing(sqlite3.connect(other)) as conn, conn:
        conn.execute("UPDATE setting SET value = 'annan' WHERE name = 'id'")
    with pytest.raises(OkqualError, match=r"errors\.another_study"):
        restore(folder, made)
    damage(other)
    with pytest.raises(OkqualError, match=r"errors\.backup_damaged"):
        restore(folder, other)
    with pytest.raises(OkqualError, match=r"errors\.no_backup"):
        restore(folder)


def test_nothing_is_restored_under_somebody_who_has_it_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(folder, "asked")
    study = open_study(folder, "TS")
    with monkeypatch.context() as patch:
        patch.setattr("okqual.study.presence.os.getpid", lambda: 1)
        sign_in(study)
    with pytest.raises(OkqualError, match=r"errors\.restore_held"):
        restore(folder)
    with monkeypatch.context() as patch:
        patch.setattr("okqual.study.presence.os.getpid", lambda: 1)
        sign_out(study)
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(kept, "BUSY_MS", 100)
        with pytest.raises(OkqualError, match=r"errors\.study_locked"):
            restore(folder)
        other.execute("ROLLBACK")
    study.close()
