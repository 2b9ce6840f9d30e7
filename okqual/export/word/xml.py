"""WordprocessingML as strings: small pure functions, since a row parsed once is far faster than a row built.

Style ids come from the document (a Swedish template names them otherwise), never from here. Arguments
called ``content`` are XML already; all others are plain text and are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from okqual.export.characters import legal

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARED = f'xmlns:w="{NAMESPACE}"'
_TEXT = '<w:t xml:space="preserve">'
_MARKUP = re.compile("[&<>]")
_MARKUP_OR_QUOTE = re.compile('[&<>"\n\r\t]')


def words(text: str) -> str:
    """The content of a run: text, with line ends and tabs as Word has them."""
    escaped = _escaped(legal(text))
    if "\n" in escaped or "\t" in escaped:
        escaped = escaped.replace("\n", f"</w:t><w:br/>{_TEXT}").replace("\t", f"</w:t><w:tab/>{_TEXT}")
    return f"{_TEXT}{escaped}</w:t>"


def run(text: str, style: str = "") -> str:
    """A run, in a character style where its id is given; nothing for no text."""
    if not text:
        return ""
    properties = f"<w:rPr><w:rStyle w:val={_quoted(style)}/></w:rPr>" if style else ""
    return f"<w:r>{properties}{words(text)}</w:r>"


def link(text: str, anchor: str, style: str = "") -> str:
    """A link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor={_quoted(anchor)} w:history="1">{run(text, style)}</w:hyperlink>'


def paragraph(content: str, style: str = "") -> str:
    """A paragraph inside something that declares the namespace."""
    properties = f"<w:pPr><w:pStyle w:val={_quoted(style)}/></w:pPr>" if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def bookmarked(content: str, name: str, number: int) -> str:
    """The content inside a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name={_quoted(name)}/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, shown: str) -> str:
    """A field with its result as it stands until Word is told to update it."""
    return f"{field_start(instruction)}{run(shown)}{field_end()}"


def field_start(instruction: str) -> str:
    """The opening of a field whose result goes over several paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """The end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def declared(element: str) -> str:
    """The element's string with the namespace declared on its root, ready to be parsed by itself."""
    end = min(at for at in (element.find(" "), element.find(">"), element.find("/")) if at > 0)
    return f"{element[:end]} {_DECLARED}{element[end:]}"


def cell(paragraphs: Iterable[str], width: int) -> str:
    """A table cell of ``width`` twentieths of a point."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(cells: Iterable[str], header: bool = False, whole: bool = False) -> str:
    """A table row; a header row is repeated on every page, a whole one is never cut between pages."""
    properties = ("<w:cantSplit/>" if whole or header else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(style: str, widths: Sequence[int], title: str, description: str) -> str:
    """A table without rows: fixed columns, header row and label column, title and description for readers."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr><w:tblStyle w:val={_quoted(style)}/>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={_attribute(title)}/><w:tblDescription w:val={_attribute(description)}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _escaped(text: str) -> str:
    """Most words hold nothing to escape, and a file has a hundred thousand of them."""
    return escape(text) if _MARKUP.search(text) else text


def _quoted(value: str) -> str:
    return quoteattr(value) if _MARKUP_OR_QUOTE.search(value) else f'"{value}"'


def _attribute(text: str) -> str:
    return _quoted(" ".join(legal(text).split()))
