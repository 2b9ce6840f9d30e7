"""Markdown: headings, lists, tables and quotes as blocks with the lines they stand on.

Signs of markup may go, words never: links and HTML keep their text, brackets are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from okqual.ingest.readers.bullets import split_bullet
from okqual.ingest.readers.markdown.front_matter import split_front_matter
from okqual.ingest.readers.markdown.grid_tables import Stretch, stretches
from okqual.ingest.readers.markdown.inline import Line, lines_of_inline, text_of_html
from okqual.ingest.readers.text.encodings import decode
from okqual.ingest.readers.text.reader import lines_of, read_text, remarks_on
from okqual.model.note import BlockKind, SourceBlock, SourceDocument

_LONGEST_UNDERLINED = 120
"""Characters; a longer "heading" made by a line of dashes under it is a paragraph above a rule."""
_CELL = re.compile(r"(?<!\\)\|")
_DEEP = re.compile(r"(?:\s*(?:>|(?:[*+-]|\d{1,9}[.)])(?=\s))[ \t]?){30,}|\s{100,}(?=\S)")
"""A line deeper in lists and quotes than Markdown follows: then signs are text, so that no word is lost."""
LONGEST_MARKED = 20_000
"""Characters; emphasis and links are not looked for in a longer paragraph, since that takes square time."""
_NOTE = re.compile(r"\[\^(?P<number>\w{1,20})\]:\s+(?P<text>\S.*)", re.DOTALL)
_NOTE_SIGN = re.compile(r"(?<=\S)\[\^(?P<number>\w{1,20})\](?!:)")
_LARGEST_LABEL = 99
"""A list number above this is a year or a sum at the start of a sentence."""


@dataclass(slots=True)
class _Walk:
    """Where in the document's structure the walk is."""

    first_line: int
    source: list[str]
    lists: list[str] = field(default_factory=list)
    """Open lists: "-" for bulleted ones, else the label of the item that is open."""
    label: str = ""
    """Label that the next block gets: the first of a list item."""
    notes: frozenset[str] = frozenset()
    """Names of the footnotes that the file has."""
    quotes: int = 0
    heading: int = 0
    tables: int = 0
    row: int = 0
    row_line: int = 0
    column: int = 0


def read_markdown(content: bytes, name: str, encoding: str | None = None) -> SourceDocument:
    """The blocks of a Markdown file and the keys of its YAML header."""
    decoded = decode(content, name, encoding)
    header, lines, skipped = split_front_matter(lines_of(decoded.text))
    if any(_DEEP.match(line) for line in lines):
        return replace(read_text(content, name, encoding), format="md")
    walk = _Walk(skipped, lines, notes=frozenset(note["number"] for note in map(_NOTE.match, lines) if note))
    blocks = tuple(block for stretch in stretches(lines) for block in _of_stretch(stretch, walk, skipped))
    return SourceDocument("md", blocks, encoding=decoded.encoding, header=header, remarks=remarks_on(decoded))


def _of_stretch(stretch: Stretch, walk: _Walk, skipped: int) -> Iterator[SourceBlock]:
    if stretch.table is not None:
        walk.tables += 1
        yield from _of_grid(stretch, walk)
        return
    walk.first_line, walk.source = skipped + stretch.start, list(stretch.lines)
    yield from _blocks(_parser().parse("\n".join(stretch.lines)), walk)


def _of_grid(stretch: Stretch, walk: _Walk) -> Iterator[SourceBlock]:
    """The paragraphs of a grid table's cells, each cell read as Markdown of its own."""
    for r, row in enumerate(stretch.table.rows if stretch.table else (), 1):
        for c, lines in enumerate(row, 1):
            inside = _Walk(0, list(lines), notes=walk.notes)
            for i, block in enumerate(_blocks(_parser().parse("\n".join(lines)), inside), 1):
                place = f"t{walk.tables}r{r}c{c}" + (f"p{i}" if i > 1 else "")
                kind = BlockKind.ITEM if block.kind == BlockKind.ITEM else BlockKind.CELL
                yield replace(block, place=place, kind=kind, row=r, column=c)


def _parser() -> MarkdownIt:
    # Reference definitions would swallow a line such as "[val]: IP2 säger"; indented text is no code.
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    return parser.disable(["reference", "code", "inline"])


_INLINE = MarkdownIt("commonmark", {"maxNesting": 100})


def _inline(content: str) -> list[Token]:
    """The inline tokens of a paragraph; without any markup in a very long one."""
    if len(content) <= LONGEST_MARKED:
        return _INLINE.parseInline(content)[0].children or []
    tokens: list[Token] = []
    for line in content.split("\n"):
        tokens += [Token("text", "", 0, content=line), Token("softbreak", "br", 0)]
    return tokens


