"""Attributes of interviews and participants in and out as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from okqual.errors import Faults, OkqualError
from okqual.store import queries
from okqual.study.changing import changing
from okqual.study.loading import write_attributes
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key

KEYS = ("case", "participant")


def export_cases(study: Study) -> str:
    """CSV text: a row an interview and a row a participant; a column an attribute."""
    told, people = queries.attributes(study.db), queries.participants(study.db)
    names = {name for row in told.values() for name in row}
    names |= {name for group in people.values() for person in group for name in person.attributes}
    columns = sorted(names, key=swedish_key)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*KEYS, *columns])
    for case in queries.cases(study.db):
        writer.writerow([case, "", *(told.get(case, {}).get(name, "") for name in columns)])
        for person in people.get(case, ()):
            writer.writerow([case, person.label, *(person.attributes.get(name, "") for name in columns)])
    return out.getvalue()


def import_cases(study: Study, path: Path) -> int:
    """Set the attributes that a CSV file names, as one batch; how many rows changed something.

    Empty fields change nothing. Raises OkqualError when the file cannot be read or lacks the column
    ``case``, and Faults that lists rows of unknown interviews; nothing is changed then.
    """
    rows = _rows(path)
    known = set(queries.cases(study.db))
    faults = [
        OkqualError(
            "errors.unknown_case", {"case": row["case"], "file": path.name, "line": line}, "errors.unknown_case.try"
        )
        for line, row in rows
        if row["case"] not in known
    ]
    if faults:
        raise Faults("errors.cases_not_known", faults, {"file": path.name})
    changed = 0
    with changing(study) as pen:
        batch = pen.begin_batch()
        for _line, row in rows:
            new = _new(study, row)
            if new:
                write_attributes(pen, row["case"], row.get("participant", ""), new, batch)
                changed += 1
    return changed


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error
    except UnicodeDecodeError as error:
        raise OkqualError("errors.not_utf8", {"file": path.name}, "errors.not_utf8.try") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    if "case" not in (reader.fieldnames or ()):
        raise OkqualError("errors.csv_columns", {"file": path.name, "columns": "case"}, "errors.csv_columns.try")
    try:
        return [
            (i, {name: (value or "").strip() for name, value in row.items() if name}) for i, row in enumerate(reader, 2)
        ]
    except csv.Error as error:
        raise OkqualError("errors.csv_broken", {"file": path.name, "line": reader.line_num}) from error


def _new(study: Study, row: dict[str, str]) -> dict[str, str]:
    case, label = row["case"], row.get("participant", "")
    if label:
        people = queries.participants(study.db, case).get(case, ())
        there = next((person.attributes for person in people if person.label == label), {})
    else:
        there = queries.attributes(study.db, case).get(case, {})
    return {name: value for name, value in row.items() if name not in KEYS and value and there.get(name) != value}
