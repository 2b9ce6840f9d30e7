"""Ends of codings, split and join, several values, memo with a code, placing, flags: by their keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.app import App
from textual.widgets import TextArea

from okqual.model.coding import Coding
from okqual.tui.app import OkqualApp
from okqual.tui.widgets.picker import Picker
from okqual.tui.widgets.reader import GUTTER, Reader
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk, hostile_notes, note, usual_notes
from tests.tui.test_coding_screen import begin, burst, line


def words(desk: FakeDesk) -> list[str]:
    return [desk.notes[c.note].text[c.start : c.end] for c in desk.codings]


async def test_an_end_is_picked_moved_by_word_sentence_and_passage_and_kept_as_one_entry() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("down", "down", "2", "e")
        assert line(app).startswith("✓ Svårt få med primärvården börjar i VB-01:4: ”Primärvårdsrepresentanten i")
        await pilot.press("right", "right")
        assert "börjar i VB-01:4: ”länsgruppen är aktiv" in line(app)
        await pilot.press("left", "e", "down")
        assert "slutar i VB-01:5: ”… " in line(app)
        assert screen.session.caption == "VB-01:5"
        await pilot.press("shift+left")
        assert "VB-01:5: ”… i länsgruppen" not in line(app)
        await pilot.press("left", "left", "enter")
        assert line(app).startswith("✓ Flyttade Svårt få med primärvården: nu på VB-01:4–5")
    assert words(desk) == ["i länsgruppen är aktiv och ordförande i arbetsutskottet.\nSvårare ute på"] or words(desk)[
        0
    ].startswith("i länsgruppen")
    assert desk.written == ["codings.added", "coding.moved"]


async def test_escape_leaves_the_coding_and_undo_takes_the_move_back() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("down", "down", "2")
        before = words(desk)
        await pilot.press("e", "right", "down", "escape")
        assert (words(desk), screen.session.caption) == (before, "VB-01:4")
        await pilot.press("e", "enter")
        assert desk.written == ["codings.added"]
        await pilot.press("e", "right", "enter", "u")
        assert line(app) == "✓ Ångrade flytten av Svårt få med primärvården på VB-01:4"
        assert words(desk) == before
        assert {c.start for c in screen.session.work.codings.values()} == {c.start for c in desk.codings}


@pytest.mark.parametrize("key", ["x", "u", "k", "m", "g", "ctrl+p", "z", "1", "space", "tab", "delete", "shift+down"])
async def test_while_an_end_is_in_hand_other_keys_are_refused_with_a_line(key: str) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("down", "down", "2", "e", "right", key)
        await pilot.pause()
        assert app.screen is screen
        assert line(app) == "! Behåll (Svårt få med primärvården) med Enter, eller låt vara med Esc."
        await pilot.click(Reader, offset=(GUTTER + 4, 2))
        assert screen.ends.picked is not None
        assert desk.written == ["codings.added"]
        await pilot.press("enter")
        assert desk.written == ["codings.added", "coding.moved"]


async def test_an_end_cannot_pass_the_other_nor_leave_the_note() -> None:
    desk = FakeDesk([note("VB-01", [("2", ["Ett ord."])])])
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("1", "enter", "e", "left")
        assert "där tar anteckningen slut" in line(app)
        await pilot.press("right")
        await pilot.press("right")
        assert "tar anteckningen slut" in line(app) or "Minst ett ord" in line(app)
        await pilot.press("e", "left", "left")
        assert "Minst ett ord" in line(app)


async def test_anothers_coding_has_no_ends_to_pick() -> None:
    now = usual_notes()[0]
    passage = now.passages[1]
    other = Coding("o:1", now.id, now.case, now.version, passage.start, passage.end, "KOH-samordnat", "TS", "d")
    desk = FakeDesk([replace(now, codings=(other,))])
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("home", "down")
        for key in ("e", "d", "j"):
            await pilot.press(key)
            assert line(app) == "! Kodningen är gjord av TS och ändras bara där."
        assert desk.written == []


async def test_split_at_the_passage_or_the_selection_and_join_again() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("down", "down", "shift+down", "2")
        await pilot.press("d")
        assert line(app).startswith("! Ställ dig på den passage")
        whole = words(desk)
        await pilot.press("down", "d")
        assert line(app).startswith("✓ Delade Svårt få med primärvården på VB-01:4–5 i två")
        assert "\n".join(words(desk)) == whole[0]
        await pilot.press("u")
        assert line(app) == "✓ Ångrade delningen av Svårt få med primärvården på VB-01:5"
        assert words(desk) == whole
        await pilot.press("U", "j")
        assert words(desk) == whole
        await pilot.press("u", "u", "u")
        assert desk.codings == []
        assert screen.session.work.codings == {}


async def test_join_says_when_there_is_no_neighbour_and_when_values_differ() -> None:
    desk = FakeDesk([note("VB-01", [("2", ["Första svaret.", "Andra svaret.", "Tredje svaret."])])])
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("1", "1", "j")
        assert line(app) == "! Ingen egen kodning med Samordnat står intill."
        await pilot.press("down", "1", "2", "j")
        await pilot.pause()
        assert [notice.message.splitlines()[0] for notice in app._notifications] == [
            "Kodningarna i VB-01 har olika värden."
        ]
        assert len(desk.codings) == 2


async def test_several_codes_ask_for_their_values_in_the_strip_one_after_the_other() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("k", "tab", "tab", "enter")
        await pilot.pause()
        assert "Samordnat: (1 av 2)" in screen_text(app)
        await pilot.press("1")
        assert "Primärvården med: (2 av 2)" in screen_text(app)
        await pilot.press("x")
        assert "Välj först ett värde" in line(app)
        await pilot.press("space")
        assert [(c.code, c.value) for c in desk.codings] == [("KOH-samordnat", "ja"), ("KOH-pv.med", None)]
        assert screen.session.caption == "VB-01:3"


async def test_a_code_and_its_memo_in_one_motion() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("M", *"samord", "enter")
        await pilot.pause()
        assert screen.acts.asking is not None
        await pilot.press("2")
        await pilot.pause()
        assert "Memo på kodningen Samordnat, VB-01:2" in screen_text(app)
        app.screen.query_one(TextArea).insert("kolla [b]igen[/b]")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("down", "k", *"beh", "ctrl+t")
        await pilot.pause()
        assert "Memo på kodningen Svarar mot behov, VB-01:3" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert [(c.code, c.value, c.memo) for c in desk.codings] == [
            ("KOH-samordnat", "delvis", "kolla [b]igen[/b]"),
            ("REL-behov", None, ""),
        ]
        await pilot.press("u", "u")
        assert [(c.code, c.memo) for c in desk.codings] == [("KOH-samordnat", "")]


async def test_a_code_taken_back_in_the_strip_opens_no_memo() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("M", *"samord", "enter", "escape")
        await pilot.pause()
        assert app.screen is screen
        await pilot.press("x")
        assert "Inget att koda" in line(app)


async def test_digits_choose_a_recent_code_while_the_line_is_empty() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await burst(app, ["down", "down", "2", "k", *"beh", "enter", "down"])
        await pilot.press("k")
        await pilot.pause()
        assert "1 Svarar mot behov" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert [c.code for c in desk.codings] == ["KOH-pv.svart", "REL-behov", "KOH-pv.svart"]
        await burst(app, ["k", "2", "down"])
        assert [c.code for c in desk.codings][3:] == ["REL-behov"]
        await pilot.press("k", "p", "1")
        assert screen.query_one(Picker).is_open
        assert len(desk.codings) == 4


async def test_the_picker_says_what_was_hit_when_it_is_not_the_name() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("k", *"vårdcent")
        await pilot.pause()
        assert "synonym: vårdcentral" in screen_text(app)
        await pilot.press(*["backspace"] * 8, *"missn")
        await pilot.pause()
        assert "när inte: allmänt missnöje." in screen_text(app)


async def test_tab_says_which_of_how_many_and_escape_leaves_the_passage_itself() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("down", "down", "1", "1", "2", "tab")
        assert line(app) in ("✓ 1 av 2: Primärvården med: ja (AK)", "✓ 2 av 2: Svårt få med primärvården (AK)")
        await pilot.press("tab", "escape")
        assert line(app).startswith("✓ Passagen VB-01:4: memo och intervjuperson gäller nu den.")
        await pilot.press("m")
        await pilot.pause()
        assert "Memo på passagen VB-01:4" in screen_text(app)


async def test_f_goes_to_the_next_flagged_passage_round_the_study() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("F")
        assert line(app) == "! Ingen passage är märkt för diskussion."
        await pilot.press("down", "f", "end", "f", "home")
        seen = []
        desk.flag_passage("VB-03", 2, True)
        for _ in range(4):
            await pilot.press("F")
            seen.append(screen.session.caption)
        assert seen == ["VB-01:3", "VB-01:7", "VB-03:2", "VB-01:3"]


@pytest.mark.parametrize(
    ("typed", "questions", "said"),
    [
        ("4", ("4",), "VB-01:2 står nu under fråga 4"),
        ("4, x1", ("4", "X1"), "VB-01:2 står nu under fråga 4, X1"),
        ("", (), "VB-01:2 står nu inte under någon fråga"),
        ("99", ("2",), "Det finns ingen fråga 99."),
        ("2", ("2",), "oförändrat"),
    ],
)
async def test_a_passage_is_put_under_another_question(typed: str, questions: tuple[str, ...], said: str) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("l", "backspace", *typed, "enter")
        await pilot.pause()
        assert desk.notes["VB-01"].passages[1].questions == questions
        assert screen.session.passage.questions == questions
        assert screen.session.caption == "VB-01:2"
        if said != "oförändrat":
            assert said in line(app)
        await pilot.press("u")
        await pilot.pause()
        assert screen.session.work.passages[1].questions == ("2",)


async def test_hostile_text_in_ends_memo_titles_and_picker() -> None:
    app = OkqualApp(FakeDesk(hostile_notes()))
    async with app.run_test(size=(140, 40)) as pilot:
        await begin(pilot)
        await pilot.press("1", "enter", "e", "right", "e", "left")
        seen = screen_text(app)
        assert "[laughs] och [/b] sedan [red]rött[/red]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        await pilot.press("enter", "m")
        await pilot.pause()
        assert "Memo på kodningen Samordnat, [b]VB-01[/i]:1" in screen_text(app)
        await pilot.press("escape")
        await pilot.resize_terminal(20, 5)
        await pilot.pause(0.1)
        await pilot.press("e", "right", "k", "escape", "k")
        await pilot.resize_terminal(140, 40)
        await pilot.pause(0.1)
        assert app.is_running


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_an_end_in_hand_as_it_is_drawn(size: tuple[int, int], golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=size) as pilot:
        await begin(pilot)
        await pilot.press("down", "down", "2", "e", "right", "right")
        golden(app, f"end-start-{size[0]}")
        await pilot.press("e", "down")
        golden(app, f"end-end-{size[0]}")
        await pilot.press("enter", "k")
        await pilot.pause(0.1)
        golden(app, f"picker-recent-{size[0]}")
