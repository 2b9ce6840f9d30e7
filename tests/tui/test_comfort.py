"""Colours that can be read, marks that every font has, keys that every keyboard has, windows of any size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color

from okqual.tui import places
from okqual.tui.app import DIM, OkqualApp
from okqual.tui.keys import ALL
from okqual.tui.screens.asking import AskForm, AskLine, AskOne, AskPath, AskSeveral, AskText
from okqual.tui.screens.going import Going
from okqual.tui.screens.showing import Showing
from okqual.tui.screens.working import Working
from okqual.tui.settings import Settings, is_key, read_settings
from okqual.tui.study_desk import StudyDesk
from okqual.tui.themes import CODE_COLOURS, THEMES, code_colour
from tests.tui.conftest import screen_text
from tests.tui.examples import desk, example, needed, until  # noqa: F401 (fixtures)

GROUNDS = ("background", "surface", "panel")
HOSTILE = "[b]x[/i] [red] \x1b[31m \u202eabc 漢字 e\u0301 " + "ord " * 3000


def light(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.1."""
    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read_on_every_ground(name: str, ground: str) -> None:
    colours = THEMES[name].to_color_system().generate()
    back, plain = Color.parse(colours[ground]), Color.parse(colours["foreground"])
    for each in ("foreground", "primary", "secondary", "accent", "warning", "error", "success"):
        assert contrast(Color.parse(colours[each]), back) >= 4.5, each
    assert contrast(back.blend(plain, DIM), back) >= 4.5
    assert contrast(back.blend(plain, 0.7), back) >= 4.5
    share = float(colours["text-muted"].removeprefix("auto").strip(" %")) / 100
    assert contrast(back.blend(back.get_contrast_text(1.0), share), back) >= 4.5
    for tint in ("accent", "primary"):
        # Lines that are marked by their ground.
        assert contrast(plain, back.blend(Color.parse(colours[tint]), 0.3)) >= 4.5


@pytest.mark.parametrize("dark", [True, False])
def test_bars_of_codes_are_seen_on_the_ground(dark: bool) -> None:
    theme = next(each for each in THEMES.values() if each.dark == dark)
    for number in range(200):
        assert contrast(code_colour(f"KOD-{number}", dark), Color.parse(theme.background)) >= 3
    assert len({code_colour(f"KOD-{number}", dark) for number in range(200)}) == len(CODE_COLOURS)


