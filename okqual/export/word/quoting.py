"""A quote in running text: its words, who says them, and where they stand, in brackets or at the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okqual.export.cell_words import quoted
from okqual.export.word import xml
from okqual.export.word.anchors import evidence_anchor
from okqual.export.word.cells import spoken
from okqual.export.word.draft import Draft
from okqual.export.word.evidence import citation_link
from okqual.model.coding import Quote


@dataclass(frozen=True, slots=True)
class QuoteWriter:
    """Writes the quotes of one document."""

    draft: Draft
    publish: bool
    footnotes: bool

    def quote(self, quote: Quote) -> str:
        """Runs with the words and the speaker; in a working version the way to the evidence too."""
        if self.publish:
            return xml.run(spoken(quote) + (f" ({quote.actor})" if quote.actor else ""))
        who = ", ".join(filter(None, [*quote.participants, quote.actor]))
        said = xml.run(quoted(quote) + (f" ({who})" if who else ""))
        return said + self.citations([quote])

    def citations(self, quotes: Sequence[Quote]) -> str:
        """The citation ids of quotes: each in brackets, or all in one footnote."""
        if not self.footnotes:
            return "".join(xml.run(" ") + citation_link(self.draft, quote) for quote in quotes)
        style = self.draft.styles["okq citation id"]
        links = [xml.link(quote.id, evidence_anchor(quote.id, quote.text), style) for quote in quotes]
        return self.draft.footnotes.note(xml.run(", ").join(links))
