import pytest

from okqual.ingest.documents import read_document
from okqual.ingest.structure.header import read_header
from okqual.ingest.structure.header_values import minutes, written_date

from .word_files import paragraph, table, word_file

EXPECTED = {
    "datum": "2026-01-15",
    "län": "Kronoberg",
    "aktörstyp": "kommun",
    "kommun": "Kommun O",
    "kommungrupp": "B4 Pendlingskommun",
    "form": "digital",
    "längd": "59",
    "intervjuare": "AK, TS",
}
ROLES = {"IP1": {"roll": "chef, skola"}, "IP2": {"roll": "samordnare (regionsidan)", "sida": "region"}}
PAIRS = [
    ("Intervju-id", "KR-07"),
    ("Datum", "2026-01-15"),
    ("Län", "Kronoberg"),
    ("Aktörstyp", "Kommun (Kommun O)"),
    ("Kommungrupp", "B4 Pendlingskommun"),
    ("Antal deltagare", "2"),
    ("Roll(er)", "IP1: chef, skola; IP2: samordnare (regionsidan)"),
    ("Intervjuare", "AK, TS"),
    ("Form", "digital"),
    ("Längd", "59 min"),
]
LINE = """KR-07 / Kronoberg / Kommun O / B4 Pendlingskommun / 2026-01-15 / 59 min, digitalt / intervjuare AK+TS
Deltagare (2): IP1 = chef, skola; IP2 = samordnare (regionsidan)"""
AFTER = "\n\nSyftet gicks igenom.\n\n1. Roll\nSamordnare: ansvarar för allt.\n"


def header(text, name="a.txt"):
    content = text if isinstance(text, bytes) else text.encode()
    return read_header(read_document(content, name))


ROWS = "\n".join(f"| {k} | {v} |" for k, v in PAIRS)
STYLES = {
    "lines": ("ANTECKNING KR-07\n" + "\n".join(f"{k}: {v}" for k, v in PAIRS) + AFTER, "a.txt"),
    "one line": (LINE + AFTER, "a.txt"),
    "yaml": ("---\n" + "\n".join(f'{k.lower()}: "{v}"' for k, v in PAIRS) + "\n---\n" + AFTER, "a.md"),
    "bold bullets": ("# Anteckning\n\n" + "\n".join(f"- **{k}:** {v}" for k, v in PAIRS) + AFTER, "a.md"),
    "markdown table": (f"# KR-07\n\n| Uppgift | |\n|---|---|\n{ROWS}" + AFTER, "a.md"),
    "word table": (word_file(table(*(list(pair) for pair in PAIRS)) + paragraph("Svar")), "a.docx"),
    "word lines": (word_file("".join(paragraph(f"{k}:\t{v}") for k, v in PAIRS) + paragraph("Svar")), "a.docx"),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_every_way_of_writing_a_header_gives_the_same(style):
    found, _ = header(*STYLES[style])
    assert found.case == "KR-07"
    assert found.attributes == EXPECTED
    assert {person.label: person.attributes for person in found.participants} == ROLES


@pytest.mark.parametrize("style", ["lines", "one line", "bold bullets", "markdown table"])
def test_only_the_header_itself_is_taken(style):
    text, name = STYLES[style]
    document = read_document(text.encode(), name)
    _, taken = read_header(document)
    left = [block.text for i, block in enumerate(document.blocks) if i not in taken]
    assert left[0] == "Syftet gicks igenom."
    assert "Samordnare: ansvarar för allt." in " ".join(left)


def test_a_note_without_a_header_has_none():
    found, taken = header("Vi gör som vi brukar.\nDet går bra.\n")
    assert (found.case, found.attributes, found.participants, taken) == (None, {}, (), frozenset())


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        ("Region", {"aktörstyp": "region"}),
        ("Länssamordnare", {"aktörstyp": "länssamordnare"}),
        ("Kommun (Kommun A)", {"aktörstyp": "kommun", "kommun": "Kommun A"}),
        ("Kommun B", {"aktörstyp": "kommun", "kommun": "Kommun B"}),
        ("Ideell förening", {"aktörstyp": "ideell förening"}),
    ],
)
def test_actors(kind, attributes):
    found, _ = header(f"Datum: 2025-12-01\nAktörstyp: {kind}\n")
    assert {key: value for key, value in found.attributes.items() if key != "datum"} == attributes


def test_dates_and_lengths():
    assert written_date("den 18 november 2025") == "2025-11-18"
    assert written_date("18/11 2025") == "2025-11-18"
    assert written_date("i höstas") == "i höstas"
    assert [minutes(text) for text in ("1 h 24 min", "84 min", "1:24", "84", "lång")] == ["84", "84", "84", "84", ""]