@needed
async def test_no_color_draws_no_colours_and_signs_say_the_same(
    desk: StudyDesk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.no_color
        await until(pilot, lambda: "VB-01" in screen_text(app))
        seen = set()
        for strip in app.screen._compositor.render_strips():
            for segment in strip.apply_filter(app.get_line_filters()[-1], Color(0, 0, 0)):
                if segment.style is not None:
                    seen |= {each.triplet for each in (segment.style.color, segment.style.bgcolor) if each is not None}
        assert all(each is None or each.red == each.green == each.blue for each in seen)
        assert "●" in screen_text(app)
        assert "▸ " in screen_text(app)


MARKS = re.compile("[▸◂▌█→←↑↓✓≈★✎⚑◐◔∅↗●○└├╭╮╰╯]")
"""Marks that not every font has."""


@needed
async def test_plain_marks_in_every_place(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk, settings=Settings(ascii_signs=True))
    async with app.run_test(size=(140, 40)) as pilot:
        for mode in ("start", *places.MODES):
            await app.switch_mode(mode)
            await pilot.pause(0.2)
            found = {mark for line in screen_text(app).split("\n") if "”" not in line for mark in MARKS.findall(line)}
            assert not found, f"{mode} {found}\n{screen_text(app)}"
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
        await app.switch_mode("coding")
        await pilot.press("k")
        await pilot.pause(0.2)
        assert not set(MARKS.findall(screen_text(app)))


ALTGR = set("@£$€{[]}\\~|µ")
NAMED = {
    "at", "pound_sign", "dollar_sign", "euro_sign", "left_curly_bracket", "right_curly_bracket", "left_square_bracket",
    "right_square_bracket", "backslash", "reverse_solidus", "tilde", "vertical_line", "micro_sign", "commercial_at",
}  # fmt: skip


def test_no_key_needs_altgr() -> None:
    for bindings in ALL:
        for binding in bindings:
            for key in binding.key.split(","):
                last = key.rpartition("+")[2]
                assert last not in ALTGR | NAMED, binding.id
                assert "alt" not in key.split("+"), binding.id


def test_clashes_and_impossible_keys_are_named_with_their_ids() -> None:
    keys = {"coding.memo": "k", "coding.pick": "k", "coding.flag": "knasig", "coding.value": "q,ctrl+q"}
    chosen = read_settings({"keys": keys}, {})
    assert any("k (coding.pick, coding.memo)" in each for each in chosen.clashes)
    assert any("ctrl+q (app.quit, coding.value)" in each for each in chosen.clashes)
    assert "coding.flag = knasig" in chosen.faults
    assert read_settings({"keys": {"coding.memo": "a"}}, {}).clashes == ()
    assert [
        name for name in ("k", "comma", "ctrl+down", "less_than_sign", "f3", "shift+right", "+") if not is_key(name)
    ] == []
    assert [name for name in ("", "knasig", "hyp+k", "ctrl+") if is_key(name)] == []


async def test_clashes_are_said_at_the_start() -> None:
    app = OkqualApp(None, "AK", read_settings({"keys": {"coding.memo": "k"}}, {}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: [each.message for each in app._notifications])
        assert "k (coding.pick, coding.memo)" in next(each.message for each in app._notifications)


def boxes() -> list:
    return [
        AskLine(HOSTILE, HOSTILE[:50]), AskPath(HOSTILE, HOSTILE[:40]), AskText(HOSTILE, HOSTILE),
        AskOne(HOSTILE, [("a", HOSTILE), ("b", "")]), AskSeveral(HOSTILE, [("a", HOSTILE)]),
        AskForm(HOSTILE, [("a", HOSTILE, HOSTILE[:40]), ("b", "", "")], paths=("a",)), Going(),
        Showing(HOSTILE, [HOSTILE, "", "[/b]"] * 5), Working(HOSTILE),
    ]  # fmt: skip


@needed
async def test_every_place_and_box_survives_a_tiny_window(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        for mode in ("start", *places.MODES):
            await app.switch_mode(mode)
            await pilot.pause(0.1)
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause(0.05)
            await pilot.resize_terminal(20, 5)
            await until(pilot, lambda: "För litet" in screen_text(app))
            await pilot.press("down", "up")
            await pilot.resize_terminal(100, 30)
            await until(pilot, lambda: "För litet" not in screen_text(app))
            assert screen_text(app).strip()
        await app.switch_mode("overview")
        for box in boxes():
            app.push_screen(box)
            await pilot.pause(0.05)
            await pilot.resize_terminal(20, 5)
            await pilot.pause(0.05)
            await pilot.resize_terminal(100, 30)
            await pilot.pause(0.05)
            assert "\x1b" not in screen_text(app)
            assert "\u202e" not in screen_text(app), type(box)
            app.pop_screen()
            await pilot.pause(0.05)


async def test_hostile_names_of_studies_files_and_notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from okqual.tui import recents

    name = "[b]x[/i]\x1b[31m\u202eabc 漢字"
    folder = tmp_path / "[i] \u202ex 漢"
    folder.mkdir()
    (folder / "okqual.db").write_bytes(b"")
    (folder / "[b]\x1bno.docx").write_bytes(b"x")
    recents.remember(name, folder)
    monkeypatch.chdir(folder)
    app = OkqualApp(None, "AK")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause(0.1)
        assert "[b]x[/i]" in screen_text(app)
        await pilot.press("up", "enter")
        await until(pilot, lambda: app._notifications)
        await pilot.pause(0.2)
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause(0.1)
        await pilot.press("tab")
        await pilot.pause(0.1)
        seen = screen_text(app)
        assert "\x1b" not in seen
        assert "\u202e" not in seen


@needed
async def test_a_wide_window_shows_more_of_each_interview(
    desk: StudyDesk,  # noqa: F811
    golden: Callable[[App[None], str], None],
) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(200, 50)) as pilot:
        await until(pilot, lambda: "VB-01" in screen_text(app))
        await until(pilot, lambda: "Datum" in screen_text(app))
        golden(app, "overview-200")
