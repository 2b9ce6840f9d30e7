"""Sentences of running text: the passages that are read, coded and counted."""

from __future__ import annotations

import re
from bisect import bisect_right

from okqual.text.quotes import quotation_spans

LONGEST_WHOLE_QUOTATION = 400
"""Characters; a quotation up to this length is never cut, since its words belong together."""

# The end of a sentence: its sign, closing marks and brackets, white space, then what opens the next.
_END = re.compile(r"(?<![.!?…])(?P<sign>[.!?…]++)(?P<close>[”“\"’'»)\]]*+)(?P<gap>\s++)(?=(?P<next>\S))")
_WORD_BEFORE = re.compile(r"[\w.:]*\Z")
# "IP1." before what IP1 says is as little a sentence as "1." before an item.
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[Il]P ?\d{1,2}|[Ii]p ?\d{1,2})[.)]+")
_LINE_END = re.compile(r"\s*\n\s*")
_OPENING = frozenset("”“„\"'’»«([–—-•*")

_SHORT = """t.ex ex bl.a bla m.m m.fl mfl fl fr.o.m t.o.m o.s.v osv o.dyl dyl d.v.s dvs s.k f.n f.d p.g.a pga p.gr.a
i.o.m iom resp kl ca c:a cirka tel nr st sid s ang avs enl exkl inkl forts jfr kap max min mån motsv obs okt nov dec
jan feb aug sept prof doc dr red sekr uppl utg v.g övr e.kr f.kr etc eg ev ggr ordf m.a.o a.a p.s f.ö h.h i.e e.g bil
bil.nr avd anm e.d s.a.s t.v k.l"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_OPENERS = "ex t.ex ca c:a cirka kl nr fr.o.m t.o.m bl.a s.k resp tel dr prof jfr f.d ang avs enl e.g i.e cf vs"
_NEVER_LAST = frozenset(_OPENERS.split())
"""Abbreviations that something always follows, so that a capital after them begins no sentence."""

_ENGLISH = """a.m al approx apr assn ave b.a bros cf co corp dept ed eds esp est et.al excl fig figs govt inc incl jr
jul jun llc ltd m.a m.d misc mr mrs no nos oct p.m ph.d pp ref refs sep univ vol vols vs"""
_ABBREVIATIONS_TOO = frozenset(_ENGLISH.split())
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Messrs", "St", "Sen", "Gov", "Gen", "Rev", "Hon", "Capt", "Lt", "Col", "Sgt"])
"""English titles, which a name follows; "MS" and "st" are other words."""
_INITIALISM = re.compile(r"(?:[A-Z]\.){1,4}[A-Z]\Z")
_OPENING_WORDS = """a all an and as at but by de den det detta for from he her his how i if in it its jag man men my no
och on one our she so some så that the their then there these they this those to vi we what when where who why with
yes you"""
_OPENS = frozenset(_OPENING_WORDS.split())
"""Words that seldom follow an initialism in its own sentence ("the U.S. We …", unlike "the U.S. Army")."""
_NEXT_WORD = re.compile(r"\s*[^\w\s]*(?P<word>\w+)")


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
    typed = before.group().strip(".") if before else ""
    word = typed.lower()
    if word in _NEVER_LAST or typed in _TITLES:
        return True
    if _INITIALISM.match(typed):
        opens = _NEXT_WORD.match(text, stop + 1)
        return opens is not None and opens["word"].lower() not in _OPENS
    if word in _ABBREVIATIONS or word in _ABBREVIATIONS_TOO:
        # "m.m. Sedan" ends a sentence, "m.m. (se nedan)" does not.
        return not following.isupper()
    # "J. Larsson" is a name, "so did I. We" is not.
    return len(typed) == 1 and typed.isalpha() and typed.isupper() and typed != "I"
