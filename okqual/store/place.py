"""Where a study lies: on a network share SQLite works in another way, and a synced folder is no place for one."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

SHARES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.davfs2", "9p"}
)
"""Kinds of file systems that lie on another computer."""
CLOUDS = {
    "onedrive": "OneDrive", "sharepoint": "SharePoint", "dropbox": "Dropbox", "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud", "mobile documents": "iCloud", "google drive": "Google Drive",
    "googledrive": "Google Drive", "nextcloud": "Nextcloud", "owncloud": "ownCloud", "box sync": "Box",
    "syncthing": "Syncthing", "pcloud": "pCloud",
}  # fmt: skip
"""What the names of synced folders hold, folded → who syncs them."""
REMOTE_DRIVE = 4
"""As Windows calls it."""


def cloud_of(folder: Path) -> str:
    """Who looks like syncing a folder (OneDrive, Dropbox …); empty for nobody."""
    parts = [part.casefold() for part in folder.resolve().parts]
    for sign, name in CLOUDS.items():
        if any(sign in part for part in parts):
            return name
    kept = {os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")} - {""}
    return "OneDrive" if any(folder.resolve().is_relative_to(Path(root).resolve()) for root in kept) else ""


def on_share(path: Path) -> bool:
    """Whether a file or folder lies on a network share, as far as the system tells."""
    here = path.resolve()
    if sys.platform == "win32":
        return _on_windows_share(here)
    mounts = _mounts()
    return next((kind in SHARES for place, kind in mounts if here.is_relative_to(place)), False)


@lru_cache(maxsize=1)
def _mounts() -> tuple[tuple[str, str], ...]:
    """(place, kind) of what is mounted, the deepest first."""
    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
            found = [(line.partition(" on ")[2].rpartition(" (")[0], line.rpartition(" (")[2].partition(",")[0])
                     for line in told.splitlines()]  # fmt: skip
        else:
            lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
            found = [(words[1].replace("\\040", " "), words[2]) for words in (line.split() for line in lines)]
    except (OSError, IndexError, subprocess.SubprocessError):
        return ()
    return tuple(sorted(found, key=lambda one: len(one[0]), reverse=True))


def _on_windows_share(here: Path) -> bool:
    if here.drive.startswith("\\\\"):
        return True
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{here.drive}\\")  # type: ignore[attr-defined,unused-ignore]
    return bool(kind == REMOTE_DRIVE)
