"""Find, make, open and close a study; who is coding; what is in force."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.errors import OkqualError
from okqual.store import queries
from okqual.store.database import create_database, open_database
from okqual.store.journal import now_ms

if TYPE_CHECKING:
    from okqual.store.database import Database

DATABASE = "okqual.db"
SETTINGS = "okqual.toml"
FOLDERS = ("guides", "codes", "transcripts", "exports")
CODER = re.compile(r"[\w.-]{1,40}")

Progress = Callable[[int, int, str], bool]
"""(number, of, what is being done) → False to stop."""


@dataclass(slots=True)
class Study:
    """A study that is open for one coder. It holds no verbs: those are the functions of this package."""

    folder: Path
    db: Database
    coder: str
    read_only: bool = False
    clock: Callable[[], int] = now_ms
    origin: str = ""
    """This working copy's name in the journal; empty until the first write."""
    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """Guide and codebook by their digests, so that they are parsed once."""

    @property
    def name(self) -> str:
        """The study's name."""
        return setting(self, "name")

    def close(self) -> None:
        """Close the database."""
        self.db.close()


def setting(study: Study, name: str) -> str:
    """A setting of the study; empty when it was never set."""
    return queries.setting(study.db, name)


def find_study(start: Path) -> Path:
    """The folder of the study that ``start`` is or lies in. Raises OkqualError when there is none."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / DATABASE).is_file():
            return folder
    raise OkqualError("errors.no_study", {"folder": str(start)}, "errors.no_study.try")


def open_study(folder: Path, coder: str | None = None, read_only: bool = False) -> Study:
    """Open the study in ``folder``; a read-only one refuses every change with a sentence."""
    db = open_database(folder / DATABASE, read_only=read_only)
    return Study(folder, db, who(coder), read_only)


def who(coder: str | None = None) -> str:
    """The coder: as given, ``OKQUAL_CODER``, the user's own settings, or the login name.

    Raises OkqualError for a name with other signs than letters, digits, ".", "-" and "_".
    """
    name = coder or os.environ.get("OKQUAL_CODER") or user_settings().get("coder") or _login()
    if not CODER.fullmatch(str(name)):
        raise OkqualError("errors.coder_name", {"coder": name}, "errors.coder_name.try")
    return str(name)


def user_settings() -> dict[str, Any]:
    """The user's own settings (coder, language, theme, keys); empty when there is no readable file."""
    return _toml(user_folder("config") / "config.toml")


def study_settings(folder: Path) -> dict[str, Any]:
    """How this copy of the study looks (language, theme, keys, template)."""
    return _toml(folder / SETTINGS)


def user_folder(kind: str) -> Path:
    """The user's ``config`` or ``state`` folder for okqual; ``OKQUAL_CONFIG_DIR``/``OKQUAL_STATE_DIR`` move it."""
    moved = os.environ.get(f"OKQUAL_{kind.upper()}_DIR")
    if moved:
        return Path(moved)
    import platformdirs

    find = platformdirs.user_config_path if kind == "config" else platformdirs.user_state_path
    return find("okqual", appauthor=False)


def create_study(
    folder: Path,
    guides: Sequence[Path] = (),
    codebooks: Sequence[Path] = (),
    name: str = "",
    coder: str | None = None,
    example: bool = False,
    progress: Progress | None = None,
) -> Study:
    """Make a new study in ``folder``: its folders, copies of guide and codebook, and the journal.

    Without ``guides`` or ``codebooks`` those in the folder are taken, else the shipped ones. With
    ``example`` the shipped notes and their codings come too. The database appears under its final
    name only when all of this has succeeded.
    """
    from okqual.study import founding

    coder_name = who(coder)
    if (folder / DATABASE).exists():
        raise OkqualError("errors.study_exists", {"file": str(folder / DATABASE)}, "errors.study_exists.try")
    founding.check(guides, codebooks)
    _make_folders(folder)
    part = folder / f"{DATABASE}.part"
    _remove(part)
    study = Study(folder, create_database(part), coder_name)
    try:
        founding.found(study, guides, codebooks, name, example, progress)
        study.close()
    except BaseException:
        study.close()
        _remove(part)
        raise
    part.replace(folder / DATABASE)
    return open_study(folder, coder_name)


def shipped(kind: str) -> Path:
    """The folder of shipped ``guides``, ``codes`` or ``transcripts``: in the package, or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "shipped" / kind
    return inside if inside.is_dir() else package.parent / kind


def _make_folders(folder: Path) -> None:
    try:
        for part in FOLDERS:
            (folder / part).mkdir(parents=True, exist_ok=True)
        settings = folder / SETTINGS
        if not settings.exists():
            settings.write_text('language = "sv"\n', encoding="utf-8")
    except OSError as error:
        raise OkqualError("errors.cannot_write", {"file": str(folder)}, "errors.cannot_write.try") from error


def copy_in(source: Path, folder: Path) -> Path:
    """Copy a file into a folder of the study unless it lies there; where it is then."""
    target = folder / source.name
    if not target.exists():
        shutil.copyfile(source, target)
    return target


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def _login() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return re.sub(r"[^\w.-]+", "-", name).strip("-") or "anonym"
