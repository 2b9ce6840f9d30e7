"""The whole page: what may run in it, where one goes in it, its parts in order, and what it was made of."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from okqual import messages
from okqual.export.book import chapters, html, notes, quotes, table
from okqual.export.book.links import Links
from okqual.export.manifest_words import date_words, facts, time_words
from okqual.messages import message
from okqual.model.book import Book
from okqual.model.canonical import canonical

HERE = Path(__file__).parent


def page(book: Book) -> str:
    """The book as HTML. The same book gives the same text."""
    style, script = _asset("book.css"), _asset("book.js")
    links = Links(book)
    title = message("export.book.title", study=book.manifest.study)
    parts = [
        chapters.written(book, links),
        table.written(book, links),
        quotes.written(book, links),
        notes.written(book, links),
        _about(book),
    ]
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f'<meta name="generator"{html.attribute("content", book.manifest.tool)}>'
        f'<meta name="okqual"{html.attribute("content", _machine(book))}>'
        f"<title>{html.text(title)}</title><style>{style}</style>"
    )
    body = (
        f'<a class="skip" href="#main">{html.text(message("export.book.skip"))}</a>'
        f"<header><h1>{html.text(title)}</h1>{_version(book)}{_contents(book, links)}</header>"
        f'<main id="main" tabindex="-1">{"".join(parts)}</main>{_panel()}<script>{script}</script>'
    )
    return f'<!DOCTYPE html>\n<html lang="{messages.language()}"><head>{head}</head>\n<body>{body}</body></html>\n'


def _policy(style: str, script: str) -> str:
    """Nothing is fetched, sent or framed; only these very lines of style and script count."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(lines: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _machine(book: Book) -> str:
    """What names the export for a program: its id and, in a working version, the state that it was made of."""
    said = book.manifest
    named = {"export": said.export_id, "what": "book"}
    return canonical(named if book.publish else {**named, "state": said.state, "study": said.study_id})


def _version(book: Book) -> str:
    said = book.manifest
    if book.publish:
        line = message("export.version.published", date=date_words(said))
    else:
        line = message("export.version.working", time=time_words(said), export_id=said.export_id)
    diary = f" {message('export.diary_number', number=said.diary_number)}" if said.diary_number else ""
    return html.tag("p", html.text(line + diary), class_="dim")


def _contents(book: Book, links: Links) -> str:
    places = [(links.chapter(chapter.criterion.id), chapter.criterion.name) for chapter in book.chapters]
    places += [("matrix", message("export.book.matrix")), ("quotes", message("export.book.quotes"))]
    places += [] if book.publish else [("notes", message("export.book.notes"))]
    places += [("about", message("export.book.about"))]
    items = (html.tag("a", html.text(name), href=f"#{place}") for place, name in places)
    return html.tag("nav", html.listed(items), aria_label=message("export.book.contents"))


def _about(book: Book) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.text(name)}</th><td>{html.text(value)}</td></tr>'
        for name, value in facts(book.manifest, book.publish)
    )
    heads = "".join(
        f'<th scope="col">{html.text(message(f"export.column.{name}"))}</th>' for name in ("fact", "content")
    )
    inside = html.tag("h2", html.text(message("export.book.about")), id="about-title")
    inside += f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return html.tag("section", inside, id="about", aria_labelledby="about-title")


def _panel() -> str:
    close = html.tag("button", html.text(message("export.book.close")), type="button")
    inside = f'<h2 id="panel-title">{html.text(message("export.book.quotes"))}</h2><ol></ol>{close}'
    return html.tag("dialog", inside, id="panel", aria_labelledby="panel-title")
