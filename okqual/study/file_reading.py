"""Notes from their files, several at a time in processes of their own: reading needs the processor, not the study.

The workers read and know nothing of the study but its guide; what they read comes back in the
order of the files. A few files are read here, since a process takes longer to start than they do.
"""

from __future__ import annotations

import os
import stat
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from okqual.errors import OkqualError
from okqual.model.guide import Guide
from okqual.model.note import Reading, SourceDocument

FEWEST = 8
"""Fewer files than this are read without other processes."""
MOST_WORKERS = 4
AHEAD = 3
"""Files a worker that wait read at most: what was read is held in memory until it is written."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file, and its readings: one, or for a grid one an interview with its case; or why it cannot be read."""

    path: Path
    content: bytes = b""
    readings: tuple[tuple[str | None, Reading], ...] = ()
    fault: OkqualError | None = None


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What readers need to know beside the file."""

    guide: Guide
    encoding: str | None = None
    changes: str = "accepted"


Rewrite = Callable[[SourceDocument], SourceDocument]

_how: HowToRead | None = None


def read_files(paths: Sequence[Path], how: HowToRead) -> Generator[Read, None, None]:
    """Every file as read, in order. Close the iterator to stop: files not yet begun are then left alone."""
    workers = min(_processors(), MOST_WORKERS, len(paths))
    done = 0
    if len(paths) >= FEWEST and workers > 1 and _can_start_processes():
        try:
            for read in _in_processes(paths, how, workers):
                yield read
                done += 1
        except BrokenProcessPool:
            # No process can be started here, or one was ended from outside: the rest is read in this one.
            pass
    for path in paths[done:]:
        yield read_file(path, how)


def read_file(path: Path, how: HowToRead, rewrite: Rewrite | None = None) -> Read:
    """One file as read, its document changed by ``rewrite`` first; what cannot be read is a fault."""
    from okqual.ingest.documents import is_grid
    from okqual.ingest.reading import read_grid_notes, read_note

    try:
        content = _bytes(path)
        if is_grid(path.name, content):
            # A grid is no document that can be rewritten.
            if rewrite is not None:
                raise OkqualError("errors.grid_no_pseudonyms", {"file": path.name}, "errors.grid_no_pseudonyms.try")
            return Read(path, content, tuple(read_grid_notes(content, path.name, how.guide)))
        reading = read_note(content, path.name, how.guide, how.encoding, how.changes, rewrite)
        return Read(path, content, ((None, reading),))
    except OkqualError as error:
        return Read(path, fault=error)


def _in_processes(paths: Sequence[Path], how: HowToRead, workers: int) -> Iterator[Read]:
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (how,))
    waiting: deque[Future[Read]] = deque()
    try:
        for path in paths:
            waiting.append(pool.submit(_read, path))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(how: HowToRead) -> None:
    global _how
    _how = how


def _read(path: Path) -> Read:
    assert _how is not None
    return read_file(path, _how)


def _bytes(path: Path) -> bytes:
    from okqual.ingest.documents import LARGEST_FILE

    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise OkqualError("errors.no_file", {"file": str(path)}, "errors.no_file.try")
        if found.st_size > LARGEST_FILE:
            values: dict[str, object] = {"file": path.name, "limit": LARGEST_FILE // 1_000_000}
            raise OkqualError("errors.note_too_large", values, "errors.note_too_large.try")
        return path.read_bytes()
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error


def _can_start_processes() -> bool:
    """A new process is handed the standard streams; while a screen has them there is nothing to hand on."""
    try:
        return sys.stderr.fileno() >= 0
    except (AttributeError, OSError, ValueError):
        return False


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
