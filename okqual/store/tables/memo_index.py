"""An index of the few codings that have a memo: the memos are listed without walking half a million codings."""

SQL = """
CREATE INDEX coding_memo ON coding (id) WHERE memo <> '';
"""
