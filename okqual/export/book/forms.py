"""What a part of the page is narrowed down by: attributes of the interviews, a code, words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okqual.export.book import html
from okqual.messages import message
from okqual.text.swedish import swedish_key


def form(name: str, fields: Iterable[str], told: str) -> str:
    """A form with a line that says how many are left."""
    again = html.tag("button", html.text(message("export.book.reset")), type="reset")
    count = html.tag("p", "", id=f"{name}-count", role="status", data_words=told)
    return html.tag(
        "form", "".join(fields) + again + count, id=f"{name}-form", aria_label=told.replace("#", "").strip()
    )


def choice(name: str, label: str, key: str, options: Sequence[tuple[str, str]]) -> str:
    """A list to choose one from, or all."""
    inside = f'<option value="">{html.text(message("export.book.all"))}</option>'
    inside += "".join(html.tag("option", html.text(words), value=value) for value, words in options)
    return (
        f"<div>{html.tag('label', html.text(label), for_=f'{name}-{key}')}"
        + html.tag("select", inside, id=f"{name}-{key}", name=key)
        + "</div>"
    )


def attributes(name: str, names: Sequence[str], facts: Iterable[tuple[str, ...]]) -> list[str]:
    """A list for each attribute."""
    values: list[set[str]] = [set() for _ in names]
    for told in facts:
        for at, value in enumerate(told):
            values[at].add(value)
    return [
        choice(name, label, f"a{at}", [(v, v) for v in sorted(values[at] - {""}, key=swedish_key)])
        for at, label in enumerate(names)
    ]


def facts(told: Sequence[str]) -> dict[str, str]:
    """An item's values, as the forms find them."""
    return {f"data_a{at}": value for at, value in enumerate(told)}
