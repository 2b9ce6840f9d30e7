"""Codebooks out of documents: lists under headings, tables of codes, criteria with their questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

from okqual.errors import OkqualError
from okqual.export.codebook_yaml import codebook_yaml
from okqual.ingest.definitions.codebook_document import CodebookFound, codebook_from_document
from okqual.ingest.definitions.codebook_file import load_codebook, parse_codebook
from okqual.ingest.documents import read_document
from okqual.model.codebook import Codebook
from tests.ingest.same_in_formats import ANY_TEXT, in_all_formats
from tests.ingest.word_files import heading, listed, numbering, paragraph, run, table, word_file

CODES = Path(__file__).parents[2] / "codes"
BOLD = "<w:b/>"


def read(content: bytes | str, name: str = "kodbok.md") -> CodebookFound:
    content = content.encode("utf-8") if isinstance(content, str) else content
    return codebook_from_document(read_document(content, name), name)


def tree(codebook: Codebook) -> list[tuple[str, str]]:
    """(names from the top down, id) of each code."""

    def path(code_id: str) -> str:
        code = codebook.by_id[code_id]
        return f"{path(code.parents[0])}/{code.name}" if code.parents else code.name

    return [(path(code.id), code.id) for code in codebook.codes]


EXPECTED = [
    ("Vården", "varden"),
    ("Vården/Väntetid", "varden.vantetid"),
    ("Vården/Bemötande", "varden.bemotande"),
    ("Ekonomi", "ekonomi"),
    ("Ekonomi/Medel", "ekonomi.medel"),
    ("Ekonomi/Övrigt", "ekonomi.ovrigt"),
]
MARKDOWN = """\
# Kodbok

## Vården

- Väntetid
- Bemötande

## Ekonomi

