"""Damaged files for every reader: ``python tests/faults/fuzz.py [--minutes 5] [--only docx]``, minutes of a processor.

Files of the example, and what okqual itself writes, are changed at random: bits and bytes turned, pieces cut, doubled,
moved and exchanged with those of other files; of zips also the parts inside, packed anew. A reader must read what comes
or refuse it with an OkqualError; anything else is a fault, and so is one that takes ten seconds of a processor.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from okqual.errors import OkqualError  # noqa: E402
from okqual.export.word.base import Styles, open_base  # noqa: E402
from okqual.export.word.template import Template  # noqa: E402
from okqual.ingest.archive_file import Archive  # noqa: E402
from okqual.ingest.definitions.codebook_file import parse_codebook  # noqa: E402
from okqual.ingest.definitions.guide_file import load_guide, parse_guide  # noqa: E402
from okqual.ingest.name_list import read_names  # noqa: E402
from okqual.ingest.returned_book import read_book  # noqa: E402
from okqual.ingest.returned_word import read_returned  # noqa: E402
from okqual.study import cases_file, code_key, codings_file, definition_documents, sealing  # noqa: E402
from okqual.study.file_reading import HowToRead, read_file  # noqa: E402
from tests.faults.forged import Forgery  # noqa: E402
from tests.faults.mutations import changed  # noqa: E402

PAGE = b"<html><body><h1>1. Roll</h1><ul><li>Chef &amp; mer<li><b>Ja</b></ul></body></html>"
CASES = b"case,participant,l\xc3\xa4n\nA-1,,Sk\xc3\xa5ne\nA-1,IP1,\n"
NAMES = "namn;pseudonym\nKarin Öst;IP7\nSven-Erik Å;IP8\n# sist\n".encode()
GUIDE = "# Frågor\n\n## Roll\n1. Vad gör du?\n   a. Var?\n\n| Tema | Fråga |\n|---|---|\n| X | Varför? |\n".encode()
CODES = "id;namn;beskrivning;värden\nA;Samordning;Att ;ja/nej\nA.1;Möten;När de möts;\n".encode()
KEY = json.dumps({"format": code_key.FORMAT, "study": "fuzz", "pseudonyms": {"name": {"Karin": "IP7"}}}).encode()
LONGEST = 10
"""Seconds of a processor that a reader may take."""


class TooLong(Exception):  # noqa: N818
    """A reader took longer than that."""


class Target(NamedTuple):
    """A reader: the files that are changed for it, how it is called, and how they are changed if not in any way."""

    seeds: list[tuple[str, bytes]]
    read: Callable[[str, bytes], object]
    change: Callable[[bytes, random.Random], bytes] | None = None


def targets(folder: Path) -> dict[str, Target]:
    """Each reader by its name."""
    notes = [(path.name, path.read_bytes()) for path in sorted((ROOT / "transcripts").iterdir()) if path.is_file()]
    how = HowToRead(load_guide(next((ROOT / "guides").glob("*.yaml"))))
    on_disk = folder / "fil"

    def note(name: str, content: bytes) -> object:
        path = on_disk.with_name(name)
        path.write_bytes(content)
        fault = read_file(path, how).fault
        if fault is not None:
            raise fault
        return None

    def filed(read: Callable[[Path], object]) -> Callable[[str, bytes], object]:
        def call(name: str, content: bytes) -> object:
            path = on_disk.with_name(name)
            path.write_bytes(content)
            return read(path)

        return call

    def text(read: Callable[[str, str], object]) -> Callable[[str, bytes], object]:
        return lambda name, content: read(content.decode("utf-8", "replace"), name)

    def notes_of(suffix: str) -> list[tuple[str, bytes]]:
        return [each for each in notes if each[0].endswith(f".{suffix}")]

    made = _made(folder)
    found = {suffix: (notes_of(suffix), note) for suffix in ("docx", "odt", "rtf", "pdf", "md", "txt", "vtt")}
    found |= {
        "pdf": ([*notes_of("pdf"), *(each for note in notes_of("pdf")[:2] for each in _unpacked(*note))], note),
        "html": ([("n.html", PAGE)], note),
        "xlsx": ([("grid.xlsx", made["grid.xlsx"])], note),
        "csv grid": ([("grid.csv", _grid(how))], note),
        "guide yaml": ([(p.name, p.read_bytes()) for p in (ROOT / "guides").glob("*.yaml")], text(parse_guide)),
        "codebook yaml": ([(p.name, p.read_bytes()) for p in (ROOT / "codes").glob("*.yaml")], text(parse_codebook)),
        "codings csv": ([("k.csv", (ROOT / "transcripts" / "kodningar.csv").read_bytes()[:20_000])],
                        filed(codings_file.read_rows)),
        "cases csv": ([("c.csv", CASES)], filed(cases_file.read_rows)),
        "returned word": ([("k.docx", made["k.docx"])], lambda name, content: read_returned(content, name)),
        "archive": ([("a.zip", made["a.zip"])], filed(_all_of)),
        "seal": ([("s.txt", made["s.txt"])], filed(sealing.read_seal)),
        "guide document": ([*notes_of("docx"), ("g.md", GUIDE)], filed(definition_documents.read_guide)),
        "codebook document": ([("b.xlsx", made["grid.xlsx"]), ("b.csv", CODES), ("b.docx", made["k.docx"])],
                              filed(definition_documents.read_codebook)),
        "returned book": ([("b.html", made["b.html"])], lambda name, content: read_book(content, name)),
        "names csv": ([("n.csv", NAMES)], lambda name, content: read_names(content, name)),
        "code key": ([("k.json", KEY)], filed(lambda path: code_key.read_key(path, "fuzz"))),
        "word template": ([("m.docx", made["k.docx"])], filed(_as_template)),
    }  # fmt: skip
    made_of = {name: Target(*each) for name, each in found.items()}
    forgery = Forgery(folder / "forgery")
    return made_of | {"forged journal": Target([("j.jsonl", forgery.journal)], forgery.read, forgery.mutate)}


def _unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The same PDF with its streams in the clear, so that what is changed is what it says; none without pikepdf."""
    try:
        import pikepdf
    except ImportError:
        return []
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return [(name, out.getvalue())]


