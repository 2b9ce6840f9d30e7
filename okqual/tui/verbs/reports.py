"""Matrix and chapters to files, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.tui.jobs import write_out
from okqual.tui.verbs.files import ask_and_export

if TYPE_CHECKING:
    from pathlib import Path

    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be written."""
    if app.desk is not None:
        yield "matrix", lambda: ask_and_export(app, f"{message('tui.export.matrix')}.docx", _matrix)
        yield "matrix_excel", lambda: ask_and_export(app, f"{message('tui.export.matrix')}.xlsx", _matrix)
        yield "matrix_csv", lambda: ask_and_export(app, f"{message('tui.export.matrix')}.csv", _matrix)
        yield "summary", lambda: ask_and_export(app, f"{message('tui.export.summary')}.docx", _summary)
        yield "summary_publish", lambda: ask_and_export(app, f"{message('tui.export.publish')}.docx", _publish)
        yield "book", lambda: ask_and_export(app, f"{message('tui.export.book')}.html", _book)
        yield "book_publish", lambda: ask_and_export(app, f"{message('tui.export.book_publish')}.html", _book_publish)
        yield "methods", lambda: ask_and_export(app, f"{message('tui.export.methods')}.docx", _methods)


def _matrix(study: Study, path: Path) -> Path:
    from okqual.study.reporting import write_matrix

    return write_matrix(study, path)


def _summary(study: Study, path: Path) -> Path:
    from okqual.study.chapters_file import write_summary

    return write_summary(study, path)


def _publish(study: Study, path: Path) -> Path:
    from okqual.study.chapters_file import write_summary

    return write_summary(study, path, publish=True)


def _book(study: Study, path: Path) -> Path:
    from okqual.study.evidence_book import write_book

    return write_book(study, path)


def _book_publish(study: Study, path: Path) -> Path:
    from okqual.study.evidence_book import write_book

    return write_book(study, path, publish=True)


def _methods(study: Study, path: Path) -> Path:
    from okqual.study.methods import write_methods

    return write_methods(study, path)


def write_matrix(app: OkqualApp) -> None:
    """Write the framework matrix as a Word file, without asking."""
    if app.desk is not None:
        write_out(app, message("tui.export.working"), app.desk.write_matrix)
