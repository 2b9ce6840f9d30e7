"""The chapters as a Word file: contents, written texts and surroundings gathered, written, and journaled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from okqual.analysis.chapter_texts import with_texts
from okqual.errors import OkqualError
from okqual.export.claim_words import claim_words
from okqual.export.writing import former_kept
from okqual.model.claims import Verdict
from okqual.model.codebook import Rule
from okqual.model.coding import Quote
from okqual.model.results import Chapter
from okqual.model.returned import WrittenThere
from okqual.model.summary import Cell, Summary
from okqual.study import disclosing, methods, reporting, summarising
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.outlined import Outlined, quotes_of
from okqual.study.quantifying import scale
from okqual.study.summary_claims import claims_of_texts
from okqual.study.surroundings import surroundings

FOOTNOTES = "footnotes"


def write_summary(
    study: Study,
    path: Path,
    criteria: Sequence[str] = (),
    publish: bool = False,
    template: Path | None = None,
    rule: Rule | None = None,
    include_outside: bool = False,
    with_methods: bool = False,
    pictures: bool = True,
    citations: str = "brackets",
) -> Path:
    """Write the criteria's chapters to Word. Returns the path.

    ``pictures`` and ``citations`` ("brackets" or "footnotes") are for the working version: a published one
    holds neither counts nor ids. Raises OkqualError for another suffix and an unknown criterion.
    """
    from okqual.export.word.chapters import Beside, Manner, write_chapters

    if path.suffix.lower() != ".docx":
        values: dict[str, object] = {"file": path.name, "known": ".docx"}
        raise OkqualError("errors.unknown_suffix", values, "errors.unknown_suffix.try")
    material = gather(study)
    told = disclosing.for_publishing(study, material) if publish else None
    material = told.material if told else material
    made = reporting.chapters_of(study, material, criteria, reporting.ACTOR, rule, include_outside)
    texts = summarising.written(study)
    texts = told.texts(texts) if told else texts
    made = with_texts(made, texts, summarising.stale(study).keys(), material.evidence, publish,
                      {} if publish else _remarks(study, texts))  # fmt: skip
    outlines = Outlined(study, material, told.words if told else None)
    made = [replace(chapter, outline=outlines.of(chapter.criterion.id)) for chapter in made]
    options = {
        "what": "summary", "criteria": " ".join(c.criterion.id for c in made), "rule": str(rule or ""),
        "outside": str(include_outside), "publish": str(publish), "methods": str(with_methods),
        "pictures": str(pictures and not publish), "citations": "" if publish else citations,
    }  # fmt: skip
    said = reporting.manifest(study, options)
    cited = list(_quotes(made))
    manner = Manner(
        publish, pictures and not publish, citations == FOOTNOTES and not publish,
        told.words.neutral if told else {},
    )  # fmt: skip
    beside = Beside(
        {} if publish else surroundings(study, cited), methods.appendix(study, publish) if with_methods else None
    )
    shown = [one.piece.id for chapter in made for heading in chapter.outline for one in heading.pieces]
    held = [] if publish else list(_texts(made))
    codings = [quote.coding for quote in cited if quote.coding]
    with former_kept(path):
        write_chapters(made, said, path, reporting.template_of(study, template), publish, manner, beside)
        reporting.journal_export(study, path, said, "summary", codings, shown, held)
    return path


def _texts(made: Sequence[Chapter]) -> Iterator[WrittenThere]:
    """Every text in the chapters that may come home edited."""
    for chapter in made:
        for heading in chapter.outline:
            if heading.id:
                yield WrittenThere(heading.id, heading.text)
            yield from (WrittenThere(shown.piece.id, shown.piece.text) for shown in heading.pieces)
        written = [
            *chapter.written,
            *(text for section in chapter.sections for text in section.written),
            *(text for section in chapter.sections for code in section.codes for text in code.written),
        ]
        yield from (WrittenThere(text.cell, text.text) for text in written if text.cell is not None)


def _remarks(study: Study, texts: Mapping[Cell, Summary]) -> dict[Cell, list[str]]:
    """What of the texts' words for how many does not hold of any number under them."""
    used = scale(study)
    return {
        cell: [claim_words(claim, used) for claim in found if claim.verdict is Verdict.MISMATCH]
        for cell, found in claims_of_texts(study, texts).items()
    }


def _quotes(made: Sequence[Chapter]) -> Iterator[Quote]:
    """Every quote that the chapters show or link to."""
    for chapter in made:
        yield from quotes_of(chapter.outline)
        yield from (quote for text in chapter.written for quote in text.quotes)
        for section in chapter.sections:
            yield from (quote for text in section.written for quote in text.quotes)
            for code in section.codes:
                yield from (*code.key_quotes, *code.otherwise)
                yield from (quote for text in code.written for quote in text.quotes)
