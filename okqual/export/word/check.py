"""What is wrong with a Word file: what a screen reader stumbles on, and anchors that lead nowhere.

Works on the file's own XML, so that it sees what a library would mend or hide while reading.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from okqual.export.word.template import UNREADABLE
from okqual.export.word.xml import NAMESPACE
from okqual.messages import message

_W = f"{{{NAMESPACE}}}"
_NS = {
    "w": NAMESPACE,
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_BODY, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_NAME = re.compile(r"[A-Za-z_ÅÄÖåäö][\wÅÄÖåäö]{0,39}")
_TARGET = re.compile(r"^\s*(?:PAGEREF|REF)\s+(\S+)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
LEAST_CONTRAST = 4.5


def faults(path: Path) -> list[str]:
    """The faults of a .docx in words of the language in use, in a fixed order; none for a good file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            twice = [name for name, times in Counter(names).items() if times > 1]
            parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels"))}
    except UNREADABLE:
        return [message("export.fault.not_word")]
    found = [message("export.fault.twice", part=name) for name in twice]
    trees: dict[str, Any] = {}
    for name, content in parts.items():
        try:
            trees[name] = etree.fromstring(content, _PARSER)
        except etree.XMLSyntaxError:
            found.append(message("export.fault.part", part=name))
    if _BODY not in trees or _STYLES not in trees:
        return found or [message("export.fault.not_word")]
    return found + list(_all_faults(trees))


def _all_faults(trees: dict[str, Any]) -> Iterator[str]:
    body, styles = trees[_BODY], trees[_STYLES]
    names = {style.get(f"{_W}styleId"): _one(style, "w:name/@w:val") for style in _find(styles, "w:style")}
    yield from _said_of_itself(trees.get(_CORE), styles)
    yield from _headings(body, names)
    yield from _empty_paragraphs(body)
    for number, table in enumerate(_find(body, ".//w:tbl"), start=1):
        yield from _table(table, number)
    yield from _pictures(trees.values())
    yield from _styles_used(trees, names)
    yield from _bookmarks(body)
    yield from _links(body)
    yield from _fields(trees)
    yield from _controls(body)


