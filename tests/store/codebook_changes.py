"""What people do to a codebook, as steps of a random history."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from okqual.errors import OkqualError
from okqual.store import queries
from okqual.study import changed_definitions, proposing
from okqual.study.codebook_editing import (
    add_sub_code,
    define_code,
    merge_codes,
    move_code,
    rename_code,
    retire_code,
    split_code,
)
from okqual.study.codebook_lock import lock
from okqual.study.definitions import codebook, take_codebook
from okqual.study.opening import Study
from okqual.study.recoding import recode
from tests.store.histories import BOOK

CODEBOOK_CHANGES = (
    "sub", "define", "rename", "move", "under", "merge", "retire", "split", "import", "confirm", "propose", "answer",
    "lock",
)  # fmt: skip
REFUSED = (
    "no_codebook", "code_circle", "merge_below", "merge_values", "codebook_locked", "lead_locks", "unknown_code",
    "others_build_on", "code_id_taken", "code_parent", "retired_code", "proposal_answered", "nothing_to_confirm",
)  # fmt: skip


@contextlib.contextmanager
def changes_that_the_study_may_refuse() -> Iterator[None]:
    """What is refused is refused with one of these sentences."""
    try:
        yield
    except OkqualError as error:
        assert error.key.removeprefix("errors.") in REFUSED


def change_codebook(study: Study, pick: int, what: str) -> None:
    """One change, of the kind that ``what`` names."""
    codes = codebook(study).codes
    code, other = codes[pick % len(codes)], codes[pick // 7 % len(codes)]
    if what == "sub":
        add_sub_code(study, code.id, f"Under {pick % 3}")
    elif what == "define":
        define_code(study, replace(code, when=f"när {pick % 3}"), meaning=bool(pick % 2))
    elif what == "rename":
        rename_code(study, code.id, f"Namn {pick % 3}")
    elif what == "move":
        move_code(study, code.id, (other.id,))
    elif what == "under":
        move_code(study, code.id, (*code.parents, other.id) if pick % 3 else ())
    elif what == "merge":
        merge_codes(study, code.id, other.id, meaning=bool(pick % 2))
    elif what == "retire":
        retire_code(study, code.id, on=bool(pick % 3))
    elif what == "split":
        split_code(study, code.id, [f"Del {pick % 2}", "Rest"])
    elif what == "import":
        take_codebook(study, (BOOK, replace(BOOK, title="Rättad"), codebook(study))[pick % 3])
    elif what == "lock":
        lock(study, on=bool(pick % 3))
    else:
        _of_people(study, pick, what)


def _of_people(study: Study, pick: int, what: str) -> None:
    waiting = proposing.proposals(study, open_only=True)
    codings = [one.id for one in queries.all_codings(study.db)]
    if what == "confirm" and codings:
        changed_definitions.confirm(study, codings[pick % len(codings)])
    elif what == "propose":
        now = queries.note_now(study.db, sorted(queries.note_ids(study.db))[0]) if queries.note_ids(study.db) else None
        place = (now.id, now.passages[0].start, now.passages[0].end) if now and now.passages else None
        proposing.propose(study, f"Förslag {pick % 3}", "för att", place)
    elif what == "answer" and waiting:
        if pick % 2:
            proposing.accept(study, waiting[0].id, put=bool(pick % 4))
        else:
            proposing.decline(study, waiting[0].id, "finns redan")


def recode_somehow(study: Study, coding: str, pick: int) -> None:
    """Put a coding under another code of the book."""
    codes = codebook(study).codes
    recode(study, coding, codes[pick % len(codes)].id)
