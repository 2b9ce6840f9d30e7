"""Does the study hold together? What verify says, for the edges to print."""

from __future__ import annotations

from okqual.store import verify as store_verify
from okqual.store.verify import Problem
from okqual.study.opening import Study


def verify(study: Study) -> list[Problem]:
    """Everything that is wrong; an empty list when chain, tables and files hold."""
    return store_verify.problems(study.db)
