"""From a file's bytes to its blocks: the suffix chooses the reader, and the bytes have to agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from okqual.errors import OkqualError
from okqual.ingest.readers.cues.timed_lines import with_times
from okqual.ingest.readers.sniffing import BINARY, OLE, TEXT, ZIP, kind_of_bytes, refuse_ole, zip_format
from okqual.model.note import SourceDocument

ACCEPTED, ORIGINAL = "accepted", "original"
"""How tracked changes can be read."""
LARGEST_FILE = 100_000_000
"""Bytes; a note is some tens of kilobytes, a transcript some hundreds."""

_FORMATS = {
    **dict.fromkeys((".txt", ".text"), "txt"),
    **dict.fromkeys((".md", ".markdown"), "md"),
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    **dict.fromkeys((".odt", ".ott"), "odt"),
    ".rtf": "rtf",
    ".pdf": "pdf",
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".vtt", ".srt"), "cues"),
}
SUFFIXES = frozenset(_FORMATS)
"""Suffixes of the files that can be read."""
_PLAIN = frozenset({"txt", "md", "cues", "html"})
"""Formats that are text; only the suffix tells them apart."""
_ZIPPED = frozenset({"docx", "odt"})


def read_document(content: bytes, name: str, encoding: str | None = None, changes: str = ACCEPTED) -> SourceDocument:
    """The blocks of a file. ``name`` is its file name, ``encoding`` overrides what a text file seems to have.

    ``changes`` says how tracked changes are read, where the format's reader can tell: as accepted, or
    as not yet made (``original``).

    Raises OkqualError, and nothing else, for what cannot be read.
    """
    if not content.strip():
        raise OkqualError("errors.note_empty", {"file": name}, "errors.note_empty.try")
    if len(content) > LARGEST_FILE:
        values: dict[str, object] = {"file": name, "limit": LARGEST_FILE // 1_000_000}
        raise OkqualError("errors.note_too_large", values, "errors.note_too_large.try")
    try:
        reader = _reader(content, name)
        document = (_ORIGINALS.get(reader, reader) if changes == ORIGINAL else reader)(content, name, encoding)
    except RecursionError as error:
        raise OkqualError("errors.note_too_deep", {"file": name}, "errors.note_too_deep.try") from error
    if not any(block.text.strip() for block in document.blocks):
        raise OkqualError("errors.note_no_text", {"file": name}, "errors.note_no_text.try")
    return with_times(document)


def is_grid(name: str, content: bytes) -> bool:
    """Whether a file is a workbook or CSV, whose questions and interviews :mod:`okqual.ingest.grids` reads."""
    from okqual.ingest.readers.sheets import is_spreadsheet

    return is_spreadsheet(name, content)


_Reader = Callable[[bytes, str, str | None], SourceDocument]


def _reader(content: bytes, name: str) -> _Reader:
    suffix = PurePath(name).suffix.lower()
    format_ = _FORMATS.get(suffix)
    found = kind_of_bytes(content)
    if found == OLE:
        raise refuse_ole(content, name)
    if found == ZIP:
        found = zip_format(content)
        # A damaged zip is told of by the reader of what its name says.
        found = format_ if found == ZIP and format_ in _ZIPPED else found
    if found in _READERS:
        if format_ not in {None, found}:
            # Programs go by the suffix: opened again from it, the file would be damaged or not open at all.
            values: dict[str, object] = {"file": name, "suffix": suffix, "right": f".{found}"}
            raise OkqualError("errors.note_suffix_differs", values, "errors.note_suffix_differs.try")
        return _READERS[found]
    if found not in {TEXT, BINARY}:
        raise OkqualError("errors.note_other_format", {"file": name, "found": found}, "errors.note_save_as.try")
    if format_ is None:
        raise OkqualError("errors.note_suffix", {"file": name, "suffix": suffix or "–"}, "errors.note_save_as.try")
    if format_ == "docx":
        raise OkqualError("errors.note_not_word", {"file": name, "suffix": suffix}, "errors.note_not_word.try")
    if format_ not in _PLAIN:
        raise OkqualError("errors.note_not_as_named", {"file": name, "suffix": suffix}, "errors.note_not_as_named.try")
    if found == BINARY:
        raise OkqualError("errors.note_binary", {"file": name}, "errors.note_save_as.try")
    return _READERS[format_]


# Readers are imported when first needed: lxml and markdown-it cost time that a text file does not need.


def _word(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.docx.reader import read_docx

    return read_docx(content, name)


def _original_word(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.docx.reader import read_docx

    return read_docx(content, name, original=True)


def _markdown(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.markdown.reader import read_markdown

    return read_markdown(content, name, encoding)


def _text(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.text.reader import read_text

    return read_text(content, name, encoding)


def _cues(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.cues.reader import read_cues

    return read_cues(content, name, encoding)


def _open_document(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.odt.reader import read_odt

    return read_odt(content, name)


def _rich_text(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.rtf.reader import read_rtf

    return read_rtf(content, name)


def _pdf(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.pdf.reader import read_pdf

    return read_pdf(content, name)


def _web_page(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.readers.html.reader import read_html

    return read_html(content, name, encoding)


_READERS: dict[str, _Reader] = {
    "docx": _word,
    "odt": _open_document,
    "rtf": _rich_text,
    "pdf": _pdf,
    "html": _web_page,
    "md": _markdown,
    "txt": _text,
    "cues": _cues,
}
_ORIGINALS: dict[_Reader, _Reader] = {_word: _original_word}
"""Readers of a text before its tracked changes, by those of the text with them."""
