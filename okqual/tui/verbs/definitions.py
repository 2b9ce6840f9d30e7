"""Interview guide and codebook in and out, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.messages import message
from okqual.tui import jobs, preview
from okqual.tui.completing import paths_of
from okqual.tui.preview import DEFINITIONS, Preview
from okqual.tui.screens.asking import AskPath
from okqual.tui.screens.base import Place
from okqual.tui.tabled import tabled
from okqual.tui.verbs.files import ask_and_write

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp
    from okqual.tui.jobs import Then
    from okqual.tui.screens.working import Working


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be done with guide and codebook."""
    if app.desk is None:
        return
    if not app.desk.read_only:
        yield "guide_import", lambda: ask_import(app, "guide")
        yield "codes_import", lambda: ask_import(app, "codes")
    yield "guide_export", lambda: ask_and_write(app, "guide.yaml", _guide_text)
    yield "codes_export", lambda: ask_and_write(app, "kodbok.yaml", _codebook_text)
    yield "guide_show", lambda: jobs.show(app, message("tui.verb.guide"), _guide_lines)
    yield "codes_check", lambda: jobs.show(app, message("tui.verb.codes_check"), _principles)


def ask_import(app: OkqualApp, what: str) -> None:
    """Ask for a file, show what was read of it, and import it when that is taken."""
    if isinstance(app.screen, Place):
        box = AskPath(message(f"tui.verb.{what}_import"), "", DEFINITIONS, several=True)
        app.screen.ask(box, lambda line: _preview(app, what, paths_of(line)))


def _preview(app: OkqualApp, what: str, paths: Sequence[Path]) -> None:
    from okqual.tui.screens.showing import Showing

    if not paths:
        return

    def work() -> tuple[list[Any], Preview]:
        from okqual.study import definitions
        from okqual.study.definition_documents import read_codebook, read_guide

        with jobs.beside(app) as study:
            known = definitions.guides(study)
        if what == "guide":
            guides = [read_guide(path, known=known) for path in paths]
            return guides, preview.of_guides(guides)
        books = [read_codebook(path) for path in paths]
        return books, preview.of_codebooks(books)

    async def job(box: Working) -> Then:
        found = await jobs.in_thread_while(app, box, work)
        if found is None:
            return None
        read, said = found
        shown = Showing(said.said, said.lines, message("tui.verb.take"))
        return lambda: app.push_screen(shown, lambda yes: _take(app, what, read) if yes else None)

    jobs.run(app, message("tui.founding.reading"), job)


def _take(app: OkqualApp, what: str, read: Sequence[Any]) -> None:
    def write(study: Study, progress: jobs.Progress) -> str:
        from okqual.study.definition_documents import take_codebook, take_guide

        take = take_guide if what == "guide" else take_codebook
        taken = [take(study, one) for one in read]
        titles = ", ".join(one.whole.title for one in taken)
        same = all(one.entry is None for one in taken)
        return message(f"tui.verb.{what}_{'same' if same else 'imported'}", title=titles)

    jobs.bring_in(app, message("tui.verb.importing"), write)


def _guide_text(study: Study) -> str:
    from okqual.export.guide_yaml import guide_yaml
    from okqual.study.definitions import guide

    return guide_yaml(guide(study))


def _codebook_text(study: Study) -> str:
    from okqual.export.codebook_yaml import codebook_yaml
    from okqual.study.definitions import codebook

    return codebook_yaml(codebook(study))


def _guide_lines(study: Study) -> list[str]:
    from okqual.study.definitions import guide

    now = guide(study)
    rows = [[question.number, question.name, question.text] for question in now.questions]
    heads = [message(f"tui.column.{name}") for name in ("question", "name", "text")]
    return [now.title, "", *tabled(heads, rows, numbers={0})]


def _principles(study: Study) -> list[str]:
    """The study's codings against the principles of its codebooks that can be checked."""
    from okqual.study.checking import broken_principles
    from okqual.study.definitions import codebooks

    principles = {rule.id: rule for book in codebooks(study) for rule in book.principles}
    if not any(rule.check for rule in principles.values()):
        return [message("tui.verb.no_principles")]
    broken = broken_principles(study)
    if not broken:
        return [message("tui.verb.principles_held")]
    heads = [message(f"tui.column.{name}") for name in ("case", "coder", "codes", "principle")]
    return tabled(heads, [[one.case, one.coder, " ".join(one.codes), principles[one.principle].text] for one in broken])
