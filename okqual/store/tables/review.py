"""Signatures of the reference check."""

SQL = """
CREATE TABLE signature (
    holder TEXT NOT NULL, statement TEXT NOT NULL, coder TEXT NOT NULL, text TEXT NOT NULL, holds TEXT NOT NULL,
    comment TEXT NOT NULL, evidence TEXT NOT NULL, numbers TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (holder, statement, coder)
) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("signature",)
