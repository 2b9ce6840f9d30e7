"""The appendix of evidence: each cited segment once, with links to the places that cite it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from okqual.export.cell_words import quoted
from okqual.export.word import xml
from okqual.export.word.anchors import evidence_anchor
from okqual.export.word.draft import Draft
from okqual.messages import message
from okqual.model.coding import Citation, Quote, parse_citation
from okqual.model.summary import brackets, without_links
from okqual.text.swedish import swedish_key

_NO_PLACE = Citation("", 0, 0)


@dataclass
class Evidence:
    """The segments that a document cites, by citation id and words."""

    cited: dict[str, Quote] = field(default_factory=dict)
    """First quote of each segment by the segment's bookmark."""
    by_id: dict[str, str] = field(default_factory=dict)
    """Bookmark of the first segment with this citation id."""
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the segment's bookmark: names of the places that cite it, by their bookmarks."""

    def cite(self, quotes: Iterable[Quote], place: str, name: str) -> None:
        """Take up the quotes as cited at the bookmark ``place``, which readers know as ``name``."""
        for quote in quotes:
            anchor = evidence_anchor(quote.id, quote.text)
            self.cited.setdefault(anchor, quote)
            self.by_id.setdefault(quote.id, anchor)
            self.places.setdefault(anchor, {})[place] = name

    def write(self, draft: Draft) -> None:
        """Write the appendix, an interview a heading; nothing where nothing is cited."""
        if not self.cited:
            return
        draft.heading(1, message("export.evidence.heading"))
        draft.text(message("export.evidence.reading"), "okq note")
        case = None
        for anchor, quote in sorted(self.cited.items(), key=lambda item: _place_in_study(item[1])):
            if quote.case != case:
                case = quote.case
                draft.heading(2, case)
            draft.paragraph(self._entry(draft, anchor, quote), "okq evidence")

    def _entry(self, draft: Draft, anchor: str, quote: Quote) -> str:
        cited = draft.anchors.around(xml.run(quote.id, draft.styles["okq citation id"]), anchor)
        who = ", ".join(filter(None, [*quote.participants, quote.actor]))
        link_style = draft.styles["Hyperlink"]
        back = xml.run(", ").join(xml.link(name, place, link_style) for place, name in self.places[anchor].items())
        said = f"  {quoted(quote)}" + (f" ({who})" if who else "")
        return cited + xml.run(f"{said} {message('export.evidence.cited_in')} ") + back + xml.run(".")


def citation_link(draft: Draft, quote: Quote) -> str:
    """The citation id in brackets as a link to the segment in the appendix."""
    return xml.link(f"[{quote.id}]", evidence_anchor(quote.id, quote.text), draft.styles["okq citation id"])


def with_links(text: str, evidence: Evidence, style: str) -> str:
    """Written text as runs, its citation ids in brackets as links where the appendix has them."""
    out, done = [], 0
    for found in brackets(text):
        if evidence.by_id.keys().isdisjoint(found.ids):
            continue
        out.append(xml.run(text[done : found.start] + "["))
        parts = [
            xml.link(cited, evidence.by_id[cited], style) if cited in evidence.by_id else xml.run(cited)
            for cited in found.ids
        ]
        out.append(xml.run(", ").join(parts) + xml.run("]"))
        done = found.end
    return "".join(out) + xml.run(text[done:])


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
