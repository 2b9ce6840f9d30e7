"""Frames of what is counted over all codings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from sqlite_utils import Database

PASSAGE = "s.note || ':' || s.number"


def codings_by_passage(db: Database) -> pd.DataFrame:
    """Columns ``case passage coder code value``: a row for each coding and passage that it shares words with."""
    sql = f"""SELECT c.case_id, coalesce(s.note || ':' || s.number, ''), c.coder, c.code, c.value FROM coding AS c
              LEFT JOIN evidence AS s ON s.coding = c.id WHERE c.how <> 'lost' ORDER BY c.id, {PASSAGE}"""
    return pd.DataFrame(
        db.conn.execute(sql).fetchall(), columns=["case", "passage", "coder", "code", "value"], dtype=object
    )


def gone_through(db: Database) -> pd.DataFrame:
    """Columns ``case passage coder``: the answer passages that each coder coded or marked as nothing to code."""
    sql = f"""SELECT s.case_id, {PASSAGE}, n.coder FROM passage_state AS s
              JOIN nothing_to_code AS n ON n.note = s.note AND n.number = s.number WHERE s.role = 'answer'
              UNION SELECT s.case_id, {PASSAGE}, c.coder FROM passage_state AS s
              JOIN evidence AS e ON e.note = s.note AND e.number = s.number JOIN coding AS c ON c.id = e.coding
              WHERE s.role = 'answer' AND c.how <> 'lost'"""
    return pd.DataFrame(db.conn.execute(sql).fetchall(), columns=["case", "passage", "coder"], dtype=object)
