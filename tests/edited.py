"""A study with written texts, its exports, and the edits that people make in Word, done on the XML."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from okqual.model.finding import CountRef, Status
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import browsing, coding, findings, outlining, pieces, summarising
from okqual.study.opening import Study

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CODE, WISH = "KOH-samordnat", "KOH-onskan"
A1 = Cell(RowKind.CASE, "A-1", ColumnKind.CODE, CODE)
A2 = Cell(RowKind.CASE, "A-2", ColumnKind.CODE, CODE)
WISHES = Cell(RowKind.ALL, "", ColumnKind.CODE, WISH)
GROUP = Cell(RowKind.GROUP, "kommun", ColumnKind.CODE, WISH, "aktörstyp")
FINDING = "Flera beskriver att planen är gemensam [A-1:2]. Arbetet tog lång tid."
JUDGEMENT = "Vi bedömer att samordningen har fungerat. Den kan bli bättre."


def with_texts(study: Study) -> dict[str, str]:
    """Code two passages and write cells, a finding, a judgement and a heading; ids of the pieces by name."""
    for case, value in (("A-1", "ja"), ("A-2", "nej")):
        first = next(p for p in browsing.note(study, case).passages if "2" in p.questions)
        coding.apply_code(study, case, first.start, first.end, CODE, value)
    summarising.write_summary_cell(study, A1, "De har en plan [A-1:2]. Skolan är med. Det tog tid.")
    summarising.write_summary_cell(study, A2, "Arbetena går bredvid varandra.\nIngen har frågat.")
    summarising.write_summary_cell(study, WISHES, "Alla vill ha längre perioder. Några vill ha mer pengar.")
    summarising.write_summary_cell(study, GROUP, "Kommunerna vill ha längre tid.")
    heading = outlining.add_heading(study, "KOH", "Samordningen har kommit en bit")
    finding = findings.add_finding(study, CODE, FINDING, status=Status.READY)
    findings.link_evidence(study, finding.id, "A-1:2")
    findings.link_evidence(study, finding.id, CountRef(CODE, ("ja",)))
    judgement = findings.add_judgement(study, "KOH", JUDGEMENT)
    findings.rest_on(study, judgement.id, finding.id)
    for piece in (finding, judgement):
        outlining.place(study, piece.id, heading.id)
    return {"heading": heading.id, "finding": finding.id, "judgement": judgement.id}


def edited(path: Path, to: Path, *edits: Callable[[Any], None]) -> Path:
    """A copy of a Word file with something done to its body."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for edit in edits:
        edit(root)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts, to)


def packed(parts: dict[str, bytes], to: Path) -> Path:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    to.write_bytes(out.getvalue())
    return to


def text_of(paragraph: Any) -> str:
    """The words of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def paragraphs(root: Any, words: str) -> Iterator[Any]:
    """The paragraphs that hold some words."""
    return (p for p in root.iter(f"{W}p") if words in text_of(p))


def replaced(old: str, new: str) -> Callable[[Any], None]:
    """Type over some words where they stand in one run; every time they occur."""

    def edit(root: Any) -> None:
        done = 0
        for text in root.iter(f"{W}t"):
            if old in (text.text or ""):
                text.text = text.text.replace(old, new)
                done += 1
        assert done, old

    return edit


def retyped(words: str, new: str, at: int = 0) -> Callable[[Any], None]:
    """Select the whole paragraph and write it anew: whatever stood in it is gone, bookmarks too."""

    def edit(root: Any) -> None:
        paragraph = list(paragraphs(root, words))[at]
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        paragraph.append(etree.fromstring(
            f'<w:r xmlns:w="{W[1:-1]}"><w:t xml:space="preserve">{new}</w:t></w:r>'
        ))  # fmt: skip

    return edit


def removed(words: str) -> Callable[[Any], None]:
    """Delete the paragraphs that hold some words."""

    def edit(root: Any) -> None:
        for paragraph in list(paragraphs(root, words)):
            paragraph.getparent().remove(paragraph)

    return edit


def tracked(old: str, new: str, author: str = "Anna Berg") -> Callable[[Any], None]:
    """Type over some words of one run with tracked changes on."""

    def edit(root: Any) -> None:
        text = next(t for t in root.iter(f"{W}t") if old in (t.text or ""))
        run = text.getparent()
        before, _, after = (text.text or "").partition(old)
        who = f'w:id="9001" w:author="{author}" w:date="2026-11-20T10:00:00Z"'
        space = 'xml:space="preserve"'
        wrapped = etree.fromstring(
            f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t {space}>{before}</w:t></w:r>'
            f"<w:del {who}><w:r><w:delText {space}>{old}</w:delText></w:r></w:del>"
            f"<w:ins {who}><w:r><w:t {space}>{new}</w:t></w:r></w:ins>"
            f"<w:r><w:t {space}>{after}</w:t></w:r></w:p>"
        )
        for child in list(wrapped):
            run.addprevious(child)
        run.getparent().remove(run)

    return edit


def commented(path: Path, words: str, text: str, author: str = "Anna Berg") -> Path:
    """Put a comment on the paragraph that holds some words, in the file itself."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    paragraph = next(p for p in paragraphs(root, words) if words in text_of(p))
    sign = f'<w:r xmlns:w="{W[1:-1]}"><w:commentReference w:id="7"/></w:r>'
    paragraph.append(etree.fromstring(sign))
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="7" w:author="{author}" w:date="2026-11-20T10:05:00Z">'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>"
    ).encode()
    rels = parts["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    one = f'<Relationship Id="rId901" Type="{kind}" Target="comments.xml"/>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{one}</Relationships>").encode()
    types = parts["[Content_Types].xml"].decode()
    override = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    said = f'<Override PartName="/word/comments.xml" ContentType="{override}"/>'
    if "/word/comments.xml" not in types:
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{said}</Types>").encode()
    return packed(parts, path)


def pasted(chapter: Path, to: Path, before: str = "Deras inledning.", after: str = "Deras nästa kapitel.") -> Path:
    """The first chapter of an export pasted into another's document, between text of theirs."""
    from docx import Document

    master = Document()
    master.add_heading("Någon annans rapport", 1)
    master.add_paragraph(before)
    master.add_heading("Ett kapitel till", 1)
    last = master.add_paragraph(after)
    source = Document(str(chapter))
    for style in source.styles.element.iterchildren(f"{W}style"):
        if not any(style.get(f"{W}styleId") == one.get(f"{W}styleId") for one in master.styles.element):
            master.styles.element.append(copy.deepcopy(style))
    body = list(source.element.body)
    first = next(
        i
        for i, e in enumerate(body)
        if any("_okq_f_" in (b.get(f"{W}name") or "") for b in e.iter(f"{W}bookmarkStart"))
    )
    end = next(i for i, e in enumerate(body) if i > first and _is_level_one(e))
    place = last._p.getprevious()
    for element in body[first:end]:
        place.addprevious(copy.deepcopy(element))
    master.save(str(to))
    return to


def _is_level_one(element: Any) -> bool:
    style = element.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") in {"Heading1", "Rubrik1"}


def stripped(root: Any) -> None:
    """Take all bookmarks out."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(root.iter(f"{W}{tag}")):
            mark.getparent().remove(mark)


def now_of(study: Study, name: str) -> str:
    """The text of a piece."""
    return pieces.piece(study, name).text
