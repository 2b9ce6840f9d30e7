"""Times of the journal with the zone they are told in, so that an auditor elsewhere reads the same hour."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE = "Europe/Stockholm"


def zoned(ms: int, zone: str = "") -> str:
    """Milliseconds since 1970 as "2026-01-15 09:12 CET"; in UTC where the zone is unknown."""
    at = datetime.fromtimestamp(ms // 1000, UTC)
    try:
        return f"{at.astimezone(ZoneInfo(zone or ZONE)):%Y-%m-%d %H:%M %Z}"
    except (ZoneInfoNotFoundError, ValueError):
        return f"{at:%Y-%m-%d %H:%M} UTC"
