"""The header of a note: which interview it is, when, with whom.

Investigators write it as a YAML header, as lines "Datum: …", as a table or as one line with
slashes; the study gets the same names and the same forms of values from all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from okqual.ingest.structure.header_values import (
    actor,
    attributes_of_line,
    case_id,
    interviewers,
    minutes,
    participants,
    plain_form,
    written_date,
)
from okqual.model.note import BlockKind, Header, SourceBlock, SourceDocument
from okqual.text.folding import folded

_KEYS = {
    "case": "intervju-id|intervju id|intervjuid|intervju|id|intervju nr|interview id|case",
    "datum": "datum|intervjudatum|datum för intervju|date",
    "län": "län|county",
    "aktörstyp": "aktörstyp|aktör|typ av aktör|aktörskategori|organisationstyp",
    "kommun": "kommun|kommun/region",
    "kommungrupp": "kommungrupp|skr:s kommungrupp|kommungrupp (skr)",
    "roller": "roll(er)|roller|deltagare|intervjupersoner|intervjuperson|intervjupersoner och roller|respondenter",
    "intervjuare": "intervjuare|intervjuledare|intervjuad av|utredare",
    "form": "form|intervjuform|form för intervju",
    "längd": "längd|tid|tidsåtgång|längd (min)|varaktighet",
    "omgång": "omgång|intervjuomgång|round",
    "återkoppling": "återkoppling|återkopplad|återkoppling till intervjuperson|återkoppling till intervjupersoner",
    "återkoppling skickad": "återkoppling skickad|skickad för återkoppling|skickad till intervjuperson",
    "återkoppling svar senast": "återkoppling svar senast|svar senast|svar önskas senast",
    "": "antal deltagare|antal intervjupersoner|anm|anmärkning|uppgift|antecknat av|plats|språk|inspelad|version",
}
_NAMES = {key: name for name, keys in _KEYS.items() for key in keys.split("|")}
_COUNTED = re.compile(r"\s*\(\s*\d+\s*(?:st)?\s*\)\Z")
_PAIR = re.compile(r"(?P<key>[^\s:=][^:=\n]{0,40}?)\s*(?::|\s=)\s*(?P<value>\S.*)\Z", re.DOTALL)
_TABLE_ROW = re.compile(r"(?P<row>t\d+r\d+)c(?P<column>\d+)\Z")
_TITLE = re.compile(r"(?:intervju)?anteckning(?:ar)?\b|intervju\b|utskrift\b", re.IGNORECASE)
MOST_BLOCKS = 60
"""A header is sought among the first so many blocks."""
FEWEST_TURNS = 3
"""Lines with one key that make it a label of turns and no key of the header."""
MOST_BETWEEN = 3
"""Blocks of other text that may stand between two lines of a header."""


@dataclass(slots=True)
class _Found:
    """What has been read so far, by the study's names."""

    values: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    """Keys of a YAML header or table that have no name of their own."""

    def take(self, key: str, value: str, keep_unknown: bool = False) -> bool:
        """Keep a pair if its key is known; the first of two wins."""
        name = _NAMES.get(_plain_key(key))
        if name is None:
            if keep_unknown and value.strip():
                self.more.setdefault(_plain_key(key), value.strip())
            return False
        if name and value.strip():
            self.values.setdefault(name, value.strip())
        return True


def read_header(document: SourceDocument) -> tuple[Header, frozenset[int]]:
    """What the header says, and the indices of the blocks that it consists of."""
    found = _Found()
    for key, value in document.header.items():
        found.take(key, value, keep_unknown=True)
    taken = {*_tables(document.blocks, found), *_lines(document.blocks, found)}
    taken |= set(_titles(document.blocks, found))
    return _header(found), frozenset(taken)


def is_header_key(key: str) -> bool:
    """Whether a note's header may have a line that begins so ("Län", "Roll(er)")."""
    return _plain_key(key) in _NAMES


def _plain_key(key: str) -> str:
    return folded(_COUNTED.sub("", key.strip(" *_:")))


