"""The preview of a load with pseudonyms, and the question before anything is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okqual.cli.printing import table, tell
from okqual.errors import OkqualError
from okqual.messages import counted, message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.study.pseudonymising import Found, LookedThrough


def check_flags(hidden: bool, names: str | None, key: str | None) -> None:
    """Raises UsageError for a list or a key without the flag that they belong to: the names would be stored."""
    if not hidden and (names is not None or key is not None):
        raise click.UsageError(message("cli.pseudonyms.flags"), click.get_current_context())


def looked_through(
    study: Study,
    paths: Sequence[Path],
    names: str | None,
    key: str | None,
    reading: dict[str, str | None],
    asks: bool,
) -> LookedThrough:
    """The pseudonyms to load with, the files that can be read, and why the others cannot be.

    Shows on stderr what would be replaced. With ``asks`` a person must say yes to it. Raises OkqualError when
    nobody did.
    """
    from okqual.study.pseudonymising import look_through, lying_in_study, pseudonymising

    how = pseudonymising(study, _path(names), _path(key))
    looked = look_through(how, paths, reading.get("encoding"), reading.get("changes") or "accepted")
    _show(looked.found, len(how.names))
    for path in lying_in_study(study, list(paths)):
        tell(message("cli.pseudonyms.lies_in_study", file=visible_line(str(path))))
    tell(message("cli.pseudonyms.key", file=visible_line(str(how.key.path))))
    if asks and looked.readable and not _says_yes():
        raise OkqualError("errors.pseudonyms_not_confirmed", {}, "errors.pseudonyms_not_confirmed.try")
    return looked


def _show(found: Iterable[Found], names: int) -> None:
    rows = [
        [one.file.name, one.occurrence.place or "–", message(f"terms.identifying.{one.occurrence.hit.kind}"),
         one.occurrence.words, one.pseudonym, "[…]".join(one.occurrence.context)]
        for one in found
    ]  # fmt: skip
    if rows:
        columns = ("file", "place", "identifying", "words", "pseudonym", "context")
        tell(table([message(f"cli.column.{name}") for name in columns], rows))
    tell(counted("cli.pseudonyms.found", len(rows)) if rows else message("cli.pseudonyms.none"))
    if not names:
        tell(message("cli.pseudonyms.no_list"))


def _says_yes() -> bool:
    """Whether a person at a terminal agrees; without a terminal nobody does."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    answer: str = click.prompt(message("cli.pseudonyms.question"), default="", show_default=False, err=True)
    return answer.strip().casefold() in message("cli.pseudonyms.yes").split()


def _path(name: str | None) -> Path | None:
    return Path(name).expanduser() if name is not None else None
