"""How long agreement takes: ``python benchmarks/agreement.py [--interviews 1000] [--codings 500000]``.

Twelve interviews that two coders coded, then a large study by five, each with a thousand resamples.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd
from measuring import seconds_of, tell, tell_memory

PASSAGES = 50
RESAMPLES = 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=1_000)
    parser.add_argument("--codings", type=int, default=500_000)
    chosen = parser.parse_args()
    _measure(12, 2_000, "AB", 2.0)
    _measure(chosen.interviews, chosen.codings, "ABCDE", 30.0)
    tell_memory()


def _measure(interviews: int, codings: int, coders: str, budget: float) -> None:
    from okqual.analysis.agreement import agreement
    from okqual.ingest.definitions.codebook_file import load_codebook
    from okqual.model.agreement import Unit
    from okqual.study.opening import shipped

    book = load_codebook(shipped("codes") / "kriterier.yaml")
    judged = _judged(interviews, codings, coders, [code for code in book.codes if not code.group])

    def both() -> None:
        for unit in Unit:
            agreement(judged, book, unit, resamples=RESAMPLES)

    name = f"interviews and passages, {interviews:,} interviews, {codings:,} codings, {len(coders)} coders"
    tell(name, seconds_of(both, 1), budget)


def _judged(interviews: int, codings: int, coders: str, codes: list) -> object:  # type: ignore[type-arg]
    from okqual.analysis.agreement import Judged

    draw = np.random.default_rng(1)
    case = draw.integers(0, interviews, codings)
    passage = draw.integers(0, PASSAGES, codings)
    # Two of three codings are where the passage says; the rest anywhere.
    right = (case * 7 + passage * 13) % len(codes)
    code = np.where(draw.random(codings) < 0.67, right, draw.integers(0, len(codes), codings))
    values = [[v.id for v in each.scale.values] if each.scale else [None] for each in codes]
    names = np.array([f"VB-{n:04}" for n in range(interviews)], dtype=object)[case]
    places = np.array([f"{n}:{p}" for n, p in zip(names, passage, strict=True)], dtype=object)
    said = [values[c][int(d * len(values[c]))] for c, d in zip(code, draw.random(codings), strict=True)]
    who = np.array(list(coders), dtype=object)[draw.integers(0, len(coders), codings)]
    frame = pd.DataFrame(
        {"case": names, "passage": places, "coder": who, "code": [codes[c].id for c in code], "value": said},
        dtype=object,
    )
    return Judged(frame, frame[["case", "passage", "coder"]].drop_duplicates())


if __name__ == "__main__":
    main()
