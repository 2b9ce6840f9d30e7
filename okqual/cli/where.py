"""Attributes with values as typed: ``--where län=Norrbotten``, ``cases set A-1 län=Skåne``."""

from __future__ import annotations

import unicodedata

import click

from okqual.messages import message


def conditions(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Attribute → value. A condition without "=" is a usage error, and so is one attribute twice."""
    return _pairs(given, empty=False)


def assignments(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Attribute → value, "" where nothing follows the "=": the attribute is taken away."""
    return _pairs(given, empty=True)


def _pairs(given: tuple[str, ...], empty: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for condition in given:
        name, equals, value = (part.strip() for part in unicodedata.normalize("NFC", condition).partition("="))
        if not (name and equals and (value or empty)):
            raise click.BadParameter(message("cli.where.no_equals", condition=condition))
        if name in found:
            raise click.BadParameter(message("cli.where.twice", name=name))
        found[name] = value
    return found
