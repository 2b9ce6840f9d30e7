"""Results of a study and the files that carry them. Each file is journaled with what it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import okqual
from okqual import messages
from okqual.analysis import chapters as chapter_making
from okqual.analysis import matrix as matrix_making
from okqual.analysis import prevalence as counting
from okqual.analysis.columns import columns_of
from okqual.analysis.groups import attributes_in, with_crossed
from okqual.analysis.material import Material
from okqual.analysis.quantifiers import with_quantifiers
from okqual.analysis.units import UNITS
from okqual.analysis.written_cells import Written, cells_written, with_written
from okqual.errors import USAGE, OkqualError
from okqual.export.writing import former_kept
from okqual.model.canonical import canonical
from okqual.model.codebook import Rule
from okqual.model.events import Kind
from okqual.model.quantifiers import QuantifierScale
from okqual.model.results import CellKind, Chapter, CodeSection, Manifest, Matrix, PrevalenceRow
from okqual.model.returned import WrittenThere
from okqual.model.summary import ColumnKind
from okqual.store import contents, exported_texts, queries
from okqual.store.entries import last_change_at, state_digest
from okqual.study import definitions, quantifying, summarising
from okqual.study.changing import changing
from okqual.study.disclosing import for_publishing
from okqual.study.grouping import told_with_groups
from okqual.study.material import gather
from okqual.study.opening import Study, setting, study_settings

if TYPE_CHECKING:
    from okqual.export.word.template import Template

ACTOR = "aktörstyp"
"""The attribute that rows and counts are grouped by unless something else is said."""

SUFFIXES = (".docx", ".xlsx", ".csv", ".json")


def matrix(
    study: Study,
    rows: str = "case",
    cols: str = "code",
    cells: CellKind = CellKind.QUOTES,
    where: dict[str, str] | None = None,
    group_by: str | None = ACTOR,
    criteria: Sequence[str] = (),
    include_outside: bool = False,
    rule: Rule | None = None,
    publish: bool = False,
) -> Matrix:
    """The framework matrix: rows "case" or an attribute; columns "code", "question", "evaluation" or "criterion"."""
    material, told = gather(study, where), None
    if publish:
        names = [name for name in (group_by, rows) if name]
        material = replace(material, cases=with_crossed(material.cases, names))
        told = for_publishing(study, material, names)
        material = told.material
    wanted, kind = [name.upper() for name in criteria], ColumnKind(cols)
    columns = columns_of(kind, material.guide, material.codebook, wanted, include_outside)
    if rows != "case":
        group_by = None
        _check_attribute(study, rows)
    title = messages.message("export.matrix.title")
    made = matrix_making.matrix(material, columns, cells, rows, group_by, rule, title)
    if cells is not CellKind.SUMMARY:
        return made
    texts = summarising.written(study)
    texts = told.texts(texts) if told else texts
    written = Written(kind, texts, summarising.stale(study).keys())
    return with_written(made, written, rollups=not where)


def prevalence(
    study: Study,
    by: str | None = None,
    unit: str = "case",
    rule: Rule | None = None,
    coder: str | None = None,
    include_outside: bool = False,
) -> list[PrevalenceRow]:
    """Counts with their unit, rule and denominator."""
    if unit not in UNITS:
        raise OkqualError("errors.unknown_unit", {"unit": unit, "known": ", ".join(UNITS)}, exit_code=USAGE)
    if by is not None:
        _check_attribute(study, by)
    rows = counting.prevalence(gather(study, coder=coder), by, unit, rule, include_outside)
    return with_quantifiers(rows, quantifying.scale(study), messages.language())


def chapters(
    study: Study,
    criteria: Sequence[str] = (),
    by: str = ACTOR,
    rule: Rule | None = None,
    include_outside: bool = False,
    publish: bool = False,
) -> list[Chapter]:
    """The contents of the criteria's chapters, all of them without ``criteria``."""
    material = gather(study)
    if publish:
        material = for_publishing(study, material, (by,)).material
    return chapters_of(study, material, criteria, by, rule, include_outside)


def chapters_of(
    study: Study, material: Material, criteria: Sequence[str], by: str, rule: Rule | None, include_outside: bool
) -> list[Chapter]:
    """The chapters of a material that was gathered, their counts in the words of the study's scale too."""
    made = chapter_making.chapters(material, criteria, by, rule, include_outside)
    scale, language = quantifying.scale(study), messages.language()
    return [_with_quantifiers(chapter, scale, language) for chapter in made]


def _with_quantifiers(chapter: Chapter, scale: QuantifierScale, language: str) -> Chapter:
    def in_words(code: CodeSection) -> CodeSection:
        return replace(code, prevalence=tuple(with_quantifiers(list(code.prevalence), scale, language)))

    sections = (replace(each, codes=tuple(map(in_words, each.codes))) for each in chapter.sections)
    return replace(chapter, sections=tuple(sections))


def manifest(study: Study, options: dict[str, str]) -> Manifest:
    """What an export made now is made of."""
    guides, books = definitions.versions(study)
    state = state_digest(study.db)
    chosen = {"language": messages.language(), **options}
    export_id = hashlib.sha256(canonical([state, chosen, okqual.__version__]).encode()).hexdigest()[:16]
    return Manifest(
        study.name, state, guides, books, chosen, f"okqual {okqual.__version__}", last_change_at(study.db), export_id,
        setting(study, "diarienummer"), setting(study, "time_zone") or "Europe/Stockholm", setting(study, "id"),
    )  # fmt: skip


