"""Entries of another form than okqual writes are told from those of it, kind by kind and column by column."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.model.canonical import canonical
from okqual.model.events import Entry, Kind
from okqual.model.payloads import NEEDED, fault_of

JOURNAL = (Path(__file__).parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")
VALUE = {"coding": "abcdefghjk:7", "value": "ja", "over": ""}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def entry(kind: str = Kind.CODING_VALUE, payload: Any = VALUE, **columns: Any) -> Entry:
    made = Entry(
        "abcdefghjk",
        8,
        9,
        1_700_000_000_000,
        "AK",
        kind,
        1,
        "",
        payload if isinstance(payload, str) else canonical(payload),
        "",
        "",
        "",
    )
    return replace(made, **columns)


def test_every_kind_has_a_form_and_every_field_of_it_is_described() -> None:
    assert set(NEEDED) == set(Kind)
    whole = JOURNAL[JOURNAL.index("## Kinds") :]
    for kind, fields in NEEDED.items():
        line = next(line for line in whole.splitlines() if line.startswith(f"| `{kind}` |"))
        # Findings and readings are told once for several kinds; every field is told somewhere.
        assert [name for name in fields if f"`{name}`" not in line and f"`{name}`" not in whole] == []


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({}, ""),
        ({"batch": "abcdefghjk:3"}, ""),
        ({"number": 0}, "number"),
        ({"number": 2**60}, "number"),
        ({"tick": -1}, "tick"),
        ({"at": -1}, "at"),
        ({"at": 10**16}, "at"),
        ({"origin": "../../x"}, "origin"),
        ({"coder": ""}, "coder"),
        ({"version": 2}, "version"),
        ({"batch": "x"}, "batch"),
        ({"undoes": "abcdefghjk:1"}, "undoes"),
        ({"kind": Kind.UNDO, "payload": "{}"}, "undoes"),
        ({"kind": "coding.dreamt"}, "kind"),
        ({"payload": "["}, "payload"),
        ({"payload": "[" * 100_000}, "payload"),
        ({"payload": "[]"}, "payload"),
    ],
)  # fmt: skip
def test_columns(columns: dict[str, Any], fault: str) -> None:
    assert fault_of(entry(**columns)) == fault


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"value": None}, ""),
        ({"deed": "coding.split"}, ""),
        ({"told by a later okqual": [1]}, ""),
        ({"value": 3}, "value"),
        ({"coding": None}, "coding"),
        ({"coding": "a\tb"}, "coding"),
        ({"over": ["x"]}, "over"),
    ],
)
def test_fields(changed: dict[str, Any], fault: str) -> None:
    assert fault_of(entry(payload={**VALUE, **changed})) == fault


def test_a_field_that_lacks_is_named_unless_it_came_later() -> None:
    assert fault_of(entry(payload={"coding": "a:1", "value": None})) == ""
    assert fault_of(entry(payload={"coding": "a:1", "over": ""})) == "value"


CODING = ["A-1", "A-1", "v", 3, 9, "KOH-a", "d", "AK", None, 0, None, []]


@pytest.mark.parametrize("at", range(len(CODING)))
def test_each_place_of_a_coding_is_looked_at(at: int) -> None:
    assert fault_of(entry(Kind.CODINGS_ADDED, {"codings": [CODING]})) == ""
    bad = [*CODING[:at], {"x": 1}, *CODING[at + 1 :]]
    assert fault_of(entry(Kind.CODINGS_ADDED, {"codings": [CODING, bad]})) == "codings"
    assert fault_of(entry(Kind.CODINGS_ADDED, {"codings": [CODING[:at]]})) == "codings"


@given(kind=st.sampled_from(sorted(Kind)), payload=JSON)
def test_whatever_comes_is_answered(kind: str, payload: Any) -> None:
    said = fault_of(entry(kind, undoes="abcdefghjk:1" if kind == Kind.UNDO else "", payload=json.dumps(payload)))

    assert isinstance(said, str)
    if not isinstance(payload, dict):
        assert said == "payload"
    assert re.fullmatch(r"\w*", said)
