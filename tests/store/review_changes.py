"""Signatures of the reference check, as steps of a random history."""

from __future__ import annotations

import contextlib

from okqual.errors import OkqualError
from okqual.model.review import Holds
from okqual.store import findings_told, summaries
from okqual.study import reviewing
from okqual.study.opening import Study

REVIEW_CHANGES = ("sign", "sign", "withdraw")


def change_review(study: Study, pick: int, what: str) -> None:
    """One change of one statement; whose it is, and whether there is one, is the study's own matter."""
    names = [each.id for each in findings_told.pieces(study.db) if each.kind in reviewing.CHECKED]
    names += [each.cell.name for each in summaries.summaries(study.db)]
    with contextlib.suppress(OkqualError):
        if names and what == "sign":
            reviewing.sign(study, names[pick % len(names)], list(Holds)[pick % 3], f"därför {pick % 2} [laughs]")
        elif names:
            reviewing.take_back(study, names[pick % len(names)])
