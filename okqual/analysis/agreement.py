"""How alike coders judged interviews and passages: per code, criterion, pair of coders, and in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from okqual.analysis.case_values import value_of
from okqual.analysis.coefficients import MISSING, Floats, Ints, weights
from okqual.analysis.material import below
from okqual.analysis.tallies import PRESENCE, Tally, coefficients, nothing, tally, together
from okqual.model.agreement import Agreement, AgreementRow, Coefficients, Level, Unit, Why
from okqual.model.codebook import Code, Codebook, Rule, Scale

RESAMPLES, SEED = 1000, 20260101
Ratings = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Judged:
    """Who coded what. Columns of strings; ``passage`` names a passage ("VB-01:12"), empty outside all of them."""

    codings: pd.DataFrame
    """``case passage coder code value``; value None without one."""
    gone: pd.DataFrame
    """``case passage coder``: passages that a coder went through, coded or not."""


def agreement(
    judged: Judged, codebook: Codebook, unit: Unit = Unit.CASE, coders: Sequence[str] = (), cases: Sequence[str] = (),
    resamples: int = RESAMPLES, seed: int = SEED,
) -> Agreement:  # fmt: skip
    """The agreement of those coders (all who share an interview, without) in the interviews that two of them coded.

    ``cases`` leaves out all other interviews. Codes that nobody used there are in no figure.
    """
    return _Judges(judged, codebook, unit, coders, cases, resamples, seed).agreement()


class _Judges:
    """One table of units by coders, and what is asked of it."""

    def __init__(
        self, judged: Judged, codebook: Codebook, unit: Unit, coders: Sequence[str], cases: Sequence[str],
        resamples: int, seed: int,
    ) -> None:  # fmt: skip
        self.codebook, self.unit, self.resamples, self.seed = codebook, unit, resamples, seed
        codings, gone = judged.codings, judged.gone
        who = pd.concat([gone[["case", "coder"]], codings[["case", "coder"]]]).drop_duplicates()
        who = who[who["coder"].isin(coders)] if coders else who
        who = who[who["case"].isin(cases)] if cases else who
        shared = who.groupby("case")["coder"].count()
        self.cases = tuple(sorted(shared[shared >= 2].index))
        who = who[who["case"].isin(self.cases)]
        self.coders = tuple(sorted(who["coder"].unique()))
        self._of_coder = {coder: row for row, coder in enumerate(self.coders)}
        if unit is Unit.CASE:
            who = who.assign(unit=who["case"])
        else:
            went = pd.concat([gone, codings[["case", "passage", "coder"]]]).drop_duplicates()
            went = went[went["case"].isin(self.cases) & went["coder"].isin(self.coders) & (went["passage"] != "")]
            who = went.assign(unit=went["passage"])
        self._take_units(who)
        key = codings["case"] if unit is Unit.CASE else codings["passage"]
        at = pd.Series(self.units.get_indexer(pd.Index(key)), index=codings.index)
        row = codings["coder"].map(self._of_coder)
        kept = (at >= 0) & row.notna()
        self.said = codings.loc[kept, ["code", "value"]].assign(at=at[kept], row=row[kept].astype(int))
        self._by_code = dict(tuple(self.said.groupby("code", sort=False)))
        self._valued: dict[str, tuple[Ratings, list[int]]] = {}
        self.drawn: Floats = weights(max(1, len(self.cases)), resamples, seed)

    def _take_units(self, who: pd.DataFrame) -> None:
        self.units = pd.Index(who["unit"].unique())
        case_at = pd.Index(self.cases)
        first = who.drop_duplicates("unit")
        self.case_of: Ints = case_at.get_indexer(pd.Index(first["case"])).astype(np.int64)
        self.base: Ratings = np.full((len(self.coders), len(self.units)), MISSING, np.int8)
        self.base[
            who["coder"].map(self._of_coder).to_numpy(np.int64), self.units.get_indexer(pd.Index(who["unit"]))
        ] = 0

    def agreement(self) -> Agreement:
        used = [code for code in self.codebook.codes if not code.group and self._family(code)]
        own = [code for code in used if code.id in self._by_code]
        presences = {code.id: self._presence([code.id], self.coders) for code in own}
        values = {code.id: made for code in own if (made := self._values(code, self.coders)) is not None}
        rows = [self._of_code(code, presences, values) for code in used]
        criteria = [self._of_criterion(c.id, own, presences, values) for c in self.codebook.criteria]
        everything = self._row("overall", "", presences.values(), values.values(), self.coders)
        in_use = [code for code in self.codebook.codes if not code.group and not code.retired]
        return Agreement(
            self.unit, self.coders, self.cases, tuple(rows), tuple(row for row in criteria if row), self._pairs(own),
            everything, sum(code not in used for code in in_use), self.resamples, self.seed,
        )  # fmt: skip

    def _family(self, code: Code) -> list[str]:
        """The codes that count as this one: as in all counts, those below it too."""
        return [name for name in below(self.codebook, code.id) if name in self._by_code]

    def _of_code(self, code: Code, presences: dict[str, Tally], values: dict[str, Tally]) -> AgreementRow:
        family = self._family(code)
        there = presences[code.id] if family == [code.id] else self._presence(family, self.coders)
        value = values.get(code.id)
        none = nothing(self.coders, _level(code), Why.NO_UNITS) if code.scale is not None else None
        return AgreementRow(
            "code", code.id, coefficients(there, self.drawn), coefficients(value, self.drawn) if value else none
        )

    def _of_criterion(
        self, name: str, own: Sequence[Code], presences: dict[str, Tally], values: dict[str, Tally]
    ) -> AgreementRow | None:
        wanted = [code.id for code in own if (of := self.codebook.criterion_of(code.id)) is not None and of.id == name]
        if not wanted:
            return None
        return self._row(
            "criterion", name, [presences[c] for c in wanted], [values[c] for c in wanted if c in values], self.coders
        )

    def _pairs(self, own: Sequence[Code]) -> tuple[AgreementRow, ...]:
        rows = []
        for pair in combinations(self.coders, 2):
            there = [self._presence([code.id], pair) for code in own]
            said = [made for code in own if (made := self._values(code, pair)) is not None]
            row = self._row("pair", "+".join(pair), there, said, pair)
            if row.presence.n:
                rows.append(row)
        return tuple(rows)

    def _row(
        self, kind: str, name: str, there: Iterable[Tally], said: Iterable[Tally], coders: Sequence[str]
    ) -> AgreementRow:
        presence, values = together(list(there)), list(said)
        value: Coefficients | None = None
        if values:
            whole = together(values)
            left_out = sum(each.left_out for each in values)
            value = (
                coefficients(whole, self.drawn) if whole is not None
                else nothing(coders, Level.NOMINAL, Why.SCALES_DIFFER, left_out)
            )  # fmt: skip
        made = coefficients(presence, self.drawn) if presence else nothing(coders, Level.NOMINAL, Why.NO_UNITS)
        return AgreementRow(kind, name, made, value)

    def _presence(self, codes: Sequence[str], coders: Sequence[str]) -> Tally:
        ratings = self.base.copy()
        for code in codes:
            said = self._by_code[code]
            ratings[said["row"].to_numpy(), said["at"].to_numpy()] = 1
        return self._tally(ratings, coders, PRESENCE, Level.NOMINAL)

    def _values(self, code: Code, coders: Sequence[str]) -> Tally | None:
        if code.scale is None:
            return None
        if code.id not in self._valued:
            self._valued[code.id] = self._ratings(self._by_code[code.id], code.scale)
        ratings, left_out = self._valued[code.id]
        values = [value.id for value in code.scale.values]
        left = sum(left_out[self._of_coder[coder]] for coder in coders)
        return self._tally(ratings, coders, values, _level(code), left)

    def _ratings(self, said: pd.DataFrame, scale: Scale) -> tuple[Ratings, list[int]]:
        """The values of units by the scale's rule, and how often each coder's codings of one give none."""
        values = [value.id for value in scale.values]
        said = said[said["value"].isin(values)]
        ratings: Ratings = np.full_like(self.base, MISSING)
        rows, at = said["row"].to_numpy(np.int64), said["at"].to_numpy(np.int64)
        ratings[rows, at] = said["value"].map({value: place for place, value in enumerate(values)}).to_numpy(np.int8)
        left_out = [0] * len(self.coders)
        for (row, unit), found in _differing(said, rows, at).items():
            made = value_of(found, scale, scale.rule)
            one = len(made) == 1 and made[0] in values
            ratings[row, unit] = values.index(made[0]) if one else MISSING
            left_out[row] += not one
        return ratings, left_out

    def _tally(
        self, ratings: Ratings, coders: Sequence[str], values: Sequence[str], level: Level, left_out: int = 0
    ) -> Tally:
        if len(coders) < len(self.coders):
            ratings = ratings[[self._of_coder[coder] for coder in coders]]
        return tally(coders, ratings, self.case_of, max(1, len(self.cases)), values, level, left_out)


def _differing(said: pd.DataFrame, rows: Ints, at: Ints) -> dict[tuple[int, int], list[str]]:
    """(coder, unit) → the values of her codings there, where they are not all the same."""
    distinct = said.drop_duplicates(["row", "at", "value"])
    several = distinct[distinct.duplicated(["row", "at"])]
    found: dict[tuple[int, int], list[str]] = {
        pair: [] for pair in zip(several["row"].tolist(), several["at"].tolist(), strict=True)
    }
    if found:
        for row, unit, value in zip(rows.tolist(), at.tolist(), said["value"].tolist(), strict=True):
            if (row, unit) in found:
                found[row, unit].append(value)
    return found


def _level(code: Code) -> Level:
    ordered = code.scale is not None and code.scale.ordered and code.scale.rule is not Rule.SET
    return Level.ORDINAL if ordered else Level.NOMINAL
