"""``okqual backup``: the study copied whole while others code, and the backups that there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okqual.cli.here import here, refuse_read_only
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, progress, progress_done, show, table, tell
from okqual.cli.words import named, option
from okqual.messages import message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.study.backups import Backup


@named("backup")
@option("-o", "--output", value="backup_file")
@option("--list", "listed", is_flag=True)
@option("--json", "as_json", is_flag=True)
def command(output: str | None, listed: bool, as_json: bool) -> None:
    from okqual.study.backups import Reason, back_up, backups

    folder = here().folder
    if not listed:
        refuse_read_only(folder)
        path = back_up(folder, Reason.ASKED, Path(output) if output else None, progress)
        progress_done()
        tell(message("cli.backup.done", file=visible_line(str(path))))
    elif as_json:
        emit_json([_plain(each) for each in backups(folder)])
    else:
        heads = [message(f"cli.column.{name}") for name in ("at", "backup_reason", "megabytes", "file")]
        show(table(heads, [_row(each) for each in backups(folder)], numbers={2}))


def _row(backup: Backup) -> list[object]:
    why = message(f"cli.backup.why.{backup.reason}")
    return [moment(backup.at), why, f"{backup.size / 1e6:.1f}", backup.path.name]


def _plain(backup: Backup) -> dict[str, object]:
    return {"at": backup.at, "reason": str(backup.reason), "size": backup.size, "file": str(backup.path)}
