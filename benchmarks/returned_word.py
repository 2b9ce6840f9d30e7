"""How long a returned Word file takes: ``python benchmarks/returned_word.py [--pdf]``.

The example study with a written text in every interview's cell, its chapters exported, every tenth text edited, pulled
and written; the export checked; and, with ``--pdf`` (needs soffice), a published PDF held against its export. Pages are
counted by LibreOffice. Seconds are of one run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import browsing, pulled, pulling, summarising
from okqual.study.against import hold_against
from okqual.study.chapters_file import write_summary
from okqual.study.delivered import check_delivered
from okqual.study.founding import create_study
from okqual.study.opening import Study

_WORDS = """samordningen arbetet stödet planen tiden medlen uppdraget regionen kommunen vården skolan beskeden formerna
    nätverket insatserna behoven kunskapen ansvaret ledningen uppföljningen"""
WORDS = _WORDS.split()
SENTENCES = 22
"""Of each text, about 2,000 characters."""
CRITERIA_IN_PRINT = 3
Result = TypeVar("Result")


def sentence(number: int) -> str:
    """One of many sentences, no two alike."""
    a, b, c = (WORDS[(number // step) % len(WORDS)] for step in (1, len(WORDS), len(WORDS) ** 2))
    return f"Av {number} skäl beskrivs {a} som viktigare än {b}, även om {c} har dröjt längre än någon hade väntat sig."


def written(study: Study) -> int:
    """Write every interview's cell under every code; how many that was."""
    codes = [code.id for code in browsing.codebook(study).codes if not code.group]
    cases = [row.case for row in browsing.overview(study)]
    number = 0
    for code in codes:
        for case in cases:
            text = " ".join(sentence(SENTENCES * number + at) for at in range(SENTENCES))
            summarising.write_summary_cell(study, Cell(RowKind.CASE, case, ColumnKind.CODE, code), text)
            number += 1
    return number


def edited(path: Path, to: Path, every: int) -> Path:
    """A copy of the file, one sentence in every so many texts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = parts["word/document.xml"].decode().split("Av ")
    for at in range(1, len(texts), every):
        texts[at] = texts[at].replace("dröjt längre", "kommit fortare", 1)
    parts["word/document.xml"] = "Av ".join(texts).encode()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return to


def timed(what: str, deed: Callable[[], Result]) -> Result:
    """Do something and print how long it took, by the clock and of the processor, which others may want too."""
    begun, used = time.perf_counter(), time.process_time()
    result = deed()
    print(f"{what}: {time.perf_counter() - begun:.1f} s, {time.process_time() - used:.1f} s of the processor")
    return result


def pdf_of(path: Path, folder: Path) -> Path:
    """The file as a PDF, made by LibreOffice."""
    office = shutil.which("soffice") or "soffice"
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir",
         str(folder), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / f"{path.stem}.pdf"


def pages_of(path: Path) -> int:
    """How many pages a PDF has."""
    return path.read_bytes().count(b"/Type/Page") - path.read_bytes().count(b"/Type/Pages")


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = create_study(folder / "studie", example=True)
        print(f"{written(study)} texts")
        chapter = timed("export", lambda: write_summary(study, folder / "kapitel.docx", pictures=False))
        back = edited(chapter, folder / "svar.docx", SENTENCES * 10)
        brought = timed("plan", lambda: pulling.plan(study, back))
        print(f"{len(brought.open)} edits of {len(brought.edits)} texts")
        done = timed("write", lambda: pulled.pull(study, brought, pulling.chosen(brought)))
        print(f"{done.texts} written")
        found = timed("check of the export", lambda: check_delivered(study, chapter))
        print(f"{len(found.faults)} faults")
        if "--pdf" in sys.argv:
            print(f"{pages_of(pdf_of(chapter, folder))} pages")
            criteria = [each.id for each in browsing.codebook(study).criteria][:CRITERIA_IN_PRINT]
            public = write_summary(study, folder / "publicerad.docx", criteria, publish=True)
            report = pdf_of(edited(public, folder / "rapport.docx", 100), folder)
            compared = timed("published PDF against its export", lambda: hold_against(report, public))
            print(f"{pages_of(report)} pages, {len(compared.verdicts)} sentences, {len(compared.changed)} changed")
        study.close()


if __name__ == "__main__":
    main()
