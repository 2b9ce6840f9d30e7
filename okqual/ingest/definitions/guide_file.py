"""Reads an interview guide from its YAML file and says everything that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from okqual.errors import Faults
from okqual.ingest.definitions.schema_check import check_schema
from okqual.ingest.definitions.yaml_file import YamlFile, check_unique, entries, parse_yaml, read_text, schema_named
from okqual.model.guide import Guide
from okqual.model.plain import from_plain


def load_guide(path: Path) -> Guide:
    """The guide in the file at ``path``; raises as :func:`parse_guide` and ``read_text`` do."""
    return parse_guide(read_text(path), path.name)


def parse_guide(text: str, name: str) -> Guide:
    """The guide in a YAML text; ``name`` is what its faults call the file.

    Raises OkqualError where the text is not YAML, and Faults with every fault of a guide that is:
    each with file, line and key.
    """
    schema = schema_named("guide")
    file = parse_yaml(text, name, schema)
    check_schema(file, schema)
    check_unique(file, ("themes",), "id", "errors.yaml_duplicate_id")
    check_unique(file, ("questions",), "number", "errors.guide_duplicate_number")
    _check_themes(file)
    if file.faults:
        raise Faults("errors.guide_faulty", file.sorted_faults(), {"file": name})
    guide = from_plain(_plain(file.value))
    assert isinstance(guide, Guide)
    return guide


def _check_themes(file: YamlFile) -> None:
    themes = {theme["id"] for _, theme in entries(file.value, "themes", "id")}
    for place, question in entries(file.value, "questions", "theme"):
        if question["theme"] not in themes:
            at = (*place, "theme")
            file.add_fault("errors.guide_unknown_theme", at, "errors.guide_unknown_theme.try", theme=question["theme"])


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """The file's form of a guide in the model's: follow-ups by letter become a list."""
    questions = []
    for question in value["questions"]:
        letters = question.get("follow_ups", {})
        follow_ups = [{"letter": letter, "text": text} for letter, text in letters.items()]
        questions.append({**question, "follow_ups": follow_ups})
    return {"kind": "guide", "language": "sv", "source": "", **value, "questions": questions}
