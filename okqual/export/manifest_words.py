"""The manifest of an export in words and times, for the pages and sheets that say what it was made of."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from okqual.messages import message
from okqual.model.results import Manifest


def made_at(manifest: Manifest) -> datetime:
    """The state's time, in UTC to the second; the dates of files come from here, never from the clock."""
    return datetime.fromtimestamp(manifest.at // 1000, UTC)


def time_words(manifest: Manifest) -> str:
    """The state's time in the study's time zone: "2026-02-03 14:10"; in UTC, and so said, if unknown."""
    try:
        return f"{made_at(manifest).astimezone(ZoneInfo(manifest.time_zone)):%Y-%m-%d %H:%M}"
    except (ZoneInfoNotFoundError, ValueError):
        return f"{made_at(manifest):%Y-%m-%d %H:%M} UTC"


def date_words(manifest: Manifest) -> str:
    """The state's date in the study's time zone."""
    return time_words(manifest)[:10]


def facts(manifest: Manifest, publish: bool = False) -> list[tuple[str, str]]:
    """What the export was made of, as (name, value). A published one tells no versions and no options."""
    named = [
        ("study", manifest.study),
        ("diary_number", manifest.diary_number),
        ("time", date_words(manifest) if publish else time_words(manifest)),
        ("export_id", manifest.export_id),
    ]
    if not publish:
        named += [
            ("state", manifest.state),
            ("guides", "\n".join(manifest.guides)),
            ("codebooks", "\n".join(manifest.codebooks)),
            ("options", "\n".join(f"{name} = {value}" for name, value in sorted(manifest.options.items()))),
            ("tool", manifest.tool),
        ]
    return [(message(f"export.manifest.{name}"), value) for name, value in named if value]
