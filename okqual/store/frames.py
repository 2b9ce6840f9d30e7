"""Frames of what is counted over all codings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from okqual.store.judging import GONE, OWN

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = ("id", "case", "passage", "coder", "code", "value")


def codings_by_passage(db: Database) -> pd.DataFrame:
    """Columns ``id case passage coder code value``: a row for each coder's own coding and passage that it is of."""
    sql = f"""SELECT c.id, c.case_id, coalesce(s.note || ':' || s.number, ''), c.coder, c.code, c.value
              FROM seen_coding AS c LEFT JOIN evidence AS s ON s.coding = c.id WHERE {OWN} ORDER BY c.id, s.number"""
    return pd.DataFrame(db.conn.execute(sql).fetchall(), columns=COLUMNS, dtype=object)


def settled_by_passage(db: Database) -> pd.DataFrame:
    """The same of the codings that count where something was settled."""
    sql = """SELECT c.id, c.case_id, coalesce(s.note || ':' || s.number, ''), c.coder, c.code, c.value
             FROM adjudicated_coding AS k JOIN seen_coding AS c ON c.id = k.coding
             LEFT JOIN evidence AS s ON s.coding = c.id WHERE k.counts = 1 AND c.how <> 'lost'
             ORDER BY c.id, s.number"""
    found = pd.DataFrame(db.conn.execute(sql).fetchall(), columns=COLUMNS, dtype=object)
    return found.drop_duplicates(["id", "passage"])


def gone_through(db: Database) -> pd.DataFrame:
    """Columns ``case passage coder``: the answer passages that each coder went through.

    That is: coded, marked as nothing to code, or in an interview that she said she is done with.
    """
    rows = db.conn.execute(f"SELECT case_id, note || ':' || number, coder FROM ({GONE.format(own=OWN, here='')})")
    return pd.DataFrame(rows.fetchall(), columns=["case", "passage", "coder"], dtype=object)
