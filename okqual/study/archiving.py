"""A study as plain files for the agency's archive, and made again from them with the same digests."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import okqual
from okqual.errors import OkqualError
from okqual.export.archive import Part, json_lines, write_archive
from okqual.export.codebook_yaml import codebook_yaml
from okqual.export.guide_yaml import guide_yaml
from okqual.export.table_files import csv_of
from okqual.export.writing import former_kept, move
from okqual.ingest.archive_file import FILES, FORMAT, JOURNAL, KEYS, STUDY, TEXTS, VERSION, Archive
from okqual.messages import message
from okqual.model.canonical import canonical
from okqual.model.interview import NoteNow
from okqual.store import archived, contents, queries
from okqual.store.database import create_database, database_errors, reading, writing
from okqual.store.entries import state_digest
from okqual.store.verify import chain_of, table_digests
from okqual.study import definitions, reporting
from okqual.study.cases_file import export_cases
from okqual.study.codings_file import export_codings
from okqual.study.founding import make_folders, remove_part
from okqual.study.opening import DATABASE, Progress, Study, open_study
from okqual.study.tabulating import study_tables

STEPS = 6
"""Of an archive and of an import, as the progress counts them."""
_ODD = re.compile(r"[^\w.-]+")


def export_archive(study: Study, path: Path, progress: Progress | None = None) -> Path:
    """Write the whole study as an archive; the same state gives the same bytes. Returns the path.

    Raises OkqualError for a place that cannot be written, and when ``progress`` asked to stop.
    """
    if path.suffix.lower() != ".zip":
        values: dict[str, object] = {"file": path.name, "known": ".zip"}
        raise OkqualError("errors.unknown_suffix", values, "errors.unknown_suffix.try")
    tell = _telling(progress, path)
    with former_kept(path):
        with reading(study.db):
            said = reporting.manifest(study, {"what": "archive"})
            write_archive(path, _parts(study, said.state, tell))
        reporting.journal_export(study, path, said, "archive", [])
    return path


def import_archive(path: Path, folder: Path, coder: str | None = None, progress: Progress | None = None) -> Study:
    """Make the study of an archive again in ``folder``; it appears only when every digest is the archive's.

    Raises OkqualError for what is no whole archive, and for a folder that has a study.
    """
    if (folder / DATABASE).exists():
        raise OkqualError("errors.study_exists", {"file": str(folder / DATABASE)}, "errors.study_exists.try")
    tell = _telling(progress, path)
    tell(0, message("cli.archive.checking"))
    with Archive(path) as archive:
        new, part = not folder.exists(), folder / f"{DATABASE}.part"
        try:
            make_folders(folder)
            remove_part(part)
            with database_errors(part), contextlib.closing(Study(folder, create_database(part), "")) as study:
                _fill(study, archive, tell)
                _check_same(study, archive)
                _write_definitions(study)
            move(part, folder / DATABASE)
        except BaseException:
            with contextlib.suppress(OSError):
                shutil.rmtree(folder) if new else remove_part(part)
            raise
    return open_study(folder, coder)


Tell = Callable[[int, str], None]


def _telling(progress: Progress | None, path: Path) -> Tell:
    def tell(step: int, what: str) -> None:
        if progress is not None and not progress(step, STEPS, what):
            raise OkqualError("errors.archive_stopped", {"file": path.name})

    return tell


def _parts(study: Study, state: str, tell: Tell) -> Iterator[Part]:
    db = study.db
    yield message("export.archive.readme_name"), [message("export.archive.readme", name=study.name).encode()]
    about = {
        "format": FORMAT, "version": VERSION, "study": queries.setting(db, "id"), "name": study.name, "state": state,
        "entries": archived.count(db), "tables": table_digests(db), "okqual": okqual.__version__,
    }  # fmt: skip
    yield STUDY, [canonical(about).encode()]
    tell(1, JOURNAL)
    yield JOURNAL, json_lines(archived.journal_lines(db))
    tell(2, TEXTS)
    yield TEXTS, json_lines(archived.text_lines(db))
    yield KEYS, json_lines(archived.key_lines(db))
    tell(3, FILES)
    names = _Names()
    files = [(names.free("originals", _file_name(each), ""), each) for each in archived.kept_files(db)]
    yield FILES, json_lines({"part": part, "case": each.case, "sha256": each.sha256, "name": each.name}
                            for part, each in files)  # fmt: skip
    for part, each in files:
        content = contents.get_file(db, each.sha256)
        if content is not None:
            yield part, [content]
    tell(4, "notes")
    for part, content in _readable(study):
        yield part, [content]
    tell(5, "tables")
    yield "tables/codings.csv", [export_codings(study).encode("utf-8", "replace")]
    yield "tables/cases.csv", [export_cases(study).encode("utf-8", "replace")]
    for table in (*(study_tables(study) if definitions.codebooks(study) else ()), *archived.written_tables(db)):
        yield f"tables/{table.id}.csv", [csv_of(table)]


def _readable(study: Study) -> Iterator[tuple[str, bytes]]:
    """The notes as plain text, guides and codebooks: what is read without okqual, and is the same in all languages."""
    names = _Names()
    for note in sorted(queries.note_ids(study.db)):
        now = queries.note_now(study.db, note)
        if now is not None:
            yield names.free("notes", note, ".txt"), _as_text(now).encode("utf-8", "replace")
    for guide in definitions.guides(study):
        yield names.free("guides", guide.id, ".yaml"), guide_yaml(guide).encode()
    for book in definitions.codebooks(study):
        yield names.free("codes", book.id, ".yaml"), codebook_yaml(book).encode()


def _fill(study: Study, archive: Archive, tell: Tell) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        for line in archive.lines(FILES):
            content = archive.read(str(line["part"]))
            if hashlib.sha256(content).hexdigest() != line["sha256"]:
                raise archive.damaged(str(line["part"]))
            yield str(line["case"]), content

    tell(1, JOURNAL)
    try:
        with writing(study.db):
            archived.fill(study.db, archive.lines(JOURNAL), archive.lines(TEXTS), archive.lines(KEYS), files())
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise archive.damaged(JOURNAL) from error


def _check_same(study: Study, archive: Archive) -> None:
    """What was made is what was archived."""
    if state_digest(study.db) != archive.about.get("state") or chain_of(study.db)[1]:
        raise archive.damaged(JOURNAL)
    if contents.not_under_their_names(study.db):
        raise archive.damaged(TEXTS)
    said = archive.about.get("tables")
    made = table_digests(study.db)
    for table, digest in said.items() if isinstance(said, dict) else ():
        if made.get(table, digest) != digest:
            raise archive.damaged(table)
    if archive.about.get("okqual") == okqual.__version__:  # another may have written them in another way
        for part, content in _readable(study):
            if archive.read(part) != content:
                raise archive.damaged(part)


def _write_definitions(study: Study) -> None:
    for folder, whole, text in (
        *(("guides", guide.id, guide_yaml(guide)) for guide in definitions.guides(study)),
        *(("codes", book.id, codebook_yaml(book)) for book in definitions.codebooks(study)),
    ):
        file = study.folder / folder / f"{_plain(whole)}.yaml"
        if not file.exists():
            file.write_text(text, encoding="utf-8", newline="\n")


class _Names:
    """Names of files that are harmless on every system and differ in more than upper and lower case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: str, name: str, suffix: str) -> str:
        """A name that no other file has."""
        plain, number = f"{folder}/{_plain(name)}", 1
        found = plain + suffix
        while found.casefold() in self._taken:
            number += 1
            found = f"{plain}-{number}{suffix}"
        self._taken.add(found.casefold())
        return found


def _as_text(now: NoteNow) -> str:
    """A note as plain text, each passage after its citation id."""
    lines = [f"{now.id}:{passage.number}\t{' '.join(now.text[passage.start : passage.end].split())}"
             for passage in now.passages]  # fmt: skip
    return "\n".join(lines) + "\n"


def _file_name(file: archived.KeptFile) -> str:
    """A name that is the file's own and harmless everywhere."""
    return f"{file.sha256[:12]}-{_plain(file.name or 'file')}"


def _plain(name: str) -> str:
    # Old programs for zips read other signs than these in their own way.
    name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _ODD.sub("_", name).strip("._")[-80:] or "_"
