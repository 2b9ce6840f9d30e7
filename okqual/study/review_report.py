"""The reference check as a whole: coverage, open points, what rests on nothing, changed numbers, who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from okqual.analysis.method_tables import ACTOR
from okqual.model.finding import PieceKind
from okqual.model.review import OPEN, Change, Checked, Standing
from okqual.store import findings_told
from okqual.study import browsing
from okqual.study.left_to_write import Lack, left
from okqual.study.opening import Study
from okqual.study.pieces import criterion_of
from okqual.study.reviewing import review
from okqual.study.uncited import citations, citations_by


def report(study: Study, criterion: str = "", by: str = ACTOR) -> dict[str, Any]:
    """Everything that the reference check says of a study, or of a criterion's chapter."""
    found = review(study, criterion)
    lacks = [each for each in left(study) if criterion in ("", each.criterion)]
    resting = (Lack.RESTS_ON_NOTHING, Lack.NO_EVIDENCE, Lack.EVIDENCE_GONE)
    return {
        "criterion": criterion or None,
        "coverage": coverage(found),
        "by_criterion": {
            name: coverage([each for each in found if each.statement.criterion == name])
            for name in dict.fromkeys(each.statement.criterion for each in found)
        },
        "open": [checked_plain(each) for each in found if each.standing in OPEN],
        "rests_on_nothing": [
            {"id": each.piece.id, "kind": str(each.piece.kind), "text": each.piece.text, "lack": str(each.lack),
             "detail": each.detail or None}
            for each in lacks if each.lack in resting
        ],
        "numbers_changed": [
            {"id": each.piece.id, "text": each.piece.text, "numbers": [each.detail], "since": "written"}
            for each in lacks if each.lack is Lack.STALE
        ] + [
            {"id": each.statement.id, "text": each.statement.text, "numbers": list(each.numbers), "since": "signed"}
            for each in found if Change.NUMBERS in each.changed
        ],
        "citations": {
            "findings": sum(
                criterion in ("", criterion_of(browsing.codebook(study), each.about))
                for each in findings_told.pieces(study.db, PieceKind.FINDING)
            ),
            "cases": [asdict(each) for each in citations(study, criterion)],
            "by": by,
            "groups": [asdict(each) for each in citations_by(study, by, criterion)],
        },
    }  # fmt: skip


def coverage(found: Sequence[Checked]) -> dict[str, int]:
    """How many statements stand how."""
    counts = Counter(each.standing for each in found)
    return {"statements": len(found), **{str(standing): counts[standing] for standing in Standing}}


def checked_plain(each: Checked) -> dict[str, Any]:
    """A statement and its check as JSON has it."""
    said = each.statement
    return {
        "id": said.id, "in": said.holder, "kind": said.kind, "criterion": said.criterion, "text": said.text,
        "authors": sorted(said.authors), "standing": str(each.standing),
        "signatures": [
            {"coder": one.coder, "at": one.at, "holds": str(one.holds), "comment": one.comment or None}
            for one in each.signatures
        ],
        "changed": [str(change) for change in each.changed], "numbers": list(each.numbers),
    }  # fmt: skip
