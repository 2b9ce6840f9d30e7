"""What may leave the house: the study's decision, secret passages, and the report before something is published."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from okqual.analysis.disclosure import ACTOR, disclosed
from okqual.analysis.material import Material
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.canonical import canonical
from okqual.model.codebook import Code, Codebook
from okqual.model.coding import parse_citation
from okqual.model.disclosure import Disclosure, DisclosureChange, DisclosureKind, RoleLabel
from okqual.model.events import Kind
from okqual.model.plain import of_plain, plain
from okqual.model.summary import Cell, RowKind, Summary
from okqual.store import queries, secrets
from okqual.store.registers import holder, subject
from okqual.study.changing import changing, write_setting
from okqual.study.opening import Study, setting
from okqual.text.passages import sentence_spans
from okqual.text.withheld import Withheld

if TYPE_CHECKING:
    from okqual.export.word.publishing import InPrint

SETTING = "disclosure"
LEAST_WORDS = 3
"""Words of a sentence in a secret passage that is looked for by itself."""
INTERVIEWERS = "intervjuare"
"""The attribute that names those who held an interview, parted by commas."""


def disclosure(study: Study) -> Disclosure:
    """What the study has decided; the defaults where nobody has."""
    kept = setting(study, SETTING)
    return of_plain(Disclosure, json.loads(kept)) if kept else Disclosure()


def decide_disclosure(study: Study, rules: Disclosure) -> None:
    """Decide for the study. What is decided already writes nothing.

    Raises OkqualError for a smallest group under one and for a role without a name.
    """
    if rules.smallest_group < 1:
        raise OkqualError("errors.smallest_group", {"number": rules.smallest_group}, "errors.smallest_group.try")
    roles = [RoleLabel(" ".join(role.actor.split()), " ".join(role.label.split())) for role in rules.roles]
    for role in roles:
        if not role.actor or not role.label:
            raise OkqualError("errors.role_label", {"role": f"{role.actor}={role.label}"}, "errors.role_label.try")
    if rules == disclosure(study):
        return
    with changing(study) as pen:
        write_setting(pen, SETTING, canonical(plain(rules)))


def keep_secret(study: Study, citation: str, on: bool = True) -> int:
    """Say of the passages that a citation id names that their words stay in the house, or take that back.

    How many of them that changed. Raises OkqualError for an id that names no passages.
    """
    words = parse_citation(citation)
    numbers = range(words.first, words.last + 1) if words else range(0)
    if words is None or any(queries.passage_anywhere(study.db, words.note, number) is None for number in numbers):
        raise OkqualError("errors.unknown_id", {"id": citation}, "errors.unknown_id.try")
    changed = [number for number in numbers if secrets.is_secret(study.db, words.note, number) != on]
    if changed:
        with changing(study) as pen:
            batch = pen.begin_batch() if len(changed) > 1 else ""
            for number in changed:
                over = holder(pen.db, subject("secret", words.note, number), "on")
                payload: dict[str, Any] = {"note": words.note, "number": number, "on": on, "over": over}
                pen.write(Kind.PASSAGE_SECRET, payload, batch=batch)
    return len(changed)


def secret_passages(study: Study) -> list[str]:
    """Citation ids of all secret passages."""
    return [f"{note}:{number}" for note, number in sorted(secrets.secret_passages(study.db))]


@dataclass(frozen=True, slots=True)
class ForPrint:
    """A study as it may be published."""

    material: Material
    changes: list[DisclosureChange]
    """The report of what was changed in it."""
    words: InPrint
    """How a text that somebody wrote is to be printed."""
    groups: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(attribute, group) → what it is called in print; nothing of a group that is named together with others."""

    def texts(self, written: Mapping[Cell, Summary]) -> dict[Cell, Summary]:
        """The written cells that may be printed, without names of the house, groups by their names in print.

        Drafts are nobody's words yet. The text of a group that is named together with others would tell it apart.
        """
        found = {}
        for cell, each in written.items():
            name = self.groups.get((cell.by, cell.row), cell.row) if cell.rows is RowKind.GROUP else cell.row
            if (name or not cell.row) and not each.draft and not self.words.holds(each.text):
                place = replace(cell, row=name)
                found[place] = replace(each, cell=place, text=self.words.words(each.text))
        return found


