"""What may leave the house: the study's decision, secret passages, and the report before something is published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from okqual.analysis.disclosure import ACTOR, disclosed
from okqual.analysis.material import Material
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.canonical import canonical
from okqual.model.coding import parse_citation
from okqual.model.disclosure import Disclosure, DisclosureChange, RoleLabel
from okqual.model.events import Kind
from okqual.model.plain import of_plain, plain
from okqual.model.summary import Cell, Summary
from okqual.store import contents, queries, secrets
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.opening import Study, setting

SETTING = "disclosure"
INTERVIEWERS = "intervjuare"
"""The attribute that names those who held an interview, parted by commas."""


def disclosure(study: Study) -> Disclosure:
    """What the study has decided; the defaults where nobody has."""
    kept = setting(study, SETTING)
    return of_plain(Disclosure, json.loads(kept)) if kept else Disclosure()


def decide_disclosure(study: Study, rules: Disclosure) -> None:
    """Decide for the study. What is decided already writes nothing.

    Raises OkqualError for a smallest group under one and for a role without a name.
    """
    if rules.smallest_group < 1:
        raise OkqualError("errors.smallest_group", {"number": rules.smallest_group}, "errors.smallest_group.try")
    roles = [RoleLabel(" ".join(role.actor.split()), " ".join(role.label.split())) for role in rules.roles]
    for role in roles:
        if not role.actor or not role.label:
            raise OkqualError("errors.role_label", {"role": f"{role.actor}={role.label}"}, "errors.role_label.try")
    if rules == disclosure(study):
        return
    with changing(study) as pen:
        value = contents.put(pen.db, contents.STUDY, canonical(plain(rules)))
        pen.write(Kind.SETTING, {"setting": SETTING, "value": value})


def keep_secret(study: Study, citation: str, on: bool = True) -> int:
    """Say of the passages that a citation id names that their words stay in the house, or take that back.

    How many of them that changed. Raises OkqualError for an id that names no passages.
    """
    words = parse_citation(citation)
    numbers = range(words.first, words.last + 1) if words else range(0)
    if words is None or any(queries.passage_anywhere(study.db, words.note, number) is None for number in numbers):
        raise OkqualError("errors.unknown_id", {"id": citation}, "errors.unknown_id.try")
    changed = [number for number in numbers if secrets.is_secret(study.db, words.note, number) != on]
    if changed:
        with changing(study) as pen:
            batch = pen.begin_batch() if len(changed) > 1 else ""
            for number in changed:
                over = holder(pen.db, subject("secret", words.note, number), "on")
                payload: dict[str, Any] = {"note": words.note, "number": number, "on": on, "over": over}
                pen.write(Kind.PASSAGE_SECRET, payload, batch=batch)
    return len(changed)


def secret_passages(study: Study) -> list[str]:
    """Citation ids of all secret passages."""
    return [f"{note}:{number}" for note, number in sorted(secrets.secret_passages(study.db))]


def for_publishing(
    study: Study, material: Material, by: Sequence[str] = (ACTOR,)
) -> tuple[Material, list[DisclosureChange]]:
    """The material as it may be published, and the report of what that changed.

    Words that name coders, interviewers, files and other interviews are put in general terms; the words of held
    quotes stay as they are, since texts that hold them are looked for.
    """
    from okqual.export.word.publishing import published

    told, changes = disclosed(material, disclosure(study), secrets.secret_passages(study.db), by)
    house = house_words(study)
    evidence = [
        piece
        if piece.quote.held or (words := published(piece.quote.text, told.labels, house)) == piece.quote.text
        else replace(piece, quote=replace(piece.quote, text=words))
        for piece in told.evidence
    ]
    return replace(told, evidence=tuple(evidence)), changes


def house_words(study: Study) -> dict[str, str]:
    """What stands in a published text for each name of a coder, an interviewer, a person's label or a file."""
    coders, files = message("export.published.person"), message("export.published.file")
    names = {word for pair in queries.coders(study.db).items() for word in pair}
    names |= {
        word.strip() for told in queries.attributes(study.db).values() for word in told.get(INTERVIEWERS, "").split(",")
    }
    notes = (queries.note_now(study.db, note) for note in queries.note_ids(study.db))
    house = {note.file_name: files for note in notes if note is not None}
    house |= dict.fromkeys(names, coders)
    people = {person.label for those in queries.participants(study.db).values() for person in those}
    house |= dict.fromkeys(people, message("export.published.interviewee"))
    return {word: said for word, said in house.items() if len(word) > 1}


def in_print(study: Study, texts: Mapping[Cell, Summary], material: Material) -> dict[Cell, Summary]:
    """Written cells without names of coders, interviewers, files and other interviews."""
    from okqual.export.word.publishing import published

    house = house_words(study)
    return {cell: replace(each, text=published(each.text, material.labels, house)) for cell, each in texts.items()}
