"""Which study is on the desk: opening one, beginning anew with it, letting someone else code."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from okqual.messages import message
from okqual.tui import recents
from okqual.tui.desk import Desk

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp


MODULES: list[str] = []
"""The modules of the places of work, in their order."""


def screen(module: str, name: str) -> Callable[[], Screen[Any]]:
    """A place of work of ``tui/screens``, imported when one goes there for the first time."""

    MODULES.append(f"okqual.tui.screens.{module}")

    def made() -> Screen[Any]:
        place: Screen[Any] = getattr(import_module(f"okqual.tui.screens.{module}"), name)()
        return place

    return made


SCREENS: dict[str, str | Callable[[], Screen[Any]]] = {
    "start": screen("start", "StartScreen"),
    "overview": screen("overview", "OverviewScreen"),
    "coding": screen("coding", "CodingScreen"),
    "answers": screen("answers", "AnswersScreen"),
    "review": screen("review", "ReviewScreen"),
    "orphans": screen("orphans", "OrphansScreen"),
    "matrix": screen("matrix", "MatrixScreen"),
    "findings": screen("findings", "FindingsScreen"),
    "outline": screen("outline", "OutlineScreen"),
    "values": screen("values", "ValuesScreen"),
    "codebook": screen("codebook", "CodebookScreen"),
    "changed": screen("changed", "ChangedScreen"),
    "proposals": screen("proposals", "ProposalsScreen"),
    "code_list": screen("code_list", "CodeListScreen"),
    "compare": screen("compare", "CompareScreen"),
    "search": screen("search", "SearchScreen"),
    "memos": screen("memos", "MemosScreen"),
    "signing": screen("signing", "SigningScreen"),
    "trace": screen("tracing", "TraceScreen"),
    "word_edits": screen("word_edits", "WordEditsScreen"),
    "differing": screen("differing", "DifferingScreen"),
    "undo_list": screen("undo_list", "UndoListScreen"),
}
"""The places of work by the names that keys and commands give them."""


BETWEEN = "between"
"""The name of an empty screen while all others are made anew."""


def open_study(app: OkqualApp, folder: Path, then: Callable[[], object] | None = None) -> None:
    """Put a study on the desk, in place of the one there, and go on when its overview is in front."""
    from okqual.tui.study_desk import open_desk

    # Who reads without leaving a mark goes on so, also as another coder.
    desk = open_desk(folder, app.coder or None, read_only=app.desk is not None and app.desk.read_only)
    recents.remember(desk.name, desk.folder)
    put_on_desk(app, desk, then)


def put_on_desk(app: OkqualApp, desk: Desk, then: Callable[[], object] | None = None) -> None:
    """Work with this study from now on."""
    if app.desk is not None:
        app.desk.close()
    app.desk, app.coder = desk, desk.coder
    reopen(app, then)


def reopen(app: OkqualApp, then: Callable[[], object] | None = None) -> None:
    """Begin anew with the study on the desk: all places of work read it again."""

    async def renew() -> None:
        # A place of work can be left out only while one is in another.
        app.add_mode(BETWEEN, Screen)
        await app.switch_mode(BETWEEN)
        for mode, made in SCREENS.items():
            await app.remove_mode(mode)
            app.add_mode(mode, made)
        await app.switch_mode("overview" if app.desk is not None else "start")
        await app.remove_mode(BETWEEN)
        if then is not None:
            app.trying(then)

    app.edition += 1
    app.call_later(renew)


def name_coder(app: OkqualApp, name: str) -> None:
    """Let someone else code from now on. Raises OkqualError for a name that cannot be one."""
    from okqual.study.opening import who

    app.coder = who(name or None)


def undo_any(app: OkqualApp) -> None:
    """Undo the last entry even if it is a whole load or import."""
    if app.desk is not None:
        undone = app.desk.undo()
        app.say(message("tui.said.undone_any" if undone else "tui.said.nothing_to_undo"))
        reopen(app)
