import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.ingest.structure.question_numbers import leading_levels, leading_numbers, reference, trailing_numbers


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("Fråga 11", "11", ""),
        ("F4–F5 Handlingsplaner", "4 5", "Handlingsplaner"),
        ("Q2. Organisering?", "2", "Organisering?"),
        ("Q4/Q5. Planer", "4 5", "Planer"),
        ("17-18", "17 18", ""),
        ("6--9. Kunskap", "6 7 8 9", "Kunskap"),
        ("Fråga nr 7 – Riktlinjer", "7", "Riktlinjer"),
        ("Frågorna nummer 7–9", "7 8 9", ""),
        ("Fråga #7: Riktlinjer", "7", "Riktlinjer"),
        ("4 + 5 Planer", "4 5", "Planer"),
        ("7, se 6", "7", "se 6"),
        ("2, val", "2", "val"),
        ("2a. Val", "2", "Val"),
        ("7 & 8 (i ett svep)", "7 8", "(i ett svep)"),
        ("12, 13, 14", "12 13 14", ""),
        ("Fråga 6-9 - Kunskap:", "6 7 8 9", "Kunskap:"),
        ("8 och 9", "8 9", ""),
        ("(5) hej", "5", "hej"),
    ],
)
def test_numbers_that_lead(text, numbers, rest):
    found = leading_numbers(text)
    assert (" ".join(found.numbers), found.rest) == (numbers, rest)


@pytest.mark.parametrize("text", ["8.1 Roll", "2023-11-02", "F-9 skola", "fram 5", "Fyra", "100 kr", ""])
def test_what_is_no_question_number(text):
    assert leading_numbers(text) is None


def test_numbers_with_levels():
    assert leading_levels("8.1 Medlen").levels == (8, 1)
    assert leading_levels("8.1 Medlen").rest == "Medlen"
    assert leading_levels("8. Medlen") is None


def test_numbers_in_brackets_at_the_end():
    assert trailing_numbers("SKR (16)").numbers == ("16",)
    assert trailing_numbers("Planer (frågorna 4–5)").numbers == ("4", "5")
    assert trailing_numbers("Möte (40 min)") is None
    assert trailing_numbers("Kunskap (fyra frågor)") is None


@pytest.mark.parametrize(
    "text", ["Se fråga 7.", "Se 7", "(se fråga 7)", "Se svar på fråga 7", "Besvarades under fråga 7."]
)
def test_references(text):
    assert reference(text) == "7"


@pytest.mark.parametrize("text", ["Samordnat, se fråga 2.", "Se fråga 2. Det är enklare.", "Se över reglerna"])
def test_answers_that_mention_a_question_are_no_references(text):
    assert reference(text) is None


@given(st.text(st.sampled_from("Ffråga 123459,.-–()+&och/ "), max_size=30))
def test_any_text_can_be_asked(text):
    for found in (leading_numbers(text), trailing_numbers(text)):
        assert found is None or all(number.isdigit() and number == str(int(number)) for number in found.numbers)
    assert reference(text) is None or reference(text).isdigit()
