"""How people write who speaks: "IP1:", "AK:", "Ulrika Heie (C):", "Anf. 12 …", "Talare 1  0:03".

A label by itself proves nothing ("Positivt: …" looks like one); whether a text's labels are
speakers is asked of all of them together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from okqual.ingest.readers.cues.turns import STAMP, seconds
from okqual.text.folding import folded
from okqual.text.likeness import likeness

LONGEST_LABEL = 70
"""Characters."""
MOST_NAMES = 200
"""Names among which slips of the pen are sought; an interview has some ten."""
_WORD = r"[^\W\d_][^\W\d_]*(?:[-'’.][^\W\d_]*)*"
_NAME = rf"{_WORD}(?:[ \u00a0]+(?:{_WORD}|\d{{1,2}})){{0,6}}"
_PERSON = r"[Il1|i][Pp](?:[ \u00a0]?\.?[ \u00a0]?)\d{1,2}"
_JOIN = r"\s*(?:,|&|\+|/|och|and)\s*"
_WHO = rf"(?:{_PERSON}(?:{_JOIN}{_PERSON})*|{_NAME})"
_SPEECH = r"(?:(?:Anf(?:\.|örande)?|Inlägg|Replik)\s*(?:nr\s*)?\d{1,4}[.:]?\s+)"
_BRACKETS = r"(?:\s*\([^()\n]{1,40}\))"
_TIME = rf"[\[(]?{STAMP.pattern}[\])]?"
_LEAD = re.compile(
    rf"\s*(?P<numbered>{_SPEECH})?(?P<who>{_WHO})(?P<role>{_BRACKETS})?\s*(?P<sign>:(?!s\b)|\.(?=\s))\s*"
)
_WHOLE = re.compile(rf"\s*(?P<numbered>{_SPEECH})?(?P<who>{_WHO})(?P<role>{_BRACKETS})?\s*[:.]?\s*\Z")
_TIME_AFTER = re.compile(rf"\s*\[?(?P<who>{_WHO})(?P<role>{_BRACKETS})?\]?(?:\s*[-–·|,]\s*|\s+){_TIME}\s*:?\s*\Z")
_TIME_BEFORE = re.compile(rf"\s*{_TIME}\s+(?P<who>{_WHO})(?P<role>{_BRACKETS})?\s*:?\s*\Z")
_PERSON_ONLY = re.compile(rf"(?:{_PERSON})\Z")
_PERSON_NUMBER = re.compile(r"\d{1,2}\Z")
_PERSONS = re.compile(rf"{_PERSON}")
_PARTICLE_WORDS = "av af von van de der den la le du da di del bin al i"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_ASKING_WORDS = "intervjuare interviewer intervjuledare utredare moderator samtalsledare"
_ASKING_ROLES = frozenset(_ASKING_WORDS.split())
_ASKING_SIGNS = frozenset(["I", "I1", "I2", "INT", "Int"])
_ROLE_WORDS = (
    "respondent informant interviewee intervjuperson deltagare participant speaker talare person okänd unknown"
)
_ROLES = _ASKING_ROLES | frozenset(_ROLE_WORDS.split())
_OTHER_WORDS = """anm anmärkning avsnitt behov bilaga citat datum del exempel figur fråga frågor fördel fördelar förslag
hinder inledning interpellation ja kommentar kommun kommunen län mer minus möjligheter nackdel nackdelar negativt nej
not notering obs ort plats plus positivt region regionen resultat risk risker sammanfattning slutsats styrkor
summering svagheter svar syfte tabell tema tid tillägg uppföljning utmaning utmaningar åtgärd åtgärder övrigt
a answer date example figure interview note q question section summary table time transcript"""
_NO_NAMES = frozenset(_OTHER_WORDS.split())
"""What such a label begins with when it is none."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in a text."""

    names: tuple[str, ...]
    """Whom it names, in one form: "IP1", "AK", "Ulrika Heie (C)"; several where they speak together."""
    end: int
    """Where the words begin after it; the text's length for a label on a line of its own."""
    clear: bool
    """Little but a speaker looks so: numbered speech, a time, a full name or a role."""
    start: int = -1
    """Second at which the turn begins, where the label says so."""


