"""A criterion's chapter in Word: a question a section; a code its counts, written text, quotes, dissent and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from okqual.export.cell_words import in_order, state_words
from okqual.export.pictures.prevalence import prevalence_picture
from okqual.export.word import xml
from okqual.export.word.anchors import evidence_anchor, export_anchor, heading_anchor, text_anchor
from okqual.export.word.draft import Draft
from okqual.export.word.evidence import Evidence, with_links, with_notes
from okqual.export.word.outline_parts import OutlineWriter
from okqual.export.word.prevalence import write_prevalence
from okqual.export.word.quoting import QuoteWriter
from okqual.messages import message
from okqual.model.codebook import Code, EvaluationQuestion
from okqual.model.coding import Quote
from okqual.model.results import CellState, Chapter, CodeSection, Section, WrittenText
from okqual.model.summary import without_links

MOST_QUOTES = 8
"""Quotes under one heading; the others are in the appendix of evidence."""
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Manner:
    """How chapters are written."""

    publish: bool = False
    """Words only: no ids, no counts."""
    pictures: bool = False
    """Counts as bars too, where a code has a scale; never in a published version."""
    footnotes: bool = False
    """Citation ids at the foot of the page in place of brackets."""
    neutral: Mapping[str, str] = field(default_factory=dict)
    """Names of interviews outside the house."""
    export_id: str = ""
    """Of the export, which each chapter says for itself: it may be pasted into another document."""


class ChapterWriter:
    """Writes one chapter."""

    def __init__(
        self, draft: Draft, chapter: Chapter, evidence: Evidence, manner: Manner, there: Collection[str] = ()
    ) -> None:
        """``there``: ids of the findings, sources and judgements in all of the document's chapters."""
        self._there = there
        self._draft, self._chapter, self._evidence, self._manner = draft, chapter, evidence, manner
        self._publish = manner.publish
        self._saying = QuoteWriter(draft, manner.publish, manner.footnotes)

    def write(self) -> None:
        """Add the chapter to the document."""
        criterion = self._chapter.criterion
        anchor = self._cited(self._chapter.written, criterion.id, criterion.name)
        export = export_anchor(self._manner.export_id) if self._manner.export_id and not self._publish else ""
        self._draft.heading(1, criterion.name, anchor, export)
        if self._chapter.criterion.question.strip():
            self._draft.text(self._chapter.criterion.question, "okq introduction")
        self._written(self._chapter.written)
        if self._chapter.outline:
            OutlineWriter(self._draft, self._evidence, self._saying, self._there).write(self._chapter.outline)
            if self._publish:
                return
            self._draft.text(message("export.outline.behind"), "okq note")
        if not self._chapter.sections:
            self._draft.text(message("export.chapters.no_questions"))
        for section in self._chapter.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        question = section.question
        anchor = self._cited(section.written, question.id, question.name or question.text)
        self._draft.heading(2, question.name or question.text, anchor)
        if question.name and question.text:
            self._draft.text(question.text, "okq introduction")
        sources = _sources(question)
        if sources:
            key = "answered_by" if section.from_interviews else "not_from_interviews"
            self._draft.text(message(f"export.chapters.{key}", sources=sources), "okq above")
        self._written(section.written)
        if not section.codes and (section.from_interviews or not sources):
            self._draft.text(message("export.chapters.no_codes"))
        for code in section.codes:
            self._code(code)

    def _code(self, section: CodeSection) -> None:
        code = section.code
        anchor = heading_anchor(code.id)
        cited = [quote for text in section.written for quote in text.quotes]
        self._evidence.cite([*section.key_quotes, *section.otherwise, *cited], anchor, code.name)
        self._draft.heading(3, code.name, "" if self._publish else anchor)
        if code.brief.strip():
            self._draft.text(code.brief, "okq introduction")
        self._written(section.written)
        self._counts(section)
        if not section.key_quotes and not any(row.cases for row in section.prevalence):
            self._draft.text(message("export.chapters.nothing_said"))
        self._quotes(message("export.chapters.key_quotes"), section.key_quotes)
        self._quotes(message("export.chapters.otherwise"), section.otherwise, self._dissent(section))
        gaps = _published_gaps(section) if self._publish else _gaps(section)
        if gaps:
            self._draft.heading(4, message("export.chapters.gaps"))
            self._draft.text(gaps, "okq note")

    def _cited(self, texts: Sequence[WrittenText], place: str, name: str) -> str:
        """Take up what the texts link to; the bookmark for their heading in a working version."""
        if self._publish:
            return ""
        quotes = [quote for text in texts for quote in text.quotes]
        self._evidence.cite(quotes, heading_anchor(place), name)
        return heading_anchor(place)

    def _counts(self, section: CodeSection) -> None:
        """The table of how many say what, and the same as bars."""
        code, rows, by = section.code, section.prevalence, self._chapter.grouped_by
        picture = None
        if self._manner.pictures and not self._publish and code.scale is not None:
            picture = prevalence_picture(code, rows, by)
        figure = self._draft.captions.next_figure() if picture else ""
        write_prevalence(self._draft, code, rows, by, self._publish, figure)
        if picture is not None:
            self._draft.figure(picture.png, picture.title, picture.alt, self._draft.picture_width())

    def _written(self, texts: Sequence[WrittenText]) -> None:
        """What people have written, each text with whose it is about where it is not about all."""
        term, style = self._draft.styles["okq term"], self._draft.styles["okq citation id"]
        for each in texts:
            whose = self._manner.neutral.get(each.whose, "") if each.case and self._publish else each.whose
            marks = _marks(each, self._publish)
            for at, part in enumerate(part for part in each.text.splitlines() if part.strip()):
                lead = xml.run(f"{whose}: ", term) if whose and at == 0 else ""
                if lead and each.cell is not None and not self._publish:
                    lead = self._draft.anchors.around(lead, text_anchor(each.cell))
                if self._publish:
                    content = xml.run(without_links(part))
                elif self._manner.footnotes:
                    content = with_notes(part, self._evidence, self._draft, style)
                else:
                    content = with_links(part, self._evidence, style)
                self._draft.paragraph(lead + content + xml.run(marks if at == 0 else ""), "okq summary")
            for remark in () if self._publish else each.remarks:
                self._draft.text(message("export.outline.remark", remark=remark), "okq note")

    def _quotes(self, heading: str, quotes: tuple[Quote, ...], lead: str = "") -> None:
        if not quotes:
            return
        self._draft.heading(4, heading)
        if lead:
            self._draft.text(lead, "okq dissent")
        ordered = in_order(quotes)
        for quote in ordered[:MOST_QUOTES]:
            self._draft.paragraph(self._saying.quote(quote), "okq quote")
        rest = ordered[MOST_QUOTES:]
        if rest and not self._publish:
            first = evidence_anchor(rest[0].id, rest[0].text)
            more = message("export.cell.more", n=len(rest))
            self._draft.paragraph(xml.link(more, first, self._draft.styles["okq citation id"]), "okq quote")

    def _dissent(self, section: CodeSection) -> str:
        """What the majority says, and how many say otherwise; in words alone when published."""
        code = section.code
        counts = {
            row.value: len(row.cases)
            for row in section.prevalence
            if row.group is None and row.value not in {None, UNDECIDED} and row.cases
        }
        if code.scale is None or len(counts) < 2:
            return ""
        (most, _), *others = Counter(counts).most_common()
        names = [_of_value(code, value, None if self._publish else count) for value, count in others]
        if self._publish:
            return message("export.chapters.dissent.published", most=_of_value(code, most), others=_list(names))
        return message(
            "export.chapters.dissent", most=_of_value(code, most), count=counts[most], others=_list(names),
            of=next(row.of for row in section.prevalence if row.group is None),
        )  # fmt: skip


def _of_value(code: Code, value: str | None, count: int | None = None) -> str:
    name = message("export.quotation", words=code.scale.name_of(value)) if code.scale and value else value or ""
    return name if count is None else f"{name} {count}"


def _marks(text: WrittenText, publish: bool) -> str:
    words = [message("terms.draft")] if text.draft else []
    words += [message("terms.stale")] if text.stale and not publish else []
    return f" ({', '.join(words)})" if words else ""


def _list(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return message("export.list", first=", ".join(names[:-1]), last=names[-1])


def _sources(question: EvaluationQuestion) -> str:
    """The sources in words: "intervjuer, enkät och statistik"."""
    return _list([message(f"terms.source.{source.value}") for source in question.sources])


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
