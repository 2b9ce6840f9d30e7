"""What makes tracing quick in a large study: what an entry is about, which exports carry a piece or a coding."""

ABOUT = ("coding", "piece", "decision", "note", "case", "row", "code")
"""What in an entry names the thing that it says something of; the first one that is there does."""
OF_MANY = ("codings.added", "exported")
"""Kinds that say something of many things at once."""

SQL = f"""
CREATE TABLE exported_piece (
    piece TEXT NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (piece, origin, number)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO exported_piece (piece, origin, number)
    SELECT p.value, e.origin, e.number FROM entry AS e, json_each(e.payload, '$.pieces') AS p
    WHERE e.kind = 'exported';
CREATE INDEX exported_piece_of ON exported_piece (origin, number);
CREATE INDEX exported_coding_of ON exported_coding (origin, number);
CREATE TABLE entry_about (
    about TEXT NOT NULL, origin TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (about, origin, number)
) STRICT, WITHOUT ROWID;
INSERT INTO entry_about (about, origin, number)
    SELECT about, origin, number FROM (
        SELECT coalesce({", ".join(f"json_extract(payload, '$.{name}')" for name in ABOUT)}) AS about, origin, number
        FROM entry WHERE kind NOT IN ({", ".join(f"'{kind}'" for kind in OF_MANY)})
    ) WHERE typeof(about) = 'text' AND about <> '';
"""

PROJECTED = ("exported_piece", "entry_about")
