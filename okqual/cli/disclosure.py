"""``okqual disclosure``: what may leave the house, and what publishing now would change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.errors import USAGE, OkqualError
from okqual.messages import counted, message
from okqual.model.disclosure import FACTS, RoleLabel, SmallGroups, Unreviewed

if TYPE_CHECKING:
    from okqual.model.disclosure import DisclosureChange

ACTOR = "aktörstyp"
command = Group("disclosure", "disclosure")


@named("disclosure.show", command)
@option("--json", "as_json", is_flag=True)
def show_rules(as_json: bool) -> None:
    from okqual.model.plain import plain
    from okqual.study.disclosing import disclosure, secret_passages

    with opened() as study:
        rules, secret = disclosure(study), secret_passages(study)
    if as_json:
        emit_json({"smallest_group": rules.smallest_group, "small_groups": str(rules.small_groups),
                   "unreviewed": str(rules.unreviewed), "roles": plain(rules.roles), "told": rules.told,
                   "secret": secret})  # fmt: skip
        return
    show(message("cli.disclosure.smallest", number=rules.smallest_group))
    show(message(f"cli.disclosure.small.{rules.small_groups.value}"))
    show(message(f"cli.disclosure.unreviewed.{rules.unreviewed.value}"))
    for role in rules.roles:
        show(message("cli.disclosure.role", actor=role.actor, label=role.label))
    facts = ", ".join(message(f"cli.disclosure.fact.{name}") for name in rules.told)
    show(message("cli.disclosure.told", facts=facts or "–"))
    show(message("cli.disclosure.secret", ids=", ".join(secret) or "–"))


@named("disclosure.set", command)
@option("--smallest", type=click.IntRange(1, 1000), value="number")
@option("--small", type=click.Choice([kind.value for kind in SmallGroups]))
@option("--unreviewed", type=click.Choice([kind.value for kind in Unreviewed]))
@option("--role", "roles", multiple=True, value="role")
@option("--tell", "facts", multiple=True, type=click.Choice(FACTS))
def set_rules(
    smallest: int | None, small: str | None, unreviewed: str | None, roles: tuple[str, ...], facts: tuple[str, ...]
) -> None:
    from okqual.study.disclosing import decide_disclosure, disclosure

    labels = tuple(_role(words) for words in roles)
    with opened(writes=True) as study:
        rules = disclosure(study)
        kept = {role.actor: role for role in (*rules.roles, *labels)}
        new = replace(
            rules, smallest_group=smallest or rules.smallest_group,
            small_groups=SmallGroups(small) if small else rules.small_groups,
            unreviewed=Unreviewed(unreviewed) if unreviewed else rules.unreviewed, roles=tuple(kept.values()),
            told=tuple(name for name in FACTS if name in facts) if facts else rules.told,
        )  # fmt: skip
        decide_disclosure(study, new)
    tell(message("cli.disclosure.decided"))


@named("disclosure.secret", command)
@argument("ids", "id", nargs=-1, required=True)
@option("--off", is_flag=True)
def secret(ids: tuple[str, ...], off: bool) -> None:
    from okqual.study.disclosing import keep_secret

    with opened(writes=True) as study:
        changed = sum(keep_secret(study, citation, not off) for citation in ids)
    tell(counted("cli.disclosure.open" if off else "cli.disclosure.closed", changed))


@named("disclosure.check", command)
@option("--by", default=ACTOR, value="attribute")
@option("--json", "as_json", is_flag=True)
def check(by: str, as_json: bool) -> None:
    from okqual.study.disclosure_report import report

    with opened() as study:
        changes = report(study, (by,))
    if as_json:
        emit_json([{"kind": str(c.kind), "where": c.where, "count": c.count, "now": c.now} for c in changes])
    elif changes:
        show(report_table(changes))
    else:
        tell(message("cli.disclosure.nothing"))


def report_table(changes: list[DisclosureChange]) -> str:
    """The report as aligned text."""
    heads = [message(f"cli.column.{name}") for name in ("what_happens", "where", "number_of", "is_called")]
    rows = [(message(f"cli.disclosure.kind.{c.kind.value}"), c.where, c.count, c.now) for c in changes]
    return table(heads, rows, {2})


def _role(words: str) -> RoleLabel:
    actor, equals, label = words.partition("=")
    if not equals or not actor.strip() or not label.strip():
        raise OkqualError("errors.role_label", {"role": words}, "errors.role_label.try", exit_code=USAGE)
    return RoleLabel(actor.strip(), label.strip())
