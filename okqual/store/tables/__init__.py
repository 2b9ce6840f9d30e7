"""The tables, a file a migration: what a step makes, and which of its tables the journal's projection fills.

They are written out, since STRICT and the checks matter more here than brevity. Tables WITHOUT
ROWID begin with the columns of their key: SQLite 3.40's integrity check misreads others.
"""

from okqual.store.tables import (
    codebook_edits,
    disclosure,
    erasures,
    findings,
    flags,
    indexes,
    journal,
    memo_index,
    memos,
    pulled,
    review,
    sizes,
    study,
    summaries,
    teams,
    traces,
)

STEPS = {
    "m001_journal": journal.SQL,
    "m002_projection": study.SQL,
    "m003_codebook_edits": codebook_edits.SQL,
    "m004_memos": memos.SQL,
    "m005_summaries": summaries.SQL,
    "m006_findings": findings.SQL,
    "m008_indexes": indexes.SQL,
    "m009_disclosure": disclosure.SQL,
    "m010_flags": flags.SQL,
    "m011_pull": pulled.SQL,
    "m014_teams": teams.SQL,
    "m012_traces": traces.SQL,
    "m012_review": review.SQL,
    "m012_sizes": sizes.SQL,
    "m013_erase": erasures.SQL,
    "m015_memo_index": memo_index.SQL,
}
"""What each step runs, in order. A new step is added at the end; one that was released is never changed."""

PROJECTED = (
    *review.PROJECTED,
    *sizes.PROJECTED,
    *erasures.PROJECTED,
    *teams.PROJECTED,
    *traces.PROJECTED,
    *findings.PROJECTED,
    *memos.PROJECTED,
    *pulled.PROJECTED,
    *disclosure.PROJECTED,
    *codebook_edits.PROJECTED,
    *summaries.PROJECTED,
    *study.PROJECTED,
)
"""Tables that the journal's projection makes, those that refer to others before those."""
