"""An evidence book checked: each of its words against the book that the study would write now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.messages import in_every_language, message, speaking
from okqual.model.delivered import Delivered, Fault
from okqual.model.returned import Exported
from okqual.model.summary import without_links
from okqual.store import exported_texts
from okqual.store.entries import state_digest
from okqual.study.opening import Study, setting
from okqual.text.said_numbers import numbers_in

if TYPE_CHECKING:
    from okqual.ingest.returned_book import BookBlock, ReturnedBook

SHOWN = 200


def check_book(study: Study, content: bytes, name: str) -> Delivered:
    """Check a book of this study. Raises OkqualError for a page that is none."""
    from okqual.ingest.returned_book import read_book

    book = read_book(content, name)
    values: dict[str, object] = {"file": name, "export": book.export_id}
    if book.study_id and book.study_id != setting(study, "id"):
        raise OkqualError("errors.pull_other_study", values, "errors.pull_other_study.try")
    exports = exported_texts.exports(study.db, book.export_id)
    if not exports:
        raise OkqualError("errors.pull_unknown_export", values, "errors.pull_unknown_export.try")
    export = exports[0]
    known = {digest for each, _, digest in exported_texts.known_files(study.db) if each == export.id}
    made = None if export.texts is None else _made_again(study, export)
    faults = () if made is None else tuple(_differences(_said(made), _said(book)))
    return Delivered(export, book.sha256 in known, export.state == state_digest(study.db), faults)


def _differences(made: Sequence[BookBlock], said: Sequence[BookBlock]) -> Iterator[Fault]:
    """What differs, block by block."""
    matcher = SequenceMatcher(None, [block.text for block in made], [block.text for block in said])
    for deed, a, b, c, d in matcher.get_opcodes():
        if deed == "equal":
            continue
        for one, other in zip(made[a:b], said[c:d], strict=False):
            yield Fault(_kind(one, other), other.heading, message(
                "export.delivered.number", now=_short(other.text), other=_short(one.text)
            ))  # fmt: skip
        pairs = min(b - a, d - c)
        for one in made[a + pairs : b]:
            yield Fault("missing", one.heading, message("export.delivered.missing", text=_short(one.text)))
        for other in said[c + pairs : d]:
            yield Fault("new", other.heading, message("export.delivered.new", text=_short(other.text)))


def _kind(one: BookBlock, other: BookBlock) -> str:
    if one.quote:
        return "quote"
    same = numbers_in(without_links(one.text)) == numbers_in(without_links(other.text))
    return "text" if same else "number"


def _said(book: ReturnedBook) -> list[BookBlock]:
    """What the book says of the study: not what it says of itself, which changes with the state."""
    from okqual.ingest.returned_book import BookBlock

    ends = set(in_every_language("export.book.about"))
    found: list[BookBlock] = []
    titles = [BookBlock(title, title) for title in book.titles]
    for at, block in enumerate(book.blocks):
        if block.text in ends and block.heading == block.text:
            break
        if at > 2 and book.export_id not in block.text:
            found.append(block)
    return found + titles


def _made_again(study: Study, export: Exported) -> ReturnedBook | None:
    """The book as it would be written now; None where it cannot be any more."""
    from okqual.ingest.returned_book import read_book
    from okqual.study.evidence_book import write_book

    options = export.options
    with tempfile.TemporaryDirectory() as folder, speaking(options.get("language", "")):
        path = Path(folder) / "igen.html"
        try:
            write_book(
                replace(study, read_only=True), path, options.get("criteria", "").split(),
                options.get("publish") == "True", options.get("outside") == "True",
            )  # fmt: skip
        except OkqualError:
            return None
        return read_book(path.read_bytes(), path.name)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
