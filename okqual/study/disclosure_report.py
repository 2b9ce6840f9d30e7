"""What publishing now would change, before anything is written: groups, quotes, texts, and names in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okqual.analysis.disclosure import ACTOR
from okqual.analysis.material import Material
from okqual.export.word.publishing import published
from okqual.model.disclosure import DisclosureChange, DisclosureKind
from okqual.study import summarising
from okqual.study.disclosing import for_publishing, house_words
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.pieces import pieces


def report(study: Study, by: Sequence[str] = (ACTOR,)) -> list[DisclosureChange]:
    """Line by line, without writing anything: texts and names after groups and quotes."""
    before = gather(study)
    material, changes = for_publishing(study, before, by)
    texts = dict(_texts(study))
    held = summarising.held_words(material.evidence)
    out = [name for name, text in texts.items() if any(words in text for words in held)]
    changes += [DisclosureChange(DisclosureKind.LEFT_OUT, name) for name in out]
    kept = [text for name, text in texts.items() if name not in out]
    hidden = {piece.quote.id for piece in material.evidence if piece.quote.held}
    quotes = {piece.quote.id: piece.quote.text for piece in before.evidence if piece.quote.id not in hidden}
    return changes + list(_names([*kept, *quotes.values()], house_words(study), material))


def _texts(study: Study) -> Iterator[tuple[str, str]]:
    """What is written and would be printed, by what a person calls it: texts with a place, cells that are no drafts."""
    for each in pieces(study):
        if each.heading or each.position:
            yield each.id, each.text
    for cell, written in summarising.written(study).items():
        if not written.draft:
            yield summarising.words_of(study, cell), written.text


def _names(texts: Iterable[str], house: Mapping[str, str], material: Material) -> Iterator[DisclosureChange]:
    """Each name that is replaced, how often, and by what; interviews' ids by their neutral labels."""
    found: Counter[str] = Counter()
    instead = {**material.labels, **house}
    for text in texts:
        there = [word for word in instead if word in text]
        if there and published(text, material.labels, house) != text:
            for word in there:
                found[word] += len(re.findall(rf"(?<![\w-]){re.escape(word)}(?![\w-])(?!:\d)", text))
    for word in sorted(found):
        if found[word]:
            yield DisclosureChange(DisclosureKind.NAMED, word, found[word], instead[word])
