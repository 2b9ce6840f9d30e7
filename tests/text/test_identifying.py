"""What identifies somebody is found as it is written in notes, and what only looks like it is left alone."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.text.identifying import Hit, Identifying, find_identifying
from okqual.text.listed_names import ListedName, NameIndex
from okqual.text.swedish_numbers import check_digit_is_right

NAMES = NameIndex([ListedName(name) for name in ("Anna", "Åsa Öberg", "Anders", "Karl-Erik", "Berg", "Anna Berg")])


def found(text: str, names: NameIndex = NAMES) -> list[tuple[str, str]]:
    return [(hit.kind.value, text[hit.start : hit.end]) for hit in find_identifying(text, names)]


def with_check_digit(nine: str) -> str:
    return next(nine + str(digit) for digit in range(10) if check_digit_is_right(nine + str(digit)))


def halves(ten: str) -> tuple[str, str]:
    return ten[:6], ten[6:]


@pytest.mark.parametrize(
    "written",
    ["811228-9874", "19811228-9874", "8112289874", "198112289874", "811228+9874", "811228 9874", "1981-12-28-9874",
     "811228 - 9874", "811228–9874", "19 811228-9874", "8112\u00ad28-9874"],
)  # fmt: skip
def test_one_person_s_number_is_found_however_it_is_written(written: str) -> None:
    text = f"Pnr: {written}, klart."
    (hit,) = find_identifying(text)

    assert hit == Hit(Identifying.PERSONAL_NUMBER, 5, 5 + len(written), "811228-9874")


def test_a_coordination_number_is_found() -> None:
    assert found("(701063-2391)") == [("personal_number", "701063-2391")]


@pytest.mark.parametrize(
    "written",
    ["811228-9875", "811328-9874", "811200-9870", "556036-0793", "1811228-98745", "2024-01-15 1430", "20240115",
     "2020–2024", "12 345 678 901 kr"],
)  # fmt: skip
def test_what_is_no_personal_number_is_left_alone(written: str) -> None:
    assert found(written) == []


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("070-123 45 67", "0701234567"), ("0701-23 45 67", "0701234567"), ("0701234567", "0701234567"),
        ("070 123 45 67", "0701234567"), ("+46 70 123 45 67", "0701234567"), ("+46701234567", "0701234567"),
        ("+46 (0)70-123 45 67", "0701234567"), ("0046701234567", "0701234567"),
        ("070–123\u00a045\u00a067", "0701234567"),
        ("08-123 456 78", "0812345678"), ("08-12 34 56", "08123456"), ("(08) 12 34 56", "08123456"),
        ("08/12 34 56", "08123456"), ("0920-123 45", "092012345"), ("031-123456", "031123456"),
    ],
)  # fmt: skip
def test_phone_numbers_are_found_in_national_and_international_form(written: str, digits: str) -> None:
    text = f"Tel.{written}."
    (hit,) = find_identifying(text)

    assert (hit.kind, text[hit.start : hit.end], hit.value) == (Identifying.PHONE, written, digits)


def test_a_phone_number_ends_where_the_next_number_begins() -> None:
    text = "070-123 45 67 2024, 08-123456/070-123 45 67 och 070-123 45 67-68"

    assert [words for _, words in found(text)] == ["070-123 45 67", "08-123456", "070-123 45 67", "070-123 45 67"]


@pytest.mark.parametrize(
    "written",
    ["08-12-2024", "08/12/2024 08/01/2025", "0930-1015", "0830–0915", "kl. 08.30-09.15", "1 031 123 456 kr",
     "0,5 procent", "2020-2024", "dnr 2024/0123456", "dnr 0123-456789/2024", "S2020/01234/FS", "bg 0123-4567",
     "2019-2023 010203"],
)  # fmt: skip
def test_amounts_dates_times_and_diary_numbers_are_no_phone_numbers(written: str) -> None:
    assert found(written) == []


def test_addresses_are_found_between_their_signs() -> None:
    text = "Anna.Berg@kommun.se, <mailto:åsa@ex.se>. Inte a@b, @kommun eller @ ensamt."

    assert found(text) == [("email", "Anna.Berg@kommun.se"), ("email", "åsa@ex.se")]
    assert find_identifying(text)[0].value == "anna.berg@kommun.se"


def test_names_are_found_as_words_in_any_case_with_their_genitive() -> None:
    text = "Annas och ANNA, Åsa  ÖBERGS; an\u00adna Anders' Anders:s A\u00ad\u030asa O\u00ad\u0308berg IP1:Anna_"

    hits = find_identifying(text, NAMES)

    assert [(hit.value, hit.genitive) for hit in hits] == [
        ("Anna", True), ("Anna", False), ("Åsa Öberg", True), ("Anna", False), ("Anders", True), ("Anders", True),
        ("Åsa Öberg", False), ("Anna", False),
    ]  # fmt: skip


def test_letters_with_rings_and_dots_are_letters_of_their_own_and_parts_of_words_no_names() -> None:
    assert found("Asa Oberg, Ånna, Annat, bergen, Johanna, Hannas, Anna5") == []


def test_of_names_that_begin_alike_the_longest_is_found() -> None:
    assert found("Anna Bergs bil, Anna, Bergs, Karl-Eriks") == [
        ("name", "Anna Bergs"), ("name", "Anna"), ("name", "Bergs"), ("name", "Karl-Eriks"),
    ]  # fmt: skip


def test_a_name_in_an_address_is_part_of_the_address() -> None:
    assert found("anna@kommun.se Anna") == [("email", "anna@kommun.se"), ("name", "Anna")]


@pytest.mark.parametrize(
    ("file_name", "words"),
    [("Intervju_Anna_Berg_2024", ["Anna_Berg"]), ("AnnaBerg", ["AnnaBerg"]), ("annas anteckning", ["annas"]),
     ("Anna2", ["Anna"]), ("Bergen", []), ("Asa_Oberg", [])],
)  # fmt: skip
def test_names_in_file_names_may_be_joined(file_name: str, words: list[str]) -> None:
    hits = NAMES.find_in_file_name(file_name.casefold())

    assert [file_name[start:end] for start, end, _, _ in hits] == words


NUMBERS = st.builds(
    lambda year, month, day, last, way: way.format(*halves(with_check_digit(f"{year:02}{month:02}{day:02}{last:03}"))),
    st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 999),
    st.sampled_from(["{0}-{1}", "{0}{1}", "19{0}-{1}", "20{0}{1}", "{0}+{1}"]),
)  # fmt: skip
PIECES = st.one_of(
    NUMBERS,
    st.sampled_from(["070-123 45 67", "08-12 34 56", "+46 8 123 456", "anna@ex.se", "a@b", "Anna", "Åsa Öbergs", "Berg",
                     "0046", "2024-05-06", "1 200 000", "dnr 2024/123", "s", "'s", ":s", "\u00ad", "ß", "…"]),
    st.text("01289 -+/.,:@()_sSåanÅNA\n\u0308\u00ad", max_size=6),
    st.text(max_size=5),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map(lambda pieces: unicodedata.normalize("NFC", "".join(pieces)))
WORDS = {Identifying.PERSONAL_NUMBER: "[personnummer {}]", Identifying.PHONE: "[telefon {}]",
         Identifying.EMAIL: "[e-post {}]", Identifying.NAME: "Person {}"}  # fmt: skip


@given(TEXTS)
def test_hits_stand_in_order_where_they_say(text: str) -> None:
    hits = find_identifying(text, NAMES)

    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    for hit in hits:
        alone = find_identifying(text[hit.start : hit.end], NAMES)
        assert [(each.kind, each.value) for each in alone] == [(hit.kind, hit.value)]


@given(TEXTS)
def test_after_replacing_nothing_is_found(text: str) -> None:
    parts, at = [], 0
    for number, hit in enumerate(find_identifying(text, NAMES), 1):
        parts += [text[at : hit.start], WORDS[hit.kind].format(number)]
        at = hit.end
    left = "".join([*parts, text[at:]])

    assert found(left) == []


@given(NUMBERS, st.sampled_from(["", " ", ", ", "(", "pnr:"]), st.sampled_from(["", " ", ".", ")"]))
def test_every_number_with_its_check_digit_is_found(number: str, before: str, after: str) -> None:
    assert found(before + number + after) == [("personal_number", number)]


@given(NUMBERS, st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personal_number(number: str, by: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + by) % 10)

    assert all(kind != "personal_number" for kind, _ in found(wrong))


@pytest.mark.parametrize("piece", ["a", "@", "0", "08-", "a@b.", "811228-", "anna ", "0701234567-", "(0", "."])
def test_a_long_text_takes_time_by_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        before = time.perf_counter()
        find_identifying(text, NAMES)
        return time.perf_counter() - before

    seconds(1000)
    once, tenfold = min(seconds(4000) for _ in range(3)), seconds(40_000)
    assert tenfold < 60 * once + 0.05
