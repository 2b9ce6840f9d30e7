"""Times of the journal as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE = "Europe/Stockholm"


def moment(ms: int, zone: str = ZONE) -> str:
    """Milliseconds since 1970 as "2026-02-03 14:10" in ``zone``; in UTC, and so said, where it is unknown."""
    at = datetime.fromtimestamp(ms // 1000, UTC)
    try:
        return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    except (ZoneInfoNotFoundError, ValueError):
        return f"{at:%Y-%m-%d %H:%M} UTC"
