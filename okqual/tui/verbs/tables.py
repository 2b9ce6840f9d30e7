"""Attributes of interviews and codings as CSV, in and out, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import counted, message
from okqual.tui import jobs
from okqual.tui.completing import path_of
from okqual.tui.screens.asking import AskPath
from okqual.tui.screens.base import Place
from okqual.tui.verbs.files import ask_and_export, ask_and_write

if TYPE_CHECKING:
    from pathlib import Path

    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What goes in and out as tables."""
    if app.desk is None:
        return
    if not app.desk.read_only:
        yield "cases_import", lambda: _ask_import(app, "cases", _import_cases)
        yield "codings_import", lambda: _ask_import(app, "codings", _import_codings)
    yield "cases_export", lambda: ask_and_write(app, "intervjuer.csv", _cases)
    yield "codings_export", lambda: ask_and_write(app, "kodningar.csv", _codings)
    yield "tables", lambda: ask_and_export(app, "tabeller.xlsx", _tables)


def _ask_import(app: OkqualApp, what: str, take: Callable[[Study, Path, jobs.Progress], str]) -> None:
    def given(line: str) -> None:
        path = path_of(line)
        jobs.bring_in(app, message("tui.verb.importing"), lambda study, progress: take(study, path, progress))

    if isinstance(app.screen, Place):
        app.screen.ask(AskPath(message(f"tui.verb.{what}_import"), "", {".csv"}), given)


def _import_cases(study: Study, path: Path, progress: jobs.Progress) -> str:
    from okqual.study.cases_file import import_cases

    return counted("tui.verb.cases_changed", import_cases(study, path))


def _import_codings(study: Study, path: Path, progress: jobs.Progress) -> str:
    from okqual.study.codings_file import import_codings

    done = import_codings(study, path, progress=progress)
    parts = [counted("tui.verb.codings_added", done.codings)]
    parts += [counted("tui.verb.codings_nothing", done.nothing)] if done.nothing else []
    parts += [counted("tui.verb.codings_same", done.same)] if done.same else []
    if done.new_coders:
        parts.append(message("tui.verb.new_coders", coders=", ".join(done.new_coders)))
    return " · ".join(parts)


def _cases(study: Study) -> str:
    from okqual.study.cases_file import export_cases

    return export_cases(study)


def _codings(study: Study) -> str:
    from okqual.study.codings_file import export_codings

    return export_codings(study)


def _tables(study: Study, path: Path) -> Path:
    from okqual.study.tabulating import write_tables

    return write_tables(study, path)[0]
