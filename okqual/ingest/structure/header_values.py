"""Forms that the values of a note's header come in, and the one form that the study keeps."""

from __future__ import annotations

import re

from okqual.model.note import Participant
from okqual.text.folding import folded

_CASE = re.compile(r"\b([A-ZÅÄÖ]{1,5}-?\d{1,4}[a-z]?)\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)[-./]?(\d\d)[-./]?(\d\d)\b")
_SWEDISH = re.compile(r"\b(\d{1,2})\s+([a-zåäö]{3,9})\.?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})[\s,-]+((?:19|20)\d\d)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_HOURS = re.compile(r"(?<!\d)(\d++)\s*+(?:h|tim(?:me|mar)?)\b", re.IGNORECASE)
_MINUTES = re.compile(r"(?<!\d)(\d++)\s*+(?:m\b|min)", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d)(?::\d\d)?\b")
_MUNICIPALITY = re.compile(r"\bkommun(?:en)?\s*[(:–-]\s*(?P<name>[^)]+)\)?", re.IGNORECASE)
_PERSON = re.compile(r"(?P<label>\bIP\s?\d{1,2})\s*(?:[:=–-]|är\b)\s*")
_INTERVIEWERS = re.compile(r"\s*(?:[,;+&/]|\boch\b)\s*")
_LINE = re.compile(r"\s+/\s+|\s*\|\s*|\s+·\s+")
_COUNTY_NAMES = """blekinge|dalarna|gotland|gävleborg|halland|jämtland|jönköping|kalmar|kronoberg|norrbotten|skåne|
stockholm|södermanland|uppsala|värmland|västerbotten|västernorrland|västmanland|västra götaland|örebro|östergötland"""
_COUNTIES = frozenset(name.strip() for name in _COUNTY_NAMES.split("|"))
_FORMS = (
    ("digital", ("digital", "teams", "zoom", "skype", "video", "distans", "online")),
    ("telefon", ("telefon", "per tel")),
    ("fysisk", ("fysisk", "på plats", "besök", "öga mot öga")),
)
_GROUP = re.compile(r"[A-C]\d\b")


def case_id(text: str) -> str | None:
    """The first interview id in a text ("VB-03"), or None."""
    found = _CASE.search(text)
    return found[1] if found else None


def written_date(text: str) -> str:
    """A date as 2025-11-18 where it can be told, else as typed."""
    if found := _ISO.search(text):
        return "-".join(found.groups())
    if (found := _SWEDISH.search(text)) and found[2].lower()[:3] in _MONTHS:
        return f"{found[3]}-{_MONTHS.index(found[2].lower()[:3]) + 1:02d}-{int(found[1]):02d}"
    if (found := _SLASHED.search(text)) and 1 <= int(found[2]) <= 12:
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    return text


def minutes(text: str) -> str:
    """A length of time as minutes in digits; "" where there is none."""
    hours, rest, clock = _HOURS.search(text), _MINUTES.search(text), _CLOCK.search(text)
    if hours or rest:
        return str((int(hours[1][:4]) * 60 if hours else 0) + (int(rest[1][:6]) if rest else 0))
    if clock:
        return str(int(clock[1]) * 60 + int(clock[2]))
    return text.strip() if re.fullmatch(r"\s*[0-9]{1,4}\s*", text) else ""


def plain_form(text: str) -> str:
    """digital, telefon or fysisk where the words say so, else as typed."""
    words = folded(text)
    return next((form for form, signs in _FORMS if any(sign in words for sign in signs)), text.strip())


def interviewers(text: str) -> str:
    """Initials or names, separated by comma and space."""
    return ", ".join(part for part in _INTERVIEWERS.split(text.strip(" .")) if part)


def actor(kind: str, municipality: str) -> dict[str, str]:
    """``aktörstyp`` and ``kommun`` of "Kommun (Kommun O)", "Region", "Kommun N", "Länssamordnare"."""
    words = folded(kind)
    named = _MUNICIPALITY.search(kind)
    name = municipality or (named["name"].strip() if named else "")
    if "länssamordn" in words:
        return {"aktörstyp": "länssamordnare"}
    if words.startswith("region") and not municipality:
        return {"aktörstyp": "region"}
    if words.startswith("kommun") or (not words and municipality):
        if not name and len(words.split()) > 1:
            name = kind.strip()
        return {"aktörstyp": "kommun", **({"kommun": name} if name else {})}
    return {**({"aktörstyp": kind.strip().lower()} if kind.strip() else {}), **({"kommun": name} if name else {})}


def participants(text: str) -> tuple[Participant, ...]:
    """Those of "IP1: skolchef; IP2: kurator (regionsidan)", with ``roll`` and, where it is named, ``sida``."""
    found = list(_PERSON.finditer(text))
    ends = [*(person.start() for person in found[1:]), len(text)][: len(found)]
    people: dict[str, Participant] = {}
    for person, end in zip(found, ends, strict=True):
        label = person["label"].replace(" ", "").upper()
        people.setdefault(label, Participant(label, _roles(text[person.end() : end])))
    return tuple(people.values())


def _roles(text: str) -> dict[str, str]:
    role = text.strip().strip(";,.").strip()
    attributes = {"roll": role} if role else {}
    words = folded(role)
    for side in ("kommun", "region"):
        if f"{side}sida" in words or f"{side}ens sida" in words or f"{side}ernas sida" in words:
            attributes["sida"] = side
    return attributes


def attributes_of_line(text: str) -> dict[str, str]:
    """What a line such as "VB-01 / Västerbotten / Kommun N / 2025-11-18 / 39 min, digitalt" says.

    Empty unless the line has at least three parts of which three are recognised.
    """
    parts = [part.strip() for part in _LINE.split(text) if part.strip()]
    values: dict[str, str] = {}
    if len(parts) < 3:
        return values
    for part in parts:
        for name, value in _of_part(part):
            values.setdefault(name, value)
    return values if len(values) >= 3 else {}


def _of_part(part: str) -> list[tuple[str, str]]:
    words = folded(part)
    if case_id(part) == part:
        return [("case", part)]
    if words.startswith("intervjuare"):
        return [("intervjuare", part[len("intervjuare") :].strip(" :"))]
    if _GROUP.match(part):
        return [("kommungrupp", part)]
    county = words.removesuffix(" län")
    if county in _COUNTIES or county.removesuffix("s") in _COUNTIES:
        return [("län", part)]
    if words.startswith(("kommun", "region", "länssamordnar")):
        return [("aktörstyp", part)]
    found = [("datum", written_date(part))] if _ISO.search(part) or _SWEDISH.search(part) else []
    if not found and minutes(part):
        found.append(("längd", part))
    if plain_form(part) in {form for form, _ in _FORMS}:
        found.append(("form", part))
    return found
