"""Codebooks from YAML: what is read, what is refused, and what the shipped ones hold."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okqual.errors import Faults, OkqualError
from okqual.export.codebook_yaml import codebook_yaml
from okqual.ingest.definitions.codebook_file import load_codebook, parse_codebook
from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.definitions.yaml_file import SCHEMAS
from okqual.messages import message, set_language
from okqual.model.codebook import (
    AnswerSource,
    Code,
    Codebook,
    Criterion,
    EvaluationQuestion,
    Principle,
    Rule,
    Scale,
    Value,
)

ROOT = Path(__file__).parents[2]
GUIDE = load_guide(ROOT / "guides" / "ok-2020-2024.yaml")
CRITERIA = load_codebook(ROOT / "codes" / "kriterier.yaml", GUIDE)
MEASURES = load_codebook(ROOT / "codes" / "insatskodbok.yaml")

SMALL = """\
id: liten
title: Liten kodbok
criteria:
  - {id: REL, name: Relevans}
evaluation_questions:
  - {id: FR-REL, criterion: REL, text: "Passar den?", sources: [interviews, survey]}
principles:
  - {id: leder, text: Huvudkategorin leder., check: main_leads, applies_to: [A]}
codes:
  - id: A
    name: Å
    parents: [FR-REL]
    group: true
  - id: A.b
    name: Behov
    parents: [A, REL]
    questions: [1, 20]
    synonyms: [nej, yes]
    scale:
      values: {ja: ja, nej: nej, no: "känner ej till"}
      rule: middle
      mixed: nej
      ordered: True
    locked: false
"""


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    set_language("sv")
    yield
    set_language("sv")


def refusals(text: str, with_guide: bool = False) -> list[str]:
    """The sentences about what is wrong with a codebook; none when it is read."""
    try:
        parse_codebook(text, "k.yaml", GUIDE if with_guide else None)
    except Faults as several:
        return [message(fault.key, **fault.values) for fault in several.faults]
    except OkqualError as one:
        return [message(one.key, **one.values)]
    return []


def test_a_codebook_is_read_as_it_is_written() -> None:
    scale = Scale(
        (Value("ja", "ja"), Value("nej", "nej"), Value("no", "känner ej till")), Rule.MIDDLE, ordered=True, mixed="nej"
    )

    assert parse_codebook(SMALL, "k.yaml") == Codebook(
        id="liten",
        title="Liten kodbok",
        language="sv",
        source="",
        criteria=(Criterion("REL", "Relevans"),),
        evaluation_questions=(
            EvaluationQuestion("FR-REL", "REL", "Passar den?", sources=(AnswerSource.INTERVIEWS, AnswerSource.SURVEY)),
        ),
        codes=(
            Code("A", "Å", ("FR-REL",), group=True),
            Code("A.b", "Behov", ("A", "REL"), questions=("1", "20"), synonyms=("nej", "yes"), scale=scale),
        ),
        principles=(Principle("leder", "Huvudkategorin leder.", "main_leads", ("A",)),),
    )


MANY = """\
id: k
title: K
criteria:
  - {id: REL, name: Relevans}
evaluation_questions:
  - {id: REL, criterion: KOH, text: "Passar den?", sources: [enkät]}
principles:
  - {id: en, text: En., check: only_one, applies_to: [D]}
codes:
  - id: A
    name: A
    parents: [C, Q]
  - id: B
    name: B
    parents: [A]
    scale:
      values: {ja: ja, nej ej: nej}
      rule: middle
  - id: C
    name: C
    parents: [B]
    questions: [1, x, 99]
    scale: {values: {}, mixed: delvis, ordered: ja, rule: [middle]}
  - id: REL
    name: E
    brief: {a: b}
