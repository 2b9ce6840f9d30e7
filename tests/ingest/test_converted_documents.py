"""The reference guide, codebook and criteria as an office program writes them in other formats."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from okqual.ingest.definitions.codebook_document import codebook_from_document
from okqual.ingest.definitions.guide_document import guide_from_document
from okqual.ingest.documents import SUFFIXES, read_document
from okqual.model.codebook import Codebook
from okqual.model.guide import Guide

NAMES = ("bilaga1-kriterier", "bilaga2-kodbok", "bilaga3-intervjuguide")
SLOWEST = 180
"""Seconds for one conversion, the first start of the program included."""


@pytest.fixture(scope="module")
def converted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the documents as HTML, odt, docx and pdf."""
    office = shutil.which("soffice")
    if office is None:
        if "soffice" in os.environ.get("OKQUAL_REQUIRE", "").split(","):
            pytest.fail("soffice is required and not there")
        pytest.skip("soffice, which converts the documents, is not there")
    folder = tmp_path_factory.mktemp("converted")
    markdown = MarkdownIt("commonmark", {"html": True})
    for name in NAMES:
        body = markdown.render((shared / "reference" / f"{name}.md").read_text(encoding="utf-8"))
        html = f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"></head><body>{body}</body></html>'
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    # HTML opens as a web page, which has no Word filter: by way of odt.
    _convert([*command, "--infilter=HTML (StarWriter)", "--convert-to", "odt"], folder, "html")
    _convert([*command, "--convert-to", "docx"], folder, "odt")
    _convert([*command, "--convert-to", "pdf"], folder, "odt")
    return folder


def _convert(command: list[str], folder: Path, suffix: str) -> None:
    files = [f"{name}.{suffix}" for name in NAMES]
    subprocess.run([*command, *files], cwd=folder, capture_output=True, timeout=SLOWEST, check=True)


def read(path: Path) -> Guide | Codebook:
    """What the document holds, without what its name says."""
    document = read_document(path.read_bytes(), path.name)
    if "guide" in path.stem:
        return replace(guide_from_document(document, path.name, "id").guide, source="")
    return replace(codebook_from_document(document, path.name, "id").codebook, source="")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf", "html"])
def test_all_formats_give_what_markdown_gives(shared: Path, converted: Path, name: str, suffix: str) -> None:
    if f".{suffix}" not in SUFFIXES:
        pytest.skip(f"{suffix} is not among the formats that are read")

    assert read(converted / f"{name}.{suffix}") == read(shared / "reference" / f"{name}.md")
