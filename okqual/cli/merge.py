"""``okqual merge``: another working copy brought in, after a plan of what it brings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, progress, progress_done, show, tell
from okqual.cli.words import argument, named, option
from okqual.messages import message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.study.merging import Done, Plan


@named("merge")
@argument("other", "other_copy")
@option("--dry-run", is_flag=True)
@option("--as-fork", is_flag=True)
@option("--json", "as_json", is_flag=True)
def command(other: str, dry_run: bool, as_fork: bool, as_json: bool) -> None:
    from okqual.study.conflicts import conflicts
    from okqual.study.merging import merge, plan
    from okqual.study.merging_told import lines_of

    with opened(writes=True) as study:
        done = None if dry_run else merge(study, Path(other), as_fork, progress)
        made = done.plan if done else plan(study, Path(other), as_fork, progress)
        waiting = len(conflicts(study)) if done else made.conflicts
    progress_done()
    if as_json:
        emit_json(_plain(made, done, waiting))
        return
    for line in lines_of(made, waiting):
        show(line)
    tell(message("cli.merge.dry") if done is None else _said(done))


def _said(done: Done) -> str:
    if not done.merged.entries:
        return message("cli.merge.nothing")
    if done.backup is None:
        return message("cli.merge.done")
    return message("cli.merge.done_backed_up", file=visible_line(str(done.backup)))


def _plain(made: Plan, done: Done | None, waiting: int) -> dict[str, object]:
    brought = made.brought
    return {
        "file": str(made.file), "merged": done is not None, "entries": brought.entries, "codings": brought.codings,
        "theirs": {coder: dict(kinds) for coder, kinds in sorted(brought.theirs.items())}, "ours": brought.ours,
        "blind": sorted(brought.blind),
        "forked": list(brought.forked), "unknown_coders": list(made.unknown), "same_initials": list(made.twice),
        "conflicts": waiting, "backup": str(done.backup) if done and done.backup else None,
        "origins": list(asdict(done.merged)["origins"]) if done else [],
    }  # fmt: skip
