"""The list of changes: what is in it, undoing down to a line, redoing up to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store import queries
from okqual.store.entries import entries
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study import sittings, undo_history
from okqual.study.coding import apply_code, flag_passage, nothing_to_code, remove_coding, set_memo
from okqual.study.codings_file import import_codings
from okqual.study.opening import DATABASE, Study
from okqual.study.segments import split_coding
from okqual.study.undoing import redo, undo
from tests.store.histories import copy_of, load_note, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    yield study
    study.close()


def coded(study: Study, first: int = 0, last: int = 0, code: str = "KOH-a") -> str:
    spans = queries.note_now(study.db, "N-1").passages
    return apply_code(study, "N-1", spans[first].start, spans[last].end, code).id


def deeds(lines: list[undo_history.ChangeLine]) -> list[str]:
    return [line.change.deed for line in lines]


def shown(study: Study) -> dict[str, str]:
    return {
        table: digest for table, digest in table_digests(study.db).items() if table not in ("undone", "entry_about")
    }


def a_day(study: Study, tmp_path: Path) -> list[dict[str, str]]:
    """Six changes, an import among them; the tables before each."""
    file = tmp_path / "koder.csv"
    rows = ["case,quote,code,coder", "N-1,Rad 3 i anteckning 1,KOH-b,TS", "N-1,Rad 4 i anteckning 1,REL-c,TS"]
    file.write_text("\n".join(rows), encoding="utf-8")
    states, made = [], []
    for deed in (
        lambda: made.append(coded(study, 0, 1)),
        lambda: import_codings(study, file),
        lambda: split_coding(study, made[0], queries.note_now(study.db, "N-1").passages[1].start),
        lambda: nothing_to_code(study, "N-1", [3, 4]),
        lambda: set_memo(study, made[0], "m"),
        lambda: remove_coding(study, made[0]),
    ):
        states.append(shown(study))
        deed()
    return states


def test_every_change_is_one_line_newest_first(study: Study, tmp_path: Path) -> None:
    a_day(study, tmp_path)

    lines = undo_history.done(study, 100)

    assert deeds(lines)[:6] == [
        "coding.withdrawn", "coding.memo", "passage.nothing", "coding.split", "codings.added", "codings.added",
    ]  # fmt: skip
    assert "note.loaded" in deeds(lines)
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert [line.change.entries for line in lines[:5]] == [1, 1, 1, 2, 2]
    assert deeds(undo_history.done(study, 2)) == ["coding.withdrawn", "coding.memo"]


@pytest.mark.parametrize("down", [0, 2, 3, 5])
def test_undone_down_to_a_line_and_redone_up_to_one(study: Study, tmp_path: Path, down: int) -> None:
    states = a_day(study, tmp_path)
    after, lines = shown(study), undo_history.done(study, 100)
    before = len(list(entries(study.db)))

    taken = undo_history.undo_through(study, lines[down].name)

    assert len(taken) == down + 1
    assert len(list(entries(study.db))) == before + down + 1
    assert shown(study) == states[5 - down]
    again = undo_history.undone(study)
    assert [line.name for line in again] == [line.name for line in reversed(lines[: down + 1])]
    undo_history.redo_through(study, again[-1].name)
    assert shown(study) == after
    assert undo_history.undone(study) == []
    assert [line.name for line in undo_history.done(study, 100)] == [line.name for line in lines]
    assert problems(study.db) == []


def test_the_list_follows_single_undos_and_redos(study: Study) -> None:
    coded(study)
    coded(study, 1, 1)
    undo(study)
    undo(study)
    first = undo_history.undone(study)[0]
    redo(study)
    assert undo_history.done(study, 1)[0].name == first.name
    assert len(undo_history.undone(study)) == 1
    coded(study, 2, 2)
    assert undo_history.undone(study) == []


def test_none_is_undone_when_another_stands_on_one_of_them(study: Study, tmp_path: Path) -> None:
    made = coded(study)
    coded(study, 1, 1)
    other = copy_of(study, tmp_path / "b", "TS")
    set_memo(other, made, "ser det inte så")
    merge(study.db, other.folder / DATABASE)
    other.close()
    before, lines = shown(study), undo_history.done(study, 10)

    with pytest.raises(OkqualError) as refused:
        undo_history.undo_through(study, lines[1].name)
    assert refused.value.key == "errors.others_build_on"
    assert shown(study) == before
    undo_history.undo_through(study, lines[0].name)
    assert made in {coding.id for coding in queries.all_codings(study.db)}


def test_another_coders_changes_are_not_in_the_list(study: Study, tmp_path: Path) -> None:
    other = copy_of(study, tmp_path / "b", "TS")
    theirs = coded(other)
    merge(study.db, other.folder / DATABASE)
    other.close()

    assert theirs not in {line.name for line in undo_history.done(study, 100)}
    with pytest.raises(OkqualError):
        undo_history.undo_through(study, theirs)
    with pytest.raises(OkqualError):
        undo_history.redo_through(study, theirs)


def test_a_sitting_counts_what_holds(study: Study) -> None:
    old = coded(study, 3, 3)
    since = sittings.begin(study)
    assert sittings.sitting(study, since) is None

    made = coded(study, 0, 1)
    nothing_to_code(study, "N-1", [3])
    remove_coding(study, old)
    set_memo(study, made, "m")
    coded(study, 1, 1, "KOH-b")
    undo(study)

    assert sittings.sitting(study, since) == sittings.Sitting(gone_through=3, made=1, withdrawn=1, other=1)
    undo_history.undo_through(study, undo_history.done(study, 4)[-1].name)
    assert sittings.sitting(study, since) is None


def test_the_codes_put_last_come_first_over_restarts(study: Study) -> None:
    for number, code in enumerate(("KOH-a", "KOH-b", "REL-c", "KOH-a")):
        coded(study, number, number, code)
    assert sittings.recent_codes(study) == ["KOH-a", "REL-c", "KOH-b"]


def test_flagged_passages_are_found_round_the_study(study: Study) -> None:
    from okqual.study.browsing import next_flagged

    load_note(study, 2)
    assert next_flagged(study, "N-1") is None
    flag_passage(study, "N-2", 3, True)
    flag_passage(study, "N-1", 2, True)
    assert next_flagged(study, "N-1") == ("N-2", "N-2", 3)
    assert next_flagged(study, "N-2") == ("N-1", "N-1", 2)
