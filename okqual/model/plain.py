"""Guides, codebooks and codes as plain JSON-able values and back, without loss.

The journal keeps definitions in this form and their digests are taken from it. A field that has
its default value is left out, so that a field added later changes no digest of what lacks it.
"""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from okqual.model.canonical import canonical
from okqual.model.codebook import Code, Codebook
from okqual.model.guide import Guide

T = TypeVar("T")
_LEAVES = (str, int, bool)
KINDS: dict[str, type[Guide] | type[Codebook]] = {"guide": Guide, "codebook": Codebook}


def to_plain(whole: Guide | Codebook) -> dict[str, Any]:
    """A guide or codebook as dicts, lists and strings; ``"kind"`` says which it is."""
    kind = next(name for name, form in KINDS.items() if isinstance(whole, form))
    return {"kind": kind, **plain(whole)}


def from_plain(value: dict[str, Any]) -> Guide | Codebook:
    """The guide or codebook that :func:`to_plain` made ``value`` of.

    Raises ValueError for another ``"kind"`` and for keys that the model does not have.
    """
    form = KINDS.get(value.get("kind", ""))
    if form is None:
        raise ValueError(f"neither guide nor codebook: {value.get('kind')!r}")
    return of_plain(form, {key: item for key, item in value.items() if key != "kind"})


def code_to_plain(code: Code) -> dict[str, Any]:
    """One code's whole definition as a plain value."""
    return dict(plain(code))


def code_from_plain(value: dict[str, Any]) -> Code:
    """The code that :func:`code_to_plain` made ``value`` of."""
    return of_plain(Code, value)


def definition_digest(code: Code) -> str:
    """Names a code's whole definition: 32 hexadecimal characters of SHA-256."""
    return hashlib.sha256(canonical(code_to_plain(code)).encode()).hexdigest()[:32]


def plain(value: Any) -> Any:
    """A frozen dataclass of the model as plain values: enums as their text, tuples as lists."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.init and not _is_default(f, value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def of_plain(form: type[T], value: dict[str, Any]) -> T:
    """The dataclass ``form`` that :func:`plain` made ``value`` of; ValueError for unknown keys and other types."""
    made: T = _made(form, value)
    return made


def _made(form: Any, value: dict[str, Any]) -> Any:
    types = _types(form)
    unknown = sorted(set(value) - set(types))
    if unknown:
        raise ValueError(f"{form.__name__} has no {', '.join(unknown)}")
    return form(**{name: _typed(types[name], item) for name, item in value.items()})


def _is_default(field: Field[Any], owner: object) -> bool:
    return field.default is not MISSING and bool(getattr(owner, field.name) == field.default)


@cache
def _types(form: Any) -> dict[str, Any]:
    hints = get_type_hints(form)
    return {f.name: hints[f.name] for f in fields(form) if f.init}


def _typed(form: Any, value: Any) -> Any:
    if get_origin(form) is UnionType:
        (only,) = (part for part in get_args(form) if part is not type(None))
        return None if value is None else _typed(only, value)
    if get_origin(form) is tuple:
        return tuple(_typed(get_args(form)[0], item) for item in value)
    if isinstance(form, type) and is_dataclass(form):
        return _made(form, value)
    if form in _LEAVES and type(value) is not form:
        raise ValueError(f"{value!r} is no {form.__name__}")
    return form(value) if isinstance(form, type) and issubclass(form, Enum) else value
