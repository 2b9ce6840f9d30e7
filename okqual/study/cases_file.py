"""Attributes of interviews and participants in and out as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from okqual.errors import Faults, OkqualError
from okqual.export.characters import inert, of_inert
from okqual.model.attributes import Attribute
from okqual.model.methods import Answer, Invited
from okqual.store import queries
from okqual.study import inviting
from okqual.study.attributes import attribute_name, attributes_of, vocabulary, write_attributes, written
from okqual.study.backups import Reason, before
from okqual.study.changing import changing
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key

KEYS = ("case", "participant")


def export_cases(study: Study) -> str:
    """CSV text: a row an interview and a row a participant; a column an attribute.

    A field that a spreadsheet program would run as a formula has an apostrophe first; the import takes it away.
    """
    told, people = queries.attributes(study.db), queries.participants(study.db)
    names = {name for row in told.values() for name in row}
    names |= {name for group in people.values() for person in group for name in person.attributes}
    asked = inviting.invited(study)
    names |= {name for who in asked for name in (inviting.STATUS, *who.attributes)}
    columns = sorted(names, key=swedish_key)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    rows = [[*KEYS, *columns]]
    for case in queries.cases(study.db):
        rows.append([case, "", *(told.get(case, {}).get(name, "") for name in columns)])
        for person in people.get(case, ()):
            rows.append([case, person.label, *(person.attributes.get(name, "") for name in columns)])
    for who in asked:
        said = {**who.attributes, inviting.STATUS: inviting.WRITTEN[who.status]}
        rows.append([who.id, "", *(said.get(name, "") for name in columns)])
    writer.writerows([inert(field) for field in row] for row in rows)
    return out.getvalue()


def import_cases(study: Study, path: Path) -> int:
    """Set the attributes that a CSV file names, as one batch; how many rows changed something.

    Values are kept in the form of their kind; empty fields change nothing. A row of no interview whose ``status``
    says that somebody was asked, or said no, is kept among those invited. Raises OkqualError when
    the file cannot be read or lacks the column ``case``, and Faults that lists every unknown interview
    and every value that is none of its kind; nothing is changed then.
    """
    rows, faults, asked = [], [], list[Invited]()
    known, kinds = set(queries.cases(study.db)), vocabulary(study)
    for line, row in read_rows(path):
        typed, wrong = _typed(kinds, row)
        if row["case"] not in known and _asked(row) is not None:
            asked += [] if wrong else [Invited(row["case"], _asked(row) or Answer.INVITED, _without_keys(typed))]
        elif row["case"] not in known:
            wrong.insert(0, OkqualError("errors.unknown_case", {"case": row["case"]}, "errors.unknown_case.try"))
        if row["case"] in known:
            rows.append(typed)
        faults += [OkqualError(one.key, {**one.values, "line": line}, one.try_this) for one in wrong]
    if faults:
        raise Faults("errors.cases_not_known", faults, {"file": path.name})
    changes = [(row, new) for row in rows if (new := _new(study, row))]
    new_asked = 0
    if changes or asked:
        before(study, Reason.IMPORT)
        with changing(study) as pen:
            batch = pen.begin_batch()
            for row, new in changes:
                write_attributes(pen, row["case"], row.get("participant", ""), new, batch)
            new_asked = sum(inviting.set_invited(study, who, batch) for who in asked)
    return len(changes) + new_asked


def _asked(row: dict[str, str]) -> Answer | None:
    return inviting.answer_of(row.get(inviting.STATUS, ""))


def _without_keys(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in (*KEYS, inviting.STATUS) and value}


def _typed(kinds: dict[str, Attribute], row: dict[str, str]) -> tuple[dict[str, str], list[OkqualError]]:
    """A row with its values in the form that is kept, and what is wrong with the others."""
    typed: dict[str, str] = {}
    faults: list[OkqualError] = []
    for column, value in row.items():
        if column in KEYS:
            typed[column] = value
            continue
        try:
            name = attribute_name(column)
            typed[name] = written(kinds.get(name, Attribute(name)), value)
        except OkqualError as error:
            faults.append(error)
    return typed, faults


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file of interviews with their lines. Raises OkqualError for a file that is none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error
    except UnicodeDecodeError as error:
        raise OkqualError("errors.not_utf8", {"file": path.name}, "errors.not_utf8.try") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        if "case" not in (reader.fieldnames or ()):
            raise OkqualError("errors.csv_columns", {"file": path.name, "columns": "case"}, "errors.csv_columns.try")
        return [
            (i, {of_inert(name): of_inert((value or "").strip()) for name, value in row.items() if name})
            for i, row in enumerate(reader, 2)
        ]
    except csv.Error as error:
        raise OkqualError("errors.csv_broken", {"file": path.name, "line": reader.line_num}) from error


def _new(study: Study, row: dict[str, str]) -> dict[str, str]:
    there = attributes_of(study, row["case"], row.get("participant", ""))
    return {name: value for name, value in row.items() if name not in KEYS and value and there.get(name) != value}
