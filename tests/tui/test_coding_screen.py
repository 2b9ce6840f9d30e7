"""A coder's keys, from the terminal to the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import TextArea

from okqual.messages import set_language
from okqual.tui.app import OkqualApp
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.widgets.lines import MessageLine
from okqual.tui.widgets.picker import Picker
from okqual.tui.widgets.reader import GUTTER, Reader
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk, hostile_notes, long_note, note, usual_notes

SIZES = [(100, 32), (80, 24)]


async def begin(pilot: Pilot[None]) -> CodingScreen:
    """To the coding screen of the first interview."""
    await pilot.press("enter")
    await pilot.pause(0.1)
    screen = pilot.app.screen
    assert isinstance(screen, CodingScreen)
    return screen


def line(app: App[None]) -> str:
    return app.screen.query_one(MessageLine).words


async def burst(app: OkqualApp, keys: Sequence[str]) -> None:
    """All keys at once, as a terminal hands over what was typed while the app was busy."""
    for key in keys:
        app._driver.send_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(200):
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)


@pytest.mark.parametrize("size", SIZES)
async def test_a_day_at_work(size: tuple[int, int]) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        screen = await begin(pilot)
        await pilot.press("1")
        assert "Samordnat på VB-01:2" in line(app)
        assert "1 ja" in screen_text(app)
        await pilot.press("1")
        assert line(app).startswith("✓ Samordnat: ja")
        await pilot.press("space", "x")
        assert "Inget att koda i VB-01:3" in line(app)
        await pilot.press("space", "2", "c", "space", "comma")
        assert "Svårt få med primärvården på VB-01:5" in line(app)
        await pilot.press("u")
        assert line(app) == "✓ Ångrade kodningen Svårt få med primärvården på VB-01:5"
        await pilot.press("U")
        assert [(c.code, c.value, c.key) for c in desk.codings] == [
            ("KOH-samordnat", "ja", False),
            ("KOH-pv.svart", None, True),
            ("KOH-pv.svart", None, False),
        ]
        assert screen.session.caption == "VB-01:5"


@pytest.mark.parametrize("together", [True, False])
async def test_a_scaled_code_and_space_twenty_times_leaves_no_value(together: bool) -> None:
    desk = FakeDesk([note("VB-01", [("2", [f"Mening nummer {number}." for number in range(20)])])])
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        if together:
            await burst(app, ["1", "space"] * 20)
        else:
            await pilot.press(*["1", "space"] * 20)
        await pilot.pause()
        assert len(desk.codings) == 20
        assert len({coding.start for coding in desk.codings}) == 20
        assert {coding.value for coding in desk.codings} == {None}
        assert desk.written == ["codings.added"] * 20


async def test_a_scaled_code_with_refused_keys_between_leaves_no_value() -> None:
    desk = FakeDesk([note("VB-01", [("2", [f"Mening nummer {number}." for number in range(20)])])])
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await burst(app, ["1", "x", "down", "k", "m", "z", "ö", "enter", "space"] * 20)
        assert desk.written == ["codings.added"] * 20
        assert {coding.value for coding in desk.codings} == {None}
        assert not app.screen.query_one(Picker).is_open


@pytest.mark.parametrize("key", ["x", "u", "down", "k", "m", "g", "ctrl+p", "z", "9", "slash", "delete", "tab", "U"])
async def test_while_a_value_is_asked_for_other_keys_are_refused_with_a_line(key: str) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("1", key)
        await pilot.pause()
        assert app.screen is screen
        assert line(app) == "! Välj först ett värde för Samordnat, eller Enter utan värde."
        assert screen.acts.asking is not None
        assert desk.written == ["codings.added"]
        await pilot.press("3")
        assert [coding.value for coding in desk.codings] == ["nej"]


async def test_a_click_is_refused_while_a_value_is_asked_for_and_the_strip_can_be_clicked() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("1")
        await pilot.click(Reader, offset=(GUTTER + 8, 10))
        assert screen.session.caption == "VB-01:2"
        strip = screen_text(app).splitlines()[-1]
        await pilot.click("#strip", offset=(strip.index("2 delvis"), 0))
        await pilot.pause()
        assert [coding.value for coding in desk.codings] == ["delvis"]


async def test_escape_undoes_the_code_and_quitting_keeps_it() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("1", "escape")
        assert desk.codings == []
        await pilot.press("1", "ctrl+c", "ctrl+q")
        assert len(desk.codings) == 1
    assert desk.kept is not None
    assert (desk.kept.note, desk.kept.number) == ("VB-01", 2)


async def test_a_memo_and_participants_and_kind() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("m")
        await pilot.pause()
        app.screen.query_one(TextArea).insert("fråga igen [b]snart[/b]")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("p", "down", "space", "enter")
        await pilot.pause()
        await pilot.press("t", "up", "up", "enter")
        await pilot.pause()
        passage = desk.notes["VB-01"].passages[1]
        assert passage.memo == "fråga igen [b]snart[/b]"
        assert passage.participants == ("IP2",)
        assert "IP2 · citat enl. ant" in screen_text(app)


async def test_search_finds_and_f3_goes_on() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("slash", *"primärvård", "enter")
        await pilot.pause()
        assert line(app).startswith("✓ Träff")
        first = screen.session.selection
        assert screen.session.work.note.text[slice(*first)].casefold() == "primärvård"
        await pilot.press("f3")
        assert screen.session.selection != first
        await pilot.press("shift+f3")
        assert screen.session.selection == first


async def test_words_selected_with_the_mouse_get_the_code() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        reader = screen.reader
        row = next(at for at in range(reader.size.height) if "ledningsgrupp" in reader.render_line(at).text)
        text = reader.render_line(row).text
        start, end = text.index("ledningsgrupp"), text.index("ledningsgrupp") + len("ledningsgrupp")
        await pilot.mouse_down(reader, offset=(start, row))
        await pilot.hover(reader, offset=(end - 1, row))
        await pilot.mouse_up(reader, offset=(end - 1, row))
        await pilot.pause()
        selected = screen.session.selection
        assert selected is not None
        assert screen.session.work.note.text[slice(*selected)] == "ledningsgrupp"
        await pilot.press("1", "enter")
        assert [(c.start, c.end) for c in desk.codings] == [selected]


async def test_a_click_stands_on_the_passage() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        reader = screen.reader
        row = next(at for at in range(reader.size.height) if "Svårare" in reader.render_line(at).text)
        await pilot.click(reader, offset=(GUTTER + 6, row))
        await pilot.pause()
        assert screen.session.caption == "VB-01:5"


async def test_only_rows_that_changed_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = OkqualApp(FakeDesk([long_note(50_000, 300)]))
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("home", "down")
        await pilot.pause()
        asked: list[int] = []
        monkeypatch.setattr(screen.reader, "refresh_lines", lambda first, count=1: asked.append(count))
        await pilot.press("down")
        assert 0 < sum(asked) <= 12


@pytest.mark.parametrize("key", ["1", "x", "m", "u", "delete"])
async def test_a_study_for_reading_only_says_so_in_one_line(key: str) -> None:
    desk = FakeDesk(read_only=True)
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press(key)
        if key == "m":
            await pilot.pause()
            app.screen.query_one(TextArea).insert("memo")
            await pilot.press("ctrl+s")
        await pilot.pause()
        assert desk.written == []
        assert app.screen is screen
        assert app.is_running
        assert screen.acts.asking is None


async def test_text_from_notes_is_never_markup_nor_an_escape() -> None:
    app = OkqualApp(FakeDesk(hostile_notes()))
    async with app.run_test(size=(140, 40)) as pilot:
        assert "[b]VB-01[/i]" in screen_text(app)
        await begin(pilot)
        await pilot.press("down", "1", "enter", "m")
        await pilot.pause()
        await pilot.press("escape", "slash", *"[/b]", "enter")
        await pilot.pause()
        seen = screen_text(app)
        assert "sade [laughs] och [/b] sedan [red]rött[/red]" in seen
        assert "[@click=app.quit]klick[/]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        await pilot.press("ctrl+p", *"inter")
        await pilot.pause(0.3)
        assert "[b]VB-01[/i]" in screen_text(app)


async def test_g_goes_anywhere_also_in_one_go() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await burst(app, ["g", "ö"])
        await pilot.pause()
        assert app.current_mode == "overview"
        await pilot.press("g", "g")
        await pilot.pause(0.1)
        assert app.current_mode == "coding"
        await pilot.press("g", "r")
        await pilot.pause(0.1)
        assert app.current_mode == "review"


async def test_space_goes_on_in_the_next_interview() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press(*["x", "space"] * 6)
        await pilot.pause()
        assert screen.session.caption == "VB-03:1"
        assert "VB-03 · region" in screen_text(app)
        await pilot.press(*["x", "space"] * 2)
        assert line(app) == "✓ Alla passager är genomgångna."


async def test_no_notes_is_said_and_no_key_breaks() -> None:
    app = OkqualApp(FakeDesk([]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "g", "g")
        await pilot.pause(0.1)
        await pilot.press("1", "space", "k", "m", "down", "u", "slash", "tab", "end")
        assert "Det finns inga anteckningar att koda" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_screen_as_it_is_drawn(size: tuple[int, int], golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=size) as pilot:
        golden(app, f"overview-{size[0]}")
        await begin(pilot)
        await pilot.press("down", "down", "1", "1", "space", "2")
        golden(app, f"coding-{size[0]}")
        await pilot.press("v", "space", "1")
        golden(app, f"coding-value-{size[0]}")
        await pilot.press("enter", "k", *"prim")
        await pilot.pause(0.1)
        golden(app, f"picker-{size[0]}")


async def test_english_when_the_language_is_english(golden: Callable[[App[None], str], None]) -> None:
    set_language("en")
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("1")
        golden(app, "coding-english")


async def test_a_narrow_screen_folds_and_unfolds() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        assert "1 · | ▸2 ◔ | 3 ◔ ▸" in screen_text(app)
        assert "Väntade koder" not in screen_text(app)
        await pilot.resize_terminal(140, 40)
        await pilot.pause(0.1)
        assert "Väntade koder" in screen_text(app)
        assert "▸  2 ◔ Samordning" in screen_text(app)


def test_the_notes_of_these_tests_have_what_they_need() -> None:
    assert [len(each.passages) for each in usual_notes()] == [7, 2]
