"""The methods appendix of a study: gathered from its material, alone in a Word file or after the chapters."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import okqual
from okqual import messages
from okqual.analysis import agreement_tables, method_tables
from okqual.analysis.check_lists import Known, check_lists
from okqual.analysis.columns import columns_of
from okqual.analysis.material import Material
from okqual.analysis.matrix import matrix
from okqual.errors import OkqualError
from okqual.export.pictures.heat_map import coverage_picture, heat_map
from okqual.export.writing import former_kept
from okqual.messages import counted, message
from okqual.model.methods import Methods
from okqual.model.results import CellKind
from okqual.model.summary import ColumnKind
from okqual.store import codebook_history, queries
from okqual.study import decisions, definitions, inviting, quantifying, reporting
from okqual.study.agreeing import before_and_after
from okqual.study.code_versions import differences
from okqual.study.disclosing import disclosure, for_publishing
from okqual.study.material import gather
from okqual.study.opening import Study, setting
from okqual.text.swedish import swedish_key

if TYPE_CHECKING:
    from okqual.export.word.methods import MethodsAppendix

BY = (method_tables.ACTOR, method_tables.COUNTY)
"""Attributes whose groups the appendix names."""


def methods(study: Study, publish: bool = False) -> tuple[Methods, Material]:
    """What the appendix tells, and the material that it is of; ``publish`` leaves out ids, counts and coders."""
    material = gather(study)
    return _methods(study, for_publishing(study, material, BY).material if publish else material, publish)


def _methods(study: Study, material: Material, publish: bool) -> tuple[Methods, Material]:
    book = material.codebook if publish else definitions.codebook(study)
    asked = inviting.invited(study)
    changed, told = _changes(study), disclosure(study).told
    log = [(_date(study, one.at), one) for one in reversed(decisions.decisions(study))]
    names, counts = queries.coders(study.db), _counts(material)
    tool = f"okqual {okqual.__version__}"
    known = Known(
        material, tuple(asked), len(counts), sum(meaning for _, _, _, meaning, _ in changed), len(log), tool, publish
    )
    made = Methods(
        _introduction(material, publish, len(counts)),
        method_tables.interviews(material, publish, told),
        method_tables.never_held(asked, publish, told),
        definitions.guides(study),
        book,
        method_tables.changes(changed, publish),
        method_tables.coders(names, counts, publish),
        agreement_tables.methods_table(before_and_after(study), book, publish),
        method_tables.rules(book),
        method_tables.words_of(_words(study)),
        method_tables.decisions(log, book, publish),
        method_tables.software(_software(study, tool, publish)),
        check_lists(known),
    )
    return made, material


def write_methods(study: Study, path: Path, publish: bool = False, template: Path | None = None) -> Path:
    """Write the appendix to a Word file of its own. Returns the path.

    Raises OkqualError for another suffix, a template that cannot be used and a place that cannot be written.
    """
    from okqual.export.word.methods import write_methods as write_file

    if path.suffix.lower() != ".docx":
        values: dict[str, object] = {"file": path.name, "known": ".docx"}
        raise OkqualError("errors.unknown_suffix", values, "errors.unknown_suffix.try")
    said = reporting.manifest(study, {"what": "methods", "publish": str(publish)})
    with former_kept(path):
        write_file(appendix(study, publish), said, path, reporting.template_of(study, template), publish)
        reporting.journal_export(study, path, said, "methods", [])
    return path


def appendix(study: Study, publish: bool = False) -> MethodsAppendix:
    """The appendix as Word shows it: its contents, its pictures, and what must not be named when it is published."""
    from okqual.export.word.methods import MethodsAppendix

    if publish:
        told = for_publishing(study, gather(study), BY)
        return MethodsAppendix(_methods(study, told.material, publish)[0], (), told.words)
    made, material = methods(study)
    columns = columns_of(ColumnKind.CODE, material.guide, material.codebook, (), False)
    counted = matrix(material, columns, CellKind.COUNT, "case")
    pictures = [heat_map(counted), coverage_picture(material.guide, material.cases)]
    return MethodsAppendix(made, tuple(picture for picture in pictures if picture))


def _introduction(material: Material, publish: bool, coders: int) -> tuple[str, ...]:
    dates = sorted(value for row in material.cases if (value := row.attributes.get(method_tables.DATE)))
    sentences = [message("methods.introduction.published" if publish else "methods.introduction")]
    if dates:
        sentences.append(message("methods.period", first=dates[0][:7], last=dates[-1][:7]))
    counties = {value for row in material.cases if (value := row.attributes.get(method_tables.COUNTY))}
    if counties:
        sentences.append(message("methods.counties", counties=", ".join(sorted(counties, key=swedish_key))))
    if publish and coders:
        sentences.append(counted("methods.coded_by", coders))
    return tuple(sentences)


def _changes(study: Study) -> list[method_tables.Change]:
    """What was done to codes after they first came, in the order of time."""
    found: list[tuple[int, method_tables.Change]] = []
    for book in definitions.codebooks(study):
        for made in codebook_history.versions(study.db, book.id).values():
            first = made[0]
            if not first.imported:
                found.append((first.at, (_date(study, first.at), first.code.name, (), True, first.coder)))
            for before, now in pairwise(made):
                parts = tuple(change.part for change in differences(before.code, now.code))
                found.append((now.at, (_date(study, now.at), now.code.name, parts, now.meaning, now.coder)))
    return [change for _, change in sorted(found, key=lambda pair: (pair[0], pair[1][1]))]


def _counts(material: Material) -> dict[str, tuple[int, int]]:
    """Coder → codings that count, interviews that they are of."""
    codings: dict[str, int] = defaultdict(int)
    cases: dict[str, set[str]] = defaultdict(set)
    for piece in material.evidence:
        codings[piece.quote.coder] += 1
        cases[piece.quote.coder].add(piece.case)
    return {coder: (codings[coder], len(cases[coder])) for coder in codings}


def _software(study: Study, tool: str, publish: bool) -> list[tuple[str, str]]:
    lines = [(message("export.manifest.tool"), tool)]
    if not publish:
        guides, books = definitions.versions(study)
        lines.append((message("export.manifest.guides"), "\n".join(guides)))
        lines.append((message("export.manifest.codebooks"), "\n".join(books)))
    return lines


def _words(study: Study) -> list[tuple[str, str]]:
    """The words of the scale in the language in use, with what each says."""
    from okqual.export.claim_words import bounds_words

    language = messages.language()
    return [
        (", ".join([each.word, *each.forms]), bounds_words(each))
        for each in quantifying.scale(study).words
        if each.language == language
    ]


def _date(study: Study, at: int) -> str:
    """A time as a date in the study's time zone."""
    moment = datetime.fromtimestamp(at // 1000, UTC)
    try:
        return f"{moment.astimezone(ZoneInfo(setting(study, 'time_zone') or 'Europe/Stockholm')):%Y-%m-%d}"
    except (ZoneInfoNotFoundError, ValueError):
        return f"{moment:%Y-%m-%d}"
