"""What to tell of a Word document that was read: what was accepted, left out or hidden."""

from __future__ import annotations

from lxml import etree

from okqual.ingest.readers.docx.package import DocxPackage, W
from okqual.model.note import Remark, SourceBlock

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))


def remarks_on(
    package: DocxPackage, root: etree._Element, blocks: tuple[SourceBlock, ...], comments: int, original: bool
) -> tuple[Remark, ...]:
    """Remarks on tracked changes, comments beyond the ``comments`` that were read, headers and footers, hidden
    text, pictures, macros and attached files.
    """
    pages = sum(map(_has_text, [*package.parts("header"), *package.parts("footer")]))
    written = sum(1 for part in package.parts("comments") for _ in part.iterchildren(f"{W}comment"))
    counts = (
        ("reading.comments_left_out", written - comments),
        ("reading.page_texts_left_out", pages),
        ("reading.hidden_text_kept", sum(block.hidden for block in blocks)),
        ("reading.pictures_left_out", sum(1 for _ in root.iter("{*}blip", "{*}imagedata"))),
        ("reading.macros_ignored", package.has("vbaProject")),
        ("reading.attached_left_out", sum(1 for _ in root.iter(f"{W}altChunk"))),
    )
    return (*_tracked(root, original), *(Remark(key, {"count": int(count)}) for key, count in counts if count))


def _tracked(root: etree._Element, original: bool) -> tuple[Remark, ...]:
    changes = list(root.iter(*_CHANGES))
    if not changes:
        return ()
    names = sorted({name for change in changes if (name := change.get(f"{W}author", "").strip())})
    key = "reading.changes_original" if original else "reading.changes_accepted"
    return (Remark(key, {"count": len(changes), "authors": ", ".join(names) or "–"}),)


def _has_text(part: etree._Element) -> bool:
    return any((text.text or "").strip() for text in part.iter(f"{W}t"))
