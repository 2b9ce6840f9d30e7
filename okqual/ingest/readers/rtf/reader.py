"""Rich text format: the accepted text as blocks in reading order.

An own reader, since the libraries that read RTF give its words without headings, list numbers,
tables or notes. What is left out or read as accepted is said in the remarks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from okqual.errors import OkqualError
from okqual.ingest.readers.block_places import Spot
from okqual.ingest.readers.rtf.comments import FIELDS, Comments
from okqual.ingest.readers.rtf.encodings import decoded, of_unicode
from okqual.ingest.readers.rtf.flow import Flow, Laid, Paragraph
from okqual.ingest.readers.rtf.head import Head, outline_level
from okqual.ingest.readers.rtf.remarks import Tally
from okqual.ingest.readers.rtf.tokens import BYTE, CLOSE, OPEN, SYMBOL, TEXT, Token, tokens_of
from okqual.ingest.readers.rtf.words import (
    AROUND_BOXES,
    BOXES,
    CHARACTER,
    LEFT_OUT,
    OPENED,
    PAGE_TEXTS,
    SIGNS,
    SYMBOLS,
    TABLES,
    State,
    list_label,
)
from okqual.model.note import SourceDocument

DEEPEST = 1000
"""Groups within groups; word processors write some tens."""
_DEEPEST_TABLE = 50
_MOST_CELLS = 1000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


@dataclass(slots=True)
class _Shape:
    """What holds for paragraphs until ``\\pard``."""

    style: int = 0
    outline: int | None = None
    list_level: int = 0
    in_table: bool = False
    depth: int | None = None

    def table_depth(self) -> int:
        """0 outside tables, 1 in a table, 2 in a table within a cell."""
        return int(self.in_table) if self.depth is None else min(max(self.depth, 0), _DEEPEST_TABLE)


@dataclass(slots=True)
class _Open:
    """A body, footnote or text box that is being read, with its open paragraph."""

    flow: Flow
    groups: int
    """How many groups were open when it began."""
    paragraph: Paragraph = field(default_factory=Paragraph)
    shape: _Shape = field(default_factory=_Shape)
    label: list[str] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        return bool(self.paragraph.words or self.paragraph.beside)


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name
        self._head = Head()
        self._tally = Tally()
        self._state = State()
        self._outer: list[State] = []
        self._open = [_Open(Flow(), 0)]
        self._raw: list[str] = []
        self._to_skip = 0
        self._starred = False
        self._high = ""
        self._notes = {"fn": 0, "en": 0}
        self._comments = Comments()
        self._field: list[str] = []
        self._edges: dict[bool, list[int]] = {False: [], True: []}
        self._left = {False: 0, True: 0}

    def read(self, content: bytes) -> SourceDocument:
        for token in tokens_of(content.decode("latin-1")):
            self._token(token)
            if token.kind == CLOSE and not self._outer:
                break
        else:
            raise OkqualError("errors.note_rtf_damaged", {"file": self._name}, "errors.note_rtf_damaged.try")
        if self._open[0].is_begun:
            self._end_paragraph()
        laid = Laid()
        for block in self._open[0].flow.blocks(Spot(), laid):
            laid.blocks.append(block)
        blocks, comments = tuple(laid.blocks), self._comments.all(laid)
        remarks = self._tally.remarks(blocks, self._head.authors, len(self._comments) - len(comments))
        return SourceDocument("rtf", blocks, remarks=remarks, comments=comments)

    def _token(self, token: Token) -> None:
        if token.kind in {TEXT, BYTE}:
            self._bytes(token.text)
            return
        self._decode()
        if token.kind == OPEN:
            self._open_group()
        elif token.kind == CLOSE:
            self._close_group()
        elif token.kind == SYMBOL:
            self._symbol(token.text)
        else:
            self._word(token.text, token.number)

    # Groups

    def _open_group(self) -> None:
        if len(self._outer) >= DEEPEST:
            raise OkqualError("errors.note_too_deep", {"file": self._name}, "errors.note_too_deep.try")
        self._outer.append(self._state)
        self._state = replace(self._state)
        self._to_skip = 0

    def _close_group(self) -> None:
        self._to_skip = 0
        ended, self._state = self._state, self._outer.pop()
        if ended.into in TABLES.values():
            self._head.end(ended.into)
        elif ended.into == "page" != self._state.into:
            self._tally.end_page_text()
        elif ended.into in FIELDS and self._state.into != ended.into:
            self._comments.say(ended.into, "".join(self._field), self._open[-1].paragraph)
            self._field = []
        while self._open[-1].groups > len(self._outer):
            if self._open[-1].is_begun:
                self._end_paragraph()
            self._open.pop()

    def _begin(self, sign: str) -> None:
        """A footnote or text box begins, anchored in the open paragraph."""
        flow = Flow(sign)
        self._open[-1].paragraph.beside.append(flow)
        self._begin_flow(flow)

    def _begin_flow(self, flow: Flow) -> None:
        self._open.append(_Open(flow, len(self._outer)))
        self._state = State(skipped=self._state.skipped, font=self._state.font)

    # Text

    def _bytes(self, text: str) -> None:
        self._starred = False
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text and self._state.into != "nothing":
            self._raw.append(text)

    def _decode(self) -> None:
        if self._raw:
            text, self._raw = "".join(self._raw), []
            self._say(decoded(text, self._head.page_of(self._state.font)))

    def _say(self, text: str) -> None:
        state, here = self._state, self._open[-1]
        if state.into == "text":
            self._tally.meet(state, text)
            if state.change != "deleted":
                here.paragraph.words.append(state.words(_CONTROLS.sub("\ufffd", text)))
        elif state.into == "label":
            here.label.append(text)
        elif state.into == "page":
            self._tally.page_has_text |= bool(text.strip())
        elif state.into in TABLES.values():
            self._head.text(text)
        elif state.into in FIELDS:
            self._field.append(text)

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._paragraph_mark()
        elif sign in SYMBOLS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._say(SYMBOLS[sign])

    def _unicode(self, number: int) -> None:
        self._to_skip = self._state.skipped
        sign, high, self._high = of_unicode(number), self._high, ""
        if "\ud800" <= sign < "\udc00":
            self._high = sign
        elif "\udc00" <= sign < "\ue000":
            # Half a pair alone is no letter.
            self._say((high + sign).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        else:
            self._say(sign)

    # Control words

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._to_skip = 0
        if self._state.into == "nothing" or self._is_destination(word, starred):
            return
        if word in SIGNS:
            self._say(SIGNS[word])
        elif self._state.into in TABLES.values():
            self._head.entry_word(self._state.into, word, number)
        elif word in CHARACTER:
            CHARACTER[word](self._state, number)
        elif self._state.into == "text":
            self._paragraph_word(word, number)
            self._head.word(word, number)

    def _is_destination(self, word: str, starred: bool) -> bool:
        """Whether a word says where the words of its group go, or that they go nowhere."""
        state = self._state
        if word == "footnote" and state.into == "text":
            self._notes["fn"] += 1
            self._begin(f"fn{self._notes['fn']}")
        elif word == "ftnalt" and self._open[-1].flow.sign.startswith("fn"):
            self._notes["fn"] -= 1
            self._notes["en"] += 1
            self._open[-1].flow.sign = f"en{self._notes['en']}"
        elif word in BOXES and state.into in {"text", "around"}:
            self._begin("box")
        elif word == "annotation" and state.into == "text":
            self._begin_flow(self._comments.begin(self._open[-1].paragraph))
        elif word in FIELDS:
            state.into = word if state.into == "text" else "nothing"
            self._field = []
        elif word in {"pntext", "listtext"}:
            state.into = "label" if state.into == "text" else "nothing"
        elif word in PAGE_TEXTS:
            state.into = "page"
        elif word in TABLES:
            state.into = TABLES[word]
            self._head.begin()
        elif word in AROUND_BOXES:
            state.into = "around" if state.into == "text" else state.into
        elif word == "ud":
            state.into = "text" if state.into == "around" else state.into
        elif word in OPENED:
            state.nested_row |= word == "nesttableprops"
        elif word in LEFT_OUT or (starred and word not in {"cs", "ts", "ds"}):
            self._tally.pictures += word == "pict" and state.into == "text"
            state.into = "nothing"
        else:
            return False
        return True

    def _paragraph_word(self, word: str, number: int | None) -> None:
        shape = self._open[-1].shape
        if word in {"par", "sect"}:
            self._paragraph_mark()
        elif word == "pard":
            self._open[-1].shape = _Shape()
        elif word == "s":
            shape.style = number or 0
        elif word == "outlinelevel":
            shape.outline = number
        elif word == "ilvl":
            shape.list_level = number or 0
        elif word == "intbl":
            shape.in_table = True
        elif word == "itap":
            shape.depth = number
        elif word in {"cell", "nestcell"}:
            self._end_cell(max(shape.table_depth(), 2) if word == "nestcell" else 1)
        elif word in {"row", "nestrow"}:
            nested = word == "nestrow"
            self._open[-1].flow.end_row(max(shape.table_depth(), 2) if nested else 1, list(self._edges[nested]))
        else:
            self._row_word(word, number, self._state.nested_row)

    def _row_word(self, word: str, number: int | None, nested: bool) -> None:
        """What a row says of itself: the left edges of its cells, from the right edges of those before."""
        if word == "trowd":
            self._edges[nested], self._left[nested] = [], 0
        elif word == "trleft":
            self._left[nested] = number or 0
        elif word == "cellx" and len(self._edges[nested]) < _MOST_CELLS:
            self._edges[nested].append(self._left[nested])
            self._left[nested] = number or 0

    # Paragraphs

    def _paragraph_mark(self) -> None:
        if self._state.into != "text":
            return
        if self._state.change == "deleted":
            # The accepted document has no paragraph end here.
            self._tally.meet(self._state, "¶")
        else:
            self._end_paragraph()

    def _end_paragraph(self, depth: int | None = None) -> None:
        here = self._open[-1]
        paragraph, here.paragraph = here.paragraph, Paragraph()
        shape = here.shape
        paragraph.label = list_label("".join(here.label))
        here.label = []
        if paragraph.label:
            paragraph.depth = min(max(shape.list_level, 0), 8) + 1
        paragraph.level = outline_level(shape.outline) or self._head.heading_level(shape.style)
        here.flow.add(paragraph, shape.table_depth() if depth is None else depth)

    def _end_cell(self, depth: int) -> None:
        if self._open[-1].is_begun:
            self._end_paragraph(depth)
        self._open[-1].flow.end_cell(depth)


def read_rtf(content: bytes, name: str) -> SourceDocument:
    """The blocks of rich text, tracked changes read as accepted.

    Raises OkqualError for a file that ends within a group or is nested beyond all use.
    """
    return _Reader(name).read(content)
