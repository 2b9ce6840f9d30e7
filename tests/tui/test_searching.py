"""Finding codes by a few letters."""

from __future__ import annotations

import pytest

from okqual.tui.searching import find_codes
from tests.tui.desk_builders import codebook


def names(query: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [code.name for code in find_codes(codebook().codes, query, recent)]


def test_every_word_must_fit_in_any_order() -> None:
    assert names("prim sv") == ["Svårt få med primärvården"]
    assert names("sv prim") == ["Svårt få med primärvården"]


def test_the_name_goes_before_the_definition() -> None:
    assert names("behov") == ["Svarar mot behov"]
    assert names("prim")[:2] == ["Primärvården med", "Svårt få med primärvården"]


@pytest.mark.parametrize(("query", "found"), [("vårdcentral", True), ("vardcentral", False), ("fa primar", False)])
def test_swedish_letters_are_letters_of_their_own(query: str, found: bool) -> None:
    assert bool(names(query)) is found


def test_letters_in_order_fit_a_name() -> None:
    assert "Samordnat" in names("smrdnt")


def test_without_a_query_the_codes_used_last_come_first() -> None:
    assert names("", ("OVR", "REL-behov"))[:2] == ["Ökad samverkan", "Svarar mot behov"]


def test_headings_of_the_codebook_are_not_offered() -> None:
    assert "Rubrik" not in names("")


def test_nothing_fits_nonsense() -> None:
    assert names("zzz qqq") == []
