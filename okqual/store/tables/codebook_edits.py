"""What edits of the codebook add: the definition in force of each code, codes that count as another, proposals."""

SQL = """
CREATE TABLE code_now (
    code TEXT NOT NULL, codebook TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (code, codebook)
) STRICT, WITHOUT ROWID;
CREATE TABLE code_alias (code TEXT PRIMARY KEY, into_code TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE put_under (
    coding TEXT PRIMARY KEY REFERENCES coding (id) ON DELETE CASCADE, code TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX put_under_code ON put_under (code);
CREATE TABLE proposal (
    id TEXT PRIMARY KEY, coder TEXT NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL, why TEXT NOT NULL,
    case_id TEXT NOT NULL, note TEXT NOT NULL, version TEXT NOT NULL, start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL, answer TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL, answered_by TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("code_now", "code_alias", "put_under", "proposal")
"""``put_under`` refers to ``coding`` and is emptied before it."""
