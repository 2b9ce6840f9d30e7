"""How a code came to mean what it means: its versions, what changed, and what people did apart that clashes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from okqual.model.codebook import Code, Scale
from okqual.store import codebook_history, queries
from okqual.store.codebook_history import Conflict
from okqual.study.changing import changing
from okqual.study.codebook_editing import settle_definition, take_off
from okqual.study.codebook_lock import check_may_edit
from okqual.study.definitions import code_named, codebooks
from okqual.study.opening import Study

PARTS = (
    "name", "brief", "definition", "when", "when_not", "example", "synonyms", "questions", "scale", "outside", "locked",
    "unexpected", "group", "split_into",
)  # fmt: skip
"""The parts of a definition, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A part of a definition that changed."""

    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """A definition of a code that held from here on."""

    code: Code
    at: int
    coder: str
    imported: bool
    meaning: bool
    changes: tuple[Changed, ...]
    """Against the version before; empty for the first."""


@dataclass(frozen=True, slots=True)
class Use:
    """How much stands under a code."""

    codings: int = 0
    interviews: int = 0


def versions_of(study: Study, code: str) -> list[CodeVersion]:
    """The versions of a code, the oldest first. Raises OkqualError for an unknown code."""
    name = code_named(study, code).id
    book = next(book for book in codebooks(study) if name in book.by_id)
    made = codebook_history.versions(study.db, book.id).get(name, [])
    found: list[CodeVersion] = []
    for before, now in zip([None, *made], made, strict=False):
        changes = differences(before.code, now.code) if before else ()
        found.append(CodeVersion(now.code, now.at, now.coder, now.imported, now.meaning, changes))
    return found


def differences(old: Code, new: Code) -> tuple[Changed, ...]:
    """The parts in which two definitions differ, as text."""
    pairs = ((part, part_text(old, part), part_text(new, part)) for part in PARTS)
    return tuple(Changed(part, before, after) for part, before, after in pairs if before != after)


def part_text(code: Code, part: str) -> str:
    """A part of a definition as text; "ja" and nothing for what is only true or not."""
    value = getattr(code, part)
    if isinstance(value, Scale):
        steps = ", ".join(f"{step.id}: {step.name}" if step.id != step.name else step.id for step in value.values)
        mixed = f", {value.mixed}" if value.mixed else ""
        return f"{steps} ({value.rule}{mixed})"
    if isinstance(value, tuple):
        return ", ".join(value)
    return ("ja" if value else "") if isinstance(value, bool) else value or ""


def use(study: Study) -> dict[str, Use]:
    """Code → how many codings in how many interviews stand under it."""
    found: dict[str, Use] = {}
    for _case, code, count in queries.case_code_counts(study.db):
        before = found.get(code, Use())
        found[code] = Use(before.codings + count, before.interviews + 1)
    return found


def conflicts(study: Study) -> list[Conflict]:
    """What people did to the codebook without knowing of each other, and nobody has settled."""
    return codebook_history.conflicts(study.db)


def other_definition(study: Study, conflict: Conflict) -> Code | None:
    """The definition that does not hold, of a conflict about definitions."""
    return codebook_history.definition_at(study.db, conflict.other)


def settle(study: Study, conflict: Conflict, other: bool = False) -> None:
    """Let what holds hold, or the ``other``. Two merges that close a circle are settled by undoing one of them.

    Raises OkqualError for a locked codebook.
    """
    check_may_edit(study)
    now = code_named(study, conflict.code)
    with changing(study):
        if conflict.kind == "parent":
            take_off(study, conflict.codebook, conflict.code, conflict.other)
        elif conflict.kind == "definition":
            wanted = other_definition(study, conflict) if other else None
            settle_definition(study, conflict.codebook, replace(wanted, parents=now.parents) if wanted else now)
