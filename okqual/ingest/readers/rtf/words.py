"""Control words of rich text: signs, groups that hold no words of the document, the look of characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from okqual.ingest.readers.bullets import BULLET
from okqual.ingest.readers.styled_lines import Words

SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
TABLES = {"fonttbl": "fonts", "stylesheet": "styles", "revtbl": "authors"}
"""Tables at the head of the file that the reader needs."""
PAGE_TEXTS = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"))
BOXES = frozenset(("shptxt", "dptxbxtext"))
AROUND_BOXES = frozenset(("shpinst", "shpgrp", "do", "upr"))
"""Groups whose own words are no text, but which hold groups whose words are."""
OPENED = frozenset(("shppict", "moMath", "moMathPara", "mmath", "nesttableprops"))
"""Groups that hold words although they are marked to be passed over."""
_WORDLESS = """aftncn aftnsep aftnsepc atnicn atnparent atntime author background bkmkend bkmkstart blipuid buptim
category colorschememapping colortbl comment company creatim datafield datastore defchp defpap doccomm docvar falt
fchars fldinst fldtype filetbl ftncn ftnsep ftnsepc fname fontemb fontfile formfield generator gridtbl hlinkbase
htmltag info keycode keywords latentstyles lchars levelnumbers leveltext lfolevel linkval list listlevel listname
listoverride listoverridetable listpicture listtable mmathPict mmathPr nextfile nonesttables nonshppict objalias
objclass objdata objname objsect oldcprops oldpprops oldsprops oldtprops oleclsid operator panose password
passwordhash pgptbl picprop pict pn pnseclvl pntxta pntxtb printim private propname protusertbl rsidtbl rxe shprslt sn
sp staticval subject sv tc tcn template themedata title txe userprops wgrffmtfilter windowcaption writereservation
writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen"""
LEFT_OUT = frozenset(_WORDLESS.split())
"""Groups that hold no words of the document."""


@dataclass(slots=True)
class State:
    """What a group takes over from the group around it."""

    into: str = "text"
    """Where words go: "text", "label", "page", one of ``TABLES``, "around" a box, or "nothing"."""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    change: str = ""
    """"deleted" or "revised" for tracked words."""
    author: int = 0
    font: int | None = None
    skipped: int = 1
    """Characters after ``\\uN`` that stand for the same."""
    nested_row: bool = False

    def words(self, text: str) -> Words:
        """Text with the look that holds here."""
        return Words(text, self.bold, self.italic, self.hidden)


def _plain(state: State, number: int | None) -> None:
    state.bold = state.italic = state.hidden = False
    state.change, state.font = "", None


def _bold(state: State, number: int | None) -> None:
    state.bold = number != 0


def _italic(state: State, number: int | None) -> None:
    state.italic = number != 0


def _hidden(state: State, number: int | None) -> None:
    state.hidden = number != 0


def _font(state: State, number: int | None) -> None:
    state.font = number


def _skipped(state: State, number: int | None) -> None:
    state.skipped = min(max(1 if number is None else number, 0), 16)


def _author(state: State, number: int | None) -> None:
    state.author = number or 0


def _deleted(state: State, number: int | None) -> None:
    state.change = "" if number == 0 else "deleted"


def _revised(state: State, number: int | None) -> None:
    # Words that one person added and another struck are struck.
    if number == 0 or state.change != "deleted":
        state.change = "" if number == 0 else "revised"


CHARACTER: dict[str, Callable[[State, int | None], None]] = {
    "plain": _plain,
    "b": _bold,
    "i": _italic,
    "v": _hidden,
    "f": _font,
    "uc": _skipped,
    "deleted": _deleted,
    "mvf": _deleted,
    "revised": _revised,
    "mvt": _revised,
    "revauth": _author,
    "revauthdel": _author,
    "mvauth": _author,
}
"""What control words do to the look of the characters after them."""


def list_label(text: str) -> str:
    """The label of a list item from the text that the file shows before it: a number, or "-" for a bullet."""
    label = text.strip()
    if not label or label == "o" or not any(sign.isalnum() for sign in label):
        return BULLET if label else ""
    return label
