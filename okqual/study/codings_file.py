"""Codings in and out as CSV: rows are placed by offsets or by their quote, all or none."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from okqual.errors import Faults, OkqualError
from okqual.export.characters import inert, of_inert
from okqual.model.codebook import Code, Rule
from okqual.model.coding import Segment
from okqual.model.events import Kind
from okqual.model.interview import NoteNow
from okqual.store import contents, queries
from okqual.store import progress as gone_through
from okqual.store.journal import Pen
from okqual.study.backups import Reason, before
from okqual.study.changing import changing, write_coder
from okqual.study.definitions import code_named, definition_in_force
from okqual.study.opening import CODER, Progress, Study
from okqual.study.placing import Place, Placer

COLUMNS = ("case", "question", "start", "end", "quote", "code", "value", "coder", "memo", "note_version")
LONGEST_FIELD = 10_000_000
"""Characters of a quote or memo."""
CHUNK = 500
"""Codings an entry: a batch is stored in bounded pieces."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    codings: int
    nothing: int
    """Rows that said that there is nothing to code."""
    same: int
    """Rows that were there already, or twice in the file."""
    skipped: tuple[OkqualError, ...] = ()
    new_coders: tuple[str, ...] = ()


@dataclass(slots=True)
class _Plan:
    items: list[list[object]] = field(default_factory=list)
    nothing: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    nothing_rows: int = 0
    same: int = 0
    faults: list[OkqualError] = field(default_factory=list)
    coders: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _There:
    """What the study holds before an import."""

    codings: dict[tuple[str, str, str], set[str]]
    """(segment, code, coder) → values of the codings there; "" for one without."""
    nothing: set[tuple[str, int, str]]

    @classmethod
    def of(cls, study: Study) -> _There:
        codings: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for c in queries.all_codings(study.db):
            codings[Segment(c.note_version, c.start, c.end).id, c.code, c.coder].add(c.value or "")
        return cls(codings, gone_through.nothing_marks(study.db))

    def holds(self, place: Place, segment: str, code: Code | None, coder: str, value: str) -> bool:
        """Whether a row says what is there already.

        Raises OkqualError when the same words carry another value, unless the values form a set.
        """
        if code is not None:
            values = self.codings.get((segment, code.id, coder), set())
            if value in values or (values and not value):
                return True
            if values and not (code.scale and code.scale.rule == Rule.SET):
                said: dict[str, object] = {"code": code.id, "value": value, "there": ", ".join(sorted(values)) or "–"}
                raise OkqualError("errors.value_differs", said, "errors.value_differs.try")
            return False
        return all((place.note, number, coder) in self.nothing for number in place.numbers)


def import_codings(study: Study, path: Path, skip_bad: bool = False, progress: Progress | None = None) -> Imported:
    """Bring the codings of a CSV file in as one batch.

    Raises Faults that lists every row that cannot be placed, and imports nothing then, unless
    ``skip_bad``.
    """
    rows = read_rows(path)
    before(study, Reason.IMPORT)
    with changing(study) as pen:
        plan = _plan(study, rows, path.name, progress)
        if plan.faults and not skip_bad:
            raise Faults("errors.codings_not_placed", plan.faults, {"file": path.name})
        known = queries.coders(study.db)
        new_coders = tuple(coder for coder in plan.coders if coder not in known)
        _write(pen, plan, new_coders)
    return Imported(len(plan.items), plan.nothing_rows, plan.same, tuple(plan.faults), new_coders)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with the import's columns, comma or semicolon between them.

    Raises OkqualError when the file cannot be read, is not UTF-8, or lacks case, quote/start or code.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error
    except UnicodeDecodeError as error:
        raise OkqualError("errors.not_utf8", {"file": path.name}, "errors.not_utf8.try") from error
    # The limit is the whole process's: other readers rely on a stricter one.
    limit = csv.field_size_limit(LONGEST_FIELD)
    try:
        return _rows(text, path.name)
    finally:
        csv.field_size_limit(limit)


def _rows(text: str, file: str) -> list[dict[str, str]]:
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval="")
    try:
        names = set(reader.fieldnames or ())
        missing = {"case", "code"} - names or (set() if names & {"quote", "start"} else {"quote"})
        if missing:
            values: dict[str, object] = {"file": file, "columns": ", ".join(sorted(missing))}
            raise OkqualError("errors.csv_columns", values, "errors.csv_columns.try")
        return [{name: of_inert(row.get(name) or "") for name in COLUMNS} for row in reader]
    except csv.Error as error:
        raise OkqualError("errors.csv_broken", {"file": file, "line": reader.line_num}) from error


