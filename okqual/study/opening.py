"""Find, open and close a study; who is coding; the settings of user and study."""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.errors import OkqualError
from okqual.store import queries
from okqual.store.database import open_database
from okqual.store.journal import now_ms
from okqual.store.seeing import see_as
from okqual.store.untouched import Stamp, open_untouched, stamp

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
    untouched: bool = False
    """Read so that no byte in its folder changes, as an auditor does."""
    lay: Stamp = ()
    """How the files of an untouched study lay on the disk when it was opened."""
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


def open_study(folder: Path, coder: str | None = None, read_only: bool = False, untouched: bool = False) -> Study:
    """Open the study in ``folder``; a read-only one refuses every change with a sentence.

    ``untouched`` is for reading too, and leaves every byte in the folder as it was. Raises OkqualError when it
    cannot be opened; of a damaged one it says from when the last good backup is.
    """
    path = folder / DATABASE
    if untouched:
        lay = stamp(path)
        return Study(folder, open_untouched(path, who(coder)), who(coder), True, True, lay)
    with offering_last_good(folder):
        db = open_database(path, read_only=read_only)
    name = who(coder)
    see_as(db, name)
    return Study(folder, db, name, read_only)


def open_anew(study: Study) -> None:
    """Read an untouched study as it is now; what was read of it before may be older."""
    path = study.folder / DATABASE
    lay, db = stamp(path), open_untouched(path, study.coder)
    study.db.close()
    study.db, study.lay = db, lay


def exports_folder(study_folder: Path, read_only: bool) -> Path:
    """Where files go unless another place is named: never into a study that is left as it is."""
    if not read_only:
        return study_folder / "exports"
    here = Path.cwd()
    return Path.home() if here.is_relative_to(study_folder.resolve()) else here


@contextlib.contextmanager
def offering_last_good(folder: Path) -> Iterator[None]:
    """Let the error of a damaged study say from when its last good backup is.

    What cannot be understood in a study that does not verify is damage too: bits that turned in a text or a number.
    """
    try:
        yield
    except OkqualError as error:
        from okqual.study.backups import with_last_good

        raise with_last_good(folder, error) from error
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        from okqual.study.backups import damage_in, with_last_good

        damage = damage_in(folder)
        if damage is None:
            raise
        raise with_last_good(folder, damage) from error


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


def shipped(kind: str) -> Path:
    """The folder of shipped ``guides``, ``codes`` or ``transcripts``: in the package, or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "shipped" / kind
    return inside if inside.is_dir() else package.parent / kind


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
