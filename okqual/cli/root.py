"""The command ``okqual`` itself: finds its commands by name when they are typed, and is where errors end.

Only the module of the command that runs is imported; the list of commands in the help comes from the
catalogue.
"""

from __future__ import annotations

import difflib
import errno
import importlib
import sys
from typing import Any

import click

from okqual import __version__
from okqual.cli.here import Here, language_of
from okqual.cli.printing import tell, tell_error
from okqual.cli.words import Group, Option, everywhere
from okqual.errors import FAILED, OkqualError
from okqual.messages import message, set_language
from okqual.messages.reasons import reason_of
from okqual.text.shown import visible_line

COMMANDS = (
    "open", "init", "status", "load", "orphans", "turns", "find", "memos", "decisions", "codings", "guide", "codes",
    "cases", "groups", "matrix", "finding", "quantifiers", "summary", "methods", "template", "disclosure",
    "prevalence", "coders", "assign", "agree", "adjudicate", "merge", "conflicts", "news", "pull",
    "trace", "review", "verify", "seal", "journal", "export", "import", "backup", "restore",
    "erase",
)  # fmt: skip
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class Root(Group):
    """The group of all commands."""

    def main(self, args: Any = None, *more: Any, **named: Any) -> Any:
        """Choose the language before anything is said; a shell that leaves patterns as they are is fine."""
        args = list(sys.argv[1:] if args is None else args)
        if args[:1] != ["--version"]:
            set_language(language_of(args))
        return super().main(args, *more, **named)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"okqual.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A mistyped name is answered with the nearest one; click knows only commands that are imported."""
        near = difflib.get_close_matches(args[0], COMMANDS, n=1)
        if near and args[0] not in COMMANDS:
            ctx.fail(message("cli.nearest_command", name=visible_line(args[0]), nearest=near[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(message("cli.commands")):
            formatter.write_dl([(name, message(f"cli.{name}.short")) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OkqualError as error:
            tell_error(error)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            tell(message("cli.interrupted"))
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly
            values: dict[str, object] = {
                "file": str(error.filename2 or error.filename or "–"),
                "reason": reason_of(error),
            }
            key = "errors.export_disk_full" if error.errno == errno.ENOSPC else "errors.system"
            tell_error(OkqualError(key, values, f"{key}.try"))
            ctx.exit(FAILED)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"okqual {__version__}")
        ctx.exit()


def _root() -> Root:
    version = Option(["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version)
    version.key = "cli.flag.version"
    return Root("okqual", "okqual", callback=_start, invoke_without_command=True, params=[*everywhere(), version])


@click.pass_context
def _start(ctx: click.Context) -> None:
    """``okqual`` alone opens the terminal interface."""
    ctx.ensure_object(Here)
    if ctx.invoked_subcommand is None:
        from okqual.cli.open import start

        start(read_only=False)


okqual = _root()
