"""Holds a YAML file to its JSON Schema and says each fault in our own words, in either language.

jsonschema's messages are English and about JSON; each keyword that our schemas use has a sentence
of the message catalogue instead.
"""

from __future__ import annotations

from typing import Any

from okqual.ingest.definitions.yaml_file import Place, YamlFile

TYPES = {
    "string": "errors.yaml_type_text",
    "array": "errors.yaml_type_list",
    "object": "errors.yaml_type_mapping",
    "boolean": "errors.yaml_type_true_false",
}
PATTERNS = {
    "id": "errors.yaml_bad_id",
    "number": "errors.yaml_bad_number",
    "language": "errors.yaml_bad_language",
    "letter": "errors.yaml_bad_letter",
    "value": "errors.yaml_bad_value",
}
"""By the ``title`` of the schema that holds the pattern."""
SHOWN = 60
"""So many characters of a faulty value are shown."""


def check_schema(file: YamlFile, schema: dict[str, Any]) -> None:
    """Add a fault to ``file`` for everything in it that the schema does not allow."""
    from jsonschema import Draft202012Validator

    said: set[tuple[Place, str]] = set()
    for error in Draft202012Validator(schema).iter_errors(file.value):
        place: Place = tuple(error.absolute_path)
        # One error comes for each missing key and none says which: the first stands for all.
        if error.validator == "required" and (place, "required") in said:
            continue
        said.add((place, str(error.validator)))
        _SENTENCES[str(error.validator)](file, place, error)


def _missing(file: YamlFile, place: Place, error: Any) -> None:
    for key in error.validator_value:
        if key not in error.instance:
            file.add_fault("errors.yaml_missing_key", (*place, key), "errors.yaml_missing_key.try")


def _unknown(file: YamlFile, place: Place, error: Any) -> None:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known:
            listed = ", ".join(known)
            file.add_fault("errors.yaml_unknown_key", (*place, key), "errors.yaml_unknown_key.try", known=listed)


def _wrong_type(file: YamlFile, place: Place, error: Any) -> None:
    wanted = error.validator_value
    key = TYPES[wanted if isinstance(wanted, str) else wanted[0]]
    file.add_fault(key if place else "errors.yaml_type_file", place)


def _wrong_choice(file: YamlFile, place: Place, error: Any) -> None:
    if not isinstance(error.instance, str):
        return  # its type is a fault already
    choices = ", ".join(error.validator_value)
    file.add_fault("errors.yaml_choice", place, "errors.yaml_choice.try", value=_short(error.instance), choices=choices)


def _wrong_pattern(file: YamlFile, place: Place, error: Any) -> None:
    # A key that is wrong stands in its mapping, a value that is wrong at its own place.
    at = (*place, error.instance) if error.instance in _keys(file.value, place) else place
    key = PATTERNS[error.schema["title"]]
    file.add_fault(key, at, f"{key}.try", value=_short(error.instance))


def _keys(value: Any, place: Place) -> dict[str, Any]:
    for step in place:
        value = value[step]
    return value if isinstance(value, dict) else {}


def _empty_text(file: YamlFile, place: Place, error: Any) -> None:
    file.add_fault("errors.yaml_empty_text", place)


def _empty_list(file: YamlFile, place: Place, error: Any) -> None:
    file.add_fault("errors.yaml_empty_list", place)


def _repeated(file: YamlFile, place: Place, error: Any) -> None:
    items = error.instance
    for i, item in enumerate(items):
        if item in items[:i]:
            file.add_fault("errors.yaml_repeated", (*place, i), value=_short(str(item)))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"


_SENTENCES = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "enum": _wrong_choice,
    "pattern": _wrong_pattern,
    "minLength": _empty_text,
    "minItems": _empty_list,
    "minProperties": _empty_list,
    "uniqueItems": _repeated,
}
