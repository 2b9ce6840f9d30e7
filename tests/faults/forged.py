"""Journals that somebody has written by hand: every kind of entry changed at random, signed anew and brought in.

The chain says that nothing was altered since it was signed; it does not say that a colleague's okqual was sound. What
comes in an archive or a copy must be refused with a sentence, or be a study that opens, verifies, counts and merges.
"""

from __future__ import annotations

import contextlib
import hmac
import io
import json
import random
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from okqual.errors import OkqualError
from okqual.export.archive import SUMS
from okqual.ingest.archive_file import JOURNAL, KEYS, STUDY, TEXTS
from okqual.model.canonical import canonical
from okqual.model.events import STATELESS, Entry, digest_of
from okqual.store import queries
from okqual.store.archived import FIELDS
from okqual.store.entries import state_digest
from okqual.store.verify import problems
from okqual.study import archiving, coding, erasing, merging, reporting, undoing
from okqual.study.opening import Study, open_study
from tests.faults.mutations import PLAIN, tree_changed
from tests.store.codebook_changes import CODEBOOK_CHANGES, change_codebook
from tests.store.finding_changes import FINDING_CHANGES, change_findings
from tests.store.histories import CODES, copy_of, load_note, new_study
from tests.store.memo_changes import MEMO_CHANGES, change_memos
from tests.store.pull_changes import change_by_pull
from tests.store.review_changes import REVIEW_CHANGES, change_review
from tests.store.team_changes import TEAM_CHANGES, change_team

SOUND = 40
"""Entries at the start that stay as they are: what two copies have in common."""


