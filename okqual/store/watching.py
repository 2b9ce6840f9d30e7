"""What others write to a database that is open here, asked without reading more than the newest entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.events import Kind

if TYPE_CHECKING:
    from sqlite_utils import Database


def version(db: Database) -> int:
    """A number that changes when another connection has written; it costs next to nothing."""
    return int(db.conn.execute("PRAGMA data_version").fetchone()[0])


def own_changes(db: Database) -> int:
    """Rows that this connection has changed since it was opened."""
    return int(db.conn.total_changes)


def last_tick(db: Database) -> int:
    """Tick of the latest entry; 0 before the first."""
    row = db.conn.execute("SELECT max(tick) FROM entry").fetchone()
    return int(row[0] or 0)


def written_since(db: Database, tick: int) -> dict[str, int]:
    """Coder → entries that came after a tick, exports left out: they change nothing that is shown."""
    sql = "SELECT coder, count(*) FROM entry WHERE tick > ? AND kind <> ? GROUP BY coder ORDER BY coder"
    return {coder: int(count) for coder, count in db.conn.execute(sql, (tick, Kind.EXPORTED))}


def size(db: Database) -> int:
    """Bytes of the database, without those that are not yet in it; it costs next to nothing."""
    return int(db.conn.execute("PRAGMA page_count").fetchone()[0]) * int(
        db.conn.execute("PRAGMA page_size").fetchone()[0]
    )


def wait_at_most(db: Database, milliseconds: int) -> None:
    """How long this connection waits for another that writes."""
    db.conn.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
