"""Attributes of interviews and participants: their kinds in this study, their one written form, and setting them."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

from okqual.errors import OkqualError
from okqual.model.attributes import (
    ATTRIBUTES,
    FEEDBACK,
    FEEDBACK_BY,
    FEEDBACK_SENT,
    ROUND,
    Attribute,
    AttributeKind,
)
from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.model.plain import of_plain, plain
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.study.changing import changing, write_setting
from okqual.study.opening import Study, setting
from okqual.text.folding import folded

SETTING = "attributes"
"""The study's setting that holds its vocabulary."""
LONGEST = 500
"""Characters that a value may have."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BY = re.compile(r"(?:svar\s+)?senast\b.*\Z", re.IGNORECASE)
_SYNONYMS = {
    "form": {"fysisk": "på plats", "fysiskt": "på plats", "digitalt": "digital", "per telefon": "telefon"},
    FEEDBACK: {
        "skickat": "skickad", "utskickad": "skickad", "godkänt": "godkänd", "godkända": "godkänd",
        "ändrat": "ändrad", "ändringar": "ändrad", "rättad": "ändrad", "inget": "inget svar", "ej svar": "inget svar",
    },
}  # fmt: skip


def vocabulary(study: Study) -> dict[str, Attribute]:
    """Attributes whose values have a form, by name; an attribute that is not here takes any text."""
    kept = setting(study, SETTING)
    own = [of_plain(Attribute, value) for value in json.loads(kept)] if kept else []
    return {attribute.name: attribute for attribute in (*ATTRIBUTES, *own)}


def define_attribute(study: Study, attribute: Attribute) -> None:
    """Say what values an attribute takes in this study. What is set already stays as it is."""
    others = [one for one in vocabulary(study).values() if one.name != attribute.name]
    own = [plain(one) for one in (*others, attribute) if one not in ATTRIBUTES]
    with changing(study) as pen:
        write_setting(pen, SETTING, canonical(own))


def written(attribute: Attribute, value: str) -> str:
    """A value in the one form that is kept ("18 nov 2025" → "2025-11-18", "39 min" → "39").

    Raises OkqualError for a value that is no such date, number or choice.
    """
    text = unicodedata.normalize("NFC", " ".join(value.split()))
    if len(text) > LONGEST:
        raise OkqualError("errors.attribute_long", {"name": attribute.name, "limit": LONGEST})
    if not text:
        return ""
    made: str | None = text
    if attribute.kind == AttributeKind.DATE:
        made = _date(text)
    elif attribute.kind == AttributeKind.NUMBER:
        made = _number(attribute, text)
    elif attribute.kind == AttributeKind.CHOICE:
        made = _choice(attribute, text)
    if made is None:
        values: dict[str, object] = {"name": attribute.name, "value": text, "choices": ", ".join(attribute.choices)}
        key = f"errors.attribute_{attribute.kind}"
        raise OkqualError(key, values, f"{key}.try")
    return made


def written_in(study: Study, name: str, value: str) -> str:
    """:func:`written` for an attribute by its name."""
    return written(vocabulary(study).get(name, Attribute(name)), value)


def of_header(study: Study, told: dict[str, str]) -> tuple[dict[str, str], list[OkqualError]]:
    """A header's attributes in the form that is kept; those without it as they stand, and what is wrong with them."""
    known = vocabulary(study)
    found: dict[str, str] = {}
    faults: list[OkqualError] = []
    for name, value in told.items():
        for part, text in (_feedback(value) if name == FEEDBACK else {name: value}).items():
            try:
                found[part] = written(known.get(part, Attribute(part)), text)
            except OkqualError as error:
                faults.append(error)
                found[part] = text[:LONGEST]
    return found, faults


def set_attribute(study: Study, case: str, participant: str, name: str, value: str) -> str:
    """Set an attribute of an interview, or of a participant in it; "" clears it. Returns the value as it is kept.

    Raises OkqualError for an unknown interview, a name that is none, and a value of another kind.
    """
    return next(iter(set_attributes(study, case, participant, {name: value}).values()))


