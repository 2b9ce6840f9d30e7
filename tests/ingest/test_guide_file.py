"""Guides from YAML: what is read, and every fault told at once with its line, in both languages."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import Faults, OkqualError
from okqual.export.guide_yaml import guide_yaml
from okqual.ingest.definitions.guide_file import load_guide, parse_guide
from okqual.ingest.definitions.schema_check import _SENTENCES
from okqual.ingest.definitions.yaml_file import SCHEMAS
from okqual.messages import message, set_language
from okqual.model.guide import FollowUp, Guide, Question, Theme

ROOT = Path(__file__).parents[2]

SMALL = """\
id: liten
title: Liten guide
themes:
  - id: start
    name: Start
questions:
  - number: 1
    name: Roll
    text: Vem är du?
    theme: start
    coded: false
  - number: 10
    name: Nej
    text: no
    theme: start
    introduction: 2024-05-01
    follow_ups:
      a: Ja?
      b: "Hur då: var?"
    wordings: [nej, off, 1.50]
"""


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    set_language("sv")
    yield
    set_language("sv")


def refusals(text: str) -> list[OkqualError]:
    """What is wrong with a guide; nothing when it is read."""
    try:
        parse_guide(text, "guide.yaml")
    except Faults as several:
        return several.faults
    except OkqualError as one:
        return [one]
    return []


def said(faults: list[OkqualError]) -> list[str]:
    return [message(fault.key, **fault.values) for fault in faults]


def test_a_guide_is_read_as_it_is_written() -> None:
    guide = parse_guide(SMALL, "guide.yaml")

    assert guide == Guide(
        id="liten",
        title="Liten guide",
        language="sv",
        source="",
        themes=(Theme("start", "Start"),),
        questions=(
            Question("1", "Roll", "Vem är du?", "start", coded=False),
            Question(
                "10",
                "Nej",
                "no",
                "start",
                (FollowUp("a", "Ja?"), FollowUp("b", "Hur då: var?")),
                ("nej", "off", "1.50"),
                "2024-05-01",
            ),
        ),
    )


def test_decomposed_letters_become_letters_of_their_own() -> None:
    guide = parse_guide(unicodedata.normalize("NFD", SMALL), "guide.yaml")

    assert guide.questions[0].text == "Vem är du?"


@pytest.mark.parametrize(
    ("broken", "line", "sv", "en"),
    [
        (SMALL.replace("    name: Start", "\tname: Start"), 5, "tabb", "tab"),
        (SMALL.replace("    name: Start", "   name: Start"), 5, "tolka som YAML", "read as YAML"),
        (SMALL.replace('b: "Hur', 'b: Hur "a": "'), 19, "tolka som YAML", "read as YAML"),
        (SMALL.replace("Liten guide", "*liten"), 2, "hänvisningar", "references"),
        (SMALL + "---\nid: två\n", 21, "flera YAML-dokument", "several YAML documents"),
        (SMALL.replace("title: Liten guide", "title: [Liten"), 3, "tolka som YAML", "read as YAML"),
        (SMALL.replace("Liten", "Li\x07ten"), 2, "styrtecken", "control character"),
    ],
)
def test_what_is_not_yaml_is_said_with_its_line(broken: str, line: int, sv: str, en: str) -> None:
    for language, word, place in (("sv", sv, f"guide.yaml, rad {line}:"), ("en", en, f"guide.yaml, line {line}:")):
        set_language(language)
        (sentence,) = said(refusals(broken))
        assert sentence.startswith(place), sentence
        assert word in sentence


@pytest.mark.parametrize("text", ["", "\n", "# bara en kommentar\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert said(refusals(text)) == ["guide.yaml är tom."]


@pytest.mark.parametrize("text", ["hej", "- a\n- b\n", "1"])
def test_a_file_that_is_no_guide_at_all(text: str) -> None:
    assert said(refusals(text)) == ["guide.yaml: filen ska bestå av rader med nyckel, kolon och värde."]


def test_endless_nesting_is_refused() -> None:
    (fault,) = refusals("[" * 20000)

    assert fault.key == "errors.yaml_too_deep"


MANY = """\
id: en guide
title:
titel: x
language: svenska
themes:
  - id: start
    name: Start
    name: Slut
  - id: start
    name: [Om, igen]
