"""What goes to the terminal: results to stdout, everything else to stderr, nothing that can steer it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TextIO

import click

from okqual.errors import Faults, OkqualError
from okqual.messages import message
from okqual.text.shown import visible, visible_line

GAP = "  "


def speak_utf8() -> None:
    """Write UTF-8 wherever stdout and stderr go; what cannot be written becomes an escape, as JSON has it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(text: str) -> None:
    """A result that a person reads, to stdout."""
    click.echo(visible(text))


def tell(text: str) -> None:
    """Anything else, to stderr."""
    click.echo(visible(text), err=True)


def emit(text: str) -> None:
    """Data exactly as it is, to stdout, with the same line ends on every platform; on a terminal it is shown."""
    if sys.stdout.isatty():
        click.echo(visible(text), nl=False)
    else:
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def emit_json(value: object) -> None:
    """A value as JSON, to stdout."""
    emit(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], numbers: Collection[int] = ()) -> str:
    """Rows as aligned plain text; columns in ``numbers`` to the right, the last one cut at a terminal's edge."""
    cells = [[visible_line(str(cell)) for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headings))]
    lines = [GAP.join(_aligned(cell, widths[i], i in numbers) for i, cell in enumerate(row)).rstrip() for row in cells]
    lines.insert(1, GAP.join("-" * width for width in widths))
    edge = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    return "\n".join(line if not edge or len(line) <= edge else line[: edge - 1] + "…" for line in lines)


def indented(name: str, text: str) -> str:
    """A name and what it says, line by line, below a heading."""
    first, *rest = text.split("\n")
    return "\n".join([f"  {name}{GAP}{first}", *(" " * (2 + len(name + GAP)) + line for line in rest)])


def _aligned(cell: str, width: int, number: bool) -> str:
    return cell.rjust(width) if number else cell.ljust(width)


def tell_error(error: OkqualError) -> None:
    """An error as a sentence and, on the next line, what to do; of several errors one line each."""
    tell(message("cli.error", sentence=message(error.key, **_on_one_line(error.values))))
    for fault in error.faults if isinstance(error, Faults) else ():
        tell_fault(fault)
    if error.try_this:
        tell(message(error.try_this, **_on_one_line(error.values)))


def tell_place(folder: Path) -> None:
    """Say so where a study lies in a folder that is synced, or on a network share."""
    from okqual.study.presence import place_warning

    warning = place_warning(folder)
    if warning is not None:
        tell(message(warning[0], **_on_one_line(warning[1])))


def tell_fault(fault: OkqualError) -> None:
    """One of several errors, as a line of a list."""
    tell(message("cli.error.item", sentence=_one_line(fault)))


def _on_one_line(values: dict[str, object]) -> dict[str, object]:
    """Values as they may stand in a sentence: a file's name may hold line ends, and could pass for another line."""
    return {name: visible_line(value) if isinstance(value, str) else value for name, value in values.items()}


def _one_line(fault: OkqualError) -> str:
    values = _on_one_line(fault.values)
    sentence = message(fault.key, **values)
    # Sentences of guides and codebooks name the line themselves; a fault in a row of a CSV does not.
    if "line" in fault.values and "{line}" not in message(fault.key):
        sentence = message("cli.error.line", line=fault.values["line"], sentence=sentence)
    return f"{sentence} {message(fault.try_this, **values)}" if fault.try_this else sentence


def progress(number: int, of: int, what: str) -> bool:
    """A line on stderr that is written over, where stderr is a terminal; never asks to stop."""
    stream: TextIO = sys.stderr
    if stream.isatty():
        line = message("cli.progress", number=number + 1, of=of, what=visible_line(what))
        stream.write(f"\r\x1b[K{line}")
        stream.flush()
    return True


def progress_done() -> None:
    """Take the progress line away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
