"""Memos on everything, decisions about the coding, searches under a name: written, found again, undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from okqual.cli.root import okqual
from okqual.errors import OkqualError
from okqual.model.memo import About, SavedSearch
from okqual.study import coding, decisions, memos, saved_searches, searching, tracing, undoing
from okqual.study.browsing import note
from okqual.study.opening import Study, open_study
from tests.builders import new_study

CODE = "KOH-samordnat"
HOSTILE = "[laughs] [/b] \x1b[31m =cmd() \u202eomvänt"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_study(new_study(tmp_path / "studie"), "AK")


def coded(study: Study, case: str = "A-1") -> str:
    first = next(p for p in note(study, case).passages if "2" in p.questions)
    return coding.apply_code(study, case, first.start, first.end, CODE, "ja").id


def passage_of(study: Study, case: str = "A-1") -> str:
    return f"{case}:{next(p.number for p in note(study, case).passages if '2' in p.questions)}"


@pytest.mark.parametrize("text", ["tänk på detta", HOSTILE, "rad ett\nrad två"])
def test_a_memo_on_anything_is_found_again(study: Study, text: str) -> None:
    things = {
        About.STUDY: "", About.CASE: "A-1", About.NOTE: "A-1", About.CODE: CODE,
        About.PASSAGE: passage_of(study), About.CODING: coded(study),
    }  # fmt: skip
    for about, name in things.items():
        memos.write_memo(study, about, name, f"{text} {about}")

    assert {memo.about: (memo.id, memo.text) for memo in memos.memos(study)} == {
        about: (name, f"{text} {about}") for about, name in things.items()
    }
    assert all(memo.coder == "AK" and memo.at for memo in memos.memos(study))
    on_coding = next(memo for memo in memos.memos(study) if memo.about is About.CODING)
    assert f"{on_coding.note}:{on_coding.number}" == things[About.PASSAGE]


def test_an_emptied_memo_is_gone_and_comes_back_by_undo(study: Study) -> None:
    memos.write_memo(study, About.CASE, "A-1", "först")
    memos.write_memo(study, About.CASE, "A-1", "  ")
    assert memos.memos(study) == []
    undoing.undo(study)
    assert memos.memo_of(study, About.CASE, "A-1") == "först"
    undoing.undo(study)
    assert memos.memos(study) == []


def test_the_same_memo_writes_nothing(study: Study) -> None:
    memos.write_memo(study, About.STUDY, "", "ett memo")
    before = len(list(study.db.query("SELECT 1 FROM entry")))
    memos.write_memo(study, About.STUDY, "", "ett memo ")

    assert len(list(study.db.query("SELECT 1 FROM entry"))) == before


@pytest.mark.parametrize(
    ("about", "name"),
    [(About.CASE, "X"), (About.NOTE, "A-1c"), (About.CODE, "X"), (About.PASSAGE, "A-1:99"), (About.CODING, "o:1")],
)
def test_a_memo_on_nothing_is_refused(study: Study, about: About, name: str) -> None:
    with pytest.raises(OkqualError):
        memos.write_memo(study, about, name, "text")


def test_no_words_of_a_memo_stand_in_the_journal(study: Study) -> None:
    memos.write_memo(study, About.CASE, "A-1", "hemligt ord")
    decisions.decide(study, "hemligt beslut", "hemligt skäl")
    saved_searches.save_search(study, SavedSearch("hemligt namn", "hemlig text"))

    assert not [row for row in study.db.query("SELECT payload FROM entry") if "hemlig" in row["payload"]]


def test_decisions_are_corrected_and_withdrawn(study: Study) -> None:
    made = decisions.decide(study, "Nej gäller också ”inte alls”.", "Samstämmigt i gruppen.", code=CODE)
    general = decisions.decide(study, "En passage, en kod.", question="2")
    decisions.change_decision(study, made.id, "Nej gäller också ”knappt”.", "Prövat på tre intervjuer.")
    now = decisions.decision(study, made.id)

    assert (now.text, now.reason, now.code) == ("Nej gäller också ”knappt”.", "Prövat på tre intervjuer.", CODE)
    assert {d.id for d in decisions.decisions(study, CODE)} == {made.id, general.id}
    assert {d.id for d in decisions.decisions(study, "KOH-onskan")} == {general.id}
    decisions.withdraw_decision(study, made.id)
    assert [d.id for d in decisions.decisions(study)] == [general.id]
    undoing.undo(study)
    assert len(decisions.decisions(study)) == 2


@pytest.mark.parametrize(
    ("text", "more", "key"),
    [(" ", {}, "empty_decision"), ("x", {"code": "X"}, "unknown_code"), ("x", {"question": "9"}, "unknown_question")],
)
def test_a_decision_about_nothing_is_refused(study: Study, text: str, more: dict[str, str], key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        decisions.decide(study, text, **more)

    assert caught.value.key == f"errors.{key}"


def test_searches_are_kept_under_a_name(study: Study) -> None:
    search = SavedSearch("Planer i norr", "plan*", where=(("län", "Norrbotten"),), question="2", flagged=False)
    saved_searches.save_search(study, search)
    saved_searches.save_search(study, SavedSearch("Ärlighet", "ärlig"))

    assert saved_searches.saved_search(study, "Planer i norr") == search
    assert [s.name for s in saved_searches.saved_searches(study)] == ["Planer i norr", "Ärlighet"]
    assert {hit.case for hit in searching.hits(study, search)} == {"A-1"}
    saved_searches.forget_search(study, "Ärlighet")
    with pytest.raises(OkqualError) as caught:
        saved_searches.saved_search(study, "Ärlighet")
    assert "Planer i norr" in str(caught.value.values["known"])


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x1bb"])
def test_a_search_has_a_name_that_can_be_said(study: Study, name: str) -> None:
    with pytest.raises(OkqualError) as caught:
        saved_searches.save_search(study, SavedSearch(name, "plan"))

    assert caught.value.key == "errors.search_name"


# Filters of a search.


def ids(study: Study, **fields: object) -> set[str]:
    wanted = SavedSearch(name="", **{"text": "", **fields})  # type: ignore[arg-type]
    return {hit.id for hit in searching.hits(study, wanted)}


def test_filters_narrow_down(study: Study) -> None:
    coding.set_memo(study, coded(study), "om planen")
    here = passage_of(study)
    coding.flag_passage(study, "A-2", 2, True)

    assert ids(study, code=CODE) == {here}
    assert ids(study, text="plan", code=CODE) == {here}
    assert ids(study, text="plan", without_code=CODE) == set()
    assert ids(study, coder="AK") == {here}
    assert ids(study, coder="TS") == set()
    assert ids(study, flagged=True) == {"A-2:2"}
    assert ids(study, memos=True) == {here}
    assert here in ids(study, question="2")
    assert ids(study, question="2", where=(("län", "Skåne"),)) == {passage_of(study, "A-2")}


def test_words_hit_without_the_code(study: Study) -> None:
    """The code's name and synonyms, in passages that do not carry it: what one may have missed."""
    here = passage_of(study)
    assert {hit.id for hit in searching.missed(study, CODE)} == {here}
    coded(study)
    assert searching.missed(study, CODE) == []


