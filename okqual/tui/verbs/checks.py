"""What a study says about itself, shown as text, from the command list: state, prevalence, journal, verify."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import counted, message
from okqual.text.shown import visible_line
from okqual.tui import jobs
from okqual.tui.screens.asking import AskOne
from okqual.tui.screens.base import Place
from okqual.tui.screens.working import Working
from okqual.tui.tabled import tabled
from okqual.tui.times import minute
from okqual.tui.verbs.files import ask_and_export, ask_and_write

if TYPE_CHECKING:
    from pathlib import Path

    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be looked at."""
    if app.desk is not None:
        yield "prevalence", lambda: ask_prevalence(app)
        yield "status", lambda: jobs.show(app, message("tui.verb.status"), _status)
        yield "journal", lambda: jobs.show(app, message("tui.verb.journal"), _journal)
        yield "verify", lambda: jobs.show(app, message("tui.verb.verify"), _verify)
        yield "seal", lambda: ask_and_write(app, "sigill.txt", _seal)
        yield "archive", lambda: ask_and_export(app, "arkiv.zip", _archive)
        yield "backup", lambda: _back_up(app)
        yield "backups", lambda: jobs.show(app, message("tui.verb.backups"), _backups)


def ask_prevalence(app: OkqualApp) -> None:
    """Ask what to group by, and show how many interviews say what."""
    desk = app.desk
    if desk is None or not isinstance(app.screen, Place):
        return
    names = sorted({name for row in desk.overview() for name in row.attributes})
    choices = [("", message("tui.verb.no_groups")), *((name, name) for name in names)]
    box = AskOne(message("tui.verb.group_by"), choices)
    app.screen.ask(
        box, lambda by: jobs.show(app, message("tui.verb.prevalence"), lambda study: _prevalence(study, by or None))
    )


def _prevalence(study: Study, by: str | None) -> list[str]:
    from okqual.study.definitions import codebook
    from okqual.study.reporting import prevalence

    names = {code.id: code for code in codebook(study).codes}
    rows = []
    for row in prevalence(study, by):
        code = names.get(row.code)
        value = message("terms.undecided") if row.value == "undecided" else row.value or message("tui.verb.any")
        rows.append(
            [code.name if code else row.code, value, row.group or message("tui.verb.all"), len(row.cases), row.of,
             row.asked, row.spontaneous, ", ".join(row.quantifiers)]
        )  # fmt: skip
    heads = ("code", "value", "group", "cases", "of", "asked", "spontaneous", "quantifiers")
    return [
        message("tui.verb.prevalence.unit"), "",
        *tabled([message(f"tui.column.{name}") for name in heads], rows, numbers=range(3, 7)),
    ]  # fmt: skip


def _status(study: Study) -> list[str]:
    from okqual.model.note import NoteStatus
    from okqual.study import browsing, definitions

    cases = browsing.overview(study)
    rows = [
        [row.case, sum(each.note == NoteStatus.ANSWERED for each in row.questions.values()), row.passages, row.done,
         row.left, row.unplaced]
        for row in cases
    ]  # fmt: skip
    heads = [message(f"tui.column.{name}") for name in ("case", "answered", "passages", "done", "left", "unplaced")]
    lines = [f"{study.name}  ·  {study.folder}", "", *tabled(heads, rows, numbers=range(1, 6))]
    left = browsing.left_by_coder(study)
    if left:
        heads = [message(f"tui.column.{name}") for name in ("coder", "left")]
        lines += ["", *tabled(heads, list(left.items()), numbers={1})]
    lines += [message("tui.verb.differs", file=path.relative_to(study.folder).as_posix())
              for path in definitions.differing(study)]  # fmt: skip
    return lines


def _journal(study: Study) -> list[str]:
    from okqual.study.browsing import history

    rows = []
    for entry in reversed(history(study)):
        event = message(f"cli.event.{entry['kind']}")
        event = message("cli.event.undone", event=event) if entry["undone"] else event
        rows.append([minute(entry["at"]), entry["coder"], event, entry["entry"]])
    return tabled([message(f"tui.column.{name}") for name in ("at", "coder", "event", "entry")], rows)


def _back_up(app: OkqualApp) -> None:
    desk = app.desk
    assert desk is not None
    folder = desk.folder

    async def job(box: Working) -> jobs.Then:
        from okqual.study.backups import back_up

        path = await jobs.in_thread(app, box, lambda progress: back_up(folder, progress=progress))
        return lambda: app.say(message("tui.said.backed_up", file=visible_line(str(path))))

    jobs.run(app, message("tui.verb.backing_up"), job)


def _seal(study: Study) -> str:
    from okqual.study.sealing import seal

    return seal(study)


def _archive(study: Study, path: Path) -> Path:
    from okqual.study.archiving import export_archive

    return export_archive(study, path)


def _backups(study: Study) -> list[str]:
    from okqual.study.backups import backups

    heads = [message(f"tui.column.{name}") for name in ("at", "why", "megabytes", "file")]
    rows = [
        [minute(each.at), message(f"cli.backup.why.{each.reason}"), f"{each.size / 1e6:.1f}", each.path.name]
        for each in backups(study.folder)
    ]
    return [*tabled(heads, rows, numbers={2}), "", message("tui.verb.backups.how")]


def _verify(study: Study) -> list[str]:
    from okqual.study.checking import cases_without_words, notes_without_content, verify

    problems = verify(study)
    lines = [f"{each.where}: {message(each.what, where=each.where, **each.values)}" for each in problems]
    lines.append(counted("tui.verb.problems", len(problems)) if problems else message("tui.verb.fine"))
    not_kept, without = notes_without_content(study), cases_without_words(study)
    lines += [counted("tui.verb.not_kept", len(not_kept))] if not_kept else []
    return lines + ([counted("tui.verb.without_words", len(without), cases=", ".join(without))] if without else [])
