"""The journal's own tables, and the texts and files that are kept apart from it."""

SQL = """
CREATE TABLE entry (
    origin TEXT NOT NULL, number INTEGER NOT NULL, tick INTEGER NOT NULL, at INTEGER NOT NULL,
    coder TEXT NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, batch TEXT NOT NULL,
    payload TEXT NOT NULL, undoes TEXT NOT NULL, prev TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (origin, number)
) STRICT;
CREATE INDEX entry_order ON entry (tick, origin, number);
CREATE INDEX entry_coder ON entry (coder, tick, origin, number);
CREATE INDEX entry_undoes ON entry (undoes) WHERE undoes <> '';
CREATE INDEX entry_batch ON entry (batch) WHERE batch <> '';
CREATE INDEX entry_kind ON entry (kind, tick);
CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE content_key (case_id TEXT NOT NULL, secret BLOB NOT NULL, PRIMARY KEY (case_id, secret)) STRICT;
CREATE TABLE content (hash TEXT PRIMARY KEY, case_id TEXT NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX content_case ON content (case_id);
CREATE TABLE source_file (
    sha256 TEXT NOT NULL, case_id TEXT NOT NULL, size INTEGER NOT NULL, packed BLOB NOT NULL,
    PRIMARY KEY (sha256, case_id)
) STRICT;
"""