class Forgery:
    """A study with every kind of entry, of which other journals are made."""

    def __init__(self, folder: Path) -> None:
        """Write a history in ``folder`` and keep a copy as it was after its first entries."""
        self._folder, self._times = folder, 0
        folder.mkdir()
        study = new_study(folder / "sound", "AK")
        for number in (1, 2, 3):
            load_note(study, number)
        self._write(study, 12)
        self._common = int(study.db.execute("SELECT count(*) FROM entry").fetchone()[0])
        copy_of(study, folder / "common", "TS").close()
        self._write(study, 120)
        erasing.erase(study, "N-3", "skäl", "beslut")
        archiving.export_archive(study, folder / "sound.zip")
        study.close()
        with zipfile.ZipFile(folder / "sound.zip") as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self.journal = self._parts[JOURNAL]
        entries = [json.loads(line) for line in self.journal.splitlines()]
        self.kinds = Counter(entry["kind"] for entry in entries)
        leaves: list[Any] = []
        for entry in entries:
            _gather(json.loads(entry["payload"]), leaves)
            leaves += [f"{entry['origin']}:{entry['number']}", entry["digest"]]
        self._known = (*PLAIN, *leaves)
        self._texts = [json.loads(line) for line in self._parts[TEXTS].splitlines()]
        self._keys = {line["case"]: line["key"] for line in map(json.loads, self._parts[KEYS].splitlines())}

    def _write(self, study: Study, steps: int) -> None:
        choose = random.Random(steps)
        for step in range(steps):
            pick, notes = choose.randrange(10_000), sorted(queries.note_ids(study.db))
            note = notes[pick % len(notes)]
            now = queries.note_now(study.db, note)
            assert now is not None
            passage, code = now.passages[pick % len(now.passages)], CODES[pick % len(CODES)]
            try:
                match step % 8:
                    case 0 | 1:
                        coding.apply_code(study, note, passage.start, passage.end, code.id, memo="m" * (pick % 3))
                    case 2:
                        change_findings(study, pick, choose.choice(FINDING_CHANGES), f"{note}:1", code.id)
                        change_findings(study, pick, FINDING_CHANGES[pick % 4], f"{note}:1", code.id)
                    case 3:
                        change_memos(study, pick, MEMO_CHANGES[pick % len(MEMO_CHANGES)], note, code.id)
                    case 4:
                        change_team(study, pick, TEAM_CHANGES[pick % len(TEAM_CHANGES)])
                    case 5:
                        change_codebook(study, pick, CODEBOOK_CHANGES[pick % len(CODEBOOK_CHANGES)])
                    case 6:
                        change_review(study, pick, REVIEW_CHANGES[pick % len(REVIEW_CHANGES)])
                        change_by_pull(study, pick)
                    case 7:
                        _more(study, pick, note, passage.number)
            except OkqualError:
                pass  # what the study refuses is no entry

    def mutate(self, journal: bytes, choose: random.Random) -> bytes:
        """Change one entry after the common ones, or two; a payload mostly."""
        lines = journal.splitlines()
        if choose.random() < 0.2:
            return b"\n".join([*lines, self._another_text(choose)])
        for _ in range(choose.choice((1, 1, 2))):
            at = choose.randrange(min(self._common, len(lines) - 1), len(lines))
            try:
                entry = json.loads(lines[at])
                if choose.random() < 0.8:
                    entry["payload"] = canonical(tree_changed(json.loads(entry["payload"]), choose, self._known))
                else:
                    field = choose.choice([name for name in FIELDS if name not in ("digest", "prev", "payload")])
                    entry[field] = choose.choice((json.loads(choose.choice(lines))[field], choose.choice(self._known)))
                lines[at] = json.dumps(entry).encode()
            except (ValueError, TypeError, KeyError):
                continue
        return b"\n".join(lines)

    def _another_text(self, choose: random.Random) -> bytes:
        """A line that says which kept text is to be another: a whole guide, a setting, a memo."""
        old = choose.choice(self._texts)
        try:
            new = json.dumps(tree_changed(json.loads(old["text"]), choose, self._known))
        except ValueError:
            new = choose.choice(("", "{}", "[]", "null", "1", '"x"', "x" * 5000, "\x1b[2J", old["text"][::-1]))
        return json.dumps({"old": old["hash"], "new": new, "case": old["case"]}).encode()

    def read(self, _name: str, journal: bytes) -> object:
        """Bring the journal in as an archive, look at the study, and merge it into the copy."""
        self._times += 1
        here = self._folder / f"{self._times}"
        here.mkdir()
        try:
            return self._brought_in(here, journal)
        finally:
            shutil.rmtree(here)

    def _brought_in(self, here: Path, journal: bytes) -> object:
        file, refused = here / "forged.zip", None
        file.write_bytes(self._archive(journal))
        try:
            study = archiving.import_archive(file, here / "made", "AK")
        except OkqualError as error:
            refused = error
        else:
            with contextlib.closing(study):
                look(study)
        shutil.copytree(self._folder / "common", here / "copy")
        with contextlib.closing(open_study(here / "copy", "TS")) as mine:
            before = state_digest(mine.db)
            try:
                merging.merge(mine, file)
            except OkqualError:
                assert state_digest(mine.db) == before
                assert problems(mine.db) == []
            look(mine)
        if refused is not None:
            raise refused
        return None

    def _archive(self, journal: bytes) -> bytes:
        """An archive of the journal, signed as if it were the study's own."""
        entries, last, state, texts = [], dict[str, str](), dict[str, str](), self._parts[TEXTS]
        journal, told = self._with_other_texts(journal)
        for old, new in told.items():
            texts = texts.replace(old, new)
        for line in journal.splitlines():
            try:
                entry = json.loads(line)
                made = Entry(*(entry[name] for name in FIELDS))
                made = replace(made, prev=last.get(made.origin, ""))
                made = replace(made, digest=digest_of(made))
                last[made.origin] = made.digest
                if made.kind not in STATELESS and isinstance(made.origin, str):
                    state[made.origin] = made.digest
            except (ValueError, TypeError, KeyError, UnicodeEncodeError):
                entries.append(line.decode("utf-8", "replace"))
                continue
            entries.append(json.dumps({name: getattr(made, name) for name in FIELDS}))
        digest = sha256("".join(f"{origin} {state[origin]}\n" for origin in sorted(state)).encode()).hexdigest()
        about = {**json.loads(self._parts[STUDY]), "state": digest, "tables": {}}
        parts = {**self._parts, TEXTS: texts, JOURNAL: "\n".join(entries).encode(), STUDY: canonical(about).encode()}
        del parts[SUMS]
        parts[SUMS] = "".join(f"{sha256(part).hexdigest()}  {name}\n" for name, part in parts.items()).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return out.getvalue()

    def _with_other_texts(self, journal: bytes) -> tuple[bytes, dict[bytes, bytes]]:
        """The journal naming the texts that are to be others, and what stands for what in the list of texts."""
        kept, told = [], dict[bytes, bytes]()
        for line in journal.splitlines():
            try:
                said = json.loads(line)
                old, case, new = said["old"], said["case"], str(said["new"])
                name = hmac.new(bytes.fromhex(self._keys[case]), new.encode(), "sha256").hexdigest()[:40]
                before = next(each["text"] for each in self._texts if each["hash"] == old)
                told[old.encode()] = name.encode()
                told[_quoted(before)] = _quoted(new)
            except (ValueError, TypeError, KeyError, StopIteration):
                kept.append(line)
        journal = b"\n".join(kept)
        for old, new in told.items():
            journal = journal.replace(old, new) if len(old) == 40 else journal
        return journal, told


def _quoted(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")


def look(study: Study) -> None:
    """What okqual reads of a study everywhere; a sentence is as good as an answer."""
    # That a text is not there is no reason to refuse a copy: packages for coders lack many. Verify names it.
    found = [problem for problem in problems(study.db) if problem.what != "errors.problem.content_missing"]
    assert not found, found
    for read in (
        lambda: reporting.prevalence(study), lambda: reporting.matrix(study), lambda: reporting.chapters(study),
        lambda: archiving.export_archive(study, study.folder / "again.zip"), lambda: undoing.undo(study),
    ):  # fmt: skip
        try:
            read()
        except OkqualError:
            continue


def _gather(tree: Any, leaves: list[Any]) -> None:
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        leaves.append(each)
        _gather(each, leaves)


def _more(study: Study, pick: int, note: str, number: int) -> None:
    match pick % 5:
        case 0:
            coding.nothing_to_code(study, note, [number])
        case 1:
            coding.place_passage(study, note, number, ("2",))
        case 2:
            coding.flag_passage(study, note, number, True)
        case 3:
            undoing.undo(study)
        case 4:
            coding.decide_case_value(study, note, CODES[0].id, "ja", "skäl")
