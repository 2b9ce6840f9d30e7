"""Many files at once: bad ones are a sentence each and stop no other, processes change nothing, cancelling keeps."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.store import queries
from okqual.store.verify import problems
from okqual.study import browsing, file_reading
from okqual.study.loading import Choices, load, load_all
from okqual.study.opening import Study
from tests.ingest.word_files import paragraph, word_file
from tests.store.histories import new_study

GOOD = "Intervju: {0}\n\n2. Hur är det med 2?\nDet är bra på ön, säger nummer {0}.\n\n3. Hur är det med 3?\nJa.\n"


def zipped(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def truncated() -> bytes:
    whole = word_file(paragraph("Svar.") * 200)
    return whole[: len(whole) // 2]


def spoilt() -> bytes:
    """A zip whose packed bytes were changed on the way."""
    whole = bytearray(word_file(paragraph("2. Hur?") + paragraph("Svar.") * 50))
    middle = whole.index(b"word/document.xml") + 60
    whole[middle : middle + 40] = b"\x00" * 40
    return bytes(whole)


def with_document(xml: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def bomb() -> bytes:
    entities = '<!ENTITY a0 "ja ja ja">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return with_document(f"<?xml version='1.0'?><!DOCTYPE d [{entities}]><d>&a11;</d>")


def outside() -> bytes:
    secret = Path(__file__).resolve().as_uri()
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return with_document(
        f"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e SYSTEM '{secret}'>]>"
        f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    )


def zeros() -> bytes:
    """A gigabyte of nothing, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1000):
                part.write(bytes(1_000_000))
    return out.getvalue()


def nested() -> bytes:
    return word_file("<w:tbl><w:tr><w:tc>" * 10_000 + paragraph("djupt") + "</w:tc></w:tr></w:tbl>" * 10_000)


def encrypted() -> bytes:
    whole = bytearray(zipped({"word/document.xml": b"<x/>"}, zipfile.ZIP_STORED))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(signature) + flag] |= 1
    return bytes(whole)


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "wrong suffix": ("bild.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "unknown suffix": ("anteckning.xyz", lambda: b"Intervju: N-1\n2. Fr\xc3\xa5ga\nSvar."),
    "empty": ("tom.txt", lambda: b""),
    "only white space": ("blank.md", lambda: b" \n\n\t"),
    "encrypted zip": ("hemlig.docx", encrypted),
    "encrypted by Word": (
        "skyddad.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    ),
    "truncated": ("halv.docx", truncated),
    "damaged zip": ("skadad.docx", spoilt),
    "xml bomb": ("bomb.docx", bomb),
    "external entity": ("utanför.docx", outside),
    "a gigabyte of zeros": ("nollor.docx", zeros),
    "ten thousand nested tables": ("djup.docx", nested),
    "binary": ("binär.txt", lambda: bytes(range(256)) * 20),
    "NUL bytes": ("nul.md", lambda: b"2. Fr\x00\x00\x00ga\x00\nSvar\x00" * 30),
    "a description": ("README.md", "# Om materialet\n\nHär ligger anteckningarna.\n".encode),
    "a name of two lines": ("två\nrader.txt", lambda: b""),
}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "studie")
    yield study
    assert problems(study.db) == []
    study.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "anteckningar"
    made.mkdir()
    return made


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def good(folder: Path, count: int) -> list[Path]:
    return [written(folder, f"N-{i}.txt", GOOD.format(f"N-{i}").encode()) for i in range(1, count + 1)]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_stops_no_other(study: Study, folder: Path, name: str) -> None:
    file, content = BAD[name]
    if os.name == "nt" and not file.isprintable():
        pytest.skip("no such file name here")
    first, last = good(folder, 2)

    outcome = load_all(study, [first, written(folder, file, content()), last])

    assert [loaded.note for loaded in outcome.loaded] == ["N-1", "N-2"]
    (fault,) = outcome.faults
    sentence = message(fault.key, **fault.values)
    assert sentence != fault.key
    assert file in sentence
    assert sentence.endswith(".")
    assert fault.try_this is not None
    assert message(fault.try_this, **fault.values) != fault.try_this
    assert browsing.cases(study) == ("N-1", "N-2")


def test_bytes_that_are_no_utf8_are_read_with_what_fits_and_told(study: Study, folder: Path) -> None:
    spoilt = written(folder, "N-3.txt", GOOD.format("N-3").encode() + b"Slut \xff\xfe.\n")
    old = written(folder, "N-4.txt", GOOD.format("N-4").encode("cp1252"))

    outcome = load_all(study, [spoilt, old])

    assert outcome.faults == []
    assert all("på ön" in loaded.reading.text for loaded in outcome.loaded)
    told = [{remark.key for remark in loaded.reading.remarks} for loaded in outcome.loaded]
    assert told == [{"reading.bytes_replaced"}, {"reading.encoding_guessed"}]


