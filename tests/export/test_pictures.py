"""Pictures of counts: drawn the same every time, and all that they show is in words too."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import matplotlib.image
import pytest

from okqual.export.pictures.drawing import COLOURS, PATTERNS
from okqual.export.pictures.heat_map import coverage_picture, heat_map
from okqual.export.pictures.prevalence import prevalence_picture
from okqual.model.codebook import Code, Scale, Value
from okqual.model.guide import Guide, Question, Theme
from okqual.model.interview import CaseProgress, QuestionProgress
from okqual.model.note import NoteStatus
from okqual.model.results import CellKind, CodingState, PrevalenceRow
from tests.export import examples

CODE = Code("K", "Primärvården med", scale=Scale((Value("ja", "ja"), Value("nej", "nej"))))


def row(value: str | None, group: str | None, count: int, of: int) -> PrevalenceRow:
    return PrevalenceRow("K", value, group, "case", "set", tuple(f"{group}{n}" for n in range(count)), of, of, 0)


ROWS = [
    row(None, None, 15, 15), row("ja", None, 7, 15), row("nej", None, 8, 15),
    row(None, "region", 3, 3), row("ja", "region", 3, 3), row("nej", "region", 0, 3),
    row(None, "kommun", 12, 12), row("ja", "kommun", 4, 12), row("nej", "kommun", 8, 12),
]  # fmt: skip


def test_bars_say_counts_with_denominators() -> None:
    picture = prevalence_picture(CODE, ROWS, "aktörstyp")

    assert picture is not None
    assert picture.lines == (
        ("Grupp", "ja", "nej"), ("region (3)", "3 av 3", "0 av 3"), ("kommun (12)", "4 av 12", "8 av 12")
    )  # fmt: skip
    assert "kommun (12): ja 4 av 12, nej 8 av 12." in picture.alt
    assert picture.title == "Primärvården med: antal intervjuer, efter aktörstyp"
    assert matplotlib.image.imread(io.BytesIO(picture.png)).shape[1] == 1260


def test_a_code_without_a_scale_is_counted_as_it_is() -> None:
    rows = [each for each in ROWS if each.value is None]
    picture = prevalence_picture(Code("K", "Vägar"), rows, "aktörstyp")

    assert picture is not None
    assert [line[1] for line in picture.lines[1:]] == ["3 av 3", "12 av 12"]


def test_nothing_to_draw_is_no_picture() -> None:
    assert prevalence_picture(CODE, [], "aktörstyp") is None
    assert prevalence_picture(CODE, [replace(each, cases=()) for each in ROWS], "aktörstyp") is None


@pytest.mark.parametrize("name", ["$x^2$", "[b]fet[/b]", "\x1b[31mröd", "中文 🙂", "a" * 10_000, "\u202ebakvänt"])
def test_names_are_names(name: str) -> None:
    """No mathematics, no markup, nothing that steers."""
    code = replace(CODE, name=name)
    rows = [replace(each, group=name if each.group else None) for each in ROWS[:6]]
    picture = prevalence_picture(code, rows, "aktörstyp")

    assert picture is not None
    assert "\x1b" not in picture.alt


def test_the_same_counts_are_the_same_bytes() -> None:
    first, second = (heat_map(examples.matrix(CellKind.COUNT)) for _ in range(2))

    assert first is not None
    assert second is not None
    assert first.png == second.png


def test_a_heat_map_says_why_cells_are_empty() -> None:
    picture = heat_map(examples.matrix(CellKind.COUNT))

    assert picture is not None
    assert len(picture.lines) == 15
    assert "∅ inget svar" in picture.alt
    assert all(cell for line in picture.lines for cell in line)


def test_coverage_shows_what_notes_say() -> None:
    questions = tuple(Question(str(n), f"Fråga {n}", "?", "t") for n in (1, 2))
    guide = Guide("g", "Guide", "sv", "", (Theme("t", "Tema"),), questions)
    said = {"1": QuestionProgress("1", NoteStatus.NOT_ASKED, CodingState.NOTHING)}
    picture = coverage_picture(guide, [CaseProgress("VB-01", {}, (), said, 0, 0, 0)])

    assert picture is not None
    assert picture.lines == (("Intervju", "1", "2"), ("VB-01", "–", "?"))
    assert "ej ställd" in picture.alt
    assert coverage_picture(guide, []) is None


def test_values_are_told_apart_without_colour() -> None:
    assert len(set(PATTERNS)) == len(PATTERNS) == len(set(COLOURS))
    assert all(one != other for one, other in itertools.pairwise(PATTERNS))
