"""Edited Word files that came home."""

SQL = """
CREATE TABLE pulled (
    origin TEXT NOT NULL, number INTEGER NOT NULL, coder TEXT NOT NULL, at INTEGER NOT NULL, file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL, exports TEXT NOT NULL, texts INTEGER NOT NULL, memos INTEGER NOT NULL,
    tracked INTEGER NOT NULL, authors TEXT NOT NULL, PRIMARY KEY (origin, number)
) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("pulled",)
