"""An agency's template: its styles by name whatever their ids, its headers, none of its text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from okqual.errors import OkqualError
from okqual.export.word.base import Styles, open_base, style_names
from okqual.export.word.chapters import write_chapters
from okqual.export.word.check import faults
from okqual.export.word.matrix import write_matrix
from okqual.export.word.template import Template
from okqual.export.writing import packed
from okqual.messages import message
from tests.export import examples

SWEDISH_IDS = {
    "heading 1": "Rubrik1",
    "heading 2": "Rubrik2",
    "caption": "Beskrivning",
    "Hyperlink": "Hyperlnk",
}
LACKING = ("Title", "Subtitle", "Table Grid", "heading 4", "toc 3")
DOCUMENT = b"wordprocessingml.document.main+xml"
TEMPLATE = b"wordprocessingml.template.main+xml"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template with Swedish style ids, some styles missing, a cover section and a header of its own."""
    document = open_base()
    for style in list(document.styles.element.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name in LACKING or name.startswith("okq "):
            document.styles.element.remove(style)
        elif name in SWEDISH_IDS:
            style.set(qn("w:styleId"), SWEDISH_IDS[name])
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.find(f".//{qn('w:rPr')}").remove(defaults.find(f".//{qn('w:lang')}"))
    document.sections[0].header.paragraphs[0].text = "Myndigheten för exempel"
    document.add_paragraph("Försättsblad som ska bort")
    document.add_section()
    document.add_paragraph("Instruktion som ska bort")
    document.core_properties.author = "Mallens skapare"
    path = tmp_path / "mall.docx"
    document.save(str(path))
    return path


def as_dotx(path: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(DOCUMENT, TEMPLATE)
    target = path.with_suffix(".dotx")
    target.write_bytes(packed(parts))
    return target


@pytest.mark.parametrize("dotx", [False, True])
def test_the_templates_styles_and_headers_are_used(tmp_path: Path, template: Path, dotx: bool) -> None:
    path = tmp_path / "ut.docx"
    write_matrix(examples.matrix(), examples.manifest(), path, Template(as_dotx(template) if dotx else template))
    document = docx.Document(str(path))
    ids = {paragraph.style.style_id for paragraph in document.paragraphs}
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert {"Rubrik1", "Rubrik2", "Beskrivning", "Title"} <= ids
    assert not {"Heading1", "Caption"} & ids
    assert "ska bort" not in text
    assert document.sections[0].header.paragraphs[0].text == "Myndigheten för exempel"
    assert document.sections[1].header.paragraphs[0].text == "Myndigheten för exempel"
    assert [section.orientation for section in document.sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert document.core_properties.author == "okqual 0.1.0"
    assert faults(path) == []


def test_chapters_into_a_template(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "ut.docx"
    write_chapters(examples.chapters(), examples.manifest(), path, Template(template))

    assert faults(path) == []
    with zipfile.ZipFile(path) as archive:
        assert b'w:val="sv-SE"' in archive.read("word/styles.xml")


def test_nothing_of_those_who_made_the_template_goes_along(tmp_path: Path, template: Path) -> None:
    """Company, names of people, its place on a disk, a picture of its first page, its own stored fields."""
    relation = '<Relationship Id="{0}" Type="http://schemas.{1}" Target="{2}"{3}/>'
    openxml = "openxmlformats.org/officeDocument/2006/relationships/"
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def relate(name: str, *lines: str) -> None:
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        parts[name] = parts.get(name, empty).replace(b"</Relationships>", "".join(lines).encode() + b"</Relationships>")

    for name, kind in (
        ("docProps/app.xml", "extended-properties+xml"),
        ("word/people.xml", "wordprocessingml.people+xml"),
    ):
        content = f"application/vnd.openxmlformats-officedocument.{kind}"
        override = f'<Override PartName="/{name}" ContentType="{content}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
        parts[name] = b"<a><Manager>Ann Kvist</Manager></a>"
    parts["customXml/item1.xml"] = b"<a>Ann Kvist</a>"
    setting = f'<w:attachedTemplate xmlns:r="http://schemas.{openxml[:-1]}" r:id="rId1"/>'.encode()
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"<w:defaultTabStop", setting + b"<w:defaultTabStop"
    )
    relate("_rels/.rels", relation.format("rIdA", openxml + "extended-properties", "docProps/app.xml", ""))
    relate(
        "word/_rels/document.xml.rels",
        relation.format("rIdB", "microsoft.com/office/2011/relationships/people", "people.xml", ""),
        relation.format("rIdC", openxml + "customXml", "../customXml/item1.xml", ""),
    )
    place = "file:///mallar/Ann%20Kvist/mall.dotx"
    relate(
        "word/_rels/settings.xml.rels",
        relation.format("rId1", openxml + "attachedTemplate", place, ' TargetMode="External"'),
    )
    template.write_bytes(packed(parts))
    path = tmp_path / "ut.docx"
    write_matrix(examples.matrix(), examples.manifest(), path, Template(template))

    assert faults(path) == []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert b"Kvist" not in archive.read(name), name
            assert b"attachedTemplate" not in archive.read(name), name


def test_custom_properties_of_the_template_stay(tmp_path: Path, template: Path) -> None:
    first, second = tmp_path / "ett.docx", tmp_path / "två.docx"
    write_matrix(examples.matrix(), examples.manifest(export_id="f" * 16), first, Template(template))
    write_matrix(examples.matrix(), examples.manifest(), second, Template(first))
    with zipfile.ZipFile(second) as archive:
        custom = archive.read("docProps/custom.xml")

    assert custom.count(b"okqual-export") == 1
    assert b"0123456789abcdef" in custom
    assert faults(second) == []


@pytest.mark.parametrize(
    "content", [None, b"not a zip", packed({"a.txt": b"x"}), packed({"[Content_Types].xml": b"<a/>"})]
)
def test_what_is_not_a_template_is_said(tmp_path: Path, content: bytes | None) -> None:
    template = tmp_path / "mall.docx"
    if content is not None:
        template.write_bytes(content)
    with pytest.raises(OkqualError) as caught:
        write_matrix(examples.matrix(), examples.manifest(), tmp_path / "ut.docx", Template(template))

    assert caught.value.key in {"errors.template_missing", "errors.template_not_word"}
    assert str(template) in message(caught.value.key, **caught.value.values)
    assert not (tmp_path / "ut.docx").exists()


def test_macros_are_refused(tmp_path: Path, template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"application/vnd.openxmlformats-officedocument." + DOCUMENT, kind)
    template.write_bytes(packed(parts))
    with pytest.raises(OkqualError) as caught:
        write_matrix(examples.matrix(), examples.manifest(), tmp_path / "ut.docx", Template(template))

    assert caught.value.key == "errors.template_macros"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"WordDocument", "errors.template_doc"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "errors.template_protected"),
        (
            packed({"[Content_Types].xml": b"<Types>wordprocessingml.document.main+xml".replace(
                b"wordprocessingml", b"application/vnd.openxmlformats-officedocument.wordprocessingml")}),
            "errors.template_damaged",
        ),
    ],
)  # fmt: skip
def test_what_a_template_is_instead_is_said(tmp_path: Path, content: bytes, key: str) -> None:
    template = tmp_path / "mall.docx"
    template.write_bytes(content)
    with pytest.raises(OkqualError) as caught:
        write_chapters(examples.chapters(), examples.manifest(), tmp_path / "ut.docx", Template(template))

    assert caught.value.key == key
    assert not (tmp_path / "ut.docx").exists()


