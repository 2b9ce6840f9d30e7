"""The methods appendix in Word: by itself, or after the chapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from okqual.export.pictures.drawing import Picture
from okqual.export.word import xml
from okqual.export.word.draft import PORTRAIT, Draft
from okqual.export.word.manifest import opening, write_manifest
from okqual.export.word.plain_tables import write_lines, write_table, write_wide
from okqual.export.word.publishing import InPrint
from okqual.export.word.template import Template
from okqual.messages import message
from okqual.model.codebook import Code
from okqual.model.guide import Guide
from okqual.model.methods import CheckList, Methods
from okqual.model.results import Manifest
from okqual.model.tables import Table

PARTS = ("brief", "definition", "when", "when_not", "example", "synonyms")
"""Parts of a code's definition in the form of MacQueen and others (1998), in its order."""


@dataclass(frozen=True, slots=True)
class MethodsAppendix:
    """What is printed of a study's methods."""

    methods: Methods
    pictures: tuple[Picture, ...]
    in_print: InPrint = field(default_factory=InPrint)
    """How texts are put in a published version."""


def write_methods(
    appendix: MethodsAppendix, manifest: Manifest, path: Path, template: Template | None, publish: bool
) -> None:
    """Write the appendix as a file of its own. Same contents, manifest and language, same bytes."""
    draft = Draft(template)
    title = message("methods.heading")
    opening(draft, title, manifest, publish)
    draft.contents(lists=True)
    draft.text(message("methods.reading.published" if publish else "methods.reading"), "okq note")
    draft.end_section(PORTRAIT)
    add_methods(draft, appendix, publish)
    write_manifest(draft, manifest, publish)
    draft.save(path, manifest, title)


def add_methods(draft: Draft, appendix: MethodsAppendix, publish: bool) -> None:
    """Add the appendix to a document, under a heading of its own."""
    _Appendix(draft, appendix, publish).write()


