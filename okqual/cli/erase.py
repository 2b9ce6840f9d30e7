"""``okqual erase``: gallra an interview; asks for the reason and the decision, and says what is left elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, progress_done, show, table, tell
from okqual.cli.words import argument, named, option
from okqual.errors import OkqualError
from okqual.messages import counted, message
from okqual.text.shown import visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okqual.store.quoting import Quoting
    from okqual.study.erasing import Erased, Outside, Plan

RULES = ("keep", "withdraw")
MOST = 30
"""Texts of which the words are shown."""


@named("erase")
@argument("case", "maybe_case", required=False)
@option("--reason", default="", value="reason")
@option("--reference", default="", value="reference")
@option("--codings", type=click.Choice(RULES))
@option("--few-words", is_flag=True)
@option("--word", "words", multiple=True, value="one_word")
@option("--yes", is_flag=True)
@option("--json", "as_json", is_flag=True)
def command(
    case: str | None, reason: str, reference: str, codings: str | None, few_words: bool, words: tuple[str, ...],
    yes: bool, as_json: bool,
) -> None:  # fmt: skip
    from okqual.study.erasing import erase, erasures, plan, rule, set_rule

    with opened(writes=True) as study:
        if codings is not None and set_rule(study, codings):
            tell(message(f"cli.erase.rule.{codings}"))
        if case is None:
            if as_json:
                emit_json([{"case": one.case, "at": one.at, "coder": one.coder, "reason": one.reason,
                            "reference": one.reference} for one in erasures(study)])  # fmt: skip
                return
            tell(message(f"cli.erase.rule.{rule(study)}"))
            heads = [message(f"cli.column.{name}") for name in ("case", "at", "coder", "reason", "reference")]
            show(table(heads, [(o.case, moment(o.at), o.coder, o.reason, o.reference) for o in erasures(study)]))
            return
        todo = plan(study, case, few_words, words)
        _tell_plan(todo, words=not yes and _at_a_terminal())
        reason, reference = _asked(case, reason, reference, yes)
        done = erase(study, case, reason, reference, short=few_words, words=words)
        progress_done()
    if as_json:
        emit_json({"case": case, "before": todo.held, "after": done.held, "quoting": len(todo.quoting),
                   "left_few_words": len(todo.left), "named_in": list(todo.named_in),
                   "backups": done.backups, "overwritten": done.overwritten,
                   "left": [str(path) for path in todo.outside.files],
                   "exports": [name for _, name, _ in todo.outside.exports]})  # fmt: skip
    else:
        _show(done)


def _at_a_terminal() -> bool:
    """Whether somebody can be asked; and whether what is told goes to a screen and not to a file."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(case: str, reason: str, reference: str, yes: bool) -> tuple[str, str]:
    """Reason and reference, asked for where they are not given; the interview's id typed by the person."""
    if not _at_a_terminal() and not (yes and reason and reference):
        raise OkqualError("errors.erase_not_confirmed", {"case": case}, "errors.erase_not_confirmed.try")
    reason = reason or click.prompt(message("cli.erase.ask_reason"), err=True)
    reference = reference or click.prompt(message("cli.erase.ask_reference"), err=True)
    if not yes and click.prompt(message("cli.erase.confirm", case=visible_line(case)), err=True) != case:
        raise OkqualError("errors.erase_not_confirmed", {"case": case}, "errors.erase_not_confirmed.try")
    return reason, reference


def _tell_plan(todo: Plan, words: bool) -> None:
    """What would be done; with ``words``, also which are struck and which stay, for whoever is asked next.

    Nobody else is told them: an output that is kept would keep them.
    """
    tell(message("cli.erase.plan", case=visible_line(todo.case), **{k: str(v) for k, v in todo.held.items()}))
    tell(message("cli.erase.withdraws" if todo.withdraws else "cli.erase.keeps"))
    if todo.quoting:
        tell(counted("cli.erase.quoting", len(todo.quoting)))
        _tell_words(todo.quoting if words else ())
    if todo.left:
        tell(counted("cli.erase.left", len(todo.left)))
        _tell_words(todo.left if words else ())
    if todo.single and words:
        tell(message("cli.erase.single"))
        _tell_words(todo.single)
    if todo.named_in:
        cases = visible_line(", ".join(todo.named_in))
        tell(counted("cli.erase.named_in", len(todo.named_in), cases=cases))


def _tell_words(found: Sequence[Quoting]) -> None:
    for one in found[:MOST]:
        kinds = ", ".join(message(f"cli.event.{kind}") for kind in one.kinds)
        for words in one.words[:MOST]:
            tell(f"  {kinds}: {visible_line(words)}")
    if len(found) > MOST:
        tell(counted("cli.erase.more_texts", len(found) - MOST))


def _show(done: Erased) -> None:
    heads = [message(f"cli.column.{name}") for name in ("erased_what", "before", "after")]
    rows = [(message(f"cli.erase.held.{name}"), done.plan.held[name], done.held[name]) for name in done.held]
    rows.append((message("cli.erase.held.quoting"), len(done.plan.quoting), 0))
    if done.plan.left:
        rows.append((message("cli.erase.held.left"), len(done.plan.left), len(done.plan.left)))
    rows.append((message("cli.erase.held.backups"), done.backups, 0))
    show(table(heads, rows, numbers={1, 2}))
    _show_outside(done.plan.outside)
    tell(message("cli.erase.ids", case=visible_line(done.plan.case)))
    if not done.overwritten:
        tell(message("cli.erase.later"))


def _show_outside(outside: Outside) -> None:
    if outside.files:
        show(message("cli.erase.files"))
    for path in outside.files:
        show(f"  {visible_line(str(path))}")
    if outside.exports:
        show(message("cli.erase.exports"))
    for _kind, name, at in outside.exports:
        show(f"  {moment(at)}  {visible_line(name) or '–'}")
