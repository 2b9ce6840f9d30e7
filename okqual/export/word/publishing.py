"""Words that somebody wrote or said, as they may leave the house: without ids, coders and names of files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from okqual.export.word.evidence import without_ids


def published(text: str, neutral: Mapping[str, str], house: Mapping[str, str]) -> str:
    """The text with interviews by their neutral labels, and each word of the house by what is said in its place."""
    text = without_ids(text, dict(neutral))
    for word in sorted(house, key=len, reverse=True):
        if word in text:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _, word=word: house[word], text)  # type: ignore[misc]
    return text
