"""The tables at the head of rich text: fonts with their code pages, styles, those who changed the text."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.ingest.readers.heading_styles import level_of_style
from okqual.ingest.readers.rtf.encodings import USUAL, code_page, page_of_charset

_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": USUAL}


@dataclass(slots=True)
class Style:
    """A paragraph style with what it says itself."""

    name: str = ""
    based_on: int | None = None
    outline: int | None = None


class Head:
    """What the tables say, filled while they are read."""

    def __init__(self) -> None:
        self.authors: list[str] = []
        self._page = USUAL
        self._default_font = 0
        self._pages: dict[int, str] = {}
        self._styles: dict[int, Style] = {}
        self._id = 0
        self._text: list[str] = []

    def page_of(self, font: int | None) -> str:
        """The code page of text in a font."""
        return self._pages.get(self._default_font if font is None else font, self._page)

    def heading_level(self, style: int) -> int:
        """1–9 when the style is a heading by outline level or name, 1 for a title, else 0."""
        seen: set[int] = set()
        here: int | None = style
        while here is not None and here in self._styles and here not in seen:
            seen.add(here)
            found = self._styles[here]
            if found.outline is not None:
                return outline_level(found.outline)
            if level := level_of_style(found.name):
                return level
            here = found.based_on
        return 0

    def word(self, word: str, number: int | None) -> None:
        """A control word of the whole file."""
        if word == "ansicpg":
            self._page = code_page(number)
        elif word == "deff":
            self._default_font = number or 0
        elif word in _PAGES:
            self._page = _PAGES[word]

    # Entries of the tables

    def begin(self) -> None:
        """An entry or a table begins."""
        self._id, self._text = 0, []

    def text(self, text: str) -> None:
        """Words of an entry: a style's or person's name."""
        self._text.append(text)

    def entry_word(self, table: str, word: str, number: int | None) -> None:
        """A control word within a table."""
        if table == "fonts":
            self._font_word(word, number)
        elif table == "styles":
            self._style_word(word, number)

    def end(self, table: str) -> None:
        """A group within a table, or the table itself, ends."""
        text = "".join(self._text)
        if table == "styles" and text.strip(" ;"):
            self._styles.setdefault(self._id, Style()).name = text.partition(";")[0].strip()
        elif table == "authors":
            self.authors += [name.strip() for name in text.split(";") if name.strip()]
        self.begin()

    def _font_word(self, word: str, number: int | None) -> None:
        if word == "f":
            self._id = number or 0
        elif word == "fcharset" and (page := page_of_charset(number)) is not None:
            self._pages[self._id] = page
        elif word == "cpg":
            self._pages[self._id] = code_page(number)

    def _style_word(self, word: str, number: int | None) -> None:
        if word in {"cs", "ts", "ds"}:
            # Styles of characters, tables and sections have numbers of their own.
            self._id = -1
        elif word == "s":
            self._id = number or 0
        elif word == "sbasedon":
            self._styles.setdefault(self._id, Style()).based_on = number
        elif word == "outlinelevel":
            self._styles.setdefault(self._id, Style()).outline = number


def outline_level(number: int | None) -> int:
    """The heading level of ``\\outlinelevelN``; 0 for running text."""
    return number + 1 if number is not None and 0 <= number < 9 else 0
