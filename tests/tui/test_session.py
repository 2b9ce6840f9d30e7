"""Moving, selecting and coding without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okqual.model.coding import Coding
from okqual.model.note import TextKind
from okqual.model.results import CodingState
from okqual.tui.acts import Acts
from okqual.tui.session import Session
from tests.tui.desk_builders import FakeDesk, long_note, note, usual_notes


def at(desk: FakeDesk, case: str = "VB-01", number: int = 0) -> tuple[Session, Acts]:
    session = Session(desk)
    session.open(case, case, number)
    return session, Acts(session)


def words(session: Session) -> str:
    start, end = session.target
    return session.work.note.text[start:end]


def test_opening_stands_on_the_first_passage_to_go_through() -> None:
    session, _ = at(FakeDesk())
    # Passage 1 answers a question that is never coded.
    assert session.caption == "VB-01:2"
    assert session.left_in_interview() == 6
    assert session.left_in_question() == 2


def test_expected_codes_keep_the_order_of_the_codebook() -> None:
    session, _ = at(FakeDesk(), number=4)
    assert [code.id for code in session.expected()] == ["KOH-pv.med", "KOH-pv.svart"]


def test_putting_a_code_asks_and_writes_once() -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    said = acts.put_expected(1)
    assert desk.written == ["codings.added"]
    assert said.text == "Primärvården med på VB-01:4"
    assert acts.asking is not None
    acts.choose_value(2)
    assert acts.asking is None
    assert [(c.code, c.value) for c in desk.codings] == [("KOH-pv.med", "delvis")]
    assert session.questions["3"].coding is CodingState.PARTLY
    assert session.left_in_question() == 2


def test_a_code_without_a_scale_asks_nothing() -> None:
    _, acts = at(FakeDesk(), number=4)
    acts.put_expected(2)
    assert acts.asking is None


def test_the_same_code_again_makes_no_second_coding() -> None:
    desk = FakeDesk()
    _, acts = at(desk, number=4)
    acts.put_expected(2)
    said = acts.put_expected(2)
    assert said.refused
    assert len(desk.codings) == 1


def test_a_number_without_a_code_is_refused() -> None:
    desk = FakeDesk()
    _, acts = at(desk, number=2)
    assert acts.put_expected(7).refused
    assert desk.written == []


def test_escape_takes_a_fresh_code_back_and_leaves_an_old_one() -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    acts.put_expected(1)
    acts.escape()
    assert desk.codings == []
    assert session.work.codings == {}
    acts.put_expected(1)
    acts.choose_value(1)
    acts.ask_value()
    acts.escape()
    assert [c.value for c in desk.codings] == ["ja"]


def test_asking_again_and_enter_clears_the_value() -> None:
    desk = FakeDesk()
    _, acts = at(desk, number=4)
    acts.put_expected(1)
    acts.choose_value(3)
    acts.ask_value()
    acts.leave_without_value()
    assert [c.value for c in desk.codings] == [None]


def test_undo_says_what_it_undid_step_by_step() -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    acts.put_expected(1)
    acts.choose_value(1)
    acts.toggle_key_quote()
    session.to(0)
    assert acts.undo().text == "Ångrade nyckelcitatet Primärvården med på VB-01:4"
    assert session.caption == "VB-01:4"
    assert acts.undo().text == "Ångrade värdet för Primärvården med på VB-01:4"
    assert acts.undo().text == "Ångrade kodningen Primärvården med på VB-01:4"
    assert acts.undo().text == "Inget att ångra."
    assert acts.redo().text == "Gjorde om kodningen Primärvården med på VB-01:4"
    assert len(session.work.codings) == 1


def test_a_whole_load_is_not_undone_by_a_key(tmp_path: Path) -> None:
    desk = FakeDesk()
    _, acts = at(desk)
    file = tmp_path / "VB-09.txt"
    file.write_text("Ett svar.", encoding="utf-8")
    desk.load(file)
    said = acts.undo()
    assert said.refused
    assert "inläsningen av VB-09" in said.text
    assert "VB-09" in desk.notes


def test_nothing_to_code_in_one_passage_and_in_the_rest() -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    acts.toggle_nothing()
    assert session.passage.nothing_by == ("AK",)
    assert acts.toggle_nothing().text == "VB-01:4 är åter att gå igenom"
    session.to(session.cursor + 1)
    acts.nothing_in_rest()
    assert [p.number for p in desk.notes["VB-01"].passages if p.nothing_by] == [5, 6]
    assert session.questions["3"].left == 1
    assert acts.nothing_in_rest().refused


def test_nothing_to_code_and_on_to_the_next() -> None:
    session, acts = at(FakeDesk(), number=4)
    there = session.cursor
    assert acts.nothing_and_on().undoable
    assert session.work.passages[there].nothing_by == ("AK",)
    assert session.cursor > there
    assert not session.work.is_done(session.cursor)
    onward = session.cursor
    session.to(there)
    acts.nothing_and_on()
    assert session.work.passages[there].nothing_by == ("AK",)
    assert session.cursor == onward
    acts.put_expected(1)
    assert acts.nothing_and_on().refused
    assert session.cursor == onward


def test_a_coded_passage_does_not_become_nothing_to_code() -> None:
    desk = FakeDesk()
    _, acts = at(desk, number=4)
    acts.put_expected(2)
    assert acts.toggle_nothing().refused


def test_space_goes_through_all_that_is_left_and_on_to_the_next_interview() -> None:
    session, acts = at(FakeDesk())
    seen = [session.caption]
    for _ in range(7):
        acts.toggle_nothing()
        assert session.to_next_undone()
        seen.append(session.caption)
    assert seen == ["VB-01:2", "VB-01:3", "VB-01:4", "VB-01:5", "VB-01:6", "VB-01:7", "VB-03:1", "VB-03:2"]
    acts.toggle_nothing()
    assert not session.to_next_undone()


def test_space_comes_back_to_what_was_passed_over() -> None:
    session, acts = at(FakeDesk(usual_notes()[:1]), number=7)
    acts.toggle_nothing()
    assert session.to_next_undone()
    assert session.caption == "VB-01:2"


def test_an_unplaced_passage_is_to_be_gone_through() -> None:
    session, _ = at(FakeDesk([note("VB-09", [("", ["Hör ingenstans hemma."])])]), "VB-09")
    assert session.left_in_interview() == 1
    assert session.heading("") == "Ej placerat under någon fråga"


def test_words_are_selected_one_by_one() -> None:
    session, acts = at(FakeDesk(), number=5)
    session.extend_by_word(1)
    assert words(session) == "Svårare"
    session.extend_by_word(1)
    session.extend_by_word(1)
    assert words(session) == "Svårare ute på"
    session.extend_by_word(-1)
    assert words(session) == "Svårare ute"
    session.move_selection_start(1)
    assert words(session) == "ute"
    acts.put_expected(2)
    assert words(session).startswith("Svårare ute på")
    coding = session.focused
    assert coding is not None
    assert session.work.note.text[coding.start : coding.end] == "ute"


def test_sentences_are_selected_from_the_cursor_on() -> None:
    session, _ = at(FakeDesk(), number=4)
    session.extend_by_passage(1)
    assert words(session).startswith("Primärvårdsrepresentanten")
    assert words(session).endswith("som IP2 säger.")
    session.extend_by_passage(-1)
    assert words(session).endswith("arbetsutskottet.")
    session.extend_by_passage(-1)
    assert session.selection is None


def test_questions_are_steps_both_ways() -> None:
    session, _ = at(FakeDesk(), number=5)
    assert session.to_question(1)
    assert session.caption == "VB-01:7"
    assert not session.to_question(1)
    session.to_question(-1)
    assert session.caption == "VB-01:4"


def test_only_own_codings_are_changed() -> None:
    now = usual_notes()[0]
    passage = now.passages[3]
    other = Coding("o:1", now.id, now.case, now.version, passage.start, passage.end, "KOH-pv.med", "TS", "d", "ja")
    desk = FakeDesk([replace(now, codings=(other,))])
    session, acts = at(desk, number=4)
    assert session.focused == other
    assert acts.remove().text == "Kodningen är gjord av TS och ändras bara där."
    assert acts.ask_value().refused
    assert desk.written == []


def test_blind_coding_sees_only_ones_own() -> None:
    now = long_note(2000, 10, coder="TS")
    desk = FakeDesk([now])
    assert at(desk, "LÅNG")[0].left_in_interview() < len(now.passages)
    desk.everyone = False
    session, _ = at(desk, "LÅNG")
    assert session.work.codings == {}
    assert session.left_in_interview() == len(now.passages)


def test_memo_and_participants_hang_on_the_coding_else_on_the_passage() -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    acts.write_memo("om passagen")
    acts.name_participants(("IP2",))
    acts.put_expected(2)
    acts.write_memo("om kodningen")
    assert desk.written == ["passage.memo", "passage.participants", "codings.added", "coding.memo"]
    assert session.passage.memo == "om passagen"
    assert session.focused.memo == "om kodningen"


def test_what_is_the_same_is_not_written() -> None:
    desk = FakeDesk()
    _, acts = at(desk, number=4)
    acts.set_kind(TextKind.REPORTED)
    acts.write_memo("")
    acts.name_participants(())
    assert desk.written == []


def test_several_codes_at_once_ask_for_each_value_in_turn() -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    said = acts.put_all(("KOH-pv.med", "OVR", "KOH-samordnat"))
    assert said.text == "3 koder på VB-01:4"
    assert [(c.code, c.value) for c in desk.codings] == [("KOH-pv.med", None), ("OVR", None), ("KOH-samordnat", None)]
    assert (acts.asking.code.id, acts.asking.number, acts.asking.of) == ("KOH-pv.med", 1, 2)
    acts.choose_value(3)
    assert (acts.asking.code.id, acts.asking.number, acts.asking.of) == ("KOH-samordnat", 2, 2)
    assert session.focused.code == "KOH-samordnat"
    acts.leave_without_value()
    assert acts.asking is None
    assert [c.value for c in desk.codings] == ["nej", None, None]


@pytest.mark.parametrize("answers", [("escape", "escape"), ("escape", "1"), ("1", "escape")])
def test_escape_takes_only_the_code_back_whose_value_is_asked_for(answers: tuple[str, str]) -> None:
    desk = FakeDesk()
    _, acts = at(desk, number=4)
    acts.put_all(("KOH-pv.med", "KOH-samordnat", "OVR"))
    for answer in answers:
        acts.escape() if answer == "escape" else acts.choose_value(1)
    assert acts.asking is None
    scaled = ("KOH-pv.med", "KOH-samordnat")
    kept = [code for code, answer in zip(scaled, answers, strict=True) if answer != "escape"]
    assert [c.code for c in desk.codings] == [*kept, "OVR"]


DEEDS = ["1", "2", "v", "c", "x", "X", "del", "u", "U", "down", "next", "memo", "flag", "kind"]


def do(deed: str, count: int, session: Session, acts: Acts) -> None:
    """One key, as the screen would take it."""
    if acts.asking is not None:
        acts.choose_value(count % 3 + 1) if deed in "12vcx" else acts.leave_without_value()
        return
    {
        "1": lambda: acts.put_expected(1), "2": lambda: acts.put_expected(2), "v": acts.ask_value,
        "c": acts.toggle_key_quote, "x": acts.toggle_nothing, "X": acts.nothing_in_rest, "del": acts.remove,
        "u": acts.undo, "U": acts.redo, "down": lambda: session.to(session.cursor + 1),
        "next": session.to_next_undone, "memo": lambda: acts.write_memo(f"memo {count}"),
        "flag": acts.toggle_flag, "kind": lambda: acts.set_kind(list(TextKind)[count % 5]),
    }[deed]()  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(DEEDS), max_size=40))
def test_what_is_in_front_is_what_the_study_has(deeds: list[str]) -> None:
    """The mirror that keys change is the same as the interview read anew, whatever was done and undone."""
    desk = FakeDesk()
    session, acts = at(desk, number=2)
    for count, deed in enumerate(deeds):
        do(deed, count, session, acts)
    fresh = desk.interview(session.case)
    assert tuple(session.questions.items()) == tuple(fresh.questions.items())
    for work, now in zip(session.notes, fresh.notes, strict=True):
        assert set(work.codings.values()) == set(now.codings)
        assert tuple(work.passages) == now.passages


@pytest.mark.parametrize("step", [1, -1])
def test_tab_goes_round_the_codings_of_the_passage(step: int) -> None:
    desk = FakeDesk()
    session, acts = at(desk, number=4)
    acts.put_all(("KOH-pv.svart", "OVR", "REL-behov"))
    seen = set()
    for _ in range(3):
        assert session.cycle_focus(step)
        seen.add(session.focused.code)
    assert seen == {"KOH-pv.svart", "OVR", "REL-behov"}
