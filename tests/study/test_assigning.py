"""Coders, their interviews, lots that can be drawn again, blindness until both are done, and whose codings count."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.team import Role, drawn_of
from okqual.store.verify import problems
from okqual.study import assigning, browsing, case_values, coding, memos, reporting, searching, tracing, undoing
from okqual.study.agreeing import agree
from okqual.study.case_values import case_value_now
from okqual.study.codings_file import export_codings
from okqual.study.news import news
from okqual.study.opening import Study, open_study
from tests.builders import new_study

CODE = "KOH-samordnat"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_study(tmp_path_factory.mktemp("lag") / "prov")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "prov")
    with as_coder(tmp_path / "prov", "AK") as study:
        for coder, name in (("AK", "Anna Karlsson"), ("TS", "Tove Sand"), ("LB", "Lo Berg")):
            assigning.name_coder(study, coder, name)
    return tmp_path / "prov"


def as_coder(folder: Path, coder: str) -> closing[Study]:
    return closing(open_study(folder, coder))


def put(study: Study, number: int, value: str | None, code: str = CODE, note: str = "A-1", memo: str = "") -> str:
    passage = next(p for p in browsing.note(study, note).passages if p.number == number)
    return coding.apply_code(study, note, passage.start, passage.end, code, value, memo).id


@pytest.fixture
def blind(folder: Path) -> Iterator[Path]:
    """AK and TS code A-1 blind; each has coded it."""
    with as_coder(folder, "AK") as study:
        assigning.assign(study, ["A-1"], "AK")
        assigning.assign(study, ["A-1"], "TS", Role.SECOND)
        put(study, 2, "ja", memo="AK tänkte så")
    with as_coder(folder, "TS") as study:
        put(study, 2, "nej", memo="TS tänkte så")
        put(study, 4, None, "KOH-onskan")
    return folder


def test_only_those_in_the_register_are_given_interviews(folder: Path) -> None:
    with as_coder(folder, "AK") as study:
        with pytest.raises(OkqualError) as refused:
            assigning.assign(study, ["A-1"], "XX")
        assert refused.value.key == "errors.coder_not_named"
        with pytest.raises(OkqualError) as refused:
            assigning.assign(study, ["A-9"], "AK")
        assert refused.value.key == "errors.unknown_case"
        assert assigning.assign(study, ["A-1", "A-2"], "AK") == 2
        assert assigning.assign(study, ["A-1", "A-2"], "AK") == 0
        assert next((c.id, c.name, c.main) for c in assigning.coders(study)) == ("AK", "Anna Karlsson", 2)
        undoing.undo(study)
        assert assigning.assignments(study) == []
        assert problems(study.db) == []


def test_a_draw_can_be_made_again_from_its_seed(folder: Path) -> None:
    cases = [f"VB-{n}" for n in range(40)]
    assert len(drawn_of(cases, 20, 7)) == 8
    assert drawn_of(cases, 20, 7) == drawn_of(reversed(cases), 20, 7)
    assert drawn_of(cases, 20, 7) != drawn_of(cases, 20, 8)
    with as_coder(folder, "AK") as study:
        one = assigning.draw(study, "TS", 50, 3)
        assert (one.of, one.cases, one.seed) == (2, drawn_of(["A-1", "A-2"], 50, 3), 3)
        assert [part.case for part in assigning.assignments(study) if part.role is Role.SECOND] == list(one.cases)
        assert assigning.draw(study, "TS", 100, 3).of == 1
        undoing.undo(study)
        assert assigning.draws(study) == [one]


def test_others_codings_are_hidden_from_those_who_code_blind(blind: Path) -> None:
    with as_coder(blind, "AK") as study:
        assert assigning.veiled(study) == {"A-1"}
        assert {c.coder for c in browsing.note(study, "A-1").codings} == {"AK"}
        assert "TS" not in export_codings(study)
        assert browsing.code_counts(study) == {CODE: 1}
        assert [memo.text for memo in memos.memos(study)] == ["AK tänkte så"]
        assert searching.find(study, "", code="KOH-onskan") == []
        assert {e.quote.coder for e in reporting.gather(study).evidence} == {"AK"}
        assert agree(study).cases == ()
    with as_coder(blind, "LB") as study:
        assert {c.coder for c in browsing.note(study, "A-1").codings} == {"AK", "TS"}


def test_nothing_that_others_did_blind_is_counted_or_told_of(folder: Path, tmp_path: Path) -> None:
    """What AK sees of A-1 is the same whether TS has coded it or not."""
    with as_coder(folder, "AK") as study:
        assigning.assign(study, ["A-1"], "AK")
        assigning.assign(study, ["A-1"], "TS", Role.SECOND)
        put(study, 2, "ja")
    shutil.copytree(folder, tmp_path / "kodad")
    with as_coder(tmp_path / "kodad", "TS") as study:
        name = put(study, 2, "nej")
        coding.set_memo(study, name, "TS tänkte så")
        coding.set_key(study, name, True)
        coding.remove_coding(study, put(study, 3, "ja"))
        coding.nothing_to_code(study, "A-1", [4, 5])
    seen = []
    for each in (folder, tmp_path / "kodad"):
        with as_coder(each, "AK") as study:
            codes, passages = tracing.trace(study, CODE), [tracing.trace(study, f"A-1:{n}") for n in (2, 3, 4)]
            seen.append(
                [
                    browsing.status(study), browsing.overview(study), case_values.case_values(study), news(study),
                    codes, passages, tracing.trace(study, "A-1"), find(study), browsing.left_by_coder(study),
                ]
            )  # fmt: skip
    assert seen[0] == seen[1]
    assert seen[0][1][0].done == 1


def find(study: Study) -> list[object]:
    return [searching.find(study, "", code=CODE), searching.find(study, "", without_code=CODE)]


def test_no_value_is_decided_while_others_code_blind(blind: Path) -> None:
    with as_coder(blind, "AK") as study:
        with pytest.raises(OkqualError) as refused:
            coding.decide_case_value(study, "A-1", CODE, "ja", "så är det")
        assert refused.value.key == "errors.value_blind"
        coding.decide_case_value(study, "A-2", CODE, "ja", "så är det")
    for coder in ("AK", "TS"):
        with as_coder(blind, coder) as study:
            assigning.set_done(study, ["A-1"])
            values = {coding.value for coding in browsing.note(study, "A-1").codings}
    assert values == {"ja", "nej", None}
    with as_coder(blind, "AK") as study:
        coding.decide_case_value(study, "A-1", CODE, "ja", "så är det")


def test_both_see_all_when_both_are_done(blind: Path) -> None:
    with as_coder(blind, "TS") as study:
        assigning.set_done(study, ["A-1"])
        assert {c.coder for c in browsing.note(study, "A-1").codings} == {"TS"}
        with as_coder(blind, "AK") as other:
            assigning.set_done(other, ["A-1"])
            assert {c.coder for c in browsing.note(other, "A-1").codings} == {"AK", "TS"}
            found = agree(other)
            assert (found.cases, found.overall.presence.n) == (("A-1",), 2)
            assert agree(other, round=1).cases == ("A-1",)
            with pytest.raises(OkqualError):
                agree(other, round=2)
            undoing.undo(other)
            assert {c.coder for c in browsing.note(other, "A-1").codings} == {"AK"}


def test_the_main_coders_codings_count_once_she_has_begun(blind: Path) -> None:
    with as_coder(blind, "LB") as study:
        assert {e.quote.coder for e in reporting.gather(study).evidence} == {"AK"}
        assert {e.quote.coder for e in reporting.gather(study, coder="TS").evidence} == {"TS"}
        assert case_value_now(study, "A-1", CODE).by_rule == ("ja",)
        assigning.unassign(study, ["A-1"], "AK")
        assert {e.quote.coder for e in reporting.gather(study).evidence} == {"AK", "TS"}
        assert case_value_now(study, "A-1", CODE).by_rule == ("delvis",)
        # LB has the interview now, and has not begun: all count.
        assigning.assign(study, ["A-1"], "LB", blind=False)
        assert {e.quote.coder for e in reporting.gather(study).evidence} == {"AK", "TS"}
        assert problems(study.db) == []


def test_only_ones_own_interviews_can_be_called_done(folder: Path) -> None:
    with as_coder(folder, "AK") as study, pytest.raises(OkqualError) as refused:
        assigning.set_done(study, ["A-1"])
    assert refused.value.key == "errors.not_assigned"
