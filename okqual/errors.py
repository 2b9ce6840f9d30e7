"""The one kind of error that okqual raises on purpose.

An error names a sentence of the message catalogue; only the two edges (the click group and the
handler of the app) turn it into words, so the same error reads right in Swedish and in English.
"""

from __future__ import annotations

FAILED = 1
"""Exit code when something could not be done."""

USAGE = 2
"""Exit code when the command was not written as it should be."""


class OkqualError(Exception):
    """Something a person can mend, said as one sentence and a next step.

    ``key`` is a key of the message catalogue (``errors.…``); ``values`` fill its places and are
    data (file names, quotes), never translated; ``try_this`` is the key of the sentence that says
    what to do, filled from the same values.
    """

    def __init__(
        self,
        key: str,
        values: dict[str, object] | None = None,
        try_this: str | None = None,
        exit_code: int = FAILED,
    ) -> None:
        super().__init__(key, values)
        self.key = key
        self.values: dict[str, object] = dict(values or {})
        self.try_this = try_this
        self.exit_code = exit_code


class Faults(OkqualError):
    """Several errors found in one go (all rows of a CSV, all faults of a YAML file)."""

    def __init__(self, key: str, faults: list[OkqualError], values: dict[str, object] | None = None) -> None:
        super().__init__(key, {"count": len(faults), **(values or {})})
        self.faults = faults
