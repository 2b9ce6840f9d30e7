"""From a file's bytes to its blocks: the suffix chooses the reader, the bytes have the last word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from okqual.errors import OkqualError
from okqual.ingest.sniffing import BINARY, OLE, TEXT, ZIP, kind_of_bytes, refuse_ole, zip_format
from okqual.model.note import SourceDocument

LARGEST_FILE = 100_000_000
"""Bytes; a note is some tens of kilobytes, a transcript some hundreds."""

_TEXT_SUFFIXES = frozenset({".txt", ".text"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx"})
SUFFIXES = _TEXT_SUFFIXES | _MARKDOWN_SUFFIXES | _WORD_SUFFIXES
"""Suffixes of the files that can be read."""


def read_document(content: bytes, name: str, encoding: str | None = None) -> SourceDocument:
    """The blocks of a file. ``name`` is its file name, ``encoding`` overrides what a text file seems to have.

    Raises OkqualError, and nothing else, for what cannot be read.
    """
    if not content.strip():
        raise OkqualError("errors.note_empty", {"file": name}, "errors.note_empty.try")
    if len(content) > LARGEST_FILE:
        values: dict[str, object] = {"file": name, "limit": LARGEST_FILE // 1_000_000}
        raise OkqualError("errors.note_too_large", values, "errors.note_too_large.try")
    document = _reader(content, name)(content, name, encoding)
    if not any(block.text.strip() for block in document.blocks):
        raise OkqualError("errors.note_no_text", {"file": name}, "errors.note_no_text.try")
    return document


_Reader = Callable[[bytes, str, str | None], SourceDocument]


def _reader(content: bytes, name: str) -> _Reader:
    suffix = PurePath(name).suffix.lower()
    found = kind_of_bytes(content)
    if found == OLE:
        raise refuse_ole(content, name)
    if found == ZIP:
        return _zip_reader(content, name, suffix)
    if found not in {TEXT, BINARY}:
        raise OkqualError("errors.note_other_format", {"file": name, "found": found}, "errors.note_save_as.try")
    if suffix in _WORD_SUFFIXES:
        raise OkqualError("errors.note_not_word", {"file": name, "suffix": suffix}, "errors.note_not_word.try")
    if suffix not in SUFFIXES:
        raise OkqualError("errors.note_suffix", {"file": name, "suffix": suffix or "–"}, "errors.note_save_as.try")
    if found == BINARY:
        raise OkqualError("errors.note_binary", {"file": name}, "errors.note_save_as.try")
    return _markdown if suffix in _MARKDOWN_SUFFIXES else _text


def _zip_reader(content: bytes, name: str, suffix: str) -> _Reader:
    found = zip_format(content)
    if found == "docx" or (found == ZIP and suffix in _WORD_SUFFIXES):
        # A Word document with another suffix is still a Word document.
        return _word
    raise OkqualError("errors.note_other_format", {"file": name, "found": found}, "errors.note_save_as.try")


# Readers are imported when first needed: lxml and markdown-it cost time that a text file does not need.


def _word(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.docx_reader import read_docx

    return read_docx(content, name)


def _markdown(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.markdown_reader import read_markdown

    return read_markdown(content, name, encoding)


def _text(content: bytes, name: str, encoding: str | None) -> SourceDocument:
    from okqual.ingest.text_reader import read_text

    return read_text(content, name, encoding)
