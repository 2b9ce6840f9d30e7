"""Compile the ``.po`` files to the ``.mo`` files that gettext reads: ``python -m okqual.messages.compiling``.

The compiled files are kept in the repository, since an editable install runs no build step; a test
holds them equal to their sources.
"""

from __future__ import annotations

import io
from pathlib import Path

from okqual.messages import LOCALE


def compiled(source: Path) -> bytes:
    """The ``.mo`` bytes of a ``.po`` file (needs Babel, a development dependency)."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalog = read_po(file)
    for entry in catalog:
        entry.flags.discard("fuzzy")
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    """Compile every catalogue."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source))


if __name__ == "__main__":
    main()