- Medel
- Övrigt
"""
STYLES: dict[str, tuple[str, bytes]] = {
    "headings with lists": ("a.md", MARKDOWN.encode()),
    "a nested list": (
        "b.md",
        "# Kodbok\n\n- Vården\n  - Väntetid\n  - Bemötande\n- Ekonomi\n  - Medel\n  - Övrigt\n".encode(),
    ),
    "bold lines": (
        "c.docx",
        word_file(
            heading("Kodbok") + paragraph(run("1. Vården", BOLD)) + listed("Väntetid", 2) + listed("Bemötande", 2)
            + paragraph(run("2. Ekonomi", BOLD)) + listed("Medel", 2) + listed("Övrigt", 2),
            numbering=numbering("%1."),
        ),
    ),
    "automatic numbers on two levels": (
        "d.docx",
        word_file(
            heading("Kodbok") + listed("Vården") + listed("Väntetid", 1, 1) + listed("Bemötande", 1, 1)
            + listed("Ekonomi") + listed("Medel", 1, 1) + listed("Övrigt", 1, 1),
            numbering=numbering("%1.", "%1.%2"),
        ),
    ),
    "a table with categories": (
        "e.docx",
        word_file(
            heading("Kodbok")
            + table(
                ["Kategori", "Kod", "Definition"], ["Vården", "Väntetid", ""], ["", "Bemötande", ""],
                ["Ekonomi", "Medel", ""], ["", "Övrigt", ""],
            )
        ),
    ),
    "headings on two levels": (
        "f.md",
        "# Kodbok\n\n## 1 Vården\n\n### 1.1 Väntetid\n\nTid.\n\n### 1.2 Bemötande\n\n## 2 Ekonomi\n\n### 2.1 Medel\n\n"
        "### 2.2 Övrigt\n".encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_codebooks_of_many_styles_give_the_same_codes(style: str) -> None:
    name, content = STYLES[style]

    codebook = read(content, name).codebook

    assert tree(codebook) == EXPECTED
    assert codebook.title == "Kodbok"
    assert [code.id for code in codebook.codes if code.unexpected] == ["ekonomi.ovrigt"]
    assert parse_codebook(codebook_yaml(codebook), "kodbok.yaml") == codebook


@pytest.mark.parametrize("suffix", ["md", "docx", "odt", "txt"])
def test_formats_read_alike(suffix: str) -> None:
    assert tree(read(in_all_formats(MARKDOWN.encode())[suffix], f"kodbok.{suffix}").codebook) == EXPECTED


def test_columns_are_known_by_their_names_in_any_order() -> None:
    rows = [
        ["Exempel", "Kod", "När koden används", "Används inte", "Definition", "Synonymer"],
        ["”Vi fick vänta”", "Väntetid", "När tid nämns.", "För restid.", "Tid till vård.", "kö, väntan"],
        ["", "Bemötande", "", "", "Hur man blir mött.", ""],
    ]

    waiting, meeting = read(word_file(table(*rows)), "koder.docx").codebook.codes

    assert (waiting.name, waiting.definition, waiting.when) == ("Väntetid", "Tid till vård.", "När tid nämns.")
    assert (waiting.when_not, waiting.example) == ("För restid.", "”Vi fick vänta”")
    assert waiting.synonyms == ("kö", "väntan")
    assert (meeting.name, meeting.definition, meeting.example) == ("Bemötande", "Hur man blir mött.", "")


def test_a_column_of_ids_names_the_codes() -> None:
    rows = [["Kod", "Namn", "Beskrivning"], ["K1", "Väntetid", "Tid."], ["K2", "Bemötande", ""]]

    codebook = read(word_file(table(*rows)), "koder.docx").codebook

    assert [(code.id, code.name) for code in codebook.codes] == [("K1", "Väntetid"), ("K2", "Bemötande")]


def test_definitions_stand_after_a_dash_or_a_colon_or_in_lines_of_their_own() -> None:
    codebook = read(
        "# Kodbok\n\n## Väntetid\n\nTid till vård.\n\nAnvänds när: tid nämns.\n\nAnvänds inte: för restid.\n\n"
        "Exempel: ”Vi väntade.”\n\n## Bemötande\n\n- Respekt – att bli sedd\n- Språk: tolk och annat\n"
    ).codebook

    waiting = codebook.by_id["vantetid"]
    assert (waiting.definition, waiting.when) == ("Tid till vård.", "tid nämns.")
    assert (waiting.when_not, waiting.example) == ("för restid.", "”Vi väntade.”")
    assert codebook.by_id["bemotande.respekt"].definition == "att bli sedd"
    assert codebook.by_id["bemotande.sprak"].definition == "tolk och annat"


def test_principles_are_no_codes() -> None:
    codebook = read("# Kodbok\n\n## Principer\n\n- Läs hela texten först.\n\n## Vård\n\n- Tid\n- Bemötande\n").codebook

    assert [principle.text for principle in codebook.principles] == ["Läs hela texten först."]
    assert [code.name for code in codebook.codes] == ["Vård", "Tid", "Bemötande"]


CRITERIA = [["Kriterium", "Fråga"], ["Relevans", "Möter det behoven? På vilket sätt?"], ["", "Kan det ändras?"],
            ["Inverkan", "Vad blev det?"]]  # fmt: skip
CRITERIA_STYLES: dict[str, tuple[str, bytes]] = {
    "a Word table": ("a.docx", word_file(table(*CRITERIA))),
    "a Word table with several questions in a cell": (
        "b.docx",
        word_file(
            table(
                ["Kriterium", "Utvärderingsfrågor"],
                ["Relevans", paragraph("Möter det behoven? På vilket sätt?") + paragraph("Kan det ändras?")],
                ["Inverkan", "Vad blev det?"],
            )
        ),
    ),
    "a Markdown table": (
        "c.md",
        "| Kriterium | Utvärderingsfråga |\n|---|---|\n| Relevans | Möter det behoven? På vilket sätt? |\n"
        "| | Kan det ändras? |\n| Inverkan | Vad blev det? |\n".encode(),
    ),
    "tabs and paragraphs of HTML": (
        "d.md",
        "Kriterium\tUtvärderingsfrågor\n<b>Relevans</b>\t<p>Möter det behoven? På vilket sätt?</p> <p>Kan det ändras?"
        "</p>\n<b>Inverkan</b>\t<p>Vad blev det?</p>\n".encode(),
    ),
    "running text below names that are listed": (
        "e.txt",
        "- Relevans – är det rätt sak?\n- Inverkan – vad blev det av det?\n\nKriterium Utvärderingsfrågor Relevans "
        "Möter det behoven? På vilket sätt? Kan det ändras? Inverkan Vad blev det?\n".encode(),
    ),
    "lines": (
        "f.docx",
        word_file(
            paragraph("Kriterier och utvärderingsfrågor") + paragraph(run("Relevans", BOLD))
            + paragraph("Möter det behoven? På vilket sätt?") + paragraph("Kan det ändras?")
            + paragraph(run("Inverkan", BOLD)) + paragraph("Vad blev det?")
            + paragraph("Tyngdpunkten har legat på det första kriteriet, som är det viktigaste.")
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", CRITERIA_STYLES)
def test_criteria_with_their_questions(style: str) -> None:
    name, content = CRITERIA_STYLES[style]

    found = read(content, name)

    assert [(c.id, c.name) for c in found.codebook.criteria] == [("REL", "Relevans"), ("INV", "Inverkan")]
    assert [(q.id, q.criterion, q.text) for q in found.codebook.evaluation_questions] == [
        ("FR-REL-moter-behoven", "REL", "Möter det behoven? På vilket sätt?"),
        ("FR-REL-kan-andras", "REL", "Kan det ändras?"),
        ("FR-INV-blev", "INV", "Vad blev det?"),
    ]
    assert found.codes_made
    assert [code.parents for code in found.codebook.codes] == [(q.id,) for q in found.codebook.evaluation_questions]
    assert parse_codebook(codebook_yaml(found.codebook), "k.yaml") == found.codebook


def test_codes_beside_criteria_and_questions_belong_under_them() -> None:
    rows = [["Kriterium", "Utvärderingsfråga", "Kod"], ["Relevans", "Möter det behoven?", "Behov"], ["", "", "Stöd"],
            ["Inverkan", "Vad blev det?", "Följder"]]  # fmt: skip

    found = read(word_file(table(*rows)), "koder.docx")

    assert not found.codes_made
    assert [(code.id, code.parents) for code in found.codebook.codes] == [
        ("REL-behov", ("FR-REL-moter-behoven",)),
        ("REL-stod", ("FR-REL-moter-behoven",)),
        ("INV-foljder", ("FR-INV-blev",)),
    ]


def test_what_was_found_says_where() -> None:
    found = read("# Kodbok\n\nHur boken används.\n\n## Vård\n\n- Tid\n- Bemötande\n").found

    assert [(f.what, f.id, f.text, f.place) for f in found] == [
        ("title", "", "Kodbok", "l1"),
        ("code", "vard", "Vård", "l5"),
        ("code", "vard.tid", "Tid", "l7"),
        ("code", "vard.bemotande", "Bemötande", "l8"),
        ("unused", "", "Hur boken används.", "l3"),
    ]


PROSE = ["Bara text.\n", "# Rapport\n\nMycket text om annat.\n\n## Del\n\nMer text här.\n"]


@pytest.mark.parametrize("text", PROSE)
def test_without_codes_it_says_so(text: str) -> None:
    with pytest.raises(OkqualError) as raised:
        read(text, "text.md")

    assert raised.value.key == "errors.codebook_no_codes"


@given(ANY_TEXT)
def test_any_text_gives_a_valid_codebook_or_the_refusal(text: str) -> None:
    try:
        codebook = read("# Kodbok\n\n- Tid\n- Plats\n\n" + text).codebook
    except OkqualError:
        return

    assert parse_codebook(codebook_yaml(codebook), "x.yaml").by_id.keys() == codebook.by_id.keys()


# The reference codebook and criteria beside the checkout


@pytest.mark.parametrize("suffix", ["md", "docx", "odt", "txt"])
def test_the_reference_codebook(shared: Path, suffix: str) -> None:
    content = (shared / "reference" / "bilaga2-kodbok.md").read_bytes()
    codebook = read(in_all_formats(content)[suffix], f"bilaga2.{suffix}").codebook
    lines = [line.strip("#*- ") for line in content.decode("utf-8").splitlines()]
    named = [line for line in lines if line]

    mains = {
        group.id: [code.id for code in codebook.codes if group.id in code.parents]
        for group in codebook.codes
        if group.group
    }
    assert {group: len(codes) for group, codes in mains.items()} == {"AKT": 5, "MAL": 8}
    subs = {main: [c.name for c in codebook.codes if main in c.parents] for codes in mains.values() for main in codes}
    assert sum(map(len, subs.values())) == 66
    for main, names in subs.items():
        start = named.index(codebook.by_id[main].name) + 1
        assert names == named[start : start + len(names)]
        assert names[-1] == "Övrigt"
    start = named.index("Principer för kodning") + 1
    assert [principle.text for principle in codebook.principles] == named[start : start + 8]
    assert len(codebook.codes) == 2 + 13 + 66


def test_the_reference_codebook_has_the_sub_codes_of_the_shipped_one(shared: Path) -> None:
    shipped = load_codebook(CODES / "insatskodbok.yaml")
    read_codes = read((shared / "reference" / "bilaga2-kodbok.md").read_bytes()).codebook.codes
    of_shipped = [code.name for code in shipped.codes if "." in code.id]

    assert [code.name for code in read_codes if "." in code.id] == of_shipped


def test_the_reference_criteria(shared: Path) -> None:
    content = (shared / "reference" / "bilaga1-kriterier.md").read_bytes()
    rows = [line.split("\t") for line in content.decode("utf-8").splitlines() if "\t" in line]
    cells = [(re.sub("<.*?>", "", name), re.findall("<p>(.*?)</p>", questions)) for name, questions in rows[1:]]
    as_table = [["Kriterium", "Utvärderingsfrågor"], *([name, "".join(map(paragraph, texts))] for name, texts in cells)]

    for file, name in ((content, "bilaga1.md"), (word_file(table(*as_table)), "bilaga1.docx")):
        codebook = read(file, name).codebook
        assert [criterion.id for criterion in codebook.criteria] == ["EFF", "KOH", "IMP", "REL", "INV"]
        names = {criterion.id: criterion.name for criterion in codebook.criteria}
        asked = [(names[question.criterion], question.text) for question in codebook.evaluation_questions]
        assert asked == [(name, text) for name, texts in cells for text in texts]
        assert len(asked) == 13
    assert all(criterion.question.endswith("?") for criterion in read(content).codebook.criteria)
