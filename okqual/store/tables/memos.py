"""Memos beside those of passages and codings, decisions about the coding, and searches under a name."""

SQL = """
CREATE TABLE memo (
    about TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, text TEXT NOT NULL, coder TEXT NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY (about, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE decision (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, reason TEXT NOT NULL, code TEXT NOT NULL, question TEXT NOT NULL,
    coder TEXT NOT NULL, at INTEGER NOT NULL, changed_by TEXT NOT NULL, changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE saved_search (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("memo", "decision", "saved_search")
