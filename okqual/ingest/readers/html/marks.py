"""What elements of a web page are: blocks, notes and their signs, comments, texts of pages."""

from __future__ import annotations

import re

from lxml import etree

_BLOCKS = """address article aside body blockquote caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search
section summary table tbody td textarea tfoot th thead tr ul xmp"""
BLOCKS = frozenset(_BLOCKS.split())
_WORDLESS = "script style head title template noscript iframe object audio video svg datalist"
LEFT_OUT = frozenset(_WORDLESS.split())
PREFORMATTED = frozenset(("pre", "textarea", "xmp", "plaintext", "listing"))
_NOTE = re.compile(r"(?:(?P<end>sdendnote|edn|endnote|en)|sdfootnote|ftn|fn|footnote)[-_:]?\d+\Z", re.IGNORECASE)
_NOTE_SIGN = re.compile(
    r"#(?:_(?:ftn|edn)(?:ref)?\d+|sd(?:foot|end)note\d+(?:sym|anc)|(?:fn|en|footnote|endnote)(?:-?ref)?[-_:]?\d+"
    r"|cmnt(?:_ref)?\d+)\Z",
    re.IGNORECASE,
)
_COMMENT_SIGN = re.compile(r"#cmnt_ref\d+\Z")
_PAGE_TEXT = re.compile(r"mso-element\s*:\s*(?:header|footer)\b", re.IGNORECASE)
_LONGEST_SIGN = 8


def note_kind(element: etree._Element) -> str:
    """``fn`` for a footnote's text, ``en`` for an endnote's, else nothing."""
    role = element.get("role", "")
    if role in {"doc-footnote", "doc-endnote"}:
        return "fn" if role == "doc-footnote" else "en"
    if element.tag not in {"div", "li", "aside", "p", "section", "dd"}:
        return ""
    found = _NOTE.match(element.get("id", ""))
    return "" if found is None else "en" if found["end"] else "fn"


def is_note_sign(element: etree._Element) -> bool:
    """Whether a link is only the sign of a note or comment, or the way back from it."""
    if element.tag != "a":
        return False
    if element.get("role") in {"doc-noteref", "doc-backlink"}:
        return True
    if _NOTE_SIGN.match(element.get("href", "")) is None:
        return False
    text = ""
    for part in element.itertext():
        text += str(part).strip()
        if len(text) > _LONGEST_SIGN:
            return False
    return True


def is_comment(element: etree._Element) -> bool:
    """Whether an element is a comment in the margin of a document that was saved as a page."""
    if element.get("id", "").startswith(("_com_", "_anchor_")) or "MsoCommentReference" in element.get("class", ""):
        return True
    if element.tag == "p":
        first = next(element.iter("a"), None)
        return first is not None and _COMMENT_SIGN.match(first.get("href", "")) is not None
    return False


def is_page_text(element: etree._Element) -> bool:
    """Whether an element is the header or footer of a document that was saved as a page."""
    if element.tag != "div":
        return False
    return element.get("title") in {"header", "footer"} or _PAGE_TEXT.search(element.get("style", "")) is not None


def heading_level(element: etree._Element) -> int:
    """1–9 for a heading, else 0."""
    tag = element.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if element.get("role") == "heading":
        level = element.get("aria-level", "2")
        return int(level) if level in set("123456789") else 2
    return 0
