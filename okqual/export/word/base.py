"""The document that an export starts from: okqual's own base, or an agency's template emptied of its text.

The base is the XML beside this file, zipped when asked for: A4, sv-SE, dark headings, named styles. A style
that a template lacks is copied from the base; one that it has is used as it is, whatever its id.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import PartFactory, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from okqual.errors import OkqualError
from okqual.export.word.template import CONTENT_TYPES, Template, template_bytes
from okqual.export.writing import packed
from okqual.messages import language

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_PARTS = Path(__file__).parent / "parts"
_MEMBERS = {
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
    "fontTable": (CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
    "theme": (CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME),
}
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

_ATTACHED = {
    RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK, RELATIONSHIP_TYPE.CHART, RELATIONSHIP_TYPE.OLE_OBJECT,
    RELATIONSHIP_TYPE.PACKAGE, RELATIONSHIP_TYPE.DIAGRAM_DATA, RELATIONSHIP_TYPE.DIAGRAM_LAYOUT,
    RELATIONSHIP_TYPE.DIAGRAM_QUICK_STYLE, RELATIONSHIP_TYPE.DIAGRAM_COLORS,
}  # fmt: skip
_OFFICE = "http://schemas.microsoft.com/office/"
_OF_AUTHORS = {
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT, f"{_OFFICE}2011/relationships/people",
    f"{_OFFICE}2011/relationships/commentsExtended", f"{_OFFICE}2016/09/relationships/commentsIds",
    f"{_OFFICE}2018/08/relationships/commentsExtensible",
}  # fmt: skip
"""What a template says of those who made it: company, names, a picture of its first page, where it lies on a disk."""
_OF_AUTHORS_SETTINGS = ("attachedTemplate", "mailMerge", "docVars", "rsids")
_NOTES = {RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES, RELATIONSHIP_TYPE.COMMENTS}

# As XML, so that a template's own properties and separators of notes are kept beside okqual's.
for _kind in (CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES):
    PartFactory.part_type_for[_kind] = XmlPart


def open_base(template: Template | None = None) -> Any:
    """A python-docx document without text, with the base's or the template's styles, headers and footers.

    Raises OkqualError when the template is missing, is not a Word file, holds macros or is protected.
    """
    if template is None:
        return Document(io.BytesIO(_base(LANGUAGES[language()])))
    content = template_bytes(template.path)
    try:
        document = Document(io.BytesIO(content))
        _empty(document.element.body)
        _leave_notes(document.part)
        _leave_attached(document.part)
        _leave_authors(document)
        _declare_language(document.styles.element)
    # What is in a zip that says it is a document can be anything; python-docx raises as many things.
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, PythonDocxError, LxmlError) as error:
        raise OkqualError("errors.template_damaged", {"file": str(template.path)}, "errors.template.try") from error
    return document


def document_language(document: Any) -> str:
    """The language that the document's styles declare."""
    found = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")
    return str(found[0]) if found else LANGUAGES[language()]


class Styles:
    """Style ids of a document by the style's name; a missing style is copied from the base when first used.

    ``chosen`` says by which of the template's styles one of okqual's is to be shown.
    """

    def __init__(self, document: Any, chosen: Mapping[str, str] | None = None) -> None:
        self._styles = document.styles.element
        self._ids = {_style_name(style).casefold(): style.get(qn("w:styleId")) for style in _all(self._styles)}
        kinds = {_style_name(style).casefold(): style.get(qn("w:type")) for style in _all(self._styles)}
        for name, own in (chosen or {}).items():
            base = _base_styles().get(name)
            if base is None:
                values: dict[str, object] = {"style": name, "known": ", ".join(style_names())}
                raise OkqualError("errors.style_unknown", values, "errors.style_unknown.try")
            if kinds.get(own.casefold()) != base.get(qn("w:type")):
                raise OkqualError("errors.style_not_there", {"style": own, "for": name}, "errors.style_not_there.try")
            self._ids[name.casefold()] = self._ids[own.casefold()]

    def __getitem__(self, name: str) -> str:
        found = self._ids.get(name.casefold())
        return found if found is not None else self._copied(name)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._ids

    def begins_page(self, name: str) -> bool:
        """Whether a paragraph of that style begins a new page, by the style itself or those that it is made of."""
        by_id = {style.get(qn("w:styleId")): style for style in _all(self._styles)}
        style_id: str | None = self[name]
        while style_id is not None and (style := by_id.pop(style_id, None)) is not None:
            found = style.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}")
            if found is not None:
                return found.get(qn("w:val")) not in ("0", "false", "off")
            above = style.find(qn("w:basedOn"))
            style_id = above.get(qn("w:val")) if above is not None else None
        return False

    def _copied(self, name: str) -> str:
        style = copy.deepcopy(_base_styles()[name])
        taken = {given.casefold() for given in self._ids.values()}
        while style.get(qn("w:styleId")).casefold() in taken:
            style.set(qn("w:styleId"), f"okq{style.get(qn('w:styleId'))}")
        self._ids[name.casefold()] = style.get(qn("w:styleId"))
        style.attrib.pop(qn("w:default"), None)
        self._styles.append(style)
        for tag in ("w:basedOn", "w:next", "w:link"):
            for reference in style.findall(qn(tag)):
                reference.set(qn("w:val"), self[_name_of_id(reference.get(qn("w:val")))])
        return str(style.get(qn("w:styleId")))


