"""What stands at the right of a passage: its values, whose words they are, what kind of text."""

from __future__ import annotations

from okqual.messages import message
from okqual.model.codebook import Codebook
from okqual.model.coding import Coding
from okqual.model.note import PassageRole, TextKind
from okqual.tui.signs import mark
from okqual.tui.work import NoteWork

KEY_SIGN, MEMO_SIGN, FLAG_SIGN, ALIKE_SIGN = "★", "✎", "⚑", "≈"


def annotation(work: NoteWork, place: int, codebook: Codebook) -> str:
    """A few words about a passage as it stands now; empty when there is nothing to add."""
    passage = work.passages[place]
    codings = work.codings_on(place)
    # Two coders who say the same show as one.
    parts = list(dict.fromkeys(_of_coding(coding, codebook) for coding in codings))
    who = next((coding.participants for coding in codings if coding.participants), passage.participants)
    told = [
        ", ".join(who),
        "" if passage.kind is TextKind.REPORTED else message(f"tui.kind.{passage.kind.value}"),
    ]
    if passage.role is PassageRole.REMARK:
        told = []
    if work.says_nothing(place) and not codings:
        parts.append(message("tui.coding.nothing"))
    parts += [
        mark(FLAG_SIGN) * passage.flagged,
        mark(MEMO_SIGN) * bool(passage.memo),
        " · ".join(each for each in told if each),
    ]
    return "  ".join(part for part in parts if part)


def _of_coding(coding: Coding, codebook: Codebook) -> str:
    code = codebook.by_id.get(coding.code)
    signs = mark(KEY_SIGN * coding.key + MEMO_SIGN * bool(coding.memo))
    value = ""
    if coding.value is not None and code is not None and code.scale is not None:
        value = f"{code.name}: {code.scale.name_of(coding.value)}"
    return " ".join(part for part in (_led(coding), signs, value) if part)


def _led(coding: Coding) -> str:
    """How surely the words of a coding were found in a corrected note; empty for the very words."""
    if coding.how == "fuzzy":
        return f"{mark(ALIKE_SIGN)} {coding.score}"
    return message("tui.coding.led") if coding.how == "moved" else ""
