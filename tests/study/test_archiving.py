"""Archives: plain files that make the same study again, and everything refused that is none."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.ingest import archive_file
from okqual.store.entries import state_digest
from okqual.store.verify import problems, table_digests
from okqual.study.archiving import export_archive, import_archive
from okqual.study.coding import apply_code, set_memo
from okqual.study.opening import DATABASE, open_study
from tests.store.histories import load_note, new_study

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = new_study(tmp_path_factory.mktemp("arkiv") / "a")
    for number in (1, 2):
        load_note(study, number)
    set_memo(study, apply_code(study, "N-1", 0, 20, "KOH-a", "ja").id, "=HYPERLINK(ond) [/b]")
    study.close()
    return study.folder


@pytest.fixture(scope="module")
def archive(folder: Path) -> Path:
    study = open_study(folder, "AK")
    path = export_archive(study, folder.parent / "a.zip")
    study.close()
    return path


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def summed(parts: Parts) -> Parts:
    """The parts with checksums that fit, as somebody makes them who knows how."""
    rest = {name: content for name, content in parts.items() if name != archive_file.SUMS}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in rest.items())
    return {**rest, archive_file.SUMS: sums.encode()}


def zipped(parts: Parts, path: Path, more: Callable[[zipfile.ZipFile], object] = lambda archive: None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
        more(made)
    return path


def refusal(path: Path) -> str:
    folder = path.parent / "nytt"
    with pytest.raises(OkqualError) as refused:
        import_archive(path, folder, "AK")
    assert not folder.exists()
    return refused.value.key


def test_an_archive_makes_the_same_study_again(folder: Path, archive: Path, tmp_path: Path) -> None:
    again, before = import_archive(archive, tmp_path / "b", "AK"), open_study(folder, "AK", read_only=True)

    assert state_digest(again.db) == state_digest(before.db)
    assert {**table_digests(again.db), "exported": ""} == {**table_digests(before.db), "exported": ""}
    assert problems(again.db) == []
    apply_code(again, "N-2", 0, 9, "KOH-b")
    assert problems(again.db) == []
    again.close()
    before.close()


def test_the_same_state_gives_the_same_bytes_and_the_export_is_journaled(folder: Path, archive: Path) -> None:
    study = open_study(folder, "AK")
    again = export_archive(study, folder.parent / "b.zip")
    third = export_archive(study, folder.parent / "c.zip")
    study.close()

    same = [parts_of(path) for path in (archive, again, third)]
    changing = {archive_file.STUDY, archive_file.JOURNAL, archive_file.TEXTS, archive_file.SUMS, "tables/exported.csv"}
    assert {name: c for name, c in same[0].items() if name not in changing} == {
        name: c for name, c in same[1].items() if name not in changing
    }
    assert len(same[2][archive_file.JOURNAL].splitlines()) == len(same[1][archive_file.JOURNAL].splitlines()) + 1


def test_an_archive_can_be_read_without_okqual(archive: Path) -> None:
    parts = parts_of(archive)

    for line in parts[archive_file.SUMS].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(parts[name]).hexdigest() == digest
    assert all(name.isascii() for name in parts)
    assert b"sha256sum -c SHA256SUMS" in parts["LAS_MIG.txt"]
    assert parts["notes/N-1.txt"].decode().startswith("N-1:1\tRad 1 i anteckning 1:")
    assert b"'=HYPERLINK" in parts["tables/codings.csv"], "formulas are made harmless in tables"
    (original,) = [name for name in parts if name.endswith("N-1.txt") and name.startswith("originals/")]
    assert parts[original].decode().startswith("Rad 1 i anteckning 1")
    prev = ""
    for line in map(json.loads, parts[archive_file.JOURNAL].splitlines()):
        assert line["prev"] == prev
        prev = line["digest"]
        said = [line[name] for name in ("prev", "origin", "number", "tick", "at", "coder", "kind", "version", "batch",
                                        "payload", "undoes")]  # fmt: skip
        chained = b"".join(len(word).to_bytes(8, "big") + word for word in (str(each).encode() for each in said))
        assert hashlib.sha256(chained).hexdigest() == prev


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, name: change(parts[name])}


def about(**said: object) -> Callable[[Parts], Parts]:
    return changed(archive_file.STUDY, lambda old: json.dumps({**json.loads(old), **said}).encode())


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {each: content for each, content in parts.items() if each != name}


TAMPERED: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "a code": (changed("journal.jsonl", lambda c: c.replace(b"KOH-a", b"KOH-b")), "damaged"),
    "an entry less": (changed("journal.jsonl", lambda c: c.partition(b"\n")[2]), "damaged"),
    "no JSON": (changed("journal.jsonl", lambda c: b"{" + c), "damaged"),
    "a list": (changed("journal.jsonl", lambda c: b"[]\n" + c), "damaged"),
    "deep": (changed("journal.jsonl", lambda c: b"[" * 100_000 + c), "damaged"),
    "fields": (changed("journal.jsonl", lambda c: b"{}\n" + c), "damaged"),
    "twice": (changed("journal.jsonl", lambda c: c + c), "damaged"),
    "words": (changed("texts.jsonl", lambda c: c.replace("så här".encode(), "inte så".encode())), "damaged"),
    "a key": (changed("keys.jsonl", lambda c: c.replace(b'"key":"', b'"key":"zz')), "damaged"),
    "no file": (changed("files.jsonl", lambda c: c.replace(b"originals/", b"borta/")), "damaged"),
    "another state": (about(state="0" * 64), "damaged"),
    "another table": (about(tables={"coding": "0" * 64}), "damaged"),
    "the note as it is read": (changed("notes/N-1.txt", lambda c: c.replace(b"Rad 2", b"Rad 9")), "damaged"),
    "no note to read": (without("notes/N-1.txt"), "damaged"),
    "the codebook as it is read": (changed("codes/liten.yaml", lambda c: c.replace(b"Utmaning", b"Fara")), "damaged"),
    "another program's": (about(format="annat"), "none"),
    "a newer one": (about(version=2), "newer"),
    "no journal": (without("journal.jsonl"), "none"),
}
KEYS = {"damaged": "errors.archive_damaged", "none": "errors.no_archive", "newer": "errors.newer_archive"}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_is_refused_also_when_the_checksums_fit(archive: Path, tmp_path: Path, name: str) -> None:
    change, kind = TAMPERED[name]
    parts = change(parts_of(archive))

    assert refusal(zipped(summed(parts), tmp_path / "t.zip")) == KEYS[kind]
    if kind == "damaged":
        assert refusal(zipped(parts, tmp_path / "u.zip")) == KEYS[kind]


@pytest.mark.parametrize(
    "name",
    ["../ut.txt", "/etc/ut.txt", "a/../../ut.txt", "C:/ut.txt", "a\\..\\ut.txt", "a//b", "./a", "a/.", "NOTES/N-1.TXT"],
)
def test_names_that_lead_out_of_a_folder_and_doubles_are_refused(archive: Path, tmp_path: Path, name: str) -> None:
    path = zipped({**parts_of(archive), name: b"x"}, tmp_path / "t.zip")

    assert refusal(path) == "errors.archive_part"
    assert [each.name for each in tmp_path.iterdir()] == ["t.zip"]


def test_links_are_refused(archive: Path, tmp_path: Path) -> None:
    def link(made: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo("originals/länk")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")

    assert refusal(zipped(parts_of(archive), tmp_path / "t.zip", link)) == "errors.archive_part"


def test_bombs_are_refused_before_anything_is_unpacked(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_file, "HARMLESS_SIZE", 1_000_000)
    bomb = zipped({**parts_of(archive), "originals/b": b"\0" * 30_000_000}, tmp_path / "t.zip")
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("something was unpacked"))

    assert refusal(bomb) == "errors.archive_too_large"


def test_a_part_that_says_to_be_smaller_than_it_is(archive: Path, tmp_path: Path) -> None:
    """The size stands in the zip's own list; what comes out is cut there and then has another checksum."""
    path = zipped(parts_of(archive), tmp_path / "t.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as made:
        size = made.getinfo(archive_file.JOURNAL).file_size
    at = content.rfind(size.to_bytes(4, "little"))
    content[at : at + 4] = (size // 2).to_bytes(4, "little")
    path.write_bytes(bytes(content))

    assert refusal(path) == "errors.archive_damaged"


@pytest.mark.parametrize("content", [b"", b"inget arkiv", b"PK\x03\x04" + b"\0" * 200])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.zip"
    path.write_bytes(content)

    assert refusal(path) == "errors.archive_damaged"
    assert refusal(tmp_path / "finns-inte.zip") == "errors.no_file"


def test_a_cut_off_archive_is_refused(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    for part in (3, 10, 30):
        path = tmp_path / "t.zip"
        path.write_bytes(content[: len(content) * part // 31])
        assert refusal(path) == "errors.archive_damaged"


def test_a_folder_with_a_study_is_left_alone(archive: Path, folder: Path) -> None:
    before = (folder / DATABASE).stat().st_mtime_ns
    with pytest.raises(OkqualError, match=r"errors\.study_exists"):
        import_archive(archive, folder, "AK")

    assert (folder / DATABASE).stat().st_mtime_ns == before


def test_stopped_it_leaves_nothing(folder: Path, archive: Path, tmp_path: Path) -> None:
    study = open_study(folder, "AK")
    with pytest.raises(OkqualError, match=r"errors\.archive_stopped"):
        export_archive(study, tmp_path / "s.zip", lambda number, *_: number < 2)
    study.close()
    with pytest.raises(OkqualError, match=r"errors\.archive_stopped"):
        import_archive(archive, tmp_path / "b", "AK", lambda number, *_: number < 1)

    assert list(tmp_path.iterdir()) == []
