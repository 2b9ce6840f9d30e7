"""``okqual load``: notes in, with a table of what was found in each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from okqual.cli.here import opened
from okqual.cli.paths import expanded
from okqual.cli.printing import emit_json, progress, progress_done, show, table, tell
from okqual.cli.words import argument, named, option
from okqual.errors import Faults, OkqualError
from okqual.messages import counted, message
from okqual.model.note import NoteStatus, Passage, PassageRole

if TYPE_CHECKING:
    from pathlib import Path

    from okqual.study.loading import Loaded
    from okqual.study.opening import Study

OF_THE_STUDY = ("errors.study_", "errors.disk_", "errors.no_guide", "errors.coder_name")
"""Errors that the next file would meet as well."""
UNSURE = 70
"""Placements with less confidence than this are put before a person."""


@named("load")
@argument("files", "files", nargs=-1, required=True)
@option("--as", "as_case", value="case")
@option("--add", is_flag=True)
@option("--dry-run", is_flag=True)
@option("--review", is_flag=True)
@option("--encoding", value="encoding")
@option("--json", "as_json", is_flag=True)
def command(
    files: tuple[str, ...], as_case: str | None, add: bool, dry_run: bool, review: bool, encoding: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    from okqual.ingest.documents import SUFFIXES

    paths = expanded(files, sorted(SUFFIXES))
    with opened(writes=not dry_run) as study:
        verb = partial(_preview, study, as_case, encoding) if dry_run else partial(_load, study, as_case, add, encoding)
        read, faults = _each(paths, verb)
    if as_json:
        emit_json([_plain(one) for one in read])
    elif read:
        _show(read, review, dry_run)
    if faults:
        raise faults[0] if len(paths) == 1 else Faults("errors.not_loaded", faults, {"of": len(paths)})


def _load(study: Study, as_case: str | None, add: bool, encoding: str | None, path: Path) -> Loaded:
    from okqual.study.loading import load

    return load(study, [path], as_case, add, encoding=encoding)[0]


def _preview(study: Study, as_case: str | None, encoding: str | None, path: Path) -> Loaded:
    from okqual.study.loading import preview

    return preview(study, path, as_case, encoding)


def _each(paths: list[Path], verb: Callable[[Path], Loaded]) -> tuple[list[Loaded], list[OkqualError]]:
    """Every file, one after the other: a note that cannot be read does not stop the others."""
    read: list[Loaded] = []
    faults: list[OkqualError] = []
    for i, path in enumerate(paths):
        progress(i, len(paths), path.name)
        try:
            read.append(verb(path))
        except OkqualError as error:
            if error.key.startswith(OF_THE_STUDY):
                raise
            faults.append(error)
        finally:
            progress_done()
    return read, faults


def _show(read: list[Loaded], review: bool, dry_run: bool) -> None:
    names = ("note", "file", "found", "missing", "passages", "unplaced", "unsure", "state")
    headings = [message(f"cli.column.{name}") for name in names]
    show(table(headings, [_row(one, dry_run) for one in read], numbers=range(2, 7)))
    for one in read:
        for remark in one.reading.remarks:
            tell(f"{one.file_name}: {message(remark.key, **remark.values)}")
    if review:
        _show_unsure(read)
    if dry_run:
        tell(message("cli.load.nothing_written"))
    elif not review and any(_unsure(one) for one in read):
        tell(message("cli.load.see_review"))


def _row(one: Loaded, dry_run: bool) -> list[object]:
    found = _questions(one, missing=False)
    state = message("cli.load.known" if not one.new else "cli.load.would_be_new" if dry_run else "cli.load.new")
    return [one.note, one.file_name, len(found), len(_questions(one, missing=True)), len(one.reading.passages),
            len(_unplaced(one)), len(_unsure(one)), state]  # fmt: skip


def _show_unsure(read: list[Loaded]) -> None:
    rows = [_placement(one, passage) for one in read for passage in (*_unplaced(one), *_unsure(one))]
    tell(counted("cli.load.to_review", len(rows)))
    if rows:
        names = ("id", "question", "suggested", "confidence", "text")
        show(table([message(f"cli.column.{name}") for name in names], rows, numbers={3}))


def _placement(one: Loaded, passage: Passage) -> list[object]:
    text = one.reading.text[passage.start : passage.end]
    question = " ".join(passage.questions) or "–"
    return [f"{one.note}:{passage.number}", question, " ".join(passage.suggested), passage.confidence, text]


def _questions(one: Loaded, missing: bool) -> list[str]:
    return [q.question for q in one.reading.questions if (q.status == NoteStatus.NOT_IN_NOTE) == missing]


def _unplaced(one: Loaded) -> list[Passage]:
    return [p for p in one.reading.passages if p.role == PassageRole.ANSWER and not p.questions]


def _unsure(one: Loaded) -> list[Passage]:
    placed = [p for p in one.reading.passages if p.role == PassageRole.ANSWER and p.questions]
    return [p for p in placed if p.confidence < UNSURE or p.suggested]


def _plain(one: Loaded) -> dict[str, Any]:
    return {
        "case": one.case,
        "note": one.note,
        "file": one.file_name,
        "new": one.new,
        "format": one.reading.format,
        "encoding": one.reading.encoding or None,
        "found": _questions(one, missing=False),
        "missing": _questions(one, missing=True),
        "passages": len(one.reading.passages),
        "unplaced": [f"{one.note}:{p.number}" for p in _unplaced(one)],
        "unsure": [f"{one.note}:{p.number}" for p in _unsure(one)],
        "remarks": [message(remark.key, **remark.values) for remark in one.reading.remarks],
    }
