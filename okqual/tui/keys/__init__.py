"""The keys of every screen, a file a place of work.

``ALL`` is what the settings, the list of keys and the tests go through: a new place of work adds its own here.
"""

from okqual.tui.keys.answers import ANSWERS
from okqual.tui.keys.anywhere import APP, GO, WORKPLACE
from okqual.tui.keys.asking import ASK, ASK_SEVERAL, ASK_TEXT, LIST, PATH, PICKER, SHOWING
from okqual.tui.keys.binding import SAID_KEYS, key, named, named_key, shown_key, speak, speak_anew
from okqual.tui.keys.code_list import CODE_LIST, COMPARE
from okqual.tui.keys.codebook import CHANGED, CODEBOOK, PROPOSALS
from okqual.tui.keys.coding import CODING
from okqual.tui.keys.differing import DIFFERING
from okqual.tui.keys.findings import FINDING, FINDINGS, OUTLINE
from okqual.tui.keys.founding import FOUNDING
from okqual.tui.keys.identifying import IDENTIFYING
from okqual.tui.keys.leaving import LEAVING
from okqual.tui.keys.matrix import CELL, DECIDING, MATRIX, VALUES
from okqual.tui.keys.orphans import ORPHANS
from okqual.tui.keys.overview import OVERVIEW
from okqual.tui.keys.review import REVIEW
from okqual.tui.keys.search import MEMOS, SEARCH, SEARCH_LINE
from okqual.tui.keys.signing import SIGNING
from okqual.tui.keys.start import START
from okqual.tui.keys.tracing import TRACE
from okqual.tui.keys.undo_list import UNDO_LIST
from okqual.tui.keys.word_edits import WORD_EDITS

ALL = (
    APP,
    WORKPLACE,
    OVERVIEW,
    CODING,
    ANSWERS,
    GO,
    ASK,
    ASK_TEXT,
    ASK_SEVERAL,
    LIST,
    PATH,
    SHOWING,
    TRACE,
    PICKER,
    START,
    FOUNDING,
    REVIEW,
    ORPHANS,
    MATRIX,
    CELL,
    DECIDING,
    VALUES,
    IDENTIFYING,
    CODEBOOK,
    CHANGED,
    PROPOSALS,
    SEARCH_LINE,
    SEARCH,
    MEMOS,
    UNDO_LIST,
    LEAVING,
    CODE_LIST,
    COMPARE,
    WORD_EDITS,
    FINDINGS,
    FINDING,
    OUTLINE,
    SIGNING,
    DIFFERING,
)

__all__ = [
    "ALL",
    "ANSWERS",
    "APP",
    "ASK",
    "ASK_SEVERAL",
    "ASK_TEXT",
    "CELL",
    "CHANGED",
    "CODEBOOK",
    "CODE_LIST",
    "CODING",
    "COMPARE",
    "DECIDING",
    "DIFFERING",
    "FINDING",
    "FINDINGS",
    "FOUNDING",
    "GO",
    "IDENTIFYING",
    "LEAVING",
    "LIST",
    "MATRIX",
    "MEMOS",
    "ORPHANS",
    "OUTLINE",
    "OVERVIEW",
    "PATH",
    "PICKER",
    "PROPOSALS",
    "REVIEW",
    "SAID_KEYS",
    "SEARCH",
    "SEARCH_LINE",
    "SHOWING",
    "SIGNING",
    "START",
    "TRACE",
    "UNDO_LIST",
    "VALUES",
    "WORD_EDITS",
    "WORKPLACE",
    "key",
    "named",
    "named_key",
    "shown_key",
    "speak",
    "speak_anew",
]
