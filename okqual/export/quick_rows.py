"""Many lines of text on a sheet of a workbook, written as XML at once: a call a cell is what takes time in a large one.

The texts stand in their cells and not in the workbook's list of strings, which every program reads as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from okqual.export.characters import legal
from okqual.export.stopping import step
from okqual.messages import message

LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
Cell = tuple[str, Any]
"""Words and how they look."""


def write_lines(sheet: Any, lines: Iterable[Sequence[Cell | None]], first: int = 1) -> int:
    """Write lines from row ``first`` on, below all that was and will be written otherwise; how many there were.

    Nothing of a text becomes a formula, a link or a number. None is an empty cell.
    """
    letters: list[str] = []
    looks: dict[int, int] = {}
    rows = []
    for row, line in enumerate(lines, first + 1):
        step(row)
        while len(letters) < len(line):
            letters.append(_letters(len(letters)))
        cells = []
        for letter, cell in zip(letters, line, strict=False):
            if cell is not None and cell[0]:
                words, look = cell
                if id(look) not in looks:
                    # Private in XlsxWriter, as is what follows: the number by which a cell says how it looks.
                    looks[id(look)] = look._get_xf_index()
                cells.append(f'<c r="{letter}{row}" s="{looks[id(look)]}" {_content(sheet, words)}</c>')
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    # Where it writes the rows that it knows of, which are those above.
    write = sheet._write_rows

    def write_all() -> None:
        write()
        sheet.fh.write("".join(rows))

    sheet._write_rows = write_all
    return len(rows)


def fitting(words: str) -> str:
    """Words as far as a cell can hold them, and that they were cut."""
    if 2 * len(words) <= LONGEST:
        return words
    # Excel counts UTF-16 units, and a longer text makes it call the whole file damaged.
    units = words.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return words
    ending = "\n" + message("export.cell.cut")
    return units[: 2 * (LONGEST - len(ending))].decode("utf-16-le", errors="ignore") + ending


def _content(sheet: Any, words: str) -> str:
    text = fitting(legal(words))
    if "_x" in text:
        # "_x0041_" is Excel's way to write a sign by its number: such words go the library's own way.
        return f't="s"><v>{sheet.str_table._get_shared_string_index(text)}</v>'
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _letters(at: int) -> str:
    name = ""
    while at >= 0:
        at, rest = divmod(at, 26)
        name, at = chr(ord("A") + rest) + name, at - 1
    return name
