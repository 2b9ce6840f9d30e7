"""The codings whose code has come to mean something else: a person confirms, recodes or removes each."""

from __future__ import annotations

import json
from dataclasses import dataclass

from okqual.model.codebook import Code
from okqual.model.coding import Coding
from okqual.model.events import Kind
from okqual.model.plain import code_from_plain
from okqual.store import changed_definitions, queries
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.coding import coding_named
from okqual.study.definitions import code_named, definition_in_force
from okqual.study.opening import Study

AT_MOST = 2000
"""Codings that are listed in one go; those that are dealt with make room for the next."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A coding to look at again."""

    coding: Coding
    number: int
    """Of the first passage that its words stand in; 0 where they stand in none."""
    quote: str
    then: Code | None
    """The definition it was made under; None where it is not known."""
    now: Code


def how_many(study: Study) -> int:
    """The number of codings that wait."""
    return changed_definitions.how_many(study.db)


def changed(study: Study, limit: int = AT_MOST) -> list[Changed]:
    """The codings that wait, code by code, note by note in the order of the text."""
    texts: dict[str, str] = {}
    found: list[Changed] = []
    for name in changed_definitions.codings(study.db, limit):
        coding = queries.coding(study.db, name)
        assert coding is not None
        if coding.note_version not in texts:
            texts[coding.note_version] = queries.version_text(study.db, coding.note_version)
        content = queries.code_definition(study.db, coding.definition)
        then = code_from_plain(json.loads(content)) if content else None
        quote = texts[coding.note_version][coding.start : coding.end]
        found.append(
            Changed(coding, queries.first_passage(study.db, name), quote, then, code_named(study, coding.code))
        )
    return found


def confirm(study: Study, coding: str) -> None:
    """Say that a coding is right under the definition in force. Where that is said already nothing is written."""
    now = coding_named(study, coding)
    definition = definition_in_force(study, code_named(study, now.code))
    if now.definition != definition:
        with changing(study) as pen:
            over = holder(pen.db, subject("coding", coding), "definition")
            pen.write(Kind.CODING_CONFIRMED, {"coding": coding, "definition": definition, "over": over})
