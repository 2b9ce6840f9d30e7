"""Passages whose words are not to leave the house."""

SQL = """
CREATE TABLE secret_passage (
    note TEXT NOT NULL, number INTEGER NOT NULL, coder TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (note, number)
) STRICT, WITHOUT ROWID;
"""

PROJECTED = ("secret_passage",)
