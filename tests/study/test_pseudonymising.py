"""A load with pseudonyms: no name, number or address is anywhere in the study, and all else is as after any load."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store import contents, queries
from okqual.store.verify import problems
from okqual.study import undoing
from okqual.study.checking import notes_without_content
from okqual.study.code_key import default_path
from okqual.study.coding import apply_code
from okqual.study.loading import Choices, Loaded, Outcome, load, load_all
from okqual.study.opening import Study, open_study, setting
from okqual.study.pseudonymising import Pseudonymising, find_in_file, lying_in_study, pseudonymising
from okqual.study.tracing import trace
from tests.builders import new_study, written
from tests.ingest.test_docx_comments import comment, on
from tests.ingest.word_files import paragraph, run, word_file

NAMES = "Ylva Brandsjö,Samordnaren\nYlva,Samordnaren\nÅsa Öhrnqvist\nTorkel Lindhav\n"
NOTE = """\
---
intervju: P-1
intervjuare: Åsa Öhrnqvist
kontakt: ylva.brandsjo@kommun.se
---

# Intervju med Ylva Brandsjö

**1. Roll**

* Ylva är chef, född 19811228-9874. Tel. 070-123 45 67.

**2. Samordning**

* Ylvas grupp har en gemensam plan. ÅSA ÖHRNQVISTS råd följdes.
* Torkel Lindhav ringer 08-12 34 56 varje vecka.

**3. Önskemål**

