import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.reading import read_note
from okqual.model.note import NoteStatus, PassageRole, TextKind, Why

from .word_files import heading, listed, numbering, paragraph, run, table, word_file

GUIDE = load_guide(Path(__file__).parents[2] / "guides" / "ok-2020-2024.yaml")
HEADER = "Intervju-id: VB-01\nIntervjuare: TS, AK\nRoll(er): IP1: chef; IP2: utredare\n\n"
QUESTIONS = {question.number: question for question in GUIDE.questions}


def read(text, name="a.txt"):
    return read_note(text if isinstance(text, bytes) else text.encode(), name, GUIDE)


def placed(reading):
    return [(reading.text[p.start : p.end], p.questions) for p in reading.passages if p.role is PassageRole.ANSWER]


def statuses(reading):
    return {found.question: found.status for found in reading.questions if found.status is not NoteStatus.NOT_IN_NOTE}


def whys(reading):
    return [p.why for p in reading.passages]


NUMBERED = {
    "Fråga N": "Fråga 2 - Organisering:\n- Ingen.\nFråga 3:\n- Liten.\n",
    "QN.": "Q2. Organisering?\n- Ingen.\nQ3. Påverkan?\n- Liten.\n",
    "capitals": "ORGANISERING\n- Ingen.\nPÅVERKAN\n- Liten.\n",
    "wording": "Organisering m.m.\n- Ingen.\nPåverkan på det ni faktiskt gör\n- Liten.\n",
    "whole questions": f"{QUESTIONS['2'].text}\n- Ingen.\n{QUESTIONS['3'].text}\n- Liten.\n",
}


@pytest.mark.parametrize("style", NUMBERED)
def test_headings_of_plain_text(style):
    assert placed(read(HEADER + NUMBERED[style])) == [("Ingen.", ("2",)), ("Liten.", ("3",))]


def test_headings_of_markdown():
    text = "# 1. Insatser\n\n**2. Organisering**\n\n* Ingen.\n\n## Påverkan (3)\n\nLiten.\n\n**Medlen**\n- Viktiga.\n"
    reading = read(text, "a.md")
    assert placed(reading) == [("Ingen.", ("2",)), ("Liten.", ("3",)), ("Viktiga.", ("17",))]
    assert whys(reading) == [Why.NUMBER, Why.NUMBER, Why.HEADING]


def test_automatic_numbers_of_word():
    body = (
        listed("Vad är din roll i arbetet?")
        + paragraph("Chef.")
        + listed("Hur är arbetet organiserat?")
        + paragraph("I grupp.")
    )
    reading = read(word_file(body, numbering=numbering("%1.")), "a.docx")
    assert placed(reading) == [("Chef.", ("1",)), ("I grupp.", ("2",))]
    assert set(whys(reading)) == {Why.LIST_NUMBER}


def test_a_table_of_questions_and_answers():
    rows = (["Fråga", "Anteckning"], ["1. Roll", "Chef. Ansvarig."], ["11. Primärvården", "Inte med."])
    reading = read(word_file(table(*rows)), "a.docx")
    assert placed(reading) == [("Chef.", ("1",)), ("Ansvarig.", ("1",)), ("Inte med.", ("11",))]
    assert set(whys(reading)) == {Why.TABLE}


def test_numbered_themes_among_numbered_questions_of_a_table_count_for_themselves():
    rows = "".join(
        f"<tr><td colspan=2><b>{i}. {theme}</b></td></tr><tr><td>Fråga {q}</td><td>Svar {q}.</td></tr>"
        for i, theme, q in ((1, "Inledning", 2), (2, "Styrning", 6), (2, "Styrning", 7), (3, "Samordning", 10))
    )
    reading = read(f"<table><tr><th>Fråga</th><th>Svar</th></tr>{rows}</table>", "a.html")
    assert placed(reading) == [(f"Svar {q}.", (q,)) for q in ("2", "6", "7", "10")]


def test_numbers_that_are_not_the_guides_are_not_used():
    text = "1. Styrt mot perspektiven\n- Ja.\n2. SKR\n- Bra.\n3. Medlens betydelse\n- Stor.\n4. Primärvården\n- Nej.\n"
    assert [questions for _, questions in placed(read(HEADER + text))] == [("13",), ("16",), ("17",), ("11",)]
    bold = "".join(f"**{line}**\n\n" if line[0].isdigit() else f"{line}\n\n" for line in text.splitlines())
    reading = read(bold, "a.md")
    assert [questions for _, questions in placed(reading)] == [("13",), ("16",), ("17",), ("11",)]
    assert "reading.numbers_not_used" in [remark.key for remark in reading.remarks]


