"""Code by code: segments as a list, dropped into codes made on the spot, recoded, valued, opened in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App

from okqual.model.codebook import Code
from okqual.study import coding, definitions
from okqual.study.browsing import note
from okqual.study.code_list import Order, code_list
from okqual.study.codebook_editing import add_sub_code, define_code
from okqual.study.recoding import recode, sort_into
from okqual.study.reporting import matrix, prevalence
from okqual.study.undoing import undo
from okqual.tui.app import OkqualApp
from okqual.tui.screens.code_list import CodeListScreen
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import new_study
from tests.tui.conftest import screen_text

CODE, OTHER = "KOH-samordnat", "KOH-onskan"
Golden = Callable[[App[None], str], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(new_study(tmp_path / "studie"), "AK", read_only=False)
    for case, value in (("A-1", "ja"), ("A-2", "nej")):
        first = next(p for p in note(desk.study, case).passages if "2" in p.questions)
        coding.apply_code(desk.study, case, first.start, first.end, CODE, value)
    yield desk
    desk.close()


async def listing(pilot) -> CodeListScreen:
    await pilot.pause()
    await pilot.press("g", "k")
    await pilot.pause(0.2)
    return pilot.app.screen


async def test_segments_are_sorted_into_a_code_made_on_the_spot(desk: StudyDesk) -> None:
    before = prevalence(desk.study)
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        screen = await listing(pilot)
        assert isinstance(screen, CodeListScreen)
        assert "i 2 intervjuer" in screen_text(app)
        await pilot.press("plus")
        await pilot.pause(0.1)
        await pilot.press(*"resurser", "enter")
        await pilot.pause(0.3)
        assert "1 resurser (1)" in screen_text(app)
        assert "→ resurser" in screen_text(app)
        await pilot.press("end", "1")
        await pilot.pause(0.2)
        assert "1 resurser (2)" in screen_text(app)
    made = [each for each in code_list(desk.study, CODE).segments if each.sub_code]
    assert len(made) == 2
    assert [row for row in prevalence(desk.study) if row.code == CODE] == [row for row in before if row.code == CODE]


async def test_recode_value_key_memo_remove_and_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        await listing(pilot)
        first = code_list(desk.study, CODE).segments[0].coding
        await pilot.press("v", "2")
        await pilot.pause(0.2)
        assert desk.coding(first.id).value == "delvis"
        await pilot.press("v", "down")
        await pilot.pause(0.1)
        assert "Välj värdet först" in screen_text(app)
        await pilot.press("escape", "c")
        await pilot.pause(0.2)
        assert desk.coding(first.id).key
        await pilot.press("m")
        await pilot.pause(0.1)
        await pilot.press(*"obs", "ctrl+s")
        await pilot.pause(0.2)
        assert desk.coding(first.id).memo == "obs"
        await pilot.press("b")
        await pilot.pause(0.1)
        await pilot.press(*"önskan", "enter")
        await pilot.pause(0.3)
        assert (desk.coding(first.id).code, desk.coding(first.id).value) == (OTHER, None)
        assert "togs bort" in screen_text(app)
        await pilot.press("u")
        await pilot.pause(0.2)
        assert (desk.coding(first.id).code, desk.coding(first.id).value) == (CODE, "delvis")


async def test_a_segment_is_shown_in_its_interview_and_come_back_to(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        screen = await listing(pilot)
        await pilot.press("down", "o")
        await pilot.pause(0.3)
        assert isinstance(app.screen, CodingScreen)
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.screen is screen


def test_sorting_again_moves_the_lower_coding_only(desk: StudyDesk) -> None:
    study = desk.study
    one, two = add_sub_code(study, CODE, "resurser"), add_sub_code(study, CODE, "annat")
    top = code_list(study, CODE).segments[0].coding
    first = sort_into(study, top.id, one.id)
    again = sort_into(study, top.id, two.id)

    assert (again.id, again.code) == (first.id, two.id)
    assert desk.coding(top.id).code == CODE
    undo(study)
    assert desk.coding(first.id).code == one.id


def test_the_same_words_stand_once_in_a_cell_and_interviews_are_counted_once(desk: StudyDesk) -> None:
    study = desk.study
    low = add_sub_code(study, CODE, "resurser")
    for each in code_list(study, CODE).segments:
        sort_into(study, each.coding.id, low.id)
    cell = matrix(study).cells["A-1", CODE]

    assert len({quote.id for quote in cell.quotes}) == len(cell.quotes)
    assert next(r for r in prevalence(study) if r.code == CODE and r.value is None).cases == ("A-1", "A-2")


@pytest.mark.parametrize("order", list(Order))
def test_every_order_lists_every_segment(desk: StudyDesk, order: Order) -> None:
    found = code_list(desk.study, CODE, order)

    assert len(found.segments) == 2
    assert found.values == (("ja", 1), ("nej", 1))
    if order is Order.VALUE:
        assert [each.coding.value for each in found.segments] == ["ja", "nej"]


def test_a_recoding_keeps_what_the_new_scale_knows(desk: StudyDesk) -> None:
    study = desk.study
    scale = definitions.code_named(study, CODE).scale
    define_code(study, Code("KOH-ny", "Ny", ("FR-KOH",), scale=scale))
    top = code_list(study, CODE).segments[0].coding

    assert recode(study, top.id, "KOH-ny").value == "ja"
    assert recode(study, top.id, OTHER).value is None


async def test_code_names_are_text(desk: StudyDesk) -> None:
    code = definitions.code_named(desk.study, CODE)
    name = "[laughs] [/b] [red] 中文 \u202eomvänt\u202c" + "x" * 3_000
    define_code(desk.study, Code(**{**{f: getattr(code, f) for f in code.__slots__}, "name": name}), meaning=False)
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        await listing(pilot)
        assert "[laughs] [/b] [red]" in screen_text(app)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(120, 34)
        await pilot.pause()
        assert "[laughs] [/b] [red]" in screen_text(app)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_it_looks_as_it_did(desk: StudyDesk, golden: Golden, width: int, height: int) -> None:
    low = add_sub_code(desk.study, CODE, "Egna medel")
    add_sub_code(desk.study, CODE, "Tid")
    sort_into(desk.study, code_list(desk.study, CODE).segments[0].coding.id, low.id)
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await listing(pilot)
        golden(app, f"code-list-{width}x{height}")
