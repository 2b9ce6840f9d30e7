"""What a new study begins with: its name, guide and codebook, and the example's notes and codings."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from okqual.model.events import Kind
from okqual.store import contents
from okqual.study.changing import changing
from okqual.study.codings_file import import_codings
from okqual.study.definition_documents import YAML, read_codebook, read_guide, take_codebook, take_guide
from okqual.study.loading import load
from okqual.study.opening import Progress, Study, copy_in, shipped
from okqual.text.swedish import swedish_key

CODEBOOK = "kriterier.yaml"
"""The shipped codebook that a new study takes; the other one is for descriptions of measures."""

CODINGS = "kodningar.csv"
NOTES = {".docx", ".md", ".odt", ".pdf", ".rtf", ".txt", ".vtt"}


def check(guides: Sequence[Path], codebooks: Sequence[Path]) -> None:
    """Read guides and codebooks before anything is made. Raises OkqualError with all their faults."""
    for path in guides:
        read_guide(path)
    for path in codebooks:
        read_codebook(path)


def found(
    study: Study, guides: Sequence[Path], codebooks: Sequence[Path], name: str, example: bool, progress: Progress | None
) -> None:
    """Write the first entries of a new study."""
    title = name or study.folder.resolve().name
    with changing(study) as pen:
        text = contents.put(study.db, contents.STUDY, title)
        pen.write(Kind.STUDY_CREATED, {"study": secrets.token_hex(8), "name": text})
    for path in _own(study, "guides", guides, "*.yaml"):
        take_guide(study, read_guide(path))
    for path in _own(study, "codes", codebooks, CODEBOOK):
        take_codebook(study, read_codebook(path))
    if example:
        _load_example(study, progress)


def _own(study: Study, kind: str, given: Sequence[Path], pattern: str) -> list[Path]:
    folder = study.folder / kind
    if given:
        return [copy_in(path, folder) if path.suffix.lower() in YAML else path for path in given]
    there = sorted(folder.glob(pattern))
    return there or [copy_in(path, folder) for path in sorted(shipped(kind).glob(pattern))]


def _load_example(study: Study, progress: Progress | None) -> None:
    folder = study.folder / "transcripts"
    material = sorted(shipped("transcripts").iterdir(), key=lambda path: swedish_key(path.name))
    for path in material:
        if path.is_file() and not path.name.startswith("."):
            copy_in(path, folder)
    notes = [folder / path.name for path in material if path.suffix in NOTES and path.stem != "README"]
    load(study, notes, progress=progress)
    codings = folder / CODINGS
    if codings.is_file():
        import_codings(study, codings)
