"""Attributes have kinds: one written form, sentences for what is none, entries of the journal for every change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import Faults, OkqualError
from okqual.model.attributes import ATTRIBUTES, Attribute, AttributeKind
from okqual.store import queries
from okqual.store.entries import state_digest
from okqual.store.verify import problems
from okqual.study import undoing
from okqual.study.attributes import define_attribute, of_header, set_attribute, vocabulary, written
from okqual.study.cases_file import export_cases, import_cases
from okqual.study.loading import load
from okqual.study.opening import Study
from tests.builders import written as file
from tests.store.histories import load_note, new_study

BY_NAME = {attribute.name: attribute for attribute in ATTRIBUTES}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "studie")
    load_note(study, 1)
    load_note(study, 2)
    yield study
    assert problems(study.db) == []
    study.close()


def of(study: Study, case: str = "N-1") -> dict[str, str]:
    return queries.attributes(study.db, case)[case]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("datum", "2025-11-18", "2025-11-18"),
        ("datum", "18 november 2025", "2025-11-18"),
        ("datum", "18/11 2025", "2025-11-18"),
        ("datum", "20251118", "2025-11-18"),
        ("längd", "39 min", "39"),
        ("längd", "1 tim 15 min", "75"),
        ("längd", "39", "39"),
        ("form", "Digital", "digital"),
        ("form", "fysisk", "på plats"),
        ("omgång", "omgång 2", "2"),
        ("omgång", "02", "2"),
        ("återkoppling", "GODKÄND", "godkänd"),
        ("återkoppling", "inget svar", "inget svar"),
        ("län", "  Västra   Götaland ", "Västra Götaland"),
        ("datum", "", ""),
    ],
)
def test_values_have_one_form(name: str, value: str, kept: str) -> None:
    assert written(BY_NAME.get(name, Attribute(name)), value) == kept


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("datum", "i våras", "errors.attribute_date"),
        ("datum", "2025-02-30", "errors.attribute_date"),
        ("datum", "18 brumaire 2025", "errors.attribute_date"),
        ("längd", "länge", "errors.attribute_number"),
        ("omgång", "39 min", "errors.attribute_number"),
        ("form", "brev", "errors.attribute_choice"),
        ("återkoppling", "kanske", "errors.attribute_choice"),
        ("län", "x" * 501, "errors.attribute_long"),
    ],
)
def test_what_is_no_value_is_said(name: str, value: str, key: str) -> None:
    with pytest.raises(OkqualError) as refused:
        written(BY_NAME.get(name, Attribute(name)), value)

    assert refused.value.key == key


@given(st.text(), st.sampled_from(ATTRIBUTES))
def test_a_kept_value_is_its_own_form(value: str, attribute: Attribute) -> None:
    try:
        kept = written(attribute, value)
    except OkqualError:
        return
    assert written(attribute, kept) == kept


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "skickad 2025-11-20, svar senast 2025-12-01",
            {"återkoppling": "skickad", "återkoppling skickad": "2025-11-20", "återkoppling svar senast": "2025-12-01"},
        ),
        ("Skickad 20 november 2025", {"återkoppling": "skickad", "återkoppling skickad": "2025-11-20"}),
        ("godkänd", {"återkoppling": "godkänd"}),
        ("ändrad 2025-12-02", {"återkoppling": "ändrad"}),
        ("Inget svar", {"återkoppling": "inget svar"}),
        ("på gång", {"återkoppling": "på gång"}),
    ],
)
def test_feedback_is_taken_apart(study: Study, value: str, expected: dict[str, str]) -> None:
    assert of_header(study, {"återkoppling": value})[0] == expected


def test_a_header_is_kept_in_the_form_of_its_kinds_and_told_where_it_has_none(study: Study, tmp_path: Path) -> None:
    text = (
        "Intervju: N-9\nDatum: 18 nov 2025\nForm: på plats\nLängd: 1 tim\nOmgång: 2\n"
        "Återkoppling: skickad 2025-11-20\nSvar senast: nästa vecka\n\n2. Hur är det med 2?\nBra på ön.\n"
    )

    (loaded,) = load(study, [file(tmp_path, "n.txt", text)])

    assert of(study, "N-9") == {
        "datum": "2025-11-18", "form": "på plats", "längd": "60", "omgång": "2", "återkoppling": "skickad",
        "återkoppling skickad": "2025-11-20", "återkoppling svar senast": "nästa vecka",
    }  # fmt: skip
    assert [remark.values["value"] for remark in loaded.reading.remarks
            if remark.key == "reading.attribute_as_it_stands"] == ["nästa vecka"]  # fmt: skip


def test_setting_an_attribute_is_an_entry_that_can_be_undone(study: Study) -> None:
    assert set_attribute(study, "N-1", "", "datum", "18 nov 2025") == "2025-11-18"
    assert of(study)["datum"] == "2025-11-18"

    undoing.undo(study)
    assert "datum" not in of(study)
    set_attribute(study, "N-1", "IP1", "roll", "rektor")
    assert queries.participants(study.db, "N-1")["N-1"][0].attributes == {"roll": "rektor"}
    set_attribute(study, "N-1", "IP1", "roll", "")
    assert "N-1" not in queries.participants(study.db, "N-1")


def test_the_same_value_again_writes_nothing(study: Study) -> None:
    set_attribute(study, "N-1", "", "datum", "2025-11-18")
    before = study.db.conn.execute("SELECT count(*) FROM entry").fetchone()

    set_attribute(study, "N-1", "", "datum", "18 nov 2025")

    assert study.db.conn.execute("SELECT count(*) FROM entry").fetchone() == before


@pytest.mark.parametrize(
    ("case", "name", "value", "key"),
    [
        ("N-99", "datum", "2025-11-18", "errors.unknown_case"),
        ("N-1", " ", "x", "errors.attribute_name"),
        ("N-1", "datum", "sen", "errors.attribute_date"),
    ],
)
def test_an_attribute_that_cannot_be_set(study: Study, case: str, name: str, value: str, key: str) -> None:
    with pytest.raises(OkqualError) as refused:
        set_attribute(study, case, "", name, value)

    assert refused.value.key == key


def test_a_study_has_kinds_of_its_own(study: Study) -> None:
    define_attribute(study, Attribute("storlek", AttributeKind.CHOICE, ("liten", "stor")))
    define_attribute(study, Attribute("form", AttributeKind.TEXT))

    assert vocabulary(study)["storlek"].choices == ("liten", "stor")
    assert set_attribute(study, "N-1", "", "form", "brev") == "brev"
    with pytest.raises(OkqualError):
        set_attribute(study, "N-1", "", "storlek", "mellan")
    undoing.undo(study)
    undoing.undo(study)
    assert vocabulary(study)["form"].kind == AttributeKind.CHOICE


def test_a_file_of_attributes_is_checked_whole(study: Study, tmp_path: Path) -> None:
    rows = "case;participant;datum;form\nN-1;;i våras;brev\nN-3;;;\nN-2;;18 nov 2025;digital\n"

    with pytest.raises(Faults) as refused:
        import_cases(study, file(tmp_path, "a.csv", rows))

    told = [(fault.values["line"], fault.key, fault.values.get("name")) for fault in refused.value.faults]
    assert told == [
        (2, "errors.attribute_date", "datum"), (2, "errors.attribute_choice", "form"), (3, "errors.unknown_case", None),
    ]  # fmt: skip
    assert "datum" not in of(study, "N-2")


def test_attributes_go_out_and_in_unchanged(study: Study, tmp_path: Path) -> None:
    rows = 'case,participant,datum,omgång,"not, eller"\nN-1,,18 nov 2025,omgång 2,"rad ""ett"""\nN-2,IP1,,,=1+1\n'
    assert import_cases(study, file(tmp_path, "a.csv", rows)) == 2
    text = export_cases(study)

    assert import_cases(study, file(tmp_path, "b.csv", text)) == 0
    assert export_cases(study) == text
    undoing.undo(study)
    assert "datum" not in of(study)


def test_what_looks_like_a_formula_goes_out_as_text_and_comes_back(study: Study, tmp_path: Path) -> None:
    set_attribute(study, "N-1", "", "=ort", "=cmd()|'calc'!A0")

    out = export_cases(study)
    before = state_digest(study.db)

    assert "'=cmd()|'calc'!A0" in out
    assert ",'=ort" in out.splitlines()[0]
    assert import_cases(study, file(tmp_path, "ut.csv", out)) == 0
    assert state_digest(study.db) == before


@pytest.mark.parametrize("text", ["case," + "x" * 200_000, '"case\rx",län\nN-1,"'])
def test_a_broken_file_of_attributes_is_a_sentence(study: Study, tmp_path: Path, text: str) -> None:
    path = tmp_path / "trasig.csv"
    path.write_bytes(text.encode())

    with pytest.raises(OkqualError):
        import_cases(study, path)
