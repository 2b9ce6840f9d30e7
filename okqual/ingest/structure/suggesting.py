"""Answers that seem to belong to another question than their heading's: a suggestion, never a move.

A word tells when only one question's headings use it. It is believed where the answer says that it
goes back to something, or where the word is an abbreviation such as the name of an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okqual.ingest.structure.question_matching import Vocabulary

_RETURNS = re.compile(
    r"\b(?:kommer\s+(?:tillbaka|på|nu\s+på)|återkommer|återkom|återvände\w*|åter\s+till|tillbaka\s+till|backar"
    r"|föregriper|inflikar|påminner|i\s+förbigående|för\s+övrigt|angående|apropå|på\s+tal\s+om|förra\s+avsnittet"
    r"|tidigare\s+fråga|senare\s+fråga|glömde\s+säga|vill\s+tillägga)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,6}\b")


def suggest(text: str, placed: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The question that an answer's words speak for, where none speaks for its own; else nothing."""
    returns = _RETURNS.search(text) is not None
    abbreviations = {word.lower() for word in _ABBREVIATION.findall(text)}
    if not returns and not abbreviations:
        return ()
    found = vocabulary.headline_words(text)
    if any(question in found for question in placed):
        return ()
    most = max(map(len, found.values()), default=0)
    best = [question for question, words in found.items() if len(words) == most]
    if len(best) != 1 or not (returns or abbreviations & set(found[best[0]])):
        return ()
    return (best[0],)
