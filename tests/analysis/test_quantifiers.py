"""Words for how many against numbers: a table to sign, words found in sentences, the count they are about."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.analysis.case_values import UNDECIDED
from okqual.analysis.claims import claims
from okqual.analysis.counts import Counted
from okqual.model.claims import Verdict, Why
from okqual.model.finding import CountRef
from okqual.model.quantifiers import DEFAULT, Quantifier, fitting

TABLE = Path(__file__).parents[1] / "golden" / "quantifiers.csv"
WORDS = {"ok": True, "mismatch": False, "cannot_judge": None}
KOMMUN, REGION = (CountRef("K", ("ja",), "aktörstyp", group) for group in ("kommun", "region"))
ALL = CountRef("K", ("ja",))


class Told:
    """Counts that a test says."""

    def __init__(self, numbers: dict[CountRef, tuple[int, int]], values: dict[str, tuple[str, ...]] | None = None):
        self.numbers, self.values = numbers, values or {}

    def of(self, ref: CountRef) -> Counted | None:
        if ref not in self.numbers:
            return Counted(tuple(self.values), tuple(self.values)) if self.values else None
        n, of = self.numbers[ref]
        units = tuple(f"I-{number}" for number in range(of))
        return Counted(units[:n], units)

    def values_of(self, code: str, unit: str) -> dict[str, tuple[str, ...]]:
        return self.values


def held(text: str, numbers: dict[CountRef, tuple[int, int]], language: str = "sv", values=None):
    return claims(text, tuple(numbers), Told(numbers, values), DEFAULT, language)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_table_is_what_the_scale_says() -> None:
    told = [(row["word"], row["n"], row["of"], row["verdict"]) for row in rows()]
    found = []
    for word, n, of, _ in told:
        quantifier = DEFAULT.named(word)
        assert quantifier is not None, word
        fits = quantifier.fits(int(n), int(of))
        found.append((word, n, of, next(name for name, said in WORDS.items() if said is fits)))

    assert found == told
    assert len(told) >= 60


def test_the_table_has_every_swedish_word() -> None:
    assert {each.word for each in DEFAULT.words if each.language == "sv"} <= {row["word"] for row in rows()}


@pytest.mark.parametrize(
    ("text", "n", "of", "verdict", "why"),
    [
        ("Ungefär hälften av kommunerna är med.", 6, 12, Verdict.OK, None),
        ("Merparten av kommunerna är med.", 6, 12, Verdict.MISMATCH, None),
        ("De allra flesta kommuner är med.", 10, 12, Verdict.OK, None),
        ("de  flesta\nkommuner är med", 8, 12, Verdict.OK, None),
        ("Nästan alla kommuner är med.", 10, 12, Verdict.OK, None),
        ("Alla kommuner är med.", 12, 12, Verdict.OK, None),
        ("Inte alla kommuner är med.", 11, 12, Verdict.OK, None),
        ("Inte alla kommuner är med.", 12, 12, Verdict.MISMATCH, None),
        ("Det är inte många kommuner som är med.", 2, 12, Verdict.CANNOT_JUDGE, Why.NEGATED),
        ("Många insatser har startats.", 6, 12, Verdict.CANNOT_JUDGE, Why.NOT_PEOPLE),
        ("Flera år har gått.", 6, 12, Verdict.CANNOT_JUDGE, Why.NOT_PEOPLE),
        ("Flera beskriver att det går.", 6, 12, Verdict.OK, None),
        ("Generellt är kommunerna nöjda.", 6, 12, Verdict.MISMATCH, None),
        ("Någon form av stöd finns.", 6, 12, Verdict.CANNOT_JUDGE, Why.NOT_PEOPLE),
        ("Flertalet kommuner är med.", 4, 12, Verdict.MISMATCH, None),
        ("Ett flertal kommuner är med.", 4, 12, Verdict.OK, None),
    ],
)
def test_a_sentence_is_held_against_its_count(text, n, of, verdict, why) -> None:
    (claim,) = held(text, {KOMMUN: (n, of)})

    assert (claim.verdict, claim.why) == (verdict, why)


def test_quoted_words_are_somebody_elses() -> None:
    assert held("En kommun säger ”alla är med” och »samtliga«.", {KOMMUN: (1, 12)}) == []


def test_words_of_the_other_language_are_none() -> None:
    assert held("All personal var most of all på plats.", {KOMMUN: (1, 12)}) == []
    (claim,) = held("Most of the municipalities take part.", {KOMMUN: (9, 12)}, "en")
    assert claim.verdict is Verdict.OK


def test_the_group_that_is_named_is_the_one_that_is_counted() -> None:
    numbers = {KOMMUN: (3, 12), REGION: (3, 3), ALL: (9, 18)}
    one, two, three = held(
        "Samtliga regionföreträdare och några kommunföreträdare är nöjda. Hälften av intervjupersonerna är det.",
        numbers,
    )

    assert [each.count for each in (one, two, three)] == [REGION, KOMMUN, ALL]
    assert {each.verdict for each in (one, two, three)} == {Verdict.OK}


def test_a_small_group_is_never_judged_by_share() -> None:
    (claim,) = held("Merparten av regionerna är nöjda.", {REGION: (2, 3)})
    assert (claim.verdict, claim.why, claim.n, claim.of) == (Verdict.CANNOT_JUDGE, Why.SMALL_GROUP, 2, 3)
    (claim,) = held("Samtliga regioner är nöjda.", {REGION: (2, 3)})
    assert claim.verdict is Verdict.MISMATCH


def test_without_a_count_or_with_counts_that_differ_nothing_is_said() -> None:
    (claim,) = held("Flera är nöjda.", {})
    assert claim.why is Why.NO_COUNT
    (claim,) = held("Flera är nöjda.", {KOMMUN: (1, 12), CountRef("L", (), "aktörstyp", "kommun"): (6, 12)})
    assert claim.why is Why.SEVERAL_COUNTS


@pytest.mark.parametrize(
    ("text", "kommun", "region", "verdict", "why"),
    [
        ("Kommuner är i högre grad än regioner nöjda.", (9, 12), (3, 6), Verdict.OK, None),
        ("Regioner är i högre grad än kommuner nöjda.", (9, 12), (3, 6), Verdict.MISMATCH, None),
        ("Kommuner är i lägre grad än regioner nöjda.", (3, 12), (5, 6), Verdict.OK, None),
        ("Det är ungefär lika vanligt bland kommuner som regioner.", (6, 12), (3, 6), Verdict.OK, None),
        ("Det är ungefär lika vanligt bland kommuner som regioner.", (3, 12), (3, 6), Verdict.MISMATCH, None),
        ("Kommuner är i högre grad än regioner nöjda.", (9, 12), (1, 3), Verdict.CANNOT_JUDGE, Why.SMALL_GROUP),
        ("Det är inte lika vanligt bland kommuner.", (9, 12), (1, 6), Verdict.CANNOT_JUDGE, Why.NEGATED),
    ],
)
def test_groups_are_compared(text, kommun, region, verdict, why) -> None:
    (claim,) = held(text, {KOMMUN: kommun, REGION: region})
    assert (claim.verdict, claim.why) == (verdict, why)


@pytest.mark.parametrize(
    ("text", "values", "verdict"),
    [
        ("Det råder samsyn.", ["ja"] * 9 + ["nej"], Verdict.OK),
        ("Det råder samsyn.", ["ja"] * 6 + ["nej"] * 4, Verdict.MISMATCH),
        ("Det finns olika syn på detta.", ["ja"] * 6 + ["nej"] * 4, Verdict.OK),
        ("Det finns olika syn på detta.", ["ja"] * 9 + ["nej"], Verdict.MISMATCH),
    ],
)
def test_how_alike_the_answers_are(text, values, verdict) -> None:
    said = {f"I-{number}": (value,) for number, value in enumerate(values)}
    (claim,) = held(text, {ALL: (0, len(values))}, values=said)
    assert claim.verdict is verdict


def test_the_words_that_fit_begin_with_the_most_precise() -> None:
    assert fitting(DEFAULT, 12, 12, "sv")[0] == "samtliga"
    assert fitting(DEFAULT, 5, 5, "sv")[0] == "samtliga"
    assert "merparten" not in fitting(DEFAULT, 6, 12, "sv")
    assert fitting(DEFAULT, 0, 12, "sv") == ("ingen",)
    assert set(fitting(DEFAULT, 2, 3, "sv")) <= {each.word for each in DEFAULT.words if each.by_count}
    assert UNDECIDED not in fitting(DEFAULT, 2, 3, "sv")


def test_a_study_may_mean_something_else() -> None:
    words = tuple(Quantifier("merparten", over=40) if e.word == "merparten" else e for e in DEFAULT.words)
    scale = replace(DEFAULT, words=words)
    (claim,) = claims("Merparten av kommunerna är med.", (KOMMUN,), Told({KOMMUN: (6, 12)}), scale, "sv")
    assert claim.verdict is Verdict.OK


@pytest.mark.parametrize(
    ("text", "verdict", "why"),
    [
        ("6 av 12 kommuner är med.", Verdict.OK, None),
        ("Sex av tolv kommuner är med.", Verdict.OK, None),
        ("Sex av de totalt 12 kommunerna är med.", Verdict.OK, None),
        ("Sex kommuner av tolv är med.", Verdict.OK, None),
        ("Sex av samtliga tolv kommuner är med.", Verdict.OK, None),
        ("Sex kommuner är med.", Verdict.OK, None),
        ("De tolv kommunerna svarade.", Verdict.OK, None),
        ("Minst fem kommuner är med.", Verdict.OK, None),
        ("Fler än fem av tolv kommuner är med.", Verdict.OK, None),
        ("Högst sex kommuner är med.", Verdict.OK, None),
        ("Färre än sju kommuner är med.", Verdict.OK, None),
        ("Sex av tolv har inkluderat primärvården.", Verdict.OK, None),
        ("7 av 12 kommuner är med.", Verdict.MISMATCH, None),
        ("Sju kommuner är med.", Verdict.MISMATCH, None),
        ("Sex av tretton kommuner är med.", Verdict.MISMATCH, None),
        ("De tretton kommunerna svarade.", Verdict.MISMATCH, None),
        ("Minst sju kommuner är med.", Verdict.MISMATCH, None),
        ("Sju av tolv har inkluderat primärvården.", Verdict.MISMATCH, None),
        ("Ungefär sju av tolv kommuner är med.", Verdict.CANNOT_JUDGE, Why.ABOUT),
        ("2 av 3 regioner är med.", Verdict.CANNOT_JUDGE, Why.NO_COUNT),
        ("Sju av tio insatser är avslutade.", Verdict.CANNOT_JUDGE, Why.NOT_PEOPLE),
    ],
)
def test_numbers_in_a_text_are_held_against_the_counts(text: str, verdict: Verdict, why: Why | None) -> None:
    (claim,) = held(text, {KOMMUN: (6, 12)})

    assert (claim.verdict, claim.why) == (verdict, why)
    if claim.count is not None:
        assert (claim.count, claim.n, claim.of) == (KOMMUN, 6, 12)


def test_a_number_may_be_of_any_linked_count_that_its_noun_does_not_exclude() -> None:
    both = {KOMMUN: (6, 12), REGION: (2, 3)}

    assert [c.verdict for c in held("Sex av tolv kommuner och två av tre regioner är med.", both)] == [Verdict.OK] * 2
    (claim,) = held("Två av tre kommuner är med.", both)
    assert (claim.verdict, claim.count) == (Verdict.MISMATCH, KOMMUN)
    (english,) = held(
        "Six of 12 municipalities are in.", {CountRef("K", ("ja",), "type", "municipalit"): (6, 12)}, "en"
    )
    assert english.verdict is Verdict.OK


@pytest.mark.parametrize(
    "text", ["År 2024 svarade 18 procent.", "En kommun är med.", "Det tog 3 av 5 år.", "”6 av 12 kommuner” sades det.",
             "Det var 12.4.2024.", "Tio kronor av 12,50."],
)  # fmt: skip
def test_what_is_no_number_of_people_is_left_alone(text: str) -> None:
    assert held(text, {KOMMUN: (6, 12)}) == []


@pytest.mark.parametrize(
    ("n", "of", "words"),
    [
        (1, 1, ("samtliga",)), (2, 2, ("samtliga",)), (1, 3, ("någon",)), (2, 3, ("ett par",)), (3, 3, ("samtliga",)),
        (2, 4, ("någon", "ett par")), (3, 4, ("ett par", "flera")), (4, 4, ("samtliga",)), (0, 3, ("ingen",)),
    ],
)  # fmt: skip
def test_words_that_are_offered_of_a_small_group_hold_by_share_too(n: int, of: int, words: tuple[str, ...]) -> None:
    """Two of three are not "någon", and three of three not "flera", though numbers alone would let them."""
    assert fitting(DEFAULT, n, of, "sv")[:2] == words
