"""What a methods appendix tells of a study: who was asked, with what, coded how, decided when."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from okqual.model.codebook import Codebook
from okqual.model.guide import Guide
from okqual.model.tables import Table


class Answer(StrEnum):
    """What became of somebody who was asked for an interview and whose interview there is not."""

    INVITED = "invited"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was asked for an interview; no interview, and so in no denominator."""

    id: str
    status: Answer
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A point of a list of what a report of interviews should tell."""

    number: str
    topic: str
    answer: str
    """What the study's material says of it; empty where an author has to."""


@dataclass(frozen=True, slots=True)
class CheckList:
    """A list of what a report of interviews should tell: "COREQ", "SRQR"."""

    id: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class Methods:
    """The contents of a methods appendix, in the order in which it is printed. Tables without rows are left out."""

    introduction: tuple[str, ...]
    interviews: Table
    invited: Table
    guides: tuple[Guide, ...]
    codebook: Codebook
    changes: Table
    coders: Table
    agreement: Table
    rules: Table
    words: Table
    """The scale of quantifying words."""
    decisions: Table
    software: Table
    lists: tuple[CheckList, ...]
