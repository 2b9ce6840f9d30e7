"""Text that a command writes out: to a file when ``-o`` names one, else to stdout as it is."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.printing import emit, tell
from okqual.messages import message
from okqual.text.shown import visible_line


def write_out(text: str, output: str | None) -> None:
    """Write ``text`` whole or not at all. Raises OkqualError when the file cannot be written."""
    if output is None:
        emit(text)
        return
    from okqual.export.writing import write_bytes

    write_bytes(Path(output), text.encode("utf-8"))
    tell(message("cli.written", file=visible_line(output)))
