"""``okqual adjudicate``: where coders differ, and what was settled."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, indented, show, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import counted, message
from okqual.model.agreement import Unit
from okqual.model.team import Outcome
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from okqual.model.codebook import Codebook
    from okqual.model.difference import Difference

command = Group("adjudicate", "adjudicate")


@named("adjudicate.list", command)
@option("--unit", type=click.Choice([unit.value for unit in Unit]), default="case")
@option("--settled", is_flag=True)
@option("--json", "as_json", is_flag=True)
def list_differences(unit: str, settled: bool, as_json: bool) -> None:
    from okqual.study.browsing import codebook
    from okqual.study.differing import differences

    with opened() as study:
        found, book = differences(study, Unit(unit), settled), codebook(study)
    if as_json:
        emit_json([_plain(one) for one in found])
        return
    for one in found:
        show(told(one, book))
    tell(counted("cli.adjudicate.count", len(found)))


@named("adjudicate.settle", command)
@argument("place", "case_or_passage")
@argument("code", "code")
@argument("outcome", "outcome", type=click.Choice([outcome.value for outcome in Outcome]))
@option("--because", value="text", required=True)
@option("--of", "of", value="coder", default="")
@option("--value", value="value")
def settle_one(place: str, code: str, outcome: str, because: str, of: str, value: str | None) -> None:
    from okqual.study.adjudicating import adjudicate

    with opened(writes=True) as study:
        case, note, number = _place(study, place)
        adjudicate(study, case, code, Outcome(outcome), because, of, value, note, number)
    tell(message("cli.adjudicate.settled", place=visible_line(place), code=visible_line(code)))


@named("adjudicate.reopen", command)
@argument("place", "case_or_passage")
@argument("code", "code")
def reopen(place: str, code: str) -> None:
    from okqual.study.adjudicating import take_back

    with opened(writes=True) as study:
        case, note, number = _place(study, place)
        take_back(study, case, code, note, number)
    tell(message("cli.adjudicate.reopened", place=visible_line(place), code=visible_line(code)))


def told(one: Difference, book: Codebook) -> str:
    """A unit in words, both readings under each other."""
    code = book.by_id.get(one.code)
    lines = [
        f"{visible_line(one.place)} · {visible_line(book.name_of(one.code))} · {message(f'team.differs.{one.differs}')}"
    ]
    for reading in one.readings:
        values = [code.scale.name_of(v) if code and code.scale else v for v in reading.values]
        words = [f"{visible_line(each.place)} {visible_line(each.text[:160])}" for each in reading.said]
        memos = [message("cli.adjudicate.memo", memo=visible_line(each.memo)) for each in reading.said if each.memo]
        lines.append(indented(f"{reading.coder}:", "\n".join([", ".join(values) or "–", *words, *memos])))
    if one.settled is not None:
        by = f"({one.settled.coder}, {moment(one.settled.at)})"
        outcome = message(f"team.outcome.{one.settled.outcome}")
        lines.append(indented(f"{outcome}:", f"{visible_line(one.settled.reason)} {by}"))
    return "\n".join([*lines, ""])


def _plain(one: Difference) -> dict[str, object]:
    made = asdict(one) | {"place": one.place, "waits": one.waits}
    if one.settled is not None:
        made["settled"]["counts"] = sorted(one.settled.counts)
        made["settled"]["others"] = sorted(one.settled.others)
    return made


def _place(study: object, place: str) -> tuple[str, str, int]:
    """(interview, note, passage) of an interview's id or a citation id."""
    from okqual.model.coding import parse_citation
    from okqual.study.browsing import note

    words = parse_citation(place)
    if words is None:
        return place, "", 0
    return note(study, words.note).case, words.note, words.first  # type: ignore[arg-type]
