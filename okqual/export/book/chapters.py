"""The chapters: what people have written and what it rests on, each number a way to the quotes under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okqual.export.book import html
from okqual.export.book.links import Links
from okqual.messages import message
from okqual.model.book import Book
from okqual.model.coding import Quote
from okqual.model.finding import Piece, PieceKind
from okqual.model.outlined import ShownHeading, ShownPiece
from okqual.model.results import Chapter, CodeSection, PrevalenceRow, Section, WrittenText

UNDECIDED = "undecided"


def written(book: Book, links: Links) -> str:
    """All chapters as a part of the page."""
    inside = html.tag("h2", html.text(message("export.book.chapters")), id="chapters-title")
    inside += "".join(_Chapter(book, links, chapter).html() for chapter in book.chapters)
    return html.tag("section", inside, id="chapters", aria_labelledby="chapters-title")


class _Chapter:
    def __init__(self, book: Book, links: Links, chapter: Chapter) -> None:
        self._book, self._links, self._chapter = book, links, chapter
        self._by_code: dict[str, list[Quote]] = {}
        for each in book.quotes:
            self._by_code.setdefault(each.quote.code, []).append(each.quote)

    def html(self) -> str:
        parts = [html.tag("h3", html.text(self._chapter.criterion.name))]
        parts += map(self._written, self._chapter.written)
        if self._chapter.outline:
            parts += map(self._heading, self._chapter.outline)
        else:
            parts += map(self._section, self._chapter.sections)
        return html.tag("section", "".join(parts), id=self._links.chapter(self._chapter.criterion.id), class_="chapter")

    # What is laid out.

    def _heading(self, heading: ShownHeading) -> str:
        title = heading.text or message("export.outline.unplaced")
        return html.tag("h4", html.text(title)) + "".join(map(self._piece, heading.pieces))

    def _piece(self, shown: ShownPiece) -> str:
        piece = shown.piece
        parts = [html.tag("p", html.text(_label(piece)), class_="label")]
        lead = html.text(f"{piece.title}: ") if piece.kind is PieceKind.SOURCE and piece.title else ""
        lines = [line for line in piece.text.splitlines() if line.strip()]
        parts += [html.tag("p", (lead if at == 0 else "") + self._links.words(line)) for at, line in enumerate(lines)]
        parts.append(html.listed(self._numbers(shown)))
        for name, quotes in (("supports", shown.supports), ("nuances", shown.nuances), ("against", shown.against)):
            parts.append(self._evidence(message(f"terms.role.{name}"), quotes))
        if shown.rests:
            rests = html.listed(map(self._rest, shown.rests))
            parts.append(html.tag("p", html.text(message("export.outline.rests"))) + rests)
        return html.tag("article", "".join(parts), id=self._links.piece(piece.id), class_=str(piece.kind))

    def _numbers(self, shown: ShownPiece) -> Iterator[str]:
        for at, count in enumerate(shown.counts):
            said = message("export.claim.number", n=count.n, of=count.of, unit=count.unit)
            under = self._book.behind.get((shown.piece.id, at), ())
            yield f"{html.text(count.what)}: {self._links.number(said, f'{count.what}: {said}', under)}"

    def _rest(self, piece: Piece) -> str:
        anchor = self._links.piece(piece.id)
        words = html.text(piece.title or piece.text)
        return html.tag("a", words, href=f"#{anchor}") if anchor else words

    def _evidence(self, name: str, quotes: Sequence[Quote]) -> str:
        if not quotes:
            return ""
        title = name[:1].upper() + name[1:]
        summary = title if self._book.publish else f"{title} ({len(quotes)})"
        items = (
            self._links.said(quote) + html.tag("p", self._links.evidence(quote), class_="cite") for quote in quotes
        )
        return f"<details><summary>{html.text(summary)}</summary>{html.listed(items, 'ol', class_='quotes')}</details>"

    # What is counted, where nobody has laid a chapter out.

    def _section(self, section: Section) -> str:
        parts = [html.tag("h4", html.text(section.question.text or section.question.name))]
        parts += map(self._written, section.written)
        return "".join([*parts, *map(self._code, section.codes)])

    def _code(self, code: CodeSection) -> str:
        parts = [html.tag("h5", html.text(code.code.name))]
        parts += map(self._written, code.written)
        parts.append("" if self._book.publish else self._counted(code))
        parts.append(self._evidence(message("export.book.key"), code.key_quotes))
        parts.append(self._evidence(message("export.book.otherwise"), code.otherwise))
        return "".join(parts)

    def _counted(self, code: CodeSection) -> str:
        """Values by groups; each number opens the quotes under it."""
        groups = list(dict.fromkeys(row.group for row in code.prevalence))
        values = list(dict.fromkeys(row.value for row in code.prevalence))
        rows = {(row.value, row.group): row for row in code.prevalence}
        everyone, any_value = message("export.book.everyone"), message("export.book.any")
        heads = "".join(f'<th scope="col">{html.text(group or everyone)}</th>' for group in groups)
        body = ""
        for value in values:
            name = _value_name(code, value) or any_value
            cells = "".join(html.tag("td", self._count(code, name, rows.get((value, group)))) for group in groups)
            body += f'<tr><th scope="row">{html.text(name)}</th>{cells}</tr>'
        first = html.text(message("export.book.value"))
        return (
            f"<table><caption>{html.text(code.code.name)}</caption><thead><tr>"
            f'<th scope="col">{first}</th>{heads}</tr></thead><tbody>{body}</tbody></table>'
        )

    def _count(self, code: CodeSection, name: str, row: PrevalenceRow | None) -> str:
        if row is None:
            return "–"
        unit = message(f"export.unit.{row.unit}")
        said = message("export.claim.number", n=len(row.cases), of=row.of, unit=unit)
        title = " · ".join(filter(None, [code.code.name, name, row.group or "", said]))
        return self._links.number(said, title, self._under(row))

    def _under(self, row: PrevalenceRow) -> Iterator[str]:
        cases = set(row.cases)
        for code in sorted(self._book.below.get(row.code, ())):
            for quote in self._by_code.get(code, ()):
                if quote.case in cases and (row.value in (None, UNDECIDED) or quote.value == row.value):
                    yield quote.coding

    def _written(self, each: WrittenText) -> str:
        whose = f"{html.tag('span', html.text(each.whose), class_='label')} " if each.whose and not each.case else ""
        marks = [message("terms.draft")] if each.draft else []
        marks += [message("terms.stale")] if each.stale and not self._book.publish else []
        said = html.tag("span", html.text(f" ({', '.join(marks)})"), class_="dim") if marks else ""
        return html.tag("p", whose + self._links.words(each.text) + said)


def _label(piece: Piece) -> str:
    name = message(f"terms.piece.{piece.kind}")
    return name[:1].upper() + name[1:]


def _value_name(code: CodeSection, value: str | None) -> str:
    if value is None:
        return ""
    if value == UNDECIDED:
        return message("terms.undecided")
    return code.code.scale.name_of(value) if code.code.scale else value
