"""An index of the flagged passages alone: the next one is found without looking through all passages."""

SQL = "CREATE INDEX passage_flagged ON passage_state (case_id, note, number) WHERE flagged = 1;"

PROJECTED: tuple[str, ...] = ()
