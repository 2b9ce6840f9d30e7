"""Edits made in Word come home: what a file changed, held against the export it was and the study as it is now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from okqual.analysis.returned.edits import edits_of, with_ids
from okqual.analysis.returned.finding import exports_named, has_anchors, read_places
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.finding import PieceKind
from okqual.model.results import CellKind
from okqual.model.returned import TAKEABLE, BaseText, Comment, Edit, Exported, Fate, Place, Returned
from okqual.model.summary import Cell, RowKind
from okqual.store import exported_texts, findings_told, queries, summaries
from okqual.store.database import reading
from okqual.store.entries import state_digest
from okqual.study import summarising
from okqual.study.against import bytes_of
from okqual.study.comments_home import MemoFromWord, memos_of
from okqual.study.opening import Study, setting
from okqual.study.quotes_there import ChangedQuote, changed_quotes
from okqual.study.returned_places import piece_words, places_of

PULLED_FROM = ("summary", "matrix")
"""Kinds of exports that hold texts of the study."""
MOST_UNPLACED = 200


@dataclass(frozen=True, slots=True)
class Pull:
    """What a file brings, before anything is taken."""

    returned: Returned
    exports: tuple[Exported, ...]
    edits: tuple[Edit, ...]
    unplaced: tuple[str, ...] = ()
    """Texts within okqual's chapters that no place was found for; nothing is done about them."""
    remarks: tuple[MemoFromWord, ...] = ()
    """Comments that become memos."""
    comments: tuple[Comment, ...] = ()
    """Comments on others' words, which are left."""
    quotes: tuple[ChangedQuote, ...] = ()
    """Quotes that say other words than the notes; they never come home."""
    changed_since: bool = False
    """The study is another than when the file left."""

    @property
    def open(self) -> tuple[Edit, ...]:
        """The edits of which there is something to say."""
        return tuple(edit for edit in self.edits if edit.fate not in (Fate.SAME, Fate.THERE))


def plan(study: Study, path: Path, export: str = "") -> Pull:
    """Read an edited file and hold it against the export that it was; nothing is changed.

    ``export`` names the export where the file cannot say it. Raises OkqualError for a file that cannot be read,
    that is no export of this study, or that holds no texts which could come back.
    """
    from okqual.ingest.returned_word import read_returned

    returned = read_returned(bytes_of(path), path.name)
    with reading(study.db):
        exports = _exports(study, returned, export)
        places = places_of(study, exports)
        bases = {each.id: {text.place: text for text in each.texts or ()} for each in exports}
        texts = {name: {place: text.text for place, text in base.items()} for name, base in bases.items()}
        read = read_places(returned, places, texts, _default(returned, exports, export))
        now = _Now(study)
        comments = {each.id: each for each in returned.comments}
        edits: list[Edit] = []
        for each in exports:
            base, found = bases[each.id], read.found[each.id]
            wanted = {*base, *(one.place for one in found)}
            there = {place: now.of(place) for place in wanted}
            edits += edits_of(base, there, found, now.leads(wanted), partial(now.label, base), comments)
        quotes = tuple(changed_quotes(study, returned))
        moved = any(each.state != state_digest(study.db) for each in exports)
        edits = with_ids(edits)
        remarks, left = memos_of(study, edits, read.remarked, comments)
    return Pull(
        returned, exports, tuple(edits), tuple(read.unplaced[:MOST_UNPLACED]), remarks, left, quotes, moved,
    )  # fmt: skip


def chosen(pull: Pull, take: Collection[str] = ("all",), keep: Collection[str] = ()) -> tuple[Edit, ...]:
    """The edits that are meant by ``all``, ``none`` or their ids, without those to keep as they are.

    ``all`` takes what the file alone changed, or what both changed in different sentences. Conflicts, emptied
    texts, copies and places found by words alone are taken only when they are named. Raises OkqualError for an
    id that the file does not bring, and for what cannot be taken.
    """
    by_id = {edit.id: edit for edit in pull.edits}
    for name in [*take, *keep]:
        edit = by_id.get(name)
        if name not in ("all", "none") and edit is None:
            raise OkqualError("errors.pull_unknown_edit", {"id": name}, "errors.pull_unknown_edit.try")
        if name in take and edit is not None and edit.fate not in TAKEABLE:
            values: dict[str, object] = {"id": name, "fate": message(f"export.pull.fate.{edit.fate}")}
            raise OkqualError("errors.pull_not_takeable", values, "errors.pull_not_takeable.try")
    wanted = {edit.id for edit in pull.edits if "all" in take and edit.sure} | set(take)
    return tuple(edit for edit in pull.edits if edit.id in wanted and edit.id not in keep)


