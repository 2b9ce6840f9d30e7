"""A Word template as an agency's might be: own fonts and colours, Swedish style ids, narrow text, header and footer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from okqual.export.word.base import open_base
from okqual.export.word.xml import NAMESPACE

IDS = {
    "heading 1": "Rubrik1", "heading 2": "Rubrik2", "heading 3": "Rubrik3", "heading 4": "Rubrik4", "Title": "Rubrik",
    "caption": "Beskrivning", "Hyperlink": "Hyperlnk", "toc 1": "Innehll1", "toc 2": "Innehll2", "toc 3": "Innehll3",
    "footnote text": "Fotnotstext", "table of figures": "Figurfrteckning",
}  # fmt: skip
DARK = RGBColor(0x4A, 0x1D, 0x3F)


def agency_template(path: Path) -> Path:
    """Write the template; it has styles for headings, lists and captions, and none of okqual's own."""
    document: Any = open_base()
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name.startswith("okq "):
            styles.remove(style)
        elif name in IDS:
            style.set(qn("w:styleId"), IDS[name])
    for reference in styles.iter(qn("w:basedOn"), qn("w:next"), qn("w:link")):
        reference.set(qn("w:val"), _swedish(reference.get(qn("w:val"))))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(11.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(9), 1.2
    for level, size in ((1, 26), (2, 18), (3, 14), (4, 12)):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.color.rgb = "Liberation Sans Narrow", Pt(size), DARK
        heading.paragraph_format.page_break_before = level == 1
        heading.paragraph_format.keep_with_next = True
    section = document.sections[0]
    section.left_margin, section.right_margin = Mm(38), Mm(32)
    section.top_margin, section.bottom_margin = Mm(35), Mm(28)
    section.header.paragraphs[0].text = "Myndigheten för exempel\tRapport 2026:14"
    document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{NAMESPACE}"><w:r><w:t>Omslag</w:t></w:r></w:p>'))
    document.save(str(path))
    return path


def _swedish(style_id: str) -> str:
    before = {name.title().replace(" ", ""): made for name, made in IDS.items()}
    before |= {"TOC1": IDS["toc 1"], "TOC2": IDS["toc 2"], "TOC3": IDS["toc 3"], "TableofFigures": "Figurfrteckning"}
    return before.get(style_id, style_id)
