"""Interviews that were erased, and texts elsewhere that quoted them."""

SQL = """
CREATE TABLE erased_case (
    case_id TEXT NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL, coder TEXT NOT NULL, at INTEGER NOT NULL,
    reason TEXT NOT NULL, reference TEXT NOT NULL, withdrawn INTEGER NOT NULL, PRIMARY KEY (case_id, origin, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE erased_text (
    hash TEXT NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL, instead TEXT NOT NULL,
    PRIMARY KEY (hash, origin, number)
) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("erased_case", "erased_text")
