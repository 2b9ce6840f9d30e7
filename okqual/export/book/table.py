"""The framework matrix, shaded by how much stands in each cell; a cell opens its quotes."""

from __future__ import annotations

from okqual.export.book import forms, html
from okqual.export.book.links import Links
from okqual.export.cell_words import short_words, state_words, value_words
from okqual.messages import message
from okqual.model.book import Book
from okqual.model.results import CellState, MatrixCell, MatrixColumn, MatrixRow

SHADES = 4


def written(book: Book, links: Links) -> str:
    """The matrix as a part of the page."""
    grid = book.matrix
    inside = html.tag("h2", html.text(message("export.book.matrix")), id="matrix-title")
    fields = [
        forms.choice("matrix", message("export.book.code"), "code", [(each.id, each.label) for each in grid.columns]),
        *forms.attributes("matrix", book.attributes, (book.case_facts.get(row.id, ()) for row in grid.rows)),
    ]
    inside += forms.form("matrix", fields, message("export.book.rows_shown"))
    inside += _Table(book, links).html()
    return html.tag("section", inside, id="matrix", class_="table", aria_labelledby="matrix-title")


class _Table:
    def __init__(self, book: Book, links: Links) -> None:
        self._book, self._links, self._grid = book, links, book.matrix
        self._most = max((cell.count for cell in book.matrix.cells.values()), default=0)
        self._codings: dict[tuple[str, str], list[str]] = {}
        for each in book.quotes:
            self._codings.setdefault((each.quote.case, each.quote.code), []).append(each.quote.coding)

    def html(self) -> str:
        heads = "".join(
            f'<th scope="col"{html.attribute("data-code", column.id)}>{html.text(column.label)}</th>'
            for column in self._grid.columns
        )
        caption = message("export.book.caption_published" if self._book.publish else "export.book.caption")
        head = f'<tr><th scope="col">{html.text(message("export.book.interview"))}</th>{heads}</tr>'
        body = "\n".join(map(self._row, self._grid.rows))
        made = (
            f'<table id="matrix-table"><caption id="matrix-caption">{html.text(caption)}</caption><thead>{head}</thead>'
            f"<tbody>{body}</tbody></table>"
        )
        # What scrolls has to be reached by keyboard.
        return html.tag("div", made, class_="scroll", role="region", tabindex="0", aria_labelledby="matrix-caption")

    def _row(self, row: MatrixRow) -> str:
        name = row.neutral if self._book.publish else row.label
        detail = "" if self._book.publish else row.detail
        told = html.text(name or "–") + (f'<br><span class="dim">{html.text(detail)}</span>' if detail else "")
        cells = "".join(self._cell(row, name, column) for column in self._grid.columns)
        facts = forms.facts(self._book.case_facts.get(row.id, ()))
        return html.tag("tr", f'<th scope="row">{told}</th>{cells}', **facts)

    def _cell(self, row: MatrixRow, name: str, column: MatrixColumn) -> str:
        cell = self._grid.cells[row.id, column.id]
        if cell.state is not CellState.CODED:
            inside = html.tag("span", html.text(state_words(cell.state)), class_="none")
            return html.tag("td", inside, data_code=column.id)
        words = short_words(cell, self._grid.kind, self._book.publish)
        value = "" if self._book.publish else value_words(cell)
        shown = html.text(f"{words} {value}".strip())
        codings = [
            coding
            for code in sorted(self._book.below.get(column.id, ()))
            for coding in self._codings.get((row.id, code), ())
        ]
        linked = self._links.number(words, f"{name} · {column.label}", codings, shown)
        return html.tag("td", linked, data_code=column.id, class_=self._shade(cell))

    def _shade(self, cell: MatrixCell) -> str:
        """One of four shades; a published matrix has one, since shades would tell counts."""
        if self._book.publish or not self._most:
            return "s1"
        return f"s{max(1, -(-cell.count * SHADES // self._most))}"
