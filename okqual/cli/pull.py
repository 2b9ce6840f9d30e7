"""``okqual pull``: edits made in Word come home, shown as a plan and taken as one step."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, indented, show, tell
from okqual.cli.words import argument, named, option
from okqual.messages import counted, message

if TYPE_CHECKING:
    from collections.abc import Collection

    from okqual.model.returned import Edit
    from okqual.study.pulling import Pull

LONGEST = 400
"""Characters of a text that the plan shows; JSON has all of it."""


@named("pull")
@argument("file", "word_file", type=click.Path(path_type=Path))
@option("--dry-run", is_flag=True)
@option("--take", multiple=True, value="edit")
@option("--keep", multiple=True, value="edit")
@option("--export", "export", value="export")
@option("--no-memos", is_flag=True)
@option("--json", "as_json", is_flag=True)
def command(
    file: Path, dry_run: bool, take: tuple[str, ...], keep: tuple[str, ...], export: str | None, no_memos: bool,
    as_json: bool,
) -> None:  # fmt: skip
    from okqual.study import pulled, pulling

    done = None
    with opened(writes=not dry_run) as study:
        brought = pulling.plan(study, file, export or "")
        edits = pulling.chosen(brought, take or ("all",), keep)
        if not dry_run:
            done = pulled.pull(study, brought, edits, with_memos=not no_memos)
    if as_json:
        emit_json(_plain(brought, {edit.id for edit in edits}, done))
        return
    show_plan(brought, {edit.id for edit in edits})
    if done is not None:
        counts = {
            what: counted(f"cli.pull.done.{what}", n) for what, n in (("texts", done.texts), ("memos", done.memos))
        }
        told = message("cli.pull.done", **counts)
        tell(told if done.texts or done.memos else message("cli.pull.nothing"))


def show_plan(brought: Pull, taken: Collection[str]) -> None:
    """The plan for a person."""
    for export in brought.exports:
        what = message(f"cli.pull.what.{export.what}")
        show(message("cli.pull.of", file=brought.returned.name, what=what, time=moment(export.at)))
    if brought.changed_since:
        show(message("cli.pull.moved"))
    if brought.returned.tracked:
        authors = ", ".join(sorted({each.author for each in brought.returned.revisions if each.author})) or "–"
        show(counted("cli.pull.tracked", brought.returned.tracked, authors=authors))
    same = len(brought.edits) - len(brought.open)
    if same:
        show(counted("cli.pull.same", same))
    for edit in brought.edits:
        if edit in brought.open or edit.comments:
            _show_edit(edit, edit.id in taken)
    beside = [memo for memo in brought.remarks if not any(memo.comment in edit.comments for edit in brought.edits)]
    if beside:
        show("\n" + counted("cli.pull.memos", len(beside)))
        for memo in beside:
            show(indented(memo.comment.author or "–", f"{_short(memo.comment.text)} ({memo.where})"))
    if brought.quotes:
        show("\n" + counted("cli.pull.quotes", len(brought.quotes)))
        for quote in brought.quotes:
            show(indented(quote.id or "–", _short(quote.now)))
    if brought.unplaced:
        show("\n" + counted("cli.pull.unplaced", len(brought.unplaced)))
        for text in brought.unplaced:
            show(indented("–", _short(text)))
    if brought.comments:
        show("\n" + counted("cli.pull.comments", len(brought.comments)))
        for comment in brought.comments:
            show(indented(comment.author or "–", _short(comment.text)))


def _show_edit(edit: Edit, taken: bool) -> None:
    from okqual.model.returned import TAKEABLE, Fate, How

    show(f"\n{edit.id}  {edit.label}")
    fate = message(f"export.pull.fate.{edit.fate}")
    if edit.how is not How.ANCHOR:
        fate += " · " + message(f"export.pull.how.{edit.how}", likeness=edit.likeness)
    if edit.fate not in (Fate.SAME, Fate.THERE):
        kind = "sure" if taken else "named" if edit.fate in TAKEABLE else "never"
        fate += " · " + message(f"cli.pull.{kind}")
    show("  " + fate)
    for name, text in texts_of(edit):
        show(indented(message(f"cli.pull.{name}"), _short(text)))
    if edit.revisions:
        told = dict.fromkeys(" ".join(filter(None, (one.author, one.date[:10]))) for one in edit.revisions)
        show(indented(message("cli.pull.by"), ", ".join(told)))
    for name, ids in (("lost", edit.lost), ("added", edit.added)):
        if ids:
            show(indented(message(f"cli.pull.{name}"), ", ".join(ids)))
    for comment in edit.comments:
        show(indented(message("cli.pull.comment"), f"{comment.author or '–'}: {_short(comment.text)}"))


def texts_of(edit: Edit) -> list[tuple[str, str]]:
    """The wordings of an edit that say something, by their names."""
    from okqual.model.returned import Fate

    if edit.fate in (Fate.SAME, Fate.THERE):
        return []
    told = [("base", edit.base)]
    if edit.now != edit.base:
        told.append(("now", edit.now))
    told.append(("word", edit.word))
    if edit.fate is Fate.MERGED:
        told.append(("result", edit.result))
    return [(name, text) for name, text in told if text.strip()]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _plain(brought: Pull, taken: Collection[str], done: Any) -> dict[str, Any]:
    edits = []
    for edit in brought.edits:
        told = asdict(edit)
        told["place"] = (
            told["place"] if isinstance(told["place"], str) else {k: str(v) for k, v in told["place"].items()}
        )
        edits.append(
            {**told, "fate": str(edit.fate), "how": str(edit.how), "sure": edit.sure, "taken": edit.id in taken}
        )
    return {
        "file": brought.returned.name, "sha256": brought.returned.sha256,
        "exports": [{"id": each.id, "what": each.what, "at": each.at, "coder": each.coder} for each in brought.exports],
        "changed_since": brought.changed_since, "tracked": brought.returned.tracked,
        "edits": edits, "unplaced": list(brought.unplaced),
        "quotes": [asdict(each) for each in brought.quotes],
        "memos": [
            {"about": str(e.about), "id": e.name, "where": e.where, "comment": asdict(e.comment)}
            for e in brought.remarks
        ],
        "comments": [asdict(each) for each in brought.comments],
        "written": {"texts": done.texts, "memos": done.memos} if done is not None else None,
    }  # fmt: skip
