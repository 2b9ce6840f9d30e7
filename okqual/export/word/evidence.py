"""The appendix of evidence: each cited segment once, with links to the places that cite it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from okqual.export.cell_words import quoted
from okqual.export.word import xml
from okqual.export.word.anchors import evidence_anchor
from okqual.export.word.draft import Draft
from okqual.messages import message
from okqual.model.coding import Citation, Quote, parse_citation
from okqual.model.results import Surroundings
from okqual.model.summary import brackets, without_links
from okqual.text.swedish import swedish_key

_NO_PLACE = Citation("", 0, 0)
_NOTHING_AROUND = Surroundings("", "")


@dataclass
class Evidence:
    """The segments that a document cites, by citation id and words."""

    cited: dict[str, Quote] = field(default_factory=dict)
    """First quote of each segment by the segment's bookmark."""
    by_id: dict[str, str] = field(default_factory=dict)
    """Bookmark of the first segment with this citation id."""
    by_passage: dict[tuple[str, int], str] = field(default_factory=dict)
    """Bookmark of the first segment that holds words of a passage, by note and number."""
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the segment's bookmark: names of the places that cite it, by their bookmarks."""
    around: Mapping[str, Surroundings] = field(default_factory=dict)
    """What stands around the segments in their notes, by citation id."""

    def cite(self, quotes: Iterable[Quote], place: str, name: str) -> None:
        """Take up the quotes as cited at the bookmark ``place``, which readers know as ``name``."""
        for quote in quotes:
            anchor = evidence_anchor(quote.id, quote.text)
            self.cited.setdefault(anchor, quote)
            self.by_id.setdefault(quote.id, anchor)
            self.places.setdefault(anchor, {})[place] = name
            words = parse_citation(quote.id)
            for number in range(words.first, words.last + 1) if words else ():
                self.by_passage.setdefault((words.note if words else "", number), anchor)

    def bookmark(self, cited: str) -> str:
        """Bookmark of the segment that a citation id in a text names: just these words, else some of its passages."""
        words = parse_citation(cited)
        numbers = range(words.first, words.last + 1) if words and words.first_word is None else range(0)
        found = (self.by_passage.get((words.note, number)) for number in numbers if words)
        return self.by_id.get(cited) or next((anchor for anchor in found if anchor), "")

    def write(self, draft: Draft) -> None:
        """Write the appendix, an interview a heading; nothing where nothing is cited."""
        if not self.cited:
            return
        draft.heading(1, message("export.evidence.heading"))
        draft.text(message("export.evidence.reading"), "okq above")
        there = sorted(self.cited.items(), key=lambda item: _place_in_study(item[1]))
        for case, entries in groupby(there, key=lambda item: item[1].case):
            draft.heading(2, case)
            draft.paragraphs([self._entry(draft, anchor, quote) for anchor, quote in entries], "okq evidence")

    def _entry(self, draft: Draft, anchor: str, quote: Quote) -> str:
        """The id, the words between the sentences around them, who said them when, and where they are cited."""
        cited = draft.anchors.around(xml.run(quote.id, draft.styles["okq citation id"]), anchor)
        around = self.around.get(quote.id, _NOTHING_AROUND)
        beside, cited_words = draft.styles["okq beside"], draft.styles["okq term"]
        who = ", ".join(filter(None, [*quote.participants, around.role or quote.actor, around.date]))
        link_style = draft.styles["Hyperlink"]
        back = xml.run(", ").join(xml.link(name, place, link_style) for place, name in self.places[anchor].items())
        said = xml.run(f"{around.before} " if around.before else "", beside)
        said += xml.run(quoted(quote), cited_words)
        said += xml.run(f" {around.after}" if around.after else "", beside)
        said += xml.run((f" ({who})" if who else "") + f" {message('export.evidence.cited_in')} ")
        return cited + xml.run("  ") + said + back + xml.run(".")


def citation_link(draft: Draft, quote: Quote) -> str:
    """The citation id in brackets as a link to the segment in the appendix."""
    return xml.link(f"[{quote.id}]", evidence_anchor(quote.id, quote.text), draft.styles["okq citation id"])


def with_links(text: str, evidence: Evidence, style: str) -> str:
    """Written text as runs, its citation ids in brackets as links where the appendix has them."""
    out, done = [], 0
    for found in brackets(text):
        if not any(evidence.bookmark(cited) for cited in found.ids):
            continue
        out.append(f"{xml.run(text[done : found.start] + '[')}{_links(found.ids, evidence, style)}{xml.run(']')}")
        done = found.end
    return "".join(out) + xml.run(text[done:])


def with_notes(text: str, evidence: Evidence, draft: Draft, style: str) -> str:
    """Written text as runs, each bracket of citation ids as a footnote that holds them."""
    out, done = [], 0
    for found in brackets(text):
        note = draft.footnotes.note(_links(found.ids, evidence, style))
        out.append(xml.run(text[done : found.start].rstrip()) + note)
        done = found.end
    return "".join(out) + xml.run(text[done:])


def _links(ids: Iterable[str], evidence: Evidence, style: str) -> str:
    """Citation ids as links where the appendix has their words."""
    parts = [xml.link(cited, place, style) if (place := evidence.bookmark(cited)) else xml.run(cited) for cited in ids]
    return xml.run(", ").join(parts)


def without_ids(text: str, neutral: dict[str, str]) -> str:
    """Written text as it may leave the house: no citation ids, interviews by their neutral labels."""
    text = without_links(text)
    for case in sorted(neutral, key=len, reverse=True):
        name = re.escape(case)
        text = re.sub(rf"\s*(?<!\w){name}[b-z]?:\d+(?:[.–-]\d+)*(?:-\d+)?", "", text)
        text = re.sub(rf"(?<![\w-]){name}(?![\w-]|:\d)", lambda _, case=case: neutral[case], text)  # type: ignore[misc]
    return text


def _place_in_study(quote: Quote) -> tuple[object, ...]:
    place = parse_citation(quote.id) or _NO_PLACE
    return swedish_key(quote.case), place.note, place.first, place.first_word or 0, place.last, quote.id
