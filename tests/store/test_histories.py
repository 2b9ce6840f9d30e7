"""Random histories of two coders on two copies: the tables always are what the journal says."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from okqual.errors import OkqualError
from okqual.model.note import TextKind
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import queries
from okqual.store.entries import state_digest
from okqual.store.erased import erasures
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study import changing, coding, disclosing, erasing, segments, summarising, undoing
from okqual.study.loading import take_reading
from okqual.study.opening import DATABASE
from tests.store.codebook_changes import (
    CODEBOOK_CHANGES,
    change_codebook,
    changes_that_the_study_may_refuse,
    recode_somehow,
)
from tests.store.finding_changes import FINDING_CHANGES, change_findings
from tests.store.histories import CODES, copy_of, load_note, new_study, reading
from tests.store.memo_changes import MEMO_CHANGES, change_memos
from tests.store.pull_changes import change_by_pull
from tests.store.review_changes import REVIEW_CHANGES, change_review
from tests.store.team_changes import TEAM_CHANGES, change_team

WRITTEN_OTHERWISE = (
    "errors.no_codebook", "errors.unknown_column", "errors.unknown_group", "errors.summary_there",
    "errors.summary_no_evidence", "errors.unknown_case", "errors.no_guide",
)  # fmt: skip
WHO = st.sampled_from((0, 1))
PICK = st.integers(0, 10_000)


@contextlib.contextmanager
def codebook_may_be_undone() -> Iterator[None]:
    """Undo reaches back to the import of the codebook; coding is then refused with a sentence."""
    try:
        yield
    except OkqualError as error:
        assert error.key in ("errors.unknown_code", "errors.no_codebook", "errors.retired_code", "errors.unknown_value")


class TwoCopies(RuleBasedStateMachine):
    """Two investigators, each on her own copy, who merge now and then."""

    @initialize(names=st.permutations(("abcdefghjk", "mnpqrstuvw", "xyz2345678")))
    def begin(self, names: list[str]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        # Entries of one tick are in the order of their origins, which are chosen here to be repeatable.
        self.naming = patch.object(changing, "new_origin", iter(names).__next__)
        self.naming.start()
        os.environ["OKQUAL_STATE_DIR"] = str(self.folder / "state")
        first = new_study(self.folder / "a", "AK")
        load_note(first, 1)
        self.studies = [first, copy_of(first, self.folder / "b", "TS")]
        self.touched = [0, 1]

    def teardown(self) -> None:
        if hasattr(self, "naming"):
            self.naming.stop()
        for study in getattr(self, "studies", ()):
            study.close()
        shutil.rmtree(getattr(self, "folder", Path("missing")), ignore_errors=True)

    def _codings(self, who: int) -> list[str]:
        gone = erasures(self.studies[who].db)
        return [c.id for c in queries.all_codings(self.studies[who].db) if c.case not in gone]

    def _notes(self, who: int) -> list[str]:
        """Those that were not erased: nothing can be written of the others."""
        db = self.studies[who].db
        return sorted(set(queries.note_ids(db)) - set(erasures(db)))

    def _passage(self, who: int, pick: int) -> tuple[str, int, int, int]:
        db = self.studies[who].db
        notes = self._notes(who)
        note = notes[pick % len(notes)]
        now = queries.note_now(db, note)
        assert now is not None
        passage = now.passages[pick % len(now.passages)]
        return note, passage.number, passage.start, passage.end

    def _has_note(self, who: int) -> bool:
        return bool(self._notes(who))

    @rule(who=WHO, number=st.integers(2, 3))
    def load(self, who: int, number: int) -> None:
        try:
            load_note(self.studies[who], number)
        except OkqualError as error:
            assert error.key in ("errors.note_exists", "errors.case_erased")
        self.touched = [who]

    @rule(who=WHO, pick=PICK, corrected=st.integers(0, 8))
    def correct(self, who: int, pick: int, corrected: int) -> None:
        study = self.studies[who]
        if self._has_note(who):
            note = self._notes(who)[pick % len(self._notes(who))]
            made = reading(int(note[2:]), corrected=corrected)
            take_reading(study, note, f"{note}.txt", made.text.encode(), made)
        self.touched = [who]

    @rule(who=WHO, pick=PICK, code=st.sampled_from(CODES), part=st.integers(0, 20))
    def code(self, who: int, pick: int, code, part: int) -> None:
        if self._has_note(who):
            note, _number, start, end = self._passage(who, pick)
            value = "ja" if code.scale and pick % 2 else None
            with codebook_may_be_undone():
                coding.apply_code(self.studies[who], note, start + part, end, code.id, value, memo="m" * (pick % 2))
        self.touched = [who]

    @rule(who=WHO, pick=PICK, what=st.sampled_from(("uncode", "value", "memo", "key", "move", "people", "recode")))
    def change(self, who: int, pick: int, what: str) -> None:
        study, there = self.studies[who], self._codings(who)
        if there:
            name = there[pick % len(there)]
            now = queries.coding(study.db, name)
            assert now is not None
            if what == "uncode":
                coding.remove_coding(study, name)
            elif what == "value" and now.code == CODES[0].id:
                with codebook_may_be_undone():
                    coding.set_value(study, name, ("ja", "nej", None)[pick % 3])
            elif what == "memo":
                coding.set_memo(study, name, f"memo {pick % 5}")
            elif what == "key":
                coding.set_key(study, name, not now.key)
            elif what == "recode":
                with changes_that_the_study_may_refuse():
                    recode_somehow(study, name, pick)
            elif what == "people":
                coding.set_coding_participants(study, name, ("IP1",) if pick % 2 else ())
            else:
                start = max(now.start, 0)  # a lost coding stands nowhere: a person gives it words again
                coding.move_coding(study, name, start, max(start + 1, now.end - pick % 7))
        self.touched = [who]

    @rule(who=WHO, pick=PICK, part=st.integers(1, 20), what=st.sampled_from(("split", "join")))
    def cut_and_join(self, who: int, pick: int, part: int, what: str) -> None:
        study, there = self.studies[who], self._codings(who)
        try:
            if there and what == "split":
                name = there[pick % len(there)]
                segments.split_coding(study, name, queries.coding(study.db, name).start + part)
            elif there:
                segments.join_codings(study, there[pick % len(there)], there[(pick + 1) % len(there)])
        except OkqualError as error:
            assert error.key.startswith(("errors.split_", "errors.join_", "errors.not_own", "errors.coding_lost"))
        self.touched = [who]

    @rule(who=WHO, pick=PICK, what=st.sampled_from(("nothing", "place", "kind", "flag", "secret", "memo", "value")))
    def passage(self, who: int, pick: int, what: str) -> None:
        study = self.studies[who]
        if self._has_note(who):
            note, number, _start, _end = self._passage(who, pick)
            if what == "nothing":
                coding.nothing_to_code(study, note, [number], on=bool(pick % 3))
            elif what == "place":
                coding.place_passage(study, note, number, ("2", "3")[: pick % 3])
            elif what == "kind":
                coding.set_text_kind(study, note, number, list(TextKind)[pick % len(TextKind)])
            elif what == "flag":
                coding.flag_passage(study, note, number, bool(pick % 2))
            elif what == "secret":
                disclosing.keep_secret(study, f"{note}:{number}", bool(pick % 3))
            elif what == "memo":
                coding.set_passage_memo(study, note, number, f"om {pick % 3}")
            else:
                with codebook_may_be_undone():
                    coding.decide_case_value(study, note, CODES[0].id, ("ja", "nej", None)[pick % 3], "skäl")
        self.touched = [who]

    @rule(who=WHO, pick=PICK, what=st.sampled_from(CODEBOOK_CHANGES))
    def codebook(self, who: int, pick: int, what: str) -> None:
        with changes_that_the_study_may_refuse():
            change_codebook(self.studies[who], pick, what)
        self.touched = [who]

    @rule(who=WHO, pick=PICK, rows=st.sampled_from(RowKind), draft=st.booleans())
    def write(self, who: int, pick: int, rows: RowKind, draft: bool) -> None:
        study = self.studies[who]
        if self._has_note(who):
            note, number, _start, _end = self._passage(who, pick)
            row = {RowKind.CASE: note, RowKind.GROUP: ("kommun", "region")[pick % 2], RowKind.ALL: ""}[rows]
            columns, column = ((ColumnKind.CODE, CODES[0].id), (ColumnKind.QUESTION, "2"))[pick % 2]
            cell = Cell(rows, row, columns, column, "aktörstyp" if rows is RowKind.GROUP else "")
            text = ("", f"De samordnar [{note}:{number}].", f"Text {pick % 3} [{note}:1, N-9:4] [laughs]")[pick % 3]
            try:
                if draft:
                    summarising.draft_from_key_quotes(study, cell)
                elif pick % 5 == 0:
                    summarising.confirm_summary(study, cell)
                else:
                    summarising.write_summary_cell(study, cell, text)
            except OkqualError as error:
                assert error.key in WRITTEN_OTHERWISE

    @rule(who=WHO, pick=PICK, what=st.sampled_from(MEMO_CHANGES))
    def memos(self, who: int, pick: int, what: str) -> None:
        notes = self._notes(who) or ["N-8"]
        change_memos(self.studies[who], pick, what, notes[pick % len(notes)], CODES[pick % len(CODES)].id)
        self.touched = [who]

    @rule(who=WHO, pick=PICK, what=st.sampled_from(FINDING_CHANGES), more=st.sampled_from(FINDING_CHANGES))
    def findings(self, who: int, pick: int, what: str, more: str) -> None:
        note, number = self._passage(who, pick)[:2] if self._has_note(who) else ("N-8", 1)
        for step in (what, more):
            change_findings(self.studies[who], pick, step, f"{note}:{number}", CODES[pick % len(CODES)].id)
        self.touched = [who]

    @rule(who=WHO, pick=PICK)
    def pull(self, who: int, pick: int) -> None:
        change_by_pull(self.studies[who], pick)
        self.touched = [who]

    @rule(who=WHO, pick=PICK, what=st.sampled_from(TEAM_CHANGES))
    def team(self, who: int, pick: int, what: str) -> None:
        change_team(self.studies[who], pick, what)
        self.touched = [who]

    @rule(who=WHO, pick=PICK, what=st.sampled_from(REVIEW_CHANGES))
    def review(self, who: int, pick: int, what: str) -> None:
        change_review(self.studies[who], pick, what)
        self.touched = [who]

    @rule(who=WHO, times=st.integers(1, 3))
    def undo(self, who: int, times: int) -> None:
        for _ in range(times):
            try:
                undoing.undo(self.studies[who])
            except OkqualError as error:
                assert error.key == "errors.others_build_on"
        self.touched = [who]

    @rule(who=WHO, times=st.integers(1, 3))
    def redo(self, who: int, times: int) -> None:
        for _ in range(times):
            undoing.redo(self.studies[who])
        self.touched = [who]

    @rule(who=WHO, withdraws=st.booleans())
    def erase(self, who: int, withdraws: bool) -> None:
        if "N-3" in self._notes(who):
            erasing.set_rule(self.studies[who], "withdraw" if withdraws else "keep")
            assert erasing.erase(self.studies[who], "N-3", "skäl", "beslut").overwritten
        self.touched = [who]

    @rule(who=WHO)
    def merge(self, who: int) -> None:
        merge(self.studies[who].db, self.folder / "ba"[who] / DATABASE)
        self.touched = [who]

    @precondition(lambda self: hasattr(self, "studies"))
    @invariant()
    def tables_are_what_the_journal_says(self) -> None:
        for who in self.touched:
            assert problems(self.studies[who].db) == []

    @precondition(lambda self: hasattr(self, "studies"))
    @invariant()
    def copies_that_saw_the_same_entries_are_equal(self) -> None:
        one, other = (study.db for study in self.studies)
        if state_digest(one) == state_digest(other):
            assert table_digests(one) == table_digests(other)


TwoCopies.TestCase.settings = settings(
    max_examples=int(os.environ.get("OKQUAL_HISTORIES", "40")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.usefixtures("own_state")
class TestTwoCopies(TwoCopies.TestCase):
    """Runs the machine."""
