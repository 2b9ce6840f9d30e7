"""Where things stand in the page: short names for quotes, passages, pieces and chapters, and links between them."""

from __future__ import annotations

from collections.abc import Iterable

from okqual.export.book import html
from okqual.export.cell_words import quoted
from okqual.export.word.cells import spoken
from okqual.model.book import Book
from okqual.model.coding import Quote, parse_citation
from okqual.model.summary import brackets, without_links


class Links:
    """The anchors of one book. Ids of a study may hold anything, so anchors are numbers."""

    def __init__(self, book: Book) -> None:
        self._publish = book.publish
        self._quotes = {each.quote.coding: number for number, each in enumerate(book.quotes) if each.quote.coding}
        self._passages = {
            (note.id, passage.number): f"n{at}-{passage.number}"
            for at, note in enumerate(book.notes)
            for passage in note.passages
        }
        self._notes = {note.id: f"n{at}" for at, note in enumerate(book.notes)}
        self._chapters = {each.criterion.id: f"c{at}" for at, each in enumerate(book.chapters)}
        shown = [one.piece.id for each in book.chapters for heading in each.outline for one in heading.pieces]
        self._pieces = {name: f"p{at}" for at, name in enumerate(dict.fromkeys(shown))}

    def chapter(self, criterion: str) -> str:
        """Anchor of a criterion's chapter."""
        return self._chapters[criterion]

    def piece(self, name: str) -> str:
        """Anchor of a finding, source or judgement; empty where the book does not show it."""
        return self._pieces.get(name, "")

    def note(self, name: str) -> str:
        """Anchor of a note."""
        return self._notes[name]

    def passage(self, note: str, number: int) -> str:
        """Anchor of a passage; empty where the book does not show it."""
        return self._passages.get((note, number), "")

    def cited(self, citation: str) -> str:
        """A citation id that leads to its passage in the note."""
        place = parse_citation(citation)
        anchor = self.passage(place.note, place.first) if place else ""
        return html.tag("a", html.text(citation), href=f"#{anchor}") if anchor else html.text(citation)

    def words(self, written: str) -> str:
        """A written text whose citation ids lead to the notes; a published one has none."""
        if self._publish:
            return html.text(without_links(written))
        out, done = [], 0
        for bracket in brackets(written):
            out.append(html.text(written[done : bracket.start]))
            out.append("[" + ", ".join(self.cited(name) for name in bracket.ids) + "]")
            done = bracket.end
        return "".join(out) + html.text(written[done:])

    def number(self, words: str, title: str, codings: Iterable[str], inside: str = "") -> str:
        """A number that opens the quotes under it; the bare number where there are none."""
        names = list(dict.fromkeys(str(self._quotes[name]) for name in codings if name in self._quotes))
        shown = inside or html.text(words)
        if not names:
            return shown
        return html.tag(
            "a", shown, href=f"#q{names[0]}", data_quotes=" ".join(names), data_title=title, aria_haspopup="dialog"
        )

    def said(self, quote: Quote) -> str:
        """The words of a quote; in print without the label that notes put before them."""
        words = spoken(quote) if self._publish else quoted(quote)
        return f'<blockquote dir="auto">{html.text(words)}</blockquote>'

    def evidence(self, quote: Quote) -> str:
        """Who says it and where it stands."""
        who = [*([] if self._publish else quote.participants), quote.actor]
        told = [html.text(each) for each in who if each]
        return " · ".join([*told, *([] if self._publish else [self.cited(quote.id)])])
