"""The chapters in Word: a criterion a chapter, an evaluation question a section, a code a table and its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from okqual.export.cell_words import in_order, quoted, state_words
from okqual.export.word import xml
from okqual.export.word.anchors import evidence_anchor, heading_anchor
from okqual.export.word.cells import spoken
from okqual.export.word.draft import PORTRAIT, Draft
from okqual.export.word.evidence import Evidence, citation_link
from okqual.export.word.manifest import opening, write_manifest
from okqual.export.word.prevalence import write_prevalence
from okqual.export.word.template import Template
from okqual.messages import message
from okqual.model.codebook import EvaluationQuestion
from okqual.model.coding import Quote
from okqual.model.results import CellState, Chapter, CodeSection, Manifest, Section

MOST_QUOTES = 8
"""Quotes under one heading; the others are in the appendix of evidence."""


def write_chapters(
    chapters: Sequence[Chapter], manifest: Manifest, path: Path, template: Template | None = None, publish: bool = False
) -> None:
    """Write the chapters to ``path``; ``publish`` leaves out ids, counts and everything else but words.

    Same chapters, manifest and language, same bytes. Raises OkqualError when the template cannot be used and
    as :func:`okqual.export.writing.write_whole`.
    """
    draft = Draft(template)
    title = _title(chapters)
    opening(draft, title, manifest, publish)
    draft.contents()
    draft.text(message("export.chapters.reading.published" if publish else "export.chapters.reading"), "okq note")
    draft.end_section(PORTRAIT)
    evidence = Evidence()
    for chapter in chapters:
        _Chapter(draft, chapter, evidence, publish).write()
    if not publish:
        evidence.write(draft)
    method = message("export.method.published" if publish else "export.method")
    write_manifest(draft, manifest, publish, tuple(method.split("\n")))
    draft.save(path, manifest, title)


def _title(chapters: Sequence[Chapter]) -> str:
    if len(chapters) == 1:
        return message("export.chapters.title.one", criterion=chapters[0].criterion.name)
    return message("export.chapters.title")


class _Chapter:
    """Writes one chapter."""

    def __init__(self, draft: Draft, chapter: Chapter, evidence: Evidence, publish: bool) -> None:
        self._draft, self._chapter, self._evidence, self._publish = draft, chapter, evidence, publish

    def write(self) -> None:
        self._draft.heading(1, self._chapter.criterion.name)
        if self._chapter.criterion.question.strip():
            self._draft.text(self._chapter.criterion.question, "okq introduction")
        if not self._chapter.sections:
            self._draft.text(message("export.chapters.no_questions"))
        for section in self._chapter.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        question = section.question
        self._draft.heading(2, question.name or question.text)
        if question.name and question.text:
            self._draft.text(question.text, "okq introduction")
        sources = _sources(question)
        if sources:
            key = "answered_by" if section.from_interviews else "not_from_interviews"
            self._draft.text(message(f"export.chapters.{key}", sources=sources), "okq note")
        if not section.codes and (section.from_interviews or not sources):
            self._draft.text(message("export.chapters.no_codes"))
        for code in section.codes:
            self._code(code)

    def _code(self, section: CodeSection) -> None:
        code = section.code
        anchor = heading_anchor(code.id)
        self._evidence.cite([*section.key_quotes, *section.otherwise], anchor, code.name)
        self._draft.heading(3, code.name, "" if self._publish else anchor)
        if code.brief.strip():
            self._draft.text(code.brief, "okq introduction")
        write_prevalence(self._draft, code, section.prevalence, self._chapter.grouped_by, self._publish)
        if not section.key_quotes and not any(row.cases for row in section.prevalence):
            self._draft.text(message("export.chapters.nothing_said"))
        self._quotes(message("export.chapters.key_quotes"), section.key_quotes)
        self._quotes(message("export.chapters.otherwise"), section.otherwise)
        gaps = _published_gaps(section) if self._publish else _gaps(section)
        if gaps:
            self._draft.heading(4, message("export.chapters.gaps"))
            self._draft.text(gaps, "okq note")

    def _quotes(self, heading: str, quotes: tuple[Quote, ...]) -> None:
        if not quotes:
            return
        self._draft.heading(4, heading)
        ordered = in_order(quotes)
        for quote in ordered[:MOST_QUOTES]:
            self._draft.paragraph(self._quote(quote), "okq quote")
        rest = ordered[MOST_QUOTES:]
        if rest and not self._publish:
            first = evidence_anchor(rest[0].id, rest[0].text)
            more = message("export.cell.more", n=len(rest))
            self._draft.paragraph(xml.link(more, first, self._draft.styles["okq citation id"]), "okq quote")

    def _quote(self, quote: Quote) -> str:
        if self._publish:
            return xml.run(spoken(quote) + (f" ({quote.actor})" if quote.actor else ""))
        who = ", ".join(filter(None, [*quote.participants, quote.actor]))
        return xml.run(f"{quoted(quote)}{f' ({who})' if who else ''} ") + citation_link(self._draft, quote)


def _sources(question: EvaluationQuestion) -> str:
    """The sources in words: "intervjuer, enkät och statistik"."""
    names = [message(f"terms.source.{source.value}") for source in question.sources]
    if len(names) < 2:
        return "".join(names)
    return message("export.list", first=", ".join(names[:-1]), last=names[-1])


def _gaps(section: CodeSection) -> str:
    gaps = [(state_words(state), section.gaps.get(state, ())) for state in CellState if state is not CellState.CODED]
    gaps.append((message("terms.undecided"), section.undecided))
    return " ".join(
        message("export.gap", state=state[:1].upper() + state[1:], cases=", ".join(cases))
        for state, cases in gaps
        if cases
    )


def _published_gaps(section: CodeSection) -> str:
    sentences = [message(f"export.gap.{state.value}") for state in CellState if section.gaps.get(state)]
    if section.undecided:
        sentences.append(message("export.gap.undecided"))
    return " ".join(sentences)
