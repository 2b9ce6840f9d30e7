"""Matrix and prevalence as JSON-able values. The keys are a contract with other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from okqual.model.coding import Quote
from okqual.model.results import Matrix, MatrixCell, PrevalenceRow


def matrix_json(matrix: Matrix) -> dict[str, Any]:
    """``rows`` and ``columns`` are ids in order; ``cells`` has one object per (row, column), row by row."""
    return {
        "title": matrix.title,
        "kind": matrix.kind.value,
        "rows": [row.id for row in matrix.rows],
        "columns": [column.id for column in matrix.columns],
        "row_labels": {row.id: row.label for row in matrix.rows},
        "row_groups": {row.id: row.group for row in matrix.rows if row.group},
        "column_labels": {column.id: column.label for column in matrix.columns},
        "cells": [
            _cell(row.id, column.id, matrix.cells[row.id, column.id])
            for row in matrix.rows
            for column in matrix.columns
        ],
    }


def prevalence_json(rows: Iterable[PrevalenceRow]) -> list[dict[str, Any]]:
    """One object per row; ``cases`` names the units counted, ``share`` is ``len(cases) / of``."""
    return [
        {
            "code": row.code,
            "value": row.value,
            "group": row.group,
            "unit": row.unit,
            "rule": row.rule,
            "cases": list(row.cases),
            "of": row.of,
            "asked": row.asked,
            "spontaneous": row.spontaneous,
            "share": row.share,
            "quantifiers": list(row.quantifiers),
            "disagree": list(row.disagree),
        }
        for row in rows
    ]


def _cell(row: str, column: str, cell: MatrixCell) -> dict[str, Any]:
    return {
        "row": row,
        "column": column,
        "state": cell.state.value,
        "count": cell.count,
        "value": cell.value,
        "undecided": cell.undecided,
        "summary": cell.summary,
        "draft": cell.draft,
        "stale": cell.stale,
        "disagree": cell.disagree,
        "cases": list(cell.cases),
        "quotes": [_quote(quote) for quote in cell.quotes],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "id": quote.id,
        "text": quote.text,
        "case": quote.case,
        "code": quote.code,
        "value": quote.value,
        "key": quote.key,
        "kind": quote.kind.value,
    }