def export_codings(study: Study) -> str:
    """All codings and nothing-to-code marks as CSV text, note by note, readable by the import.

    A field that a spreadsheet program would run as a formula has an apostrophe first; the import takes it away.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for note in sorted(queries.note_ids(study.db)):
        now = queries.note_now(study.db, note)
        if now is not None:
            writer.writerows([inert(str(field)) for field in row] for row in _rows_of(now))
    return out.getvalue()


def _rows_of(now: NoteNow) -> Iterable[list[object]]:
    for coding in now.codings:
        if coding.note_version != now.version:
            continue
        touched = [p for p in now.passages if p.start < coding.end and p.end > coding.start]
        questions = " ".join(dict.fromkeys(q for p in touched for q in p.questions))
        yield [
            now.id, questions, coding.start, coding.end, now.text[coding.start : coding.end], coding.code,
            coding.value or "", coding.coder, coding.memo, now.version,
        ]  # fmt: skip
    for p in now.passages:
        for coder in p.nothing_by:
            quote = now.text[p.start : p.end]
            yield [now.id, " ".join(p.questions), p.start, p.end, quote, "", "", coder, "", now.version]


def _plan(study: Study, rows: list[dict[str, str]], file: str, progress: Progress | None) -> _Plan:
    plan, placer = _Plan(), Placer(study.db)
    seen: set[tuple[str, ...]] = set()
    there = _There.of(study)
    for i, row in enumerate(rows):
        if progress is not None and i % CHUNK == 0 and not progress(i, len(rows), file):
            raise OkqualError("errors.cancelled")
        try:
            place = placer.place(row)
            coder = _coder(study, row)
            _add(study, plan, row, place, coder, seen, there)
        except OkqualError as error:
            plan.faults.append(_at_line(error, file, i + 2))
    return plan


def _add(
    study: Study, plan: _Plan, row: dict[str, str], place: Place, coder: str, seen: set[tuple[str, ...]],
    there: _There,
) -> None:  # fmt: skip
    segment = Segment(place.version, place.start, place.end).id
    code, value = row["code"].strip(), row["value"].strip() or None
    plan.coders[coder] = None
    what = (segment, code, coder, value or "", row["memo"])
    definition = code_named(study, code) if code else None
    if what in seen or there.holds(place, segment, definition, coder, value or ""):
        plan.same += 1
        return
    seen.add(what)
    if definition is None:
        plan.nothing[place.note, coder].extend(place.numbers)
        plan.nothing_rows += 1
        return
    known = [v.id for v in definition.scale.values] if definition.scale else []
    if value is not None and value not in known:
        values: dict[str, object] = {"value": value, "code": code, "known": ", ".join(known) or "–"}
        raise OkqualError("errors.unknown_value", values, "errors.unknown_value.try")
    if definition.group:
        raise OkqualError("errors.group_code", {"code": definition.name}, "errors.group_code.try")
    if definition.retired:
        raise OkqualError("errors.retired_code", {"code": definition.name}, "errors.retired_code.try")
    there.codings[segment, code, coder].add(value or "")
    memo = contents.put(study.db, place.case, row["memo"]) if row["memo"] else None
    plan.items.append(
        [place.case, place.note, place.version, place.start, place.end, code, definition_in_force(study, definition),
         coder, value, 0, memo, []]
    )  # fmt: skip


def _write(pen: Pen, plan: _Plan, new_coders: tuple[str, ...]) -> None:
    batch = pen.begin_batch()
    for coder in new_coders:
        write_coder(pen, coder, coder, batch)
    for i in range(0, len(plan.items), CHUNK):
        pen.write(Kind.CODINGS_ADDED, {"codings": plan.items[i : i + CHUNK]}, batch=batch)
    for (note, coder), numbers in plan.nothing.items():
        payload = {"note": note, "numbers": list(dict.fromkeys(numbers)), "coder": coder, "on": True}
        pen.write(Kind.PASSAGE_NOTHING, payload, batch=batch)


def _coder(study: Study, row: dict[str, str]) -> str:
    coder = row["coder"].strip() or study.coder
    if not CODER.fullmatch(coder):
        raise OkqualError("errors.coder_name", {"coder": coder}, "errors.coder_name.try")
    return coder


def _at_line(error: OkqualError, file: str, line: int) -> OkqualError:
    return OkqualError(error.key, {**error.values, "file": file, "line": line}, error.try_this)
