"""Definitions survive the way to JSON and back, and their digests name all of them."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.model.canonical import canonical
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
from okqual.model.guide import FollowUp, Guide, Question, Theme
from okqual.model.plain import code_from_plain, code_to_plain, definition_digest, from_plain, to_plain

words = st.text(st.characters(codec="utf-8"), max_size=12)
several = st.lists(words, max_size=3).map(tuple)
values = st.builds(Value, words, words)
scales = st.builds(
    Scale, st.lists(values, max_size=3).map(tuple), st.sampled_from(Rule), st.booleans(), st.none() | words
)
codes = st.builds(
    Code,
    id=words,
    name=words,
    parents=several,
    brief=words,
    definition=words,
    when=words,
    when_not=words,
    example=words,
    synonyms=several,
    questions=several,
    scale=st.none() | scales,
    outside=st.booleans(),
    locked=st.booleans(),
    unexpected=st.booleans(),
    group=st.booleans(),
)
sources = st.lists(st.sampled_from(AnswerSource), max_size=2).map(tuple)
evaluation_questions = st.builds(EvaluationQuestion, words, words, words, words, sources)
codebooks = st.builds(
    Codebook,
    *[words] * 4,
    st.lists(st.builds(Criterion, words, words, words), max_size=2).map(tuple),
    st.lists(evaluation_questions, max_size=2).map(tuple),
    st.lists(codes, max_size=2).map(tuple),
    st.lists(st.builds(Principle, words, words, st.none() | words), max_size=2).map(tuple),
)
follow_ups = st.lists(st.builds(FollowUp, words, words), max_size=2).map(tuple)
questions = st.builds(Question, words, words, words, words, follow_ups, several, words, st.booleans())
guides = st.builds(
    Guide,
    *[words] * 4,
    st.lists(st.builds(Theme, words, words, words), max_size=2).map(tuple),
    st.lists(questions, max_size=2).map(tuple),
)


@given(st.one_of(guides, codebooks))
def test_a_definition_survives_json(whole: Guide | Codebook) -> None:
    assert from_plain(json.loads(canonical(to_plain(whole)))) == whole


@given(codes)
def test_a_code_survives_json(code: Code) -> None:
    assert code_from_plain(json.loads(canonical(code_to_plain(code)))) == code


FULL = Code(id="A", name="a", scale=Scale((Value("ja", "ja"), Value("nej", "nej"))))
OTHER = {
    "id": "B",
    "name": "b",
    "parents": ("P",),
    "scale": None,
    "synonyms": ("ö",),
    "questions": ("1",),
    "outside": True,
    "locked": True,
    "unexpected": True,
    "group": True,
}


@pytest.mark.parametrize("field", [field.name for field in fields(Code)])
def test_every_field_of_a_code_changes_its_digest(field: str) -> None:
    changed = replace(FULL, **{field: OTHER.get(field, "annan lydelse")})

    assert definition_digest(changed) != definition_digest(FULL)


def test_the_scale_belongs_to_the_definition() -> None:
    assert FULL.scale is not None
    changed = replace(FULL, scale=replace(FULL.scale, rule=Rule.MIDDLE))

    assert definition_digest(changed) != definition_digest(FULL)


def test_a_digest_stays_the_same_from_version_to_version() -> None:
    assert canonical(code_to_plain(Code(id="Å", name="ål"))) == '{"id":"Å","name":"ål"}'
    assert definition_digest(Code(id="Å", name="ål")) == "c966bd86cd721bed228e959472b97740"


def test_an_unknown_kind_or_key_is_refused() -> None:
    with pytest.raises(ValueError, match="recipe"):
        from_plain({"kind": "recipe"})
    with pytest.raises(ValueError, match="colour"):
        code_from_plain({"id": "A", "name": "a", "colour": "red"})


@pytest.mark.parametrize("value", [1.5, {"a": [1, {"b": 0.1}]}, (2.0,), {1: "a"}])
def test_canonical_json_has_no_floats_and_only_text_as_keys(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_canonical_json_is_sorted_and_keeps_swedish_letters() -> None:
    assert canonical({"ö": 1, "a": [True, None, "å"]}) == '{"a":[true,null,"å"],"ö":1}'
