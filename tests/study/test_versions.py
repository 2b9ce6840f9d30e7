"""A corrected note is a new version: numbers stand, codings follow their words, and nothing goes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.note import Block, BlockKind, Passage, PassageRole, Reading, Why
from okqual.store import queries
from okqual.store.verify import problems
from okqual.study import browsing, coding, undoing
from okqual.study.loading import take_reading
from okqual.study.opening import Study
from tests.store.histories import new_study, reading

LINES = [
    ("2", "Vi har en gemensam ledningsgrupp i länet."),
    ("2", "Ja."),
    ("3", "Medlen kom sent på hösten varje år."),
    ("3", "Ja."),
    ("3", "Det är fyrtio ägare att ringa, säger de."),
]


def read(lines: list[tuple[str, str]]) -> Reading:
    """A reading of lines, each (question, words): a block and a passage each."""
    text, blocks, passages = "", [], []
    for i, (question, words) in enumerate(lines, 1):
        start, end = len(text), len(text) + len(words)
        blocks.append(Block(f"l{i}", BlockKind.PARAGRAPH, start, end))
        passages.append(Passage(i, start, end, PassageRole.ANSWER, (question,), (), Why.NUMBER, 100))
        text += words + "\n"
    return replace(reading(1), text=text.rstrip("\n"), blocks=tuple(blocks), passages=tuple(passages))


def take(study: Study, lines: list[tuple[str, str]], add: bool = False) -> str:
    made = read(lines)
    return take_reading(study, "N-1", "N-1.txt", made.text.encode(), made, add)


def code(study: Study, quote: str, code: str = "KOH-b") -> str:
    start = browsing.note(study, "N-1").text.index(quote)
    return coding.apply_code(study, "N-1", start, start + len(quote), code).id


def words(study: Study, name: str) -> tuple[str, str]:
    """(words that a coding has now, how)."""
    now = queries.coding(study.db, name)
    assert now is not None
    text = browsing.note(study, "N-1").text
    return (text[now.start : now.end] if now.how != "lost" else "", now.how)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "studie")
    take(study, LINES)
    yield study
    assert problems(study.db) == []
    study.close()


def test_a_corrected_typo_keeps_the_coding_and_gives_the_passage_a_new_number(study: Study) -> None:
    name = code(study, "fyrtio ägare att ringa")

    take(study, [*LINES[:4], ("3", "Det är fyrtio olika ägare att ringa, säger de.")])

    assert words(study, name) == ("fyrtio olika ägare att ringa", "fuzzy")
    numbers = [p.number for p in browsing.note(study, "N-1").passages]
    assert numbers == [1, 2, 3, 4, 6]


def test_what_was_said_of_a_changed_passage_waits_for_review(study: Study) -> None:
    coding.nothing_to_code(study, "N-1", [5])
    coding.set_passage_memo(study, "N-1", 5, "vem är ”de”?")

    take(study, [*LINES[:4], ("3", "Det är fyrtio olika ägare att ringa, säger de.")])

    last = browsing.note(study, "N-1").passages[-1]
    assert (last.nothing_by, last.memo, last.review) == (("AK",), "vem är ”de”?", True)
    coding.set_passage_memo(study, "N-1", last.number, "länet")
    assert not browsing.note(study, "N-1").passages[-1].review


def test_a_reordered_answer_is_found_where_it_went(study: Study) -> None:
    name = code(study, "Medlen kom sent")

    take(study, [*LINES[:2], *LINES[3:], ("2", LINES[2][1])])

    assert words(study, name) == ("Medlen kom sent", "moved")
    assert browsing.note(study, "N-1").passages[-1].number == 3


def test_a_removed_passage_leaves_an_orphan_that_can_be_placed_by_hand(study: Study) -> None:
    name = code(study, "Medlen kom sent på hösten")

    take(study, [*LINES[:2], *LINES[3:]])

    assert words(study, name) == ("", "lost")
    assert [c.id for c in queries.orphans(study.db)] == [name]
    assert name not in {c.id for c in browsing.note(study, "N-1").codings}
    text = browsing.note(study, "N-1").text
    start = text.index("Det är fyrtio")
    coding.move_coding(study, name, start, start + 13)
    assert words(study, name) == ("Det är fyrtio", "exact")
    assert queries.orphans(study.db) == []


def test_words_that_come_back_take_their_coding_up_again(study: Study) -> None:
    name = code(study, "Medlen kom sent på hösten")
    take(study, [*LINES[:2], *LINES[3:]])

    take(study, [*LINES, ("2", "Något nytt.")])

    assert words(study, name)[0] == "Medlen kom sent på hösten"


def test_short_answers_are_told_apart(study: Study) -> None:
    first = coding.apply_code(study, "N-1", LINES_START[1], LINES_START[1] + 3, "KOH-b").id
    second = coding.apply_code(study, "N-1", LINES_START[3], LINES_START[3] + 3, "KOH-b").id

    take(study, [LINES[0], *LINES[2:]])

    assert words(study, first) == ("", "lost")
    assert words(study, second) == ("Ja.", "exact")


LINES_START = [sum(len(w) + 1 for _, w in LINES[:i]) for i in range(len(LINES))]


def test_a_new_version_can_be_undone_and_redone(study: Study) -> None:
    name = code(study, "fyrtio ägare att ringa")
    before = browsing.note(study, "N-1")
    take(study, [*LINES[:4], ("3", "Det är fyrtio olika ägare att ringa, säger de.")])

    undoing.undo(study)

    assert browsing.note(study, "N-1") == before
    undoing.redo(study)
    assert words(study, name) == ("fyrtio olika ägare att ringa", "fuzzy")


def test_a_file_that_is_another_text_is_not_taken_for_a_new_version(study: Study) -> None:
    other = [("2", f"Här står något annat, nämligen rad {i}.") for i in range(6)]

    with pytest.raises(OkqualError) as refused:
        take(study, other)

    assert refused.value.key == "errors.note_exists"
    assert take(study, other, add=True) == "N-1b"