"""


def test_all_faults_are_told_at_once_in_swedish() -> None:
    assert refusals(MANY, with_guide=True) == [
        "k.yaml, rad 6: ”sources” kan inte vara ”enkät”.",
        "k.yaml, rad 6: id ”REL” används redan på rad 4.",
        "k.yaml, rad 6: kriteriet ”KOH” finns inte i kodboken.",
        "k.yaml, rad 8: ”check” kan inte vara ”only_one”.",
        "k.yaml, rad 8: koden ”D” finns inte i kodboken.",
        "k.yaml, rad 12: ”Q” under parents finns inte i kodboken.",
        "k.yaml, rad 12: koderna går runt i en cirkel: A → C → B → A.",
        "k.yaml, rad 17: ”nej ej” kan inte vara id för ett värde.",
        "k.yaml, rad 18: regeln middle kräver ett värde för intervjuer där passagerna skiljer sig åt.",
        "k.yaml, rad 22: ”x” är inte ett frågenummer.",
        "k.yaml, rad 22: fråga x finns inte i Intervjuguide, överenskommelsen 2020–2024.",
        "k.yaml, rad 22: fråga 99 finns inte i Intervjuguide, överenskommelsen 2020–2024.",
        "k.yaml, rad 23: ”values” har inget innehåll.",
        "k.yaml, rad 23: ”rule” ska vara text.",
        "k.yaml, rad 23: ”ordered” ska vara true eller false.",
        "k.yaml, rad 23: ”delvis” under mixed är inget av skalans värden.",
        "k.yaml, rad 24: id ”REL” används redan på rad 4.",
        "k.yaml, rad 26: ”brief” ska vara text.",
    ]


def test_the_same_faults_are_told_in_english() -> None:
    set_language("en")

    sentences = refusals(MANY, with_guide=True)

    assert len(sentences) == 18
    assert sentences[6] == "k.yaml, line 12: the codes go round in a circle: A → C → B → A."
    assert not any(word in sentence for sentence in sentences for word in (" rad ", "kodboken", " inte "))


def test_doubles_on_one_line_are_seen() -> None:
    text = "id: k\ntitle: K\ncodes: [{id: A, name: a}, {id: A, name: b}]\n"

    assert refusals(text) == ["k.yaml, rad 3: id ”A” används redan på rad 3."]


@pytest.mark.parametrize(
    ("parents", "circles"),
    [
        ({"A": ["A"]}, ["A → A"]),
        ({"A": ["B"], "B": ["A"], "C": ["A"]}, ["A → B → A"]),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, []),
        ({"A": ["B"], "B": ["C"], "C": ["B"], "D": ["E"], "E": ["D"]}, ["B → C → B", "D → E → D"]),
    ],
)
def test_circles_are_found_and_diamonds_are_not(parents: dict[str, list[str]], circles: list[str]) -> None:
    codes = "".join(f"  - {{id: {code}, name: x, parents: [{', '.join(up)}]}}\n" for code, up in parents.items())

    found = refusals(f"id: k\ntitle: K\ncodes:\n{codes}")

    assert [sentence.rpartition(": ")[2].rstrip(".") for sentence in found] == circles


def test_a_long_chain_of_codes_is_read() -> None:
    chain = "".join(f"  - {{id: K{i}, name: x, parents: [K{i + 1}]}}\n" for i in range(1200))

    codebook = parse_codebook(f"id: k\ntitle: K\ncodes:\n{chain}  - {{id: K1200, name: x}}\n", "k.yaml")

    assert len(codebook.codes) == 1201


def test_question_numbers_are_checked_only_against_a_guide() -> None:
    text = SMALL.replace("[1, 20]", "[1, 21]")

    assert refusals(text) == []
    assert refusals(text, with_guide=True) == [
        "k.yaml, rad 17: fråga 21 finns inte i Intervjuguide, överenskommelsen 2020–2024."
    ]


@pytest.mark.parametrize(
    "text",
    ["codes: 1", "codes:\n- 1\n- [a]\n", "codes:\n- id: [A]\n  parents: x\n  scale: y\n", "criteria: {a: b}"],
)
def test_any_form_whatever_is_refused_in_our_words(text: str) -> None:
    sentences = refusals(text, with_guide=True)

    assert sentences
    assert all("k.yaml" in sentence for sentence in sentences)


def test_every_key_of_the_codebook_schema_is_described() -> None:
    schema = json.loads((SCHEMAS / "codebook.schema.json").read_text(encoding="utf-8"))

    forms = [schema, *(form for form in schema["$defs"].values() if "properties" in form)]

    assert [key for form in forms for key, value in form["properties"].items() if not value.get("description")] == []


def clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.just("\n"), max_size=25).map(clean)
some = words.filter(bool)
ids = st.from_regex(r"[A-Za-zåäö][a-zö0-9_-]{0,5}(\.[a-z0-9]{1,3})?", fullmatch=True)
numbers = st.lists(st.integers(1, 30).map(str), max_size=3, unique=True).map(tuple)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    steps = draw(st.lists(st.from_regex(r"[a-zåäö0-9][a-z0-9_-]{0,6}", fullmatch=True), min_size=1, unique=True))
    mixed = draw(st.sampled_from(steps) | st.none())
    rule = draw(st.sampled_from([rule for rule in Rule if mixed or rule is not Rule.MIDDLE]))
    return Scale(tuple(Value(step, draw(some)) for step in steps), rule, draw(st.booleans()), mixed)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(ids, min_size=3, max_size=5, unique=True))
    criterion, question, *codes = names
    sources = st.lists(st.sampled_from(AnswerSource), unique=True).map(tuple)
    checks = st.sampled_from([None, "one_main", "main_leads", "other_last"])
    flags = [draw(st.booleans()) for _ in range(4)]
    return Codebook(
        draw(ids),
        draw(some),
        "sv",
        draw(words),
        (Criterion(criterion, draw(some), draw(words)),),
        (EvaluationQuestion(question, criterion, draw(some), draw(words), draw(sources)),),
        tuple(
            Code(
                code,
                draw(some),
                tuple(draw(st.lists(st.sampled_from(names[: 2 + i]), unique=True))),
                *[draw(words) for _ in range(5)],
                tuple(draw(st.lists(some, max_size=3, unique=True))),
                draw(numbers),
                draw(st.none() | scales()),
                *flags,
            )
            for i, code in enumerate(codes)
        ),
        tuple(Principle(name, draw(some), draw(checks), (codes[0],)) for name in draw(st.lists(ids, max_size=1))),
    )


@settings(max_examples=60)
@given(codebooks())
def test_a_written_codebook_is_read_back_the_same(codebook: Codebook) -> None:
    assert parse_codebook(codebook_yaml(codebook), "k.yaml") == codebook


@pytest.mark.parametrize("codebook", [CRITERIA, MEASURES], ids=["kriterier", "insatser"])
def test_the_shipped_codebooks_survive_being_written(codebook: Codebook) -> None:
    assert parse_codebook(codebook_yaml(codebook), "k.yaml", GUIDE) == codebook


def test_the_shipped_codebook_has_the_criteria_and_the_thirteen_questions() -> None:
    assert [criterion.name for criterion in CRITERIA.criteria] == [
        "Effektivitet",
        "Koherens",
        "Implementering",
        "Relevans",
        "Inverkan",
    ]
    under = [question.criterion for question in CRITERIA.evaluation_questions]
    assert [under.count(criterion.id) for criterion in CRITERIA.criteria] == [6, 2, 1, 3, 1]


def test_questions_with_codes_are_answered_from_interviews_and_the_others_are_not() -> None:
    with_codes = {found.id for code in CRITERIA.codes if (found := CRITERIA.evaluation_question_of(code.id))}

    assert with_codes == {q.id for q in CRITERIA.evaluation_questions if AnswerSource.INTERVIEWS in q.sources}
    assert {q.id for q in CRITERIA.evaluation_questions} - with_codes == {
        "FR-EFF-mal",
        "FR-EFF-medel",
        "FR-EFF-vardformer",
        "FR-EFF-tillganglighet",
    }


def test_only_the_codes_outside_the_criteria_lack_one() -> None:
    homeless = [code.id for code in CRITERIA.codes if CRITERIA.criterion_of(code.id) is None]

    assert homeless == ["OVR-handlingsplan", "OVR-ovantat"]
    assert CRITERIA.by_id["OVR-handlingsplan"].outside
    assert CRITERIA.by_id["OVR-ovantat"].unexpected


def test_names_of_codes_and_values_have_their_swedish_letters() -> None:
    names = {code.id: code.name for code in CRITERIA.codes}
    scale = CRITERIA.by_id["REL-skr.stod"].scale
    money = CRITERIA.by_id["INV-betydelse.medel"].scale

    assert names["KOH-primarvard.svarighet"] == "Svårt få med primärvården"
    assert names["REL-behov.langsiktighet"] == "Långsiktighet"
    assert scale is not None
    assert money is not None
    assert scale.name_of("kanner_ej_till") == "känner ej till"
    assert [value.name for value in money.values] == ["mycket viktig", "viktig, ej avgörande", "liten"]


def test_every_code_that_is_put_on_passages_is_fully_defined() -> None:
    wanting = [
        code.id
        for code in CRITERIA.codes
        if not code.group
        and not all((code.brief, code.definition, code.when, code.when_not, code.example, code.synonyms))
    ]

    assert wanting == []
    assert len({code.name for code in CRITERIA.codes}) == len(CRITERIA.codes)


def test_expected_codes_follow_the_guide() -> None:
    expected = {q.number: [code.id for code in CRITERIA.expected_under(q.number)] for q in GUIDE.questions}

    assert expected["1"] == []
    assert expected["4"] == ["OVR-handlingsplan"]
    assert expected["11"] == ["KOH-primarvard.inkluderad", "KOH-primarvard.svarighet"]
    assert expected["18"] == ["INV-betydelse.utover_medel", "INV-samverkan.okad"]
    # The keys 1–9 choose among them.
    assert all(1 <= len(codes) <= 9 for number, codes in expected.items() if number != "1")


def test_a_heading_expects_what_the_codes_under_it_expect() -> None:
    for group in (code for code in CRITERIA.codes if code.group):
        below = {number for code in CRITERIA.codes if group.id in code.parents for number in code.questions}
        assert set(group.questions) == below, group.id


def test_scales_go_by_their_kind() -> None:
    scales = {code.id: code.scale for code in CRITERIA.codes if code.scale is not None}

    for code, scale in scales.items():
        if {"ja", "delvis", "nej"} == {value.id for value in scale.values}:
            assert (scale.rule, scale.mixed, scale.ordered) == (Rule.MIDDLE, "delvis", True), code
        if {"positiv", "negativ"} <= {value.id for value in scale.values}:
            assert (scale.rule, scale.mixed) == (Rule.BY_HAND, "blandad"), code
    assert scales["EFF-kunskap.styrning"].rule is Rule.SET


def test_the_codebook_of_measures_has_two_levels_and_principles_to_check() -> None:
    mains = [code for code in MEASURES.codes if set(code.parents) & {"AKT", "MAL"}]
    subs = [code for code in MEASURES.codes if set(code.parents) & {main.id for main in mains}]

    assert [len([main for main in mains if main.parents == (branch,)]) for branch in ("AKT", "MAL")] == [5, 8]
    assert len(subs) == 66
    assert [code.id for code in MEASURES.codes if code.group] == ["AKT", "MAL"]
    assert [sum(sub.name == "Övrigt" for sub in subs if main.id in sub.parents) for main in mains] == [1] * 13
    assert [principle.check for principle in MEASURES.principles if principle.check] == [
        "main_leads",
        "one_main",
        "other_last",
    ]
