"""What a Word file says of itself: title, language, dates from the state, and the id of the export."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml

from okqual.export.characters import legal
from okqual.export.manifest_words import made_at
from okqual.export.word.base import document_language
from okqual.model.results import Manifest

EXPORT_ID = "okqual-export"
"""Custom document property that holds the export id; it survives Word, LibreOffice and ODT."""
STUDY_ID = "okqual-study"
"""Custom document property that holds the study's id, so that another study's file is told from one's own."""

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def set_properties(document: Any, manifest: Manifest, title: str) -> None:
    """Title, language, dates and identifier; nothing of who wrote a template or when stays."""
    core = document.core_properties
    core.title = legal(title)[:255]
    core.language = document_language(document)
    core.identifier = manifest.export_id
    core.subject = legal(manifest.study)[:255]
    core.author = core.last_modified_by = manifest.tool
    core.created = core.modified = made_at(manifest).replace(tzinfo=None)
    core.revision = 1
    core.keywords = core.comments = core.category = ""
    _set_custom(document.part.package, EXPORT_ID, manifest.export_id)
    if manifest.study_id:
        _set_custom(document.part.package, STUDY_ID, manifest.study_id)


def _set_custom(package: Any, name: str, value: str) -> None:
    root = _custom_part(package).element
    for old in [old for old in root if old.get("name") == name]:
        root.remove(old)
    number = max((int(item.get("pid")) for item in root), default=1) + 1
    item = root.makeelement(f"{{{_CUSTOM}}}property", {"fmtid": _FORMAT_ID, "pid": str(number), "name": name})
    text = item.makeelement(f"{{{_TYPES}}}lpwstr")
    text.text = legal(value)
    item.append(text)
    root.append(item)


def _custom_part(package: Any) -> Any:
    for relation in package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            return relation.target_part
    root = parse_xml(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}"/>')
    name = PackURI("/docProps/custom.xml")
    part = XmlPart(name, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, root, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    return part