* Längre perioder än 2020–2024.
"""
REAL = ["Ylva", "Brandsj", "Öhrnqvist", "Torkel", "Lindhav", "19811228", "8-9874", "070-123", "0701234567", "12 34 56"]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    opened = open_study(new_study(tmp_path / "prov"))
    yield opened
    assert problems(opened.db) == []
    opened.close()


@pytest.fixture
def names(tmp_path: Path) -> Path:
    return written(tmp_path / "egna", "namn.csv", NAMES)


def loaded(study: Study, names: Path, *paths: Path, how: Pseudonymising | None = None, **choices: object) -> Outcome:
    chosen = Choices(pseudonyms=how or pseudonymising(study, names), **choices)  # type: ignore[arg-type]
    return load_all(study, paths, chosen)


def only(outcome: Outcome) -> Loaded:
    assert outcome.faults == []
    (one,) = outcome.loaded
    return one


def forms(text: str) -> list[bytes]:
    """The bytes that a text can be stored as."""
    spellings = {text, text.lower(), text.upper()}
    return [each.encode(code) for each in spellings for code in ("utf-8", "utf-16-le", "cp1252")]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def leaks(study: Study, texts: list[str]) -> list[tuple[str, str]]:
    """(file, text) for every text that stands in a file of the study or in a packed file within it."""
    found = bytes_of(study.folder)
    for (digest,) in study.db.conn.execute("SELECT sha256 FROM source_file").fetchall():
        found[digest] = contents.get_file(study.db, digest) or b""
    return [
        (name, text) for name, content in found.items() for text in texts for form in forms(text) if form in content
    ]


def test_no_name_number_or_address_is_in_the_study(study: Study, names: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "Intervju_Ylva_Brandsjö.md", NOTE)
    assert leaks(study, REAL) == []

    one = only(loaded(study, names, path))

    assert (study.folder / "okqual.db-wal").stat().st_size > 0
    assert leaks(study, REAL) == []
    study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert leaks(study, REAL) == []
    assert one.file_name == "Intervju_Samordnaren.md"
    assert (one.case, one.reading.header.attributes["intervjuare"]) == ("P-1", "Person 1")


def test_the_check_for_leaks_sees_a_load_without_pseudonyms(study: Study, tmp_path: Path) -> None:
    load(study, [written(tmp_path / "in", "Intervju_Ylva_Brandsjö.md", NOTE)])

    assert {text for _, text in leaks(study, REAL)} == set(REAL) - {"0701234567"}


def test_text_passages_and_citation_ids_are_those_of_the_replaced_words(
    study: Study, names: Path, tmp_path: Path
) -> None:
    one = only(loaded(study, names, written(tmp_path / "in", "P-1.md", NOTE)))
    note = queries.note_now(study.db, "P-1")
    assert note is not None

    said = [note.text[p.start : p.end] for p in note.passages]
    assert said == [
        "Samordnaren är chef, född [personnummer 1]. Tel. [telefon 1].",
        "Samordnarens grupp har en gemensam plan. Person 1:s råd följdes.",
        "Person 2 ringer [telefon 2] varje vecka.",
        "Längre perioder än 2020–2024.",
    ]
    number = next(p.number for p in one.reading.passages if note.text[p.start :].startswith("Samordnarens"))
    found = trace(study, f"P-1:{number}")
    assert found["quote"] == said[1]
    assert found["questions"] == ["2"]
    assert (found["content_kept"], found["size"]) == (False, len(NOTE.encode()))


def test_the_study_keeps_the_file_s_digest_and_not_its_bytes(study: Study, names: Path, tmp_path: Path) -> None:
    one = only(loaded(study, names, written(tmp_path / "in", "P-1.md", NOTE)))
    note = queries.note_now(study.db, one.note)
    assert note is not None

    assert len(note.sha256) == 64
    assert contents.get_file(study.db, note.sha256) is None
    assert notes_without_content(study) == ["P-1"]
    assert trace(study, "A-1:1")["content_kept"] is True
    (payload,) = study.db.conn.execute(
        "SELECT payload FROM entry WHERE kind = 'note.loaded' ORDER BY number DESC LIMIT 1"
    ).fetchone()
    assert json.loads(payload)["pseudonymised"] is True


def test_the_key_says_who_is_behind_each_pseudonym(study: Study, names: Path, tmp_path: Path) -> None:
    loaded(study, names, written(tmp_path / "in", "P-1.md", NOTE))

    key = json.loads(default_path(study).read_text(encoding="utf-8"))
    assert key["pseudonyms"] == {
        "name": {
            "Ylva": "Samordnaren",
            "Ylva Brandsjö": "Samordnaren",
            "Torkel Lindhav": "Person 2",
            "Åsa Öhrnqvist": "Person 1",
        },
        "personal_number": {"811228-9874": "[personnummer 1]"},
        "phone": {"0701234567": "[telefon 1]", "08123456": "[telefon 2]"},
        "email": {"ylva.brandsjo@kommun.se": "[e-post 1]"},
    }


def test_a_corrected_file_gets_the_same_pseudonyms_and_its_codings_follow(
    study: Study, names: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "in", "P-1.md", NOTE)
    only(loaded(study, names, path))
    note = queries.note_now(study.db, "P-1")
    assert note is not None
    passage = next(p for p in note.passages if note.text[p.start :].startswith("Person 2 ringer"))
    made = apply_code(study, "P-1", passage.start, passage.end, "KOH-samordnat", "ja")
    path.write_text(
        NOTE.replace("# Intervju med Ylva Brandsjö", "# Intervju med Ylva Brandsjö och Torkel Lindhav (Eva)"), "utf-8"
    )

    again = only(loaded(study, names, path))

    assert again.correction is not None
    assert again.note == "P-1"
    now = queries.note_now(study.db, "P-1")
    coding = queries.coding(study.db, made.id)
    assert now is not None
    assert coding is not None
    assert now.text[coding.start : coding.end] == "Person 2 ringer [telefon 2] varje vecka."
    assert "Intervju med Samordnaren och Person 2 (Eva)" in now.text
    assert leaks(study, ["Torkel", "Öhrnqvist"]) == []


def test_the_same_file_again_changes_nothing_and_a_longer_list_makes_a_new_version(
    study: Study, names: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "in", "P-1.md", NOTE.replace("gemensam plan", "gemensam plan med Eva"))
    only(loaded(study, names, path))

    assert only(loaded(study, names, path)).new is False
    names.write_text(NAMES + "Eva\n", encoding="utf-8")
    one = only(loaded(study, names, path))

    assert one.correction is not None
    assert "gemensam plan med Person 3." in one.reading.text


def test_a_note_with_pseudonyms_gets_no_version_without_them(study: Study, names: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "P-1.md", NOTE)
    only(loaded(study, names, path))
    corrected = written(tmp_path / "rättad", "P-1.md", NOTE.replace("chef", "enhetschef"))

    for each in (path, corrected, written(tmp_path / "annan", "Torkel.md", NOTE)):
        with pytest.raises(OkqualError) as caught:
            load(study, [each])
        assert caught.value.key == "errors.note_is_pseudonymised"


def test_a_note_that_was_there_with_names_is_told_to_stay(study: Study, names: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "P-1.md", NOTE)
    load(study, [path])

    one = only(loaded(study, names, path, new_version=True))

    assert one.correction is not None
    assert "reading.earlier_words_stay" in [remark.key for remark in one.reading.remarks]
    assert "Ylva" not in one.reading.text


def test_what_is_left_out_stays_and_is_not_in_the_key(study: Study, names: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "P-1.md", NOTE)
    how = pseudonymising(study, names)
    found = find_in_file(how, path)
    assert not default_path(study).exists()
    how.left_out |= {(path, one.occurrence.spot) for one in found if one.occurrence.hit.value == "Torkel Lindhav"}

    one = only(loaded(study, names, path, how=how))

    assert "Torkel Lindhav ringer [telefon 2] varje vecka." in one.reading.text
    assert "Torkel Lindhav" not in json.loads(default_path(study).read_text(encoding="utf-8"))["pseudonyms"]["name"]


def test_the_preview_shows_every_place_with_its_pseudonym(study: Study, names: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "Ylva.md", NOTE)
    state = bytes_of(study.folder)

    found = find_in_file(pseudonymising(study, names), path)

    assert [(one.occurrence.words, one.pseudonym) for one in found] == [
        ("Ylva", "Samordnaren"), ("Ylva Brandsjö", "Samordnaren"), ("Ylva", "Samordnaren"),
        ("19811228-9874", "[personnummer 1]"), ("070-123 45 67", "[telefon 1]"), ("Ylvas", "Samordnaren"),
        ("ÅSA ÖHRNQVISTS", "Person 1"), ("Torkel Lindhav", "Person 2"), ("08-12 34 56", "[telefon 2]"),
        ("Åsa Öhrnqvist", "Person 1"), ("ylva.brandsjo@kommun.se", "[e-post 1]"),
    ]  # fmt: skip
    assert bytes_of(study.folder) == state


def test_names_in_what_is_typed_and_in_comments_are_replaced(study: Study, names: Path, tmp_path: Path) -> None:
    body = paragraph("2. Samordning") + paragraph(on(1, run("Torkel Lindhav har en gemensam plan.")))
    content = word_file(body, comments=comment(1, "Fråga Åsa Öhrnqvist", author="Ylva Brandsjö", initials="AB"))
    path = tmp_path / "in.docx"
    path.write_bytes(content)

    one = only(loaded(study, names, path, as_case="Ylva Brandsjös möte"))

    assert one.case == "Samordnarens möte"
    (made,) = one.reading.comments
    assert (made.author, made.initials) == ("Samordnaren", "")
    assert made.text == f"Fråga {pseudonymising(study, names).key.kept['name']['Åsa Öhrnqvist']}"  # type: ignore[index]
    assert leaks(study, ["Brandsj", "Öhrnqvist", "Torkel"]) == []


def test_two_loads_one_after_the_other_share_the_key(study: Study, names: Path, tmp_path: Path) -> None:
    first = written(tmp_path / "in", "P-1.md", NOTE)
    second = written(tmp_path / "in", "P-2.md", NOTE.replace("P-1", "P-2").replace("Åsa Öhrnqvist", "Torkel Lindhav"))

    loaded(study, names, first)
    one = only(loaded(study, names, second))

    assert one.reading.header.attributes["intervjuare"] == "Person 2"
    assert len(json.loads(default_path(study).read_text(encoding="utf-8"))["pseudonyms"]["name"]) == 4


def test_without_its_key_a_study_with_pseudonyms_begins_a_new_one_only_by_name(
    study: Study, names: Path, tmp_path: Path
) -> None:
    loaded(study, names, written(tmp_path / "in", "P-1.md", NOTE))
    default_path(study).unlink()

    with pytest.raises(OkqualError) as caught:
        pseudonymising(study, names)
    how = pseudonymising(study, names, tmp_path / "ny nyckel.json")
    one = only(
        load_all(study, [written(tmp_path / "in", "P-2.md", NOTE.replace("P-1", "P-2"))], Choices(pseudonyms=how))
    )

    assert caught.value.key == "errors.code_key_missing"
    assert "Person 3:s råd" in one.reading.text
    assert "[personnummer 2]" in one.reading.text


def test_a_key_that_cannot_be_kept_stops_the_load(study: Study, names: Path, tmp_path: Path) -> None:
    written(tmp_path, "fil", "")
    how = pseudonymising(study, names, tmp_path / "fil" / "nyckel.json")

    outcome = loaded(study, names, written(tmp_path / "in", "P-1.md", NOTE), how=how)

    assert [fault.key for fault in outcome.faults] == ["errors.code_key_not_written"]
    assert queries.note_now(study.db, "P-1") is None
    assert leaks(study, ["Öhrnqvist"]) == []


def test_undoing_a_load_and_loading_again_gives_the_same_text(study: Study, names: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "P-1.md", NOTE)
    text = only(loaded(study, names, path)).reading.text
    undoing.undo(study)
    assert queries.note_now(study.db, "P-1") is None

    assert only(loaded(study, names, path)).reading.text == text


def test_files_in_the_study_s_folder_are_pointed_out(study: Study, tmp_path: Path) -> None:
    inside = written(study.folder / "transcripts", "P-1.md", NOTE)
    outside = written(tmp_path / "in", "P-1.md", NOTE)

    assert list(lying_in_study(study, [inside, outside])) == [inside]


def test_many_files_are_read_with_pseudonyms_in_their_order(study: Study, names: Path, tmp_path: Path) -> None:
    paths = [written(tmp_path / "in", f"P-{i}.md", NOTE.replace("P-1", f"P-{i}")) for i in range(1, 11)]

    outcome = loaded(study, names, *paths)

    assert [one.case for one in outcome.loaded] == [f"P-{i}" for i in range(1, 11)]
    assert {one.reading.text.count("Person 1") for one in outcome.loaded} == {1}
    assert leaks(study, ["Öhrnqvist", "Torkel"]) == []
    assert setting(study, "id") in default_path(study).name


def test_a_grid_is_refused_and_nothing_of_it_is_stored(study: Study, names: Path, tmp_path: Path) -> None:
    grid = "intervju;Hur har arbetet samordnats med annat som pågår?;Vad önskar du av nästa överenskommelse?\n"
    path = written(tmp_path / "in", "svar.csv", grid + "P-1;Torkel Lindhav har en plan.;Längre perioder.\n")

    outcome = loaded(study, names, path)
    with pytest.raises(OkqualError) as caught:
        find_in_file(pseudonymising(study, names), path)

    assert [fault.key for fault in outcome.faults] == [caught.value.key] == ["errors.grid_no_pseudonyms"]
    assert leaks(study, ["Torkel"]) == []
    assert load(study, [path])[0].case == "P-1"


def test_sqlite_keeps_no_other_file(study: Study) -> None:
    """The search for leaks looks at all that SQLite may write."""
    (mode,) = study.db.conn.execute("PRAGMA journal_mode").fetchone()

    assert mode == "wal"
    assert sqlite3.sqlite_version_info >= (3, 40)
