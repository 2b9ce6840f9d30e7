"""Who codes which interviews, what was drawn, what was settled between coders, and what was settled after a merge."""

SQL = """
CREATE TABLE assigned (
    case_id TEXT NOT NULL, coder TEXT NOT NULL, role TEXT NOT NULL, round INTEGER NOT NULL, blind INTEGER NOT NULL,
    done INTEGER NOT NULL, veiled INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (case_id, coder)
) STRICT, WITHOUT ROWID;
CREATE INDEX assigned_coder ON assigned (coder, veiled);
CREATE TABLE drawn (
    id TEXT PRIMARY KEY, seed INTEGER NOT NULL, share INTEGER NOT NULL, round INTEGER NOT NULL, of INTEGER NOT NULL,
    cases TEXT NOT NULL, coder TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE adjudicated (
    case_id TEXT NOT NULL, code TEXT NOT NULL, note TEXT NOT NULL, number INTEGER NOT NULL, outcome TEXT NOT NULL,
    value TEXT, reason TEXT NOT NULL, coder TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (case_id, code, note, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE adjudicated_coding (
    coding TEXT NOT NULL, case_id TEXT NOT NULL, code TEXT NOT NULL, note TEXT NOT NULL, number INTEGER NOT NULL,
    counts INTEGER NOT NULL, PRIMARY KEY (coding, case_id, code, note, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX adjudicated_of ON adjudicated_coding (case_id, code, note, number);
CREATE TABLE settled_apart (entry TEXT PRIMARY KEY, coder TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
DROP INDEX coding_coder;
CREATE INDEX coding_coder ON coding (coder, case_id);
"""

PROJECTED = ("assigned", "drawn", "adjudicated", "adjudicated_coding", "settled_apart")