def style_names() -> tuple[str, ...]:
    """Names of the styles that exports use and a template may bring, in the order of the base."""
    return tuple(name for name, style in _base_styles().items() if not style.get(qn("w:default")))


def _all(styles: Any) -> list[Any]:
    return list(styles.findall(qn("w:style")))


def _style_name(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val")))


@lru_cache(maxsize=1)
def _base_styles() -> dict[str, Any]:
    return {_style_name(style): style for style in _all(parse_xml((_PARTS / "styles.xml").read_bytes()))}


def _name_of_id(style_id: str) -> str:
    return next(name for name, style in _base_styles().items() if style.get(qn("w:styleId")) == style_id)


@lru_cache(maxsize=2)
def _base(tag: str) -> bytes:
    parts = {name: (_PARTS / f"{name}.xml").read_text(encoding="utf-8") for name in ("document", *_MEMBERS)}
    files = {f"word/{name}.xml": text.replace("sv-SE", tag).encode() for name, text in parts.items()}
    files[CONTENT_TYPES] = _content_types().encode()
    files["_rels/.rels"] = _relations([("document", RELATIONSHIP_TYPE.OFFICE_DOCUMENT)], "word/").encode()
    files["word/_rels/document.xml.rels"] = _relations([(name, kind[1]) for name, kind in _MEMBERS.items()]).encode()
    return packed(files)


def _content_types() -> str:
    kinds = {"document": CONTENT_TYPE.WML_DOCUMENT_MAIN} | {name: kind[0] for name, kind in _MEMBERS.items()}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>{overrides}</Types>'
    )


def _relations(members: list[tuple[str, str]], folder: str = "") -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{folder}{name}.xml"/>'
        for number, (name, kind) in enumerate(members, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'


def _empty(body: Any) -> None:
    """Take out the template's text; keep its last page set-up, with headers that it took from earlier sections."""
    setups = list(body.iter(qn("w:sectPr")))
    last = copy.deepcopy(setups[-1]) if setups else copy.deepcopy(_base_setup())
    here = {_header_key(reference) for reference in _headers(last)}
    for setup in reversed(setups[:-1]):
        for reference in _headers(setup):
            if _header_key(reference) not in here:
                here.add(_header_key(reference))
                last.insert(0, copy.deepcopy(reference))
    for element in list(body):
        body.remove(element)
    body.append(last)


def _leave_notes(part: Any) -> None:
    """Take out the template's own notes and comments, which nothing refers to any more; separators stay."""
    for relation in part.rels.values():
        if relation.reltype in _NOTES:
            root = relation.target_part.element
            for note in [note for note in root if note.get(qn("w:type")) is None]:
                root.remove(note)


def _leave_attached(part: Any) -> None:
    """Let go of pictures, charts and links of the text that was taken out; headers have their own."""
    used = set(part.element.xpath("//@r:id | //@r:embed | //@r:link"))
    for name in [name for name, relation in part.rels.items() if relation.reltype in _ATTACHED and name not in used]:
        del part.rels[name]


def _leave_authors(document: Any) -> None:
    """Let go of what tells who made the template, and where: no reader of the export has to do with that."""
    settings = document.settings.element
    for holder in (document.part.package, document.part):
        for name in [name for name, relation in holder.rels.items() if relation.reltype in _OF_AUTHORS]:
            del holder.rels[name]
    for name in _OF_AUTHORS_SETTINGS:
        for element in settings.findall(qn(f"w:{name}")):
            settings.remove(element)
    used, relations = set(settings.xpath("//@r:id")), document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for name in [name for name in relations if name not in used]:
        del relations[name]


def _base_setup() -> Any:
    setup: Any = parse_xml((_PARTS / "document.xml").read_bytes()).find(f"{qn('w:body')}/{qn('w:sectPr')}")
    for reference in _headers(setup):
        setup.remove(reference)
    return setup


def _headers(setup: Any) -> list[Any]:
    return [element for element in setup if element.tag in {qn("w:headerReference"), qn("w:footerReference")}]


def _header_key(reference: Any) -> tuple[str, str]:
    return reference.tag, reference.get(qn("w:type"))


def _declare_language(styles: Any) -> None:
    """Say the language in a template that does not, so that Word spells and reads aloud in the right one."""
    if styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val"):
        return
    defaults = _child(styles, "w:docDefaults", first=True)
    properties = _child(_child(defaults, "w:rPrDefault", first=True), "w:rPr")
    _child(properties, "w:lang").set(qn("w:val"), LANGUAGES[language()])


def _child(parent: Any, tag: str, first: bool = False) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = parent.makeelement(qn(tag))
        parent.insert(0 if first else len(parent), found)
    return found