def write_matrix(
    study: Study,
    path: Path,
    rows: str = "case",
    cols: str = "code",
    cells: CellKind = CellKind.QUOTES,
    where: dict[str, str] | None = None,
    group_by: str | None = ACTOR,
    criteria: Sequence[str] = (),
    include_outside: bool = False,
    rule: Rule | None = None,
    publish: bool = False,
    template: Path | None = None,
) -> Path:
    """Write the matrix; the suffix says as what (docx, xlsx, csv, json). Returns the path.

    Raises OkqualError for another suffix and for a place that cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        values: dict[str, object] = {"file": path.name, "known": " ".join(SUFFIXES)}
        raise OkqualError("errors.unknown_suffix", values, "errors.unknown_suffix.try")
    if publish and suffix != ".docx":
        raise OkqualError("errors.publish_in_word", {"file": path.name}, "errors.publish_in_word.try")
    made = matrix(study, rows, cols, cells, where, group_by, criteria, include_outside, rule, publish)
    options = {
        "what": "matrix", "rows": rows, "cols": cols, "cells": str(cells), "group_by": group_by or "",
        "where": canonical(where or {}), "criteria": " ".join(criteria), "outside": str(include_outside),
        "rule": str(rule or ""), "publish": str(publish),
    }  # fmt: skip
    said = manifest(study, options)
    codings = [quote.coding for cell in made.cells.values() for quote in cell.quotes]
    texts = () if publish else cells_written(made, ColumnKind(cols))
    with former_kept(path):
        _write_matrix_file(made, said, path, suffix, publish, template_of(study, template))
        journal_export(study, path, said, "matrix", codings, texts=texts)
    return path


def _write_matrix_file(
    made: Matrix, said: Manifest, path: Path, suffix: str, publish: bool, template: Template | None
) -> None:
    # Each format's library is imported when it is asked for.
    if suffix == ".docx":
        from okqual.export.word import matrix as word

        word.write_matrix(made, said, path, template, publish)
    elif suffix == ".xlsx":
        from okqual.export import workbook

        workbook.write_matrix(made, said, path)
    elif suffix == ".csv":
        from okqual.export import csv_tables

        csv_tables.write_matrix(made, path)
    else:
        import json

        from okqual.export import json_tables, writing

        text = json.dumps(json_tables.matrix_json(made), ensure_ascii=False, indent=1) + "\n"
        writing.write_bytes(path, text.encode("utf-8"))


def journal_export(
    study: Study, path: Path, said: Manifest, what: str, codings: list[str], pieces: Sequence[str] = (),
    texts: Sequence[WrittenThere] | None = None,
) -> None:  # fmt: skip
    """Note in the journal that a file was written, what of, with which codings and pieces of the outline.

    Call it within :func:`okqual.export.writing.former_kept`. ``texts`` are those in the file that may come home
    edited. Nothing is noted where the study is read only.
    """
    if study.read_only:
        return
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with changing(study) as pen:
        payload: dict[str, Any] = {
            "export": said.export_id,
            "what": what,
            "state": said.state,
            "file_name": contents.put(pen.db, contents.STUDY, path.name),
            "sha256": digest,
            "codings": list(dict.fromkeys(codings)),
        }
        if texts is not None:
            payload |= exported_texts.payload(pen.db, said.options, texts)
        pen.write(Kind.EXPORTED, {**payload, "pieces": list(pieces)} if pieces else payload)


def template_styles(study: Study, template: Path | None = None) -> dict[str, bool] | None:
    """Whether the template in use brings each style that exports have, by name; None where none is in use.

    Raises OkqualError for a template that cannot be used, and a chosen style that it lacks.
    """
    from okqual.export.word.base import Styles, open_base, style_names

    used = template_of(study, template)
    if used is None:
        return None
    styles = Styles(open_base(used), used.styles)
    return {name: name in styles for name in style_names()}


def template_of(study: Study, given: Path | None) -> Template | None:
    """The template that was given, else the one that this copy of the study is set to, with its chosen styles."""
    from okqual.export.word.template import Template

    settings = study_settings(study.folder)
    name, styles = settings.get("template"), settings.get("styles")
    path = given or (study.folder / str(name) if name else None)
    chosen = {str(own): str(theirs) for own, theirs in styles.items()} if isinstance(styles, dict) else {}
    return Template(path, chosen) if path else None


def _check_attribute(study: Study, name: str) -> None:
    told = told_with_groups(study, queries.attributes(study.db)).values()
    people = queries.participants(study.db).values()
    known = {each for row in told for each in row} | {a for group in people for p in group for a in p.attributes}
    unknown = [each for each in attributes_in(name, known) if each not in known]
    if unknown:
        values: dict[str, object] = {"attribute": ", ".join(unknown), "known": ", ".join(sorted(known)) or "–"}
        raise OkqualError("errors.unknown_attribute", values, "errors.unknown_attribute.try")
