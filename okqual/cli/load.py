"""``okqual load``: notes in, with a table of what was found in each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from okqual.cli.here import opened
from okqual.cli.paths import expanded
from okqual.cli.printing import emit_json, progress, progress_done
from okqual.cli.words import argument, named, option
from okqual.errors import Faults, OkqualError

if TYPE_CHECKING:
    from pathlib import Path

    from okqual.study.loading import Outcome


@named("load")
@argument("files", "files", nargs=-1, required=True)
@option("--as", "as_case", value="case")
@option("--add", is_flag=True)
@option("--new-version", is_flag=True)
@option("--returned", is_flag=True)
@option("--changes", type=click.Choice(("accepted", "original")), default="accepted")
@option("--comments", type=click.Choice(("memos", "codings", "none")), default="memos")
@option("--pseudonymise", is_flag=True)
@option("--names", value="names")
@option("--key", value="key")
@option("--yes", is_flag=True)
@option("--dry-run", is_flag=True)
@option("--review", is_flag=True)
@option("--encoding", value="encoding")
@option("--json", "as_json", is_flag=True)
def command(files: tuple[str, ...], dry_run: bool, review: bool, as_json: bool, **choices: Any) -> None:
    from okqual.cli import load_report
    from okqual.ingest.documents import SUFFIXES

    paths, faults = _expanded(files, sorted({*SUFFIXES, ".xlsx"}))
    outcome = _loaded(paths, dry_run, choices)
    if as_json:
        emit_json([load_report.plain(one) for one in outcome.loaded])
    elif outcome.loaded:
        load_report.show_loaded(outcome.loaded, review, dry_run, choices["comments"])
    _tell_faults([*faults, *outcome.faults], len(paths) + len(faults))


def _expanded(names: tuple[str, ...], suffixes: list[str]) -> tuple[list[Path], list[OkqualError]]:
    """The files of all names, and what is wrong with names that stand for none."""
    paths: dict[Path, None] = {}
    faults = []
    for name in names:
        try:
            paths.update(dict.fromkeys(expanded([name], suffixes)))
        except OkqualError as error:
            faults.append(error)
    return list(paths), faults


def _loaded(paths: list[Path], dry_run: bool, choices: dict[str, Any]) -> Outcome:
    from okqual.cli.pseudonyms import check_flags, looked_through
    from okqual.study.comments import Comments
    from okqual.study.loading import Choices, load_all

    names, key, yes, hidden = (choices.pop(name) for name in ("names", "key", "yes", "pseudonymise"))
    check_flags(hidden, names, key)
    chosen = Choices(**{**choices, "comments": Comments(choices["comments"])})
    faults: list[OkqualError] = []
    with opened(writes=not dry_run) as study:
        if hidden:
            looked = looked_through(study, paths, names, key, choices, asks=not (yes or dry_run))
            paths, faults, chosen = looked.readable, looked.faults, replace(chosen, pseudonyms=looked.how)
        try:
            outcome = load_all(study, paths, chosen, progress, dry_run)
        finally:
            progress_done()
    outcome.faults[:0] = faults
    return outcome


def _tell_faults(faults: list[OkqualError], of: int) -> None:
    """One fault is the command's error; of several files each that failed has a line."""
    if faults:
        raise faults[0] if of == 1 else Faults("errors.not_loaded", faults, {"of": of})
