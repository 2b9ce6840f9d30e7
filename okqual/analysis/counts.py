"""One number at a time: how many units say which values under a code, in a group, and which units those are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from okqual.analysis.groups import named_group
from okqual.analysis.material import Evidence, Material, below
from okqual.analysis.prevalence import Sayings, said_by_code, unit_values
from okqual.analysis.units import Unit, units_of
from okqual.model.coding import Quote
from okqual.model.finding import CountRef, SeenCount


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the units behind it."""

    who: tuple[str, ...]
    of: tuple[str, ...]
    """All units of the group: the denominator."""

    @property
    def seen(self) -> SeenCount:
        """The number as it is remembered."""
        return SeenCount(len(self.who), len(self.of))


class Numbers(Protocol):
    """Who has the numbers that texts are held against."""

    def of(self, ref: CountRef) -> Counted | None: ...

    def values_of(self, code: str, unit: str) -> Mapping[str, tuple[str, ...]]: ...


class Counts:
    """The numbers of one picture of the study; what several of them need is made once."""

    def __init__(self, material: Material, words: Callable[[Evidence], Quote] | None = None) -> None:
        """``words`` reads the words of a piece of evidence, where the material is without."""
        self.material = material
        self._words = words
        self._under: dict[str, list[Evidence]] | None = None
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._said: dict[str, Mapping[str, Sayings]] = {}
        self._values: dict[tuple[str, str], Mapping[str, tuple[str, ...]]] = {}

    def of(self, ref: CountRef) -> Counted | None:
        """The number that a reference names; None for a code that the codebook lacks."""
        if ref.code not in self.material.codebook.by_id:
            return None
        units = self.units_of(ref.unit)
        members = [u.id for u in units if not ref.by or named_group(u.attributes, ref.by) == ref.group]
        if ref.values:
            values = self.values_of(ref.code, ref.unit)
            who = [name for name in members if set(values.get(name, ())) & set(ref.values)]
        else:
            family = below(self.material.codebook, ref.code)
            of_unit = self._said_by(ref.unit)
            said = {name for code in family for name, _ in of_unit.get(code, ())}
            who = [name for name in members if name in said]
        return Counted(tuple(who), tuple(members))

    def under(self, code: str) -> Sequence[Evidence]:
        """The evidence under just this code, in the order of the material."""
        if self._under is None:
            self._under = defaultdict(list)
            for each in self.material.evidence:
                self._under[each.code].append(each)
        return self._under.get(code, ())

    def quote(self, each: Evidence) -> Quote:
        """The words of a piece of evidence."""
        return self._words(each) if self._words is not None else each.quote

    def units_of(self, unit: str) -> tuple[Unit, ...]:
        """All that is counted, of a unit."""
        if unit not in self._units:
            self._units[unit] = units_of(self.material.cases, unit)
        return self._units[unit]

    def values_of(self, code: str, unit: str) -> Mapping[str, tuple[str, ...]]:
        """unit → its values under a code."""
        if (code, unit) not in self._values:
            definition = self.material.codebook.by_id[code]
            said = self._said_by(unit).get(code, ())
            self._values[code, unit] = unit_values(said, definition, None, self.material.decided, unit)
        return self._values[code, unit]

    def _said_by(self, unit: str) -> Mapping[str, Sayings]:
        if unit not in self._said:
            self._said[unit] = said_by_code(self.material, unit)
        return self._said[unit]