def exports_of_file(study: Study, returned: Returned, given: str = "") -> tuple[Exported, ...]:
    """The exports of this study that a file is of; each error says what it is instead."""
    values: dict[str, object] = {"file": returned.name}
    if returned.study_id and returned.study_id != setting(study, "id") and not given:
        raise OkqualError("errors.pull_other_study", values, "errors.pull_other_study.try")
    named = [given] if given else exports_named(returned)
    if not named:
        key = "errors.pull_which_export" if has_anchors(returned) else "errors.pull_not_okqual"
        raise OkqualError(key, values, f"{key}.try")
    known = [found[0] for name in named if (found := exported_texts.exports(study.db, name))]
    if not known:
        values["export"] = named[0]
        raise OkqualError("errors.pull_unknown_export", values, "errors.pull_unknown_export.try")
    return tuple(known)


def _exports(study: Study, returned: Returned, given: str) -> tuple[Exported, ...]:
    """Those of a file's exports whose texts can come home; each error says why none can."""
    known = exports_of_file(study, returned, given)
    usable = [each for each in known if each.texts is not None and _holds_texts(each)]
    if usable:
        return tuple(usable)
    values: dict[str, object] = {"file": returned.name}
    if any(each.options.get("publish") == "True" for each in known):
        raise OkqualError("errors.pull_published", values, "errors.pull_published.try")
    key = "errors.pull_old_export" if known[0].texts is None else "errors.pull_no_texts"
    raise OkqualError(key, values, f"{key}.try")


def _holds_texts(export: Exported) -> bool:
    options = export.options
    if options.get("publish") == "True" or export.what not in PULLED_FROM:
        return False
    return export.what == "summary" or options.get("cells") == CellKind.SUMMARY


def _default(returned: Returned, exports: Sequence[Exported], given: str) -> str:
    """The export of what does not say it: the file's own, else the only one that there is."""
    if given:
        return exports[0].id
    return next((each.id for each in exports if each.id == returned.export_id), "")


class _Now:
    """The texts of the study as they are."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._cells = {each.cell: each.text for each in summaries.summaries(study.db)}
        self._pieces = {each.id: each for each in findings_told.pieces(study.db)}
        self._cases = set(queries.cases(study.db))

    def of(self, place: Place) -> str | None:
        """The text in a place; None where there is no such place any more."""
        if isinstance(place, str):
            piece = self._pieces.get(place)
            return piece.text if piece is not None else None
        if place.rows is RowKind.CASE and place.row not in self._cases:
            return None
        return self._cells.get(place, "")

    def leads(self, places: Collection[Place]) -> dict[Place, str]:
        """What stands before the words of sources."""
        from okqual.export.word.outline_parts import source_lead

        found = {name: self._pieces.get(name) for name in places if isinstance(name, str)}
        return {name: source_lead(piece) for name, piece in found.items() if piece and piece.kind is PieceKind.SOURCE}

    def label(self, base: Mapping[Place, BaseText], place: Place) -> str:
        """A place as a person names it."""
        if isinstance(place, Cell):
            return cell_words(self._study, place)
        piece = self._pieces.get(place)
        if piece is None:
            words = " ".join(base[place].text.split())[:60] if place in base else ""
            return words or place
        return piece_words(piece.kind, piece.about, base[place].text if place in base else piece.text)


def cell_words(study: Study, cell: Cell) -> str:
    """A written cell as a person names it, a roll-up by its group."""
    if cell.rows is RowKind.CASE:
        return summarising.words_of(study, cell)
    whose = (
        message("export.rollup.all") if cell.rows is RowKind.ALL else (cell.row or message("export.chapters.no_group"))
    )
    return f"{whose} · {summarising.words_of(study, replace(cell, rows=RowKind.CASE)).partition(' · ')[2]}"
