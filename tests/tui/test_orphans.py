"""Codings whose words a correction took away are told, shown with their old words, and put on new ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.app import App

from okqual.model.interview import NoteNow
from okqual.tui.annotations import annotation
from okqual.tui.app import OkqualApp
from okqual.tui.document import Document
from okqual.tui.orphaned import likeliest
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.orphans import OrphansScreen
from okqual.tui.work import NoteWork
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk, codebook, note, usual_notes

LOST = "Det är fyrtio ägare att ringa, säger IP2 [laughs] [/b]."


def desk_with_orphans() -> FakeDesk:
    desk = FakeDesk()
    desk.lose("VB-01", "KOH-pv.svart", LOST)
    desk.lose("VB-03", "REL-behov", "Behoven var andra.")
    return desk


def test_the_likeliest_place_shares_the_words_of_the_quote() -> None:
    now: NoteNow = usual_notes()[0]
    assert likeliest(now, LOST, 0) == now.passages[4]
    assert likeliest(replace(now, passages=()), LOST, 0) is None
    same = note("VB-09", [("2", ["Ja.", "Ja.", "Ja."])])
    assert likeliest(same, "Ja.", same.passages[1].start) == same.passages[1]


async def test_they_are_announced_placed_and_undone() -> None:
    desk = desk_with_orphans()
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.1)
        assert "! 2 kodningar har förlorat sina ord i rättade anteckningar" in screen_text(app)
        await pilot.press("g", "l")
        await pilot.pause(0.1)
        assert isinstance(app.screen, OrphansScreen)
        assert "▸ VB-01:9" in screen_text(app)
        assert LOST in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.session.caption == "VB-01:5"
        assert "l lägg här" in screen_text(app)
        assert "säger IP2 [laughs] [/b]" in screen_text(app)
        await pilot.press("shift+right", "shift+right", "l")
        await pilot.pause(0.2)
        assert isinstance(app.screen, OrphansScreen)
        assert "1 kodning utan ord" in screen_text(app)
        placed = next(c for c in desk.codings if c.code == "KOH-pv.svart")
        assert desk.notes["VB-01"].text[placed.start : placed.end] == "Svårare ute"
        assert desk.written == ["coding.moved"]
        await pilot.press("u")
        await pilot.pause(0.1)
        assert "2 kodningar utan ord" in screen_text(app)
        assert "Ångrade flytten av Svårt få med primärvården" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_they_are_drawn_with_their_old_words(
    size: tuple[int, int], golden: Callable[[App[None], str], None]
) -> None:
    app = OkqualApp(desk_with_orphans())
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "l")
        await pilot.pause(0.2)
        golden(app, f"orphans-{size[0]}")


async def test_delete_withdraws_and_escape_leads_back() -> None:
    desk = desk_with_orphans()
    app = OkqualApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "l")
        await pilot.pause(0.1)
        await pilot.press("down", "delete")
        await pilot.pause(0.1)
        assert desk.written == ["coding.withdrawn"]
        assert [orphan.coding.code for orphan in desk.orphans()] == ["KOH-pv.svart"]
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert isinstance(app.screen, OrphansScreen)
        assert desk.written == ["coding.withdrawn"]
        await pilot.press("delete", "escape")
        await pilot.pause(0.2)
        assert "förlorat" not in screen_text(app)


async def test_a_coding_stays_in_its_note_and_l_asks_for_a_question_when_there_is_none_to_place() -> None:
    desk = desk_with_orphans()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("l")
        await pilot.pause(0.1)
        assert "Under vilken fråga hör VB-01" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause(0.1)
        await pilot.press("g", "l")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause(0.2)
        app.screen.session.open("VB-03")
        await pilot.press("l")
        assert "Kodningen hör till VB-01." in screen_text(app)
        assert desk.written == []


async def test_corrected_passages_are_to_be_reviewed_with_that_reason() -> None:
    notes = [
        replace(each, passages=tuple(replace(p, review=p.number == 2) for p in each.passages)) for each in usual_notes()
    ]
    desk = FakeDesk(notes[:1])
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("g", "r")
        await pilot.pause(0.1)
        assert "1 osäker passage" in screen_text(app)
        assert "orden är rättade" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert desk.written == ["passage.placed"]
        assert "0 osäkra passager" in screen_text(app)


def test_how_surely_the_words_were_found_stands_beside_the_passage() -> None:
    desk = FakeDesk()
    passage = desk.notes["VB-01"].passages[1]
    made = desk.apply_code("VB-01", passage.start, passage.end, "OVR")
    for how, seen in (("exact", ""), ("fuzzy", "≈ 87"), ("moved", "flyttad")):
        now = replace(desk.notes["VB-01"], codings=(replace(made, how=how, score=87),))
        assert annotation(NoteWork(Document(now, str), "AK"), 1, codebook()) == seen