def _as_template(path: Path) -> object:
    template = Template(path)
    return Styles(open_base(template), template.styles)


def _grid(how: HowToRead) -> bytes:
    rows = [f"{question.number}. {question.text};Ja, det gjorde vi.;Nej." for question in how.guide.questions]
    return "\n".join(["Fråga;A-1;A-2", *rows]).encode()


def _all_of(path: Path) -> object:
    with Archive(path) as archive:
        return [list(archive.lines(name)) for name in ("journal.jsonl", "texts.jsonl", "keys.jsonl", "files.jsonl")]


def _made(folder: Path) -> dict[str, bytes]:
    """Files that okqual itself writes."""
    from okqual.study import archiving, evidence_book, reporting, tabulating
    from okqual.study.opening import open_study
    from tests.builders import new_study

    study = open_study(new_study(folder / "study"), "AK")
    reporting.write_matrix(study, folder / "k.docx")
    tabulating.write_tables(study, folder / "grid.xlsx")
    archiving.export_archive(study, folder / "a.zip")
    evidence_book.write_book(study, folder / "b.html")
    (folder / "s.txt").write_text(sealing.seal(study), encoding="utf-8")
    study.close()
    return {name: (folder / name).read_bytes() for name in ("k.docx", "grid.xlsx", "a.zip", "b.html", "s.txt")}


class Tally:
    """How a reader took what it was given, and the first file of each kind of fault, kept in a folder."""

    def __init__(self, name: str, kept: Path, longest: float = LONGEST) -> None:
        """For the reader of this name, which may take so many seconds of a processor for a file."""
        self.ends, self.wrong = Counter[str](), dict[str, str]()
        self._name, self._kept, self._longest = name.replace(" ", "-"), kept, longest
        signal.signal(signal.SIGVTALRM, self._alarm)

    def give(self, read: Callable[[str, bytes], object], file: str, content: bytes) -> None:
        """Let the reader read this."""
        signal.setitimer(signal.ITIMER_VIRTUAL, self._longest)
        try:
            read(file, content)
            self.ends["read"] += 1
        except OkqualError:
            self.ends["refused"] += 1
        except BaseException as error:
            self._note(error, file, content)
            self.ends["fault"] += 1
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _note(self, error: BaseException, file: str, content: bytes) -> None:
        where = "".join(traceback.format_tb(error.__traceback__)[-1:]).strip().split("\n")[0]
        what = f"{type(error).__name__}: {where}"
        if what not in self.wrong:
            kept = self._kept / f"okqual-fuzz-{self._name}-{len(self.wrong)}-{file}"
            kept.write_bytes(content)
            self.wrong[what] = f"{what} ({error!s:.100}; kept as {kept})"

    @staticmethod
    def _alarm(*_: object) -> None:
        raise TooLong


def fuzz(name: str, folder: Path, seconds: float, choose: random.Random) -> Tally:
    """Changed files for one reader until the time is up: how many were read and refused, and the faults."""
    seeds, read, change = targets(folder)[name]
    pool, tally = [content for _, content in seeds], Tally(name, Path(tempfile.gettempdir()))
    until = time.process_time() + seconds
    while time.process_time() < until:
        file, content = choose.choice(seeds)
        tally.give(read, file, change(content, choose) if change else changed(content, pool, choose))
    return tally


def main() -> int:
    """Run and print; 1 when a reader failed in another way than with a sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--only")
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed, bad = random.randrange(10**6) if chosen.seed is None else chosen.seed, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["OKQUAL_STATE_DIR"] = str(folder / "state")
        os.environ.setdefault("OKQUAL_CODER", "AK")
        for reader in [chosen.only] if chosen.only else list(targets(folder)):
            here = folder / reader.replace(" ", "-")
            here.mkdir()
            tally = fuzz(reader, here, chosen.minutes * 60, random.Random(seed))
            print(f"{reader:<14} {sum(tally.ends.values()):7} files {dict(tally.ends)}", flush=True)
            print("".join(f"  {each}\n" for each in tally.wrong.values()), end="", flush=True)
            bad += len(tally.wrong)
    print(f"seed {seed}, {chosen.minutes:g} minutes of a processor each, {bad} kinds of fault")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
