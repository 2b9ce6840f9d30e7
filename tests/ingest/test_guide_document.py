"""Interview guides out of documents of many styles: questions, follow-ups, introductions, and where they stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from okqual.errors import OkqualError
from okqual.export.guide_yaml import guide_yaml
from okqual.ingest.definitions.guide_document import GuideFound, guide_from_document
from okqual.ingest.definitions.guide_file import load_guide, parse_guide
from okqual.ingest.definitions.guide_wordings import with_wordings_of
from okqual.ingest.documents import read_document
from okqual.model.guide import Guide
from tests.ingest.same_in_formats import ANY_TEXT, in_all_formats
from tests.ingest.word_files import heading, listed, numbering, paragraph, run, table, word_file

SHIPPED = load_guide(Path(__file__).parents[2] / "guides" / "ok-2020-2024.yaml")
BOLD = "<w:b/>"


def read(content: bytes | str, name: str = "guide.md") -> GuideFound:
    content = content.encode("utf-8") if isinstance(content, str) else content
    return guide_from_document(read_document(content, name), name)


def word(*body: str, levels: tuple[str, ...] = ("%1.", "%2)")) -> bytes:
    return word_file("".join(body), numbering=numbering(*levels))


def shape(guide: Guide) -> list[tuple[str, str, str, str]]:
    """(theme's name, number, text, follow-ups) of each question."""
    themes = {theme.id: theme.name for theme in guide.themes}
    return [
        (themes[q.theme], q.number, q.text, " ".join(f"{f.letter}:{f.text}" for f in q.follow_ups))
        for q in guide.questions
    ]


EXPECTED = [
    ("Bakgrund", "1", "Hur länge har du arbetat här?", "a:Vad gjorde du innan? b:Varför bytte du?"),
    ("Bakgrund", "2", "Beskriv en vanlig dag.", ""),
    ("Samverkan", "3", "Hur samverkar ni?", "a:Med vem?"),
]
MARKDOWN = """\
# Guide om arbetet

## Bakgrund

1. Hur länge har du arbetat här?
   - Vad gjorde du innan?
   - Varför bytte du?
2. Beskriv en vanlig dag.

## Samverkan

3. Hur samverkar ni?
   - Med vem?
"""
STYLES: dict[str, tuple[str, bytes]] = {
    "bullets in Markdown": ("a.md", MARKDOWN.encode()),
    "automatic numbering": (
        "b.docx",
        word(
            heading("Guide om arbetet"), heading("Bakgrund", "Heading2"),
            listed("Hur länge har du arbetat här?"), listed("Vad gjorde du innan?", 1, 1),
            listed("Varför bytte du?", 1, 1), listed("Beskriv en vanlig dag."),
            heading("Samverkan", "Heading2"), listed("Hur samverkar ni?"), listed("Med vem?", 2, 0),
        ),
    ),
    "the word for question, bold themes, letters": (
        "c.docx",
        word(
            heading("Guide om arbetet", "Title"), paragraph(run("Bakgrund", BOLD)),
            paragraph("Fråga 1: Hur länge har du arbetat här?"), paragraph("a) Vad gjorde du innan?"),
            paragraph("b) Varför bytte du?"), paragraph("Fråga 2: Beskriv en vanlig dag."),
            paragraph(run("Samverkan", BOLD)), paragraph("Fråga 3: Hur samverkar ni?"),
            paragraph("Följdfråga: Med vem?"),
        ),
    ),
    "a table with themes": (
        "d.docx",
        word(
            heading("Guide om arbetet"),
            table(
                ["Tema", "Fråga", "Följdfrågor"],
                ["Bakgrund", "1. Hur länge har du arbetat här?",
                 paragraph("a) Vad gjorde du innan?") + paragraph("b) Varför bytte du?")],
                ["", "2. Beskriv en vanlig dag.", ""],
                ["Samverkan", "3. Hur samverkar ni?", paragraph("– Med vem?")],
            ),
        ),
    ),
    "a table without numbers": (
        "e.md",
        "# Guide om arbetet\n\n| Område | Intervjufråga | Följdfråga |\n|---|---|---|\n"
        "| Bakgrund | Hur länge har du arbetat här? | Vad gjorde du innan?<br>Varför bytte du? |\n"
        "| | Beskriv en vanlig dag. | |\n| Samverkan | Hur samverkar ni? | Med vem? |\n".encode(),
    ),
    "a table below each theme's heading": (
        "j.docx",
        word(
            heading("Guide om arbetet"), heading("Bakgrund", "Heading2"),
            table(
                ["Nr", "Fråga", "Följdfrågor", "Svar"],
                ["1", "Hur länge har du arbetat här?",
                 paragraph("Vad gjorde du innan?") + paragraph("Varför bytte du?"), ""],
                ["2", "Beskriv en vanlig dag.", "", ""],
            ),
            heading("Samverkan", "Heading2"),
            table(["Nr", "Fråga", "Följdfrågor", "Svar"], ["3", "Hur samverkar ni?", "Med vem?", ""]),
        ),
    ),
    "headings with numbers": (
        "f.md",
        "# Guide om arbetet\n\n## 1. Bakgrund\n\n1.1 Hur länge har du arbetat här?\n- Vad gjorde du innan?\n"
        "- Varför bytte du?\n\n1.2 Beskriv en vanlig dag.\n\n## 2. Samverkan\n\n2.1 Hur samverkar ni?\n\n"
        "- Med vem?\n".encode(),
    ),
    "themes named so in plain text": (
        "g.txt",
        "Guide om arbetet\r\n\r\nTema 1: Bakgrund\r\n1. Hur länge har du arbetat här?\r\n   a) Vad gjorde du innan?\r\n"
        "   b) Varför bytte du?\r\n2. Beskriv en vanlig dag.\r\n\r\nTema 2: Samverkan\r\n3. Hur samverkar ni?\r\n"
        "   - Med vem?\r\n".encode(),
    ),
    "plain lines above questions": (
        "h.txt",
        "Guide om arbetet\n\nBakgrund\n1) Hur länge har du arbetat här?\n- Vad gjorde du innan?\n- Varför bytte du?\n"
        "2) Beskriv en vanlig dag.\n\nSamverkan\n3) Hur samverkar ni?\n- Med vem?\n".encode(),
    ),
    "questions inside a list of themes": (
        "i.md",
        "# Guide om arbetet\n\n1. **Bakgrund**\n   1. Hur länge har du arbetat här?\n      - Vad gjorde du innan?\n"
        "      - Varför bytte du?\n   2. Beskriv en vanlig dag.\n2. **Samverkan**\n   1. Hur samverkar ni?\n"
        "      - Med vem?\n".encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_guides_of_many_styles_give_the_same_questions(style: str) -> None:
    name, content = STYLES[style]

    guide = read(content, name).guide

    assert shape(guide) == EXPECTED
    assert guide.title == "Guide om arbetet"
    assert guide.id == name[0]


@pytest.mark.parametrize("style", STYLES)
def test_what_is_read_is_a_guide_that_its_yaml_gives_back(style: str) -> None:
    name, content = STYLES[style]
    guide = read(content, name).guide

    assert parse_guide(guide_yaml(guide), "guide.yaml") == guide


@pytest.mark.parametrize("suffix", ["md", "docx", "odt", "txt"])
def test_formats_read_alike(suffix: str) -> None:
    content = in_all_formats(MARKDOWN.encode())[suffix]

    assert shape(read(content, f"guide.{suffix}").guide) == EXPECTED


def test_introductions_belong_to_the_theme_or_to_the_question_after_them() -> None:
    guide = read(
        "# Guide\n\n## Stöd\n\nNu kommer frågor om stöd.\n\n1. Vilket stöd får ni?\n\nEnkäten visade något annat.\n\n"
        "2. Hur ser du på det?\n\n## Slut\n\n3. Är det något mer?\n"
    ).guide

    assert [theme.introduction for theme in guide.themes] == ["Nu kommer frågor om stöd.", ""]
    assert [question.introduction for question in guide.questions] == ["", "Enkäten visade något annat.", ""]


def test_what_was_found_says_where_and_what_was_not_used_comes_last() -> None:
    found = read("# Guide\n\nHej!\n\n## Stöd\n\n1. Vilket stöd får ni?\n   - Av vem?\n\nTack för oss.\n").found

    assert [(f.what, f.id, f.text, f.place) for f in found] == [
        ("title", "", "Guide", "l1"),
        ("theme", "stod", "Stöd", "l5"),
        ("question", "1", "Vilket stöd får ni?", "l7"),
        ("follow_up", "1a", "Av vem?", "l8"),
        ("unused", "", "Hej!", "l3"),
        ("unused", "", "Tack för oss.", "l10"),
    ]


def test_numbers_that_begin_anew_in_each_theme_are_counted_through() -> None:
    guide = read("## A\n\n1. Hur?\n2. När?\n\n## B\n\n1. Var?\n").guide

    assert [question.number for question in guide.questions] == ["1", "2", "3"]


def test_a_questions_cut_lines_are_one_question() -> None:
    guide = read(
        "Guide\n\n1. Hur har arbetet\n   organiserats hos er?\n2. Vilka var med?\nT.ex. kommuner?\n", "g.txt"
    ).guide

    assert [question.text for question in guide.questions] == [
        "Hur har arbetet organiserats hos er?",
        "Vilka var med? T.ex. kommuner?",
    ]


def test_numbered_questions_inside_prose_are_found_and_other_numbered_lists_are_not() -> None:
    wishes = "Vi vill se följande:\n1. fler lokaler\n2. bättre bussar\n3. kortare köer\n"
    text = wishes + "Mina frågor är:\n1. Vad görs?\n2. När?\n"

    found = read(text, "brev.txt")

    assert [(q.number, q.text) for q in found.guide.questions] == [("1", "Vad görs?"), ("2", "När?")]
    assert [theme.name for theme in found.guide.themes] == ["Frågor"]
    assert "fler lokaler" in [f.text for f in found.found if f.what == "unused"]


@pytest.mark.parametrize(
    "text", ["Bara text utan något mer.\n", "# Rubrik\n\nHur? När?\n", "1. fler lokaler\n2. bättre bussar\n"]
)
def test_without_numbered_questions_it_says_so(text: str) -> None:
    with pytest.raises(OkqualError) as raised:
        read(text, "text.md")

    assert raised.value.key == "errors.guide_no_questions"
    assert raised.value.try_this == "errors.guide_no_questions.try"


@given(ANY_TEXT)
def test_any_text_gives_a_valid_guide_or_the_refusal(text: str) -> None:
    try:
        guide = read("1. Hur?\n\n" + text, "x.md").guide
    except OkqualError:
        return

    assert parse_guide(guide_yaml(guide), "x.yaml").by_number.keys() == guide.by_number.keys()


def test_the_same_questions_take_over_names_and_wordings_and_others_do_not() -> None:
    asked = "\n".join(f"{q.number}. {q.text}" for q in SHIPPED.questions)
    same, source = with_wordings_of(read(asked).guide, [SHIPPED])
    other, nothing = with_wordings_of(read(MARKDOWN).guide, [SHIPPED])

    assert source == SHIPPED
    assert [(q.name, q.wordings, q.coded) for q in same.questions] == [
        (q.name, q.wordings, q.coded) for q in SHIPPED.questions
    ]
    assert nothing is None
    assert other == read(MARKDOWN).guide


# The reference guide beside the checkout


@pytest.fixture(scope="module")
def reference(shared: Path) -> bytes:
    return (shared / "reference" / "bilaga3-intervjuguide.md").read_bytes()


@pytest.mark.parametrize("suffix", ["md", "docx", "odt", "txt"])
def test_the_reference_guide(reference: bytes, suffix: str) -> None:
    guide = read(in_all_formats(reference)[suffix], f"bilaga3.{suffix}").guide

    themes = {theme.id: theme.name for theme in guide.themes}
    assert guide.title == "Intervjuguide"
    assert list(themes.values()) == [theme.name for theme in SHIPPED.themes]
    assert [(q.number, themes[q.theme]) for q in guide.questions] == [
        (q.number, next(theme.name for theme in SHIPPED.themes if theme.id == q.theme)) for q in SHIPPED.questions
    ]
    assert {q.number: [f.letter for f in q.follow_ups] for q in guide.questions if q.follow_ups} == {
        "2": ["a", "b", "c", "d"], "4": ["a", "b"], "15": ["a", "b"], "16": ["a"],
    }  # fmt: skip
    lines = [line.strip() for line in reference.decode("utf-8").splitlines()]
    assert all(f"{q.number}. {q.text}" in lines for q in guide.questions)
    assert all(f"- {f.text}" in lines for q in guide.questions for f in q.follow_ups)
    introduced = {theme.name: theme.introduction for theme in guide.themes if theme.introduction}
    assert list(introduced) == ["Kunskapsstyrning", "Perspektiv"]
    assert all(text in lines for text in introduced.values())
    assert [q.number for q in guide.questions if q.introduction] == ["14"]
    assert guide.by_number["14"].introduction in lines


def test_written_questions_inside_prose(shared: Path) -> None:
    counted = {}
    for path in sorted((shared / "real" / "riksdag-fragor").glob("*.txt")):
        try:
            counted[path.stem] = len(read(path.read_bytes(), path.name).guide.questions)
        except OkqualError as error:
            counted[path.stem] = error.key

    assert counted == {
        "ipq-199697--0367": "errors.guide_no_questions", "ipq-19992000--0362": "errors.guide_no_questions",
        "ipq-200203--0309": 3, "ipq-200506--0431": 4, "ipq-200809--0598": 4, "ipq-201112--0201": 9,
        "ipq-201415--0637": 2, "ipq-201718--0373": 4, "ipq-202021--0729": 8, "ipq-202324--0079": 4,
    }  # fmt: skip
