"""Gallra: an interview's words are gone from the study, and what is known of that it was done stays.

Texts, files, names, quotes, memos and written cells go from tables, log, free pages, search index and the study's
own backups. The journal keeps its lines, which hold no words, so the chain verifies; copies that merge follow.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from okqual.errors import USAGE, OkqualError
from okqual.export.writing import sweep
from okqual.messages import message
from okqual.model.events import Kind
from okqual.store import backups as kept
from okqual.store import contents, erased, queries
from okqual.store.backups import Reason
from okqual.store.database import open_database, reading
from okqual.store.erased import Erasure
from okqual.store.journal import Pen
from okqual.store.quoting import Quoting, as_before, quoting, quoting_any
from okqual.store.rebuilding import rebuild
from okqual.store.untouched import open_untouched
from okqual.study.backups import back_up
from okqual.study.changing import changing, write_setting
from okqual.study.inviting import SETTING as INVITED
from okqual.study.opening import DATABASE, Progress, Study, setting
from okqual.study.presence import clock, others

RULE = "erased_codings"
"""The setting that says what becomes of the codings of an erased interview."""
KEEP, WITHDRAW = "keep", "withdraw"
RULES = (KEEP, WITHDRAW)


@dataclass(frozen=True, slots=True)
class Outside:
    """What holds words of an interview and is none of the study's database."""

    files: tuple[Path, ...] = ()
    """Files in the study's folder with the bytes that were read in."""
    exports: tuple[tuple[str, str, int], ...] = ()
    """(kind, name, when) of what was exported since the interview came in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would do."""

    case: str
    held: dict[str, int]
    quoting: tuple[Quoting, ...]
    left: tuple[Quoting, ...]
    """What more ``short`` would strike: few words in texts that have nothing to do with the interview."""
    single: tuple[Quoting, ...]
    """Single words of it that stay in texts that have to do with it, and may say whose they are."""
    named_in: tuple[str, ...]
    """Other interviews whose notes name somebody of this one; they are not touched."""
    outside: Outside
    withdraws: bool
    short: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did."""

    plan: Plan
    held: dict[str, int]
    """What is left, counted as before."""
    backups: int
    """Backups that were taken away."""
    overwritten: bool
    """False while another okqual reads the database: the bytes are overwritten when it is opened next."""


def rule(study: Study) -> str:
    """Whether the codings of an erased interview stay (``keep``) or are withdrawn (``withdraw``)."""
    found = setting(study, RULE)
    return found if found in RULES else KEEP


def set_rule(study: Study, new: str) -> bool:
    """Decide what becomes of the codings of interviews that are erased from now on; whether that was a change."""
    if new == rule(study):
        return False
    with changing(study) as pen:
        write_setting(pen, RULE, new)
    return True


def erasures(study: Study) -> tuple[Erasure, ...]:
    """The interviews that were erased."""
    return tuple(erased.erasures(study.db).values())


def plan(study: Study, case: str, short: bool = False, words: Sequence[str] = ()) -> Plan:
    """What erasing an interview would do; with ``short``, few words of it are struck in every text, and ``words`` too.

    Raises OkqualError for one that is not there, or was erased before.
    """
    with reading(study.db):
        if erased.is_erased(study.db, case) and erased.holds_nothing(study.db):
            raise OkqualError("errors.case_erased", {"case": case}, "errors.case_erased.try")
        if case not in queries.cases(study.db) and not setting(study, INVITED + case):
            raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
        whole = erased.settings_of(study.db, INVITED + case)
        found = quoting(study.db, case, message("export.erased"), whole, short, words)
        outside = Outside(_same_files(study, case), tuple(erased.exports_since(study.db, case)))
        return Plan(case, erased.held(study.db, case), *found, outside, rule(study) == WITHDRAW, short)


def erase(
    study: Study, case: str, reason: str, reference: str, progress: Progress | None = None, *, short: bool = False,
    words: Sequence[str] = (), struck: Mapping[str, str] = MappingProxyType({}),
) -> Erased:  # fmt: skip
    """Erase an interview for good, with ``short`` and ``words`` as in :func:`plan`: nothing takes that back.

    ``struck`` says what was left of texts (by hash) when it was erased once before.

    Raises OkqualError without a reason and the decision's reference, and while somebody else has the study open.
    """
    if not reason.strip() or not reference.strip():
        raise OkqualError("errors.erase_reason", {"case": case}, "errors.erase_reason.try", USAGE)
    _check_alone(study)
    todo = plan(study, case, short, words)
    if struck:
        todo = replace(todo, quoting=tuple(as_before(study.db, todo.quoting, struck)))
    with changing(study) as pen:
        _write(pen, case, todo.quoting, (reason.strip(), reference.strip()), todo.withdraws, short)
        _purge(study, progress)
    return finish(study, todo)


def _write(pen: Pen, case: str, found: Sequence[Quoting], why: tuple[str, str], withdraws: bool, short: bool) -> None:
    texts = [[one.hash, contents.put(pen.db, one.case, one.instead) if one.instead else None] for one in found]
    reason, reference = (contents.put(pen.db, contents.STUDY, each) for each in why)
    payload = {"case": case, "withdrawn": int(withdraws), "short": int(short), "texts": texts,
               "reason": reason, "reference": reference}  # fmt: skip
    pen.write(Kind.CASE_ERASED, payload)


def follow(study: Study, other: Path) -> list[Erased]:
    """Erase what another copy has erased, before its entries are merged; what was done.

    Only here is it known which texts of this copy quote the interview.
    """
    with contextlib.closing(open_database(other, read_only=True, older=True)) as db:
        theirs = erased.erasures(db) if "erased_case" in db.table_names() else {}
    there = queries.cases(study.db)
    return [
        erase(study, case, one.reason, one.reference, short=one.short)
        for case, one in theirs.items()
        if case in there and not erased.is_erased(study.db, case)
    ]


def keep_out(study: Study, other: Path) -> int:
    """Strike, before another copy is merged, what its texts quote of interviews that were erased here; how many.

    That copy still has the words and this one has not, so only there it is known what quotes them.
    """
    now, known = erased.erasures(study.db), erased.texts(study.db)
    if not now:
        return 0
    # Of an older okqual it is read with the tables of this one, made in memory.
    with contextlib.closing(open_untouched(other)) as db:
        theirs = erased.erasures(db)
        cases = {case: one.short for case, one in now.items() if case not in theirs and case in queries.cases(db)}
        found = quoting_any(db, cases, message("export.erased"))
    todo = {case: [one for one in texts if one.hash not in known and one.case not in now]
            for case, texts in found.items()}  # fmt: skip
    todo = {case: texts for case, texts in todo.items() if texts}
    if todo:
        _check_alone(study)
        with changing(study) as pen:
            for case, texts in todo.items():
                one = now[case]
                _write(pen, case, texts, (one.reason, one.reference), one.withdrawn, one.short)
            _purge(study, None)
        _overwrite(study)
    return sum(map(len, todo.values()))


def again(study_dir: Path, coder: str | None, before: Sequence[Erasure], struck: Mapping[str, str]) -> list[str]:
    """Erase anew what a backup from elsewhere has brought back, and strike what was struck; the interviews."""
    from okqual.study.opening import open_study

    study = open_study(study_dir, coder)
    try:
        now = erased.erasures(study.db)
        back = [one for one in before if one.case not in now and one.case in queries.cases(study.db)]
        for one in back:
            erase(study, one.case, one.reason, one.reference, short=one.short, struck=struck)
        return [one.case for one in back]
    finally:
        study.close()


def finish(study: Study, todo: Plan) -> Erased:
    """Overwrite the bytes, and put one new backup in place of those that hold the words."""
    gone, overwritten = _overwrite(study)
    return Erased(todo, erased.held(study.db, todo.case), gone, overwritten)


def _check_alone(study: Study) -> None:
    there = others(study.folder)
    if there:
        values: dict[str, object] = {"coder": there[0].coder, "host": there[0].host, "since": clock(there[0].since)}
        raise OkqualError("errors.erase_held", values, "errors.restore_held.try")


def _purge(study: Study, progress: Progress | None) -> None:
    erased.purge(study.db)
    rebuild(study.db, progress)
    erased.forget_indexed(study.db)
    study.kept.clear()


def _overwrite(study: Study) -> tuple[int, bool]:
    """Overwrite what was deleted; how many backups went with it, and whether that could be done at once.

    While pages are not overwritten a new backup of them would hold the words again.
    """
    sweep(study.folder / "exports")
    old, had = kept.with_erased(study.folder, study.db.conn), bool(kept.backups(study.folder))
    overwritten = erased.overwrite(study.db)
    for path in old:
        path.unlink(missing_ok=True)
    if had and overwritten and (study.folder / DATABASE).is_file():
        back_up(study.folder, Reason.ERASURE)
    return len(old), overwritten


def _same_files(study: Study, case: str) -> tuple[Path, ...]:
    """Files in the study's folders that have the very bytes that were read in."""
    wanted, found = erased.files_of(study.db, case), []
    for folder in ("transcripts", "exports"):
        for path in sorted((study.folder / folder).rglob("*")):
            with contextlib.suppress(OSError):
                if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() in wanted:
                    found.append(path)
    return tuple(found)
