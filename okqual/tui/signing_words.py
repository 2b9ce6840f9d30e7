"""The reference check as lines to read: coverage, open points, who is not cited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from okqual.messages import message
from okqual.tui.tabled import tabled

if TYPE_CHECKING:
    from okqual.study.uncited import Uncited

CITED = ("interviews", "cited", "citations", "findings", "texts")
STANDINGS = ("supported", "unclear", "unsupported", "stale", "left")


def report_lines(found: dict[str, Any]) -> list[str]:
    """What ``study.review_report.report`` found."""
    heads = [message("tui.signing.column.criterion"), message("tui.signing.column.statements")]
    heads += [message(f"terms.standing.{name}") for name in STANDINGS]
    rows = [[name or "–", *_covered(row)] for name, row in found["by_criterion"].items()]
    lines = tabled(heads, [*rows, ["", *_covered(found["coverage"])]], numbers=set(range(1, 7)))
    for name in ("open", "rests_on_nothing", "numbers_changed"):
        lines += ["", message(f"tui.signing.part.{name}")]
        lines += [f"  {_why(name, row)}: {row['text']}" for row in found[name]] or ["  –"]
    cited = found["citations"]
    heads = [
        cited["by"],
        *(message(f"tui.signing.column.{n}") for n in CITED),
    ]
    rows = [_counts(row) for row in (*cited["groups"], *cited["cases"])]
    return [
        *lines,
        "",
        message("tui.signing.part.citations"),
        *tabled(heads, rows, numbers=set(range(1, len(CITED) + 1))),
    ]


def uncited_lines(found: Sequence[Uncited]) -> list[str]:
    """Codings that a finding does not cite, those against it first."""
    lines = []
    for each in found:
        against = f"{message('terms.role.against')}: " if each.against else ""
        value = f": {each.words.value}" if each.words.value else ""
        lines.append(f"{against}{each.words.citation} {each.words.code}{value} ”{each.words.text}”")
    return lines or [message("tui.signing.all_cited")]


def _covered(row: dict[str, int]) -> list[str]:
    return [str(row["statements"]), *(str(row[standing]) for standing in STANDINGS)]


def _counts(row: dict[str, Any]) -> list[str]:
    return [row["name"] or "–", *(str(row[name]) for name in CITED)]


def _why(name: str, row: dict[str, Any]) -> str:
    if name == "open":
        said = "; ".join(f"{one['coder']}: {one['comment']}" for one in row["signatures"] if one["comment"])
        return message(f"terms.standing.{row['standing']}") + (f" ({said})" if said else "")
    return message(f"export.lack.{row['lack']}") if name == "rests_on_nothing" else ", ".join(row["numbers"])