questions:
  - number: ett
    name: Roll
    text: Vem?
    theme: slut
    coded: nej
  - number: 2
    name: Två
    theme: start
    follow_ups: {A: Stor bokstav}
    wordings: [SKR, SKR]
  - number: 2
    name: Också två
    text: ""
    theme: start
    wordings: SKR
    colour: röd
"""


def test_all_faults_are_told_at_once_in_swedish() -> None:
    with pytest.raises(Faults) as caught:
        parse_guide(MANY, "g.yaml")

    assert message(caught.value.key, **caught.value.values) == "Intervjuguiden g.yaml kan inte läsas in. Antal fel: 17."
    assert said(caught.value.faults) == [
        "g.yaml, rad 1: ”en guide” kan inte vara ett id.",
        "g.yaml, rad 2: ”title” saknas eller är tomt.",
        "g.yaml, rad 3: ”titel” känns inte igen.",
        "g.yaml, rad 4: ”svenska” är inte en språkkod.",
        "g.yaml, rad 8: ”name” står redan på rad 7.",
        "g.yaml, rad 9: id ”start” används redan på rad 6.",
        "g.yaml, rad 10: ”name” ska vara text.",
        "g.yaml, rad 12: ”ett” är inte ett frågenummer.",
        "g.yaml, rad 15: temat ”slut” finns inte i guiden.",
        "g.yaml, rad 16: ”coded” ska vara true eller false.",
        "g.yaml, rad 17: ”text” saknas eller är tomt.",
        "g.yaml, rad 20: följdfrågan ”A” har ingen giltig bokstav.",
        "g.yaml, rad 21: ”SKR” står två gånger i ”wordings”.",
        "g.yaml, rad 22: fråga 2 finns redan på rad 17.",
        "g.yaml, rad 24: ”text” är tomt.",
        "g.yaml, rad 26: ”wordings” ska vara en lista.",
        "g.yaml, rad 27: ”colour” känns inte igen.",
    ]


def test_the_same_faults_are_told_in_english() -> None:
    set_language("en")

    sentences = said(refusals(MANY))

    assert sentences[0] == "guide.yaml, line 1: “en guide” cannot be an id."
    assert all(", line " in sentence for sentence in sentences)
    assert not any(word in sentence for sentence in sentences for word in (" rad ", "saknas", "redan"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_fault_and_every_advice_has_a_sentence(language: str) -> None:
    set_language(language)
    for fault in [*refusals(MANY), *refusals(""), *refusals("a: *b"), *refusals("[" * 20000), *refusals("? [a]\n: b")]:
        for key in filter(None, (fault.key, fault.try_this)):
            assert message(key, **fault.values) != key


KEYWORDS_WITHOUT_FAULTS = {"$ref", "$defs", "$schema", "$id", "title", "description", "properties", "items"}


@pytest.mark.parametrize("name", ["guide", "codebook"])
def test_every_keyword_of_the_schemas_has_a_sentence(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))

    def keywords(form: object) -> Iterator[str]:
        if not isinstance(form, dict):
            return
        for key, value in form.items():
            yield key
            if key in ("properties", "$defs"):
                for inner in value.values():
                    yield from keywords(inner)
            elif key in ("items", "additionalProperties", "propertyNames"):
                yield from keywords(value)

    # propertyNames reports through the keyword inside it.
    assert set(keywords(schema)) <= KEYWORDS_WITHOUT_FAULTS | {"propertyNames"} | set(_SENTENCES)


def test_every_key_of_the_guide_schema_is_described() -> None:
    schema = json.loads((SCHEMAS / "guide.schema.json").read_text(encoding="utf-8"))

    forms = [schema, *(form for form in schema["$defs"].values() if "properties" in form)]

    assert [key for form in forms for key, value in form["properties"].items() if not value.get("description")] == []


def test_a_file_that_is_not_there_or_not_utf_8(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("id: a\ntitle: å\n".encode("cp1252"))

    with pytest.raises(OkqualError) as missing:
        load_guide(tmp_path / "saknas.yaml")
    with pytest.raises(OkqualError) as folder:
        load_guide(tmp_path)
    with pytest.raises(OkqualError) as wrong:
        load_guide(latin)

    assert missing.value.key == "errors.yaml_file_missing"
    assert folder.value.key == "errors.yaml_file_closed"
    assert message(wrong.value.key, **wrong.value.values) == "latin.yaml, rad 2: filen är inte sparad i UTF-8."


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert load_guide(path) == parse_guide(SMALL, "guide.yaml")


def clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.just("\n"), max_size=30).map(clean)
some = words.filter(bool)
ids = st.from_regex(r"[A-Za-zåäö][a-zö0-9_-]{0,5}(\.[a-z0-9]{1,3})?", fullmatch=True)


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    themes = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    numbers = draw(st.lists(st.integers(1, 40).map(str), min_size=1, max_size=4, unique=True))
    return Guide(
        draw(ids),
        draw(some),
        draw(st.sampled_from(["sv", "en"])),
        draw(words),
        tuple(Theme(theme, draw(some), draw(words)) for theme in themes),
        tuple(
            Question(
                number,
                draw(some),
                draw(some),
                draw(st.sampled_from(themes)),
                tuple(FollowUp(letter, draw(some)) for letter in draw(st.lists(st.sampled_from("abc"), unique=True))),
                tuple(draw(st.lists(some, max_size=3, unique=True))),
                draw(words),
                draw(st.booleans()),
            )
            for number in numbers
        ),
    )


@given(guides())
def test_a_written_guide_is_read_back_the_same(guide: Guide) -> None:
    assert parse_guide(guide_yaml(guide), "g.yaml") == guide


@given(st.text(max_size=80) | st.text(st.sampled_from("abc:-[]{}#&*!|>'\"%@`,? \n\t"), max_size=80))
def test_no_text_whatever_ends_in_another_error(text: str) -> None:
    with pytest.raises(OkqualError):
        parse_guide(text, "g.yaml")


@given(st.data())
def test_a_damaged_guide_is_read_or_refused_in_our_words(data: st.DataObject) -> None:
    lines = SMALL.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.sampled_from(["", "  ", "x", "- ", "id: [", "questions:", "    a: {b: c}", "\t", "? x"]))

    assert all("{" not in sentence for sentence in said(refusals("\n".join(lines))))


GUIDE = load_guide(ROOT / "guides" / "ok-2020-2024.yaml")


def test_the_shipped_guide_has_the_twenty_questions_in_order() -> None:
    assert [question.number for question in GUIDE.questions] == [str(number) for number in range(1, 21)]
    assert [question.number for question in GUIDE.questions if not question.coded] == ["1"]
    assert {number: [f.letter for f in GUIDE.by_number[number].follow_ups] for number in ("2", "4", "15", "16")} == {
        "2": ["a", "b", "c", "d"],
        "4": ["a", "b"],
        "15": ["a", "b"],
        "16": ["a"],
    }
    assert "bilaga 3" in GUIDE.source


def test_the_shipped_guide_has_names_and_headings_with_swedish_letters() -> None:
    assert GUIDE.by_number["11"].name == "Primärvård"
    assert GUIDE.by_number["20"].name == "Övrigt"
    assert "Stödet från SKR" in GUIDE.by_number["16"].wordings
    assert all(question.name and question.wordings for question in GUIDE.questions)


def test_no_heading_stands_for_two_questions_of_the_shipped_guide() -> None:
    places: dict[str, list[str]] = {}
    for question in GUIDE.questions:
        for wording in question.wordings:
            places.setdefault(wording.casefold(), []).append(question.number)

    assert {wording: numbers for wording, numbers in places.items() if len(numbers) > 1} == {}


def test_the_shipped_guide_survives_being_written() -> None:
    assert parse_guide(guide_yaml(GUIDE), "g.yaml") == GUIDE
