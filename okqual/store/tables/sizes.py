"""How many codings each export carries: counting a million of them takes longer than a trace may."""

SQL = """
CREATE TABLE exported_size (
    origin TEXT NOT NULL, number INTEGER NOT NULL, codings INTEGER NOT NULL, PRIMARY KEY (origin, number)
) STRICT, WITHOUT ROWID;
INSERT INTO exported_size (origin, number, codings)
    SELECT origin, number, count(*) FROM exported_coding GROUP BY origin, number;
"""

PROJECTED = ("exported_size",)
