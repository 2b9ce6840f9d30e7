"""Pictures in a Word file: inline, as wide as asked, always with words for those who do not see them."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Emu

from okqual.export.characters import legal

TWENTIETH = 635
"""English metric units in a twentieth of a point."""


def add_picture(document: Any, before: Any, picture: bytes, width: int, alt: str, style: str) -> None:
    """Put a picture (PNG) as a paragraph of its own before an element; ``width`` in twentieths of a point."""
    paragraph = document.add_paragraph()
    element = paragraph._p
    paragraph.add_run().add_picture(io.BytesIO(picture), width=Emu(width * TWENTIETH))
    element.get_or_add_pPr().get_or_add_pStyle().set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", style
    )
    shown = element.xpath(".//wp:docPr")[0]
    shown.set("descr", " ".join(legal(alt).split()))
    shown.set("title", "")
    before.addprevious(element)
