"""What to tell of rich text that was read: what was accepted, left out or hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from okqual.ingest.readers.rtf.words import State
from okqual.model.note import Remark, SourceBlock


@dataclass(slots=True)
class Tally:
    """What has been met so far."""

    page_texts: int = 0
    pictures: int = 0
    changes: int = 0
    changed_by: set[int] = field(default_factory=set)
    page_has_text: bool = False
    _last: tuple[str, int] | None = None

    def meet(self, state: State, text: str) -> None:
        """Count tracked words; a run of one kind by one person counts once."""
        change = (state.change, state.author) if state.change else None
        if not text.strip() and change is not None:
            return
        if change is not None and change != self._last:
            self.changes += 1
            self.changed_by.add(state.author)
        self._last = change

    def end_page_text(self) -> None:
        """A header or footer ends; those that say nothing do not count."""
        self.page_texts += self.page_has_text
        self.page_has_text = False

    def remarks(self, blocks: tuple[SourceBlock, ...], authors: list[str], comments: int) -> tuple[Remark, ...]:
        """Remarks on everything that was met; ``authors`` are the file's list of those who changed it,
        ``comments`` those that could not be read.
        """
        told = (
            ("reading.comments_left_out", comments),
            ("reading.page_texts_left_out", self.page_texts),
            ("reading.hidden_text_kept", sum(block.hidden for block in blocks)),
            ("reading.pictures_left_out", self.pictures),
        )
        return (*self._tracked(authors), *(Remark(key, {"count": count}) for key, count in told if count))

    def _tracked(self, authors: list[str]) -> tuple[Remark, ...]:
        if not self.changes:
            return ()
        names = {authors[number] for number in self.changed_by if 0 <= number < len(authors)} - {"Unknown"}
        return (
            Remark("reading.changes_accepted", {"count": self.changes, "authors": ", ".join(sorted(names)) or "–"}),
        )
