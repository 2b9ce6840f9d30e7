"""Moments as a person says them: "i går 16:42"."""

from __future__ import annotations

from datetime import datetime

from okqual.messages import message


def moment(at: int, now: datetime | None = None) -> str:
    """Milliseconds since 1970 as day and time on this computer's clock; empty for 0."""
    if at <= 0:
        return ""
    then = datetime.fromtimestamp(at / 1000).astimezone()
    today = (now or datetime.now()).astimezone().date()
    days = (today - then.date()).days
    named = {0: "tui.time.today", 1: "tui.time.yesterday"}.get(days)
    return f"{message(named) if named else then.date().isoformat()} {then:%H:%M}"


def minute(at: int) -> str:
    """Milliseconds since 1970 as "2026-02-03 14:10" on this computer's clock."""
    return f"{datetime.fromtimestamp(at / 1000).astimezone():%Y-%m-%d %H:%M}"
