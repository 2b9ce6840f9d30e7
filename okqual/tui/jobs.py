"""Work that takes more than a moment: each behind a box that can be stopped, none on another's connection."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from okqual.errors import Faults, OkqualError
from okqual.messages import counted, message
from okqual.tui.aside import aside
from okqual.tui.completing import path_of, paths_of
from okqual.tui.screens.working import Working

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.study.pseudonymising import Pseudonymising
    from okqual.tui.app import OkqualApp
    from okqual.tui.screens.founding import FoundingScreen

Result = TypeVar("Result")
Then = Callable[[], object] | None
Progress = Callable[[int, int, str], bool]
HELD = ("errors.study_locked", "errors.study_held")
TRIES = 15
"""Times that loading asks for a study that another okqual holds; each asking itself waits a little."""
PATIENCE = 0.1
"""Seconds between two looks at whether one still waits."""


def run(app: OkqualApp, title: str, job: Callable[[Working], Coroutine[Any, Any, Then]]) -> None:
    """Do a job behind a box, then what it returns; its errors are told by the app and the box always goes away."""
    box = Working(title)

    async def guarded() -> None:
        then: Then = None
        try:
            then = await job(box)
        except OkqualError as error:
            app.tell(error)
        finally:
            box.close()
            # What it wrote on a connection of its own is no one else's.
            app.watcher.catch_up()
        if then is not None:
            app.trying(then)

    app.push_screen(box)
    app.run_worker(guarded(), exit_on_error=False, group="job")


async def in_thread(app: OkqualApp, box: Working, work: Callable[[Callable[[int, int, str], bool]], Result]) -> Result:
    """Do blocking work in a thread, which reports its steps to the box."""

    def progress(number: int, of: int, what: str) -> bool:
        app.call_from_thread(box.say, number, of, what)
        return not box.stopped

    return await asyncio.to_thread(work, progress)


async def in_thread_while(app: OkqualApp, box: Working, work: Callable[[], Result]) -> Result | None:
    """Do reading that cannot be stopped in a thread; None when one no longer waits for it."""
    thread = asyncio.create_task(aside(work))
    while not thread.done() and not box.stopped:
        await asyncio.wait({thread}, timeout=PATIENCE)
    # What goes on in the thread alone is on a connection of its own and changes nothing.
    return thread.result() if thread.done() else None


@contextlib.contextmanager
def beside(app: OkqualApp, writes: bool = False) -> Iterator[Study]:
    """The study on a connection of its own, for work in a thread."""
    from okqual.store.database import database_errors
    from okqual.study.opening import DATABASE, offering_last_good, open_study

    desk = app.desk
    assert desk is not None
    with offering_last_good(desk.folder), database_errors(desk.folder / DATABASE):
        study = open_study(desk.folder, desk.coder, not writes, untouched=desk.read_only)
        try:
            yield study
        finally:
            study.close()


def show(app: OkqualApp, title: str, read: Callable[[Study], Sequence[str]]) -> None:
    """Read something of the study beside the keys and show it as lines."""
    from okqual.tui.screens.showing import Showing

    def work() -> Sequence[str]:
        with beside(app) as study:
            return read(study)

    async def job(box: Working) -> Then:
        lines = await in_thread_while(app, box, work)
        return None if lines is None else lambda: app.push_screen(Showing(title, lines))

    run(app, title, job)


def bring_in(app: OkqualApp, title: str, write: Callable[[Study, Progress], str]) -> None:
    """Change the study on a connection of its own behind a box, then begin anew with it and say what came of it."""
    from okqual.tui.studies import reopen

    async def job(box: Working) -> Then:
        def work(progress: Progress) -> str:
            with beside(app, writes=True) as study:
                return write(study, progress)

        said = await in_thread(app, box, work)
        return lambda: reopen(app, lambda: app.say(said))

    run(app, title, job)


def found_example(app: OkqualApp, folder: Path) -> None:
    """Make the example study in a folder, or open the one there, and begin the tour of it."""
    from okqual.tui.studies import open_study
    from okqual.tui.tour import Tour

    if (folder / "okqual.db").is_file():
        open_study(app, folder, lambda: Tour(app))
        return
    _found(app, folder, message("tui.start.example.working"), then=lambda: Tour(app), example=True)


def found_new(app: OkqualApp, given: dict[str, str], asked_by: FoundingScreen) -> None:
    """Make a study of what the pages say, open it and read its notes in; then look at what was unsure."""
    _found(
        app, path_of(given["folder"]), message("tui.start.new.working"), asked_by, paths_of(given["notes"]),
        guides=paths_of(given["guide"]), codebooks=paths_of(given["codebook"]), name=given["name"],
        diary=given["diary"],
    )  # fmt: skip


def _found(
    app: OkqualApp, folder: Path, title: str, asked_by: FoundingScreen | None = None, notes: Sequence[Path] = (),
    then: Then = None, **given: Any,
) -> None:  # fmt: skip
    from okqual.study.founding import create_study
    from okqual.tui.studies import open_study

    def opening() -> None:
        # What was typed is kept until there is a study.
        if asked_by is not None:
            asked_by.dismiss()
        on = (lambda: load_files(app, files_in(notes), then=lambda: look(app))) if notes else then
        open_study(app, folder, on)

    async def job(box: Working) -> Then:
        def work(progress: Callable[[int, int, str], bool]) -> None:
            # The connection is this thread's own; the app opens another.
            create_study(folder, coder=app.coder, progress=progress, **given).close()

        await in_thread(app, box, work)
        return opening

    run(app, title, job)


def look(app: OkqualApp) -> None:
    """Go to what a reading was unsure of, where there is such a thing."""
    from okqual.tui.doubts import doubts_in

    desk = app.desk
    if desk is not None and any(True for row in desk.overview() for _ in doubts_in(desk.interview(row.case))):
        app.switch_mode("review")


def load_notes(app: OkqualApp, *paths: Path, then: Then = None) -> None:
    """Read notes, or all notes of folders, into the open study."""
    load_files(app, files_in(paths), then=then)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Notes, and the notes of folders."""
    from okqual.ingest.documents import SUFFIXES

    found: list[Path] = []
    for path in paths:
        there = sorted(path.iterdir()) if path.is_dir() else [path]
        found += (each for each in there if each == path or each.suffix.lower() in SUFFIXES)
    return found


