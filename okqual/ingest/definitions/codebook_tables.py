"""Codes and criteria of a codebook that is laid out as tables: Kod | Definition | Exempel, Kriterium | Fråga."""

from __future__ import annotations

import re

from okqual.ingest.definitions.codebook_parts import FIELDS, Parts, split_questions
from okqual.ingest.definitions.named_columns import Cell, NamedTable, named_table, tables_of
from okqual.ingest.definitions.outline import unnumbered
from okqual.model.note import SourceDocument

NAMES = {
    "id": ("id", "nr", "nummer", "no", "number", "kod-id", "kodid", "kodnr", "kodnummer", "förkortning", "beteckning"),
    "criterion": ("kriteri", "utvärderingskriteri", "criteri"),
    "group": ("kategori", "huvudkategori", "huvudkod", "överkod", "tema", "område", "kodgrupp", "grupp", "nivå 1",
              "category", "theme", "group", "parent"),
    "evaluation_question": ("utvärderingsfråg", "nyckelfråg", "delfråg", "fråg", "evaluation question", "question"),
    "brief": ("kort ", "brief"),
    "when_not": ("när inte", "används inte", "använd inte", "inkludera inte", "ska inte", "exkl", "avgränsning",
                 "when not", "exclu"),
    "when": ("när", "används", "användning", "använd", "inkl", "tillämpning", "kodningsregel", "when", "inclu"),
    "definition": ("definition", "beskrivning", "innebörd", "förklaring", "betydelse", "description"),
    "example": ("exempel", "citat", "exempelcitat", "typexempel", "example", "quote"),
    "synonyms": ("synonym", "sökord", "nyckelord"),
    "code": ("kod", "underkategori", "underkod", "subkod", "namn", "etikett", "benämning", "nivå 2", "code", "sub-code",
             "subcode", "name", "label"),
    "name": ("namn", "kodnamn", "etikett", "benämning", "name", "label"),
}  # fmt: skip
"""Beginnings of column names. "Kod" beside "Namn" is the code's id."""
_ID = re.compile(r"[A-Za-zÅÄÖåäö][\wåäöÅÄÖ-]*(?:\.[\w-]+)*\Z", re.ASCII)
_NUMBERS = re.compile(r"[\d\s,;.–-]+\Z")
_SEPARATORS = re.compile(r"\s*[,;]\s*|\n")


def read_tables(document: SourceDocument, parts: Parts) -> bool:
    """Take criteria and codes from the document's tables; whether any table had codes."""
    had_codes = False
    for table in tables_of(document):
        named = named_table(table, NAMES)
        if named is None:
            continue
        if any(named.has(role) for role in ("code", "group", "criterion")):
            _read_rows(named, parts)
            had_codes |= named.has("code") or named.has("group")
    return had_codes


def _read_criterion(row: dict[str, Cell], parts: Parts) -> None:
    if "criterion" in row:
        parts.criterion(unnumbered(row["criterion"].text), row["criterion"].place)
    for text, place in row.get("evaluation_question", Cell()).parts:
        for question in split_questions(text):
            parts.evaluation_question(unnumbered(question), place)


def _read_rows(named: NamedTable, parts: Parts) -> None:
    above = ""
    by_criteria = named.has("criterion", "evaluation_question")
    for row in named.rows:
        if by_criteria:
            _read_criterion(row, parts)
        if "group" in row:
            above = parts.code(unnumbered(row["group"].text), row["group"].place, level=0)
        under = (above,) if above else parts.latest_above() if by_criteria else ()
        code = row.get("name") or row.get("code")
        if code is not None:
            given = row.get("id") or (row.get("code") if "name" in row else None)
            made = parts.code(unnumbered(code.text), code.place, 1, under, _usable_id(given))
            _fill(parts, made, row)
        elif "group" in row and not named.has("code"):
            _fill(parts, above, row)


def _usable_id(cell: Cell | None) -> str:
    return cell.text if cell is not None and _ID.match(cell.text) else ""


def _fill(parts: Parts, code: str, row: dict[str, Cell]) -> None:
    for name in FIELDS:
        if name in row:
            parts.fill(code, name, row[name].text)
    if "synonyms" in row:
        parts.synonyms(code, [word for word in _SEPARATORS.split(row["synonyms"].text) if word])
    asked = row.get("evaluation_question", Cell()).text
    if _NUMBERS.match(asked):
        parts.questions(code, re.findall(r"[1-9]\d*", asked))
