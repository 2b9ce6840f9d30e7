"""The constructed notes in OpenDocument, rich text, PDF and HTML: as their gold says, and as in Word."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.reading import read_note
from okqual.model.note import PassageRole, Reading
from tests.conftest import REQUIRED

GUIDE = load_guide(Path(__file__).parents[2] / "guides" / "ok-2020-2024.yaml")
STATUS = {
    "besvarad": "answered",
    "ej_stalld": "not_asked",
    "tomt_svar": "no_answer",
    "hanvisning": "refers",
    "finns_ej_i_anteckningen": "not_in_note",
}
CASES = ("KR-05", "VB-07", "VG-01")
SLOWEST = 240
"""Seconds for the conversions to one format, the first start of the program included."""


@pytest.fixture(scope="module", params=CASES)
def note(shared: Path, request: pytest.FixtureRequest) -> tuple[dict[str, Any], Reading]:
    """Gold and reading of a note in rich text, OpenDocument or PDF."""
    gold = json.loads((shared / "corpus" / "dev" / "gold" / f"{request.param}.json").read_text(encoding="utf-8"))
    file = shared / "corpus" / "dev" / "notes" / gold["file"]
    return gold, read_note(file.read_bytes(), file.name, GUIDE)


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_header_says_what_the_gold_says(note: tuple[dict[str, Any], Reading]) -> None:
    gold, reading = note
    about = gold["metadata"]
    wanted = {
        "datum": about["datum"],
        "län": about["lan"],
        "aktörstyp": about["aktorstyp"],
        "form": about["form"],
        "längd": str(about["langd_min"]),
        "intervjuare": ", ".join(about["intervjuare"]),
        **{key: about[key] for key in ("kommun", "kommungrupp") if about[key]},
    }

    assert (reading.header.case, reading.header.attributes) == (gold["interview"], wanted)
    assert {person.label: person.attributes["roll"] for person in reading.header.participants} == about["deltagare"]


def test_every_question_has_the_status_of_the_gold(note: tuple[dict[str, Any], Reading]) -> None:
    gold, reading = note
    said = {question.question: str(question.status) for question in reading.questions}

    assert {number: said[number] for number in gold["question_status"]} == {
        number: STATUS[wanted["status"]] for number, wanted in gold["question_status"].items()
    }


def test_passages_stand_under_the_questions_of_their_headings(
    note: tuple[dict[str, Any], Reading], scorer: ModuleType
) -> None:
    gold, reading = note
    answers = (passage for passage in reading.passages if passage.role is PassageRole.ANSWER)
    turns = [{"question": list(p.questions) or None, "text": reading.text[p.start : p.end]} for p in answers]

    result = scorer.score_doc(gold, turns, 0.6)

    assert result["lenient"]["f1"] == 1.0
    assert result["strict"]["f1"] > 0.85
    assert result["tool_tokens_not_found_in_gold"] == 0


def test_no_word_of_a_note_is_lost(note: tuple[dict[str, Any], Reading], scorer: ModuleType) -> None:
    gold, reading = note
    wanted = Counter(word for unit in gold["units"] for word in scorer.toks(unit["text"]))

    assert wanted - Counter(scorer.toks(reading.text)) == Counter()


# The same note in several formats

NOTES = (
    "KR-01_Region_fotnoter",
    "VB-03 länssamordnare – tabell",
    "VB-06 kommun B_ändringar kvar",
    "VG-05_Kommun-G_kommenterad",
    "VG-06 Kommun H",
)
STRUCK = {("VB-06 kommun B_ändringar kvar", "pdf"), ("VB-06 kommun B_ändringar kvar", "html")}
"""The office program prints struck words into these, so that they are words of the file."""


@pytest.fixture(scope="module", params=["odt", "rtf", "pdf", "html"])
def converted(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[Path, str]:
    """The folder of the notes in a format as an office program writes it."""
    office = shutil.which("soffice")
    if office is None:
        if "soffice" in REQUIRED:
            pytest.fail("LibreOffice is required and not there")
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    for name in NOTES:
        shutil.copy(shared / "corpus" / "dev" / "notes" / f"{name}.docx", folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", request.param, "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in NOTES]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=SLOWEST)
    return folder, request.param


def placed(reading: Reading) -> Counter[tuple[str, ...]]:
    """Passages without invisible signs, with their role and questions; notes may stand elsewhere in a file."""
    return Counter(
        (plain(reading.text[p.start : p.end]), p.role, *p.questions, "/", *p.participants) for p in reading.passages
    )


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\u00ad", ""))


@pytest.mark.parametrize("name", NOTES)
def test_every_format_is_placed_as_word_is(converted: tuple[Path, str], name: str) -> None:
    folder, suffix = converted
    if (name, suffix) in STRUCK:
        pytest.skip("struck words are words of this file")
    word, other = (
        read_note((folder / f"{name}.{ending}").read_bytes(), f"{name}.{ending}", GUIDE) for ending in ("docx", suffix)
    )

    assert placed(other) == placed(word)
    assert other.header == word.header
    assert other.questions == word.questions
    if suffix in {"odt", "rtf"}:
        assert [(c.author, c.text, c.start, c.end) for c in other.comments] == [
            (c.author, c.text, c.start, c.end) for c in word.comments
        ]
