"""An evidence book read for what it says: which export it is, and its words in the order of the page."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass

from okqual.errors import OkqualError
from okqual.ingest.readers.html.reader import read_html
from okqual.model.note import BlockKind

_NAMED = re.compile(rb'<meta name="okqual" content="([^"<>]{1,2000})">')
_TITLE = re.compile(r' data-title="([^"<>]*)"')
_HEAD = 20_000
"""Bytes in which a page says what it is."""


@dataclass(frozen=True, slots=True)
class BookBlock:
    """A paragraph, heading, quote or cell of the page."""

    text: str
    heading: str
    """The heading that it stands under."""
    quote: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """A page, read."""

    name: str
    sha256: str
    export_id: str
    study_id: str
    blocks: tuple[BookBlock, ...]
    titles: tuple[str, ...] = ()
    """What stands above the quotes that a number or shade opens, in the order of the page."""


def is_page(content: bytes) -> bool:
    """Whether the bytes are a web page."""
    return content.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))


def read_book(content: bytes, name: str) -> ReturnedBook:
    """The page. Raises OkqualError for one that is no evidence book of okqual's."""
    found = _NAMED.search(content[:_HEAD])
    try:
        said = json.loads(html.unescape(found[1].decode("utf-8"))) if found else {}
    except (ValueError, RecursionError):
        said = {}
    if not isinstance(said, dict) or not isinstance(said.get("export"), str):
        raise OkqualError("errors.pull_not_okqual", {"file": name}, "errors.pull_not_okqual.try")
    blocks, heading = [], ""
    for block in read_html(content, name).blocks:
        heading = block.text if block.kind is BlockKind.HEADING else heading
        blocks.append(BookBlock(block.text, heading, block.kind is BlockKind.ASIDE))
    digest = hashlib.sha256(content).hexdigest()
    titles = tuple(map(html.unescape, _TITLE.findall(content.decode("utf-8", "replace"))))
    return ReturnedBook(name, digest, said["export"], str(said.get("study", "")), tuple(blocks), titles)
