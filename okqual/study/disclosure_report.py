"""What publishing now would change, before anything is written: groups, quotes, texts, and names in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from okqual.analysis.disclosure import ACTOR
from okqual.export.word.publishing import InPrint, published
from okqual.messages import message
from okqual.model.codebook import Codebook
from okqual.model.disclosure import DisclosureChange, DisclosureKind
from okqual.model.finding import PieceKind
from okqual.study import decisions, summarising
from okqual.study.disclosing import ForPrint, for_publishing
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.pieces import pieces

LONGEST_NAME = 40
"""Characters of a decision by which it is named."""


def report(study: Study, by: Sequence[str] = (ACTOR,)) -> list[DisclosureChange]:
    """Line by line, without writing anything: texts and names after groups and quotes."""
    before = gather(study)
    told = for_publishing(study, before, by)
    texts = list(_texts(study, before.codebook, told))
    out = dict.fromkeys(name for name, text in texts if told.words.holds(text))
    changes = [*told.changes, *(DisclosureChange(DisclosureKind.LEFT_OUT, name) for name in out)]
    changes += [
        DisclosureChange(DisclosureKind.APART, summarising.words_of(study, cell))
        for cell in summarising.written(study) if told.groups.get((cell.by, cell.row)) == ""
    ]  # fmt: skip
    kept = [text for name, text in texts if name not in out]
    hidden = {piece.quote.id for piece in told.material.evidence if piece.quote.held}
    quotes = {piece.quote.id: piece.quote.text for piece in before.evidence if piece.quote.id not in hidden}
    return changes + list(_names([*kept, *quotes.values()], told.words))


def _texts(study: Study, book: Codebook, told: ForPrint) -> Iterator[tuple[str, str]]:
    """What is written and would be printed, by what a person calls it.

    Texts with a place, cells that are no drafts, the codebook, and what was decided.
    """
    for each in pieces(study):
        if each.heading or each.kind is PieceKind.HEADING:
            yield each.id, "\n".join(filter(None, (each.title, each.page, each.text)))
    for cell, written in summarising.written(study).items():
        if not written.draft and told.groups.get((cell.by, cell.row)) != "":
            yield summarising.words_of(study, cell), written.text
    for code in book.codes:
        for text in (code.name, code.brief, code.definition, code.when, code.when_not, code.example, *code.synonyms):
            yield code.id, text
    for question in book.evaluation_questions:
        yield question.id, "\n".join((question.name, question.text))
    for decision in decisions.decisions(study):
        name = message("cli.disclosure.decision", text=decision.text[:LONGEST_NAME])
        yield from ((name, decision.text), (name, decision.reason))


def _names(texts: Iterable[str], words: InPrint) -> Iterator[DisclosureChange]:
    """Each name that is replaced, how often, and by what; interviews' ids by their neutral labels."""
    found: Counter[str] = Counter()
    instead = {**words.neutral, **words.house}
    for text in texts:
        there = [word for word in instead if word in text]
        if there and published(text, words.neutral, words.house) != text:
            for word in there:
                found[word] += len(re.findall(rf"(?<![\w-]){re.escape(word)}(?![\w-])(?!:\d)", text))
    for word in sorted(found):
        if found[word]:
            yield DisclosureChange(DisclosureKind.NAMED, word, found[word], instead[word])
