"""Codes, notes, written cells, exports and decisions traced, both ways."""

from __future__ import annotations

import json
from typing import Any

from okqual.model.coding import Coding
from okqual.model.events import Kind
from okqual.model.plain import code_to_plain
from okqual.model.summary import Cell, ColumnKind, RowKind, Summary, cited
from okqual.store import codebook_history, findings_told, memos_told, queries, summaries, traced
from okqual.store.pseudonymised import is_pseudonymised
from okqual.store.teams import veiled_cases
from okqual.study.evidence_words import evidence_words
from okqual.study.opening import Study
from okqual.study.traced_uses import cell_use, export_use, full_name, steps, uses_of_piece

MOST = 100
"""Codings that are named one by one; of more their number is said."""


def trace_thing(study: Study, name: str) -> dict[str, Any] | None:
    """A code, note, cell, export or decision from where it comes to what it is used in; None for no such thing."""
    return (
        _note(study, name) or _code(study, name) or _cell(study, name) or _export(study, name) or _decision(study, name)
    )


def _note(study: Study, name: str) -> dict[str, Any] | None:
    names = queries.notes_of(study.db, name) or ((name,) if queries.current_version(study.db, name) else ())
    if not names:
        return None
    codings = [coding for note in names for coding in traced.codings_of_note(study.db, note)]
    exports = dict.fromkeys(export for note in names for export in traced.exports_of_note(study.db, note))
    pieces = {piece: role for note in names for piece, _ref, role in traced.links_into(study.db, note, ())}
    pieces |= {piece: role for piece, _ref, role in traced.links_into(study.db, "", codings)}
    cells = dict.fromkeys(cell for note in names for cell in summaries.citing(study.db, note, 1, 10**9))
    written = [each for each in (summaries.summary(study.db, cell) for cell in cells) if each is not None]
    return {
        "id": name, "kind": "note", "case": (queries.current_version(study.db, names[0]) or ("", name, ""))[1],
        "notes": list(names),
        "versions": [
            {
                "note": note, "version": number, "version_id": each.id, "file": each.file, "sha256": each.sha256,
                "size": each.size, "content_kept": not is_pseudonymised(study.db, each.id),
                "loaded_by": each.loaded_by, "loaded_by_name": full_name(study, each.loaded_by),
                "loaded_at": each.loaded_at, "current": each.current,
            }
            for note in names
            for number, each in enumerate(traced.versions_of(study.db, note), 1)
        ],
        "codings": {"count": len(codings)},
        "used_in": [
            *(export_use(export) for export in exports),
            *(cell_use(each) for each in written),
            *(use for piece, role in pieces.items() for use in uses_of_piece(study, piece, role)),
        ],
        "history": steps(study, traced.entries_about(study.db, *{name, *names})),
    }  # fmt: skip


def _code(study: Study, name: str) -> dict[str, Any] | None:
    books = [book for book, _ in queries.versions(study.db, "codebook")]
    versions = [v for book in books for v in codebook_history.versions(study.db, book).get(name, ())]
    if not versions:
        return None
    count, first = traced.codings_under(study.db, name, MOST)
    pieces = [use for piece in traced.counts_of_code(study.db, name) for use in uses_of_piece(study, piece)]
    written = [each for each in summaries.summaries(study.db, ColumnKind.CODE) if each.cell.column == name]
    return {
        "id": name, "kind": "code", "name": versions[-1].code.name,
        "versions": [
            {
                "text": code_to_plain(each.code), "at": each.at,
                "coder": each.coder, "coder_name": full_name(study, each.coder), "entry": each.address,
                "imported": each.imported, "meaning": each.meaning,
            }
            for each in versions
        ],
        "decisions": [
            {"id": d.id, "text": d.text, "reason": d.reason, "coder": d.coder, "at": d.at}
            for d in memos_told.decisions(study.db, name)
            if d.code == name
        ],
        "codings": {"count": count, "first": [_words(study, coding) for coding in first]},
        "used_in": [*pieces, *(cell_use(each) for each in written)],
        "history": steps(study, traced.entries_about(study.db, name)),
    }  # fmt: skip


