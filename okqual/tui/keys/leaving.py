"""Keys of the box on leaving."""

from __future__ import annotations

from okqual.tui.keys.binding import key

LEAVING = [key("enter", "leave", "leave", "leaving")]
