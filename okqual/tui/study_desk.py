"""The desk of a real study. Verbs are imported when called, so that the first screen comes quickly."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.codebook import Codebook
from okqual.model.coding import Coding
from okqual.model.guide import Guide
from okqual.model.interview import CaseProgress, InterviewNow, Position
from okqual.model.note import TextKind
from okqual.tui.desk import Taken
from okqual.tui.watching import PATIENCE_MS

if TYPE_CHECKING:
    from okqual.study.file_reading import Read
    from okqual.study.opening import Study
    from okqual.study.pseudonymising import LookedThrough, Pseudonymising
    from okqual.study.sittings import Sitting
    from okqual.study.undoing import Change
    from okqual.tui.desk import Orphan


Found = TypeVar("Found")
LARGE = 48 * 2**20
"""Bytes of a database from which on places of work read beside the keys."""


class StudyDesk:
    """A study that is open for one coder; see :class:`okqual.tui.desk.Desk`."""

    def __init__(self, study: Study) -> None:
        from okqual.study.sittings import begin

        self.study = study
        """For places of work that call the verbs of :mod:`okqual.study` themselves."""
        self.everyone = True
        self.name = study.name
        self.coder = study.coder
        self.read_only = study.read_only
        self.folder = study.folder
        self._since = begin(study)
        self._known: dict[str, tuple[tuple[int, int], object]] = {}

    def _whose(self) -> str | None:
        return None if self.everyone else self.coder

    @property
    def large(self) -> bool:
        """True where reading all of the study takes longer than a key may."""
        from okqual.store.watching import size

        return size(self.study.db) >= LARGE

    def _while_it_stands(self, what: str, read: Callable[[], Found]) -> Found:
        """What was read last, unless anything was written since: places of work ask for the same things."""
        from okqual.store.watching import own_changes, version

        stands = (version(self.study.db), own_changes(self.study.db))
        if self._known.get(what, ((-1, -1), None))[0] != stands:
            self._known[what] = (stands, read())
        return cast("Found", self._known[what][1])

    def guide(self) -> Guide:
        """The guide in force."""
        from okqual.study import browsing

        return browsing.guide(self.study)

    def codebook(self) -> Codebook:
        """The codebooks in force as one."""
        from okqual.study import browsing

        return browsing.codebook(self.study)

    def overview(self) -> tuple[CaseProgress, ...]:
        """All interviews in Swedish order."""
        from okqual.study import browsing

        whose = self._whose()
        return self._while_it_stands(f"overview of {whose}", lambda: browsing.overview(self.study, whose))

    def interview(self, case: str) -> InterviewNow:
        """An interview with its notes."""
        from okqual.study import browsing

        return browsing.interview(self.study, case, self._whose())

    def code_counts(self) -> dict[str, int]:
        """Codings by code."""
        from okqual.study import browsing

        return dict(self._while_it_stands("code counts", lambda: browsing.code_counts(self.study)))

    def coding(self, coding: str) -> Coding:
        """One coding as it stands."""
        from okqual.study import browsing

        return browsing.coding(self.study, coding)

    def recent_codes(self) -> list[str]:
        """The codes that the coder put last, latest first."""
        from okqual.study import sittings

        return sittings.recent_codes(self.study)

    def next_flagged(self, note: str) -> tuple[str, str, int] | None:
        """(case, note, number) of the first flagged passage in a note after this one, round the study."""
        from okqual.study import browsing

        return browsing.next_flagged(self.study, note)

    def gone_through(self) -> tuple[int, int]:
        """Passages that the coder has gone through, of how many."""
        from okqual.study import browsing

        return self._while_it_stands("gone through", lambda: browsing.gone_through(self.study, self.coder))

    def next_left(self, case: str) -> str | None:
        """The first interview after this one, round the study, that has passages to go through."""
        from okqual.study import browsing

        return browsing.next_left(self.study, case, self._whose())

    def sitting(self) -> Sitting | None:
        """What the coder has done since the study was opened; None when that is nothing."""
        from okqual.study import sittings

        return sittings.sitting(self.study, self._since)

    def orphans(self) -> Sequence[Orphan]:
        """Codings whose words a correction took away."""
        from okqual.study import orphans

        return orphans.orphans(self.study)

    def orphan_count(self) -> int:
        """How many codings have lost their words."""
        from okqual.study import browsing

        return browsing.orphan_count(self.study)

    def position(self) -> Position | None:
        """Where the coder was last."""
        from okqual.study import positions

        return positions.position(self.study)

    def keep_position(self, note: str, number: int) -> None:
        """Remember where the coder is."""
        from okqual.study import positions

        positions.keep_position(self.study, note, number)

    def apply_code(self, note: str, start: int, end: int, code: str, value: str | None = None) -> Coding:
        """Put a code on words."""
        from okqual.study import coding as verbs

        return verbs.apply_code(self.study, note, start, end, code, value)

    def remove_coding(self, coding: str) -> None:
        """Withdraw a coding."""
        from okqual.study import coding as verbs

        verbs.remove_coding(self.study, coding)

    def move_coding(self, coding: str, start: int, end: int) -> None:
        """Put a coding on other words of its note's current version."""
        from okqual.study import coding as verbs

        verbs.move_coding(self.study, coding, start, end)

    def split_coding(self, coding: str, at: int) -> Coding:
        """Cut a coding in two; the second part."""
        from okqual.study import segments

        return segments.split_coding(self.study, coding, at)

    def join_codings(self, one: str, other: str) -> Coding:
        """Make one of two neighbouring codings."""
        from okqual.study import segments

        return segments.join_codings(self.study, one, other)

    def set_value(self, coding: str, value: str | None) -> None:
        """Set a coding's value."""
        from okqual.study import coding as verbs

        verbs.set_value(self.study, coding, value)

    def set_memo(self, coding: str, memo: str) -> None:
        """Write a coding's memo."""
        from okqual.study import coding as verbs

        verbs.set_memo(self.study, coding, memo)

    def set_key(self, coding: str, key: bool) -> None:
        """Make a coding a key quote or not."""
        from okqual.study import coding as verbs

        verbs.set_key(self.study, coding, key)

    def set_coding_participants(self, coding: str, participants: tuple[str, ...]) -> None:
        """Say whose words a coding renders."""
        from okqual.study import coding as verbs

        verbs.set_coding_participants(self.study, coding, participants)

    def nothing_to_code(self, note: str, numbers: Sequence[int], on: bool = True) -> None:
        """Say that there is nothing to code."""
        from okqual.study import coding as verbs

        verbs.nothing_to_code(self.study, note, numbers, on)

    def set_text_kind(self, note: str, number: int, kind: TextKind) -> None:
        """Say what kind of text a passage is."""
        from okqual.study import coding as verbs

        verbs.set_text_kind(self.study, note, number, kind)

    def set_passage_participants(self, note: str, number: int, participants: tuple[str, ...]) -> None:
        """Say who said a passage."""
        from okqual.study import coding as verbs

        verbs.set_passage_participants(self.study, note, number, participants)

    def set_passage_memo(self, note: str, number: int, memo: str) -> None:
        """Write a passage's memo."""
        from okqual.study import coding as verbs

        verbs.set_passage_memo(self.study, note, number, memo)

    def flag_passage(self, note: str, number: int, on: bool) -> None:
        """Flag a passage or take the flag away."""
        from okqual.study import coding as verbs

        verbs.flag_passage(self.study, note, number, on)

    def place_passage(self, note: str, number: int, questions: tuple[str, ...]) -> None:
        """Move a passage under other questions."""
        from okqual.study import coding as verbs

        verbs.place_passage(self.study, note, number, questions)

    def upcoming_undo(self) -> Change | None:
        """What an undo would take back."""
        from okqual.study import undoing

        return undoing.upcoming_undo(self.study)

    def undo(self) -> Change | None:
        """Take back the coder's last entry."""
        from okqual.study import undoing

        return undoing.undo(self.study)

    def redo(self) -> Change | None:
        """Do again what was undone last."""
        from okqual.study import undoing

        return undoing.redo(self.study)

    def look_through(self, paths: Sequence[Path], names: Path | None) -> LookedThrough:
        """What pseudonyms would replace in notes."""
        from okqual.study import pseudonymising as verbs

        return verbs.look_through(verbs.pseudonymising(self.study, names), paths)

    def load(self, path: Path, pseudonyms: Pseudonymising | None = None) -> int:
        """Read a note in, with pseudonyms where they are given; how many notes were new."""
        taken = self.take(next(self.reads([path], pseudonyms)), pseudonyms)
        if taken.faults:
            raise taken.faults[0]
        return taken.new

    def reads(self, paths: Sequence[Path], pseudonyms: Pseudonymising | None = None) -> Generator[Read, None, None]:
        """Each file as read; without pseudonyms another thread may wait for the next one."""
        from okqual.study.loading import Choices, reads_of

        return reads_of(self.study, paths, Choices(pseudonyms=pseudonyms))

    def take(self, read: Read, pseudonyms: Pseudonymising | None = None) -> Taken:
        """Write what was read of one file."""
        from okqual.study.loading import Choices, Outcome, take

        outcome = Outcome()
        take(self.study, read, Choices(pseudonyms=pseudonyms), outcome)
        return Taken(sum(loaded.new for loaded in outcome.loaded), tuple(outcome.faults))

    def write_matrix(self) -> Path:
        """The framework matrix with quotes as a Word file among the study's exports."""
        from okqual.study.opening import open_study
        from okqual.study.reporting import write_matrix

        # A connection of its own: this runs beside the screens.
        study = open_study(self.folder, self.coder, untouched=self.read_only)
        try:
            return write_matrix(study, self._free(message("tui.export.matrix"), ".docx"))
        finally:
            study.close()

    def write_summary(self) -> Path:
        """The chapters of all criteria as a Word file among the study's exports."""
        from okqual.study.chapters_file import write_summary
        from okqual.study.opening import open_study

        study = open_study(self.folder, self.coder, untouched=self.read_only)
        try:
            return write_summary(study, self._free(message("tui.export.summary"), ".docx"), ())
        finally:
            study.close()

    def close(self) -> None:
        """Close the study."""
        if not self.read_only:
            from okqual.study.presence import sign_out

            sign_out(self.study)
        self.study.close()

    def _free(self, name: str, suffix: str) -> Path:
        """A file name among the exports that no file has: an older export may be open in Word."""
        from okqual.study.opening import exports_folder

        folder = exports_folder(self.folder, self.read_only)
        tries = (folder / f"{name}{'' if number == 1 else f'-{number}'}{suffix}" for number in range(1, 10000))
        return next(path for path in tries if not path.exists())


def open_desk(folder: Path, coder: str | None, read_only: bool) -> StudyDesk:
    """Open the study in a folder. Raises OkqualError when there is none or it cannot be opened."""
    from okqual.store.watching import wait_at_most
    from okqual.study.opening import find_study, open_study
    from okqual.study.presence import sign_in

    study = open_study(find_study(folder), coder, untouched=read_only)
    wait_at_most(study.db, PATIENCE_MS)
    if not read_only:
        try:
            sign_in(study)
        except OkqualError:
            study.close()
            raise
    return StudyDesk(study)