def for_publishing(study: Study, material: Material, by: Sequence[str] = (ACTOR,)) -> ForPrint:
    """The material as it may be published, and the report of what that changed.

    Words that name coders, interviewers, files and other interviews are put in general terms; the words of held
    quotes stay as they are, since texts that hold them are looked for.
    """
    from okqual.export.word.publishing import InPrint, published

    secret = secrets.secret_passages(study.db)
    told, changes = disclosed(material, disclosure(study), secret, by)
    words = InPrint(told.labels, house_words(study), Withheld(_withheld(study, told, secret)))
    evidence = [
        piece
        if piece.quote.held or (said := published(piece.quote.text, told.labels, words.house)) == piece.quote.text
        else replace(piece, quote=replace(piece.quote, text=said))
        for piece in told.evidence
    ]
    groups = {
        (name, group): told_row.attributes[name]
        for row, told_row in zip(material.cases, told.cases, strict=True)
        for name, group in row.attributes.items()
        if told_row.attributes[name] != group
    }
    merged = {change.where for change in changes if change.kind is DisclosureKind.MERGED}
    groups = {pair: "" if pair[1] in merged else now for pair, now in groups.items()}
    book = _printed(told.codebook, words.words)
    return ForPrint(replace(told, codebook=book, evidence=tuple(evidence)), changes, words, groups)


def _withheld(study: Study, material: Material, secret: Collection[tuple[str, int]]) -> Iterator[str]:
    """The words of secret passages, coded or not, and of quotes that are held back for other reasons."""
    for note, number in secret:
        place = queries.passage_anywhere(study.db, note, number)
        if place is not None:
            text = queries.words_at(study.db, *place)
            yield text
            for start, end in sentence_spans(text):
                if len(text[start:end].split()) >= LEAST_WORDS:
                    yield text[start:end]
    for piece in material.evidence:
        if piece.quote.held:
            words = parse_citation(piece.quote.id)
            # What stands beside a secret passage in a longer quote is no secret by itself.
            if words is None or words.first == words.last or not _any(words.note, words.first, words.last, secret):
                yield piece.quote.text


def _any(note: str, first: int, last: int, secret: Collection[tuple[str, int]]) -> bool:
    return any((note, number) in secret for number in range(first, last + 1))


def _printed(book: Codebook, words: Callable[[str], str]) -> Codebook:
    """The codebook with names and definitions as they may be printed; an example is often somebody's words."""

    def code(each: Code) -> Code:
        return replace(
            each, name=words(each.name), brief=words(each.brief), definition=words(each.definition),
            when=words(each.when), when_not=words(each.when_not), example=words(each.example),
            synonyms=tuple(map(words, each.synonyms)),
        )  # fmt: skip

    return replace(
        book,
        criteria=tuple(replace(each, name=words(each.name), question=words(each.question)) for each in book.criteria),
        evaluation_questions=tuple(
            replace(each, name=words(each.name), text=words(each.text)) for each in book.evaluation_questions
        ),
        codes=tuple(map(code, book.codes)),
    )


def house_words(study: Study) -> dict[str, str]:
    """What stands in a published text for each name of a coder, an interviewer, a person's label or a file."""
    coders, files = message("export.published.person"), message("export.published.file")
    names = {word for pair in queries.coders(study.db).items() for word in pair}
    names |= {
        word.strip() for told in queries.attributes(study.db).values() for word in told.get(INTERVIEWERS, "").split(",")
    }
    notes = (queries.note_now(study.db, note) for note in queries.note_ids(study.db))
    house = {note.file_name: files for note in notes if note is not None}
    house |= dict.fromkeys(names, coders)
    people = {person.label for those in queries.participants(study.db).values() for person in those}
    house |= dict.fromkeys(people, message("export.published.interviewee"))
    return {word: said for word, said in house.items() if len(word) > 1}
