"""Errors in words: what went wrong, and what to do about it."""

from __future__ import annotations

from okqual.errors import Faults, OkqualError
from okqual.messages import message

MOST = 5
"""Faults that are told one by one."""


def words_of(error: BaseException) -> str:
    """An error in the language in use, one line for each thing to say."""
    if not isinstance(error, OkqualError):
        return message("tui.error.unforeseen", what=f"{type(error).__name__}: {error}")
    faults = error.faults[:MOST] if isinstance(error, Faults) else []
    lines = [message(each.key, **each.values) for each in (error, *faults)]
    if error.try_this:
        lines.append(message(error.try_this, **error.values))
    return "\n".join(lines)
