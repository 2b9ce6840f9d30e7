"""The chapters in Word as a document: title, contents, the chapters themselves, and what stands after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from okqual.export.word.chapter_parts import MOST_QUOTES, ChapterWriter, Manner
from okqual.export.word.draft import PORTRAIT, Draft
from okqual.export.word.evidence import Evidence
from okqual.export.word.manifest import opening, write_manifest
from okqual.export.word.methods import MethodsAppendix, add_methods
from okqual.export.word.template import Template
from okqual.messages import message
from okqual.model.results import Chapter, Manifest, Surroundings

__all__ = ["MOST_QUOTES", "Beside", "Manner", "write_chapters"]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file of chapters holds beside the chapters."""

    around: Mapping[str, Surroundings] = field(default_factory=dict)
    """What stands around cited words, by citation id."""
    methods: MethodsAppendix | None = None


def write_chapters(
    chapters: Sequence[Chapter], manifest: Manifest, path: Path, template: Template | None = None,
    publish: bool = False, manner: Manner | None = None, beside: Beside | None = None,
) -> None:  # fmt: skip
    """Write the chapters to ``path``; ``publish`` leaves out ids, counts and everything else but words.

    Same chapters, manifest and language, same bytes. Raises OkqualError when the template cannot be used and
    as :func:`okqual.export.writing.write_whole`.
    """
    manner, beside = replace(manner or Manner(publish=publish), export_id=manifest.export_id), beside or Beside()
    draft = Draft(template)
    title = _title(chapters)
    opening(draft, title, manifest, publish)
    draft.contents(lists=True)
    draft.text(message("export.chapters.reading.published" if publish else "export.chapters.reading"), "okq note")
    draft.end_section(PORTRAIT)
    evidence = Evidence(around=beside.around)
    there = {shown.piece.id for chapter in chapters for heading in chapter.outline for shown in heading.pieces}
    for chapter in chapters:
        ChapterWriter(draft, chapter, evidence, manner, there).write()
    if beside.methods is not None:
        add_methods(draft, beside.methods, publish)
    if not publish:
        evidence.write(draft)
    method = message("export.method.published" if publish else "export.method")
    write_manifest(draft, manifest, publish, tuple(method.split("\n")))
    draft.save(path, manifest, title)


def _title(chapters: Sequence[Chapter]) -> str:
    if len(chapters) == 1:
        return message("export.chapters.title.one", criterion=chapters[0].criterion.name)
    return message("export.chapters.title")
