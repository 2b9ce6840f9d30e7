"""All texts of an edited file: by their bookmarks, by the ids beside them, and the rest by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from okqual.analysis.returned.chapters import ChapterWalk
from okqual.analysis.returned.places import Places, Remarked, Standing, anchors_of, export_of
from okqual.analysis.returned.tables import TableWalk
from okqual.analysis.three_way import as_read
from okqual.model.returned import Found, How, Paragraph, Place, Returned, Table
from okqual.text.likeness import likeness

LEAST_ALIKE = 55
"""Of 100: below, words are listed and not taken for a text that has lost its place."""
MOST_COMPARED = 4000
"""Characters of a text that is looked for by its words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a file."""

    found: Mapping[str, Sequence[Found]]
    """By export."""
    unplaced: Sequence[str]
    remarked: Sequence[Remarked]
    """Paragraphs with comments that are no text of the study."""


def exports_named(returned: Returned) -> list[str]:
    """The exports that a file says it is of, the file's own first."""
    named = [returned.export_id] if returned.export_id else []
    named += filter(None, map(export_of, paragraphs_of(returned)))
    return list(dict.fromkeys(named))


def has_anchors(returned: Returned) -> bool:
    """Whether any of okqual's bookmarks is in the file: a working version has some, a published one none."""
    return any(anchors_of(part) for part in paragraphs_of(returned))


def paragraphs_of(returned: Returned) -> Iterator[Paragraph]:
    """All paragraphs, those of tables too."""
    for block in returned.blocks:
        yield from [block] if isinstance(block, Paragraph) else (p for row in block.rows for cell in row for p in cell)


def read_places(returned: Returned, places: Places, bases: Mapping[str, Mapping[Place, str]], default: str) -> Reading:
    """Where each text stands. ``bases``: by export, the texts as they left; ``default``: the file's export."""
    chapters, tables = ChapterWalk(places, default), TableWalk(places, default)
    for block in returned.blocks:
        if isinstance(block, Table):
            tables.take(block)
            chapters.end_text()
        else:
            chapters.take([block])
    standing = [each for each in (*chapters.found, *tables.found) if each.export in bases]
    _given_back(standing, bases)
    left = [run for run in chapters.left if run]
    found: dict[str, list[Found]] = {export: [] for export in bases}
    for each in standing:
        found[each.export].append(_found(each))
    for export, base in bases.items():
        missing = {place: text for place, text in base.items() if text and not _there(found[export], place)}
        heads = {place: text for place, text in missing.items() if place in places.message_headings.values()}
        found[export] += _by_words(heads, chapters.spare)
        found[export] += _by_words({place: text for place, text in missing.items() if place not in heads}, left)
    unplaced = ["\n".join(part.text for part in run) for run in left]
    return Reading(found, unplaced, [*chapters.remarks, *tables.remarks])


def _there(found: Sequence[Found], place: Place) -> bool:
    return any(each.place == place and not each.copy for each in found)


def _given_back(standing: list[Standing], bases: Mapping[str, Mapping[Place, str]]) -> None:
    """Paragraphs that fell to the text before them because their own place was deleted are given back."""
    for export, base in bases.items():
        here = [each for each in standing if each.export == export]
        there = {each.place for each in here}
        missing = {place: as_read(text) for place, text in base.items() if text and place not in there}
        for place, words in missing.items():
            best: tuple[float, Standing, Paragraph] | None = None
            for each in here:
                own = as_read(base.get(each.place, ""))
                for part in each.paragraphs if len(each.paragraphs) > 1 or not own else ():
                    score = _alike(words, as_read(part.text))
                    if (
                        score >= LEAST_ALIKE
                        and score > _alike(own, as_read(part.text))
                        and (not best or score > best[0])
                    ):
                        best = (score, each, part)
            if best is not None:
                score, each, part = best
                each.paragraphs.remove(part)
                made = Standing(place, How.WORDS, [part], each.style, export=export, likeness=round(score))
                standing.append(made)


def _by_words(missing: Mapping[Place, str], left: list[list[Paragraph]]) -> list[Found]:
    """Of texts without a place the likeliest among what is left; what is taken is left no more."""
    pairs = []
    for place, text in missing.items():
        words = as_read(text)
        for run in left:
            whole = as_read("\n".join(part.text for part in run))
            score = _alike(words, whole)
            if score >= LEAST_ALIKE:
                pairs.append((score, place, run, list(run)))
            if len(run) > 1:
                pairs += [(one, place, run, [part]) for part in run
                          if (one := _alike(words, as_read(part.text))) >= LEAST_ALIKE]  # fmt: skip
    found: dict[Place, Found] = {}
    used: set[int] = set()
    for score, place, run, parts in sorted(pairs, key=lambda pair: -pair[0]):
        if place in found or any(id(part) in used for part in parts):
            continue
        used |= {id(part) for part in parts}
        found[place] = _found(Standing(place, How.WORDS, parts, likeness=round(score)))
        for part in parts:
            run.remove(part)
    left[:] = [run for run in left if run]
    return list(found.values())


def _alike(one: str, other: str) -> float:
    short, long = sorted((len(one), len(other)))
    # Twice as long a text is never so alike.
    return likeness(one[:MOST_COMPARED], other[:MOST_COMPARED]) if short * 3 >= long else 0


def _found(each: Standing) -> Found:
    revisions = dict.fromkeys(one for part in each.paragraphs for one in part.revisions)
    comments = dict.fromkeys([*each.comments, *(name for part in each.paragraphs for name in part.comments)])
    how = How.WORDS if each.doubtful else each.how
    likely = 0 if each.doubtful else each.likeness
    text = "\n".join(part.text.strip() for part in each.paragraphs if part.text.strip())
    return Found(each.place, text, how, tuple(revisions), tuple(comments), each.copy, likely)
