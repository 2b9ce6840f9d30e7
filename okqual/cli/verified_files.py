"""What ``okqual verify`` says of a file that was delivered, and of a report that was printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, indented, show
from okqual.messages import counted, message

if TYPE_CHECKING:
    from okqual.model.published import Comparison
    from okqual.study.delivered import Delivered


def delivered(file: Path, as_json: bool) -> bool:
    """Check an export; whether it holds."""
    from okqual.study.delivered import check_delivered, plain

    with opened() as study:
        found = check_delivered(study, file)
    if as_json:
        emit_json(plain(found))
    else:
        show_delivered(found)
    return not found.faults


def published(file: Path, against: str, as_json: bool) -> bool:
    """Hold a report against its export; whether every sentence is the same."""
    from okqual.study.against import export_file, hold_against

    export = Path(against)
    if not export.is_file():
        with opened() as study:
            export = export_file(study, against)
    found = hold_against(file, export)
    if as_json:
        emit_json({
            "ok": not found.changed,
            "problems": [
                {"kind": str(e.kind), "where": e.place, "what": e.text, "former": e.former, "section": e.section}
                for e in found.changed
            ],
            "same": len(found.verdicts) - len(found.changed), "skipped": found.skipped, "absent": list(found.absent),
        })  # fmt: skip
    else:
        show_published(found)
    return not found.changed


def show_delivered(found: Delivered) -> None:
    """What was found of an export, for a person."""
    show(message("cli.verify.export", id=found.export.id, time=moment(found.export.at)))
    show(message("cli.verify.unchanged" if found.unchanged else "cli.verify.edited"))
    show(message("cli.verify.state_same" if found.state_same else "cli.verify.state_moved"))
    for fault in found.faults:
        show(f"\n{message(f'cli.verify.kind.{fault.kind}')}{': ' if fault.where else ''}{fault.where}")
        show(f"  {fault.what}")
    show("\n" + (counted("cli.verify.faults", len(found.faults)) if found.faults else message("cli.verify.file_fine")))


def show_published(found: Comparison) -> None:
    """What became of the sentences of an export, for a person."""
    show(counted("cli.verify.same", len(found.verdicts) - len(found.changed)))
    for each in found.changed:
        where = " · ".join(filter(None, (each.place, each.section)))
        show(f"\n{message(f'export.published.{each.kind}')}{': ' if where else ''}{where}")
        show(f"  {each.text}")
        if each.former:
            show(indented(message("cli.verify.former"), each.former))
    if found.skipped:
        show("\n" + counted("cli.verify.skipped", found.skipped))
    if found.absent:
        show(message("cli.verify.absent", chapters=", ".join(found.absent)))
