"""``okqual restore``: a backup put back; what stood there is kept."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import here, refuse_read_only
from okqual.cli.moments import moment
from okqual.cli.printing import progress, progress_done, tell
from okqual.cli.words import argument, named
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.text.shown import visible_line


@named("restore")
@argument("backup", "maybe_backup", required=False)
def command(backup: str | None) -> None:
    from okqual.study.backups import restore

    folder = _folder()
    refuse_read_only(folder)
    done = restore(folder, Path(backup) if backup else None, progress, here().coder)
    progress_done()
    tell(message("cli.restore.done", when=moment(done.at), file=visible_line(str(done.backup))))
    for case in done.erased:
        tell(message("cli.restore.erased", case=visible_line(case)))
    if done.kept is not None:
        tell(message("cli.restore.kept", file=visible_line(str(done.kept))))


def _folder() -> Path:
    """The study's folder; one whose database is gone altogether is told by its backups."""
    place = here()
    try:
        return place.folder
    except OkqualError:
        from okqual.study.backups import backups

        folder = Path(place.study or Path.cwd()).expanduser()
        if backups(folder):
            return folder
        raise
