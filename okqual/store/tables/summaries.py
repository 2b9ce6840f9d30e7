"""What the written matrix adds: its cells, the words they link to, and what the decider of a case value saw."""

SQL = """
CREATE TABLE summary (
    row_kind TEXT NOT NULL, attribute TEXT NOT NULL, row_of TEXT NOT NULL, column_kind TEXT NOT NULL,
    column_of TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL, draft INTEGER NOT NULL, coder TEXT NOT NULL,
    at INTEGER NOT NULL, digest TEXT NOT NULL, marks TEXT NOT NULL,
    PRIMARY KEY (row_kind, attribute, row_of, column_kind, column_of)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_column ON summary (column_kind, column_of);
CREATE TABLE summary_link (
    row_kind TEXT NOT NULL, attribute TEXT NOT NULL, row_of TEXT NOT NULL, column_kind TEXT NOT NULL,
    column_of TEXT NOT NULL, position INTEGER NOT NULL, citation TEXT NOT NULL, note TEXT NOT NULL,
    first_number INTEGER NOT NULL, last_number INTEGER NOT NULL,
    PRIMARY KEY (row_kind, attribute, row_of, column_kind, column_of, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_link_passage ON summary_link (note, first_number, last_number);
CREATE TABLE decision_seen (
    case_id TEXT NOT NULL, code TEXT NOT NULL, digest TEXT NOT NULL, marks TEXT NOT NULL, PRIMARY KEY (case_id, code)
) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("summary_link", "summary", "decision_seen")