def _cell(study: Study, name: str) -> dict[str, Any] | None:
    row, slash, column = name.rpartition("/")
    each = _written(study, row, column) if slash else None
    if each is None:
        return None
    seen = each.seen.marks or ()
    # Those that one may see: its writer may have seen codings that are made blind of each other.
    veiled = bool(veiled_cases(study.db, study.coder))
    names = [name for mark in seen if queries.coding(study.db, name := mark.rpartition("|")[0]) or not veiled]
    exports = dict.fromkeys(export for export, _ in traced.exports_with(study.db, codings=names))
    over = [
        other
        for other in summaries.summaries(study.db, each.cell.columns)
        if other.cell.column == column and other.cell.rows is not RowKind.CASE and _rests_on(other, each.cell)
    ]
    about = [row] if each.cell.rows is RowKind.CASE else []
    history = [
        entry for entry in traced.entries_about(study.db, *about)
        if (said := json.loads(entry.payload)).get("column") == column and said.get("row") == row
    ]  # fmt: skip
    return {
        "id": each.cell.name, "kind": "cell", "row": row, "column": column, "columns": str(each.cell.columns),
        "text": each.text, "draft": each.draft, "coder": each.coder, "coder_name": full_name(study, each.coder),
        "at": each.at,
        "cited": [_cited(study, str(citation)) for citation in cited(each.text)],
        "codings": {"count": len(names), "first": [
            _words(study, coding) for coding in (queries.coding(study.db, each_) for each_ in names[:MOST]) if coding
        ]},
        "used_in": [*(cell_use(other) for other in over), *(export_use(export) for export in exports)],
        "history": steps(study, history),
    }  # fmt: skip


def _written(study: Study, row: str, column: str) -> Summary | None:
    by, equals, group = row.partition("=")
    for columns in ColumnKind:
        if row == "*":
            cell = Cell(RowKind.ALL, "", columns, column)
        elif equals:
            cell = Cell(RowKind.GROUP, group, columns, column, by)
        else:
            cell = Cell(RowKind.CASE, row, columns, column)
        found = summaries.summary(study.db, cell)
        if found is not None:
            return found
    return None


def _rests_on(other: Summary, cell: Cell) -> bool:
    """Whether a roll-up was written over a cell: interviews are among what its writer saw."""
    return any(mark.rpartition("|")[0] == cell.row for mark in other.seen.marks or ())


def _export(study: Study, name: str) -> dict[str, Any] | None:
    found = traced.exports_named(study.db, name)
    if not found:
        return None
    # The same state and options give the same file: the first time tells what it holds.
    export = found[0]
    held = [queries.coding(study.db, coding) for coding in traced.codings_in(study.db, export, MOST)]
    pieces = [findings_told.piece(study.db, piece) for piece in traced.pieces_in(study.db, export)]
    return {
        "id": export.id, "kind": "export", "what": export.kind, "file": export.file, "sha256": export.sha256,
        "state": export.state, "coder": export.coder, "coder_name": full_name(study, export.coder), "at": export.at,
        "pieces": [
            {"kind": str(piece.kind), "id": piece.id, "text": piece.text, "about": piece.about}
            for piece in pieces if piece is not None
        ],
        "codings": {
            "count": traced.coding_count_in(study.db, export),
            "first": [_words(study, coding) for coding in held if coding is not None],
        },
        "used_in": [],
        # Not from the entries themselves: one holds the name of every coding in its file.
        "history": [
            {"entry": f"{each.origin}:{each.number}", "at": each.at, "coder": each.coder, "kind": str(Kind.EXPORTED),
             "undone": False}
            for each in found
        ],
    }  # fmt: skip


def _decision(study: Study, name: str) -> dict[str, Any] | None:
    found = memos_told.decision(study.db, name)
    if found is None:
        return None
    made = traced.entry_at(study.db, name)
    return {
        "id": name, "kind": "decision", "text": found.text, "reason": found.reason, "code": found.code or None,
        "question": found.question or None, "coder": found.coder, "coder_name": full_name(study, found.coder),
        "at": found.at,
        "used_in": [{"kind": "code", "id": found.code, "text": found.code}] if found.code else [],
        "history": steps(study, [*([made] if made else []), *traced.entries_about(study.db, name)]),
    }  # fmt: skip


def _words(study: Study, coding: Coding) -> dict[str, Any]:
    words = evidence_words(study, coding.id)
    return {
        "id": coding.id, "citation": words.citation if words else None, "quote": words.text if words else None,
        "case": coding.case, "code": coding.code, "value": coding.value, "coder": coding.coder, "at": coding.at,
    }  # fmt: skip


def _cited(study: Study, citation: str) -> dict[str, Any]:
    words = evidence_words(study, citation)
    return {"citation": citation, "quote": words.text if words else None, "case": words.case if words else None}
