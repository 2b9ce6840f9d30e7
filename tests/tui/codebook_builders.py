"""A study with a codebook of three codes under two criteria, and ways to get about its screens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from okqual.model.codebook import AnswerSource, Criterion, EvaluationQuestion
from okqual.study import coding
from okqual.study.definitions import take_codebook
from okqual.tui.app import OkqualApp
from okqual.tui.screens.codebook import CodebookScreen
from okqual.tui.study_desk import StudyDesk
from tests.store.histories import BOOK, load_note, new_study

HOSTILE = "[laughs] [/b] [red]\x1b[31m קוד 漢字 e\u0301 \u202eomvänt " + "lång " * 2000
DEEP = replace(
    BOOK,
    criteria=(Criterion("KOH", "Koherens", "Hänger det ihop?"), Criterion("REL", "Relevans")),
    evaluation_questions=(
        EvaluationQuestion("KOH-1", "KOH", "Har insatserna samordnats?", "Samordning", (AnswerSource.INTERVIEWS,)),
    ),
    codes=(
        replace(BOOK.codes[0], parents=("KOH-1",), brief="Det hänger ihop.", when="När insatser samordnas."),
        replace(BOOK.codes[1], parents=("KOH-1", "REL"), when="Hinder.", when_not="Allmänt missnöje."),
        replace(BOOK.codes[2], parents=("REL",), synonyms=("önskemål", "vilja")),
    ),
)


def codebook_desk(folder: Path) -> StudyDesk:
    """Two notes, two codings of one code and one of another."""
    study = new_study(folder)
    take_codebook(study, DEEP)
    load_note(study, 1)
    load_note(study, 2)
    coding.apply_code(study, "N-1", 0, 20, "KOH-b")
    coding.apply_code(study, "N-2", 0, 20, "KOH-b")
    coding.apply_code(study, "N-2", 0, 20, "REL-c")
    return StudyDesk(study)


async def there(app: OkqualApp, pilot: Any, key: str = "") -> None:
    await pilot.pause()
    await pilot.press("g", "b")
    await pilot.pause(0.1)
    assert isinstance(app.screen, CodebookScreen)
    if key:
        await pilot.press(key)
        await pilot.pause(0.1)


def said(app: OkqualApp) -> str:
    return "\n".join(notice.message for notice in app._notifications)


async def typed(pilot: Any, words: str) -> None:
    await pilot.press(*("space" if sign == " " else sign for sign in words))
