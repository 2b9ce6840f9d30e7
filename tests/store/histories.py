"""Small studies with constructed texts for tests of journal and tables; nothing is read from files."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from okqual.model.codebook import Code, Codebook, Criterion, Rule, Scale, Value
from okqual.model.guide import Guide, Question, Theme
from okqual.model.note import (
    Block,
    BlockKind,
    Header,
    NoteStatus,
    Participant,
    Passage,
    PassageRole,
    QuestionInNote,
    Reading,
    Why,
)  # fmt: skip
from okqual.store.database import back_up
from okqual.study.definitions import take_codebook, take_guide
from okqual.study.loading import take_reading
from okqual.study.opening import DATABASE, Study, open_study

YES_NO = Scale((Value("ja", "ja"), Value("delvis", "delvis"), Value("nej", "nej")), Rule.MIDDLE, True, "delvis")
CODES = (
    Code("KOH-a", "Samordnat", questions=("2",), scale=YES_NO),
    Code("KOH-b", "Utmaning", questions=("2", "3")),
    Code("REL-c", "Önskan", questions=("3",)),
)
GUIDE = Guide(
    "liten", "Liten guide", "sv", "konstruerad", (Theme("t", "Tema"),),
    tuple(Question(str(n), f"Fråga {n}", f"Hur är det med {n}?", "t", coded=n > 1) for n in (1, 2, 3)),
)  # fmt: skip
CRITERIA = (Criterion("K", "Koherens"),)
BOOK = Codebook("liten", "Liten kodbok", "sv", "konstruerad", CRITERIA, (), CODES)


def new_study(folder: Path, coder: str = "AK") -> Study:
    """An empty study with a guide of three questions and three codes, and a clock that counts."""
    from okqual.model.events import Kind
    from okqual.store import contents
    from okqual.store.database import create_database
    from okqual.study.changing import changing

    folder.mkdir(parents=True, exist_ok=True)
    study = Study(folder, create_database(folder / DATABASE), coder)
    ticking(study)
    with changing(study) as pen:
        pen.write(Kind.STUDY_CREATED, {"study": "provstudie", "name": contents.put(study.db, "", "Prov")})
    take_guide(study, GUIDE)
    take_codebook(study, BOOK)
    return study


def copy_of(study: Study, folder: Path, coder: str) -> Study:
    """Another working copy of the study, in another folder, for another coder."""
    folder.mkdir(parents=True, exist_ok=True)
    back_up(study.db, folder / DATABASE)
    copy = open_study(folder, coder)
    ticking(copy)
    return copy


def ticking(study: Study) -> None:
    """A clock that goes one second at each look."""
    seconds = count(1)
    study.clock = lambda: 1_700_000_000_000 + next(seconds) * 1000


def reading(number: int, passages: int = 4, corrected: int = 0) -> Reading:
    """A reading of a constructed note: one block and one passage a line, questions 1, 2, 3 in turn.

    Another ``corrected`` gives another version of it: a line changed, moved or left out.
    """
    lines = [f"Rad {i} i anteckning {number}: så här blev det på ön." for i in range(1, passages + 1)]
    if corrected % 3 == 1:
        lines[corrected % passages] += f" Rättat {corrected}."
    elif corrected % 3 == 2:
        lines.insert(corrected % passages, lines.pop())
    elif corrected:
        del lines[corrected % passages]
    text, starts, at = "\n".join(lines), [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    blocks = tuple(
        Block(f"l{i}", BlockKind.PARAGRAPH, start, start + len(line))
        for i, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
    )
    found = tuple(
        Passage(i, block.start, block.end, PassageRole.ANSWER, (str(1 + i % 3),), (), Why.NUMBER, 100)
        for i, block in enumerate(blocks, 1)
    )
    statuses = tuple(QuestionInNote(q, NoteStatus.ANSWERED) for q in ("1", "2", "3"))
    header = Header(None, {"aktörstyp": "kommun" if number % 2 else "region"}, (Participant("IP1", {"roll": "chef"}),))
    return Reading("txt", "utf-8", text, blocks, found, statuses, header)


def load_note(study: Study, number: int, passages: int = 4, add: bool = False) -> str:
    """Load the constructed note; its id."""
    made = reading(number, passages)
    return take_reading(study, f"N-{number}", f"N-{number}.txt", made.text.encode(), made, add)
