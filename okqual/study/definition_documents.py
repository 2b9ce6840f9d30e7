"""Guides and codebooks out of documents: read, shown to a person, written as YAML into the study, imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from okqual.errors import OkqualError
from okqual.model.codebook import Codebook
from okqual.model.guide import Guide
from okqual.study import definitions
from okqual.study.opening import Study, shipped

if TYPE_CHECKING:
    from okqual.ingest.definitions.outline import Found
    from okqual.model.events import Entry
    from okqual.model.note import SourceDocument

YAML = frozenset({".yaml", ".yml", ".json", ""})
"""Suffixes of files that are read as YAML; everything else is a document."""

Whole = TypeVar("Whole", Guide, Codebook)


@dataclass(frozen=True, slots=True)
class ReadDefinition(Generic[Whole]):
    """A guide or codebook as read from a file; nothing of the study has changed."""

    whole: Whole
    found: tuple[Found, ...] = ()
    """What was read from where in a document, then what was not used; empty for YAML."""
    is_document: bool = False
    codes_made: bool = False
    """Each evaluation question got a code, since the document has none."""
    like: str = ""
    """Title of the guide whose names and wordings its questions took over; empty where none asks the same."""


@dataclass(frozen=True, slots=True)
class TakenDefinition(Generic[Whole]):
    """A guide or codebook that is imported now."""

    whole: Whole
    entry: Entry | None
    """None when it was in force as it is."""
    file: Path | None = None
    """The YAML file that was written for a document."""


def read_guide(path: Path, guide_id: str = "", title: str = "", known: Iterable[Guide] = ()) -> ReadDefinition[Guide]:
    """The guide in a YAML file or a document. Raises OkqualError for what cannot be read or holds no questions.

    Questions out of a document take over names and wordings from the guide among ``known``, or the
    shipped one, that asks the same questions.
    """
    from okqual.ingest.definitions.guide_file import load_guide

    if path.suffix.lower() in YAML:
        _refuse_names(path, guide_id, title)
        return ReadDefinition(load_guide(path))
    from okqual.ingest.definitions.guide_document import guide_from_document
    from okqual.ingest.definitions.guide_wordings import with_wordings_of

    read = guide_from_document(_document(path), path.name, guide_id, title)
    guides = [*known, *(load_guide(file) for file in sorted(shipped("guides").glob("*.yaml")))]
    whole, source = with_wordings_of(read.guide, guides)
    return ReadDefinition(_checked_guide(whole), read.found, True, like=source.title if source else "")


def read_codebook(path: Path, codebook_id: str = "", title: str = "") -> ReadDefinition[Codebook]:
    """The codebook in a YAML file or a document. Raises OkqualError for what cannot be read or holds no codes."""
    from okqual.ingest.definitions.codebook_file import load_codebook

    if path.suffix.lower() in YAML:
        _refuse_names(path, codebook_id, title)
        return ReadDefinition(load_codebook(path))
    from okqual.ingest.definitions.codebook_document import codebook_from_document

    read = codebook_from_document(_document(path), path.name, codebook_id, title)
    return ReadDefinition(_checked_codebook(read.codebook), read.found, True, read.codes_made)


def import_guide(study: Study, path: Path, guide_id: str = "", title: str = "") -> TakenDefinition[Guide]:
    """Bring in a guide from YAML or a document; what comes from a document is written to ``guides/`` as YAML."""
    return take_guide(study, read_guide(path, guide_id, title, definitions.guides(study)))


def import_codebook(study: Study, path: Path, codebook_id: str = "", title: str = "") -> TakenDefinition[Codebook]:
    """Bring in a codebook from YAML or a document; what comes from a document is written to ``codes/`` as YAML."""
    return take_codebook(study, read_codebook(path, codebook_id, title))


def take_guide(study: Study, read: ReadDefinition[Guide], batch: str = "") -> TakenDefinition[Guide]:
    """Import a guide that was read. Raises OkqualError where a file with other content is in its way."""
    file = _written(study, read) if read.is_document else None
    return TakenDefinition(read.whole, definitions.take_guide(study, read.whole, batch), file)


def take_codebook(study: Study, read: ReadDefinition[Codebook], batch: str = "") -> TakenDefinition[Codebook]:
    """Import a codebook that was read. Raises OkqualError where a file with other content is in its way."""
    file = _written(study, read) if read.is_document else None
    return TakenDefinition(read.whole, definitions.take_codebook(study, read.whole, batch), file)


def _document(path: Path) -> SourceDocument:
    from okqual.ingest.documents import read_document

    if path.exists() and not path.is_file():
        raise OkqualError("errors.no_file", {"file": str(path)}, "errors.no_file.try")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error
    return read_document(content, path.name)


def _refuse_names(path: Path, name: str, title: str) -> None:
    if name or title:
        raise OkqualError("errors.yaml_has_names", {"file": path.name}, "errors.yaml_has_names.try")


def _checked_guide(guide: Guide) -> Guide:
    """The guide as its YAML file gives it back; raises Faults as for any such file."""
    from okqual.export.guide_yaml import guide_yaml
    from okqual.ingest.definitions.guide_file import parse_guide

    return parse_guide(guide_yaml(guide), f"{guide.id}.yaml")


def _checked_codebook(codebook: Codebook) -> Codebook:
    """The codebook as its YAML file gives it back; raises Faults as for any such file."""
    from okqual.export.codebook_yaml import codebook_yaml
    from okqual.ingest.definitions.codebook_file import parse_codebook

    return parse_codebook(codebook_yaml(codebook), f"{codebook.id}.yaml")


def _written(study: Study, read: ReadDefinition[Whole]) -> Path:
    """The study's YAML file of what was read from a document."""
    from okqual.export.codebook_yaml import codebook_yaml
    from okqual.export.guide_yaml import guide_yaml
    from okqual.export.writing import write_bytes

    whole = read.whole
    folder, text = ("guides", guide_yaml(whole)) if isinstance(whole, Guide) else ("codes", codebook_yaml(whole))
    file = study.folder / folder / f"{whole.id}.yaml"
    content = text.encode("utf-8")
    if file.exists() and file.read_bytes() != content and not definitions.is_in_force(study, file):
        raise OkqualError("errors.definition_in_the_way", {"file": str(file)}, "errors.definition_in_the_way.try")
    file.parent.mkdir(exist_ok=True)
    write_bytes(file, content)
    return file
