"""The same outline as a Markdown, text, Word and OpenDocument file, for tests that formats read alike."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hypothesis import strategies as st

from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind, SourceBlock
from tests.ingest.made import odt
from tests.ingest.word_files import heading, listed, numbering, paragraph, word_file

_BULLET = '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
_BULLETS = f'<text:list-style style:name="B">{_BULLET}</text:list-style>'
_BULLETED = '<text:list text:style-name="B"><text:list-item><text:p>{}</text:p></text:list-item></text:list>'


def as_word(blocks: Sequence[SourceBlock]) -> bytes:
    """A Word file with heading styles, one automatic numbered list through the document, and bullets."""
    made = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            made.append(heading(block.text, f"Heading{block.level}"))
        elif block.kind is BlockKind.ITEM:
            made.append(listed(block.text, 2 if block.label == "-" else 1))
        else:
            made.append(paragraph(block.text))
    return word_file("".join(made), numbering=numbering("%1."))


def as_odt(blocks: Sequence[SourceBlock]) -> bytes:
    """An OpenDocument text with outline levels, typed numbers, and bulleted lists."""
    made = []
    for block in blocks:
        text = escape(block.text)
        if block.kind is BlockKind.HEADING:
            made.append(f'<text:h text:outline-level="{block.level}">{text}</text:h>')
        elif block.label == "-":
            made.append(_BULLETED.format(text))
        else:
            made.append(f"<text:p>{block.label} {text}</text:p>" if block.label else f"<text:p>{text}</text:p>")
    return odt("".join(made), _BULLETS)


def as_text(blocks: Sequence[SourceBlock]) -> bytes:
    """Lines with an empty one above each heading."""
    lines = []
    for block in blocks:
        lines += [""] if block.kind is BlockKind.HEADING else []
        lines.append(f"{block.label} {block.text}".strip())
    return "\n".join(lines).encode("utf-8")


def in_all_formats(markdown: bytes) -> dict[str, bytes]:
    """The Markdown file and its likenesses, by suffix."""
    blocks = read_document(markdown, "as.md").blocks
    return {"md": markdown, "docx": as_word(blocks), "odt": as_odt(blocks), "txt": as_text(blocks)}


_LINES = (
    "# A", "## Koder för mål", "**Fet**", "1. Hur?", "2) När?", "1.1 Var?", "a) Med vem?", "- Tid", "  - Plats: där",
    "Fråga 3: Vad?", "Fråga 4", "Text här.", "Kriterier och frågor", "Relevans – är det rätt?", "- Övrigt", "Övrigt",
    "Exempel: x", "Tema 1: Stöd", "Principer", "Följdfrågor:", "9. ", "0. Noll?", "100. Hur?", "- ?", "## ",
    "1.\tA\tB?",
    "\u00ad", "\u200b", "\x1b[31mröd?", "| Tema | Fråga | Kod |\n|---|---|---|\n| x | 1. Hur? | k |",
    "| Kriterium | Fråga |\n|---|---|\n| Rel | Hur? |", "| Kod | Namn |\n|---|---|\n| 1 | |\n| a b | x |",
)  # fmt: skip
ANY_TEXT = st.lists(
    st.sampled_from(_LINES) | st.text(alphabet=st.characters(codec="utf-8"), max_size=40), max_size=14
).map("\n\n".join)
"""Documents of lines that guides and codebooks are made of, in any order, and of anything else."""
