"""What ``guide import`` and ``codes import`` share: several files, a preview of what a document gave, the import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.cli.here import opened
from okqual.cli.paths import expanded
from okqual.cli.printing import show, table, tell
from okqual.errors import USAGE, OkqualError
from okqual.messages import message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.ingest.definitions.outline import Found
    from okqual.study.definition_documents import ReadDefinition, TakenDefinition
    from okqual.study.opening import Study

LONGEST = 70
"""Characters of a text in the preview."""


def one_name(files: Sequence[str], own_id: str, title: str) -> list[Path]:
    """The files; raises OkqualError where several of them would get the same id or title."""
    paths = expanded(files)
    if len(paths) > 1 and (own_id or title):
        raise OkqualError("errors.names_for_several", {"count": len(paths)}, "errors.names_for_several.try", USAGE)
    return paths


def preview(path: Path, read: ReadDefinition[Any]) -> None:
    """Show what was read from where."""
    if not read.is_document:
        tell(message("cli.definition.fine", file=path.name, title=read.whole.title))
        return
    show(message("cli.definition.read", file=path.name, title=read.whole.title, id=read.whole.id))
    names = ("place", "what", "id", "text")
    show(table([message(f"cli.column.{name}") for name in names], [_row(found) for found in read.found]))
    if read.like:
        tell(message("cli.definition.like", guide=read.like))
    if read.codes_made:
        tell(message("cli.definition.codes_made"))


def import_all(
    paths: Sequence[Path],
    reads: Callable[[Path, Study | None], ReadDefinition[Any]],
    takes: Callable[[Study, ReadDefinition[Any]], TakenDefinition[Any]],
    words: str,
    dry_run: bool,
) -> set[str]:
    """Read and show every file, and import it unless that is all that was asked for; the ids that were imported."""
    if dry_run:
        for path in paths:
            preview(path, reads(path, None))
        return set()
    ids = set()
    with opened(writes=True) as study:
        for path in paths:
            read = reads(path, study)
            if read.is_document:
                preview(path, read)
            _tell_taken(path, takes(study, read), words)
            ids.add(read.whole.id)
    return ids


def _tell_taken(path: Path, taken: TakenDefinition[Any], words: str) -> None:
    if taken.file is not None:
        tell(message("cli.written", file=visible_line(str(taken.file))))
    tell(message(f"cli.{words}.imported" if taken.entry else f"cli.{words}.same", file=path.name))


def _row(found: Found) -> list[object]:
    from okqual.ingest.definitions.outline import clipped

    text = clipped(" ".join(found.text.split()), LONGEST)
    return [found.place, message(f"cli.found.{found.what}"), found.id, text]
