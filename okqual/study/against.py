"""A published report held against the export that it was made of, without ids, manifest or places."""

from __future__ import annotations

import hashlib
from pathlib import Path

from okqual.analysis.published import compare
from okqual.analysis.returned.running_text import running_text
from okqual.errors import OkqualError
from okqual.messages import in_every_language
from okqual.model.note import BlockKind
from okqual.model.published import Comparison, Judged, TextBlock
from okqual.model.returned import Returned
from okqual.store import exported_texts
from okqual.study.opening import Study
from okqual.study.returned_places import mark_words
from okqual.text.folding import folded

_ENDS = (
    "export.manifest.heading", "export.manifest.heading.published", "export.evidence.heading", "methods.heading",
)  # fmt: skip
LONGEST_HEADING = 200


def hold_against(path: Path, export: Path) -> Comparison:
    """What became of each sentence of the export in the published file.

    Raises OkqualError for files that cannot be read, a PDF without text, and an export that is none of okqual's.
    """
    from okqual.ingest.returned_word import read_returned

    returned = read_returned(bytes_of(export), export.name)
    if not returned.export_id:
        raise OkqualError("errors.against_not_okqual", {"file": export.name}, "errors.against_not_okqual.try")
    ours = running(returned)
    if not any(not block.level for block in ours):
        raise OkqualError("errors.against_no_text", {"file": export.name}, "errors.against_no_text.try")
    made = compare(ours, _published(path))
    if not any(each.kind is not Judged.GONE for each in made.verdicts):
        raise OkqualError(
            "errors.against_nothing", {"file": path.name, "export": export.name}, "errors.against_nothing.try"
        )
    return made


def export_file(study: Study, name: str) -> Path:
    """The file of an export by its id: one in the study's folders that still is what was written.

    Raises OkqualError where there is none.
    """
    for export, file_name, digest in exported_texts.known_files(study.db):
        if export != name:
            continue
        for folder in (study.folder / "exports", study.folder, Path.cwd()):
            path = folder / file_name
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                return path
    raise OkqualError("errors.against_no_export", {"export": name}, "errors.against_no_export.try")


def running(returned: Returned) -> list[TextBlock]:
    """The running text of an export."""
    return running_text(returned, _folded(*_ENDS), _folded("export.outline.behind"), mark_words())


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises OkqualError where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise OkqualError("errors.pull_no_file", {"file": str(path)}, "errors.pull_no_file.try") from error


def _published(path: Path) -> list[TextBlock]:
    """The text of a report, whoever wrote it; last what stands in tables, boxes and notes at the foot of pages."""
    from okqual.ingest.documents import read_document

    document = read_document(bytes_of(path), path.name)
    found, beside = [], []
    for block in document.blocks:
        if block.row or block.kind is BlockKind.FOOTNOTE:
            beside.append(TextBlock(block.text, 0, block.place, beside=True))
            continue
        heading = block.kind is BlockKind.HEADING and len(block.text) <= LONGEST_HEADING
        found.append(TextBlock(block.text, max(block.level, 1) if heading else 0, block.place))
    return found + beside


def _folded(*keys: str) -> frozenset[str]:
    return frozenset(folded(text) for key in keys for text in in_every_language(key))
