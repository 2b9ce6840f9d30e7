"""``okqual finding``: what the material shows, with its evidence, and the texts that are built of it."""

from __future__ import annotations

from typing import Any

import click

from okqual.cli import finding_parts
from okqual.cli.count_flags import ROLES, count_flags, counts_given
from okqual.cli.here import opened
from okqual.cli.printing import emit_json, indented, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message
from okqual.model.finding import CountRef, Role, Status

STATUSES = click.Choice([status.value for status in Status])
command = Group("finding", "finding")


@named("finding.add", command)
@argument("text", "text")
@option("--about", value="about_code", required=True)
@option("--evidence", multiple=True, value="id")
@count_flags
@option("--owner", value="coder")
@option("--status", type=STATUSES, default=Status.DRAFT.value)
def add(
    text: str, about: str, evidence: tuple[str, ...], counts: tuple[str, ...], group: str, unit: str,
    owner: str | None, status: str,
) -> None:  # fmt: skip
    from okqual.study.findings import add_finding, link_evidence

    refs: list[str | CountRef] = [*evidence, *counts_given(counts, group, unit)]
    with opened(writes=True) as study:
        made = add_finding(study, about, text, owner, Status(status))
        for ref in refs:
            link_evidence(study, made.id, ref)
    tell(message("cli.finding.added", id=made.id))


@named("finding.edit", command)
@argument("name", "id")
@argument("text", "text", required=False)
@option("--owner", value="coder")
@option("--status", type=STATUSES)
@option("--stands", is_flag=True)
@option("--withdraw", is_flag=True)
def edit(name: str, text: str | None, owner: str | None, status: str | None, stands: bool, withdraw: bool) -> None:
    from okqual.study import findings, pieces

    with opened(writes=True) as study:
        now = pieces.piece(study, name)
        if text is not None or stands:
            findings.write_text(study, name, now.text if text is None else text, stands)
        if owner is not None:
            pieces.own(study, name, owner)
        if status is not None:
            pieces.set_status(study, name, Status(status))
        if withdraw:
            pieces.withdraw(study, name)
    tell(message("cli.finding.withdrawn" if withdraw else "cli.finding.edited"))


@named("finding.link", command)
@argument("name", "id")
@argument("evidence", "ids", nargs=-1)
@option("--role", type=ROLES, default=Role.SUPPORTS.value)
@count_flags
@option("--remove", is_flag=True)
def link(
    name: str, evidence: tuple[str, ...], role: str, counts: tuple[str, ...], group: str, unit: str, remove: bool
) -> None:
    from okqual.study.findings import link_evidence

    refs: list[str | CountRef] = [*evidence, *counts_given(counts, group, unit)]
    if not refs:
        raise click.UsageError(message("cli.finding.no_evidence"))
    with opened(writes=True) as study:
        for ref in refs:
            link_evidence(study, name, ref, None if remove else Role(role))
    tell(message("cli.finding.unlinked" if remove else "cli.finding.linked", count=len(refs)))


@named("finding.list", command)
@argument("criterion", "criterion", required=False)
@option("--json", "as_json", is_flag=True)
def list_findings(criterion: str | None, as_json: bool) -> None:
    from okqual.study.finding_report import reports
    from okqual.study.outlining import criterion_named

    with opened() as study:
        found = reports(study, criterion_named(study, criterion) if criterion else "")
    if as_json:
        emit_json(found)
    elif found:
        heads = [message(f"cli.column.{name}") for name in ("id", "what", "about", "owner", "status", "text")]
        rows = [(e["id"], message(f"terms.piece.{e['kind']}"), e["about_name"], e["owner"],
                 message(f"terms.piece_status.{e['status']}"), e["text"]) for e in found]  # fmt: skip
        show(table(heads, rows))
    else:
        tell(message("cli.finding.none"))


@named("finding.show", command)
@argument("name", "id")
@option("--json", "as_json", is_flag=True)
def show_finding(name: str, as_json: bool) -> None:
    from okqual.study.finding_report import report

    with opened() as study:
        found = report(study, name)
    if as_json:
        emit_json(found)
    else:
        show_report(found)


@named("finding.left", command)
@option("--json", "as_json", is_flag=True)
def left(as_json: bool) -> None:
    from okqual.study.left_to_write import left as all_left

    with opened() as study:
        found = all_left(study)
    if as_json:
        emit_json([
            {"id": e.piece.id, "kind": str(e.piece.kind), "criterion": e.criterion, "lacks": str(e.lack),
             "detail": e.detail, "text": e.piece.text, "owner": e.piece.owner}
            for e in found
        ])  # fmt: skip
    elif found:
        heads = [message(f"cli.column.{name}") for name in ("criterion", "what", "left", "owner", "id", "text")]
        rows = [(e.criterion, message(f"terms.piece.{e.piece.kind}"), _lack(str(e.lack), e.detail), e.piece.owner,
                 e.piece.id, e.piece.text) for e in found]  # fmt: skip
        show(table(heads, rows))
    else:
        tell(message("cli.finding.nothing_left"))


def show_report(found: dict[str, Any]) -> None:
    """A piece with all that belongs to it, for a person."""
    kind, status = message(f"terms.piece.{found['kind']}"), message(f"terms.piece_status.{found['status']}")
    show(f"{kind} · {found['about_name']} · {status} · {found['owner']}")
    show("\n" + found["text"])
    for one in found["evidence"]:
        show(indented(message(f"terms.role.{one['role']}"), evidence_line(one)))
    for claim in found.get("claims", ()):
        show(indented(message(f"export.verdict.{claim['verdict']}"), claim["said"]))
    for change in found.get("stale", ()):
        show(indented(message("export.lack.stale"), change))
    for other in found.get("counter_evidence", ()):
        words = " · ".join(f"{quote['id']} ”{quote['text']}”" for quote in other["quotes"])
        show(indented(message("cli.finding.otherwise", case=other["who"], values=", ".join(other["labels"])), words))


def evidence_line(one: dict[str, Any]) -> str:
    """A piece of evidence on a line."""
    count = one.get("count")
    if count:
        unit = message(f"export.unit.{count['unit']}")
        return message("cli.finding.count", count=count["label"], n=count["n"] or 0, of=count["of"] or 0, unit=unit)
    if one.get("gone"):
        return message("cli.finding.gone", id=one["ref"])
    return f"{one.get('citation', one['ref'])} ”{one.get('quote', one.get('text', ''))}”"


def _lack(lack: str, detail: str) -> str:
    said = detail if lack != "not_done" else message(f"terms.piece_status.{detail}")
    return message(f"export.lack.{lack}") + (f" ({said})" if said else "")


finding_parts.add_to(command)
