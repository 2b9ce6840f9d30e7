"""How long chapters take to Word: ``python benchmarks/chapters_docx.py [--pictures]``.

1 ×, 4 × and 16 × of four chapters, about 90 pages: a chapter of 10 codes, each with counts by group, 4 key
quotes, 6 dissenting ones, a roll-up with citations and gaps, and the appendix of evidence. Seconds are the median of
three runs, start-up of the libraries counted apart. ``--pictures`` draws a bar chart for each code too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from okqual.model.codebook import Code, Criterion, EvaluationQuestion, Scale, Value
from okqual.model.coding import Quote
from okqual.model.note import TextKind
from okqual.model.results import (
    CellState,
    Chapter,
    CodeSection,
    Manifest,
    PrevalenceRow,
    Section,
    Surroundings,
    WrittenText,
)

CODES, TIMES, RUNS, CHAPTERS = 10, (1, 4, 16), 3, 4
SCALE = Scale((Value("ja", "ja"), Value("delvis", "delvis"), Value("nej", "nej")))
GROUPS = {None: 30, "region": 8, "kommun": 16, "länssamordnare": 6}
TEXT = (
    "Samordningen beskrivs som bättre än tidigare, men beskeden om medel kommer sent och varje satsning "
    "har sin egen plan, sin egen redovisning och sina egna möten."
)


def big_chapters(times: int) -> list[Chapter]:
    """The chapters, all words different."""
    return [_chapter(number) for number in range(CHAPTERS * times)]


def _chapter(number: int) -> Chapter:
    criterion = Criterion(f"KR{number}", f"Kriterium {number}", "Är det som sägs väl grundat?")
    question = EvaluationQuestion(f"FR{number}", criterion.id, "Vad säger de intervjuade?", f"Fråga {number}")
    codes = tuple(_code(number, at) for at in range(CODES))
    return Chapter(criterion, (Section(question, codes),), "aktörstyp")


def _code(number: int, at: int) -> CodeSection:
    code = Code(f"KR{number}-kod{at}", f"Kod {at} under kriterium {number}", brief=TEXT, scale=SCALE)
    first = (number * CODES + at) * 20
    quotes = [_quote(first + n, code.id) for n in range(10)]
    rows = [
        PrevalenceRow(code.id, value, group, "case", "by_hand", tuple(f"VB-{n:02}" for n in range(size // part)),
                      size, size, 0)
        for group, size in GROUPS.items()
        for value, part in ((None, 1), ("ja", 2), ("delvis", 4), ("nej", 6))
    ]  # fmt: skip
    text = WrittenText(f"{TEXT} [{quotes[0].id}] {TEXT} [{quotes[4].id}]", quotes=(quotes[0], quotes[4]))
    gaps = {CellState.NOT_ASKED: ("VB-28",), CellState.NOT_TOUCHED: ("VB-29", "VB-30")}
    return CodeSection(code, tuple(rows), tuple(quotes[:4]), tuple(quotes[4:]), gaps, (), (text,))


def _quote(number: int, code: str) -> Quote:
    case = f"VB-{number % 30:02}"
    return Quote(
        f"{case}:{number}", case, f"{TEXT} {number}", TextKind.REPORTED, ("IP1",), code, "ja", "AK", False, "", "kommun"
    )


def main() -> None:
    """Measure and print."""
    manifest = Manifest("Mätning", "0" * 64, (), (), {}, "okqual", 1_770_000_000_000, "0" * 16)
    started = time.perf_counter()
    from okqual.export.word.chapters import Beside, Manner, write_chapters

    print(f"import      {time.perf_counter() - started:.2f} s")
    pictures = "--pictures" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kapitel.docx"
        for times in TIMES:
            made = big_chapters(times)
            quotes = (quote for chapter in made for code in chapter.sections[0].codes for quote in code.key_quotes)
            beside = Beside({quote.id: Surroundings(TEXT, TEXT, "2025-11-18", "chef") for quote in quotes})
            seconds = []
            for _ in range(RUNS):
                started = time.perf_counter()
                write_chapters(made, manifest, path, manner=Manner(pictures=pictures), beside=beside)
                seconds.append(time.perf_counter() - started)
            print(f"{times:>2} ×        {statistics.median(seconds):.2f} s, {path.stat().st_size:,} bytes")
            if len(sys.argv) > 1 and sys.argv[-1].endswith(".docx") and times == TIMES[1]:
                Path(sys.argv[-1]).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
