"""Counts as they are typed: ``--count KOH-a=ja+delvis --group aktörstyp=kommun --unit case``."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import click

from okqual.cli.words import option
from okqual.messages import message
from okqual.model.finding import CountRef, Role

UNITS = click.Choice(["case", "participant", "organisation"])
ROLES = click.Choice([role.value for role in Role])


def count_flags(callback: Callable[..., Any]) -> Callable[..., Any]:
    """The flags that name counts, for a command that takes them."""
    for made in (
        option("--unit", type=UNITS, default="case"),
        option("--group", value="condition", default=""),
        option("--count", "counts", multiple=True, value="count"),
    ):
        callback = made(callback)
    return callback


def counts_given(counts: tuple[str, ...], group: str, unit: str) -> list[CountRef]:
    """The counts that the flags name. A group without "=" is a usage error."""
    by, equals, value = (part.strip() for part in unicodedata.normalize("NFC", group).partition("="))
    if group and not (by and equals and value):
        raise click.BadParameter(message("cli.where.no_equals", condition=group))
    found = []
    for typed in counts:
        code, _, values = typed.partition("=")
        wanted = tuple(each.strip() for each in values.split("+") if each.strip())
        found.append(CountRef(code.strip(), wanted, by, value, unit))
    return found
