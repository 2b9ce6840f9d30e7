"""Turns and their speakers in every format: what a reading says of who said what."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.documents import SUFFIXES
from okqual.ingest.reading import read_note
from okqual.ingest.structure.speakers import turns
from okqual.ingest.structure.turn_labels import leading_label, one_spelling, timed_label, whole_label
from okqual.model.note import NoteStatus, PassageRole, Reading, TextKind, Why

from .word_files import heading, paragraph, run, table, word_file

GUIDE = load_guide(Path(__file__).parents[2] / "guides" / "ok-2020-2024.yaml")
HEADER = "Intervju-id: VB-01\nIntervjuare: TS, AK\nRoll(er): IP1: chef; IP2: utredare\n\n"


def read(content: bytes | str, name: str = "a.txt") -> Reading:
    return read_note(content.encode() if isinstance(content, str) else content, name, GUIDE)


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(who, " ".join(reading.text[a:b].split())) for who, a, b in turns(reading)]


def answers(reading: Reading) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [
        (p.participants, p.questions, reading.text[p.start : p.end])
        for p in reading.passages
        if p.role is PassageRole.ANSWER
    ]


# Labels


@pytest.mark.parametrize(
    "typed", ["IP1: ", "IP 1: ", "IP1 : ", "Ip1. ", "lP1: ", "IP1:", "ip1: ", "IP\u00a01: ", "IP01: "]
)
def test_a_participant_is_known_however_the_label_is_typed(typed: str) -> None:
    label = leading_label(f"{typed}Vi har en plan.")

    assert label is not None
    assert label.names == ("IP1",)
    assert f"{typed}Vi har en plan."[label.end :] == "Vi har en plan."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ulrika Heie (C): Ja.", ("Ulrika Heie (C)",)),
        ("Anf. 12 ULRIKA HEIE (C): Ja.", ("ULRIKA HEIE (C)",)),
        ("AK: Ja.", ("AK",)),
        ("IP1, IP2 och IP3: Ja.", ("IP1", "IP2", "IP3")),
        ("Anne-Marie von Öst: Ja.", ("Anne-Marie von Öst",)),
    ],
)
def test_labels_before_words(text: str, names: tuple[str, ...]) -> None:
    label = leading_label(text)

    assert label is not None
    assert (label.names, text[label.end :]) == (names, "Ja.")


@pytest.mark.parametrize(
    "text", ["Fråga 1: Ja.", "Positivt: ja", "det går: ja", "IP1:s svar", "Ulrika:", "12:30 Fika", "Ja."]
)
def test_what_is_no_name_is_no_label(text: str) -> None:
    assert leading_label(text) is None


@pytest.mark.parametrize(
    ("text", "name", "start"),
    [("Speaker 1  0:03", "Speaker 1", 3), ("Ulrika Heie   1:02:03", "Ulrika Heie", 3723), ("[00:04] AK:", "AK", 4)],
)
def test_labels_with_times(text: str, name: str, start: int) -> None:
    label = timed_label(text)

    assert label is not None
    assert (label.names, label.start) == ((name,), start)


def test_slips_of_the_pen_are_one_speaker_and_numbers_are_two() -> None:
    spelling = one_spelling(["Ulrika Heie"] * 3 + ["Ulrika Hiee", "Ulrika Heie (C)", "Talare 1", "Talare 2"])

    assert {spelling[name] for name in ("Ulrika Heie", "Ulrika Hiee", "Ulrika Heie (C)")} == {"Ulrika Heie"}
    assert (spelling["Talare 1"], spelling["Talare 2"]) == ("Talare 1", "Talare 2")


@given(st.text(max_size=100))
def test_any_text_can_be_asked_for_labels(text: str) -> None:
    for label in (leading_label(text), whole_label(text), timed_label(text)):
        assert label is None or (label.names and 0 < label.end <= len(text))


# Turns in formats

EXPECTED = [
    ("Ulrika Heie", "Hur går det?"),
    ("Bo Ek", "Det går bra. Vi har en plan."),
    ("Ulrika Heie", "Varför?"),
    ("Bo Ek", "Nej."),
]
WORD = {
    "inline": paragraph("Ulrika Heie: Hur går det?") + paragraph("Bo Ek: Det går bra.") + paragraph("Vi har en plan.")
    + paragraph("Ulrika Heie: Varför?") + paragraph("Bo Ek: Nej."),
    "bold lines": "".join(
        paragraph(run(who, "<w:b/>")) + "".join(paragraph(f"{text}.") for text in words.rstrip(".").split(". "))
        if "?" not in words else paragraph(run(who, "<w:b/>")) + paragraph(words)
        for who, words in EXPECTED
    ),
    "headings": "".join(heading(who) + paragraph(words) for who, words in EXPECTED),
    "table": table(["Nr", "Talare", "Text"], *([str(i), who, words] for i, (who, words) in enumerate(EXPECTED, 1))),
    "label column": table(["Vem", "Vad"], *([who, words] for who, words in EXPECTED)),
}  # fmt: skip
TEXT = {
    "otter": "Ulrika Heie  0:00\nHur går det?\n\nBo Ek  0:05\nDet går bra.\n\nVi har en plan.\n\n"
    "Ulrika Heie  0:09\nVarför?\n\nBo Ek  0:12\nNej.\n",
    "zoom": "00:00:01 Ulrika Heie: Hur går\n00:00:02 Ulrika Heie: det?\n00:00:03 Bo Ek: Det går bra. Vi har\n"
    "00:00:04 Bo Ek: en plan.\n00:00:09 Ulrika Heie: Varför?\n00:00:10 Bo Ek: Nej.\n",
    "teams": "0:0:1.440 --> 0:0:2.1\nUlrika Heie\nHur går det?\n0:0:3.0 --> 0:0:4.0\nBo Ek\nDet går bra. Vi\n"
    "0:0:4.0 --> 0:0:5.0\nBo Ek\nhar en plan.\n0:0:6.0 --> 0:0:7.0\nUlrika Heie\n"
    "Varför?\n0:0:8.0 --> 0:0:9.0\nBo Ek\nNej.\n",
    "lines": "Ulrika Heie:\nHur går det?\n\nBo Ek:\nDet går bra.\nVi har en plan.\n\n"
    "Ulrika Heie:\nVarför?\n\nBo Ek:\nNej.\n",
}


@pytest.mark.parametrize("layout", WORD)
def test_turns_of_word_files(layout: str) -> None:
    assert said(read(word_file(WORD[layout]), "a.docx")) == EXPECTED


@pytest.mark.parametrize("layout", TEXT)
def test_turns_of_text_files(layout: str) -> None:
    assert said(read(TEXT[layout])) == EXPECTED


def test_teams_transcript_in_word() -> None:
    lines = "".join(
        paragraph(run(f"{who}   0:0{i}", "<w:b/>") + "<w:r><w:br/></w:r>" + run(words))
        for i, (who, words) in enumerate(EXPECTED, 1)
    )
    reading = read(word_file(lines), "a.docx")

    assert said(reading) == EXPECTED
    assert "00:00:02" in [block.place for block in reading.blocks]


def test_turns_of_markdown() -> None:
    text = "\n\n".join(f"**{who}:** {words}" for who, words in EXPECTED)

    assert said(read(text, "a.md")) == EXPECTED


# Roles


def test_interviewers_ask_and_remark_and_participants_answer() -> None:
    reading = read(
        HEADER
        + "TS: Hej och välkomna.\nIP1: Tack.\nTS: Hur är arbetet organiserat i stora drag?\nIP 1: I tre grupper.\n"
        "Det började 2020.\nAK: Intressant.\nlP2: Fyra, egentligen.\nAK: Primärvården då, hur är den med?\nIP2: Bra.\n"
    )

    assert answers(reading) == [
        (("IP1",), ("2",), "I tre grupper."),
        (("IP1",), ("2",), "Det började 2020."),
        (("IP2",), ("2",), "Fyra, egentligen."),
        (("IP2",), ("11",), "Bra."),
    ]
    roles = {reading.text[p.start : p.end]: (p.role, p.kind) for p in reading.passages}
    assert roles["Intressant."] == (PassageRole.REMARK, TextKind.REMARK)
    assert roles["Tack."][0] is PassageRole.META
    assert {p.why for p in reading.passages if p.questions} == {Why.SPEAKER}
    assert [(p.label, p.attributes) for p in reading.header.participants] == [
        ("IP1", {"roll": "chef"}),
        ("IP2", {"roll": "utredare"}),
    ]


def test_whoever_asks_the_guides_questions_is_the_interviewer() -> None:
    reading = read(
        "Ulrika Heie: Hur är arbetet organiserat?\nBo Ek: I grupper.\nUlrika Heie: Och SKR:s stöd?\n"
        "Bo Ek: Bra stöd, eller?\n"
        "Ulrika Heie: Har ni jobbat med kunskapsstyrning?\nBo Ek: Ja.\n"
    )

    assert [(who, asked) for who, asked, _ in answers(reading)] == [
        (("Bo Ek",), ("2",)),
        (("Bo Ek",), ("16",)),
        (("Bo Ek",), ("6",)),
    ]
    assert [person.label for person in reading.header.participants] == ["Bo Ek"]


def test_every_question_of_the_guide_is_known_when_asked_and_its_follow_ups_change_nothing() -> None:
    asked = [(q.number, text) for q in GUIDE.questions for text in (q.text, *(f.text for f in q.follow_ups))]
    talk = "".join(f"TS: {text}\nIP1: Svar nummer {i} på det.\n" for i, (_, text) in enumerate(asked))

    reading = read(HEADER + talk)

    found = [(questions[0], text) for _, questions, text in answers(reading)]
    assert found == [(number, f"Svar nummer {i} på det.") for i, (number, _) in enumerate(asked)]


def test_interviewers_are_known_by_initials_first_name_and_sign() -> None:
    talk = "{asks}: Välkommen.\n{says}: Tack så mycket.\n{asks}: Berätta.\n{says}: Vi har en plan.\n{asks}: Fint.\n"
    for asks, says in (("Tina Ström", "Bo Ek"), ("I", "R"), ("Intervjuare", "Bo"), ("TS", "Bo Ek")):
        reading = read(HEADER + talk.format(asks=asks, says=says))
        assert {p.participants for p in reading.passages if p.role is PassageRole.REMARK} == {(asks,)}, asks
        assert {p.participants for p in reading.passages if p.role is not PassageRole.REMARK} == {(says,)}, says


def test_a_question_that_is_passed_over_was_not_asked() -> None:
    reading = read(
        HEADER + "TS: Vilken betydelse har medlen haft sammantaget?\nIP1: Stor.\nAK: Hade ni prioriterat annorlunda? "
        "Vi hoppar över den.\nTS: Något annat att skicka med?\nIP2: Nej, vi hoppar över den frågan i så fall.\n"
    )

    statuses = {found.question: found.status for found in reading.questions}
    assert statuses["19"] is NoteStatus.NOT_ASKED
    assert statuses["20"] is NoteStatus.ANSWERED
    assert answers(reading)[-1][0] == ("IP2",)


def test_a_note_with_named_participants_is_no_transcript() -> None:
    reading = read(
        HEADER + "Fråga 2\n- IP1: Tre grupper.\n- Fyra möten.\n- Ip2. Fler möten.\nPositivt: mycket\n"
        "Fråga 3\nPositivt: inget\n"
    )

    assert answers(reading) == [
        (("IP1",), ("2",), "IP1: Tre grupper."),
        ((), ("2",), "Fyra möten."),
        (("IP2",), ("2",), "Ip2. Fler möten."),
        ((), ("2",), "Positivt: mycket"),
        ((), ("3",), "Positivt: inget"),
    ]


# Shared material


def test_the_constructed_transcript(shared: Path) -> None:
    corpus = shared / "corpus" / "dev"
    gold = json.loads((corpus / "gold" / "VG-03.json").read_text(encoding="utf-8"))
    reading = read((corpus / "notes" / gold["file"]).read_bytes(), gold["file"])
    units = [unit for unit in gold["units"] if unit["kind"] == "answer"]
    placed: dict[str, tuple[set[tuple[str, ...]], set[str]]] = {}
    for passage in reading.passages:
        unit = next((u for u in units if reading.text[passage.start : passage.end] in u["text"]), None)
        if passage.role is PassageRole.ANSWER:
            assert unit is not None, reading.text[passage.start : passage.end]
            assert passage.kind is TextKind.VERBATIM
            questions, speakers = placed.setdefault(unit["text"], (set(), set()))
            questions.add(passage.questions)
            speakers.update(passage.participants)

    assert len(placed) == len(units)
    assert all(placed[unit["text"]][1] == {unit["speaker"]} for unit in units)
    exact = [placed[u["text"]][0] == {tuple(map(str, u["questions"]))} for u in units]
    assert sum(exact) >= len(units) - 2
    assert reading.header.case == "VG-03"
    assert reading.header.attributes["datum"] == "2025-12-11"
    assert [person.label for person in reading.header.participants] == ["IP1", "IP2"]
    statuses = {found.question: found.status for found in reading.questions}
    assert [number for number, status in statuses.items() if status is not NoteStatus.ANSWERED] == ["19"]
    assert statuses["19"] is NoteStatus.NOT_ASKED


def test_a_debate_has_the_same_turns_in_every_file(shared: Path) -> None:
    folder = shared / "real" / "riksdag-debatt"
    truth = json.loads((folder / "turns_groundtruth.json").read_text(encoding="utf-8"))["turns"]
    wanted = [re.sub(r"\s*\([^()]*\)", "", turn["speaker"]) for turn in truth]
    files = [path for path in (folder / "derived").iterdir() if path.suffix in SUFFIXES and path.name != "README.txt"]
    assert len(files) >= 10

    for path in [*files, *folder.glob("*.txt")]:
        reading = read(path.read_bytes(), path.name)
        found = turns(reading)
        names = [re.sub(r"\s*\([^()]*\)", "", who) for who, _, _ in found]
        assert names == ([] if "inga-etiketter" in path.name else wanted), path.name
        for (_, start, end), turn in zip(found, truth, strict=bool(found)):
            # Hyphenation and the closing lines of the minutes differ between the files.
            assert abs(len(reading.text[start:end]) - turn["chars"]) < 0.03 * turn["chars"], (path.name, turn["n"])


CUE_MARKS = re.compile(r"WEBVTT|^\d+$|^[\d:.,]+ --> [\d:.,]+.*$", re.MULTILINE)
MARKS = re.compile(r"[*_#\\•–-]")
"""Signs of Markdown and of bullets, which are looks and not words."""
TIMES = re.compile(r"^\[[\d:.]+ --> [\d:.]+\]", re.MULTILINE)


def test_nothing_of_an_interview_or_question_is_lost(shared: Path) -> None:
    real = shared / "real"
    files = [*(real / "game-dev-interviews").rglob("*"), *(real / "riksdag-fragor").glob("*.txt")]
    read_files = [path for path in files if path.suffix in SUFFIXES and path.name not in {"README.md", "LICENSE.md"}]
    assert len(read_files) > 15

    for path in read_files:
        reading = read(path.read_bytes(), path.name)
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix in {".vtt", ".srt"}:
            text = CUE_MARKS.sub("", text)
        text = TIMES.sub("", text)
        assert MARKS.sub("", bare(text)) == MARKS.sub("", bare(reading.text)), path.name


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_interviewers_of_recorded_interviews_are_known(shared: Path) -> None:
    for path in (shared / "real" / "game-dev-interviews").glob("*.md"):
        if path.name in {"README.md", "LICENSE.md"}:
            continue
        reading = read(path.read_bytes(), path.name)
        assert "Jonas Rosland" in {who for who, _, _ in turns(reading)}
        assert all("Jonas Rosland" not in p.participants for p in reading.passages if p.role is PassageRole.ANSWER)


# Whatever comes

LINES = st.sampled_from(
    ["IP1: Ja.", "AK: Primärvården då?", "Bo Ek:", "Bo Ek  0:03", "Ulrika Heie  0:04", "**IP2**", "# Anf. 3 Bo Ek (S)",
     "Fråga 2", "00:00:03 AK: Nej.", "00:00:09 --> 00:00:12", "[skratt]", "Vi har en plan. Den är ny.",
     "Intervjuare: TS, AK", "", "| IP1 | Ja |"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=12), min_size=1, max_size=30), st.sampled_from(["a.txt", "a.md"]))
def test_whatever_is_said_passages_are_words_in_order_and_turns_are_theirs(lines: list[str], name: str) -> None:
    try:
        reading = read("\n\n".join(lines).encode("utf-8", "replace"), name)
    except OkqualError:
        return
    ends = [0, *(p.end for p in reading.passages)]
    assert all(end <= p.start < p.end <= len(reading.text) for end, p in zip(ends, reading.passages, strict=False))
    spans = [(block.start, block.end) for block in reading.blocks]
    assert all(any(a <= p.start and p.end <= b for a, b in spans) for p in reading.passages)
    assert all(who and start < end for who, start, end in turns(reading))


def test_reading_a_transcript_takes_time_in_proportion_to_it() -> None:
    def taken(count: int) -> float:
        talk = "".join(
            f"AK: Hur gick det nummer {count + i}, och varför?\nIP1: Vi har en plan. Den är ny.\n" for i in range(count)
        )
        began = time.process_time()
        read((HEADER + talk).encode())
        return time.process_time() - began

    taken(10)
    assert taken(2000) < 40 * max(taken(200), 0.02)
