"""YAML as it stands in a file: text only, with the line of every key, and all faults at once.

Scalars are read as text and made true/false only where the schema says so, so that "nej", "no"
and dates stay what a person wrote. Aliases are refused: they can make a small file endless.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from okqual.errors import OkqualError

Place = tuple[str | int, ...]
"""The way to a value: keys and places in lists, from the top."""
SCHEMAS = Path(__file__).parent / "schemas"
TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML text as dicts, lists, text and bools, with the line of each place in it."""

    name: str
    value: Any
    lines: dict[Place, int]
    faults: list[OkqualError] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """Line (from 1) of the key or item at ``place``, or of what is nearest above it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def add_fault(self, key: str, place: Place, try_this: str | None = None, **values: object) -> None:
        """Note a fault at ``place``; file, line and field (the key's name) are filled in."""
        named = next((str(step) for step in reversed(place) if isinstance(step, str)), "")
        filled = {"file": self.name, "line": self.line_of(place), "field": named, **values}
        self.faults.append(OkqualError(key, filled, try_this))

    def sorted_faults(self) -> list[OkqualError]:
        """The faults in the order of the file."""
        return sorted(self.faults, key=lambda fault: int(str(fault.values["line"])))


def schema_named(name: str) -> dict[str, Any]:
    """A shipped JSON Schema, by the first part of its file name."""
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def read_text(path: Path) -> str:
    """A file's text, UTF-8 with or without a byte order mark.

    Raises OkqualError when the file is not there, cannot be read or has another encoding.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as missing:
        raise OkqualError("errors.yaml_file_missing", {"file": path}, "errors.yaml_file_missing.try") from missing
    except OSError as fault:
        raise OkqualError("errors.yaml_file_closed", {"file": path}, "errors.yaml_file_closed.try") from fault
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        values = {"file": path.name, "line": line}
        raise OkqualError("errors.yaml_encoding", values, "errors.yaml_encoding.try") from fault


def parse_yaml(text: str, name: str, schema: dict[str, Any]) -> YamlFile:
    """The YAML text as values with their lines; duplicate keys and the like are among its faults.

    Raises OkqualError where it is not YAML at all. Keys without a value are left out.
    """
    root = _composed(text, name)
    file = YamlFile(name, None, {})
    reader = _NodeReader(file, schema)
    value = reader.read(root, (), schema)
    return YamlFile(name, value, file.lines, file.faults)


class _TextLoader(yaml.BaseLoader):
    """PyYAML's loader that resolves nothing, without aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise _Alias(None, None, "alias", event.start_mark)
        return super().compose_node(parent, index)


class _Alias(yaml.MarkedYAMLError):
    """An alias where none is allowed."""


def _composed(text: str, name: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as fault:
        raise _syntax_error(fault, text, name) from fault
    except RecursionError as fault:
        raise OkqualError("errors.yaml_too_deep", {"file": name}, "errors.yaml_too_deep.try") from fault
    if root is None:
        raise OkqualError("errors.yaml_empty", {"file": name}, "errors.yaml_empty.try")
    return root


def _syntax_error(fault: yaml.YAMLError, text: str, name: str) -> OkqualError:
    if isinstance(fault, yaml.reader.ReaderError):
        line = text[: fault.position].count("\n") + 1
        return OkqualError("errors.yaml_control_character", {"file": name, "line": line})
    mark = getattr(fault, "problem_mark", None)
    number = mark.line if mark else 0
    lines = text.split("\n")
    here = lines[number] if number < len(lines) else ""
    values = {"file": name, "line": number + 1}
    if isinstance(fault, _Alias):
        return OkqualError("errors.yaml_alias", values, "errors.yaml_alias.try")
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return OkqualError("errors.yaml_tab", values, "errors.yaml_tab.try")
    if isinstance(fault, yaml.composer.ComposerError):
        return OkqualError("errors.yaml_several_documents", values, "errors.yaml_several_documents.try")
    return OkqualError("errors.yaml_syntax", values, "errors.yaml_syntax.try")


class _NodeReader:
    """Turns nodes into values while it keeps their lines and faults."""

    def __init__(self, file: YamlFile, schema: dict[str, Any]) -> None:
        self.file = file
        self.schema = schema

    def read(self, node: yaml.Node, place: Place, form: dict[str, Any]) -> Any:
        self.file.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, form)
        if isinstance(node, yaml.SequenceNode):
            items = self._form(form.get("items", {}))
            return [self.read(item, (*place, i), items) for i, item in enumerate(node.value)]
        return self._scalar(node, place, form)

    def _mapping(self, node: yaml.MappingNode, place: Place, form: dict[str, Any]) -> dict[str, Any]:
        value: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, item in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.file.add_fault("errors.yaml_key_not_text", place, line=line)
                continue
            key = _clean(key_node.value)
            if key in lines:
                self.file.add_fault("errors.yaml_duplicate_key", (*place, key), line=line, first=lines[key])
                continue
            lines[key] = line
            self.file.lines[(*place, key)] = line
            if not _is_null(item):
                value[key] = self.read(item, (*place, key), self._property(form, key))
        return value

    def _scalar(self, node: yaml.Node, place: Place, form: dict[str, Any]) -> str | bool:
        text = _clean(node.value)
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
            self.file.add_fault("errors.yaml_control_character", place)
            text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs"))
        if form.get("type") == "boolean":
            return TRUTH.get(text.lower(), text)
        return text

    def _property(self, form: dict[str, Any], key: str) -> dict[str, Any]:
        named = form.get("properties", {}).get(key)
        rest = form.get("additionalProperties")
        return self._form(named or (rest if isinstance(rest, dict) else {}))

    def _form(self, form: dict[str, Any]) -> dict[str, Any]:
        name = form.get("$ref", "").rpartition("/")[2]
        return self.schema["$defs"][name] if name else form


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", "null")


def entries(value: Any, key: str, needed: str) -> list[tuple[Place, dict[str, Any]]]:
    """The mappings of the list under ``key`` that have text under ``needed``, with their places.

    Our own checks run on faulty files too, so that all faults are told at once: what does not have
    the right form is passed over here, since the schema has said so already.
    """
    items = value.get(key) if isinstance(value, dict) else None
    return [
        ((key, i), item)
        for i, item in enumerate(items if isinstance(items, list) else [])
        if isinstance(item, dict) and isinstance(item.get(needed), str)
    ]


def check_unique(file: YamlFile, parts: tuple[str, ...], key: str, fault: str) -> None:
    """Add a fault for every entry of the parts whose text under ``key`` an earlier entry has."""
    first: dict[str, int] = {}
    for place, entry in (found for part in parts for found in entries(file.value, part, key)):
        if entry[key] in first:
            file.add_fault(fault, (*place, key), id=entry[key], first=first[entry[key]])
        else:
            first[entry[key]] = file.line_of(place)
