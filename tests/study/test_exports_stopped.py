"""An export that is stopped or fails leaves the former file as it was, nothing beside it, and no entry."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.export import writing
from okqual.export.stopping import Stopped, stoppable
from okqual.model.results import CellKind
from okqual.study import coding, findings, methods, outlining, reporting, tabulating
from okqual.study.browsing import note
from okqual.study.chapters_file import write_summary
from okqual.study.opening import Study, open_study
from tests.builders import new_study

EXPORTS: dict[str, Callable[[Study, Path], object]] = {
    "chapters.docx": lambda study, path: write_summary(study, path, with_methods=True),
    "published.docx": lambda study, path: write_summary(study, path, publish=True),
    "methods.docx": methods.write_methods,
    "matrix.docx": reporting.write_matrix,
    "matrix.xlsx": reporting.write_matrix,
    "matrix.csv": reporting.write_matrix,
    "matrix.json": reporting.write_matrix,
    "counts.xlsx": lambda study, path: reporting.write_matrix(study, path, cells=CellKind.COUNT),
    "tables.xlsx": tabulating.write_tables,
}
FORMER = b"the file that was there"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    study = open_study(new_study(tmp_path_factory.mktemp("stopped") / "studie"), "AK")
    for case in ("A-1", "A-2"):
        first = next(p for p in note(study, case).passages if "2" in p.questions)
        coding.apply_code(study, case, first.start, first.end, "KOH-samordnat", "ja")
    heading = outlining.add_heading(study, "KOH", "Samordning")
    outlining.place(study, findings.add_finding(study, "KOH", "Alla säger ja.").id, heading.id)
    yield study
    study.close()


def entries(study: Study) -> int:
    return int(study.db.conn.execute("SELECT count(*) FROM entry").fetchone()[0])


@pytest.mark.parametrize("name", EXPORTS)
def test_a_stopped_export_leaves_all_as_it_was(study: Study, tmp_path: Path, name: str) -> None:
    """At every step that it tells of: the first, the last before the file gets its name, and those between."""
    path = tmp_path / name
    path.write_bytes(FORMER)
    before, steps = entries(study), []
    with stoppable(lambda *said: steps.append(said) is None):
        EXPORTS[name](study, tmp_path / f"whole-{name}")
    (tmp_path / f"whole-{name}").unlink()
    made = entries(study) - before

    assert len(steps) >= 2
    for last in {0, 1, len(steps) // 2, len(steps) - 1}:
        told = iter(range(len(steps)))
        with pytest.raises(Stopped), stoppable(lambda *_, told=told, last=last: next(told) < last):
            EXPORTS[name](study, path)
        assert path.read_bytes() == FORMER
        assert [each.name for each in tmp_path.iterdir()] == [name]
        assert entries(study) == before + made


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("name", EXPORTS)
def test_a_failed_export_leaves_all_as_it_was(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: BaseException
) -> None:
    path = tmp_path / name
    path.write_bytes(FORMER)
    before = entries(study)

    def failing(passing: Path) -> None:
        raise fault

    monkeypatch.setattr(writing, "_settle", failing)
    with pytest.raises((OkqualError, KeyboardInterrupt)):
        EXPORTS[name](study, path)
    assert path.read_bytes() == FORMER
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert entries(study) == before
