"""The box for the memo of an interview, a note, a code or the study, from wherever one thinks of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.model.memo import About
from okqual.text.shown import visible_line
from okqual.tui.said import Said, done, refused
from okqual.tui.screens.asking import AskText

if TYPE_CHECKING:
    from okqual.tui.screens.base import Place


def ask_memo(place: Place, about: About, name: str, where: str, then: Callable[[Said], object]) -> None:
    """Ask for the memo of something and write it; ``then`` is told what came of it."""
    from okqual.study.memos import memo_of, write_memo

    desk = place.okqual.desk
    if desk is None:
        return
    study, before = desk.study, memo_of(desk.study, about, name)

    def given(words: str) -> None:
        if words.strip() == before:
            then(refused("tui.said.same"))
            return
        write_memo(study, about, name, words)
        place.okqual.edition += 1
        then(done("tui.said.memo", what=where))

    place.ask(AskText(visible_line(message("tui.ask.memo", what=where)), before), given)
