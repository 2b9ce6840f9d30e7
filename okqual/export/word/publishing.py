"""Words that somebody wrote or said, as they may leave the house: without ids, coders, files and what is withheld."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from okqual.export.word.evidence import without_ids
from okqual.messages import message
from okqual.model.summary import without_links
from okqual.text.withheld import Withheld


@dataclass(frozen=True, slots=True)
class InPrint:
    """What of a study must not stand in a published text, and what stands there in its place."""

    neutral: Mapping[str, str] = field(default_factory=dict)
    """Names of interviews outside the house."""
    house: Mapping[str, str] = field(default_factory=dict)
    """What stands in place of coders, interviewers and files."""
    withheld: Withheld = field(default_factory=Withheld)
    """Words of secret passages and of quotes that are held back."""

    def holds(self, *texts: str) -> bool:
        """Whether one of the texts holds words that are withheld."""
        return any(without_links(text) in self.withheld for text in texts)

    def words(self, text: str) -> str:
        """The text as it may be printed; where it holds words that are withheld, only that it is left out."""
        return message("export.published.withheld") if self.holds(text) else published(text, self.neutral, self.house)


def published(text: str, neutral: Mapping[str, str], house: Mapping[str, str]) -> str:
    """The text with interviews by their neutral labels, and each word of the house by what is said in its place."""
    text = without_ids(text, dict(neutral))
    for word in sorted(house, key=len, reverse=True):
        if word in text:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _, word=word: house[word], text)  # type: ignore[misc]
    return text
