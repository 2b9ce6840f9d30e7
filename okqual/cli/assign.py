"""``okqual assign``: who codes which interviews, what is coded twice, and who is done."""

from __future__ import annotations

from dataclasses import asdict

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message

command = Group("assign", "assign")


@named("assign.list", command)
@option("--json", "as_json", is_flag=True)
def list_assignments(as_json: bool) -> None:
    from okqual.study.assigning import assignments, draws

    with opened() as study:
        found, drawn = assignments(study), draws(study)
    if as_json:
        emit_json({"assignments": [asdict(one) for one in found], "draws": [asdict(one) for one in drawn]})
        return
    if not found:
        tell(message("cli.assign.none"))
    heads = [message(f"cli.column.{name}") for name in ("case", "coder", "role", "round", "blind", "done")]
    yes = message("terms.yes")
    rows = [
        (one.case, one.coder, message(f"team.role.{one.role}"), one.round, yes * one.blind, yes * one.done)
        for one in found
    ]
    show(table(heads, rows, numbers=(3,)))
    for one in drawn:
        tell(
            message(
                "cli.assign.drawn", coder=one.coder, cases=", ".join(one.cases), share=one.share, of=one.of,
                seed=one.seed, at=moment(one.at),
            )
        )  # fmt: skip


@named("assign.to", command)
@argument("coder", "coder")
@argument("cases", "case", nargs=-1, required=True)
@option("--second", is_flag=True)
@option("--open", "not_blind", is_flag=True)
@option("--round", "number", type=int, default=1)
def to(coder: str, cases: tuple[str, ...], second: bool, not_blind: bool, number: int) -> None:
    from okqual.model.team import Role
    from okqual.study.assigning import assign

    with opened(writes=True) as study:
        changed = assign(study, cases, coder, Role.SECOND if second else Role.MAIN, number, not not_blind)
    tell(counted("cli.assign.assigned", changed, coder=coder))


@named("assign.remove", command)
@argument("coder", "coder")
@argument("cases", "case", nargs=-1, required=True)
def remove(coder: str, cases: tuple[str, ...]) -> None:
    from okqual.study.assigning import unassign

    with opened(writes=True) as study:
        changed = unassign(study, cases, coder)
    tell(counted("cli.assign.removed", changed, coder=coder))


@named("assign.draw", command)
@argument("coder", "coder")
@argument("cases", "case", nargs=-1)
@option("--share", type=int, default=20)
@option("--seed", type=int)
@option("--round", "number", type=int, default=1)
def draw_lots(coder: str, cases: tuple[str, ...], share: int, seed: int | None, number: int) -> None:
    from okqual.study.assigning import draw

    with opened(writes=True) as study:
        one = draw(study, coder, share, seed, number, cases)
    tell(
        message(
            "cli.assign.drawn", coder=coder, cases=", ".join(one.cases), share=one.share, of=one.of, seed=one.seed,
            at=moment(one.at),
        )
    )  # fmt: skip


@named("assign.done", command)
@argument("cases", "case", nargs=-1, required=True)
@option("--not-yet", "not_yet", is_flag=True)
def done(cases: tuple[str, ...], not_yet: bool) -> None:
    from okqual.study.assigning import set_done

    with opened(writes=True) as study:
        changed = set_done(study, cases, not not_yet)
    tell(counted("cli.assign.not_done" if not_yet else "cli.assign.done_with", changed))