def _blocks(tokens: list[Token], walk: _Walk) -> Iterator[SourceBlock]:
    for token in tokens:
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            walk.lists.append("-")
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            walk.lists.pop()
        elif kind == "list_item_open":
            walk.label = walk.lists[-1] = _item_label(token)
        elif kind == "list_item_close":
            yield from _empty_item(token, walk)
        elif kind in {"blockquote_open", "blockquote_close"}:
            walk.quotes += 1 if kind == "blockquote_open" else -1
        elif kind == "heading_open":
            walk.heading = int(token.tag[1])
        elif kind == "heading_close":
            walk.heading = 0
        elif kind == "table_open":
            walk.tables, walk.row = walk.tables + 1, 0
        elif kind == "tr_open":
            walk.row, walk.column = walk.row + 1, 0
            walk.row_line = token.map[0] if token.map else 0
        elif kind == "tr_close":
            yield from _surplus_cells(walk)
        elif kind in {"th_open", "td_open"}:
            walk.column += 1
        elif kind == "table_close":
            walk.row = walk.column = 0
        elif kind in {"inline", "html_block", "fence", "code_block"}:
            yield from _content(token, walk)


def _item_label(token: Token) -> str:
    return f"{token.info}{token.markup}" if token.info else "-"


def _empty_item(token: Token, walk: _Walk) -> Iterator[SourceBlock]:
    """An item without text: a bullet is only a sign, but a number may be what someone wrote."""
    if walk.label not in {"", "-"}:
        yield SourceBlock(f"l{_line_number(token, walk)}", BlockKind.PARAGRAPH, walk.label)
    walk.label = ""


def _line_number(token: Token, walk: _Walk) -> int:
    return walk.first_line + (token.map[0] if token.map else 0) + 1


def _content(token: Token, walk: _Walk) -> Iterator[SourceBlock]:
    number = _line_number(token, walk)
    if token.type == "inline":
        lines = lines_of_inline(_inline(token.content))
    else:
        text = text_of_html(token.content) if token.type == "html_block" else f"{token.info}\n{token.content}"
        lines = [Line(part, offset) for offset, part in enumerate(text.split("\n"))]
    lines = [line for line in lines if line.text.strip()]
    if walk.heading and (len(lines) > 1 or any(len(line.text) > _LONGEST_UNDERLINED for line in lines)):
        walk.heading = 0
    for line in lines:
        yield _block(line, number, walk)


def _block(line: Line, number: int, walk: _Walk) -> SourceBlock:
    text = unicodedata.normalize("NFC", line.text).strip()
    text = _NOTE_SIGN.sub(lambda sign: "" if sign["number"] in walk.notes else sign[0], text)
    label, walk.label = walk.label, ""
    place = f"l{number + line.offset}"
    if walk.column:
        place = f"t{walk.tables}r{walk.row}c{walk.column}"
        return SourceBlock(place, BlockKind.CELL, text, bold=line.bold, row=walk.row, column=walk.column)
    if walk.quotes:
        return SourceBlock(place, BlockKind.ASIDE, _with(label, text), bold=line.bold, italic=line.italic)
    if walk.heading:
        return SourceBlock(place, BlockKind.HEADING, text, level=walk.heading, label=label, bold=True)
    if note := _NOTE.match(text):
        return SourceBlock(f"fn{note['number']}", BlockKind.FOOTNOTE, note["text"])
    if not label and not line.bold:
        # Typed as a sign that is no list in Markdown: "– …", "\\- …".
        label, _depth, text = split_bullet(text)
    if label and not _is_sum(label):
        depth = max(1, len(walk.lists))
        return SourceBlock(place, BlockKind.ITEM, text, depth, label, bold=line.bold, italic=line.italic)
    return SourceBlock(place, BlockKind.PARAGRAPH, _with(label, text), bold=line.bold, italic=line.italic)


def _with(label: str, text: str) -> str:
    return text if label in {"", "-"} else f"{label} {text}"


def _is_sum(label: str) -> bool:
    return label != "-" and int(label[:-1]) > _LARGEST_LABEL


def _surplus_cells(walk: _Walk) -> Iterator[SourceBlock]:
    """Cells beyond those of the header row, which Markdown itself leaves out."""
    cells = _CELL.split(walk.source[walk.row_line].strip().removeprefix("|").removesuffix("|"))
    for cell in cells[walk.column :]:
        if text := unicodedata.normalize("NFC", text_of_html(cell)).strip():
            walk.column += 1
            place = f"t{walk.tables}r{walk.row}c{walk.column}"
            yield SourceBlock(place, BlockKind.CELL, text, row=walk.row, column=walk.column)
