"""Groups compared: counts with denominators side by side, what differs, groups made and crossed on the spot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.app import App

from okqual.analysis.groups import attributes_in
from okqual.cli.root import okqual
from okqual.errors import OkqualError
from okqual.model.grouping import DerivedAttribute, ValueGroup
from okqual.study import attributes, coding
from okqual.study.browsing import note
from okqual.study.comparing import compare
from okqual.study.grouping import define_groups, derived_attributes
from okqual.study.reporting import matrix, prevalence
from okqual.study.undoing import undo
from okqual.tui.app import OkqualApp
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.compare import CompareScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import NOTES, new_study, written
from tests.tui.conftest import screen_text

CODE = "KOH-samordnat"
Golden = Callable[[App[None], str], None]
RURAL = DerivedAttribute("bygd", "kommungrupp", (ValueGroup("landsbygd", ("C6*", "C8")), ValueGroup("stad", ("A1",))))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(new_study(tmp_path / "studie"), "AK", read_only=False)
    study = desk.study
    desk.load(written(tmp_path, "A-3.md", NOTES["A-1.md"].replace("A-1", "A-3").replace("Norrbotten", "Skåne")))
    for case, group in (("A-1", "C6 landsbygd nära stad"), ("A-3", "A1")):
        attributes.set_attribute(study, case, "", "kommungrupp", group)
    for case, value in (("A-1", "ja"), ("A-2", "nej"), ("A-3", "delvis")):
        first = next(p for p in note(study, case).passages if "2" in p.questions)
        coding.apply_code(study, case, first.start, first.end, CODE, value)
    yield desk
    desk.close()


def test_counts_have_denominators_and_differences_are_named(desk: StudyDesk) -> None:
    found = compare(desk.study, CODE, "aktörstyp")

    assert [(c.group, c.of, len(c.coded)) for c in found.columns] == [("kommun", 2, 2), ("region", 1, 1)]
    assert dict(found.columns[0].values) == {"ja": ("A-1",), "delvis": ("A-3",), "nej": ()}
    assert found.differences[0].value == "nej"
    assert found.differences[0].counts == (("kommun", 0, 2), ("region", 1, 1))


def test_groups_of_values_count_like_any_attribute(desk: StudyDesk) -> None:
    study = desk.study
    define_groups(study, RURAL)

    rows = [row for row in prevalence(study, "bygd") if row.code == CODE and row.value is None]
    assert {row.group: row.cases for row in rows} == {
        None: ("A-1", "A-2", "A-3"), "landsbygd": ("A-1",), "stad": ("A-3",)
    }  # fmt: skip
    assert {row.id for row in matrix(study, "bygd").rows} == {"landsbygd", "stad", "–"}
    assert [row.id for row in matrix(study, where={"bygd": "stad"}).rows] == ["A-3"]
    assert [c.group for c in compare(study, CODE, "bygd").columns] == ["landsbygd", "stad"]
    undo(study)
    assert derived_attributes(study) == ()


@pytest.mark.parametrize("between", [" × ", "×", " x ", " * ", "*"])
def test_two_attributes_are_crossed_however_they_are_typed(desk: StudyDesk, between: str) -> None:
    name = f"aktörstyp{between}län"
    assert attributes_in(name) == ("aktörstyp", "län")
    rows = [row for row in prevalence(desk.study, name) if row.code == CODE and row.value is None and row.group]

    assert {row.group: row.of for row in rows} == {
        "kommun × Norrbotten": 1, "kommun × Skåne": 1, "region × Skåne": 1
    }  # fmt: skip
    people = prevalence(desk.study, name, unit="participant")
    assert {row.group for row in people if row.of} <= {None, "kommun × Norrbotten", "kommun × Skåne", "region × Skåne"}


@pytest.mark.parametrize(
    ("new", "key"),
    [
        (DerivedAttribute("län", "kommungrupp", RURAL.groups), "group_taken"),
        (DerivedAttribute("", "kommungrupp", RURAL.groups), "group_name"),
        (DerivedAttribute("a × b", "kommungrupp", RURAL.groups), "group_name"),
        (DerivedAttribute("bygd", "finnsinte", RURAL.groups), "unknown_attribute"),
        (DerivedAttribute("bygd", "kommungrupp", (ValueGroup("x", ()),)), "group_empty"),
    ],
)
def test_groups_that_cannot_be_are_refused(desk: StudyDesk, new: DerivedAttribute, key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        define_groups(desk.study, new)

    assert caught.value.key == f"errors.{key}"
    assert derived_attributes(desk.study) == ()


def test_the_command_makes_lists_and_removes(desk: StudyDesk) -> None:
    def run(*args: str):
        return CliRunner().invoke(okqual, ["--study", str(desk.folder), *args])

    assert run("groups", "set", "bygd", "--from", "kommungrupp", "--map", "landsbygd=C6*,C7*").exit_code == 0
    assert "landsbygd" in run("groups", "list").stdout
    assert "landsbygd" in run("prevalence", "--by", "bygd", "--json").stdout
    assert run("groups", "remove", "bygd").exit_code == 0
    assert run("prevalence", "--by", "bygd").exit_code == 1
    assert run("groups", "set", "x", "--from", "kommungrupp", "--map", "utan").exit_code == 1


async def comparing(pilot) -> CompareScreen:
    await pilot.pause()
    await pilot.press("g", "j")
    await pilot.pause(0.3)
    return pilot.app.screen


async def test_groups_stand_side_by_side_and_a_quote_leads_to_its_place_and_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        screen = await comparing(pilot)
        assert "kommun (2)" in screen_text(app)
        assert "region (1)" in screen_text(app)
        assert "nej: kommun 0 av 2, region 1 av 1" in screen_text(app)
        await pilot.press("right", "enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.session.case == "A-2"
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.screen is screen


async def test_groups_are_made_and_crossed_by_keyboard(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        screen = await comparing(pilot)
        await pilot.press("n")
        await pilot.pause(0.1)
        names = sorted(screen._attributes())
        await pilot.press("home", *["down"] * names.index("kommungrupp"), "enter")
        await pilot.pause(0.1)
        await pilot.press("space", "enter")
        await pilot.pause(0.1)
        await pilot.press(*"bygd: stad", "enter")
        await pilot.pause(0.3)
        assert derived_attributes(desk.study) == (
            DerivedAttribute("bygd", "kommungrupp", (ValueGroup("stad", ("A1",)),)),
        )
        assert screen.by == "bygd"
        assert "stad (1)" in screen_text(app)
        await pilot.press("x")
        await pilot.pause(0.1)
        await pilot.press(
            "home", *["down"] * [n for n in sorted(screen._attributes()) if n != "bygd"].index("län"), "enter"
        )
        await pilot.pause(0.3)
        assert screen.by == "bygd × län"
        assert "stad × Skåne (1)" in screen_text(app)


async def test_a_small_terminal_and_hostile_groups(desk: StudyDesk) -> None:
    attributes.set_attribute(desk.study, "A-2", "", "aktörstyp", "[red] [/b] 中文")
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 34)) as pilot:
        await comparing(pilot)
        assert "[red] [/b]" in screen_text(app)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.press("right", "down")
        await pilot.resize_terminal(120, 34)
        await pilot.pause()
        assert "[red] [/b]" in screen_text(app)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_it_looks_as_it_did(desk: StudyDesk, golden: Golden, width: int, height: int) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await comparing(pilot)
        golden(app, f"compare-{width}x{height}")
