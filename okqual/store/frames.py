"""Frames of what is counted over all codings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from sqlite_utils import Database

PASSAGE = "s.note || ':' || s.number"


def codings_by_passage(db: Database) -> pd.DataFrame:
    """Columns ``case passage coder code value``: a row for each coding and passage that it shares words with."""
    sql = f"""SELECT c.case_id, coalesce(s.note || ':' || s.number, ''), c.coder, c.code, c.value FROM seen_coding AS c
              LEFT JOIN evidence AS s ON s.coding = c.id WHERE c.how <> 'lost' ORDER BY c.id, {PASSAGE}"""
    return pd.DataFrame(
        db.conn.execute(sql).fetchall(), columns=["case", "passage", "coder", "code", "value"], dtype=object
    )


def gone_through(db: Database) -> pd.DataFrame:
    """Columns ``case passage coder``: the answer passages that each coder went through.

    That is: coded, marked as nothing to code, or in an interview that she said she is done with.
    """
    sql = f"""SELECT s.case_id, {PASSAGE}, n.coder FROM passage_state AS s
              JOIN seen_nothing AS n ON n.note = s.note AND n.number = s.number WHERE s.role = 'answer'
              UNION SELECT s.case_id, {PASSAGE}, c.coder FROM passage_state AS s
              JOIN evidence AS e ON e.note = s.note AND e.number = s.number JOIN seen_coding AS c ON c.id = e.coding
              WHERE s.role = 'answer' AND c.how <> 'lost'
              UNION SELECT s.case_id, {PASSAGE}, a.coder FROM assigned AS a
              JOIN passage_state AS s ON s.case_id = a.case_id WHERE a.done = 1 AND s.role = 'answer'
              AND a.case_id NOT IN (SELECT v.case_id FROM assigned AS v WHERE v.veiled = 1
                  AND v.coder = (SELECT coder FROM temp.viewer))"""
    return pd.DataFrame(db.conn.execute(sql).fetchall(), columns=["case", "passage", "coder"], dtype=object)
