"""What a merge brings, in words."""

from __future__ import annotations

from okqual.messages import counted, message
from okqual.study.merging import Plan
from okqual.text.shown import visible_line


def lines_of(made: Plan, waiting: int) -> list[str]:
    """The plan in words."""
    brought = made.brought
    lines = [counted("cli.merge.entries", brought.entries, codings=brought.codings)]
    for coder, kinds in sorted(brought.theirs.items()):
        told = [f"{message(f'cli.event.{kind}')} {n}" for kind, n in sorted(kinds.items(), key=lambda p: (-p[1], p[0]))]
        lines.append(f"  {visible_line(coder) or '–'}: {', '.join(told)}")
    lines += [message("cli.merge.blind", coder=visible_line(coder)) for coder in sorted(brought.blind)]
    lines += [counted("cli.merge.ours", brought.ours)] if brought.ours else []
    lines += [message("cli.merge.forked", origin=origin) for origin in brought.forked]
    lines += [message("cli.merge.unknown", coder=visible_line(coder)) for coder in made.unknown]
    lines += [message("cli.merge.twice", coder=visible_line(coder)) for coder in made.twice]
    return [*lines, counted("cli.merge.conflicts", waiting)]
