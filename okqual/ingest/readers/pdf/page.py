"""What stands on the pages of a PDF: signs with their places and fonts, ruled lines, pictures.

The library gives the signs; how they make lines and paragraphs is decided elsewhere. pdfminer.six is
chosen since it tells font, size and place of every sign, and can be stopped.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, resolve1, stream_value

from okqual.errors import OkqualError
from okqual.ingest.readers.pdf.limits import check_limits
from okqual.ingest.readers.symbol_fonts import shown_symbol

# What the library finds odd in a file is told in remarks and errors, not on the terminal.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MOST_PAGES = 2000
MOST_SIGNS = 5_000_000
MOST_CONTENT = 50_000_000
"""Bytes of drawing commands that are followed, repeated ones counted each time."""
MOST_EDGES = 4000
"""Ruled lines of a page; more are a drawing, not a table."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!light)|\bfet\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_FILLED_AND_STROKED = 2
"""The way of drawing letters that makes a font bold that has no bold letters."""
_THIN = 3.0
"""Points; a filled box thinner than this is a ruled line."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_ENDS = 4096


class Sign(NamedTuple):
    """A letter or other sign: left and right edge, baseline and size in points, from the page's lower left."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    in_margin: bool
    """The file says that it belongs to the page and not to the text."""


class Edge(NamedTuple):
    """A ruled line, horizontal where ``y0 == y1``."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Page:
    """One page, its signs in the order of the file."""

    number: int
    width: float
    height: float
    signs: list[Sign] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    pictures: int = 0
    turned: int = 0
    unknown: int = 0
    comments: int = 0
    fields: int = 0


class _TooMuchError(Exception):
    """The file holds more than a note can."""


class _Damaged(Exception):  # noqa: N818 (private: a reason to refuse, not an error of its own)
    """A part of the file is missing or broken."""


def read_pages(content: bytes, name: str) -> list[Page]:
    """The pages of a PDF.

    Raises OkqualError for a file that is damaged or incomplete, locked by a password, or far too large.
    """
    check_limits(content, name)
    try:
        return list(_pages(content))
    except PDFEncryptionError as error:
        raise OkqualError("errors.note_password", {"file": name}, "errors.note_password_elsewhere.try") from error
    except _TooMuchError as error:
        raise OkqualError("errors.note_pdf_too_large", {"file": name}, "errors.note_pdf_too_large.try") from error
    except RecursionError:
        raise
    # Damaged files make the library fail in every way there is.
    except Exception as error:
        raise OkqualError("errors.note_pdf_damaged", {"file": name}, "errors.note_pdf_damaged.try") from error


def _pages(content: bytes) -> Iterator[Page]:
    if b"%%EOF" not in content[-_ENDS:] and b"startxref" not in content[-_ENDS:]:
        raise _Damaged
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    device = _Device()
    interpreter = _Interpreter(PDFResourceManager(), device)
    number = 0
    for number, source in enumerate(PDFPage.create_pages(document), 1):
        if number > MOST_PAGES:
            raise _TooMuchError
        width, height = abs(source.mediabox[2] - source.mediabox[0]), abs(source.mediabox[3] - source.mediabox[1])
        if source.rotate in {90, 270}:
            width, height = height, width
        page = device.page = Page(number, width, height)
        _check_contents(source)
        interpreter.process_page(source)
        _count_annotations(source, page)
        yield page
    if number < int_value(dict_value(document.catalog.get("Pages")).get("Count", 0)):
        raise _Damaged


def _check_contents(source: PDFPage) -> None:
    """A page whose content is gone is not an empty page."""
    for part in source.contents:
        if not isinstance(resolve1(part), PDFStream):
            raise _Damaged


def _count_annotations(source: PDFPage, page: Page) -> None:
    for reference in list_value(source.annots) if source.annots is not None else ():
        annotation = resolve1(reference)
        if not isinstance(annotation, dict):
            continue
        kind = getattr(resolve1(annotation.get("Subtype")), "name", "")
        if kind == "Widget":
            page.fields += bool(resolve1(annotation.get("V")))
        elif kind not in {"Link", "Popup"} and resolve1(annotation.get("Contents")):
            page.comments += 1


class _Interpreter(PDFPageInterpreter):
    """Follows drawing commands, up to a bound; forms within forms count each time they are drawn."""

    def render_contents(self, resources: Any, streams: Sequence[object], ctm: Any = (1, 0, 0, 1, 0, 0)) -> None:
        assert isinstance(self.device, _Device)
        for stream in streams:
            self.device.content += len(stream_value(stream).get_data()) + 100
        if self.device.content > MOST_CONTENT:
            raise _TooMuchError
        super().render_contents(resources, streams, ctm)


class _Device(PDFTextDevice):
    """Takes down what is drawn."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.page = Page(0, 0, 0)
        self.content = 0
        self._signs = 0
        self._stroked = False
        self._tags: list[bool] = []
        self._fonts: dict[int, tuple[PDFFont, bool, bool]] = {}

    # What belongs to the page and not to the text

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        kind = props.get("Type") if isinstance(props, dict) else None
        here = getattr(tag, "name", "") == "Artifact" and getattr(resolve1(kind), "name", "") == "Pagination"
        self._tags.append(here or (bool(self._tags) and self._tags[-1]))

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self._tags = []

    # Text

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._stroked = textstate.render == _FILLED_AND_STROKED
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        self._signs += 1
        if self._signs > MOST_SIGNS:
            raise _TooMuchError
        advance = float(font.char_width(cid) * fontsize * scaling)
        a, b, c, d, x, y = matrix
        if font.is_vertical() or abs(b) > abs(a) / 10 or a < 0 or d < 0:
            self.page.turned += 1
            return advance
        size = abs(fontsize) * math.hypot(c, d)
        text = self._text(font, cid)
        if text and math.isfinite(x) and math.isfinite(y) and math.isfinite(advance):
            bold, italic = self._look(font)
            slanted = italic or abs(c) > abs(d) / 10
            margin = bool(self._tags) and self._tags[-1]
            ends = x + a * advance
            self.page.signs.append(
                Sign(text, min(x, ends), max(x, ends), y + rise * d, size, bold or self._stroked, slanted, margin)
            )
        return advance

    def _text(self, font: PDFFont, cid: int) -> str:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        text = _CONTROL.sub("", _LIGATURES.get(text, text))
        if _PRIVATE.search(text):
            text = _PRIVATE.sub(lambda found: shown_symbol(ord(found[0])), text)
        self.page.unknown += text.count("\ufffd")
        return text

    def _look(self, font: PDFFont) -> tuple[bool, bool]:
        known = self._fonts.get(id(font))
        if known is None or known[0] is not font:
            named = str(getattr(font, "fontname", ""))
            known = self._fonts[id(font)] = (font, _BOLD.search(named) is not None, _ITALIC.search(named) is not None)
        return known[1], known[2]

    # Ruled lines and pictures

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.page.pictures += 1

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        if len(self.page.edges) < MOST_EDGES and len(path) < MOST_EDGES:
            for points in _subpaths(path):
                self._take_path([self._placed(x, y) for x, y in points], stroke, fill)

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.ctm or (1, 0, 0, 1, 0, 0)
        return a * x + c * y + e, b * x + d * y + f

    def _take_path(self, points: list[tuple[float, float]], stroke: bool, fill: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if min(right - left, high - low) < _THIN:
            middle = (low + high) / 2, (left + right) / 2
            thin = (
                (left, middle[0], right, middle[0]) if right - left > high - low else (middle[1], low, middle[1], high)
            )
            self.page.edges.append(Edge(*thin))
        elif stroke:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
                    self._take_path([(x0, y0), (x1, y1)], stroke=False, fill=True)


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of the parts of a path that are all straight."""
    points: list[tuple[float, float]] = []
    straight = True
    for step in path:
        kind = step[0]
        if kind == "m":
            if straight and len(points) > 1:
                yield points
            points, straight = [(step[1], step[2])], True
        elif kind == "l":
            points.append((step[1], step[2]))
        elif kind == "h" and points:
            points.append(points[0])
        else:
            straight = False
    if straight and len(points) > 1:
        yield points