def set_attributes(study: Study, case: str, participant: str, attributes: dict[str, str]) -> dict[str, str]:
    """Set several attributes, all or none; "" clears one. Returns the values as they are kept."""
    if case not in queries.cases(study.db):
        raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
    kept = {attribute_name(name): written_in(study, attribute_name(name), value) for name, value in attributes.items()}
    there = attributes_of(study, case, participant)
    new = {name: value for name, value in kept.items() if there.get(name, "") != value}
    if new:
        with changing(study) as pen:
            write_attributes(pen, case, participant, new, "")
    return kept


def attributes_of(study: Study, case: str, participant: str = "") -> dict[str, str]:
    """The attributes of an interview, or of a participant in it."""
    if not participant:
        return queries.attributes(study.db, case).get(case, {})
    people = queries.participants(study.db, case).get(case, ())
    return next((person.attributes for person in people if person.label == participant), {})


def attribute_name(name: str) -> str:
    """An attribute's name as it is kept. Raises OkqualError for one that is empty, long or not printable."""
    made = unicodedata.normalize("NFC", " ".join(name.split()))
    if not made or len(made) > 60 or not made.isprintable():
        raise OkqualError("errors.attribute_name", {"name": made[:60]})
    return made


def write_attributes(pen: Pen, case: str, participant: str, new: dict[str, str], batch: str) -> None:
    """One entry with attributes of an interview (``participant`` empty) or of a person in it; "" clears one."""
    pairs = [
        [contents.put(pen.db, case, name), contents.put(pen.db, case, value) if value else None]
        for name, value in new.items()
    ]
    label = contents.put_label(pen.db, case, participant)
    pen.write(Kind.ATTRIBUTE, {"case": case, "participant": label, "attributes": pairs}, batch=batch)


def _date(text: str) -> str | None:
    from okqual.ingest.structure.header_values import written_date

    made = written_date(text)
    try:
        return date.fromisoformat(made).isoformat() if _DATE.fullmatch(made) else None
    except ValueError:
        return None


def _number(attribute: Attribute, text: str) -> str | None:
    from okqual.ingest.structure.header_values import minutes

    if attribute.name == ROUND:
        found = re.fullmatch(rf"(?:{ROUND}\s*)?(\d{{1,4}})\.?(?:\s*{ROUND})?", text, re.IGNORECASE)
        return str(int(found[1])) if found else None
    if re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,6})?", text):
        return text.replace(",", ".")
    return minutes(text) or None if attribute.name == "längd" else None


def _choice(attribute: Attribute, text: str) -> str | None:
    words = folded(text)
    words = _SYNONYMS.get(attribute.name, {}).get(words, words)
    return next((choice for choice in attribute.choices if folded(choice) == words), None)


def _feedback(text: str) -> dict[str, str]:
    """What "skickad 2025-11-20, svar senast 2025-12-01" says of feedback; other words are its state as they stand."""
    by = _BY.search(text)
    rest = text[: by.start()] if by else text
    dates = {FEEDBACK_SENT: _date(rest), FEEDBACK_BY: _date(by[0]) if by else None}
    state = next((word for word in (*_states(), "inget svar") if re.search(rf"\b{word}\b", folded(rest))), "")
    made = {name: value for name, value in dates.items() if value}
    if state or not made:
        made = {FEEDBACK: state or text, **made}
    elif FEEDBACK_SENT in made:
        made = {FEEDBACK: "skickad", **made}
    if made.get(FEEDBACK) not in {None, "skickad", "skickat", "utskickad"}:
        made.pop(FEEDBACK_SENT, None)
    return made


def _states() -> tuple[str, ...]:
    choices = next(one.choices for one in ATTRIBUTES if one.name == FEEDBACK)
    return (*choices, *(word for word in _SYNONYMS[FEEDBACK] if word != "inget"))
