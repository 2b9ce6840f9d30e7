"""Where a command works: which study, as whom, in which language."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okqual.errors import OkqualError
from okqual.messages import LANGUAGES

if TYPE_CHECKING:
    from okqual.study.opening import Study


@dataclass
class Here:
    """What the global flags say."""

    study: str | None = None
    coder: str | None = None
    lang: str | None = None
    read_only: bool | None = None

    @property
    def folder(self) -> Path:
        """The study's folder: the one given and no other, else found upwards. Raises OkqualError without one."""
        from okqual.study.opening import DATABASE, find_study

        if self.study is None:
            return find_study(Path.cwd())
        folder = Path(self.study).expanduser()
        if not (folder / DATABASE).is_file():
            raise OkqualError("errors.no_study_there", {"folder": self.study}, "errors.no_study.try")
        return folder


def here() -> Here:
    """What the global flags of the running command say."""
    return click.get_current_context().ensure_object(Here)


def refuse_read_only(folder: Path) -> None:
    """Raises OkqualError where ``--read-only`` stands with what would write in the study's folder."""
    if here().read_only:
        raise OkqualError("errors.open_read_only", {"file": str(folder)}, "errors.open_read_only.try")


@contextlib.contextmanager
def opened(*, writes: bool = False, exports: bool = False) -> Iterator[Study]:
    """The study here, closed afterwards. A command that only reads needs no right to write to it.

    An export is journaled, but where the study cannot be changed it is made all the same. With
    ``--read-only`` no byte of the study changes, and a command that would write is refused.
    """
    from okqual.store.database import database_errors
    from okqual.study.opening import DATABASE, offering_last_good
    from okqual.study.presence import sign_in, sign_out

    place = here()
    folder = place.folder
    if place.read_only:
        with _untouched(folder, place.coder) as study:
            yield study
        return
    with offering_last_good(folder), database_errors(folder / DATABASE):
        study = _open(folder, place.coder, writes, exports)
        try:
            if writes:
                sign_in(study)
            yield study
        finally:
            if writes:
                sign_out(study)
            study.close()


@contextlib.contextmanager
def _untouched(folder: Path, coder: str | None) -> Iterator[Study]:
    from okqual.store.database import database_errors
    from okqual.store.untouched import is_written_to, stamp
    from okqual.study.opening import DATABASE, open_study

    path = folder / DATABASE
    before = None if is_written_to(path) else stamp(path)
    try:
        with database_errors(path), contextlib.closing(open_study(folder, coder, untouched=True)) as study:
            yield study
    finally:
        if before is not None and stamp(path) != before:
            raise OkqualError("errors.changed_while_read", {"file": str(path)}, "errors.changed_while_read.try")


def _open(folder: Path, coder: str | None, writes: bool, exports: bool) -> Study:
    from okqual.study.opening import open_study

    read_only = not (writes or exports)
    try:
        return open_study(folder, coder, read_only=read_only)
    except OkqualError as error:
        otherwise = "errors.study_read_only" if exports else "errors.older_study_read_only" if read_only else ""
        if error.key != otherwise:
            raise
        return open_study(folder, coder, read_only=exports)


def language_of(args: Sequence[str]) -> str:
    """The language to speak: ``--lang``, ``OKQUAL_LANG``, the user's settings, the study's, else Swedish.

    Read before click parses, since ``--help`` may stand before ``--lang``.
    """
    from okqual.study.opening import study_settings, user_settings

    for wanted in (_flag(args, "--lang"), os.environ.get("OKQUAL_LANG"), user_settings().get("language")):
        if wanted in LANGUAGES:
            return str(wanted)
    with contextlib.suppress(OkqualError, OSError):
        wanted = study_settings(Here(_flag(args, "--study")).folder).get("language")
        if wanted in LANGUAGES:
            return str(wanted)
    return "sv"


def _flag(args: Sequence[str], name: str) -> str | None:
    for i, arg in enumerate(args):
        if arg == "--":
            break
        if arg.startswith(f"{name}="):
            return arg.partition("=")[2]
        if arg == name and i + 1 < len(args):
            return args[i + 1]
    return None
