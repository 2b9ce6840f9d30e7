"""Writes a codebook to YAML, in the form that codebooks are read from."""

from __future__ import annotations

from typing import Any

from okqual.export.yaml_text import OneLine, numbers, yaml_text
from okqual.model.codebook import Codebook
from okqual.model.plain import to_plain

ON_ONE_LINE = ("parents", "sources", "applies_to", "synonyms", "split_into")


def codebook_yaml(codebook: Codebook) -> str:
    """The codebook as YAML text; reading it gives an equal codebook."""
    value = to_plain(codebook)
    del value["kind"]
    for part in ("criteria", "evaluation_questions", "principles"):
        value[part] = [_entry(entry) for entry in value.get(part, [])]
    value["codes"] = [_code(code) for code in value["codes"]]
    return yaml_text({key: item for key, item in value.items() if item != []})


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: OneLine(item) if key in ON_ONE_LINE else item for key, item in entry.items()}


def _code(code: dict[str, Any]) -> dict[str, Any]:
    written = _entry(code)
    if "questions" in code:
        written["questions"] = numbers(code["questions"])
    if "scale" in code:
        values = {value["id"]: value["name"] for value in code["scale"]["values"]}
        written["scale"] = {**code["scale"], "values": values}
    return written
