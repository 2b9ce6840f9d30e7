"""Make a new study: its folders, name, guide and codebook, and the example's notes, codings and chapters."""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from okqual.errors import OkqualError
from okqual.export.writing import move
from okqual.model.events import Kind
from okqual.store import contents
from okqual.store.database import create_database
from okqual.study.changing import changing, write_setting
from okqual.study.codings_file import import_codings
from okqual.study.definition_documents import YAML, read_codebook, read_guide, take_codebook, take_guide
from okqual.study.loading import load
from okqual.study.opening import DATABASE, FOLDERS, SETTINGS, Progress, Study, open_study, shipped, who
from okqual.study.shipped_chapters import take_chapters
from okqual.text.swedish import swedish_key

DIARY = "diarienummer"
"""The setting of a study that exports name it by."""
CODEBOOK = "kriterier.yaml"
"""The shipped codebook that a new study takes; the other one is for descriptions of measures."""

PATTERNS = {"guides": "*.yaml", "codes": CODEBOOK}
CODINGS = "kodningar.csv"
CHAPTERS = "kapitel.yaml"
NOTES = {".docx", ".md", ".odt", ".pdf", ".rtf", ".txt", ".vtt"}


def create_study(
    folder: Path,
    guides: Sequence[Path] = (),
    codebooks: Sequence[Path] = (),
    name: str = "",
    coder: str | None = None,
    example: bool = False,
    progress: Progress | None = None,
    diary: str = "",
) -> Study:
    """Make a new study in ``folder``: its folders, copies of guide and codebook, and the journal.

    Without ``guides`` or ``codebooks`` those in the folder are taken, else the shipped ones. With
    ``example`` the shipped notes and their codings come too; ``diary`` is the study's diarienummer. The
    database appears under its final name only when all of this has succeeded.
    """
    coder_name = who(coder)
    if (folder / DATABASE).exists():
        raise OkqualError("errors.study_exists", {"file": str(folder / DATABASE)}, "errors.study_exists.try")
    check(guides, codebooks)
    new, part = not folder.exists(), folder / f"{DATABASE}.part"
    try:
        make_folders(folder)
        remove_part(part)
        with contextlib.closing(Study(folder, create_database(part), coder_name)) as study:
            _found(study, guides, codebooks, name, example, progress, diary)
        move(part, folder / DATABASE)
    except BaseException:
        _take_back(folder, part, new)
        raise
    return open_study(folder, coder_name)


def check(guides: Sequence[Path], codebooks: Sequence[Path]) -> None:
    """Read guides and codebooks before anything is made. Raises OkqualError with all their faults."""
    for path in guides:
        read_guide(path)
    for path in codebooks:
        read_codebook(path)


def _found(
    study: Study, guides: Sequence[Path], codebooks: Sequence[Path], name: str, example: bool,
    progress: Progress | None, diary: str,
) -> None:  # fmt: skip
    """Write the first entries of a new study."""
    title = name or study.folder.resolve().name
    with changing(study) as pen:
        text = contents.put(study.db, contents.STUDY, title)
        # One batch, which no undo takes back: without guide and codebook there is no study.
        batch = pen.begin_batch()
        pen.write(Kind.STUDY_CREATED, {"study": secrets.token_hex(8), "name": text}, batch=batch)
        if diary:
            write_setting(pen, DIARY, diary, batch)
    for path in _own(study, "guides", guides):
        take_guide(study, read_guide(path), batch)
    for path in _own(study, "codes", codebooks):
        take_codebook(study, read_codebook(path), batch)
    if example:
        _load_example(study, progress)


def _own(study: Study, kind: str, given: Sequence[Path]) -> list[Path]:
    folder = study.folder / kind
    if given:
        return [copy_in(path, folder) if path.suffix.lower() in YAML else path for path in given]
    return [copy_in(path, folder) for path in not_given(study.folder, kind)]


def not_given(folder: Path, kind: str) -> list[Path]:
    """The "guides" or "codes" of a new study in a folder that is given none: its own, else the shipped ones."""
    pattern = PATTERNS[kind]
    return sorted((folder / kind).glob(pattern)) or sorted(shipped(kind).glob(pattern))


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
        # The shipped file itself: one of that name in the folder may be anything.
        take_chapters(study, shipped("transcripts") / CHAPTERS)


def make_folders(folder: Path) -> None:
    try:
        for part in FOLDERS:
            (folder / part).mkdir(parents=True, exist_ok=True)
        settings = folder / SETTINGS
        if not settings.exists():
            settings.write_text('language = "sv"\n', encoding="utf-8")
    except OSError as error:
        key = "errors.export_disk_full" if error.errno == errno.ENOSPC else "errors.cannot_write"
        raise OkqualError(key, {"file": str(folder)}, f"{key}.try") from error


def copy_in(source: Path, folder: Path) -> Path:
    """Copy a file into a folder of the study unless it lies there; where it is then."""
    target = folder / source.name
    if not target.exists():
        shutil.copyfile(source, target)
    return target


def _take_back(folder: Path, part: Path, new: bool) -> None:
    """Leave nothing half made: a folder that was not there goes whole, in another one the database."""
    with contextlib.suppress(OSError):
        if new:
            shutil.rmtree(folder)
        else:
            remove_part(part)


def remove_part(part: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
