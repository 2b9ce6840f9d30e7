"""Indexes for what a large study is asked while one waits: lost codings alone, how far interviews and coders are."""

SQL = """
CREATE INDEX coding_lost ON coding (note, start_at, id) WHERE how = 'lost';
CREATE INDEX passage_state_answers ON passage_state (case_id, questions, note, number) WHERE role = 'answer';
CREATE INDEX nothing_to_code_coder ON nothing_to_code (coder, note, number);
"""

PROJECTED: tuple[str, ...] = ()