def load_files(
    app: OkqualApp, paths: Sequence[Path], pseudonyms: Pseudonymising | None = None, then: Then = None
) -> None:
    """Read notes into the open study, with pseudonyms where they are given: one transaction a note, between keys."""

    async def job(box: Working) -> Then:
        desk, new, faults = app.desk, 0, list[OkqualError]()
        assert desk is not None
        reads = desk.reads(paths, pseudonyms)
        try:
            for number, each in enumerate(paths, 1):
                if box.stopped:
                    break
                box.say(number, len(paths), each.name)
                # Reading is waited for beside the keys; with pseudonyms it asks the study, which is this thread's.
                await asyncio.sleep(0)
                read = next(reads) if pseudonyms is not None else await asyncio.to_thread(next, reads)
                taken = await _patiently(box, lambda read=read: desk.take(read, pseudonyms))  # type: ignore[misc]
                new += taken.new
                faults += taken.faults
        finally:
            await asyncio.to_thread(reads.close)
        return lambda: _said(app, new, faults, len(paths), then)

    run(app, message("tui.load.working"), job)


async def _patiently(box: Working, write: Callable[[], Result]) -> Result:
    """Write as soon as another okqual lets go of the study, asking now and then for some seconds."""
    for _ in range(TRIES):
        try:
            return write()
        except OkqualError as error:
            if box.stopped or error.key not in HELD:
                raise
        await asyncio.sleep(PATIENCE)
    return write()


def _said(app: OkqualApp, new: int, faults: list[OkqualError], of: int, then: Then) -> None:
    """What came of loading: the files that failed do not keep the others out."""
    app.changed(counted("tui.said.loaded", new))
    if then is not None:
        then()
    if faults:
        app.tell(faults[0] if of == 1 else Faults("errors.not_loaded", faults, {"of": of}))


def write_out(app: OkqualApp, title: str, write: Callable[[], Path]) -> None:
    """Write an export in a thread and say where it lies."""

    async def job(box: Working) -> Then:
        from okqual.export.stopping import Stopped, stoppable

        def work(progress: Progress) -> Path:
            with stoppable(progress):
                return write()

        try:
            path = await in_thread(app, box, work)
        except Stopped:
            return lambda: app.say(message("tui.said.export_stopped"))
        return lambda: app.say(message("tui.said.written", file=str(path)))

    run(app, title, job)
