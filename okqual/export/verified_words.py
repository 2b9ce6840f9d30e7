"""What became of a delivered file, and of the sentences of a printed report, as lines that a person reads."""

from __future__ import annotations

from okqual.messages import counted, message
from okqual.model.delivered import Delivered
from okqual.model.published import Comparison


def delivered_lines(found: Delivered, time: str) -> list[str]:
    """What was found of an export that was written at ``time``."""
    lines = [
        message("export.verified.export", id=found.export.id, time=time),
        message("export.verified.unchanged" if found.unchanged else "export.verified.edited"),
        message("export.verified.state_same" if found.state_same else "export.verified.state_moved"),
    ]
    for fault in found.faults:
        lines += ["", _named(message(f"export.verified.kind.{fault.kind}"), fault.where), f"  {fault.what}"]
    last = (
        counted("export.verified.faults", len(found.faults)) if found.faults else message("export.verified.file_fine")
    )
    return [*lines, "", last]


def published_lines(found: Comparison) -> list[str]:
    """What became of the sentences of an export."""
    lines = [counted("export.verified.same", len(found.verdicts) - len(found.changed))]
    for each in found.changed:
        where = " · ".join(filter(None, (each.place, each.section)))
        lines += ["", _named(message(f"export.published.{each.kind}"), where), f"  {each.text}"]
        lines += [f"  {message('export.verified.former')}  {each.former}"] if each.former else []
    if found.skipped:
        lines += ["", counted("export.verified.skipped", found.skipped)]
    return [*lines, message("export.verified.absent", chapters=", ".join(found.absent))] if found.absent else lines


def _named(kind: str, where: str) -> str:
    return f"{kind}: {where}" if where else kind
