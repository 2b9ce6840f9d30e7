"""Writes an interview guide to YAML, in the form that guides are read from."""

from __future__ import annotations

from typing import Any

from okqual.export.yaml_text import number, yaml_text
from okqual.model.guide import Guide
from okqual.model.plain import to_plain


def guide_yaml(guide: Guide) -> str:
    """The guide as YAML text; reading it gives an equal guide."""
    value = to_plain(guide)
    del value["kind"]
    value["questions"] = [_question(question) for question in value["questions"]]
    return yaml_text(value)


def _question(question: dict[str, Any]) -> dict[str, Any]:
    written = {**question, "number": number(question["number"])}
    if "follow_ups" in question:
        written["follow_ups"] = {follow_up["letter"]: follow_up["text"] for follow_up in question["follow_ups"]}
    return written
