"""Captions that number themselves, the lists of them at the front, and references to them in running text."""

from __future__ import annotations

from dataclasses import dataclass, field

from okqual.export.word import xml
from okqual.export.word.anchors import Anchors
from okqual.messages import message

TABLE, FIGURE = "export.table", "export.figure"
"""Kinds of captions, by the message that names one."""


@dataclass(slots=True)
class Captions:
    """The captions of a document as they are given out, by kind."""

    anchors: Anchors
    given: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {TABLE: [], FIGURE: []})
    """(text, bookmark) of each caption."""
    names: dict[str, str] = field(default_factory=dict)
    """"Tabell 3" by the bookmark that holds it."""

    def caption(self, kind: str, title: str) -> tuple[str, str]:
        """The runs of the next caption of a kind, and the bookmark by which text refers to its number."""
        number = len(self.given[kind]) + 1
        place = f"_Toc{kind.rpartition('.')[2].capitalize()}{number:04d}"
        label = self._next(kind)
        counted = xml.run(f"{message(kind)} ") + xml.field(rf"SEQ {message(kind)} \* ARABIC", str(number))
        named = self.anchors.around(counted, label)
        self.given[kind].append((f"{message(kind)} {number}. {title}", place))
        return self.anchors.around(named + xml.run(f". {title}"), place), label

    def next_table(self) -> str:
        """The bookmark that the number of the next table will have, for text that stands before it."""
        return self._next(TABLE)

    def next_figure(self) -> str:
        """The bookmark that the number of the next figure will have."""
        return self._next(FIGURE)

    def _next(self, kind: str) -> str:
        number = len(self.given[kind]) + 1
        label = f"_Ref{kind.rpartition('.')[2].capitalize()}{number:04d}"
        self.names.setdefault(label, f"{message(kind)} {number}")
        return label

    def reference(self, label: str) -> str:
        """A field that reads "Tabell 3" and leads there; Word renews it when tables move."""
        return xml.field(rf"REF {label} \h", self.names[label])

    def listed(self, kind: str) -> list[str]:
        """The runs of each line of the list of a kind, links filled in; the field that renews it around them."""
        entries = [xml.link(text, place) for text, place in self.given[kind]]
        if entries:
            entries[0] = xml.field_start(rf'TOC \h \z \c "{message(kind)}"') + entries[0]
            entries[-1] += xml.field_end()
        return entries
