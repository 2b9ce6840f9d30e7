"""Ids made from names: readable, valid, unique, and the same for the same document."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from okqual.ingest.definitions.derived_ids import file_id, short_id, word_id
from okqual.ingest.definitions.yaml_file import schema_named

VALID = re.compile(schema_named("codebook")["$defs"]["id"]["pattern"])


def test_two_words_that_say_something_in_ascii() -> None:
    assert word_id("Kommuners och regioners behov") == "kommuners-regioners"
    assert word_id("Övrigt") == "ovrigt"
    assert word_id("Hur väl har behoven mötts?", prefix="FR-REL-") == "FR-REL-val-behoven"


def test_a_name_whose_id_is_taken_takes_more_words_then_a_number() -> None:
    taken = {"okad-jamlikhet"}

    assert word_id("Ökad jämlikhet som effekt", taken) == "okad-jamlikhet-effekt"
    assert word_id("Ökad jämlikhet", taken) == "okad-jamlikhet-2"


def test_short_ids_are_three_capitals() -> None:
    assert short_id("Effektivitet") == "EFF"
    assert short_id("Effekter", {"EFF"}) == "EFFE"
    assert short_id("Måluppfyllelse") == "MAL"


def test_a_file_gives_all_its_words() -> None:
    assert file_id("Bilaga 3. Intervjuguide (slutlig)") == "bilaga-3-intervjuguide-slutlig"
    assert file_id("2024 guide") == "n2024-guide"


@given(st.lists(st.text(max_size=30), max_size=8))
def test_ids_are_valid_and_unique(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(word_id(name, taken))
        taken.append(short_id(name, taken))

    assert len(set(taken)) == len(taken)
    assert all(VALID.match(each) for each in taken)
    assert all(VALID.match(file_id(name)) for name in names)