def test_numbers_by_theme_are_the_themes_questions():
    text = "1.1 Roll\n- Chef.\n2.1 Organisering\n- Ingen.\n8.1 Medlen\n- Viktiga.\n8.2\n- Inget.\n"
    assert [questions for _, questions in placed(read(HEADER + text))] == [("1",), ("2",), ("17",), ("18",)]


def test_questions_out_of_order_and_theme_headings():
    body = heading("Samordning") + heading("11. Primärvården", "Heading2") + paragraph("Nej.")
    body += (
        heading("Insatser")
        + heading("3. Påverkan", "Heading2")
        + paragraph("Stor.")
        + heading("2. Organisering", "Heading2")
    )
    body += (
        paragraph("I linjen.") + heading("20. Övrigt", "Heading2") + paragraph("Tack.") + heading("1. Roll", "Heading2")
    )
    body += paragraph("Chef.")
    assert [questions for _, questions in placed(read(word_file(body), "a.docx"))] == [
        ("11",),
        ("3",),
        ("2",),
        ("20",),
        ("1",),
    ]


def test_parts_of_a_question_stay_with_it():
    text = "## 2. Organisering\n\nI linjen.\n\n### Val av insatser\n\nBehov.\n\n## 2b. Fungerat bra\n\nAllt.\n"
    assert {questions for _, questions in placed(read(text, "a.md"))} == {("2",)}


def test_answers_under_several_questions_are_singled_out_only_where_it_is_clear():
    clear = read(HEADER + "Fråga 10-11 Samordning och primärvård\n- Nära vård.\n- Vårdcentralen är med.\n- F11: Mer.\n")
    assert placed(clear) == [("Nära vård.", ("10",)), ("Vårdcentralen är med.", ("11",)), ("F11: Mer.", ("11",))]
    assert set(whys(clear)) == {Why.WITHIN}
    unclear = read(HEADER + "Fråga 7-8\n- IP1: VIP finns.\n- IP2: Så där.\n- Halvvägs.\n")
    assert [questions for _, questions in placed(unclear)] == [("7", "8")] * 3
    assert set(whys(unclear)) == {Why.COMBINED}


def test_a_later_addition_goes_to_its_question():
    text = "Q1. Roll?\n- Chef.\nQ2. Organisering?\n- I linjen.\n"
    text += "Komplettering via mejl, hör till frågan om organisering\n- Mer.\n"
    reading = read(HEADER + text)
    assert placed(reading)[-1] == ("Mer.", ("2",))
    assert whys(reading)[-1] is Why.ADDITION


def test_questions_of_the_interviewers_own_are_kept_with_their_wording():
    text = (
        "Q1. Roll?\n- Chef.\nExtra fråga (TS): Hur gick det till?\n- Långsamt.\nQ21 (egen fråga): Och sen?\n- Inget.\n"
    )
    reading = read(HEADER + text)
    assert placed(reading)[1:] == [("Långsamt.", ("X1",)), ("Inget.", ("X2",))]
    assert {f.question: f.text for f in reading.questions if f.question.startswith("X")} == {
        "X1": "Extra fråga (TS): Hur gick det till?",
        "X2": "Q21 (egen fråga): Och sen?",
    }


def test_what_a_note_says_instead_of_an_answer():
    text = (
        "Q1. Roll?\n- Chef.\nQ2. Organisering?\nQ3. Påverkan?\n- Ej ställd. Tiden ute.\nQ8. Metoder?\nSe fråga 7.\n"
        "Q13. Styrt? Ej ställd.\nQ14, se 12\nQ16. SKR?\n-\nQ19. Annorlunda?\n- Ej aktuellt.\n"
    )
    reading = read(HEADER + text)
    assert statuses(reading) == {
        "1": NoteStatus.ANSWERED,
        "2": NoteStatus.NO_ANSWER,
        "3": NoteStatus.NOT_ASKED,
        "8": NoteStatus.REFERS,
        "13": NoteStatus.NOT_ASKED,
        "14": NoteStatus.REFERS,
        "16": NoteStatus.NO_ANSWER,
        "19": NoteStatus.NOT_APPLICABLE,
    }
    assert {f.question: f.refers_to for f in reading.questions if f.refers_to} == {"8": "7", "14": "12"}
    assert placed(reading) == [("Chef.", ("1",))]


def test_what_is_before_the_first_question_is_about_the_meeting():
    reading = read(HEADER + "Syftet gicks igenom. Ingen frågade.\n\nQ1. Roll?\n- Chef.\n")
    assert [(p.role, p.questions) for p in reading.passages] == [
        (PassageRole.META, ()),
        (PassageRole.META, ()),
        (PassageRole.ANSWER, ("1",)),
    ]


