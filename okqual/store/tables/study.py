"""The tables that interviews, notes, passages and codings are read from."""

SQL = """
CREATE TABLE undone (
    origin TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (origin, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE register (
    subject TEXT NOT NULL, field TEXT NOT NULL, tick INTEGER NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL,
    coder TEXT NOT NULL, at INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (subject, field, tick, origin, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE coder (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE guide (id TEXT PRIMARY KEY, digest TEXT NOT NULL, position INTEGER NOT NULL,
    content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE codebook (id TEXT PRIMARY KEY, digest TEXT NOT NULL, position INTEGER NOT NULL,
    content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE definition (digest TEXT PRIMARY KEY, code TEXT NOT NULL, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE cases (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE attribute (
    case_id TEXT NOT NULL, participant TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (case_id, participant, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE note_version (
    id TEXT PRIMARY KEY, note TEXT NOT NULL, case_id TEXT NOT NULL, current INTEGER NOT NULL, text TEXT NOT NULL,
    file_name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, format TEXT NOT NULL, encoding TEXT NOT NULL,
    loaded_at INTEGER NOT NULL, loaded_by TEXT NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL
) STRICT;
CREATE INDEX note_version_note ON note_version (note, current);
CREATE INDEX note_version_case ON note_version (case_id, current);
CREATE INDEX note_version_file ON note_version (sha256);
CREATE TABLE block (
    version TEXT NOT NULL REFERENCES note_version (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    place TEXT NOT NULL, kind TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
    level INTEGER NOT NULL, label TEXT NOT NULL, row_at INTEGER NOT NULL, column_at INTEGER NOT NULL,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, version TEXT NOT NULL REFERENCES note_version (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_number ON passage (version, number);
CREATE INDEX passage_place ON passage (version, start_at, end_at);
CREATE TABLE passage_state (
    note TEXT NOT NULL, number INTEGER NOT NULL, case_id TEXT NOT NULL, role TEXT NOT NULL, questions TEXT NOT NULL,
    suggested TEXT NOT NULL, why TEXT NOT NULL, confidence INTEGER NOT NULL, kind TEXT NOT NULL,
    participants TEXT NOT NULL, flagged INTEGER NOT NULL, memo TEXT NOT NULL, review INTEGER NOT NULL,
    PRIMARY KEY (note, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_state_case ON passage_state (case_id);
CREATE TABLE placement (
    note TEXT NOT NULL, number INTEGER NOT NULL, question TEXT NOT NULL, case_id TEXT NOT NULL,
    PRIMARY KEY (note, number, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_question ON placement (question, case_id);
CREATE TABLE nothing_to_code (
    note TEXT NOT NULL, number INTEGER NOT NULL, coder TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (note, number, coder)
) STRICT, WITHOUT ROWID;
CREATE TABLE question_in_note (
    note TEXT NOT NULL, question TEXT NOT NULL, case_id TEXT NOT NULL, status TEXT NOT NULL, refers_to TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (note, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE segment (
    id TEXT PRIMARY KEY, version TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_version ON segment (version);
CREATE TABLE carried (
    version TEXT NOT NULL REFERENCES note_version (id) ON DELETE CASCADE, segment TEXT NOT NULL,
    start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, how TEXT NOT NULL, score INTEGER NOT NULL,
    PRIMARY KEY (version, segment)
) STRICT, WITHOUT ROWID;
CREATE TABLE replaced (
    version TEXT NOT NULL REFERENCES note_version (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    former INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (version, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX replaced_note ON replaced (note, number);
CREATE TABLE coding (
    id TEXT PRIMARY KEY, origin TEXT NOT NULL, number INTEGER NOT NULL, case_id TEXT NOT NULL, note TEXT NOT NULL,
    segment TEXT NOT NULL REFERENCES segment (id), version TEXT NOT NULL, start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL, code TEXT NOT NULL, coder TEXT NOT NULL, definition TEXT NOT NULL, value TEXT,
    memo TEXT NOT NULL, key_quote INTEGER NOT NULL, participants TEXT NOT NULL, at INTEGER NOT NULL,
    how TEXT NOT NULL, score INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX coding_entry ON coding (origin, number);
CREATE INDEX coding_note ON coding (note, start_at, end_at, code, coder);
CREATE INDEX coding_counts ON coding (code, case_id, value, how);
CREATE INDEX coding_segment ON coding (segment);
CREATE INDEX coding_coder ON coding (coder);
CREATE TABLE parked_coding (
    id TEXT PRIMARY KEY, origin TEXT NOT NULL, number INTEGER NOT NULL, version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX parked_version ON parked_coding (version);
CREATE INDEX parked_entry ON parked_coding (origin, number);
CREATE TABLE evidence (
    coding TEXT NOT NULL REFERENCES coding (id) ON DELETE CASCADE, number INTEGER NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (coding, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_passage ON evidence (note, number);
CREATE TABLE case_value (
    case_id TEXT NOT NULL, code TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, coder TEXT NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY (case_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE exported (
    origin TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, coder TEXT NOT NULL,
    at INTEGER NOT NULL, state TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (origin, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE exported_coding (
    coding TEXT NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (coding, origin, number)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE passage_words USING fts5 (folded, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE passage_parts USING fts5 (folded, tokenize = "trigram", detail = "none");
"""

PROJECTED = (
    "undone", "register", "setting", "coder", "guide", "codebook", "definition", "cases", "attribute", "carried",
    "replaced", "block", "passage", "note_version", "passage_state", "placement", "nothing_to_code",
    "question_in_note", "evidence", "parked_coding", "coding", "segment", "case_value", "exported", "exported_coding",
)  # fmt: skip
"""Tables that the journal's projection makes, those that refer to others before those."""