class _Appendix:
    """Writes one appendix."""

    def __init__(self, draft: Draft, appendix: MethodsAppendix, publish: bool) -> None:
        self._draft, self._appendix, self._publish = draft, appendix, publish
        self._methods = appendix.methods

    def write(self) -> None:
        draft, methods = self._draft, self._methods
        draft.heading(1, message("methods.heading"))
        for text in methods.introduction:
            draft.text(text)
        self._table("interviews", methods.interviews)
        self._table("invited", methods.invited)
        self._pictures()
        for guide in methods.guides:
            self._guide(guide)
        self._codebook()
        self._table("changes", methods.changes)
        self._table("coders", methods.coders)
        self._table("agreement", methods.agreement)
        self._table("rules", methods.rules)
        self._table("words", methods.words)
        self._table("decisions", methods.decisions)
        self._table("software", methods.software)
        for checks in methods.lists:
            self._checks(checks)

    def _table(self, name: str, table: Table) -> None:
        """A heading, a sentence that leads to the table, and the table; nothing for one without rows."""
        if not table.rows:
            return
        self._draft.heading(2, message(f"methods.heading.{name}"))
        said = message(f"methods.text.{name}.published" if self._publish and name == "interviews" else
                       f"methods.text.{name}")  # fmt: skip
        self._led_by(said, lambda: write_table(self._draft, self._clean(table)))

    def _led_by(self, said: str, write: Callable[[], str]) -> None:
        """A paragraph that says what the table or figure is that comes after it, and refers to it by its number."""
        label = self._draft.captions.next_table()
        self._draft.paragraph(xml.run(f"{said} ") + self._see(label), "okq lead")
        write()

    def _see(self, label: str) -> str:
        return xml.run(f"{message('methods.see')} ") + self._draft.reference(label) + xml.run(".")

    def _pictures(self) -> None:
        for name, picture in zip(("heat", "coverage"), self._appendix.pictures, strict=False):
            self._draft.heading(2, message(f"methods.heading.{name}"))
            figure, table = self._draft.captions.next_figure(), self._draft.captions.next_table()
            said = xml.run(f"{message(f'methods.text.{name}')} {message('methods.see')} ")
            more = self._draft.reference(figure) + xml.run(f". {message('methods.same')} ")
            self._draft.paragraph(said + more + self._draft.reference(table) + xml.run("."), "okq lead")
            self._draft.figure(picture.png, picture.title, picture.alt, self._draft.picture_width())
            if picture.legend:
                self._draft.text(message("methods.signs", signs=picture.legend), "okq note")
            write_wide(self._draft, _upright(picture.lines, message(f"methods.column.{name}")), picture.title)

    def _guide(self, guide: Guide) -> None:
        themes = {theme.id: self._words(theme.name) for theme in guide.themes}
        lines = [[message(f"methods.column.{name}") for name in ("number", "theme", "question")]]
        for question in guide.questions:
            asked = [question.text or question.name, *(f"{one.letter}) {one.text}" for one in question.follow_ups)]
            lines.append([question.number, themes.get(question.theme, ""), self._words("\n".join(asked))])
        self._draft.heading(2, self._words(guide.title))
        title = message("methods.table.guide", title=self._words(guide.title))
        self._led_by(message("methods.text.guide"), lambda: write_lines(self._draft, lines, title, (8, 24, 70)))

    def _codebook(self) -> None:
        book = self._methods.codebook
        self._draft.heading(2, message("methods.heading.codebook"))
        self._draft.text(message("methods.text.codebook"))
        wanted = [code for code in book.codes if not code.group and not code.retired]
        groups = {code.id: book.criterion_of(code.id) for code in wanted}
        for criterion in (*book.criteria, None):
            codes = [code for code in wanted if groups[code.id] == criterion]
            if codes:
                self._draft.heading(3, criterion.name if criterion else message("methods.no_criterion"))
            for code in codes:
                self._code(code)

    def _code(self, code: Code) -> None:
        self._draft.heading(4, code.name if self._publish else f"{code.name} ({code.id})")
        term = self._draft.styles["okq term"]
        told = {part: getattr(code, part) for part in PARTS}
        told["synonyms"] = ", ".join(code.synonyms)
        for part, text in told.items():
            if text.strip():
                name = xml.run(f"{message(f'methods.part.{part}').capitalize()}: ", term)
                self._draft.paragraph(name + xml.run(self._words(text)), "okq definition")
        if not any(text.strip() for text in told.values()):
            self._draft.text(message("methods.no_definition"), "okq definition")

    def _checks(self, checks: CheckList) -> None:
        name = checks.id.lower()
        lines = [[message(f"methods.column.{column}") for column in ("number", "topic", "answer")]]
        by_author = message("methods.by_author")
        lines += [[item.number, item.topic, self._words(item.answer) or by_author] for item in checks.items]
        self._draft.heading(2, message(f"methods.heading.{name}"))
        title = message(f"methods.table.{name}")
        self._led_by(message(f"methods.text.{name}"), lambda: write_lines(self._draft, lines, title, (8, 40, 54)))

    def _clean(self, table: Table) -> Table:
        if not self._publish:
            return table
        rows = tuple(tuple(self._words(str(cell)) if cell else cell for cell in row) for row in table.rows)
        return Table(table.id, table.name, table.columns, rows)

    def _words(self, text: str) -> str:
        return self._appendix.in_print.words(text) if self._publish else text


def _upright(lines: tuple[tuple[str, ...], ...], of_columns: str) -> list[list[str]]:
    """Rows and columns exchanged where there are more columns, so that the table is long and not wide.

    ``of_columns`` is what the columns are: the name of the rows that they become.
    """
    if len(lines[0]) <= len(lines):
        return [list(line) for line in lines]
    (_, *first), *others = zip(*lines, strict=True)
    return [[of_columns, *first], *([*line] for line in others)]
