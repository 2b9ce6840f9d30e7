"""Folding: what two texts have in common when white space, quotes and Unicode forms differ.

Search, quotes and matching compare folded texts; the offset map leads every folded character back
to the code points of the original, so that what is found can be marked where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Seen by nobody: soft hyphen, zero-width characters, direction marks, byte order mark.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Marks that join the letter before them; Hangul vowels and finals do the same.
_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u3099\u309a\u1160-\u11ff"
_PIECE = re.compile(
    rf"(?P<space>\s(?:[{_UNSEEN}]*\s)*)"
    rf"|(?P<unseen>[{_UNSEEN}]+)"
    rf"|(?P<joined>[^\s{_UNSEEN}](?:[{_UNSEEN}]*[{_MARK}])+)"
    rf"|(?P<plain>(?:[^\s{_UNSEEN}{_MARK}](?![{_UNSEEN}]*[{_MARK}])| (?![\s{_UNSEEN}{_MARK}]))+|.)",
    re.DOTALL,
)
_WORD = re.compile(" |[^ ]+")
# Most Swedish text: nothing unseen, nothing that joins, so that no offsets need to be kept on the way.
_PLAIN_TEXT = re.compile("[\t\n\r -~\u00a0-\u00ac\u00ae-\u017f“”„’‘–—…]*")
_SPACES = re.compile(r"\s+")
_UNSEEN_RUN = re.compile(f"[{_UNSEEN}]+")
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′‹›`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_TO_UNIFY = re.compile("[" + "".join(map(chr, _UNIFIED)) + "]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    ``offsets[i]`` is where folded character ``i`` begins in the original and ``ends[i]`` where it
    ends, in code points; ``offsets`` has one place more, the original's length.
    """

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that folded ``[start, end)`` comes from; an empty one stays empty."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """``text`` in NFC and lower case, with one kind of space, quotation mark and dash.

    Soft hyphens and zero-width characters are left out, a run of white space is one space, … is
    three points. å, ä and ö stay letters of their own. Linear in the length of ``text``.
    """
    parts: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for piece, start, end, even in _pieces(text):
        parts.append(piece)
        offsets.extend(range(start, end) if even else [start] * len(piece))
        ends.extend(range(start + 1, end + 1) if even else [end] * len(piece))
    offsets.append(len(text))
    return Folded("".join(parts), tuple(offsets), tuple(ends))


def folded(text: str) -> str:
    """Only the folded text, without surrounding space, for comparing."""
    if _PLAIN_TEXT.fullmatch(text):
        return _SPACES.sub(" ", _lower(text)).strip()
    return "".join(piece for piece, _, _, _ in _pieces(text)).strip()


def _pieces(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Folded pieces, the span each comes from, and whether its characters map one to one."""
    for found in _PIECE.finditer(text):
        start, end = found.span()
        if found.lastgroup == "space":
            yield " ", start, end, False
        elif found.lastgroup == "joined":
            yield _lower(_UNSEEN_RUN.sub("", found.group())), start, end, False
        elif found.lastgroup == "plain":
            yield from _plain(found.group(), start, end)


def _plain(run: str, start: int, end: int) -> Iterator[tuple[str, int, int, bool]]:
    """Plain characters and single spaces: in one go where each has one folded character, else word by word."""
    normalized = unicodedata.is_normalized("NFC", run)
    if normalized and len(low := _lower(run)) == len(run):
        yield low, start, end, True
    elif " " in run:
        for word in _WORD.finditer(run):
            yield from _plain(word.group(), start + word.start(), start + word.end())
    elif not normalized:
        # A script whose letters join without marks that we know: the whole word is one unit.
        yield _lower(run), start, end, False
    else:
        for place, sign in enumerate(run, start):
            yield _lower(sign), place, place + 1, False


def _lower(run: str) -> str:
    low = unicodedata.normalize("NFC", run).casefold()
    # translate() looks every sign up; most text has none of these.
    return unicodedata.normalize("NFC", low.translate(_UNIFIED) if _TO_UNIFY.search(low) else low)
