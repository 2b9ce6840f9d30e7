"""Commands and flags of click whose words come from the message catalogue.

They are looked up when they are shown, not when the module is imported: one process may speak both
languages. A command named ``key`` has its texts under ``cli.<key>.help`` and ``cli.<key>.<flag>``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from okqual.cli.here import Here
from okqual.messages import LANGUAGES, message


class _Looked:
    """An attribute of click that is looked up in the catalogue; what click itself assigns is no text."""

    def __init__(self, key: Callable[[Any], str]) -> None:
        self._key = key

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        key = self._key(owner)
        return message(key) if key else None

    def __set__(self, owner: Any, text: object) -> None:
        """Click hands over the docstring of the callback, or nothing."""


class _Worded:
    """What flags and arguments have in common."""

    key = ""
    """Of the help; empty for an argument, whose name in the usage line says enough."""
    value = ""
    """What it takes: a key under ``cli.metavar``."""
    help = _Looked(lambda param: param.key)
    metavar = _Looked(lambda param: param.value and f"cli.metavar.{param.value}")


class Option(_Worded, click.Option):
    """A flag."""

    def __init__(self, *names: Any, value: str = "", **attributes: Any) -> None:
        self.value = value
        super().__init__(*names, **attributes)


class Argument(_Worded, click.Argument):
    """An argument."""

    def __init__(self, *names: Any, value: str, **attributes: Any) -> None:
        self.value = value
        super().__init__(*names, **attributes)


class _Speaking:
    """What commands and groups have in common."""

    key: str
    help = _Looked(lambda command: f"cli.{command.key}.help")
    short_help = _Looked(lambda command: f"cli.{command.key}.short")
    options_metavar = _Looked(lambda command: "cli.metavar.flags")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = message("cli.flag.help")  # in the language of now; click keeps the option
        return option


class Command(_Speaking, click.Command):
    """A command. Like groups it takes the global flags too, so that they may stand anywhere."""

    def __init__(self, name: str, key: str, **attributes: Any) -> None:
        self.key = key
        super().__init__(name, **attributes)
        _complete(self.params, key)


class Group(_Speaking, click.Group):
    """A command with commands of its own ("codings import")."""

    subcommand_metavar = _Looked(lambda command: "cli.metavar.command")

    def __init__(self, name: str, key: str, **attributes: Any) -> None:
        self.key = key
        super().__init__(name, **attributes)
        _complete(self.params, key)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were made, which is the order of the work."""
        return list(self.commands)


def named(key: str, group: Group | None = None) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; ``key`` is its name as typed, its words joined by dots."""

    def made(callback: Callable[..., Any]) -> Command:
        params = list(reversed(getattr(callback, "__click_params__", [])))
        new = Command(key.rpartition(".")[2], key, callback=callback, params=params)
        if group is not None:
            group.add_command(new)
        return new

    return made


def option(*names: str, value: str = "", **attributes: Any) -> Callable[[Any], Any]:
    """A flag; ``value`` names what it takes (a key under ``cli.metavar``)."""
    return click.option(*names, cls=Option, value=value, **attributes)


def argument(name: str, value: str, **attributes: Any) -> Callable[[Any], Any]:
    """An argument that is called ``value`` on screen (a key under ``cli.metavar``)."""
    return click.argument(name, cls=Argument, value=value, **attributes)


def everywhere(hidden: bool = False) -> list[Option]:
    """The global flags, anew. Each writes what it was given into the :class:`Here` of the call."""
    flags = [
        Option(["--study"], value="folder", hidden=hidden, expose_value=False, callback=_keep),
        Option(["--coder"], value="coder", hidden=hidden, expose_value=False, callback=_keep),
        Option(["--lang"], type=click.Choice(LANGUAGES), hidden=hidden, expose_value=False, callback=_keep),
        Option(["--read-only"], is_flag=True, default=None, hidden=hidden, expose_value=False, callback=_keep),
    ]
    _give_keys(flags, "flag")
    return flags


def _complete(params: list[Any], key: str) -> None:
    """Name the texts of a command's own flags and add the global ones that it does not have."""
    _give_keys(params, key)
    taken = {param.name for param in params}
    params.extend(flag for flag in everywhere(hidden=True) if flag.name not in taken)


def _keep(ctx: click.Context, param: click.Parameter, value: str | bool | None) -> None:
    here = ctx.ensure_object(Here)
    if value and param.name is not None:
        setattr(here, param.name, value)


def _give_keys(params: list[Any], key: str) -> None:
    for param in params:
        if isinstance(param, Option) and not param.key:
            param.key = f"cli.{key}.{param.opts[-1].lstrip('-').replace('-', '_')}"
