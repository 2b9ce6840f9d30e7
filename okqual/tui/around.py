"""A hit on one line, with as much of what stands around it as there is room for."""

from __future__ import annotations

from rich.cells import cell_len

from okqual.text.shown import visible_line


def around(text: str, start: int, end: int, room: int) -> tuple[str, str, str]:
    """The hit and as much of its surroundings, as one line, as there is room for: before, the hit, after."""
    middle = visible_line(text[start:end])
    # Far more than fits is never looked at: a passage may be a long one.
    after = visible_line(text[end : end + room])
    before = visible_line(text[max(0, start - room) : start])
    left = max(0, room - cell_len(middle))
    lead = min(cell_len(before), max(left // 3, left - cell_len(after)))
    if lead < cell_len(before) or start > room:
        before = "…" + before[len(before) - max(0, lead - 1) :] if lead else ""
    return before, middle, after
