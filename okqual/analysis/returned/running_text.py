"""The running text of an export, as others may have printed it: without ids, labels, lists and appendices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from okqual.analysis.returned.chapters import BESIDE, TEXTS, without_marks
from okqual.analysis.returned.finding import has_anchors
from okqual.analysis.returned.places import anchors_of
from okqual.model.published import TextBlock
from okqual.model.returned import Paragraph, Returned
from okqual.model.summary import without_links
from okqual.text.folding import folded

SAID = frozenset({*TEXTS, "okq quote", "okq dissent", "okq introduction"})
_SPEAKER = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*\Z")


def running_text(
    returned: Returned, ends: Collection[str], behind: Collection[str], marks: Collection[str]
) -> list[TextBlock]:
    """Headings and paragraphs. ``ends``: folded headings where the chapters end; ``behind``: folded sentences after
    which a working version tells what is not printed; ``marks``: what it puts after texts.
    """
    working = has_anchors(returned)
    return list(_working(returned, behind, marks) if working else _published(returned, ends))


def _published(returned: Returned, ends: Collection[str]) -> Iterator[TextBlock]:
    inside = False
    for at, part in enumerate(returned.blocks):
        if not isinstance(part, Paragraph) or not part.text.strip():
            continue
        if part.style in BESIDE or part.style.startswith("toc "):
            continue
        if part.level == 1:
            inside = folded(part.text) not in ends
        if not inside or part.style == "okq lead":
            continue
        yield TextBlock(part.text, part.level, str(at))


def _working(returned: Returned, behind: Collection[str], marks: Collection[str]) -> Iterator[TextBlock]:
    inside = False
    for at, part in enumerate(returned.blocks):
        if not isinstance(part, Paragraph) or not part.text.strip():
            continue
        if part.level == 1:
            inside = bool(anchors_of(part))
        elif folded(part.text) in behind:
            inside = False
        if not inside or not (part.level or part.style in SAID):
            continue
        text, speaker = without_links(part.text), ""
        if part.style == "okq quote":
            said, text = text, _SPEAKER.sub("", text)
            speaker = said[len(text) :].strip()
        elif part.style in TEXTS:
            text = without_marks(text, marks)
        if text.strip():
            yield TextBlock(text, part.level, str(at), speaker=speaker)