def test_a_search_stops_where_it_is_told_to(study: Study) -> None:
    assert len(searching.hits(study, SavedSearch("", "", question="2"), most=1)) == 1


def test_letters_are_letters(study: Study) -> None:
    assert ids(study, text="särskilt") == ids(study, text="SÄRSKILT") != set()
    assert ids(study, text="sarskilt") == set()
    assert ids(study, text="*skilt*") == ids(study, text="särskilt")
    assert ids(study, text="!?") == set()


def test_a_search_gets_another_name_and_has_the_old_one_back_by_one_undo(study: Study) -> None:
    search = SavedSearch("planer", "plan*", question="2")
    saved_searches.save_search(study, search)
    saved_searches.save_search(study, SavedSearch("annat", "ärlig"))
    saved_searches.rename_search(study, "planer", HOSTILE.replace("\x1b", "").replace("\u202e", ""))
    assert "planer" not in [s.name for s in saved_searches.saved_searches(study)]
    undoing.undo(study)
    assert saved_searches.saved_search(study, "planer") == search
    assert [s.name for s in saved_searches.saved_searches(study)] == ["annat", "planer"]
    for new, key in (("annat", "errors.search_name_taken"), ("  ", "errors.search_name")):
        with pytest.raises(OkqualError) as caught:
            saved_searches.rename_search(study, "planer", new)
        assert caught.value.key == key


