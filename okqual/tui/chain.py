"""A trace as a tree of lines: words, note, file, codings, uses, journal; the lines that lead to the text know where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from okqual.messages import counted, message
from okqual.model.coding import parse_citation
from okqual.model.interview import Position
from okqual.text.shown import visible_line
from okqual.tui.signs import mark
from okqual.tui.times import minute

SHORT = 4
"""Letters at each end of a digest."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the tree."""

    words: str
    depth: int = 1
    where: Position | None = None
    """The passage that it is about."""


def links(found: dict[str, Any], entries: int, problems: int) -> tuple[Link, ...]:
    """What ``study.tracing.trace`` found, and whether the journal of so many entries holds."""
    here = _position(found["case"], found["note"], found["citation"])
    name = found["citation"] or found["id"]
    made = [
        Link(f"{name}  ”{visible_line(found['quote'])}”", 0, here),
        Link(_note(found), 1, here),
        Link(_file(found), 2),
    ]
    made += (Link(message("tui.trace.now", passage=each), 2, _position(found["case"], found["note"], each))
             for each in found["now"])  # fmt: skip
    for coding in found["codings"]:
        at = _position(found["case"], found["note"], coding["citation"]) or here
        made.append(Link(_coding(coding), 1, at))
        if coding["memo"]:
            made.append(Link(message("tui.trace.memo", memo=visible_line(coding["memo"])), 2))
    if not found["codings"]:
        made.append(Link(message("tui.trace.no_codings")))
    uses = {(use["file"], use["at"], use["export"]): use for use in found["used_in"] if "file" in use}
    made += (Link(message("tui.trace.used", file=visible_line(use["file"]), when=minute(use["at"]), id=use["export"]))
             for use in uses.values())  # fmt: skip
    made += (Link(message("tui.trace.finding", text=visible_line(use["text"]))) for use in found["used_in"]
             if use["kind"] == "finding")  # fmt: skip
    if not found["used_in"]:
        made.append(Link(message("tui.trace.not_used")))
    made.append(Link(counted("tui.trace.history", len(found["history"]))))
    made += (Link(_step(step), 2) for step in found["history"])
    journal = message("tui.trace.whole") if not problems else counted("tui.trace.broken", problems)
    made.append(Link(f"{journal}, {counted('tui.trace.entries', entries)}"))
    return tuple(made)


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


def _position(case: str, note: str, citation: str | None) -> Position | None:
    parsed = parse_citation(citation) if citation else None
    return Position(case, note, parsed.first, 0) if parsed else None


def _note(found: dict[str, Any]) -> str:
    parts = [message("tui.trace.note", note=found["note"], version=found["note_version"]), found["place"] or ""]
    parts += [message("tui.coding.question", number=number) for number in found["questions"]]
    parts += [*found["participants"], found["textslag"] or ""]
    if not found["current"]:
        parts.append(message("tui.trace.corrected"))
    return visible_line(" · ".join(part for part in parts if part))


def _file(found: dict[str, Any]) -> str:
    digest = found["sha256"]
    who = _who(found["loaded_by"], found["loaded_by_name"])
    size = f"{found['size']:,}".replace(",", "\u00a0") if found["size"] is not None else "–"
    told = message(
        "tui.trace.file", file=found["file"], digest=f"{digest[:SHORT]}…{digest[-SHORT:]}", size=size, coder=who,
        when=minute(found["loaded_at"]),
    )  # fmt: skip
    return visible_line(told if found["content_kept"] else f"{told} · {message('tui.trace.not_kept')}")


def _coding(coding: dict[str, Any]) -> str:
    told = message(
        "tui.trace.coded", code=coding["name"], value=f": {coding['value']}" if coding["value"] else "",
        definition=coding["definition"]["digest"][:6], coder=_who(coding["coder"], coding["coder_name"]),
        when=minute(coding["at"]),
    )  # fmt: skip
    return visible_line(told)


def _who(coder: str, name: str | None) -> str:
    return f"{coder} ({name})" if name and name != coder else coder


def _step(step: dict[str, Any]) -> str:
    event = message(f"cli.event.{step['kind']}")
    event = message("cli.event.undone", event=event) if step["undone"] else event
    return visible_line(f"{minute(step['at'])}  {step['coder']}  {event}  {step['entry']}")
