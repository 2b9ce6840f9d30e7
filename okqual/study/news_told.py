"""What others wrote, in words."""

from __future__ import annotations

from okqual.messages import message
from okqual.study.news import News
from okqual.text.shown import visible_line
from okqual.text.swedish import swedish_key


def lines_of(found: list[News]) -> list[str]:
    """A line a coder with what she did, and one with the interviews that it is of."""
    lines = []
    for one in found:
        told = [f"{message(f'cli.event.{kind}')} {n}" for kind, n in sorted(one.kinds.items(), key=lambda p: -p[1])]
        lines.append(f"{visible_line(one.coder) or '–'}: {', '.join(told)}")
        if one.cases:
            cases = [f"{visible_line(case)} ({one.cases[case]})" for case in sorted(one.cases, key=swedish_key)]
            lines.append(f"  {', '.join(cases)}")
    return lines
