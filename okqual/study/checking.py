"""Does the study hold together? What verify says, for the edges to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from okqual.analysis.coding_rules import BrokenRule, broken_rules
from okqual.store import named, pseudonymised, queries
from okqual.store import verify as store_verify
from okqual.store.verify import Problem
from okqual.study import definitions
from okqual.study.changing import lost_marks
from okqual.study.opening import Progress, Study
from okqual.study.sealing import against_seal


def verify(study: Study, progress: Progress | None = None, seals: Sequence[Path] = ()) -> list[Problem]:
    """Everything that is wrong; an empty list when chain, tables and files hold.

    This working copy's own mark is held against the journal too: behind it stands an older copy of the database.
    Raises OkqualError for a file that is no seal.
    """
    sealed = [problem for path in seals for problem in against_seal(study, path)]
    found = store_verify.problems(study.db, progress)
    behind = [Problem("mark", each, "errors.problem.mark") for each in lost_marks(study)]
    return [*found, *behind, *sealed]


def journal_holds(study: Study) -> tuple[int, int]:
    """How many entries the journal has, and how many problems its chain: each entry is gone through."""
    return store_verify.chain_of(study.db)


def broken_principles(study: Study) -> list[BrokenRule]:
    """Codings that break a checkable principle of a codebook ("one main activity an interview")."""
    codings = queries.all_codings(study.db)
    return [broken for book in definitions.codebooks(study) for broken in broken_rules(book, codings)]


def notes_without_content(study: Study) -> list[str]:
    """Notes that were read in with pseudonyms: of their files the study has the SHA-256 only."""
    return list(dict.fromkeys(note for note, _version in pseudonymised.pseudonymised_versions(study.db)))


def cases_without_words(study: Study) -> list[str]:
    """Interviews that a package for a coder leaves out: they are in the study by their ids only."""
    return named.cases_without_words(study.db)
