"""A real parliamentary debate, in the kinds of file that people keep: nothing is lost on the way to Word and back.

Constructed notes flatter their reader. Here the text is a public record that nobody wrote for okqual.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.store.verify import problems
from okqual.study import browsing, coding, reporting, tracing
from okqual.study.founding import create_study
from okqual.study.loading import load
from okqual.study.opening import Study

FILES = (
    "debatt_fet-etikett.docx", "debatt_inline-etikett.docx", "debatt_rubrik-per-tur.docx", "debatt_tabell.docx",
    "debatt_rubrik-per-tur.md", "debatt_cp1252_crlf.txt", "debatt_inga-etiketter.txt", "debatt_utf16le_bom.txt",
    "debatt_utf8_NFD.txt", "debatt_utf8_bom.txt",
)  # fmt: skip
WORDS = re.compile(r"\w+")


@pytest.fixture(scope="module")
def debate(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    patch = pytest.MonkeyPatch()
    patch.setenv("OKQUAL_STATE_DIR", str(tmp_path_factory.mktemp("state")))
    study = create_study(tmp_path_factory.mktemp("debatt") / "studie", name="Debatt", coder="AK")
    folder = shared / "real" / "riksdag-debatt" / "derived"
    for name in FILES:
        load(study, [folder / name], as_case=Path(name).stem)
    yield study
    study.close()
    patch.undo()


def words_of(path: Path) -> list[str]:
    """The words of a file, by other means than okqual's readers."""
    content = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml").decode("utf-8")
        text = re.sub(r"<w:(?:p|br|tab|tc)\b[^>]*>", " ", xml)
        text = re.sub(r"<[^>]+>", "", text).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    else:
        encodings = {"debatt_cp1252_crlf.txt": "cp1252", "debatt_utf16le_bom.txt": "utf-16"}
        text = content.decode(encodings.get(path.name, "utf-8-sig"))
    return WORDS.findall(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_the_debate_is_lost(debate: Study, shared: Path, name: str) -> None:
    """Every word of the file stands in a block, in the file's order."""
    note = browsing.note(debate, Path(name).stem)
    read = [word for b in note.blocks for word in WORDS.findall(f"{b.label} {note.text[b.start : b.end]}")]

    wanted = words_of(shared / "real" / "riksdag-debatt" / "derived" / name)

    assert len(wanted) > 1500
    missing = [word for word in dict.fromkeys(wanted) if wanted.count(word) > read.count(word)]
    assert missing == []


@pytest.mark.parametrize("name", FILES)
def test_passages_hold_the_text_once(debate: Study, name: str) -> None:
    """No two passages share a character."""
    passages = browsing.note(debate, Path(name).stem).passages

    assert len(passages) > 50
    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))


def test_ten_passages_coded_exported_and_traced(debate: Study, tmp_path: Path) -> None:
    made = []
    for name in ("debatt_fet-etikett", "debatt_rubrik-per-tur"):
        note = browsing.note(debate, name)
        for passage in [p for p in note.passages if p.role == "answer"][3:23:4]:
            made.append(coding.apply_code(debate, name, passage.start, passage.end, "OVR-ovantat"))
    assert len(made) == 10

    file = reporting.write_matrix(debate, tmp_path / "debatt.docx", group_by=None, include_outside=True)

    with zipfile.ZipFile(file) as archive:
        text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode("utf-8"))
    for one in made:
        note = browsing.note(debate, one.note)
        quote = note.text[one.start : one.end]
        assert quote.split()[0] in text
        traced = tracing.trace(debate, one.id)
        assert traced["quote"] == quote
        assert [use["file"] for use in traced["used_in"]] == ["debatt.docx"]
        assert traced["citation"] in text
    assert problems(debate.db) == []
