"""Compile the ``.po`` files to the ``.mo`` files that gettext reads: ``python -m okqual.messages.compiling``.

The compiled files are kept in the repository, since an editable install runs no build step; a test
holds them equal to their sources. They are written here, since Babel puts the time and its own version in.
"""

from __future__ import annotations

import struct
from pathlib import Path

from okqual.messages import LOCALE

MAGIC = 0x950412DE
HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: {language}\nPlural-Forms: {plural_forms}\n"


def compiled(source: Path) -> bytes:
    """The ``.mo`` bytes of a ``.po`` file (needs Babel, a development dependency)."""
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalog = read_po(file)
    language = source.parts[-3]
    sentences = {b"": HEADER.format(language=language, plural_forms=catalog.plural_forms).encode()}
    for entry in catalog:
        if entry.id and entry.string and any(entry.string):
            sentences[_joined(entry.id)] = _joined(entry.string)
    return _mo(sentences)


def _joined(text: str | list[str] | tuple[str, ...]) -> bytes:
    return (text if isinstance(text, str) else "\0".join(text)).encode()


def _mo(sentences: dict[bytes, bytes]) -> bytes:
    """GNU's binary form: two tables of (length, offset), then the ids and the sentences, sorted by id."""
    ids = sorted(sentences)
    texts = [*ids, *(sentences[key] for key in ids)]
    table, at = b"", 28 + 16 * len(ids)
    for text in texts:
        table += struct.pack("<II", len(text), at)
        at += len(text) + 1
    head = struct.pack("<7I", MAGIC, 0, len(ids), 28, 28 + 8 * len(ids), 0, 28 + 16 * len(ids))
    return head + table + b"".join(text + b"\0" for text in texts)


def main() -> None:
    """Compile every catalogue."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source))


if __name__ == "__main__":
    main()
