"""Pseudonyms in place of what identifies somebody, in a document as its reader made it.

It is done before anything is computed from the text, so that passages, offsets and citation ids are
those of the text that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from okqual.model.note import Remark, SourceBlock, SourceComment, SourceDocument
from okqual.text.folding import fold
from okqual.text.identifying import Hit, Identifying, find_identifying
from okqual.text.listed_names import NameIndex

FORMS = {
    Identifying.NAME: "Person {number}",
    Identifying.PERSONAL_NUMBER: "[personnummer {number}]",
    Identifying.PHONE: "[telefon {number}]",
    Identifying.EMAIL: "[e-post {number}]",
}
"""Pseudonyms where the list gives none. They are kept in the study, so no language of a screen changes them."""
AROUND = 40
"""Characters of context on either side of an occurrence."""

Spot = tuple[str, int, int]
"""Which part of the document ("text", "header" …), its number among those parts, and the offset in it."""
PseudonymOf = Callable[["Occurrence"], str | None]
"""The pseudonym of an occurrence; None leaves the words as they are."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A hit where it stands in a document or in its file's name."""

    spot: Spot
    place: str
    """Place in the file ("p14"); empty for the header, comments and the file's name."""
    text: str
    """The whole text of the part."""
    hit: Hit

    @property
    def words(self) -> str:
        """The words as they stand."""
        return self.text[self.hit.start : self.hit.end]

    @property
    def context(self) -> tuple[str, str]:
        """What stands before and after the words, cut between words where it is long."""
        before, after = self.text[: self.hit.start], self.text[self.hit.end :]
        if len(before) > AROUND:
            before = "…" + before[-AROUND:].partition(" ")[2]
        if len(after) > AROUND:
            after = after[:AROUND].rpartition(" ")[0] + "…"
        return before, after


@dataclass(frozen=True, slots=True)
class _Replaced:
    text: str
    steps: tuple[tuple[int, int, int, int], ...]
    """(start, end) of each hit and of what stands in its place."""

    def place(self, at: int, end: bool = False) -> int:
        """Where a place of the old text is; one within a hit goes to the edge of its pseudonym."""
        moved = at
        for start, stop, new_start, new_stop in self.steps:
            if at <= start:
                break
            if at < stop:
                return new_stop if end else new_start
            moved = at - stop + new_stop
        return moved


class _Replacing:
    """Goes through a document's texts in one fixed order; each text is one part."""

    def __init__(self, names: NameIndex, pseudonym: PseudonymOf) -> None:
        self._names, self._pseudonym = names, pseudonym

    def document(self, document: SourceDocument) -> SourceDocument:
        blocks = [self._block(i, block) for i, block in enumerate(document.blocks)]
        return replace(
            document,
            blocks=tuple(block for block, _ in blocks),
            header=self._header(document.header),
            comments=tuple(
                self._comment(i, one, [done for _, done in blocks]) for i, one in enumerate(document.comments)
            ),
            remarks=tuple(self._remark(i, remark) for i, remark in enumerate(document.remarks)),
        )

    def _block(self, i: int, block: SourceBlock) -> tuple[SourceBlock, _Replaced]:
        done = self.replaced("text", i, block.place, block.text)
        label = self.replaced("label", i, block.place, block.label).text
        speaker = self.replaced("speaker", i, block.place, block.speaker).text
        return replace(block, text=done.text, label=label, speaker=speaker), done

    def _header(self, header: dict[str, str]) -> dict[str, str]:
        made: dict[str, str] = {}
        for i, (key, value) in enumerate(header.items()):
            key_now = self.replaced("key", i, "", key).text
            value_now = self.replaced("header", i, "", value).text
            # Two keys may have become one; what either says stays.
            made[key_now] = f"{made[key_now]}; {value_now}" if key_now in made else value_now
        return made

    def _comment(self, i: int, comment: SourceComment, blocks: list[_Replaced]) -> SourceComment:
        author = self.replaced("author", i, "", comment.author).text
        return replace(
            comment,
            author=author,
            initials=comment.initials if author == comment.author else "",
            text=self.replaced("comment", i, "", comment.text).text,
            start=blocks[comment.block].place(comment.start),
            end=blocks[comment.last_block].place(comment.end, end=True),
        )

    def _remark(self, i: int, remark: Remark) -> Remark:
        values = {
            name: self.replaced("remark", 100 * i + j, "", value).text if isinstance(value, str) else value
            for j, (name, value) in enumerate(remark.values.items())
        }
        return replace(remark, values=values)

    def replaced(self, part: str, i: int, place: str, text: str) -> _Replaced:
        hits = find_identifying(text, self._names) if text else []
        return self.with_hits([Occurrence((part, i, hit.start), place, text, hit) for hit in hits], text)

    def with_hits(self, occurrences: Collection[Occurrence], text: str) -> _Replaced:
        parts: list[str] = []
        steps: list[tuple[int, int, int, int]] = []
        at = length = 0
        for one in occurrences:
            pseudonym = self._pseudonym(one)
            if pseudonym is not None:
                hit = one.hit
                made = in_genitive(pseudonym) if hit.genitive else pseudonym
                length += hit.start - at
                steps.append((hit.start, hit.end, length, length + len(made)))
                parts += [text[at : hit.start], made]
                at, length = hit.end, length + len(made)
        return _Replaced("".join([*parts, text[at:]]), tuple(steps))


