"""The example's notes, codings and expected values agree with each other and with the codebook."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from okqual.ingest.definitions.codebook_file import load_codebook
from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.documents import read_document

ROOT = Path(__file__).parents[1]
NOTES = ROOT / "transcripts"
GUIDE = load_guide(ROOT / "guides" / "ok-2020-2024.yaml")
CODEBOOK = load_codebook(ROOT / "codes" / "kriterier.yaml", GUIDE)
GOLDEN = json.loads((ROOT / "tests" / "golden" / "example_values.json").read_text(encoding="utf-8"))
COLUMNS = ["case", "question", "start", "end", "quote", "code", "value", "coder", "memo", "note_version"]
ENCODINGS = {"KR-06": "cp1252"}
SUFFIXES = (".docx", ".md", ".odt", ".pdf", ".rtf", ".txt", ".vtt")
OPEN_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows() -> list[dict[str, str]]:
    with (NOTES / "kodningar.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def note_files() -> dict[str, Path]:
    """The notes by case id, which every file name begins with."""
    found = (path for path in NOTES.iterdir() if path.suffix in SUFFIXES and path.stem != "README")
    return {path.name[:5].upper(): path for path in found}


def word_text(content: bytes) -> str:
    """The words of a Word file as they read with tracked changes accepted, one paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = ElementTree.fromstring(archive.read("word/document.xml"))
    breaks = {f"{WORD}tab": " ", f"{WORD}br": "\n", f"{WORD}noBreakHyphen": "-"}
    paragraphs = document.iter(f"{WORD}p")
    return "\n".join(
        "".join(n.text or "" if n.tag == f"{WORD}t" else breaks.get(n.tag, "") for n in p.iter()) for p in paragraphs
    )


def open_text(content: bytes) -> str:
    """The words of an OpenDocument text, one paragraph or heading a line."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = ElementTree.fromstring(archive.read("content.xml"))
    paragraphs = (node for node in document.iter() if node.tag in {f"{OPEN_TEXT}p", f"{OPEN_TEXT}h"})
    return "\n".join("".join(paragraph.itertext()) for paragraph in paragraphs)


def rich_text(content: str) -> str:
    """The words of rich text without its control words, as far as a plainly written file needs it."""
    text = re.sub(r"\{\\(?:fonttbl|info|pntext)(?:[^{}]|\{[^{}]*\})*\}", "", content)
    text = re.sub(r"\\'([0-9a-f]{2})", lambda found: bytes.fromhex(found[1]).decode("cp1252"), text)
    text = re.sub(r"\\par(?![a-z])", "\n", text.replace(r"\~", "\u00a0").replace(r"\-", ""))
    return re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", text)


def cue_text(content: str) -> str:
    """The words of a transcript without its times, identifiers and voices, each turn on its own line."""
    turns: list[tuple[str, str]] = []
    for cue in re.findall(r"-->.*\n((?:.+\n?)+)", content):
        voice, words = re.match(r"<v ([^>]*)>([^<]*)</v>", cue).groups()  # type: ignore[union-attr]
        if turns and turns[-1][0] == voice:
            words = f"{turns.pop()[1]} {words}"
        turns.append((voice, words))
    return "\n".join([content.partition("-->")[0], *(words for _, words in turns)])


def as_text(path: Path, content: bytes, encoding: str) -> str:
    if content[:2] == b"PK":
        return open_text(content) if path.suffix == ".odt" else word_text(content)
    if path.suffix == ".pdf":
        # A PDF has no paragraphs of its own: the reader makes them.
        return "\n".join(block.text for block in read_document(content, path.name).blocks)
    text = content.decode(encoding)
    return cue_text(text) if path.suffix == ".vtt" else rich_text(text) if path.suffix == ".rtf" else text


def plain(text: str) -> str:
    """Text without what a note may write in several ways: quotation marks, dashes, spaces."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    text = re.sub('[“”„»«"]', "”", text)
    text = re.sub("[‘’‚']", "’", text)
    text = re.sub("[‐‑‒–—−]", "-", text).replace("…", "...")
    return re.sub(r"\s+", " ", re.sub(r"[*_]", "", text))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {
        case: plain(as_text(path, path.read_bytes(), ENCODINGS.get(case, "utf-8")))
        for case, path in note_files().items()
    }


