"""The principles that can be checked: one main activity, the main category leads, rest category last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from okqual.analysis.coding_rules import BrokenRule, broken_rules
from okqual.model.codebook import Code, Codebook, Principle
from okqual.model.coding import Coding

PRINCIPLES = {
    "one_main": Principle("en", "En huvudaktivitet.", "one_main", ("AKT",)),
    "main_leads": Principle("leder", "Huvudkategorin leder.", "main_leads", ("AKT", "MAL")),
    "other_last": Principle("sist", "Övrigt sist.", "other_last", ("AKT", "MAL")),
}
CODES = (
    Code("AKT", "Aktiviteter", group=True),
    Code("AKT-utb", "Utbildning", ("AKT",)),
    Code("AKT-utb.kurs", "Kurs", ("AKT-utb",)),
    Code("AKT-utb.kurs.kort", "Kort kurs", ("AKT-utb.kurs",)),
    Code("AKT-utb.ovrigt", "Övrigt", ("AKT-utb",), unexpected=True),
    Code("AKT-sam", "Samverkan", ("AKT",)),
    Code("AKT-sam.sip", "SIP", ("AKT-sam",)),
    Code("MAL", "Mål", group=True),
    Code("MAL-kun", "Kunskap", ("MAL",)),
    Code("MAL-til", "Tillgänglighet", ("MAL",)),
    Code("MAL-til.sip", "SIP", ("MAL-til",)),
)


def book(*checks: str) -> Codebook:
    return Codebook("k", "K", "sv", "", (), (), CODES, tuple(PRINCIPLES[check] for check in checks))


def coded(*codes: str, case: str = "I1", coder: str = "AK") -> list[Coding]:
    return [
        Coding(f"{case}:{coder}:{i}", case, case, "v", 0, 1, code, coder, "d") for i, code in enumerate(codes, start=1)
    ]


@pytest.mark.parametrize(
    ("codes", "broken"),
    [
        (("AKT-utb", "AKT-utb.kurs", "AKT-utb.ovrigt"), None),
        (("AKT-utb", "AKT-sam"), ("AKT-utb", "AKT-sam")),
        (("AKT-sam.sip", "AKT-utb.kurs.kort"), ("AKT-utb.kurs.kort", "AKT-sam.sip")),
        (("MAL-kun", "MAL-til", "AKT-utb"), None),
        ((), None),
    ],
)
def test_a_case_has_one_main_activity_and_any_number_of_goals(
    codes: tuple[str, ...], broken: tuple[str, ...] | None
) -> None:
    found = broken_rules(book("one_main"), coded(*codes))

    assert [rule.codes for rule in found] == ([broken] if broken else [])


@pytest.mark.parametrize(
    ("codes", "broken"),
    [
        (("AKT-utb", "AKT-utb.kurs", "AKT-utb.kurs.kort"), []),
        (("AKT-utb.kurs",), [("AKT-utb.kurs",)]),
        (("AKT-utb", "AKT-sam.sip"), [("AKT-sam.sip",)]),
        (("MAL-til.sip", "AKT-sam", "MAL-kun"), [("MAL-til.sip",)]),
    ],
)
def test_a_sub_code_comes_with_its_main_category(codes: tuple[str, ...], broken: list[tuple[str, ...]]) -> None:
    assert [rule.codes for rule in broken_rules(book("main_leads"), coded(*codes))] == broken


def test_one_of_several_main_categories_is_enough_for_a_sub_code() -> None:
    shared = replace(CODES[6], parents=("AKT-sam", "AKT-utb"))
    both = replace(book("main_leads"), codes=(*CODES[:6], shared, *CODES[7:]))

    assert broken_rules(both, coded("AKT-utb", "AKT-sam.sip")) == []


@pytest.mark.parametrize(
    ("codes", "broken"),
    [
        (("AKT-utb", "AKT-utb.ovrigt"), []),
        (("AKT-utb.kurs", "AKT-utb.ovrigt"), [("AKT-utb.kurs", "AKT-utb.ovrigt")]),
        (("AKT-sam.sip", "AKT-utb.ovrigt"), []),
    ],
)
def test_the_rest_category_stands_alone(codes: tuple[str, ...], broken: list[tuple[str, ...]]) -> None:
    assert [rule.codes for rule in broken_rules(book("other_last"), coded(*codes))] == broken


def test_a_broken_rule_names_principle_case_coder_and_codings() -> None:
    codings = coded("AKT-utb", "MAL-kun", "AKT-sam", case="I7", coder="TS")

    (broken,) = broken_rules(book("one_main", "main_leads", "other_last"), codings)

    assert broken == BrokenRule("en", "one_main", "I7", "TS", ("AKT-utb", "AKT-sam"), (codings[0].id, codings[2].id))


def test_cases_and_coders_are_held_apart() -> None:
    codings = [
        *coded("AKT-utb", case="I1"),
        *coded("AKT-sam", case="I2"),
        *coded("AKT-sam", case="I1", coder="TS"),
    ]

    assert broken_rules(book("one_main", "main_leads"), codings) == []


def test_without_applies_to_a_rule_holds_for_every_top_code() -> None:
    everywhere = replace(book("one_main"), principles=(Principle("en", "En.", "one_main"),))

    found = broken_rules(everywhere, coded("MAL-kun", "MAL-til", "AKT-sam"))

    assert [rule.codes for rule in found] == [("MAL-kun", "MAL-til")]


def test_principles_without_a_check_and_unknown_codes_break_nothing() -> None:
    free = replace(book(), principles=(Principle("fri", "Läs allt."),))

    assert broken_rules(free, coded("AKT-utb", "AKT-sam")) == []
    assert broken_rules(book("one_main", "main_leads"), coded("AKT-utb", "OKÄND")) == []


def test_a_circle_of_codes_does_not_hang_the_check() -> None:
    circle = (Code("A", "A"), Code("B", "B", ("A", "C")), Code("C", "C", ("B",)))
    codebook = Codebook("k", "K", "sv", "", (), (), circle, (Principle("en", "En.", "one_main", ("A",)),))

    assert broken_rules(codebook, coded("B", "C")) == []
