"""What a chapter is written of, as steps of a random history."""

from __future__ import annotations

import contextlib

from okqual.errors import OkqualError
from okqual.model.finding import CountRef, PieceKind, Role, SourceType, Status
from okqual.study import findings, outlining, pieces
from okqual.study.opening import Study

FINDING_CHANGES = (
    "finding", "source", "judgement", "heading", "reword", "stands", "words", "count", "unlink", "rest", "correct",
    "place", "order", "off", "owner", "status", "withdraw",
)  # fmt: skip


def change_findings(study: Study, pick: int, what: str, citation: str, code: str) -> None:
    """One change, of the kind that ``what`` names; what it is about may not be there in this copy."""
    kinds = {kind: pieces.pieces(study, kind) for kind in PieceKind}
    everything = pieces.pieces(study)
    text = f"flera ord {pick % 3} [laughs]"

    def one(*of: PieceKind) -> str:
        there = [each.id for kind in of or tuple(PieceKind) for each in kinds[kind]]
        return there[pick % len(there)] if there else "x:1"

    with contextlib.suppress(OkqualError):
        match what:
            case "finding":
                findings.add_finding(study, code, text)
            case "source":
                findings.add_source(study, code, list(SourceType)[pick % 4], f"Enkät {pick % 2}", text, 2024, "s. 4")
            case "judgement":
                findings.add_judgement(study, code, text)
            case "heading":
                outlining.add_heading(study, "K", f"Rubrik {pick % 3}")
            case "reword":
                findings.write_text(study, one(), text)
            case "stands" if everything:
                findings.write_text(study, one(), everything[pick % len(everything)].text, stands=True)
            case "words":
                findings.link_evidence(study, one(PieceKind.FINDING), citation, list(Role)[pick % 3])
            case "count":
                group = ("aktörstyp", "kommun") if pick % 2 else ("", "")
                values = ("ja", "delvis")[: pick % 3]
                findings.link_evidence(study, one(PieceKind.FINDING), CountRef(code, values, *group))
            case "unlink":
                found = next((each for each in kinds[PieceKind.FINDING] if each.links), None)
                if found:
                    findings.link_evidence(study, found.id, found.links[pick % len(found.links)].ref, None)
            case "rest":
                on = one(PieceKind.FINDING, PieceKind.SOURCE)
                findings.rest_on(study, one(PieceKind.JUDGEMENT), on, bool(pick % 4))
            case "correct":
                findings.change_source(study, one(PieceKind.SOURCE), title=f"Enkät {pick % 3}")
            case "place":
                outlining.place(study, one(), one(PieceKind.HEADING), 1 if pick % 2 else None)
            case "order":
                outlining.place_heading(study, one(PieceKind.HEADING), 1 + pick % 2)
            case "off":
                outlining.take_off(study, one())
            case "owner":
                pieces.own(study, one(), ("AK", "TS")[pick % 2])
            case "status":
                pieces.set_status(study, one(), list(Status)[pick % 4])
            case "withdraw":
                pieces.withdraw(study, one())
