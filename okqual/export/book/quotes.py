"""All quotes, each with its code, its speaker and the way into its note; narrowed down by attribute, code and words."""

from __future__ import annotations

from okqual.export.book import forms, html
from okqual.export.book.links import Links
from okqual.messages import message
from okqual.model.book import Book, BookQuote
from okqual.text.swedish import swedish_key


def written(book: Book, links: Links) -> str:
    """The quotes as a part of the page."""
    names = {each.quote.code: each.code for each in book.quotes}
    codes = sorted(names.items(), key=lambda pair: swedish_key(pair[1]))
    words = f"<div>{html.tag('label', html.text(message('export.book.words')), for_='quote-words')}" + (
        '<input type="search" id="quote-words" name="words" autocomplete="off"></div>'
    )
    fields = [
        forms.choice("quote", message("export.book.code"), "code", codes),
        *forms.attributes("quote", book.attributes, (each.facts for each in book.quotes)),
        words,
    ]
    inside = html.tag("h2", html.text(message("export.book.quotes")), id="quotes-title")
    inside += forms.form("quote", fields, message("export.book.quotes_shown"))
    numbers: dict[str, list[int]] = {}
    for number, each in enumerate(book.quotes):
        numbers.setdefault(each.quote.code, []).append(number)
    groups = (_group(book, links, name, numbers[code]) for code, name in codes)
    inside += html.tag("div", "".join(groups), id="quote-list")
    return html.tag("section", inside, id="quotes", aria_labelledby="quotes-title")


def _group(book: Book, links: Links, name: str, numbers: list[int]) -> str:
    """The quotes of a code: what is out of sight need not be laid out, and one list of all would be."""
    items = "\n".join(_quote(links, number, book.quotes[number]) for number in numbers)
    inside = html.tag("h3", html.text(name)) + f'<ol class="quotes">{items}</ol>'
    return html.tag("section", inside, class_="group")


def _quote(links: Links, number: int, each: BookQuote) -> str:
    quote = each.quote
    code = f"{each.code}: {each.value}" if each.value else each.code
    where = links.evidence(quote)
    return html.tag(
        "li",
        links.said(quote) + html.tag("p", " · ".join(filter(None, [html.text(code), where])), class_="cite"),
        id=f"q{number}", data_code=quote.code, **forms.facts(each.facts),
    )  # fmt: skip
