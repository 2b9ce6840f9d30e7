"""A scale as a person writes it: one value a line, then a line with the rule, and what differing passages make."""

from __future__ import annotations

import re

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.codebook import Rule, Scale, Value

_ID = re.compile(r"[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9_-]*")


def written_scale(scale: Scale | None) -> str:
    """The scale in lines; empty for none."""
    if scale is None:
        return ""
    lines = [step.id if step.id == step.name else f"{step.id}: {step.name}" for step in scale.values]
    rule = message(f"tui.codebook.rule.{scale.rule}")
    return "\n".join([*lines, f"= {rule}" + (f" → {scale.mixed}" if scale.mixed else "")])


def read_scale(text: str, before: Scale | None) -> Scale | None:
    """The scale that lines say; whether its values lie in order is kept from ``before``.

    Raises OkqualError for a value whose id cannot be one, two of one id, an unknown rule, and a rule that
    needs a value for differing passages and has none.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    values = tuple(_value(line) for line in lines if not line.startswith("="))
    if not values or len({value.id for value in values}) < len(values):
        raise OkqualError("errors.scale_values", {"values": ", ".join(lines)}, "errors.scale_values.try")
    rule, mixed = Rule.BY_HAND, None
    for line in (line[1:] for line in lines if line.startswith("=")):
        said, _, after = line.partition("→" if "→" in line else "->")
        rule, mixed = _rule(said.strip()), after.strip() or None
    known = [value.id for value in values]
    if (mixed is not None and mixed not in known) or (rule is Rule.MIDDLE and mixed is None):
        raise OkqualError("errors.scale_mixed", {"known": ", ".join(known)}, "errors.scale_mixed.try")
    ordered = before.ordered if before is not None else rule is Rule.MIDDLE
    return Scale(values, rule, ordered, mixed)


def _value(line: str) -> Value:
    name, _, words = line.partition(":")
    if not _ID.fullmatch(name.strip()):
        raise OkqualError("errors.scale_value_id", {"value": name.strip()}, "errors.scale_value_id.try")
    return Value(name.strip(), words.strip() or name.strip())


def _rule(said: str) -> Rule:
    for rule in Rule:
        if said.casefold() in (rule.value, message(f"tui.codebook.rule.{rule}").casefold()):
            return rule
    rules = ", ".join(message(f"tui.codebook.rule.{rule}") for rule in Rule)
    raise OkqualError("errors.scale_rule", {"rule": said, "known": rules}, "errors.scale_rule.try")
