"""Answers that seem to belong to another question than their heading's: a suggestion, never a move."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okqual.ingest.question_matching import Vocabulary

_RETURNS = re.compile(
    r"\b(?:kommer\s+(?:tillbaka|på|nu\s+på)|återkommer|återkom|återvände\w*|åter\s+till|tillbaka\s+till|backar"
    r"|föregriper|inflikar|påminner|i\s+förbigående|för\s+övrigt|angående|apropå|på\s+tal\s+om|förra\s+avsnittet"
    r"|tidigare\s+fråga|senare\s+fråga|glömde|vill\s+föra\s+till)\b",
    re.IGNORECASE,
)
_CLEAR = 2.2
"""Evidence that a suggestion needs by itself, in units of inverse document frequency."""
_WITH_SIGN = 1.0
"""Evidence that it needs where the answer says that it goes back to something."""


def suggest(text: str, placed: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The question that an answer's words speak for, where they say little of its own; else nothing."""
    scores = vocabulary.content(text)
    own = max((scores.get(question, 0.0) for question in placed), default=0.0)
    other = max(((score, question) for question, score in scores.items() if question not in placed), default=(0.0, ""))
    needed = _WITH_SIGN if _RETURNS.search(text) else _CLEAR
    if other[0] - own < needed or sum(score == other[0] for score in scores.values()) > 1:
        return ()
    return (other[1],)