def _tables(blocks: tuple[SourceBlock, ...], found: _Found) -> Iterator[int]:
    """Blocks of a table with at least two known keys in its first column."""
    rows: dict[str, dict[int, list[int]]] = {}
    for index, block in enumerate(blocks[:MOST_BLOCKS]):
        place = _TABLE_ROW.match(block.place.partition("p")[0])
        if place is not None:
            rows.setdefault(place["row"], {}).setdefault(int(place["column"]), []).append(index)
    for table in {row.partition("r")[0] for row in rows}:
        own = {row: cells for row, cells in rows.items() if row.partition("r")[0] == table}
        keys = [_text(blocks, cells.get(1, [])) for cells in own.values()]
        if len({_NAMES.get(_plain_key(key)) for key in keys} - {None, ""}) >= 2:
            for cells in own.values():
                yield from (index for cell in cells.values() for index in cell)
                value = " ".join(_text(blocks, cells[column]) for column in sorted(cells) if column > 1)
                found.take(_text(blocks, cells.get(1, [])), value, keep_unknown=True)


def _text(blocks: tuple[SourceBlock, ...], indices: Iterable[int]) -> str:
    return "; ".join(blocks[index].text for index in indices)


def _lines(blocks: tuple[SourceBlock, ...], found: _Found) -> Iterator[int]:
    """Blocks such as "Datum: 2025-11-18" and "VB-01 / Västerbotten / 2025-11-18", near each other."""
    between = 0
    seen = bool(found.values)
    counts = Counter(_name_of_line(block.text) for block in blocks[:MOST_BLOCKS])
    # "Intervjuare: …" over and over labels what is said.
    turns = {name for name, count in counts.items() if name and count >= FEWEST_TURNS}
    for index, block in enumerate(blocks[:MOST_BLOCKS]):
        if block.row or block.kind in {BlockKind.FOOTNOTE, BlockKind.CUE}:
            continue
        if (seen and between > MOST_BETWEEN) or _begins_answers(block, seen):
            return
        name = _name_of_line(block.text)
        is_turn = name in turns and (not seen or name in found.values)
        if not is_turn and _take_line(block.text, found, index):
            seen, between = True, 0
            yield index
        else:
            between += 1


def _name_of_line(text: str) -> str | None:
    pair = _PAIR.match(text)
    return _NAMES.get(_plain_key(pair["key"])) if pair is not None else None


def _begins_answers(block: SourceBlock, seen: bool) -> bool:
    return seen and block.kind is BlockKind.HEADING and _TITLE.match(block.text) is None


def _take_line(text: str, found: _Found, index: int) -> bool:
    pair = _PAIR.match(text)
    if pair is not None and found.take(pair["key"], pair["value"]):
        return True
    values = attributes_of_line(text) if index < 8 else {}
    for name, value in values.items():
        found.values.setdefault(name, value)
    return bool(values)


def _titles(blocks: tuple[SourceBlock, ...], found: _Found) -> Iterator[int]:
    """The title of the note, which often is the only place where its id stands."""
    for index, block in enumerate(blocks[:5]):
        id_ = case_id(block.text)
        named = _TITLE.match(block.text) is not None
        if len(block.text) <= 80 and (
            (named and (id_ or block.kind is BlockKind.HEADING)) or block.text.strip() == id_
        ):
            if id_:
                found.values.setdefault("case", id_)
            yield index


def _header(found: _Found) -> Header:
    values = found.values
    attributes: dict[str, str] = {}
    if "datum" in values:
        attributes["datum"] = written_date(values["datum"])
    if "län" in values:
        attributes["län"] = values["län"].removesuffix(" län").removesuffix("s län") or values["län"]
    attributes |= actor(values.get("aktörstyp", ""), values.get("kommun", ""))
    for name, form in (("form", plain_form), ("längd", minutes), ("intervjuare", interviewers)):
        if name in values and (value := form(values[name])):
            attributes[name] = value
    for name in ("kommungrupp", "omgång", "återkoppling", "återkoppling skickad", "återkoppling svar senast"):
        if name in values:
            attributes[name] = values[name]
    attributes |= {key: value for key, value in found.more.items() if key not in attributes}
    case = values.get("case")
    return Header(case_id(case) or case if case else None, attributes, participants(values.get("roller", "")))
