"""Footnotes: python-docx has none, so the part is made here, or a template's own is continued."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from okqual.export.word import xml
from okqual.export.word.base import Styles

_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_BEFORE_COMPAT = ("w:compat", "w:rsids", "w:themeFontLang", "w:decimalSymbol", "w:listSeparator")


class Footnotes:
    """Gives out the footnotes of one document. Never beside comments: LibreOffice mixes the two up."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._document, self._styles = document, styles
        self._part: Any = None
        self._next = 1

    def note(self, content: str) -> str:
        """The run that refers to a new footnote with this content (runs as XML)."""
        if self._part is None:
            self._part = _part(self._document)
            ids = [int(note.get(qn("w:id"))) for note in self._part.element]
            self._next = max([0, *ids]) + 1
        number, self._next = self._next, self._next + 1
        reference = f'<w:rPr><w:rStyle w:val="{self._styles["footnote reference"]}"/></w:rPr>'
        words = f"<w:r>{reference}<w:footnoteRef/></w:r>{xml.run(' ')}{content}"
        note = f'<w:footnote w:id="{number}">{xml.paragraph(words, self._styles["footnote text"])}</w:footnote>'
        self._part.element.append(parse_xml(xml.declared(note)))
        return f'<w:r>{reference}<w:footnoteReference w:id="{number}"/></w:r>'


def _part(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            return relation.target_part
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in _SEPARATORS
    )
    root = parse_xml(xml.declared(f"<w:footnotes>{notes}</w:footnotes>"))
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _declare_separators(document.settings.element)
    return part


def _declare_separators(settings: Any) -> None:
    """Say which notes are separators, where the schema wants it: before the settings that come after it."""
    marks = "".join(f'<w:footnote w:id="{number}"/>' for number, _ in _SEPARATORS)
    said = parse_xml(xml.declared(f"<w:footnotePr>{marks}</w:footnotePr>"))
    for tag in _BEFORE_COMPAT:
        following = settings.find(qn(tag))
        if following is not None:
            following.addprevious(said)
            return
    settings.append(said)