def test_a_trace_tells_the_memos_around_and_the_reason_in_the_decision_log(study: Study) -> None:
    name = coded(study)
    memos.write_memo(study, About.STUDY, "", "om helheten")
    memos.write_memo(study, About.CASE, "A-1", HOSTILE)
    memos.write_memo(study, About.PASSAGE, passage_of(study), "oklart vem")
    memos.write_memo(study, About.CODE, CODE, "snäv")
    made = decisions.decide(study, "Bara det som är avtalat.", "Annars räcker allt.", CODE)
    found = tracing.trace(study, name)
    assert [(m["about"], m["id"]) for m in found["memos"]] == [
        ("study", ""), ("case", "A-1"), ("passage", passage_of(study)), ("code", CODE),
    ]  # fmt: skip
    assert found["memos"][1]["text"] == HOSTILE
    assert [(d["id"], d["reason"]) for d in found["codings"][0]["decisions"]] == [(made.id, "Annars räcker allt.")]
    decisions.withdraw_decision(study, made.id)
    assert tracing.trace(study, name)["codings"][0]["decisions"] == []


# The commands.


def run(study: Study, *args: str):
    return CliRunner().invoke(okqual, ["--study", str(study.folder), *args])


def test_the_commands_write_and_list(study: Study) -> None:
    assert run(study, "memos", "write", "case", "A-1", "ring", "igen").exit_code == 0
    assert run(study, "memos", "write", "study", "om helheten").exit_code == 0
    assert "ring igen" in run(study, "memos", "list").stdout
    assert [m["about"] for m in json.loads(run(study, "memos", "list", "--about", "case", "--json").stdout)] == ["case"]
    assert run(study, "decisions", "add", "En kod.", "--reason", "Enkelt.", "--code", CODE).exit_code == 0
    made = json.loads(run(study, "decisions", "list", "--json").stdout)[0]
    assert (made["text"], made["reason"], made["code"]) == ("En kod.", "Enkelt.", CODE)
    assert run(study, "decisions", "change", made["id"], "Två koder.").exit_code == 0
    assert "Två koder." in run(study, "decisions", "list").stdout
    assert run(study, "decisions", "withdraw", made["id"]).exit_code == 0
    assert "Inga beslut." in run(study, "decisions", "list").output


def test_find_keeps_lists_runs_and_forgets(study: Study) -> None:
    assert run(study, "find", "plan", "--question", "2", "--save", "planer").exit_code == 0
    assert "planer" in run(study, "find", "--list").stdout
    found = json.loads(run(study, "find", "--saved", "planer", "--json").stdout)
    assert [hit["id"] for hit in found] == [passage_of(study)]
    assert run(study, "find", "--rename", "planer", "Årets planer").exit_code == 0
    assert run(study, "find", "--saved", "planer").exit_code == 1
    assert run(study, "find", "--forget", "Årets planer").exit_code == 0
    assert run(study, "find", "--saved", "Årets planer").exit_code == 1
    assert run(study, "find").exit_code == 2
