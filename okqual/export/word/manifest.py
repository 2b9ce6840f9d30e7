"""The first lines of an export and its last page: which study, in what state, made how."""

from __future__ import annotations

from okqual.export.manifest_words import date_words, facts, time_words
from okqual.export.word import xml
from okqual.export.word.draft import PORTRAIT, Draft
from okqual.messages import message
from okqual.model.results import Manifest


def opening(draft: Draft, title: str, manifest: Manifest, publish: bool) -> None:
    """Title, study and a line that says what kind of version this is and of when."""
    draft.text(title, "Title")
    if manifest.study.strip():
        draft.text(manifest.study, "Subtitle")
    diary = f" {message('export.diary_number', number=manifest.diary_number)}" if manifest.diary_number else ""
    if publish:
        draft.text(message("export.version.published", date=date_words(manifest)) + diary)
    else:
        line = message("export.version.working", time=time_words(manifest), export_id=manifest.export_id)
        draft.text(line + diary)


def write_manifest(draft: Draft, manifest: Manifest, publish: bool, method: tuple[str, ...] = ()) -> None:
    """The last part: how to read the file (``method``), and a table of what it was made of."""
    draft.heading(1, message("export.manifest.heading.published" if publish else "export.manifest.heading"))
    for text in method:
        draft.text(text)
    names, width = draft.styles["okq label"], draft.width(PORTRAIT)
    texts, left = draft.styles["okq cell text"], 2600
    widths = [left, width - left]

    def line(name: str, value: str, style: str, header: bool = False) -> str:
        cells = [
            xml.cell([xml.paragraph(xml.run(name), style if header else names)], widths[0]),
            xml.cell([xml.paragraph(xml.run(value), style)], widths[1]),
        ]
        return xml.row(cells, header=header, whole=True)

    head = line(
        message("export.column.fact"), message("export.column.content"), draft.styles["okq column"], header=True
    )
    rows = [line(name, value, texts) for name, value in facts(manifest, publish)]
    title = message("export.manifest.table.published" if publish else "export.manifest.table")
    draft.table(widths, title, message("export.manifest.description"), [head, *rows])
    draft.text(message("export.manifest.ending"), "okq note")
