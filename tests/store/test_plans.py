"""One coding's SQL never reads a whole table that grows with the study, and its cost stays the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.study.changing import changing
from okqual.study.coding import apply_code, nothing_to_code, remove_coding, set_memo, set_value
from okqual.study.definitions import code_named, definition_in_force
from okqual.study.opening import Study
from okqual.study.undoing import redo, undo
from tests.store.histories import load_note, new_study

SMALL = {"setting", "guide", "codebook", "coder", "sqlite_master", "sqlite_schema", "pragma_database_list"}
"""Tables that hold a few rows in the largest study."""

SCAN = re.compile(r"^SCAN (?P<table>\w+)(?P<how>.*)$")
NOTE, PASSAGES = "N-1", 20


def filled(folder: Path, codings: int) -> Study:
    """A study with one note to work in, and another one that carries many codings by several coders."""
    study = new_study(folder)
    load_note(study, 1, PASSAGES)
    load_note(study, 2, PASSAGES)
    now = queries.note_now(study.db, "N-2")
    digest = definition_in_force(study, code_named(study, "KOH-b"))
    with changing(study) as pen:
        for coder in ("TS", "LB", "AK"):
            _many(pen, now.version, digest, coder, codings // 3)
    return study


def _many(pen: Pen, version: str, definition: str, coder: str, count: int) -> None:
    from okqual.model.events import Kind

    for i in range(count):
        start, end = i % 400, i % 400 + 5 + i // 400
        item = ["N-2", "N-2", version, start, end, "KOH-b", definition, coder, None, 0, None, []]
        pen.write(Kind.CODINGS_ADDED, {"codings": [item]})


Verb = Callable[[Study], object]


def passage(study: Study, number: int = 2) -> tuple[int, int]:
    found = queries.note_now(study.db, NOTE).passages[number - 1]
    return found.start, found.end


def mine(study: Study) -> str:
    return queries.codings(study.db, NOTE)[0].id


VERBS: dict[str, Verb] = {
    "apply_code": lambda study: apply_code(study, NOTE, *passage(study), "KOH-a", "ja", memo="så"),
    "set_value": lambda study: set_value(study, mine(study), "nej"),
    "set_memo": lambda study: set_memo(study, mine(study), "annat"),
    "nothing_to_code": lambda study: nothing_to_code(study, NOTE, [3, 4]),
    "undo": undo,
    "redo": redo,
    "remove_coding": lambda study: remove_coding(study, mine(study)),
}
"""In this order, since each works on what the one before left."""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = filled(tmp_path / "a", 30)
    yield study
    study.close()


def test_no_statement_scans_a_table_that_grows(study: Study) -> None:
    scans: dict[str, set[str]] = {}
    for name, verb in VERBS.items():
        statements: list[str] = []
        study.db.conn.set_trace_callback(statements.append)
        verb(study)
        study.db.conn.set_trace_callback(None)
        assert any(sql.startswith("INSERT INTO entry") for sql in statements), f"{name} wrote no entry"
        found = {
            f"{step} in: {' '.join(sql.split())[:160]}" for sql in statements for step in growing_scans(study, sql)
        }
        if found:
            scans[name] = found

    assert scans == {}


def growing_scans(study: Study, sql: str) -> list[str]:
    """Steps of a statement's plan that read a whole table which grows with the study."""
    if not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", sql):
        return []
    steps = [row[3] for row in study.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    return [step for step in steps if _grows(step)]


def _grows(step: str) -> bool:
    found = SCAN.match(step)
    if found is None or found["table"].lower() in SMALL or found["table"] == "CONSTANT":
        return False
    # A virtual table's scan is a search when it says by what: rowid or MATCH.
    return not re.search(r"VIRTUAL TABLE INDEX \d+:.+", found["how"])


def test_the_check_itself_sees_a_scan(study: Study) -> None:
    assert growing_scans(study, "SELECT count(*) FROM coding WHERE memo = 'x'")
    assert growing_scans(study, "UPDATE passage_state SET flagged = 1 WHERE memo = 'x'")
    assert not growing_scans(study, "SELECT 1 FROM coding WHERE id = 'x'")


def test_the_cost_of_a_coding_does_not_grow_with_the_study(tmp_path: Path) -> None:
    """Counted in steps of SQLite's machine, which no other program on the computer can disturb."""
    small, large = filled(tmp_path / "small", 60), filled(tmp_path / "large", 3000)
    for name, verb in VERBS.items():
        few, many = steps_of(small, verb), steps_of(large, verb)
        assert many <= 1.1 * few + 5, f"{name}: {few} steps with 60 codings, {many} with 3,000"
    small.close()
    large.close()


def test_lost_codings_are_counted_without_the_others(tmp_path: Path) -> None:
    small, large = filled(tmp_path / "small", 60), filled(tmp_path / "large", 3000)
    few, many = (steps_of(study, lambda study: queries.orphan_count(study.db)) for study in (small, large))
    assert many <= few + 1, f"{few} steps with 60 codings, {many} with 3,000"
    small.close()
    large.close()


def test_a_passage_that_a_busy_coder_has_not_gone_through_is_not_looked_for_in_her_whole_list(tmp_path: Path) -> None:
    from okqual.study.browsing import gone_through

    study, many = new_study(tmp_path), 300
    load_note(study, 1, many)
    nothing_to_code(study, "N-1", range(1, many + 1))
    done, of = gone_through(study, "AK")
    before = steps_of(study, lambda study: gone_through(study, "AK"))
    load_note(study, 2, PASSAGES)
    load_note(study, 3, PASSAGES)
    after = steps_of(study, lambda study: gone_through(study, "AK"))
    assert after - before < 10 * 2 * PASSAGES, f"{before} steps, {after} with {2 * PASSAGES} more passages"
    assert 0 < done == of < many, "under some questions nothing is to be coded"
    assert gone_through(study, "AK")[0] == done
    study.close()


def steps_of(study: Study, verb: Verb) -> int:
    """Steps of SQLite's virtual machine, in tens."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    study.db.conn.set_progress_handler(step, 10)
    verb(study)
    study.db.conn.set_progress_handler(None, 0)
    return count


def test_texts_kept_before_do_not_make_a_text_dearer(study: Study) -> None:
    with changing(study):
        for i in range(200):
            contents.put(study.db, NOTE, f"text {i}")
    statements: list[str] = []
    study.db.conn.set_trace_callback(statements.append)
    with changing(study):
        contents.put(study.db, NOTE, "en till")
    study.db.conn.set_trace_callback(None)

    assert [step for sql in statements for step in growing_scans(study, sql)] == []


def test_what_an_overview_and_a_next_interview_ask_goes_through_an_index(study: Study) -> None:
    from okqual.store import progress

    asked = {
        "orphans": lambda: queries.orphan_count(study.db),
        "one interview": lambda: progress.by_placement(study.db, NOTE),
        "one interview of a coder": lambda: progress.by_placement(study.db, NOTE, "AK"),
        "all": lambda: progress.by_placement(study.db),
        "all of a coder": lambda: progress.by_placement(study.db, None, "AK"),
    }
    for name, ask in asked.items():
        statements: list[str] = []
        study.db.conn.set_trace_callback(statements.append)
        ask()
        study.db.conn.set_trace_callback(None)
        steps = [row[3] for row in study.db.conn.execute(f"EXPLAIN QUERY PLAN {statements[0]}")]
        scans = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step and "CONSTANT" not in step]
        assert not scans, f"{name}: {steps}"
        assert not any("TEMP B-TREE" in step for step in steps), f"{name}: {steps}"


def test_progress_is_the_same_from_either_side(study: Study) -> None:
    """A coder's progress is counted from her codings for all interviews, and from the passages for one."""
    from okqual.study import browsing

    apply_code(study, NOTE, *passage(study), "KOH-a", "ja")
    nothing_to_code(study, NOTE, [3, 4])
    for coder in ("AK", "TS", None):
        rows = browsing.overview(study, coder)
        assert rows == tuple(browsing.case_progress(study, row.case, coder) for row in rows)
        if coder:
            assert browsing.gone_through(study, coder) == (sum(r.done for r in rows), sum(r.passages for r in rows))
        lefts = [row.case for row in rows if row.left]
        assert browsing.next_left(study, rows[-1].case, coder) == next(iter(lefts), None)
