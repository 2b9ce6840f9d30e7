"""Groups by one attribute or by several that are crossed."""

from __future__ import annotations

import pytest

from okqual.analysis.groups import attributes_in, group_of, named_group, with_crossed
from okqual.model.interview import CaseProgress


@pytest.mark.parametrize("typed", ["aktörstyp×län", "aktörstyp × län", "aktörstyp*län", "aktörstyp x län"])
def test_two_attributes_are_crossed_however_it_is_typed(typed: str) -> None:
    assert attributes_in(typed) == ("aktörstyp", "län")
    assert named_group({"aktörstyp": "region", "län": "Skåne"}, typed) == "region × Skåne"


def test_an_attribute_whose_name_has_such_a_sign_is_itself() -> None:
    assert attributes_in("a×b", ["a×b"]) == ("a×b",)
    assert named_group({"a×b": "1"}, "a×b") == "1"
    assert attributes_in("exempel") == ("exempel",)


def test_one_who_lacks_a_value_belongs_to_no_group() -> None:
    assert group_of({"aktörstyp": "region"}, ("aktörstyp", "län")) == ""
    assert named_group({}, None) == ""


def test_crossed_groups_are_attributes_where_small_groups_are_looked_for() -> None:
    rows = [
        CaseProgress("A-1", {"a": "1", "b": "2"}, (), {}, 0, 0, 0),
        CaseProgress("A-2", {"a": "1"}, (), {}, 0, 0, 0),
    ]
    assert [row.attributes.get("a×b") for row in with_crossed(rows, ["a×b", "a"])] == ["1 × 2", None]
