"""``okqual codes rename|merge|retire|history|changed|proposals|lock|unlock``: codes changed and looked back on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Command, argument, named, option
from okqual.errors import USAGE, OkqualError
from okqual.messages import counted, message
from okqual.text.shown import visible_line
from okqual.text.word_difference import Differs, word_differences

if TYPE_CHECKING:
    from okqual.store.proposals_told import Proposal
    from okqual.study.changed_definitions import Changed
    from okqual.study.code_versions import CodeVersion

MARKS = {Differs.SAME: ("", ""), Differs.GONE: ("[-", "-]"), Differs.NEW: ("[+", "+]")}


@named("codes.rename")
@argument("code", "code")
@argument("name", "name")
@option("--meaning/--no-meaning", "meaning", default=False)
def rename(code: str, name: str, meaning: bool) -> None:
    from okqual.study.codebook_editing import rename_code

    with opened(writes=True) as study:
        made = rename_code(study, code, name, meaning)
    tell(message("cli.codes.renamed", code=made.id, name=visible_line(made.name)))


@named("codes.merge")
@argument("code", "code")
@argument("into", "into_code")
@option("--meaning/--no-meaning", "meaning", default=None)
def merge(code: str, into: str, meaning: bool | None) -> None:
    from okqual.study.codebook_editing import merge_codes

    if meaning is None:
        raise OkqualError("errors.meaning_unsaid", {"code": code}, "errors.meaning_unsaid.try", USAGE)
    with opened(writes=True) as study:
        made = merge_codes(study, code, into, meaning)
    tell(message("cli.codes.merged", code=code, into=made.id))


@named("codes.retire")
@argument("code", "code")
@option("--back", is_flag=True)
def retire(code: str, back: bool) -> None:
    from okqual.study.codebook_editing import retire_code

    with opened(writes=True) as study:
        made = retire_code(study, code, on=not back)
    tell(message("cli.codes.taken_up" if back else "cli.codes.retired", code=made.id))


@named("codes.history")
@argument("code", "code")
@option("--json", "as_json", is_flag=True)
def history(code: str, as_json: bool) -> None:
    from okqual.study.code_versions import versions_of

    with opened() as study:
        found = versions_of(study, code)
    if as_json:
        emit_json([_plain_version(number, one) for number, one in enumerate(found, 1)])
        return
    for number, one in enumerate(found, 1):
        how = "first" if number == 1 else "meaning" if one.meaning else "wording"
        words = message(f"tui.codebook.version.{how}")
        show(f"{number}. {moment(one.at)}  {visible_line(one.coder)}  {words}")
        for change in one.changes:
            marked = "".join(
                MARKS[kind][0] + part + MARKS[kind][1] for kind, part in word_differences(change.old, change.new)
            )
            show(f"   {message(f'tui.codebook.part.{change.part}')}: {visible_line(marked)}")


@named("codes.changed")
@option("--json", "as_json", is_flag=True)
@option("--limit", type=click.IntRange(1), default=500, value="number")
def changed(as_json: bool, limit: int) -> None:
    from okqual.study import changed_definitions

    with opened() as study:
        found = changed_definitions.changed(study, limit)
        count = changed_definitions.how_many(study)
    if as_json:
        emit_json([_plain_changed(one) for one in found])
        return
    if found:
        names = ("coding", "code", "coder", "id", "text")
        rows = [
            [one.coding.id, one.now.id, one.coding.coder, _place(one.coding.note, one.number), one.quote]
            for one in found
        ]
        show(table([message(f"cli.column.{name}") for name in names], rows))
    tell(counted("cli.codes.waiting", count))


@named("codes.proposals")
@option("--json", "as_json", is_flag=True)
def proposals(as_json: bool) -> None:
    from okqual.study import proposing

    with opened() as study:
        found = proposing.proposals(study)
    if as_json:
        emit_json([_plain_proposal(one) for one in found])
        return
    if found:
        names = ("id", "coder", "name", "place", "answer", "text")
        rows = []
        for one in found:
            answer = message(f"tui.proposals.state.{one.answer or 'waiting'}")
            rows.append([one.id, one.coder, one.name, _place(one.note, one.number), answer, one.reason or one.why])
        show(table([message(f"cli.column.{name}") for name in names], rows))
    tell(counted("cli.codes.asked", sum(one.answer is None for one in found)))


@named("codes.lock")
def lock() -> None:
    _lock(on=True)


@named("codes.unlock")
def unlock() -> None:
    _lock(on=False)


def _lock(on: bool) -> None:
    from okqual.study import codebook_lock

    with opened(writes=True) as study:
        codebook_lock.lock(study, on)
        lead = codebook_lock.lead(study)
    tell(message("cli.codes.locked" if on else "cli.codes.unlocked", lead=lead))


def _place(note: str, number: int) -> str:
    return f"{note}:{number}" if number else note


def _plain_version(number: int, one: CodeVersion) -> dict[str, Any]:
    changes = [{"part": change.part, "old": change.old, "new": change.new} for change in one.changes]
    return {
        "version": number, "at": one.at, "coder": one.coder, "imported": one.imported, "meaning": one.meaning,
        "changes": changes,
    }  # fmt: skip


def _plain_changed(one: Changed) -> dict[str, Any]:
    return {
        "coding": one.coding.id, "case": one.coding.case, "id": _place(one.coding.note, one.number), "quote": one.quote,
        "code": one.now.id, "coder": one.coding.coder, "definition": one.coding.definition,
    }  # fmt: skip


def _plain_proposal(one: Proposal) -> dict[str, Any]:
    return {
        "proposal": one.id, "coder": one.coder, "at": one.at, "name": one.name, "why": one.why,
        "case": one.case or None, "id": _place(one.note, one.number) or None, "quote": one.quote,
        "answer": one.answer and str(one.answer),
        "code": one.code or None, "reason": one.reason, "answered_by": one.answered_by or None,
    }  # fmt: skip


EDITS: tuple[Command, ...] = (rename, merge, retire, history, changed, proposals, lock, unlock)
"""In the order of the help."""
