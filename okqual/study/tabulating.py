"""The study as plain tables, for spreadsheets and statistics programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from okqual.analysis import tables
from okqual.analysis.prevalence import prevalence
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.tables import Table
from okqual.study import definitions, reporting
from okqual.study.attributes import vocabulary
from okqual.study.changing import changing
from okqual.study.material import gather
from okqual.study.opening import Study

WORKBOOK = ".xlsx"


def study_tables(study: Study, by: str = reporting.ACTOR, include_outside: bool = False) -> list[Table]:
    """Quotes, prevalence, coverage, codebook and interviews; prevalence in all and by an attribute."""
    material, kinds = gather(study), vocabulary(study)
    counted = prevalence(material, by, include_outside=include_outside)
    return [
        tables.quotes_table(material, kinds),
        tables.prevalence_table(material.codebook, counted),
        tables.coverage_table(material),
        tables.codebook_table(definitions.codebook(study)),
        tables.interviews_table(material, kinds),
    ]


def write_tables(
    study: Study, path: Path, by: str = reporting.ACTOR, include_outside: bool = False,
    go_on: Callable[[int, int], bool] | None = None,
) -> list[Path]:  # fmt: skip
    """Write the tables to a workbook, or to CSV files in a folder where the name has no suffix; the files' paths.

    Nothing is written, and no path comes back, when ``go_on`` says to stop. Raises OkqualError for another suffix.
    """
    from okqual.export.table_files import csv_paths, write_csv_files, write_workbook
    from okqual.export.writing import former_kept

    if path.suffix.lower() not in {WORKBOOK, ""}:
        values: dict[str, object] = {"file": path.name, "known": WORKBOOK}
        raise OkqualError("errors.unknown_suffix", values, "errors.tables_suffix.try")
    made = study_tables(study, by, include_outside)
    said = reporting.manifest(study, {"what": "tables", "by": by, "outside": str(include_outside)})
    paths = [path] if path.suffix else csv_paths(made, path)
    with former_kept(*paths):
        if not path.suffix:
            write_csv_files(made, path)
        elif not write_workbook(made, said, message("export.tables.title"), path, go_on):
            return []
        if not study.read_only:
            with changing(study):  # all of them or none
                for written in paths:
                    reporting.journal_export(study, written, said, "tables", [])
    return paths
