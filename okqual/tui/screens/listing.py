"""What places with a list share: one thing in front, by keys and mouse alike; read again where something changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual import on

from okqual.messages import message
from okqual.tui.said import Said, refused
from okqual.tui.screens.base import Place
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine


class ListPlace(Place):
    """A place of work whose ``#list`` has one thing in front."""

    UNDOABLE: ClassVar[Collection[str]] = ()
    """Kinds of entry that undo takes back from here."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._edition = -1

    @property
    def lines(self) -> LineList:
        """The list."""
        return self.query_one("#list", LineList)

    def on_screen_resume(self) -> None:
        """The place is in front."""
        self.come_to()

    def come_to(self) -> None:
        """Read again where something was changed while one was elsewhere."""
        if self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)

    def show_front(self) -> None:
        """Show the thing in front in full."""

    # Keys and mouse.

    def action_step(self, step: int) -> None:
        """Stand on the next or previous line."""
        self.lines.stand(self.lines.at + step)
        self.show_front()

    def action_page(self, step: int) -> None:
        """Stand a screenful away."""
        self.lines.page(step)
        self.show_front()

    def action_end(self, at: int) -> None:
        """Stand on the first (0) or last (-1) line."""
        self.lines.stand(at)
        self.show_front()

    @on(LineList.Stood)
    def _stood_on(self) -> None:
        self.show_front()

    @on(LineList.Chosen)
    async def _pointed_at_twice(self) -> None:
        # Whatever key a person has for it, the place was made with Enter.
        for binding in self._bindings.key_to_bindings.get("enter", ()):
            await self.run_action(binding.action)

    def action_leave(self) -> None:
        """Back to the overview."""
        self.app.switch_mode("overview")

    # What was written.

    def say(self, said: Said | None) -> None:
        """One line about what a key did; None takes it away."""
        self.query_one(MessageLine).say(said)

    def done(self, said: Said) -> None:
        """Something was written: others read it when they are gone to, this place now."""
        self.okqual.edition += 1
        self.read_again()
        self.say(said)

    def action_undo(self, forth: bool = False) -> None:
        """Take back what was done last, if it was done here, or bring it again."""
        said = self.taken_back(forth)
        if said.refused:
            self.say(said)
        else:
            self.done(said)

    def taken_back(self, forth: bool = False) -> Said:
        """Undo, or do again, and what is said of it; refused where the last thing was not done here."""
        return take_back(self, self.UNDOABLE, forth)


def take_back(place: Place, kinds: Collection[str], forth: bool = False) -> Said:
    """Undo the last entry if it is of these kinds, or do again what was undone; returns the line about it."""
    desk = place.okqual.desk
    upcoming = desk.upcoming_undo() if desk is not None else None
    if desk is None or (not forth and (upcoming is None or upcoming.kind not in kinds)):
        return refused("tui.said.nothing_to_undo")
    before = desk.codebook()
    change = desk.redo() if forth else desk.undo()
    if change is None:
        return refused("tui.said.nothing_to_redo")
    # A code that was taken back has a name before, one that came again after.
    code = (desk.codebook() if forth else before).name_of(change.code) if change.code else ""
    what = message(f"tui.change.{change.kind}", code=code, where=change.where, count=change.entries)
    return Said(message("tui.said.redone" if forth else "tui.said.undone", what=what))
