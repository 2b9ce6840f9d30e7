"""Searches under a name: kept, chosen, called otherwise, removed; the screen that searches is made of it."""

from __future__ import annotations

from dataclasses import replace

from okqual.messages import message
from okqual.model.memo import SavedSearch
from okqual.tui.said import Said, refused
from okqual.tui.screens.asking import AskLine, AskOne
from okqual.tui.screens.listing import ListPlace


class SavedSearches(ListPlace):
    """What is done with searches that have a name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.wanted = SavedSearch("", "")
        """The search in front, under a name or not."""

    def show_search(self, search: SavedSearch) -> None:
        """Search for this."""

    def show_found(self, asked: bool = True) -> None:
        """Show how much was found."""

    def action_save(self) -> None:
        """Keep the search under a name."""
        from okqual.study.saved_searches import save_search

        def named(name: str) -> None:
            assert self.okqual.desk is not None
            self.wanted = replace(self.wanted, name=" ".join(name.split()))
            save_search(self.okqual.desk.study, self.wanted)
            self._written(message("tui.search.saved", name=self.wanted.name))

        self.ask(AskLine(message("tui.search.ask.name"), self.wanted.name), named)

    def action_saved(self) -> None:
        """Choose among the searches that are kept."""
        from okqual.study.saved_searches import saved_searches

        assert self.okqual.desk is not None
        kept = {search.name: search for search in saved_searches(self.okqual.desk.study)}
        if not kept:
            self.say(refused("tui.search.none_saved"))
            return
        box = AskOne(message("tui.search.ask.saved"), [(name, name) for name in kept], self.wanted.name)
        self.ask(box, lambda name: self.show_search(kept[name]))

    def action_rename(self) -> None:
        """Give the search in front another name."""
        from okqual.study.saved_searches import rename_search

        before = self.wanted.name

        def named(name: str) -> None:
            assert self.okqual.desk is not None
            rename_search(self.okqual.desk.study, before, name)
            self.wanted = replace(self.wanted, name=" ".join(name.split()))
            self._written(message("tui.search.renamed", name=before, new=self.wanted.name))

        if self._has_name():
            self.ask(AskLine(message("tui.search.ask.rename", name=before), before), named)

    def action_forget(self) -> None:
        """Remove the search in front from those with a name; the words and filters stay."""
        from okqual.study.saved_searches import forget_search

        if self._has_name():
            assert self.okqual.desk is not None
            name = self.wanted.name
            forget_search(self.okqual.desk.study, name)
            self.wanted = replace(self.wanted, name="")
            self._written(message("tui.search.forgotten", name=name))

    def _has_name(self) -> bool:
        if not self.wanted.name:
            self.say(refused("tui.search.no_name"))
        return bool(self.wanted.name)

    def _written(self, words: str) -> None:
        self.okqual.edition += 1
        self._edition = self.okqual.edition
        self.say(Said(words, undoable=True))
        self.show_found()
