"""Short lists of words as columns hold them: read once, and one object for all rows that say the same.

A large study says ``["5"]`` a hundred thousand times; each of its own would take three quarters of the memory.
"""

from __future__ import annotations

import json
from functools import lru_cache
from sys import intern


@lru_cache(maxsize=4096)
def strings(column: str) -> tuple[str, ...]:
    """The words in a JSON list of words. Raises ValueError where it is none."""
    return tuple(intern(word) for word in json.loads(column))
