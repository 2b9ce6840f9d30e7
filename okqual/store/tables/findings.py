"""Findings, other sources, judgements and headings, and what each of them rests on."""

SQL = """
CREATE TABLE piece (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, owner TEXT NOT NULL,
    status TEXT NOT NULL, coder TEXT NOT NULL, at INTEGER NOT NULL, changed_by TEXT NOT NULL,
    changed_at INTEGER NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL, year INTEGER NOT NULL, page TEXT NOT NULL,
    heading TEXT NOT NULL, position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE piece_link (
    piece TEXT NOT NULL, ref TEXT NOT NULL, role TEXT NOT NULL, seen_n INTEGER, seen_of INTEGER,
    PRIMARY KEY (piece, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX piece_link_ref ON piece_link (ref);
"""

PROJECTED = ("piece_link", "piece")
