"""Seals: a study's state as a short text that is kept where nobody who can change the study can change it too.

Who rewrites the whole chain, or puts an older copy back, leaves a study that holds together. Held against a seal
that was printed, filed or signed it does not.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.store import archived, queries
from okqual.store.database import reading
from okqual.store.entries import digest_at, last_of, origins, state_at, state_digest
from okqual.store.verify import Problem, chain_of
from okqual.study.opening import Study, setting
from okqual.text.shown import visible_line

FIRST = "okqual-seal 1"
LONGEST = 1_000_000
"""Bytes; a longer file is no seal."""
_LINE = re.compile(r"([a-z]+): (.*)")
_ORIGIN = re.compile(r"(\w{1,40}) (\d{1,15}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says."""

    study: str
    state: str
    origins: dict[str, tuple[int, str]]
    """origin → (number, digest) of its last entry."""
    digest: str


def seal(study: Study) -> str:
    """The study's seal as text. Raises OkqualError for a study whose chain does not hold."""
    with reading(study.db):
        if chain_of(study.db)[1]:
            raise OkqualError("errors.seal_not_whole", {"file": str(study.folder)}, "errors.seal_not_whole.try")
        lines = [
            FIRST,
            f"study: {queries.setting(study.db, 'id')}",
            f"name: {_typed(study.name)}",
            f"diary: {_typed(setting(study, 'diarienummer'))}",
            f"at: {datetime.fromtimestamp(study.clock() // 1000, UTC):%Y-%m-%d %H:%M:%S} UTC",
            f"entries: {archived.count(study.db)}",
            f"state: {state_digest(study.db)}",
        ]
        for origin in origins(study.db):
            number, digest = last_of(study.db, origin)
            lines.append(f"origin: {origin} {number} {digest}")
    lines.append(f"seal: {_digest(lines)}")
    return message("export.seal.about", name=visible_line(study.name)) + "\n\n" + "\n".join(lines) + "\n"


def read_seal(path: Path) -> Seal:
    """The seal in a file. Raises OkqualError for a file that is none, and for one in which something was changed."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST)
        # What a command prints is kept as UTF-16 by PowerShell.
        wide = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        lines = [line.rstrip() for line in content.decode("utf-16" if wide else "utf-8-sig").splitlines()]
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error
    except UnicodeDecodeError as error:
        raise OkqualError("errors.no_seal", {"file": path.name}, "errors.no_seal.try") from error
    if FIRST not in lines:
        raise OkqualError("errors.no_seal", {"file": path.name}, "errors.no_seal.try")
    lines = lines[lines.index(FIRST) :]
    end = next((i for i, line in enumerate(lines) if line.startswith("seal: ")), 0)
    told = [found.groups() for line in lines[1:end] if (found := _LINE.fullmatch(line))]
    places = [_ORIGIN.fullmatch(value) for name, value in told if name == "origin"]
    if not end or lines[end] != f"seal: {_digest(lines[:end])}" or len(told) != end - 1 or not all(places):
        raise OkqualError("errors.seal_changed", {"file": path.name}, "errors.seal_changed.try")
    said = {str(name): str(value) for name, value in told}
    at = {found[1]: (int(found[2]), found[3]) for found in places if found}
    return Seal(said.get("study", ""), said.get("state", ""), at, lines[end].removeprefix("seal: "))


def against_seal(study: Study, path: Path) -> list[Problem]:
    """What of a study is not as it was sealed; what came to it since is no problem."""
    said = read_seal(path)
    with reading(study.db):
        if said.study != queries.setting(study.db, "id"):
            return [Problem("seal", path.name, "errors.problem.seal_study")]
        found = []
        for origin, (number, digest) in said.origins.items():
            there = digest_at(study.db, origin, number)
            if there != digest:
                what = "other" if there else "missing"
                found.append(Problem("seal", f"{origin}:{number}", f"errors.problem.seal_{what}"))
        upto = {origin: number for origin, (number, _) in said.origins.items()}
        if not found and state_at(study.db, upto) != said.state:
            found.append(Problem("seal", said.state[:12], "errors.problem.seal_other"))
        return found


def _typed(text: str) -> str:
    """On one line, and not empty: a line's end may lose its spaces on the way."""
    return visible_line(text).strip() or "–"


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
