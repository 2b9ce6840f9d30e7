"""Notices what another okqual writes to the study on the desk, and who else has it open."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.messages import counted, message
from okqual.store.database import database_errors
from okqual.text.shown import visible_line
from okqual.tui.screens.base import Place

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.study.presence import Present
    from okqual.tui.app import OkqualApp

EVERY = 1.0
"""Seconds between two looks."""
RENEWED = 600
"""Looks between two signs that one is still here."""
PATIENCE_MS = 300
"""How long a key waits for another okqual that is writing."""


class Watcher:
    """Looks about once a second whether the database has changed, which needs no reading of the study."""

    def __init__(self, app: OkqualApp) -> None:
        self._app = app
        self._study: Study | None = None
        self._version: object = 0
        self._own = self._tick = 0
        self._there: tuple[Present, ...] = ()
        self._looks = 0
        app.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Take in what others have written, when one is not in the middle of something."""
        # The timer may come once more while the app is leaving, when no screen is left.
        if not self._app.screen_stack:
            return
        app, screen = self._app, self._app.screen
        self._renew()
        study = getattr(app.desk, "study", None)
        if study is not self._study:
            self._study = study
            self.catch_up()
            self._greet(())
        if study is None or not isinstance(screen, Place) or screen.in_the_middle or self._working:
            return
        with _passing_by(study):
            self._take_in(study)
        self._greet(self._there)

    def _renew(self) -> None:
        """Now and then say that one is still here, so that nobody takes the lock for one that was left."""
        self._looks = (self._looks + 1) % RENEWED
        if self._looks == 0 and self._study is not None and not self._study.read_only:
            from okqual.study.presence import renew

            renew(self._study)

    @property
    def _working(self) -> bool:
        return any(worker.group == "job" and not worker.is_finished for worker in self._app.workers)

    @property
    def _now(self) -> object:
        """What is another when somebody has written to the study on the desk."""
        from okqual.store import untouched, watching
        from okqual.study.opening import DATABASE

        if self._study is None or not self._study.untouched:
            return self._study and watching.version(self._study.db)
        return untouched.stamp(self._study.folder / DATABASE)

    @staticmethod
    def _open_anew(study: Study) -> None:
        """What is read as it lies on the disk is not told that somebody writes there."""
        from okqual.store.watching import wait_at_most
        from okqual.study.opening import open_anew

        open_anew(study)
        wait_at_most(study.db, PATIENCE_MS)

    def catch_up(self) -> None:
        """What stands in the study now is known here: a job of one's own wrote it, or it was just opened."""
        from okqual.store import watching

        if self._study is not None:
            with _passing_by(self._study):
                db = self._study.db
                # What was read as it lay at the opening may have been written over since.
                self._version = self._study.lay if self._study.untouched else watching.version(db)
                self._own = watching.own_changes(db)
                self._tick = watching.last_tick(db)

    def _take_in(self, study: Study) -> None:
        from okqual.store import seeing, teams, watching

        if self._now != self._version:
            if study.untouched:
                self._open_anew(study)
            else:
                # Somebody may have said that she is done with an interview that one codes blind.
                seeing.renew(study.db)
            written = watching.written_since(study.db, self._tick)
            # How much another wrote says how much she coded of what one codes blind.
            exact = watching.own_changes(study.db) == self._own and not teams.veiled_cases(study.db, study.coder)
            self.catch_up()
            if written:
                self._app.changed(_words(written, exact))
        else:
            self.catch_up()

    def _greet(self, before: tuple[Present, ...]) -> None:
        """Say who has opened the study for writing since the last look."""
        from okqual.study import presence

        if self._study is None:
            return
        self._there = presence.others(self._study.folder)
        key = "tui.others.reading" if self._study.read_only else "tui.others.open"
        for each in self._there:
            if each not in before:
                who = {"coder": each.coder, "host": each.host, "since": presence.clock(each.since)}
                self._app.say(visible_line(message(key, **who)))


@contextlib.contextmanager
def _passing_by(study: Study) -> Iterator[None]:
    """What the database refuses now it may give at the next look."""
    with contextlib.suppress(OkqualError), database_errors(study.folder):
        yield


def _words(written: dict[str, int], exact: bool) -> str:
    """Who wrote how much; without numbers where one's own entries may be among them, or some that are hidden."""
    coders = visible_line(", ".join(written))
    if not exact:
        return message("tui.others.wrote_some", coder=coders)
    return counted("tui.others.wrote", sum(written.values()), coder=coders)
