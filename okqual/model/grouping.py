"""Attributes that are made of another attribute's values: C6 to C9 are "landsbygd"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """Values that count as one; a value ending in ``*`` stands for all that begin so."""

    name: str
    values: tuple[str, ...]

    def holds(self, value: str) -> bool:
        """Whether a value belongs to the group; letter case does not matter."""
        wanted = value.casefold()
        return any(
            wanted.startswith(own[:-1].casefold()) if own.endswith("*") else wanted == own.casefold()
            for own in self.values
        )


@dataclass(frozen=True, slots=True)
class DerivedAttribute:
    """An attribute made of another's values."""

    name: str
    source: str
    """The attribute whose values are grouped."""
    groups: tuple[ValueGroup, ...]

    def group_of(self, value: str) -> str | None:
        """The group that a value belongs to; None where it belongs to none."""
        return next((group.name for group in self.groups if group.holds(value)), None)
