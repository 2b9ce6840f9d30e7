"""What a coder has done since she sat down, and what she did last; for the summary on leaving and the code picker."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.store import sittings as store
from okqual.store.database import reading
from okqual.study.opening import Study


@dataclass(frozen=True, slots=True)
class Sitting:
    """What holds now of what a coder has done since she sat down."""

    gone_through: int
    """Passages that she coded, or said to hold nothing to code."""
    made: int
    """Codings that were not there before."""
    withdrawn: int
    """Codings from before that are gone."""
    other: int
    """Other changes: values, memos, ends, summaries."""


def begin(study: Study) -> int:
    """The moment in the journal at which a coder sits down."""
    return store.last_tick(study.db)


def sitting(study: Study, since: int) -> Sitting | None:
    """What the coder has done since that moment; None when nothing of it is left."""
    with reading(study.db):
        done = Sitting(
            store.passages_gone_through(study.db, study.coder, since),
            store.codings_made(study.db, study.coder, since),
            store.codings_withdrawn(study.db, study.coder, since),
            store.other_changes(study.db, study.coder, since),
        )
    return done if done != Sitting(0, 0, 0, 0) else None


def recent_codes(study: Study) -> list[str]:
    """Ids of the codes that the coder put last, latest first."""
    return store.codes_put_last(study.db, study.coder)
