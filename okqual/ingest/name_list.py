"""The list of names that a person keeps: ``name[,pseudonym]`` on each line, as CSV or plain text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from okqual.errors import Faults, OkqualError
from okqual.ingest.pseudonyms import words_of_forms
from okqual.ingest.readers.text.encodings import decode
from okqual.text.folding import folded
from okqual.text.identifying import find_identifying
from okqual.text.listed_names import ListedName, NameIndex

_HEADINGS = frozenset({"namn", "name"})
_NAME = re.compile(r"[^\W\d_][\w .'’:‐-―-]*[\w.]")
_PSEUDONYM = re.compile(r"[^\W\d_][\w .()-]*")
_LONG_NUMBER = re.compile(r"\b0|[0-9]{4}")
_WORD = re.compile(r"[^\W\d_]+")


def read_names(content: bytes, file_name: str) -> NameIndex:
    """The names of a list, in UTF-8 or what Excel makes; columns parted by comma, semicolon or tab.

    Lines that begin with # and a line of headings are passed over. Raises :class:`Faults` with a line for
    each name or pseudonym that could not be replaced or would be found again in the text afterwards.
    """
    lines = list(_lines(unicodedata.normalize("NFC", decode(content, file_name).text), file_name))
    taken = {word for _, one in lines for word in _WORD.findall(folded(one.name))}
    faults = [fault for number, one in lines if (fault := _fault(number, one, taken)) is not None]
    faults += _doubles(lines)
    if faults:
        raise Faults("errors.name_list", sorted(faults, key=_line_of), {"file": file_name})
    if not lines:
        raise OkqualError("errors.name_list_empty", {"file": file_name}, "errors.name_list_empty.try")
    return NameIndex(one for _, one in lines)


def _lines(text: str, file_name: str) -> Iterator[tuple[int, ListedName]]:
    between = next((sign for sign in "\t;" if sign in text), ",")
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=between, skipinitialspace=True)
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in (*row, "", "")]
            heading = rows.line_num == 1 and folded(cells[0]) in _HEADINGS
            if cells[0] and not cells[0].startswith("#") and not heading:
                yield rows.line_num, ListedName(cells[0], cells[1])
    except csv.Error as error:
        values: dict[str, object] = {"file": file_name, "line": rows.line_num}
        raise OkqualError("errors.csv_broken", values, "errors.csv_broken.try") from error


def _fault(line: int, one: ListedName, taken: set[str]) -> OkqualError | None:
    values: dict[str, object] = {"line": line, "name": one.name, "pseudonym": one.pseudonym, "word": ""}
    words = set(_WORD.findall(folded(one.name)))
    if not _NAME.fullmatch(one.name) or max(map(len, words), default=0) < 2 or find_identifying(one.name):
        return OkqualError("errors.name_list_name", values)
    if shared := words & set(words_of_forms()):
        values["word"] = min(shared)
        return OkqualError("errors.name_list_own_word", values)
    return _pseudonym_fault(line, one, taken) if one.pseudonym else None


def _pseudonym_fault(line: int, one: ListedName, taken: set[str]) -> OkqualError | None:
    pseudonym = one.pseudonym
    values: dict[str, object] = {"line": line, "name": one.name, "pseudonym": pseudonym, "word": ""}
    if not _PSEUDONYM.fullmatch(pseudonym) or _LONG_NUMBER.search(pseudonym) or find_identifying(pseudonym):
        return OkqualError("errors.name_list_pseudonym", values)
    if shared := set(_WORD.findall(folded(pseudonym))) & taken:
        values["word"] = min(shared)
        return OkqualError("errors.name_list_pseudonym_is_name", values)
    return None


def _doubles(lines: list[tuple[int, ListedName]]) -> Iterator[OkqualError]:
    given: dict[str, str] = {}
    for line, one in lines:
        if given.setdefault(folded(one.name), one.pseudonym) != one.pseudonym:
            yield OkqualError("errors.name_list_twice", {"line": line, "name": one.name})


def _line_of(fault: OkqualError) -> int:
    line = fault.values["line"]
    return line if isinstance(line, int) else 0
