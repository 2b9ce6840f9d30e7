"""What became of each text: as it left, as the study has it now, as it came back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from okqual.analysis.three_way import alike, merge, restored
from okqual.model.canonical import canonical
from okqual.model.returned import BaseText, Comment, Edit, Fate, Found, How, Place
from okqual.model.summary import brackets

ID_LENGTH = 6


def edits_of(
    base: Mapping[Place, BaseText], now: Mapping[Place, str | None], found: Sequence[Found],
    sources: Mapping[Place, str], label: Callable[[Place], str], comments: Mapping[str, Comment],
) -> list[Edit]:  # fmt: skip
    """The texts of one export, in the order of the file, those that are missing after.

    ``now`` has None for what is not in the study any more; ``sources`` what stands before a source's words.
    """
    made: list[Edit] = []
    first = {each.place: each for each in reversed(found) if not each.copy}
    for each in found:
        was = base.get(each.place, BaseText(each.place, ""))
        text = each.text
        if each.place in sources:
            text = text.removeprefix(sources[each.place].strip()).strip()
        word = restored(was.text, text)
        fate, result = _fate(was, now.get(each.place, ""), word)
        if each.copy and each.place in first:
            if alike(word, was.text) or alike(each.text, first[each.place].text):
                continue
            fate, result = Fate.COPY, word
        elif each.place in sources and fate not in (Fate.SAME, Fate.THERE, Fate.EMPTIED):
            fate = Fate.SOURCE
        made.append(_edit(each, was, now.get(each.place) or "", word, fate, result, label, comments))
    there = {each.place for each in found}
    for place, was in base.items():
        if place not in there and was.text:
            nothing = Found(place, "", How.ANCHOR)
            made.append(_edit(nothing, was, now.get(place) or "", "", Fate.MISSING, "", label, comments))
    return made


def _fate(was: BaseText, now: str | None, word: str) -> tuple[Fate, str]:
    if was.erased:
        return Fate.ERASED, ""
    if now is None:
        return Fate.GONE, ""
    if not word.strip():
        return (Fate.EMPTIED, "") if was.text and now else (Fate.SAME, now)
    if alike(word, was.text):
        return Fate.SAME, now
    if alike(word, now):
        return Fate.THERE, now
    if alike(now, was.text):
        return (Fate.CHANGED if was.text else Fate.NEW), word
    whole = merge(was.text, now, word)
    return (Fate.CONFLICT if whole.clash else Fate.MERGED), whole.text


def _edit(
    each: Found, was: BaseText, now: str, word: str, fate: Fate, result: str, label: Callable[[Place], str],
    comments: Mapping[str, Comment],
) -> Edit:  # fmt: skip
    before, after = _ids(was.text), _ids(word)
    compared = fate not in (Fate.MISSING, Fate.SAME)
    return Edit(
        "", each.place, label(each.place), fate, was.text, now, word, result, each.how, each.likeness, each.revisions,
        tuple(comments[name] for name in each.comments if name in comments),
        tuple(name for name in before if compared and name not in after),
        tuple(name for name in after if compared and name not in before),
    )  # fmt: skip


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(name for bracket in brackets(text) for name in bracket.ids))


def with_ids(edits: Sequence[Edit]) -> list[Edit]:
    """Short ids that are the same each time the same file is read."""
    given: dict[str, int] = {}
    made = []
    for edit in edits:
        name = _digest(edit.place)
        given[name] = given.get(name, 0) + 1
        made.append(replace(edit, id=name if given[name] == 1 else f"{name}-{given[name]}"))
    return made


def _digest(place: Place) -> str:
    told = [place] if isinstance(place, str) else [place.rows, place.by, place.row, place.columns, place.column]
    return hashlib.sha256(canonical([str(part) for part in told]).encode()).hexdigest()[:ID_LENGTH]


def changed(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Those of which there is something to tell."""
    return (edit for edit in edits if edit.fate not in (Fate.SAME, Fate.THERE) or edit.comments)
