"""Writes plain values as YAML that people read and edit: keys in order, short lists on one line."""

from __future__ import annotations

from typing import Any

import yaml


class OneLine(list[Any]):
    """A list that is written on one line: ``[6, 7, 8]``."""


class _Writer(yaml.SafeDumper):
    """PyYAML's dumper without aliases and with list items indented under their key."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _one_line(writer: yaml.SafeDumper, items: OneLine) -> yaml.Node:
    return writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Writer.add_representer(OneLine, _one_line)


def yaml_text(value: dict[str, Any]) -> str:
    """The value as YAML in UTF-8 text with ``\\n`` line ends; the same value makes the same text."""
    return yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False)


def numbers(texts: list[str]) -> OneLine:
    """Question numbers as YAML writes numbers, without quotation marks, where they are numbers."""
    return OneLine(number(text) for text in texts)


def number(text: str) -> int | str:
    """A question number as an int where writing it back gives the same text."""
    return int(text) if text.isdecimal() and str(int(text)) == text else text
