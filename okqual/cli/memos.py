"""``okqual memos``: memos on anything in the study, listed and written."""

from __future__ import annotations

from dataclasses import asdict

import click

from okqual.cli.here import opened
from okqual.cli.moments import moment
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message
from okqual.model.memo import About

command = Group("memos", "memos")


@named("memos.list", command)
@option("--about", type=click.Choice([about.value for about in About]))
@option("--json", "as_json", is_flag=True)
def list_memos(about: str | None, as_json: bool) -> None:
    from okqual.study.memos import memos

    with opened() as study:
        found = [memo for memo in memos(study) if about in (None, memo.about)]
    if as_json:
        emit_json([asdict(memo) for memo in found])
    elif found:
        heads = [message(f"cli.column.{name}") for name in ("about", "id", "coder", "at", "memo")]
        rows = [
            (message(f"terms.about.{memo.about.value}"), place_of(memo.id, memo.note, memo.number), memo.coder,
             moment(memo.at), memo.text)
            for memo in found
        ]  # fmt: skip
        show(table(heads, rows))
    else:
        tell(message("cli.memos.none"))


@named("memos.write", command)
@argument("about", "about", type=click.Choice([about.value for about in About]))
@argument("words", "memo_words", nargs=-1, required=True)
def write(about: str, words: tuple[str, ...]) -> None:
    from okqual.study.memos import write_memo

    what = About(about)
    name, text = ("", words) if what is About.STUDY else (words[0], words[1:])
    with opened(writes=True) as study:
        write_memo(study, what, name, " ".join(text))
    tell(message("cli.memos.written" if " ".join(text).strip() else "cli.memos.cleared"))


def place_of(name: str, note: str, number: int) -> str:
    """What a memo is about as a person writes it: a coding by the passage that it begins in."""
    return f"{note}:{number}" if number else name
