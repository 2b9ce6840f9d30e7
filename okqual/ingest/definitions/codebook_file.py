"""Reads a codebook from its YAML file and says everything that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from okqual.errors import Faults
from okqual.ingest.definitions.schema_check import check_schema
from okqual.ingest.definitions.yaml_file import (
    Place,
    YamlFile,
    check_unique,
    entries,
    parse_yaml,
    read_text,
    schema_named,
)
from okqual.model.codebook import Codebook
from okqual.model.guide import Guide
from okqual.model.plain import from_plain

NAMED = ("criteria", "evaluation_questions", "codes")
"""Parts of a codebook whose ids share one name space."""


def load_codebook(path: Path, guide: Guide | None = None) -> Codebook:
    """The codebook in the file at ``path``; raises as :func:`parse_codebook` and ``read_text`` do."""
    return parse_codebook(read_text(path), path.name, guide)


def parse_codebook(text: str, name: str, guide: Guide | None = None) -> Codebook:
    """The codebook in a YAML text; with a ``guide``, its question numbers are checked too.

    Raises OkqualError where the text is not YAML, and Faults with every fault of a codebook that
    is: each with file, line and key.
    """
    schema = schema_named("codebook")
    file = parse_yaml(text, name, schema)
    check_schema(file, schema)
    check_unique(file, NAMED, "id", "errors.yaml_duplicate_id")
    check_unique(file, ("principles",), "id", "errors.yaml_duplicate_id")
    _check_references(file)
    _check_circles(file)
    _check_scales(file)
    if guide is not None:
        _check_questions(file, guide)
    if file.faults:
        raise Faults("errors.codebook_faulty", file.sorted_faults(), {"file": name})
    codebook = from_plain(_plain(file.value))
    assert isinstance(codebook, Codebook)
    return codebook


def _check_references(file: YamlFile) -> None:
    criteria = {entry["id"] for _, entry in entries(file.value, "criteria", "id")}
    codes = {entry["id"] for _, entry in entries(file.value, "codes", "id")}
    known = {entry["id"] for part in NAMED for _, entry in entries(file.value, part, "id")}
    for place, question in entries(file.value, "evaluation_questions", "criterion"):
        if question["criterion"] not in criteria:
            file.add_fault("errors.codebook_unknown_criterion", (*place, "criterion"), id=question["criterion"])
    for place, parent in _items(file, "codes", "parents"):
        if parent not in known:
            file.add_fault("errors.codebook_unknown_parent", place, "errors.codebook_unknown_parent.try", id=parent)
    for place, code in _items(file, "principles", "applies_to"):
        if code not in codes:
            file.add_fault("errors.codebook_unknown_code", place, id=code)


def _items(file: YamlFile, part: str, key: str) -> list[tuple[Place, str]]:
    """The texts of the lists under ``key`` in the entries of a part, with their places."""
    found: list[tuple[Place, str]] = []
    for place, entry in entries(file.value, part, "id"):
        items = entry.get(key)
        for i, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, str):
                found.append(((*place, key, i), item))
    return found


def _check_circles(file: YamlFile) -> None:
    places: dict[str, Place] = {}
    parents: dict[str, list[str]] = {}
    for place, code in entries(file.value, "codes", "id"):
        places.setdefault(code["id"], place)
        listed = code.get("parents")
        above = [parent for parent in listed if isinstance(parent, str)] if isinstance(listed, list) else []
        parents.setdefault(code["id"], above)
    for circle in _circles(parents):
        at = (*places[circle[0]], "parents")
        file.add_fault("errors.codebook_circle", at, "errors.codebook_circle.try", circle=" → ".join(circle))


def _circles(parents: dict[str, list[str]]) -> list[list[str]]:
    """Each circle that a walk upwards closes, from the code where it closes and back to it."""
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in parents:
        path = [] if start in done else [start]
        waiting = [iter(parents[code]) for code in path]
        while waiting:
            parent = next(waiting[-1], None)
            if parent is None:
                waiting.pop()
                done.add(path.pop())
            elif parent in path:
                circles.append([*path[path.index(parent) :], parent])
            elif parent in parents and parent not in done:
                path.append(parent)
                waiting.append(iter(parents[parent]))
    return circles


def _check_scales(file: YamlFile) -> None:
    for place, code in entries(file.value, "codes", "id"):
        scale = code.get("scale")
        values = scale.get("values") if isinstance(scale, dict) else None
        if not isinstance(scale, dict) or not isinstance(values, dict):
            continue
        mixed = scale.get("mixed")
        if isinstance(mixed, str) and mixed not in values:
            listed = ", ".join(values)
            at = (*place, "scale", "mixed")
            file.add_fault("errors.codebook_mixed", at, "errors.codebook_mixed.try", value=mixed, choices=listed)
        if scale.get("rule") == "middle" and mixed is None:
            at = (*place, "scale", "rule")
            file.add_fault("errors.codebook_middle_without_mixed", at, "errors.codebook_middle_without_mixed.try")


def _check_questions(file: YamlFile, guide: Guide) -> None:
    for place, number in _items(file, "codes", "questions"):
        if number not in guide.by_number:
            file.add_fault("errors.codebook_unknown_question", place, number=number, guide=guide.title)


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """The file's form of a codebook in the model's: a scale's values become a list."""
    codes = [_plain_code(code) for code in value["codes"]]
    empty = {"language": "sv", "source": "", "criteria": [], "evaluation_questions": []}
    return {"kind": "codebook", **empty, **value, "codes": codes}


def _plain_code(code: dict[str, Any]) -> dict[str, Any]:
    scale = code.get("scale")
    if scale is None:
        return code
    values = [{"id": step, "name": name} for step, name in scale["values"].items()]
    return {**code, "scale": {**scale, "values": values}}
