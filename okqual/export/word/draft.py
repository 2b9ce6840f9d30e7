"""A Word file under construction: adds headings, paragraphs and tables in order, and counts what is numbered."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from okqual.export.stopping import step
from okqual.export.word import xml
from okqual.export.word.anchors import Anchors
from okqual.export.word.base import Styles, open_base
from okqual.export.word.captions import FIGURE, TABLE, Captions
from okqual.export.word.figures import add_picture
from okqual.export.word.footnotes import Footnotes
from okqual.export.word.properties import set_properties
from okqual.export.word.template import Template
from okqual.export.writing import packed, write_bytes
from okqual.messages import message
from okqual.model.results import Manifest

PORTRAIT, LANDSCAPE = False, True


class Draft:
    """Body, styles and bookmarks of a document that grows from top to bottom."""

    def __init__(self, template: Template | None = None) -> None:
        """Raises OkqualError when the template cannot be used, or lacks a style that was chosen from it."""
        self.document = open_base(template)
        self.styles = Styles(self.document, template.styles if template else None)
        self.anchors = Anchors()
        self._setup = self.document.element.body.find(qn("w:sectPr"))
        self.captions = Captions(self.anchors)
        self.footnotes = Footnotes(self.document, self.styles)
        self._headings: list[tuple[int, str, str]] = []
        self._contents: Any = None
        self._lists = False
        self._sections = 0

    def add(self, element: str) -> Any:
        """Append an element given as XML to the body; the parsed element comes back."""
        parsed = parse_xml(xml.declared(element))
        self._setup.addprevious(parsed)
        return parsed

    def heading(self, level: int, text: str, *anchors: str) -> None:
        """A heading that the table of contents finds, in bookmarks of these names too; empty names are none."""
        step()
        name = f"_Toc{len(self._headings) + 1:08d}"
        text = " ".join(text.split())
        self._headings.append((level, text, name))
        content = self.anchors.around(xml.run(text), name)
        for anchor in filter(None, anchors):
            content = self.anchors.around(content, anchor)
        self.paragraph(content, f"heading {level}")

    def text(self, text: str, style: str = "Normal") -> None:
        """A paragraph of plain text."""
        self.paragraph(xml.run(text), style)

    def paragraph(self, content: str, style: str = "Normal") -> None:
        """A paragraph of XML runs in the style of that name."""
        self.add(xml.paragraph(content, self.styles[style]))

    def paragraphs(self, contents: Sequence[str], style: str) -> None:
        """Paragraphs of XML runs in one style, taken in together: parsed one by one they take twice as long."""
        made = "".join(xml.paragraph(content, self.styles[style]) for content in contents)
        for element in list(parse_xml(xml.declared(f"<w:body>{made}</w:body>"))):
            self._setup.addprevious(element)

    def table(self, widths: Sequence[int], title: str, description: str, rows: Iterable[str]) -> str:
        """A numbered caption and under it a table of rows given as XML, the header row first.

        The bookmark of its number comes back, for :meth:`reference`.
        """
        label = self._caption(TABLE, title)
        table = self.add(xml.table(self.styles["okq table"], widths, title, description))
        for row in rows:
            table.append(parse_xml(xml.declared(row)))
        return label

    def figure(self, picture: bytes, title: str, alt: str, width: int) -> str:
        """A numbered caption and under it a PNG, ``width`` twentieths of a point wide, with words for it (``alt``).

        The bookmark of its number comes back, for :meth:`reference`.
        """
        label = self._caption(FIGURE, title)
        add_picture(self.document, self._setup, picture, width, alt, self.styles["okq figure"])
        return label

    def reference(self, label: str) -> str:
        """Runs that say "Tabell 3" of a table or figure made earlier, and lead to it."""
        return self.captions.reference(label)

    def _caption(self, kind: str, title: str) -> str:
        content, label = self.captions.caption(kind, title)
        self.paragraph(content, "caption")
        return label

    def contents(self, lists: bool = False) -> None:
        """Where the table of contents is to stand, and the lists of tables and figures where asked for.

        They are filled in by :meth:`save`; a list of nothing is left out.
        """
        self.text(message("export.contents"), "TOC Heading")
        self._contents, self._lists = self._setup.getprevious(), lists

    def width(self, landscape: bool) -> int:
        """Width of the text on a page, in twentieths of a point."""
        size, margins = self._setup.find(qn("w:pgSz")), self._setup.find(qn("w:pgMar"))
        sides = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))))
        return sides[landscape] - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))

    def picture_width(self) -> int:
        """Width of a picture as wide as the text: a little less, so that no program rounds it over the margin."""
        return self.width(PORTRAIT) - 140

    def end_section(self, landscape: bool) -> None:
        """Close the pages so far, in that orientation, with the last paragraph; the next begins on a new page."""
        setup = self._turned(copy.deepcopy(self._setup), landscape)
        paragraph = self._setup.getprevious()
        paragraph.get_or_add_pPr().append(setup)
        self._sections += 1

    def save(self, path: Path, manifest: Manifest, title: str, landscape: bool = PORTRAIT) -> None:
        """Write the file whole; the last section gets that orientation. Same content, same bytes."""
        if self._contents is not None:
            self._fill_contents()
        self._turned(self._setup, landscape)
        set_properties(self.document, manifest, title)
        parts = _parts(self.document.part.package)
        # A package refers to itself in circles: its tree would else stay until the next full collection.
        self.document.element.body.clear()
        write_bytes(path, packed(parts))

    def _turned(self, setup: Any, landscape: bool) -> Any:
        """The set-up in that orientation; from the second section on, headers go on from the first."""
        size = setup.find(qn("w:pgSz"))
        sides = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))))
        size.set(qn("w:w"), str(sides[landscape]))
        size.set(qn("w:h"), str(sides[not landscape]))
        size.attrib.pop(qn("w:orient"), None)
        if landscape:
            size.set(qn("w:orient"), "landscape")
        if self._sections:
            first_only = {qn(f"w:{name}") for name in ("headerReference", "footerReference", "titlePg", "pgNumType")}
            for element in [element for element in setup if element.tag in first_only]:
                setup.remove(element)
        return setup

    def _fill_contents(self) -> None:
        shown = [heading for heading in self._headings if heading[0] <= 3]
        after = self._contents
        for at, (level, text, anchor) in enumerate(shown):
            content = xml.link(text, anchor)
            if at == 0:
                content = xml.field_start(r'TOC \o "1-3" \h \z') + content
            if at == len(shown) - 1:
                content += xml.field_end()
            after = self._put_after(after, content, f"toc {level}")
        for kind in (TABLE, FIGURE) if self._lists else ():
            entries = self.captions.listed(kind)
            if entries:
                after = self._put_after(after, xml.run(message(f"{kind}.list")), "TOC Heading")
            for entry in entries:
                after = self._put_after(after, entry, "table of figures")

    def _put_after(self, element: Any, content: str, style: str) -> Any:
        entry = parse_xml(xml.declared(xml.paragraph(content, self.styles[style])))
        element.addnext(entry)
        return entry


def _parts(package: Any) -> dict[str, bytes]:
    """The parts of a package by their names in the zip, as python-docx would write them: packed once, not twice."""
    for part in package.parts:
        part.before_marshal()
    held, writer = _Held(), cast(Any, PackageWriter)
    writer._write_content_types_stream(held, package.parts)
    writer._write_pkg_rels(held, package.rels)
    writer._write_parts(held, package.parts)
    return held.parts


class _Held:
    """Stands where python-docx writes to a zip."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, place: Any, content: bytes) -> None:
        """Keep a part under its name in the zip."""
        self.parts[place.membername] = content
