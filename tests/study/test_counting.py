"""Numbers are counted without words: the same numbers, the same units behind them, the same words when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from okqual.analysis.counts import Counts
from okqual.analysis.units import UNITS
from okqual.model.finding import CountRef
from okqual.study import attributes, browsing
from okqual.study.counting import counted
from okqual.study.material import gather
from okqual.study.opening import Study, open_study
from tests.builders import example_copy


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    patch = pytest.MonkeyPatch()
    patch.setenv("OKQUAL_STATE_DIR", str(tmp_path_factory.mktemp("state")))
    study = open_study(example_copy(tmp_path_factory), "AK")
    attributes.set_attribute(study, "VB-03", "IP1", "organisation", "Kommunerna i V")
    yield study
    study.close()
    patch.undo()


def references(study: Study) -> list[CountRef]:
    """Every code, value, unit, and all or some groups."""
    groups = (("", ""), ("aktörstyp", "kommun"), ("aktörstyp", "region"), ("län", "Kronoberg"))
    found = []
    for code, unit, (by, group) in product(browsing.codebook(study).codes, UNITS, groups):
        values = [(), *((value.id,) for value in (code.scale.values if code.scale else ()))]
        found += [CountRef(code.id, value, by, group, unit) for value in values]
    return found


def test_every_number_is_that_of_the_whole_material(example: Study) -> None:
    wanted = references(example)
    whole, made = Counts(gather(example)), counted(example, wanted)

    assert len(wanted) > 900
    for ref in wanted:
        assert made.of(ref) == whole.of(ref), ref
        assert dict(made.values_of(ref.code, ref.unit)) == dict(whole.values_of(ref.code, ref.unit)), ref


def test_a_piece_of_evidence_has_its_words_when_asked_for(example: Study) -> None:
    codes = {code.id for code in browsing.codebook(example).codes}
    whole, made = gather(example), counted(example, [CountRef(code) for code in codes])

    assert [replace(each, quote=made.quote(each)) for each in made.material.evidence][::7] == [
        replace(each, questions=()) for each in whole.evidence
    ][::7]
