"""Constructed interview notes and codings of any size. Every word is made up here; no two passages are alike."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

BEGINNINGS = (
    "Gruppen beskriver att", "IP1 säger att", "Det framgår att", "Flera menar att", "På orten tycker man att",
    "Enligt anteckningen var det så att", "Vid mötet sades att", "Under året märktes det att",
)  # fmt: skip
MIDDLES = (
    "planen följdes i stora drag", "mötena blev färre än tänkt", "ansvaret för frågan delades", "medlen kom sent",
    "samarbetet med skolan växte", "uppföljningen gjordes en gång om året", "rösterna i rådet gick isär",
    "arbetet fick vänta till hösten", "underlagen var lätta att förstå", "ingen hade ensam hand om helheten",
)  # fmt: skip
ENDINGS = (
    "och det gav en lugnare takt", "vilket ingen hade räknat med", "men bara i den norra delen", "trots få händer",
    "så att var och en visste vad som gällde", "även om det tog tid att komma i gång",
)  # fmt: skip
CODES = (
    ("KOH-samordning.samordnat", "ja"), ("KOH-samordning.samordnat", "nej"), ("INV-styrning.styrt_val", "ja"),
)  # fmt: skip


def sentences(seed: int, words: int) -> list[str]:
    """Sentences of about ``words`` words in all, each with a number of its own."""
    choose, made, count = random.Random(seed), [], 0
    while count < words:
        number = len(made) + 1
        middles = " och ".join(choose.sample(MIDDLES, choose.randint(1, 3)))
        sentence = f"{choose.choice(BEGINNINGS)} {middles} {choose.choice(ENDINGS)} i omgång {number}."
        made.append(sentence)
        count += len(sentence.split())
    return made


def answers(seed: int, words: int, questions: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """(heading, sentences) of a note: the guide's questions in order, the text dealt out among them."""
    text = sentences(seed, words)
    share = -(-len(text) // len(questions))
    for i, question in enumerate(questions):
        yield question, text[i * share : (i + 1) * share]


def headings() -> list[str]:
    """ "1. …" for each question of the shipped guide."""
    from okqual.ingest.definitions.guide_file import load_guide
    from okqual.study.opening import shipped

    guide = load_guide(next(iter(shipped("guides").glob("*.yaml"))))
    return [f"{question.number}. {question.text}" for question in guide.questions]


def write_docx(folder: str, count: int, words: int) -> None:
    """``count`` Word files: a heading a question, paragraphs of three sentences and bullets below it."""
    from docx import Document

    questions = headings()
    Path(folder).mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        document = Document()
        for heading, text in answers(number, words, questions):
            document.add_paragraph(heading, style="Heading 2")
            for i in range(0, len(text), 4):
                document.add_paragraph(" ".join(text[i : i + 3]))
                document.add_paragraph(" ".join(text[i + 3 : i + 4]), style="List Bullet")
        document.save(str(Path(folder) / f"BM-{number:03}.docx"))


def write_markdown(folder: str, count: int, words: int) -> None:
    """``count`` Markdown files: a heading a question, a bullet a sentence."""
    questions = headings()
    Path(folder).mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        lines: list[str] = []
        for heading, text in answers(number, words, questions):
            lines += [f"## {heading}", "", *(f"- {sentence}" for sentence in text), ""]
        (Path(folder) / f"BM-{number:03}.md").write_text("\n".join(lines), encoding="utf-8")


def make_study(folder: str, notes: str) -> None:
    """A study with the shipped guide and codebook and all notes of a folder."""
    from okqual.study.founding import create_study
    from okqual.study.loading import load

    study = create_study(Path(folder), name="Mätning")
    load(study, sorted(Path(notes).iterdir()))
    study.close()


def write_codings(folder: str, file: str, count: int, by_quote: bool) -> None:
    """``count`` rows for ``codings import``, dealt out over all answer passages of a study, by three coders."""
    from okqual.store import queries
    from okqual.study.opening import open_study

    study = open_study(Path(folder), read_only=True)
    rows = []
    for note in sorted(queries.note_ids(study.db)):
        now = queries.note_now(study.db, note)
        assert now is not None
        for passage in now.passages:
            quote = now.text[passage.start : passage.end]
            place = ["", "", quote] if by_quote else [passage.start, passage.end, ""]
            rows += [[note, "", *place, code, value, f"K{n}"] for n, (code, value) in enumerate(CODES, 1)]
    study.close()
    if len(rows) < count:
        raise SystemExit(f"the notes have passages for {len(rows)} codings only, not {count}")
    with Path(file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["case", "question", "start", "end", "quote", "code", "value", "coder"])
        writer.writerows(random.Random(1).sample(rows, count))
