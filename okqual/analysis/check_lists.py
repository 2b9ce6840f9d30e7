"""COREQ and SRQR: what a report of interviews should tell, answered from the material as far as it can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from okqual.analysis.material import Material
from okqual.analysis.method_tables import FORM, INTERVIEWERS, LENGTH
from okqual.messages import counted, message
from okqual.model.attributes import FEEDBACK, ROUND
from okqual.model.methods import Answer, CheckItem, CheckList, Invited
from okqual.text.swedish import swedish_key

COREQ, SRQR = 32, 21
"""How many points the lists have (Tong, Sainsbury and Craig 2007; O'Brien and others 2014)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the answers are made of."""

    material: Material
    invited: tuple[Invited, ...]
    coders: int
    changed: int
    """Codes that mean something else than when they came."""
    decisions: int
    tool: str
    publish: bool


def check_lists(known: Known) -> tuple[CheckList, ...]:
    """Both lists; a published one names no person and counts nothing."""
    said = _said(known)
    places = {
        "COREQ": (COREQ, {
            1: "interviewers", 10: "sample", 12: "size", 13: "declined", 14: "form", 16: "sample", 17: "guide",
            18: "rounds", 20: "notes", 21: "length", 23: "feedback", 24: "coders", 25: "codebook", 26: "derived",
            27: "software", 28: "feedback", 29: "quotes", 30: "consistent", 31: "themes", 32: "dissent",
        }),
        "SRQR": (SRQR, {
            5: "approach", 8: "sample", 10: "form", 11: "guide", 12: "size", 13: "notes", 14: "analysis",
            15: "trust", 16: "themes", 17: "quotes",
        }),
    }  # fmt: skip
    return tuple(
        CheckList(
            name,
            tuple(
                CheckItem(
                    str(number) if name == "COREQ" else f"S{number}",
                    message(f"methods.{name.lower()}.{number}"),
                    said.get(filled.get(number, ""), ""),
                )
                for number in range(1, last + 1)
            ),
        )
        for name, (last, filled) in places.items()
    )


def _said(known: Known) -> Mapping[str, str]:
    """Answers by what they are about; what the material does not say is not there."""
    always = ("sample", "guide", "notes", "codebook", "quotes", "consistent", "themes", "dissent", "approach")
    said = {name: message(f"methods.said.{name}") for name in always}
    said["software"] = message("methods.said.software", tool=known.tool)
    said["analysis"] = f"{said['codebook']} {said['software']}"
    forms, feedback = _values(known, FORM), _values(known, FEEDBACK)
    if forms:
        said["form"] = message("methods.said.form", forms=", ".join(forms))
    if feedback:
        said["feedback"] = message("methods.said.feedback")
    lengths = [int(value) for value in _values(known, LENGTH) if value.isdigit()]
    if lengths:
        said["length"] = message("methods.said.length", least=min(lengths), most=max(lengths))
    if len(_values(known, ROUND)) > 1:
        said["rounds"] = message("methods.said.rounds")
    if not known.publish:
        said |= _in_house(known)
    said["derived"] = message("methods.said.derived") + (
        f" {message('methods.said.derived.changed')}" if known.changed else ""
    )
    trust = [said.get("feedback", ""), message("methods.said.log") if known.decisions else ""]
    said["trust"] = " ".join([message("methods.said.trust"), *filter(None, trust)])
    return said


def _in_house(known: Known) -> dict[str, str]:
    """What holds counts and names."""
    cases = known.material.cases
    people = sum(len(row.participants) for row in cases)
    said = {
        "size": " ".join(
            [counted("methods.said.size", len(cases)), counted("methods.said.people", people) if people else ""]
        ).strip(),
        "coders": counted("methods.said.coders", known.coders),
    }
    names = {name.strip() for value in _values(known, INTERVIEWERS) for name in value.split(",")}
    if names:
        said["interviewers"] = ", ".join(sorted(names, key=swedish_key))
    if known.invited:
        declined = sum(who.status is Answer.DECLINED for who in known.invited)
        said["declined"] = message("methods.said.declined", declined=declined, waiting=len(known.invited) - declined)
    return said


def _values(known: Known, name: str) -> list[str]:
    found = {value for row in known.material.cases if (value := row.attributes.get(name))}
    return sorted(found, key=swedish_key)
