"""What ``okqual verify`` says of a file that was delivered, and of a report that was printed."""

from __future__ import annotations

from pathlib import Path

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show


def delivered(file: Path, as_json: bool) -> bool:
    """Check an export; whether it holds."""
    from okqual.export.verified_words import delivered_lines
    from okqual.study.delivered import check_delivered, plain

    with opened() as study:
        found = check_delivered(study, file)
    if as_json:
        emit_json(plain(found))
    else:
        show("\n".join(delivered_lines(found, moment(found.export.at))))
    return not found.faults


def published(file: Path, against: str, as_json: bool) -> bool:
    """Hold a report against its export; whether every sentence is the same."""
    from okqual.export.verified_words import published_lines
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
        show("\n".join(published_lines(found)))
    return not found.changed