def test_the_table_of_codings_has_the_columns_that_are_imported() -> None:
    content = (NOTES / "kodningar.csv").read_bytes()

    assert content.decode("utf-8").split("\n")[0] == ",".join(COLUMNS)
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")


def test_every_note_is_coded_and_every_coding_has_a_note() -> None:
    assert len(note_files()) == 18
    assert {row["case"] for row in rows()} == set(note_files())


def test_every_note_says_that_it_is_constructed(texts: dict[str, str]) -> None:
    assert [case for case, text in texts.items() if "KONSTRUERAT TESTMATERIAL" not in text] == []


def test_every_quote_stands_in_its_note(texts: dict[str, str]) -> None:
    lost = [(row["case"], row["quote"]) for row in rows() if plain(row["quote"]) not in texts[row["case"]]]

    assert lost == []


def test_no_coding_is_there_twice() -> None:
    same = Counter((row["case"], row["question"], row["quote"], row["code"], row["value"]) for row in rows())

    assert [key for key, times in same.items() if times > 1] == []


def test_every_coding_is_possible_with_the_shipped_codebook() -> None:
    for row in rows():
        if not row["code"]:
            assert not row["value"]
            continue
        code = CODEBOOK.by_id[row["code"]]
        values = {value.id for value in code.scale.values} if code.scale else {""}
        assert row["value"] in values, row
        assert not code.group


def test_a_quote_that_stands_twice_in_the_table_is_told_apart_by_its_question() -> None:
    places: dict[tuple[str, str], set[str]] = {}
    for row in rows():
        places.setdefault((row["case"], row["quote"]), set()).add(row["question"])

    assert {place: sorted(questions) for place, questions in places.items() if len(questions) > 1} == {
        ("VG-08", "Nej."): ["11", "7"]
    }


def test_questions_are_the_guides_or_the_interviews_own() -> None:
    numbers = {number for row in rows() for number in row["question"].split()}

    assert numbers <= set(GUIDE.by_number) | {"X1"}


def test_codings_fall_where_the_codebook_expects_them() -> None:
    coded = [row for row in rows() if row["code"]]
    expected = [row for row in coded if set(row["question"].split()) & set(CODEBOOK.by_id[row["code"]].questions)]

    assert len(expected) / len(coded) > 0.9


def case_values(code: str, rule: str) -> dict[str, str | set[str]]:
    """Each case's value by counting the rows here, apart from the product's own counting."""
    mixed = CODEBOOK.by_id[code].scale.mixed  # type: ignore[union-attr]
    said: dict[str, Counter[str]] = {}
    for row in rows():
        if row["code"] == code:
            said.setdefault(row["case"], Counter())[row["value"]] += 1
    if rule == "set":
        return {case: set(values) for case, values in said.items()}
    made: dict[str, str | set[str]] = {}
    for case, values in said.items():
        (most, times), *others = values.most_common()
        tie = bool(others) and (rule == "middle" or others[0][1] == times)
        made[case] = str(mixed) if tie else most
    return made


@pytest.mark.parametrize(("rule", "code"), [(rule, code) for rule, codes in GOLDEN.items() for code in codes])
def test_the_expected_values_follow_from_the_codings(rule: str, code: str) -> None:
    values = case_values(code, rule)
    counted: dict[str, list[str]] = {}
    for case in sorted(note_files()):
        has = values.get(case, "ej_berord")
        for value in has if isinstance(has, set) else {has}:
            counted.setdefault(value, []).append(case)

    assert {value: row["interviews"] for value, row in GOLDEN[rule][code].items()} == counted


def test_the_groups_of_the_expected_values_add_up() -> None:
    for codes in GOLDEN.values():
        for values in codes.values():
            for row in values.values():
                assert row["region"] + row["länssamordnare"] + row["kommun"] == row["alla"] == len(row["interviews"])


def test_every_coding_of_the_wider_material_is_possible_with_the_shipped_codebook(shared: Path) -> None:
    gold = sorted((shared / "corpus" / "dev" / "gold").glob("??-??.json"))
    passages = [passage for path in gold for passage in json.loads(path.read_text(encoding="utf-8"))["codings"]]
    codings = [(c["code"], c["aspect"], c["value"]) for passage in passages for c in passage["codes"]]

    assert len(gold) == 18
    for parent, aspect, value in codings:
        code = CODEBOOK.by_id[f"{parent}.{aspect}" if aspect else parent]
        assert value in ({step.id for step in code.scale.values} if code.scale else {None}), code.id
