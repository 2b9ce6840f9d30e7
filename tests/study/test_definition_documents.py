"""Guides and codebooks out of documents in a study: written as YAML, imported, and compared with later."""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.ingest.definitions.codebook_file import load_codebook
from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.reading import read_note
from okqual.model.guide import Guide
from okqual.study import definitions
from okqual.study.definition_documents import import_codebook, import_guide, read_guide
from okqual.study.founding import create_study
from okqual.study.loading import load
from okqual.study.opening import Study, open_study, shipped
from tests.builders import new_study, written
from tests.ingest.word_files import heading, listed, numbering, table, word_file

GUIDE = "# Egen guide\n\n## Stöd\n\n1. Vilket stöd får ni?\n   - Av vem?\n2. Vad saknas?\n"
CODES = "# Egen kodbok\n\n## Stöd\n\n- Pengar\n- Råd\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = open_study(new_study(tmp_path / "prov"), "AK")
    yield study
    study.close()


def test_a_document_becomes_a_yaml_file_and_the_guide_in_force(study: Study, tmp_path: Path) -> None:
    taken = import_guide(study, written(tmp_path, "egen guide.md", GUIDE))

    assert taken.entry is not None
    assert taken.file == study.folder / "guides" / "egen-guide.yaml"
    assert load_guide(taken.file) == taken.whole == definitions.guides(study)[1]
    assert (taken.whole.title, taken.whole.source) == ("Egen guide", "egen guide.md")
    assert definitions.differing(study) == []


def test_a_codebook_of_a_word_file_joins_the_others(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "koder.docx"
    path.write_bytes(word_file(heading("Koder") + table(["Kod", "Definition"], ["Stöd", "Allt stöd."], ["Råd", ""])))

    taken = import_codebook(study, path, "egna", "Egna koder")

    assert taken.file is not None
    assert load_codebook(taken.file) == taken.whole
    assert (taken.whole.id, taken.whole.title) == ("egna", "Egna koder")
    assert definitions.codebook(study).by_id["stod"].definition == "Allt stöd."


def test_the_same_document_again_changes_nothing(study: Study, tmp_path: Path) -> None:
    path = written(tmp_path, "egen.md", CODES)
    import_codebook(study, path)

    assert import_codebook(study, path).entry is None


def test_an_id_that_is_there_makes_a_new_version_that_notes_are_read_against(study: Study, tmp_path: Path) -> None:
    old = definitions.guide(study)

    import_guide(study, written(tmp_path, "egen.md", GUIDE), guide_id=old.id)
    load(study, [written(study.folder / "transcripts", "B-1.md", "**2. Vad saknas**\n\n* Mycket.\n")])

    assert [guide.title for guide in definitions.guides(study)] == ["Egen guide"]


def test_yaml_is_imported_as_it_is_and_has_its_own_names(study: Study, tmp_path: Path) -> None:
    path = study.folder / "guides" / "guide.yaml"

    assert import_guide(study, path).entry is None
    with pytest.raises(OkqualError) as raised:
        import_guide(study, path, guide_id="annat")
    assert raised.value.key == "errors.yaml_has_names"


def test_a_file_that_someone_wrote_is_not_written_over(study: Study, tmp_path: Path) -> None:
    theirs = written(study.folder / "codes", "egen.yaml", "id: egen\ntitle: Min\ncodes: [{id: X, name: X}]\n")
    before = theirs.read_bytes()

    with pytest.raises(OkqualError) as raised:
        import_codebook(study, written(tmp_path, "egen.md", CODES))

    assert raised.value.key == "errors.definition_in_the_way"
    assert theirs.read_bytes() == before


@pytest.mark.parametrize("name", ["../ute", "a/b", "..", "1", "å å"])
def test_an_id_is_never_a_path(study: Study, tmp_path: Path, name: str) -> None:
    files = sorted(tmp_path.rglob("*.yaml"))

    with pytest.raises(OkqualError):
        import_guide(study, written(tmp_path, "egen.md", GUIDE), guide_id=name)

    assert sorted(tmp_path.rglob("*.yaml")) == files


@pytest.mark.parametrize("name", ["saknas.docx", "."])
def test_a_file_that_is_not_there_is_said(study: Study, tmp_path: Path, name: str) -> None:
    with pytest.raises(OkqualError):
        import_guide(study, tmp_path / name)


def test_files_that_differ_from_what_was_imported(study: Study, tmp_path: Path) -> None:
    taken = import_codebook(study, written(tmp_path, "egen.md", CODES))
    assert taken.file is not None
    written(study.folder / "codes", "aldrig.yaml", "id: aldrig\ntitle: Min\ncodes: [{id: X, name: X}]\n")
    assert definitions.differing(study) == []

    changed = taken.file.read_text(encoding="utf-8").replace("Råd", "Goda råd")
    taken.file.write_text("# en kommentar ändrar inget\n" + changed, encoding="utf-8")
    broken = written(study.folder / "guides", "guide.yaml", "id: [")

    assert definitions.differing(study) == [broken, taken.file]
    import_codebook(study, taken.file)
    assert definitions.differing(study) == [broken]


def test_a_new_study_may_begin_with_documents(tmp_path: Path) -> None:
    codes = tmp_path / "koder.docx"
    codes.write_bytes(word_file(listed("Stöd") + listed("Råd", 1, 1), numbering=numbering("%1.", "%2.")))

    study = create_study(tmp_path / "ny", [written(tmp_path, "egen.md", GUIDE)], [codes], "Ny")

    assert definitions.guide(study).title == "Egen guide"
    assert [code.id for code in definitions.codebook(study).codes] == ["stod", "stod.rad"]
    assert sorted(path.name for path in (tmp_path / "ny").glob("*/*.yaml")) == ["egen.yaml", "koder.yaml"]
    study.close()


# Recognition with the reference guide beside the checkout


def f1(shared: Path, guide: Guide, folder: Path) -> float:
    """Strict F1 of placing the passages of the constructed notes, as their own script scores it."""
    gold = shared / "corpus" / "dev" / "gold"
    records = []
    for path in sorted((shared / "corpus" / "dev" / "notes").iterdir()):
        if path.suffix in {".md", ".txt", ".docx"}:
            reading = read_note(path.read_bytes(), path.name, guide)
            for passage in reading.passages:
                text = reading.text[passage.start : passage.end]
                for question in passage.questions:
                    number = int(question) if question.isdigit() else question
                    records.append({"case": path.name, "question": number, "text": text})
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    tool, result = folder / "turns.json", folder / "score.json"
    tool.write_text(json.dumps(records), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setattr("sys.argv", ["score.py", str(tool), str(gold), "--json", str(result)])
        score.main()
    found: float = json.loads(result.read_text(encoding="utf-8"))["overall"]["strict"]["f1"]
    return found


def test_notes_are_placed_as_well_with_the_verbatim_guide_as_with_the_shipped_one(shared: Path, tmp_path: Path) -> None:
    verbatim = read_guide(shared / "reference" / "bilaga3-intervjuguide.md")
    ours = load_guide(shipped("guides") / "ok-2020-2024.yaml")

    assert verbatim.like == ours.title
    assert verbatim.whole.by_number["1"].text != ours.by_number["1"].text
    expected = f1(shared, ours, tmp_path)
    assert expected > 0.6
    assert f1(shared, verbatim.whole, tmp_path) >= expected - 0.02
