"""What is wrong is said in one sentence with what to do, in a real process; the study is as it was."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.builders import state_of, written
from tests.cli.conftest import Run

Prepare = Callable[[Path], tuple[str, ...]]


def okqual(
    folder: Path, *args: str, led_by: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*led_by, sys.executable, "-m", "okqual", *args],
        cwd=folder, capture_output=True, encoding="utf-8", env={**os.environ, **environment}, check=False,
    )  # fmt: skip


def csv_row(row: str) -> Prepare:
    head = "case,question,start,end,quote,code,value,coder,memo,note_version\n"
    return lambda folder: ("codings", "import", str(written(folder.parent, "rader.csv", head + row + "\n")))


def file_with(name: str, text: str, *command: str) -> Prepare:
    return lambda folder: (*command, str(written(folder.parent, name, text)))


def typed(*args: str) -> Prepare:
    return lambda folder: args


BAD: dict[str, tuple[Prepare, str]] = {
    "missing note": (typed("load", "saknas.md"), "saknas.md går inte att läsa"),
    "a pattern without files": (typed("load", "saknas*.md"), "Ingen fil passar mönstret saknas*.md"),
    "a folder without notes": (typed("load", "exports"), "innehåller inga anteckningar"),
    "a note of another content": (
        file_with("annan.md", "2. Samordning\nHelt andra ord här.\n", "load", "--as", "A-1"),
        "A-1 har redan en anteckning",
    ),
    "not a study": (typed("status", "--study", ".."), "Det finns ingen utvärdering i"),
    "study that does not exist": (typed("status", "--study", "finns/inte"), "Det finns ingen utvärdering i"),
    "bad coder": (typed("load", "transcripts/A-1.md", "--coder", "A K"), "kan inte vara namn på en kodare"),
    "unknown interview": (typed("turns", "A-9"), "Intervjun ”A-9” finns inte"),
    "unknown code to find": (typed("find", "x", "--code", "NIX"), "Koden ”NIX” finns inte"),
    "unknown code to show": (typed("codes", "show", "NIX"), "Koden ”NIX” finns inte"),
    "unknown criterion": (typed("summary", "NIX", "-o", "s.docx"), "Kriteriet ”NIX” finns inte"),
    "unknown attribute": (typed("prevalence", "--by", "skostorlek"), "Ingen intervju har attributet ”skostorlek”"),
    "unknown id": (typed("trace", "nonsens"), "har id ”nonsens”"),
    "unknown passage": (typed("trace", "A-1:999"), "”A-1:999” finns inte"),
    "unknown format": (typed("matrix", "-o", "m.pdf"), "Formatet för m.pdf känns inte igen"),
    "folder that does not exist": (typed("matrix", "-o", "finns/inte/m.csv"), "finns inte"),
    "missing template": (typed("summary", "-o", "s.docx", "--template", "mall.docx"), "Mallen mall.docx finns inte"),
    "study in the way": (typed("init", "."), "Det finns redan en utvärdering"),
    "missing csv": (typed("codings", "import", "saknas.csv"), "saknas.csv går inte att läsa"),
    "csv without columns": (file_with("x.csv", "a,b\n1,2\n", "codings", "import"), "saknar kolumnerna: case, code"),
    "unknown code in csv": (csv_row("A-1,2,,,Ja.,NIX,,AK,,"), "Rad 2: Koden ”NIX” finns inte"),
    "unknown value in csv": (csv_row("A-1,2,,,Ja.,KOH-samordnat,kanske,AK,,"), "Rad 2: ”kanske” är inget värde"),
    "quote that is not there": (csv_row("A-1,2,,,Nixon.,KOH-samordnat,ja,AK,,"), "Rad 2: Citatet ”Nixon.” finns inte"),
    "quote in two places": (csv_row("A-1,,,,Ja.,KOH-onskan,,AK,,"), "Rad 2: Citatet ”Ja.” står på flera ställen"),
    "offsets outside": (csv_row("A-1,2,5,999999,,KOH-onskan,,AK,,"), "Rad 2: Tecknen i A-1"),
    "offsets that are words": (csv_row("A-1,2,ett,två,,KOH-onskan,,AK,,"), "Rad 2: ”ett” och ”två” är inte heltal"),
    "attributes of nobody": (file_with("a.csv", "case,län\nA-9,Skåne\n", "cases", "import"), "Rad 2: Intervjun ”A-9”"),
    "broken guide": (file_with("g.yaml", "id: [\n", "guide", "import"), "g.yaml, rad"),
    "broken codebook": (file_with("k.yaml", "\tid: x\n", "codes", "check"), "k.yaml, rad 1"),
    "missing codebook": (typed("codes", "import", "saknas.yaml"), "saknas.yaml finns inte"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_sentence_and_changes_nothing(study: Path, name: str) -> None:
    prepare, sentence = BAD[name]
    args, before = prepare(study), state_of(study)

    done = okqual(study, *args)

    assert done.returncode == 1, done.stderr
    assert sentence in done.stderr
    assert "Fel: " in done.stderr
    assert "Traceback" not in done.stderr
    assert "errors." not in done.stderr
    assert done.stdout == ""
    assert state_of(study) == before


def test_a_broken_codebook_shows_all_its_faults(study: Path) -> None:
    text = "id: x\ntitle: T\nlanguage: sv\nsource: s\ncodes:\n  - {id: A, name: A, parents: [B]}\n  - {id: A, nam: A}\n"

    done = okqual(study, "codes", "check", str(written(study.parent, "k.yaml", text)))

    assert done.returncode == 1
    assert done.stderr.startswith("Fel: Kodboken k.yaml kan inte läsas in. Antal fel: ")
    assert len([line for line in done.stderr.splitlines() if line.startswith("– k.yaml, rad ")]) >= 2


def test_a_study_of_a_newer_okqual_is_left_alone(study: Path) -> None:
    with sqlite3.connect(study / "okqual.db") as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, 'framtid', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    db.close()

    for command in (("status",), ("load", "transcripts/A-1.md")):
        done = okqual(study, *command)
        assert done.returncode == 1
        assert "nyare version av okqual" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b"", b"ingen databas alls" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "okqual.db").write_bytes(content)

    done = okqual(tmp_path, "status")

    assert done.returncode == 1
    assert done.stderr.startswith("Fel: ")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "okqual.db").read_bytes() == content


def without_rights() -> list[str]:
    """What a command is led by for the rights of files to bind it: nothing, unless one is all-powerful."""
    if os.name == "nt":
        pytest.skip("rights are set in another way here")
    if os.getuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("rights do not bind this user")
    dropped = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}"]


@pytest.fixture
def protected(study: Path) -> Iterator[Path]:
    """The study on a medium that cannot be written."""
    paths = [*study.rglob("*"), study]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield study
    for path in reversed(paths):
        path.chmod(0o755)


def test_a_read_only_study_can_be_read_and_exported(protected: Path, tmp_path: Path) -> None:
    led_by = without_rights()

    for args in (("status",), ("turns", "A-1"), ("verify",), ("matrix", "-o", str(tmp_path / "m.csv"))):
        done = okqual(protected, *args, led_by=led_by)
        assert done.returncode == 0, done.stderr

    assert (tmp_path / "m.csv").stat().st_size > 0


def test_a_read_only_study_says_why_it_cannot_be_changed(protected: Path, tmp_path: Path) -> None:
    note = written(tmp_path, "A-3.txt", "2. Samordning\nEn grupp finns.\n")

    done = okqual(protected, "load", str(note), led_by=without_rights())

    assert done.returncode == 1
    assert done.stderr.startswith("Fel: ")
    assert "får inte ändras" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_study_is_said_to_be_in_use(study: Path) -> None:
    with sqlite3.connect(study / "okqual.db", isolation_level=None) as db:
        db.execute("BEGIN IMMEDIATE")
        done = okqual(study, "load", str(written(study, "A-3.txt", "2. Samordning\nEn grupp finns.\n")))
        db.execute("ROLLBACK")
    db.close()

    assert done.returncode == 1
    assert "används av ett annat program" in done.stderr


def test_english_on_demand(study: Path) -> None:
    done = okqual(study, "turns", "A-9", OKQUAL_LANG="en")

    assert done.stderr.splitlines() == [
        "Error: The interview “A-9” is not in the study.",
        "The interviews are shown by okqual status.",
    ]


def test_a_reader_that_leaves_is_no_error(study: Path) -> None:
    if shutil.which("sh") is None:
        pytest.skip("needs a shell with pipes")
    done = subprocess.run(
        ["sh", "-c", f'for i in 1 2 3; do "{sys.executable}" -m okqual turns; done | true'],
        cwd=study, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.stderr == ""


def test_output_is_utf8_whatever_the_locale_says(study: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "okqual", "turns", "A-1", "--json"],
        cwd=study, capture_output=True, env={**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, check=True,
    )  # fmt: skip

    assert "Längre perioder" in done.stdout.decode("utf-8")


def test_interrupting_is_one_line(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("okqual.study.browsing.turns", interrupted)

    assert run("turns", fails=130).stderr == "Avbrutet.\n"


def test_what_the_system_refuses_is_a_sentence(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "band.docx")

    monkeypatch.setattr("okqual.study.browsing.turns", refused)

    said = run("turns", fails=1).stderr.splitlines()
    assert said[0] == "Fel: Det gick inte att arbeta med band.docx (disken svarade inte)."


def test_what_the_database_refuses_is_a_sentence(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*given: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr("okqual.study.browsing.turns", torn)

    assert "är skadad" in run("turns", fails=1).stderr
