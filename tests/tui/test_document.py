"""A note in rows: every character is shown once, and rows, passages and offsets lead to each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.model.interview import NoteNow
from okqual.model.note import Block, BlockKind
from okqual.tui.document import Document, RowKind
from tests.tui.desk_builders import hostile_notes, long_note, note, usual_notes


def laid_out(now: NoteNow, width: int = 40) -> Document:
    document = Document(now, lambda number: f"{number}. rubrik")
    document.wrap(width)
    return document


@given(st.integers(12, 90), st.booleans())
def test_every_block_is_shown_whole_and_in_order(width: int, airy: bool) -> None:
    now = usual_notes()[0]
    document = Document(now, str)
    document.wrap(width, airy)
    shown = "".join(now.text[row.start : row.end] for row in document.rows if row.kind is RowKind.TEXT)
    assert shown == "".join(now.text[block.start : block.end] for block in now.blocks)


def test_rows_and_offsets_lead_to_each_other() -> None:
    document = laid_out(usual_notes()[0], 24)
    for at, row in enumerate(document.rows):
        if row.kind is RowKind.TEXT:
            assert document.row_at(row.start) == at
            assert document.row_at(row.end - 1) == at


def test_passages_are_found_by_the_words_they_share() -> None:
    document = laid_out(usual_notes()[0])
    for place, passage in enumerate(document.passages):
        assert document.passage_at(passage.start) == place
        assert list(document.passages_in(passage.start, passage.end)) == [place]
    first, second = document.passages[1:3]
    assert list(document.passages_in(first.end - 1, second.start + 1)) == [1, 2]
    assert list(document.passages_in(first.end, second.start)) == []


def test_a_question_without_a_heading_in_the_note_gets_one() -> None:
    text = "Ett svar.\nEtt annat svar."
    plain = note("VB-09", [("2", ["x"]), ("3", ["y"])])
    blocks = (Block("p1", BlockKind.PARAGRAPH, 0, 9), Block("p2", BlockKind.PARAGRAPH, 10, len(text)))
    passages = (
        replace(plain.passages[0], start=0, end=9),
        replace(plain.passages[1], start=10, end=len(text)),
    )
    document = laid_out(replace(plain, text=text, blocks=blocks, passages=passages))
    assert [row.prefix for row in document.rows if row.kind is RowKind.HEADING] == ["2. rubrik", "3. rubrik"]


def test_headings_of_the_note_are_not_doubled() -> None:
    assert not [row for row in laid_out(usual_notes()[0]).rows if row.kind is RowKind.HEADING]


def test_a_line_break_inside_a_block_begins_a_row() -> None:
    text = "Första raden\nandra raden"
    now = replace(note("VB-09", []), text=text, blocks=(Block("p1", BlockKind.PARAGRAPH, 0, len(text)),))
    assert [text[row.start : row.end] for row in laid_out(now).rows] == ["Första raden", "andra raden"]


def test_control_characters_are_shown_one_for_one() -> None:
    now = hostile_notes()[0]
    document = laid_out(now)
    assert len(document.shown) == len(now.text)
    assert "\x1b" not in document.shown
    assert "\u202e" not in document.shown


@pytest.mark.parametrize("width", [40, 80])
def test_a_long_note_is_laid_out_by_its_width(width: int) -> None:
    document = laid_out(long_note(20_000, 0), width)
    assert all(row.end - row.start <= width for row in document.rows)
