"""Counts and matrices by two attributes crossed."""

from __future__ import annotations

from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.study import reporting
from okqual.study.opening import open_study
from tests.builders import new_study


def test_prevalence_and_matrix_by_two_attributes_crossed(tmp_path: Path) -> None:
    study = open_study(new_study(tmp_path / "studie"), "AK")
    groups = {row.group for row in reporting.prevalence(study, by="aktörstyp×län")}
    assert len(groups) == 3
    assert all(group is None or " × " in group for group in groups)
    rows = reporting.matrix(study, rows="aktörstyp*län").rows
    assert len(rows) == 2
    with pytest.raises(OkqualError):
        reporting.prevalence(study, by="aktörstyp×finns inte")
    study.close()
