"""Sentences of running text: the passages that are read, coded and counted."""

from __future__ import annotations

import re
from bisect import bisect_right

from okqual.text.quotes import quotation_spans

LONGEST_WHOLE_QUOTATION = 400
"""Characters; a quotation up to this length is never cut, since its words belong together."""

# The end of a sentence: its sign, closing marks and brackets, white space, then what opens the next.
_END = re.compile(r"(?P<sign>[.!?…]+)(?P<close>[”“\"’'»)\]]*)(?P<gap>\s+)(?=(?P<next>\S))")
_WORD_BEFORE = re.compile(r"[\w.:]*\Z")
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z])[.)]+")
_LINE_END = re.compile(r"\s*\n\s*")
_OPENING = frozenset("”“„\"'’»«([–—-•*")

_SHORT = """t.ex ex bl.a bla m.m m.fl mfl fl fr.o.m t.o.m o.s.v osv o.dyl dyl d.v.s dvs s.k f.n f.d p.g.a pga p.gr.a
i.o.m iom resp kl ca c:a cirka tel nr st sid s ang avs enl exkl inkl forts jfr kap max min mån motsv obs okt nov dec
jan feb aug sept prof doc dr red sekr uppl utg v.g övr e.kr f.kr etc eg ev ggr ordf m.a.o a.a p.s f.ö h.h i.e e.g bil
bil.nr avd anm e.d s.a.s t.v k.l"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_OPENERS = "ex t.ex ca c:a cirka kl nr fr.o.m t.o.m bl.a s.k resp tel dr prof jfr f.d ang avs enl"
_NEVER_LAST = frozenset(_OPENERS.split())
"""Abbreviations that something always follows, so that a capital after them begins no sentence."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans ``[start, end)`` of the sentences of ``text``, without surrounding white space.

    Every character that is not white space is in exactly one span. A line end parts sentences; an
    abbreviation, a list number, an initial and the inside of a quotation do not.
    """
    cuts = sorted({*_line_ends(text), *_sentence_ends(text)})
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        part = text[start:end]
        if stripped := part.strip():
            first = start + len(part) - len(part.lstrip())
            spans.append((first, first + len(stripped)))
    return spans


def _line_ends(text: str) -> list[int]:
    return [found.end() for found in _LINE_END.finditer(text)]


def _sentence_ends(text: str) -> list[int]:
    kept = [(a, b) for a, b in quotation_spans(text) if b - a <= LONGEST_WHOLE_QUOTATION]
    starts = [a for a, _ in kept]
    ends = []
    begins = 0
    for found in _END.finditer(text):
        at = found.end("close")
        quotation = bisect_right(starts, at - 1) - 1
        inside = quotation >= 0 and at < kept[quotation][1]
        numbered = _LIST_NUMBER.fullmatch(text, begins, at)
        if not inside and not numbered and _ends_here(text, found):
            begins = found.end()
            ends.append(begins)
    return ends


def _ends_here(text: str, found: re.Match[str]) -> bool:
    following = found["next"]
    if following.islower() or not (following.isalnum() or following in _OPENING):
        return False
    if found["sign"] != "." or found["close"]:
        return True
    return not _abbreviated(text, found.start(), following)


def _abbreviated(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or an initial."""
    before = _WORD_BEFORE.search(text, max(0, stop - 20), stop)
    word = before.group().lower().strip(".") if before else ""
    if word in _NEVER_LAST:
        return True
    if word in _ABBREVIATIONS:
        # "m.m. Sedan" ends a sentence, "m.m. (se nedan)" does not.
        return not following.isupper()
    return len(word) == 1 and word.isalpha() and text[stop - 1].isupper()
