"""``guide import`` and ``codes import`` of documents, and what ``status`` says of changed files."""

from __future__ import annotations

from pathlib import Path

from tests.builders import written
from tests.cli.conftest import Run

GUIDE = "# Egen guide\n\n## Stöd\n\n1. Vilket stöd får ni från länet?\n   - Av vem?\n"
CODES = "# Egen kodbok\n\n## Stöd\n\n- Pengar\n- Råd\n"


def test_a_preview_says_what_was_read_from_where(study: Path, tmp_path: Path, run: Run) -> None:
    path = written(tmp_path, "egen.md", GUIDE)

    result = run("guide", "import", str(path), "--dry-run")

    assert result.stdout.splitlines() == [
        "egen.md läses som ”Egen guide” med id egen:",
        "Plats i filen  Vad         Id    Text",
        "-------------  ----------  ----  ------------------------------",
        "l1             titel             Egen guide",
        "l3             tema        stod  Stöd",
        "l5             fråga       1     Vilket stöd får ni från länet?",
        "l6             följdfråga  1a    Av vem?",
    ]
    assert not (study / "guides" / "egen.yaml").exists()


def test_a_preview_needs_no_study(tmp_path: Path, run: Run) -> None:
    assert "Pengar" in run("codes", "import", str(written(tmp_path, "egen.md", CODES)), "--dry-run").stdout


def test_an_import_shows_the_preview_and_writes_the_file(study: Path, tmp_path: Path, run: Run) -> None:
    result = run("codes", "import", str(written(tmp_path, "egen.md", CODES)), "--id", "egna", "--name", "Våra koder")

    assert "egen.md läses som ”Våra koder” med id egna:" in result.stdout
    assert (study / "codes" / "egna.yaml").is_file()
    assert "Kodboken egen.md är inläst." in result.stderr
    assert "stod.rad" in run("codes", "show").stdout


def test_a_second_guide_says_which_one_is_used(study: Path, tmp_path: Path, run: Run) -> None:
    path = str(written(tmp_path, "egen.md", GUIDE))

    assert "--id liten" in run("guide", "import", path).stderr
    assert "Anteckningar läses mot" not in run("guide", "import", path, "--id", "liten").stderr
    assert run("guide", "show").stdout.startswith("Egen guide\n")


def test_names_are_for_one_document(study: Path, tmp_path: Path, run: Run) -> None:
    one, other = (str(written(tmp_path, name, GUIDE)) for name in ("a.md", "b.md"))

    assert "--id och --name" in run("guide", "import", one, other, "--id", "x", fails=2).stderr
    assert "redan id och namn" in run("guide", "import", "guides/guide.yaml", "--name", "X", fails=1).stderr


def test_a_document_without_questions_is_refused_in_a_sentence(study: Path, tmp_path: Path, run: Run) -> None:
    path = str(written(tmp_path, "brev.txt", "Hej och tack för senast.\n"))

    assert "I brev.txt finns inga numrerade frågor." in run("guide", "import", path, fails=1).stderr
    assert "varken koder eller kriterier" in run("codes", "import", path, fails=1).stderr


def test_status_says_which_files_are_no_longer_what_was_imported(study: Path, run: Run) -> None:
    assert run("status").stderr == ""

    path = study / "guides" / "guide.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Samordning", "Samverkan"), encoding="utf-8")

    assert "okqual guide import guides/guide.yaml" in run("status").stderr
    assert "okqual guide import" in run("status", "--json").stderr
    run("guide", "import", "guides/guide.yaml")
    assert run("status").stderr == ""