def leading_label(text: str) -> Label | None:
    """The label that stands before words on the same line ("IP1: Vi …")."""
    found = _LEAD.match(text[: LONGEST_LABEL + 20])
    if found is None or not text[found.end() :].strip():
        return None
    names = _names(found)
    if found["sign"] == "." and not _PERSON_ONLY.match(found["who"]):
        return None
    return Label(names, found.end(), _is_clear(found)) if names else None


def whole_label(text: str) -> Label | None:
    """The label that is all of a line ("Anf. 2 KALLE OLSSON (S):", "**IP1**")."""
    if len(text) > LONGEST_LABEL:
        return None
    found = _WHOLE.match(text)
    names = _names(found) if found is not None else ()
    return Label(names, len(text), _is_clear(found)) if found is not None and names else None


def timed_label(text: str) -> Label | None:
    """The label and time that are all of a line ("Talare 1  0:03", "[00:03] Ulrika Heie:")."""
    if len(text) > LONGEST_LABEL:
        return None
    for pattern, first in ((_TIME_AFTER, 3), (_TIME_BEFORE, 1)):
        found = pattern.match(text)
        names = _names(found) if found is not None else ()
        if found is not None and names:
            return Label(names, len(text), True, seconds(found, first))
    return None


def is_person(name: str) -> bool:
    """Whether a label is one of a note's numbered participants ("IP2")."""
    return _PERSON_ONLY.match(name) is not None


def is_asking_role(name: str) -> bool:
    """Whether a label names the one who asks ("Intervjuare 2", "I")."""
    return folded(name).rstrip(" 0123456789") in _ASKING_ROLES or name in _ASKING_SIGNS


def one_spelling(names: Sequence[str]) -> dict[str, str]:
    """Each spelling of a label → the most used spelling of the same name, slips of the pen included."""
    counts = Counter(names)
    keys: dict[str, list[str]] = {}
    for name in sorted(counts, key=lambda name: -counts[name]):
        key = _key(name)
        near = next((known for known in keys if _is_slip(key, known)), key) if len(keys) <= MOST_NAMES else key
        keys.setdefault(near, []).append(name)
    return {spelling: spellings[0] for spellings in keys.values() for spelling in spellings}


def _is_slip(key: str, known: str) -> bool:
    """Whether a name is another written wrongly; names that differ in a number are two."""
    if key == known:
        return True
    letters = key.isalpha() and known.isalpha()
    close = letters and len(known) >= 6 and abs(len(key) - len(known)) <= 1
    return bool(close and likeness(key, known) >= 88)


def _names(found: re.Match[str]) -> tuple[str, ...]:
    who = " ".join(found["who"].split())
    if _PERSONS.match(who):
        return tuple(dict.fromkeys(_person(person) for person in _PERSONS.findall(who)))
    if not _looks_like_name(who):
        return ()
    role = " ".join((found["role"] or "").split())
    return (f"{who} {role}".strip(),)


def _person(text: str) -> str:
    number = _PERSON_NUMBER.search(text)
    return f"IP{int(number.group())}" if number else text


def _looks_like_name(who: str) -> bool:
    words = who.split()
    if folded(words[0].rstrip(".")) in _NO_NAMES:
        return False
    return all(word[0].isupper() or word.isdigit() or word.lower() in _PARTICLES or word in _ROLES for word in words)


def _is_clear(found: re.Match[str]) -> bool:
    who = found["who"]
    if found["numbered"] or folded(who).rstrip(" 0123456789") in _ROLES:
        return True
    return sum(1 for word in who.split() if word[0].isupper() and len(word) > 1) > 1


def _key(name: str) -> str:
    return re.sub(r"\([^()]*\)|[\s.]+", "", folded(name))
