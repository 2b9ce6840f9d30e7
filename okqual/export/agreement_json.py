"""Agreement as JSON-able values. The keys are a contract with other programs."""

from __future__ import annotations

from typing import Any

from okqual.model.agreement import PRESENT, Agreement, AgreementRow, Coefficients


def agreement_json(found: Agreement) -> dict[str, Any]:
    """``codes`` has an object a code; a figure that is undefined is null, and ``why`` names it with the reason."""
    return {
        "unit": str(found.unit),
        "settled": found.settled,
        "coders": list(found.coders),
        "cases": list(found.cases),
        "codes": [{"code": row.id, **_figures(row)} for row in found.codes],
        "criteria": [{"criterion": row.id, **_figures(row)} for row in found.criteria],
        "pairs": [{"coders": row.id.split("+"), **_figures(row)} for row in found.pairs],
        "overall": _figures(found.overall),
        "unused_codes": found.unused,
        "resamples": found.resamples,
        "seed": found.seed,
    }


def _figures(row: AgreementRow) -> dict[str, Any]:
    """Presence at the top, what those who coded it said of its value under ``value``."""
    there = _of(row.presence) | {
        "by_coder": {coder: counts.get(PRESENT, 0) for coder, counts in row.presence.by_coder.items()}
    }
    return {**there, "value": _of(row.value) if row.value is not None else None}


def _of(made: Coefficients) -> dict[str, Any]:
    return {
        "n": made.n,
        "cases": made.cases,
        "by_coder": made.by_coder,
        "percent": made.percent,
        "kappa": made.kappa,
        "alpha": made.alpha,
        "ci": list(made.ci) if made.ci else None,
        "kappa_ci": list(made.kappa_ci) if made.kappa_ci else None,
        "percent_ci": list(made.percent_ci) if made.percent_ci else None,
        "level": str(made.level),
        "left_out": made.left_out,
        "why": {name: str(reason) for name, reason in made.why.items()},
    }
