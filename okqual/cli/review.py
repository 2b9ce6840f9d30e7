"""``okqual review``: the reference check, statement by statement, by somebody who has not written them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from okqual.cli import review_parts
from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message

if TYPE_CHECKING:
    from okqual.model.review import Checked

SIGNS = {"supported": "supported", "unsupported": "unsupported", "unclear": "unclear",
         "belagd": "supported", "ej-belagd": "unsupported", "oklart": "unclear"}  # fmt: skip
SHOWN = ("left", "stale", "unsupported", "unclear", "supported", "open")


@click.pass_context
def _start(ctx: click.Context) -> None:
    """``okqual review`` alone says how far the check has come."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(status, criterion="", by=None, as_json=False)


command = Group("review", "review", callback=_start, invoke_without_command=True)


@named("review.status", command)
@option("--criterion", value="criterion", default="")
@option("--by", value="attribute")
@option("--json", "as_json", is_flag=True)
def status(criterion: str, by: str | None, as_json: bool) -> None:
    from okqual.analysis.method_tables import ACTOR
    from okqual.study.review_report import report

    with opened() as study:
        found = report(study, criterion, by or ACTOR)
    if as_json:
        emit_json(found)
    else:
        review_parts.show_report(found)


@named("review.list", command)
@option("--criterion", value="criterion", default="")
@option("--only", type=click.Choice(SHOWN))
@option("--json", "as_json", is_flag=True)
def list_statements(criterion: str, only: str | None, as_json: bool) -> None:
    from okqual.study.reviewing import review

    with opened() as study:
        found = review(study, criterion)
    _told(_only(found, only), as_json)


@named("review.sample", command)
@argument("count", "number", type=int)
@option("--seed", type=int, required=True)
@option("--criterion", value="criterion", default="")
@option("--only", type=click.Choice(SHOWN))
@option("--json", "as_json", is_flag=True)
def draw(count: int, seed: int, criterion: str, only: str | None, as_json: bool) -> None:
    from okqual.study.reviewing import review, sample

    with opened() as study:
        found = review(study, criterion)
    some = _only(found, only)
    _told(sample(some, count, seed), as_json)
    if not as_json:
        tell(counted("cli.review.sampled", min(count, len(some)), of=len(some), seed=seed))


@named("review.show", command)
@argument("name", "id")
@option("--json", "as_json", is_flag=True)
def show_one(name: str, as_json: bool) -> None:
    from okqual.study.review_report import checked_plain
    from okqual.study.reviewing import checked
    from okqual.study.tracing import trace

    with opened() as study:
        found = checked_plain(checked(study, name))
        below = trace(study, found["in"])
    if as_json:
        emit_json({**found, "trace": below})
    else:
        review_parts.show_one(found, below)


@named("review.sign", command)
@argument("name", "id")
@argument("holds", "verdict", type=click.Choice(list(SIGNS)))
@option("--comment", value="text", default="")
def sign(name: str, holds: str, comment: str) -> None:
    from okqual.model.review import Holds
    from okqual.study.reviewing import sign

    with opened(writes=True) as study:
        found = sign(study, name, Holds(SIGNS[holds]), comment)
    tell(message("cli.review.signed", id=name, standing=message(f"terms.standing.{found.standing}")))


@named("review.withdraw", command)
@argument("name", "id")
def withdraw(name: str) -> None:
    from okqual.study.reviewing import take_back

    with opened(writes=True) as study:
        take_back(study, name)
    tell(message("cli.review.withdrawn", id=name))


@named("review.uncited", command)
@argument("name", "id")
@option("--json", "as_json", is_flag=True)
def left_out(name: str, as_json: bool) -> None:
    from okqual.study.uncited import named_finding, uncited

    with opened() as study:
        found = uncited(study, named_finding(study, name))
    rows: list[dict[str, Any]] = [
        {"coding": each.coding, "id": each.words.citation, "case": each.words.case, "text": each.words.text,
         "code": each.words.code, "value": each.words.value, "against": each.against}
        for each in found
    ]  # fmt: skip
    if as_json:
        emit_json(rows)
    else:
        review_parts.show_uncited(rows)


def _only(found: list[Checked], only: str | None) -> list[Checked]:
    from okqual.model.review import OPEN

    wanted = {str(standing) for standing in OPEN} if only == "open" else {only}
    return found if only is None else [each for each in found if each.standing in wanted]


def _told(found: list[Checked], as_json: bool) -> None:
    from okqual.study.review_report import checked_plain

    rows = [checked_plain(each) for each in found]
    if as_json:
        emit_json(rows)
    elif rows:
        for row in rows:
            show(review_parts.line(row))
    else:
        tell(message("cli.review.none"))
