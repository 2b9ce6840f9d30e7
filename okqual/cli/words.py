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


class _Worded:
    """A parameter's help and the name of its value, by key."""

    key = ""
    _metavar: str | None = None

    @property
    def help(self) -> str | None:
        return message(self.key) if self.key else None

    @help.setter
    def help(self, text: str | None) -> None:
        """Texts are keys here; what click hands over is none."""

    @property
    def metavar(self) -> str | None:
        return message(f"cli.metavar.{self._metavar}") if self._metavar else None

    @metavar.setter
    def metavar(self, name: str | None) -> None:
        self._metavar = name


class Option(_Worded, click.Option):  # type: ignore[misc]
    """A flag."""


class Argument(_Worded, click.Argument):  # type: ignore[misc]
    """An argument; its name in the usage line says enough, so it has no help of its own."""


class _Speaking:
    """What commands and groups have in common."""

    key: str

    @property
    def help(self) -> str | None:
        return message(f"cli.{self.key}.help")

    @help.setter
    def help(self, text: str | None) -> None:
        """Texts are keys here; what click hands over is the docstring of the callback."""

    @property
    def short_help(self) -> str | None:
        return message(f"cli.{self.key}.short")

    @short_help.setter
    def short_help(self, text: str | None) -> None:
        """As for ``help``."""

    @property
    def options_metavar(self) -> str | None:
        return message("cli.metavar.flags")

    @options_metavar.setter
    def options_metavar(self, name: str | None) -> None:
        """As for ``help``."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = message("cli.flag.help")
        return option


class Command(_Speaking, click.Command):  # type: ignore[misc]
    """A command. The global flags may stand after it as well as before."""

    def __init__(self, name: str, key: str, **attributes: Any) -> None:
        self.key = key
        super().__init__(name, **attributes)
        _give_keys(self.params, key)
        taken = {param.name for param in self.params}
        self.params.extend(flag for flag in everywhere(hidden=True) if flag.name not in taken)


class Group(_Speaking, click.Group):  # type: ignore[misc]
    """A command with commands of its own ("codings import")."""

    def __init__(self, name: str, key: str, **attributes: Any) -> None:
        self.key = key
        super().__init__(name, **attributes)
        _give_keys(self.params, key)

    @property
    def subcommand_metavar(self) -> str:
        return message("cli.metavar.command")

    @subcommand_metavar.setter
    def subcommand_metavar(self, name: str) -> None:
        """As for ``help``."""

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


def option(*names: str, value: str | None = None, **attributes: Any) -> Callable[[Any], Any]:
    """A flag; ``value`` names what it takes (a key under ``cli.metavar``)."""
    return click.option(*names, cls=Option, metavar=value, **attributes)


def argument(name: str, value: str, **attributes: Any) -> Callable[[Any], Any]:
    """An argument that is called ``value`` on screen (a key under ``cli.metavar``)."""
    return click.argument(name, cls=Argument, metavar=value, **attributes)


def everywhere(hidden: bool = False) -> list[Option]:
    """The global flags, anew. Each writes what it was given into the :class:`Here` of the call."""
    flags = [
        Option(["--study"], metavar="folder", hidden=hidden, expose_value=False, callback=_keep),
        Option(["--coder"], metavar="coder", hidden=hidden, expose_value=False, callback=_keep),
        Option(["--lang"], type=click.Choice(LANGUAGES), hidden=hidden, expose_value=False, callback=_keep),
    ]
    _give_keys(flags, "flag")
    return flags


def _keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    here = ctx.ensure_object(Here)
    if value is not None and param.name is not None:
        setattr(here, param.name, value)


def _give_keys(params: list[Any], key: str) -> None:
    for param in params:
        if isinstance(param, Option) and not param.key:
            param.key = f"cli.{key}.{param.opts[-1].lstrip('-').replace('-', '_')}"