def test_remarks_of_the_interviewer_are_no_answers():
    text = (
        "Q1. Roll?\n- Chef.\n[Intervjuarens anm.: Trött.]\nTS: Kolla namnet.\nEfter intervjun: mejlar.\n- Till sist.\n"
    )
    reading = read(HEADER + text)
    assert [(p.role, p.kind) for p in reading.passages[1:4]] == [(PassageRole.REMARK, TextKind.REMARK)] * 3
    assert placed(reading) == [("Chef.", ("1",)), ("Till sist.", ("1",))]
    words = word_file(heading("1. Roll") + paragraph("Chef.") * 8 + paragraph(run("Kort paus.", "<w:i/>")))
    assert [p.role for p in read(words, "a.docx").passages][-1] is PassageRole.REMARK


def test_a_note_that_is_all_in_italics_is_no_remark():
    body = heading("1. Roll") + "".join(paragraph(run(f"Svar {i}.", "<w:i/>")) for i in range(5))
    assert len(placed(read(word_file(body), "a.docx"))) == 5


def test_text_under_no_question_is_unplaced_and_never_dropped():
    reading = read("Första talaren. Hon säger mycket.\n\nAndra talaren.\n")
    assert placed(reading) == [("Första talaren.", ()), ("Hon säger mycket.", ()), ("Andra talaren.", ())]
    assert {p.why for p in reading.passages} == {Why.UNPLACED}
    assert [remark.key for remark in reading.remarks] == ["reading.no_questions_found"]


def test_an_answer_of_another_question_gets_a_suggestion_and_stays():
    reading = read(
        HEADER + "Q12. Perspektiv?\n- Ja.\n- IP2 kommer tillbaka till primärvården: de har bett om att få vara med.\n"
    )
    (_, moved) = reading.passages
    assert (moved.questions, moved.suggested) == (("12",), ("11",))
    assert reading.passages[0].suggested == ()


def test_who_says_it():
    text = "Q1. Roll?\n- IP1: Chef.\n- Svårt, säger IP2.\n- Båda nickar.\nIP1: Ja. Det är så. IP2: Nej.\n"
    assert [p.participants for p in read(HEADER + text).passages] == [
        ("IP1",),
        ("IP2",),
        (),
        ("IP1",),
        ("IP1",),
        ("IP2",),
    ]
    alone = HEADER.replace("; IP2: utredare", "")
    assert {p.participants for p in read(alone + text.replace("IP2", "IP1")).passages} == {()}


def test_quotation_marks_make_quotes_of_more_than_two_words():
    text = "Q1. Roll?\n- ”Vi läser den som en beställning.”\n- Kallas ”dubbelgruppen”.\n- Hon är chef.\n"
    assert [p.kind for p in read(HEADER + text).passages] == [TextKind.NOTED, TextKind.REPORTED, TextKind.REPORTED]
    said = HEADER + "Obs att citaten är ungefärliga om inget annat anges.\n\n" + text
    assert TextKind.APPROXIMATE in [p.kind for p in read(said).passages]


HEADINGS = [
    "Q2. Organisering?",
    "Fråga 4-5",
    "8.1 Medlen",
    "SKR",
    "12, 13",
    "Extra: hur?",
    "Tillägg till fråga 2: mer.",
    "(3)",
]
ANSWERS = [
    "- IP2: Ja.",
    "Ej ställd.",
    "Se fråga 7.",
    "",
    "”Så är det. Ja.” Nej.",
    "TS: Hm",
    "[anm]",
    "å" * 30,
    "F5: svar",
    "IP1",
]
LINES = st.lists(st.sampled_from([*HEADINGS, *ANSWERS, "PÅVERKAN: liten."]), max_size=25).map("\n".join)


@given(LINES, st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=150)
def test_passages_are_exact_ordered_and_numbered(text, name):
    try:
        reading = read(text, name)
    except OkqualError:
        assert not any(sign.isalnum() for sign in text)
        return
    assert reading == read(text, name)
    assert [p.number for p in reading.passages] == list(range(1, len(reading.passages) + 1))
    assert all(a.end <= b.start for a, b in pairwise(reading.passages))
    known = {found.question for found in reading.questions}
    for passage in reading.passages:
        words = reading.text[passage.start : passage.end]
        assert words == words.strip()
        assert any(sign.isalnum() for sign in words)
        assert set(passage.questions) | set(passage.suggested) <= known
        assert 0 <= passage.confidence <= 100
        assert bool(passage.questions) == (passage.why is not Why.UNPLACED)
    assert "\n".join(reading.text[b.start : b.end] for b in reading.blocks) == reading.text


def test_a_million_characters_take_seconds():
    text = HEADER + "".join(
        f"Q{n}. {QUESTIONS[str(n)].name}?\n" + "- Vi gör det vi kan, säger IP2.\n" * 1500 for n in range(1, 21)
    )
    began = time.perf_counter()
    reading = read(text)
    assert len(reading.passages) == 30_000
    assert time.perf_counter() - began < 20
