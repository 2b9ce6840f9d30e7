"""The notes in full, passage by passage, so that each quote is read in context; a published book has none."""

from __future__ import annotations

from collections.abc import Iterator

from okqual.export.book import html
from okqual.export.book.links import Links
from okqual.messages import message
from okqual.model.book import Book, BookNote


def written(book: Book, links: Links) -> str:
    """The notes as a part of the page; nothing of a published book."""
    if book.publish:
        return ""
    inside = html.tag("h2", html.text(message("export.book.notes")), id="notes-title")
    inside += "\n".join(_note(links, note) for note in book.notes)
    return html.tag("section", inside, id="notes", aria_labelledby="notes-title")


def _note(links: Links, note: BookNote) -> str:
    facts = " · ".join(f"{name}: {value}" for name, value in note.facts)
    source = message("export.book.source", file=note.file, version=note.version, sha256=note.sha256)
    parts = [html.tag("h3", html.text(note.id)), html.tag("p", html.text(facts), class_="dim")]
    parts.append(html.tag("p", html.text(source), class_="dim"))
    parts += _passages(links, note)
    return html.tag("section", "".join(parts), class_="note", id=links.note(note.id))


def _passages(links: Links, note: BookNote) -> Iterator[str]:
    question = ""
    for passage in note.passages:
        if passage.question and passage.question != question:
            question = passage.question
            yield html.tag("h4", html.text(question))
        number = html.tag("span", html.text(f"{note.id}:{passage.number}"), class_="cite")
        words = f'<span dir="auto">{html.text(passage.text)}</span>'
        yield html.tag("p", f"{number} {words}", id=links.passage(note.id, passage.number))