def _said_of_itself(core: Any, styles: Any) -> Iterator[str]:
    if core is None or not _one(core, "dc:title/text()").strip():
        yield message("export.fault.no_title")
    declared = _one(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")
    if not declared or core is None or not _one(core, "dc:language/text()"):
        yield message("export.fault.no_language")


def _headings(body: Any, names: dict[str, str]) -> Iterator[str]:
    before = 0
    for paragraph in _find(body, ".//w:p"):
        name = names.get(_one(paragraph, "w:pPr/w:pStyle/@w:val"), "")
        found = re.fullmatch(r"heading (\d)", name, re.IGNORECASE)
        if found is None:
            continue
        level, text = int(found[1]), _text(paragraph)
        if not text:
            yield message("export.fault.heading_empty", level=level)
        if level > before + 1:
            yield message("export.fault.heading_skips", text=text, before=before, level=level)
        before = level
    if not before:
        yield message("export.fault.no_headings")


def _empty_paragraphs(body: Any) -> Iterator[str]:
    before = ""
    for paragraph in _find(body, "w:body/w:p"):
        text = _text(paragraph)
        if not text and not _find(paragraph, ".//w:drawing|.//w:pict|.//w:object|.//w:fldChar"):
            yield message("export.fault.paragraph_empty", text=before[:60])
        before = text or before


def _table(table: Any, number: int) -> Iterator[str]:
    rows = _find(table, "w:tr")
    if not rows or not _find(rows[0], "w:trPr/w:tblHeader"):
        yield message("export.fault.table_header", number=number)
    if not _one(table, "w:tblPr/w:tblCaption/@w:val") or not _one(table, "w:tblPr/w:tblDescription/@w:val"):
        yield message("export.fault.table_title", number=number)
    if rows and not all(_text(cell) for cell in _find(rows[0], "w:tc")):
        yield message("export.fault.table_header_empty", number=number)
    if _find(table, "w:tr/w:tc/w:tcPr/w:gridSpan|w:tr/w:tc/w:tcPr/w:vMerge"):
        yield message("export.fault.table_merged", number=number)
    elif len({len(_find(row, "w:tc")) for row in rows}) > 1:
        yield message("export.fault.table_uneven", number=number)


def _pictures(trees: Iterable[Any]) -> Iterator[str]:
    for tree in trees:
        for picture in tree.iter(f"{{{_NS['wp']}}}docPr"):
            if not picture.get("descr", "").strip():
                yield message("export.fault.picture")


def _styles_used(trees: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    used: dict[str, None] = {}
    for name, tree in trees.items():
        if name.startswith("word/") and name != _STYLES:
            used.update(
                dict.fromkeys(tree.xpath("//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val", namespaces=_NS))
            )
    for style_id in used:
        if style_id not in names:
            yield message("export.fault.style", style=style_id)
    for style in _find(trees[_STYLES], "w:style"):
        colour = _one(style, "w:rPr/w:color/@w:val")
        if style.get(f"{_W}styleId") in used and re.fullmatch("[0-9A-Fa-f]{6}", colour):
            ratio = _contrast(colour)
            if ratio < LEAST_CONTRAST:
                yield message("export.fault.contrast", style=_one(style, "w:name/@w:val"), ratio=f"{ratio:.1f}")


def _bookmarks(body: Any) -> Iterator[str]:
    starts = list(body.iter(f"{_W}bookmarkStart"))
    ends = Counter(end.get(f"{_W}id") for end in body.iter(f"{_W}bookmarkEnd"))
    ids = Counter(start.get(f"{_W}id") for start in starts)
    times = Counter(start.get(f"{_W}name", "").casefold() for start in starts)
    for start in starts:
        name, number = start.get(f"{_W}name", ""), start.get(f"{_W}id")
        if times.pop(name.casefold(), 1) > 1:
            yield message("export.fault.bookmark_twice", name=name)
        if ends[number] != 1 or ids[number] != 1:
            yield message("export.fault.bookmark_open", name=name)
        if not _NAME.fullmatch(name):
            yield message("export.fault.bookmark_name", name=name)
    for number in sorted(ends.keys() - ids.keys()):
        yield message("export.fault.bookmark_open", name=number)


def _links(body: Any) -> Iterator[str]:
    there = {start.get(f"{_W}name") for start in body.iter(f"{_W}bookmarkStart")}
    targets = [link.get(f"{_W}anchor") for link in body.iter(f"{_W}hyperlink")]
    instructions = (instruction.text or "" for instruction in body.iter(f"{_W}instrText"))
    targets += [found[1] for found in map(_TARGET.match, instructions) if found]
    for name in dict.fromkeys(target for target in targets if target and target not in there):
        yield message("export.fault.link", name=name)


def _fields(trees: dict[str, Any]) -> Iterator[str]:
    for tree in trees.values():
        depth, steps = 0, {"begin": 1, "separate": 0, "end": -1}
        for mark in tree.iter(f"{_W}fldChar"):
            depth += steps.get(mark.get(f"{_W}fldCharType"), 0)
            if depth < 0:
                break
        if depth:
            yield message("export.fault.field")


def _controls(body: Any) -> Iterator[str]:
    ids = Counter(body.xpath(".//w:sdtPr/w:id/@w:val", namespaces=_NS))
    for control, times in ids.items():
        if times > 1:
            yield message("export.fault.control", id=control)


def _contrast(colour: str) -> float:
    """Contrast of a colour of the form RRGGBB against white, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _find(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path, namespaces=_NS))


def _one(element: Any, path: str) -> str:
    found = element.xpath(path, namespaces=_NS)
    return str(found[0]) if found else ""


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t")).strip()
