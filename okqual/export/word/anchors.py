"""Hidden bookmarks: where a row, a column, a cell, a code and a piece of evidence stand.

A name is made from ids alone, so that a file that comes back from Word can be matched against the study
without anything kept on the side. Word allows 40 characters, letters of English, digits and ``_``, and
does not tell upper from lower case; so the id's readable part is followed by a digest of the whole id.
"""

from __future__ import annotations

import hashlib
import re

from okqual.export.word.xml import bookmarked
from okqual.model.summary import Cell

_UNSAFE = re.compile("[^A-Za-z0-9]+")
_AGAIN = "__"
EXPORT_ANCHOR = "_okq_f_"
FIRST_NUMBER = 1000
"""Number of the first bookmark; headers and footers of templates number theirs from 0."""


def row_anchor(row: str) -> str:
    """Name of the bookmark on a row's label cell."""
    return _name("r", row)


def column_anchor(column: str) -> str:
    """Name of the bookmark on a column's header cell."""
    return _name("c", column)


def cell_anchor(row: str, column: str) -> str:
    """Name of the bookmark on the first paragraph of a cell."""
    return f"_okq_x_{_digest(row + chr(0) + column)}"


def heading_anchor(code: str) -> str:
    """Name of the bookmark on a code's heading in a chapter."""
    return _name("t", code)


def text_anchor(cell: Cell) -> str:
    """Name of the bookmark on the words that say whose a written text in a chapter is."""
    place = (cell.rows, cell.by, cell.row, cell.columns, cell.column)
    return f"_okq_s_{_digest(chr(0).join(place))}"


def export_anchor(export_id: str) -> str:
    """Name of the bookmark that says which export a chapter or a table is of, wherever it is pasted."""
    return f"{EXPORT_ANCHOR}{export_id}"


def evidence_anchor(citation: str, text: str) -> str:
    """Name of the bookmark on a cited segment in the appendix."""
    return f"_okq_e_{_digest(citation + chr(0) + text)}"


def without_suffix(name: str) -> str:
    """The name a bookmark had in the first table, from one in a table that repeats its row or column."""
    return name.partition(_AGAIN)[0]


def _name(letter: str, id: str) -> str:
    readable = _UNSAFE.sub("_", id).strip("_")[:18].rstrip("_")
    return f"_okq_{letter}_{readable}_{_digest(id)[:8]}" if readable else f"_okq_{letter}_{_digest(id)[:8]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:16]


class Anchors:
    """Gives out bookmarks of one document: every number and every name once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}
        self._number = FIRST_NUMBER

    def around(self, content: str, name: str) -> str:
        """The content in a bookmark called ``name``; ``name__2`` where that is given already, and so on."""
        times = self._given.get(name.casefold(), 0) + 1
        self._given[name.casefold()] = times
        self._number += 1
        return bookmarked(content, name if times == 1 else f"{name}{_AGAIN}{times}", self._number)
