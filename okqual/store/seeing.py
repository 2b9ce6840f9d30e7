"""Which codings a coder sees and which ones count: views of this connection's own, over the tables of all.

``seen_coding`` leaves out what others coded in interviews that she codes blind, as ``seen_nothing`` and
``seen_evidence`` do; ``settled_coding`` has those that count: adjudicated, else the assigned coder's, else
all. Where nobody codes blind and nothing is assigned the views are the tables and cost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

OTHERS = """{case} NOT IN (SELECT case_id FROM main.assigned WHERE coder = '{viewer}' AND veiled = 1)
    OR {coder} = '{viewer}'"""

EVIDENCE = """e.note NOT IN (SELECT v.note FROM main.assigned AS a JOIN main.note_version AS v ON v.case_id = a.case_id
        WHERE a.coder = '{viewer}' AND a.veiled = 1)
    OR EXISTS (SELECT 1 FROM main.coding AS c WHERE c.id = e.coding AND c.coder = '{viewer}')"""
"""By the notes that are hidden, so that no coding is looked up for a passage of the others."""

SETTLED = """CASE
    WHEN c.id IN (SELECT coding FROM main.adjudicated_coding WHERE counts = 1) THEN 1
    WHEN c.id IN (SELECT coding FROM main.adjudicated_coding) THEN 0
    WHEN c.case_id NOT IN (SELECT a.case_id FROM main.assigned AS a WHERE a.role = 'main' AND EXISTS
        (SELECT 1 FROM main.coding AS m WHERE m.coder = a.coder AND m.case_id = a.case_id)) THEN 1
    ELSE EXISTS (SELECT 1 FROM main.assigned AS a WHERE a.case_id = c.case_id AND a.coder = c.coder
        AND a.role = 'main') END"""
"""Lists that are made once a question where they can be, not looked up anew for each of half a million codings."""


def see_as(db: Database, viewer: str) -> None:
    """Let this connection see what a coder may; :func:`renew` when assignments have changed."""
    db.conn.execute("CREATE TABLE IF NOT EXISTS temp.viewer (coder TEXT NOT NULL)")
    db.conn.execute("DELETE FROM temp.viewer")
    db.conn.execute("INSERT INTO temp.viewer (coder) VALUES (?)", (viewer,))
    _make(db, viewer)


def renew(db: Database) -> None:
    """Make the views again by the assignments of now; nothing on a connection that has none."""
    if _any(db, "SELECT 1 FROM temp.sqlite_master WHERE name = 'viewer'"):
        _make(db, db.conn.execute("SELECT coder FROM temp.viewer").fetchone()[0])


def _make(db: Database, viewer: str) -> None:
    older = not _any(db, "SELECT 1 FROM main.sqlite_master WHERE name = 'assigned'")
    veiled = not older and _any(db, "SELECT 1 FROM main.assigned WHERE coder = ? AND veiled = 1", (viewer,))
    chosen = not older and (
        _any(db, "SELECT 1 FROM main.assigned WHERE role = 'main'") or _any(db, "SELECT 1 FROM main.adjudicated")
    )
    quoted = viewer.replace("'", "''")
    others = OTHERS.format(case="c.case_id", coder="c.coder", viewer=quoted)
    marks = OTHERS.format(case="s.case_id", coder="n.coder", viewer=quoted)
    joined = "JOIN main.passage_state AS s ON s.note = n.note AND s.number = n.number"
    _view(db, "seen_coding", "main.coding AS c", [others] if veiled else [])
    _view(db, "settled_coding", "main.coding AS c", [others] * veiled + [SETTLED] * chosen)
    _view(db, "seen_evidence", "main.evidence AS e", [EVIDENCE.format(viewer=quoted)] if veiled else [])
    _view(db, "seen_nothing", f"main.nothing_to_code AS n {joined if veiled else ''}", [marks] if veiled else [])


def _view(db: Database, name: str, table: str, conditions: list[str]) -> None:
    select = f"SELECT {table.split()[2]}.* FROM {table}"
    where = " AND ".join(f"({each})" for each in conditions)
    made = f"VIEW {name} AS {select}{f' WHERE {where}' if where else ''}"
    row = db.conn.execute("SELECT sql FROM temp.sqlite_master WHERE type = 'view' AND name = ?", (name,)).fetchone()
    if row is None or row[0] != f"CREATE {made}":
        db.conn.execute(f"DROP VIEW IF EXISTS temp.{name}")
        db.conn.execute(f"CREATE TEMP {made}")


def _any(db: Database, sql: str, values: tuple[str, ...] = ()) -> bool:
    return db.conn.execute(f"{sql} LIMIT 1", values).fetchone() is not None
