"""Every verb under its Swedish name in the command list, and interviews and questions to jump to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from okqual.messages import message
from okqual.model.interview import Position
from okqual.text.shown import visible_line
from okqual.tui import places
from okqual.tui.keys import CODING, shown_key

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

LEFT_OUT = ("up", "down", "first", "last", "enter", "escape", "page_up", "page_down")


@dataclass(frozen=True)
class Command:
    """A line of the list."""

    name: str
    help: str
    run: Callable[[], object]


class Commands(Provider):
    """What can be done from where one is."""

    async def discover(self) -> Hits:
        """All commands, before a letter is typed."""
        for command in self._commands():
            yield DiscoveryHit(Content(command.name), command.run, command.name, command.help)

    async def search(self, query: str) -> Hits:
        """Commands and interviews that the letters fit."""
        matcher = self.matcher(query)
        for command in [*self._commands(), *self._interviews()]:
            score = matcher.match(command.name)
            if score > 0:
                yield Hit(score, Content(command.name), command.run, command.name, command.help)

    @property
    def _okqual(self) -> OkqualApp:
        return cast("OkqualApp", self.app)

    def _commands(self) -> Iterator[Command]:
        for name, run in places.commands(self._okqual):
            yield Command(message(f"tui.command.{name}"), message(f"tui.command.{name}.help"), self._safely(run))
        do = getattr(self.screen, "action_do", None)
        for binding in CODING if do is not None else ():
            if binding.id is None or not binding.action.startswith("do(") or self._is_moving(binding.id):
                continue
            keys = shown_key(binding)
            run = self._pressing(binding.action)
            yield Command(
                message("tui.command.coding", what=message(binding.description)),
                message("tui.command.key", key=keys), run,
            )  # fmt: skip

    def _is_moving(self, id: str) -> bool:
        name = id.partition(".")[2]
        return name in LEFT_OUT or name.startswith("expected")

    def _pressing(self, action: str) -> Callable[[], object]:
        async def press() -> None:
            await self.app.run_action(action, self.screen)

        return press

    def _safely(self, run: Callable[[], object]) -> Callable[[], object]:
        return lambda: self._okqual.trying(run)

    def _interviews(self) -> Iterator[Command]:
        desk = self._okqual.desk
        for row in desk.overview() if desk is not None else ():
            code = partial(self._okqual.code_at, Position(row.case, "", 0, 0))
            name = message("tui.command.interview", case=visible_line(row.case))
            yield Command(name, " · ".join(row.attributes.values())[:80], code)