def with_pseudonyms(document: SourceDocument, names: NameIndex, pseudonym: PseudonymOf) -> SourceDocument:
    """The document with pseudonyms in its texts, labels, header, comments and remarks.

    What the words of a comment were is still what its offsets say; initials of a comment's author go
    with the name.
    """
    return _Replacing(names, pseudonym).document(document)


def occurrences_in(document: SourceDocument, names: NameIndex) -> list[Occurrence]:
    """All that :func:`with_pseudonyms` would ask for, in the order of the file."""
    found: list[Occurrence] = []

    def see(one: Occurrence) -> None:
        found.append(one)

    with_pseudonyms(document, names, see)
    return found


def occurrences_in_name(file_name: str, names: NameIndex) -> list[Occurrence]:
    """What identifies somebody in a file's name; its suffix is none of it."""
    stem = _stem(file_name)
    hits = [hit for hit in find_identifying(stem) if hit.kind is not Identifying.NAME]
    way = fold(stem)
    for start, end, name, genitive in names.find_in_file_name(way.text):
        hit = Hit(Identifying.NAME, *way.original(start, end), name, genitive)
        if all(hit.end <= other.start or hit.start >= other.end for other in hits):
            hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    return [Occurrence(("file", 0, hit.start), "", stem, hit) for hit in hits]


def name_with_pseudonyms(file_name: str, names: NameIndex, pseudonym: PseudonymOf) -> str:
    """A file's name with pseudonyms, without the brackets that they have in texts."""
    stem = _stem(file_name)

    def plain(one: Occurrence) -> str | None:
        said = pseudonym(one)
        return said if said is None else said.strip("[]")

    return _Replacing(names, plain).with_hits(occurrences_in_name(file_name, names), stem).text + file_name[len(stem) :]


def in_genitive(pseudonym: str) -> str:
    """A pseudonym in the Swedish genitive: "Kims", "Lars", "Person 1:s"."""
    last = pseudonym[-1:]
    if last.isdigit() or (last.isupper() and len(pseudonym.rsplit(maxsplit=1)[-1]) == 1) or not last.isalpha():
        return f"{pseudonym}:s"
    return pseudonym if last.casefold() in {"s", "x", "z"} else f"{pseudonym}s"


def words_of_forms() -> Iterator[str]:
    """The words that pseudonyms consist of where the list gives none."""
    for form in FORMS.values():
        yield from form.format(number="").strip(" []").casefold().split("-")


def _stem(file_name: str) -> str:
    return file_name[: len(file_name) - len(PurePath(file_name).suffix)]