def test_a_template_that_lost_a_part_is_called_damaged(tmp_path: Path, template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/document.xml", "word/styles.xml"):
        template.write_bytes(packed(parts | {name: parts[name][: len(parts[name]) // 2]}))
        with pytest.raises(OkqualError) as caught:
            open_base(Template(template))
        assert caught.value.key == "errors.template_damaged"


def test_a_template_with_a_turned_bit_is_called_damaged(tmp_path: Path, template: Path) -> None:
    whole = template.read_bytes()
    damaged = tmp_path / "skadad.docx"
    with zipfile.ZipFile(template) as there:
        at = there.getinfo("word/styles.xml").header_offset + 60
    for step in range(0, 400, 7):
        damaged.write_bytes(whole[: at + step] + bytes([whole[at + step] ^ 16]) + whole[at + step + 1 :])
        with pytest.raises(OkqualError) as caught:
            open_base(Template(damaged))
        assert caught.value.key.startswith("errors.template_")
        assert faults(damaged)


def test_a_style_of_the_templates_own_stands_for_one_of_okquals(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "ut.docx"
    chosen = Template(template, {"okq introduction": "heading 3", "okq note": "footer"})
    write_chapters(examples.chapters(), examples.manifest(), path, chosen)
    names = {paragraph.style.name for paragraph in docx.Document(str(path)).paragraphs}

    assert {"Footer", "Heading 3"} <= names
    assert not {"okq note", "okq introduction"} & names


@pytest.mark.parametrize(
    ("styles", "key"),
    [
        ({"okq citat": "Normal"}, "errors.style_unknown"),
        ({"okq quote": "Citat från mallen"}, "errors.style_not_there"),
        ({"okq quote": "Hyperlink"}, "errors.style_not_there"),
    ],
)
def test_a_chosen_style_that_is_not_there_is_said(
    tmp_path: Path, template: Path, styles: dict[str, str], key: str
) -> None:
    with pytest.raises(OkqualError) as caught:
        write_chapters(examples.chapters(), examples.manifest(), tmp_path / "ut.docx", Template(template, styles))

    assert caught.value.key == key
    assert next(iter(styles.values()) if key.endswith("there") else iter(styles)) in message(
        caught.value.key, **caught.value.values
    )


def test_which_styles_a_template_brings(template: Path) -> None:
    styles = Styles(open_base(Template(template)))
    brought = {name: name in styles for name in style_names()}

    assert brought["heading 1"]
    assert not any(brought[name] for name in (*LACKING, "okq quote"))
