"""A trace as a tree of lines: those that lead to a text or to another trace know where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from okqual.messages import counted, message
from okqual.model.coding import parse_citation
from okqual.model.interview import Position
from okqual.tui.signs import mark


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the tree."""

    words: str
    depth: int = 1
    where: Position | None = None
    """The passage that it is about."""
    follow: str = ""
    """What can be traced from here."""


def links(found: dict[str, Any]) -> tuple[Link, ...]:
    """What ``study.tracing.trace`` found."""
    from okqual.study.trail import trail

    return tuple(
        Link(each.words, each.depth, _position(each.case, each.citation), each.follow) for each in trail(found)
    )


def journal_link(entries: int, problems: int) -> Link:
    """Whether the journal of so many entries holds."""
    journal = message("tui.trace.whole") if not problems else counted("tui.trace.broken", problems)
    return Link(f"{journal}, {counted('tui.trace.entries', entries)}")


def branches(tree: Sequence[Link]) -> list[str]:
    """Each line with the branches before it."""
    end, on, through, empty = mark("└─ "), mark("├─ "), mark("│  "), "   "
    made = []
    for at, link in enumerate(tree):
        before = ""
        for depth in range(1, link.depth + 1):
            goes_on = _goes_on(tree, at, depth)
            before += (on if goes_on else end) if depth == link.depth else (through if goes_on else empty)
        made.append(before + link.words)
    return made


def _goes_on(tree: Sequence[Link], at: int, depth: int) -> bool:
    for link in tree[at + 1 :]:
        if link.depth < depth:
            return False
        if link.depth == depth:
            return True
    return False


def _position(case: str, citation: str) -> Position | None:
    parsed = parse_citation(citation) if citation else None
    return Position(case, parsed.note, parsed.first, 0) if parsed else None