def test_macros_are_left_alone_and_told(study: Study, folder: Path) -> None:
    body = paragraph("2. Hur är det med 2?") + paragraph("Bra på ön.")
    path = written(folder, "N-4.docm", word_file(body, vbaProject="<x/>"))

    outcome = load_all(study, [path])

    assert "reading.macros_ignored" in {remark.key for remark in outcome.loaded[0].reading.remarks}


def test_what_is_no_file_is_said(study: Study, folder: Path) -> None:
    wrong = [folder, folder / "saknas.txt"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "rör.txt")
        wrong.append(folder / "rör.txt")
    loop = folder / "slinga.txt"
    try:
        loop.symlink_to(loop)
        wrong.append(loop)
    except OSError:
        pass

    outcome = load_all(study, wrong)

    assert outcome.loaded == []
    assert [fault.key for fault in outcome.faults] == [
        {folder: "errors.no_file", folder / "rör.txt": "errors.no_file"}.get(path, "errors.cannot_read")
        for path in wrong
    ]


def test_a_file_larger_than_any_note_is_not_even_read(study: Study, folder: Path) -> None:
    path = folder / "stor.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    (fault,) = load_all(study, [path]).faults

    assert fault.key == "errors.note_too_large"


def everything(study: Study) -> list[object]:
    return [queries.note_now(study.db, note) for note in sorted(queries.note_ids(study.db))]


def test_processes_read_what_one_reads_in_the_same_order(
    study: Study, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [*good(folder, 9), written(folder, "trasig.docx", truncated()), *good(folder, 1)]
    told: list[str] = []
    monkeypatch.setattr(file_reading, "_processors", lambda: 2)

    outcome = load_all(study, paths, progress=lambda _number, _of, what: not told.append(what))  # type: ignore[func-returns-value]

    assert [loaded.note for loaded in outcome.loaded] == [*(f"N-{i}" for i in range(1, 10)), "N-1"]
    assert [loaded.new for loaded in outcome.loaded] == [*[True] * 9, False]
    assert [fault.values["file"] for fault in outcome.faults] == ["trasig.docx"]
    assert told == [path.name for path in paths]
    monkeypatch.setattr(file_reading, "_processors", lambda: 1)
    other = new_study(tmp_path / "annan")
    load_all(other, paths)
    alone = [(now.id, now.version, now.text, now.passages) for now in everything(other)]  # type: ignore[attr-defined]
    assert [(now.id, now.version, now.text, now.passages) for now in everything(study)] == alone  # type: ignore[attr-defined]
    other.close()


@pytest.mark.parametrize("count", [3, 10])
def test_cancelling_keeps_what_is_done(study: Study, folder: Path, count: int) -> None:
    outcome = load_all(study, good(folder, count), progress=lambda number, _of, _what: number < 2)

    assert outcome.stopped
    assert browsing.cases(study) == ("N-1", "N-2")


def test_where_no_process_can_be_started_one_reads_all(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> Iterator[file_reading.Read]:
        raise file_reading.BrokenProcessPool
        yield

    monkeypatch.setattr(file_reading, "_processors", lambda: 2)
    monkeypatch.setattr(file_reading, "_in_processes", broken)

    assert len(load_all(study, good(folder, 9)).loaded) == 9


def test_loading_in_order_stops_at_the_first_bad_file(study: Study, folder: Path) -> None:
    first, last = good(folder, 2)

    with pytest.raises(OkqualError):
        load(study, [first, written(folder, "tom.txt", b""), last])

    assert browsing.cases(study) == ("N-1",)


def test_a_grid_is_a_note_an_interview_and_its_file_is_kept_for_each(study: Study, folder: Path) -> None:
    rows = "Intervju;Hur är det med 2?;Hur är det med 3?\nN-1;Bra på ön.;Ja.\nN-2;Sämre på ön.;Nej.\n"
    path = written(folder, "svar.csv", rows.encode())

    outcome = load_all(study, [path])

    assert outcome.faults == []
    assert [(loaded.case, loaded.note) for loaded in outcome.loaded] == [("N-1", "N-1"), ("N-2", "N-2")]
    assert "Bra på ön." in browsing.note(study, "N-1").text
    assert "Sämre" not in browsing.note(study, "N-1").text
    assert [loaded.new for loaded in load_all(study, [path]).loaded] == [False, False]
    assert study.db.conn.execute("SELECT count(*) FROM source_file").fetchone()[0] == 2
    (fault,) = load_all(study, [path], Choices(as_case="N-1")).faults
    assert fault.key == "errors.grid_as_case"


def test_without_standard_streams_no_process_is_started(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen has taken them: what would be handed to a new process is no file."""
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(fileno=lambda: -1, write=len, flush=int))
    monkeypatch.setattr(file_reading, "_in_processes", lambda *given: pytest.fail("a process was started"))
    for number in range(9):
        (tmp_path / f"n{number}.txt").write_text(GOOD.format(number), encoding="utf-8")

    outcome = load_all(study, sorted(tmp_path.glob("n*.txt")))

    assert len(outcome.loaded) == 9
