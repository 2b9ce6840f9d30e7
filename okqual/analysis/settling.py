"""Judgements as they are after coders have settled where they differed: each takes over what was settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from okqual.analysis.agreement import Judged
from okqual.model.team import Adjudicated

Key = tuple[str, str, str, int]


def settled(judged: Judged, done: Mapping[Key, Adjudicated], counted: pd.DataFrame) -> Judged:
    """The judgements with what was settled in place of what each coder of the interview had said of the unit.

    ``counted`` has the codings that count where something was settled, in the columns of :class:`Judged`.
    """
    if not done:
        return judged
    units = {(case, code, f"{note}:{number}" if note else "") for case, code, note, number in done}
    codings = judged.codings
    keys = zip(codings["case"], codings["code"], codings["passage"], strict=True)
    kept = [(case, code, "") not in units and (case, code, place) not in units for case, code, place in keys]
    coders: dict[str, set[str]] = defaultdict(set)
    for frame in (judged.gone, codings):
        for case, coder in frame[["case", "coder"]].drop_duplicates().itertuples(index=False):
            coders[case].add(coder)
    by_id = dict(tuple(counted.groupby("id", sort=False)))
    made = []
    for (case, code, note, number), one in done.items():
        place = f"{note}:{number}" if note else ""
        for name in sorted(one.counts):
            for row in by_id[name].itertuples(index=False) if name in by_id else ():
                if place in ("", row.passage):
                    made += [(name, case, row.passage, coder, code, row.value) for coder in sorted(coders[case])]
    added = pd.DataFrame(made, columns=["id", "case", "passage", "coder", "code", "value"], dtype=object)
    return Judged(pd.concat([codings[kept], added], ignore_index=True), judged.gone)
