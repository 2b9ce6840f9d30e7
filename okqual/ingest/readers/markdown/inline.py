"""Lines of a Markdown paragraph as text, with what is said of their look."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from markdown_it.token import Token

# Tags of HTML are markup; anything else in angle brackets ("<IP2>") is what someone wrote.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|ins|li|mark"
    r"|ol|p|pre|q|s|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT_SIGNS = re.compile(r"<!--+|--+>")
# A line that opens something of its own is not the rest of the sentence above it.
_OPENS = re.compile(r"(?:(?![a-zåäö])[^\W\d_](?:[\w()/ -]|\.(?!\s)){0,40}:\s|(?:Fråga|Fr\.|F|Q)\s?\d|[-–—•·]\s)")
_NEXT_SPEAKER = re.compile(r"IP\s?\d")
_ENDED = re.compile(r"[.!?:…][”\"’')\]]*\s*\Z")


@dataclass(slots=True)
class Line:
    """A line of text, ``offset`` lines below the start of its block."""

    text: str
    offset: int = 0
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Open:
    """A line while it is put together: how much of it is emphasised."""

    offset: int
    parts: list[str] = field(default_factory=list)
    plain: bool = False
    upright: bool = False
    words: bool = False


def lines_of_inline(children: list[Token]) -> list[Line]:
    """The lines of an inline token: those that were only broken by their width are one."""
    return _joined([_closed(line) for line in _open_lines(children)])


def text_of_html(source: str) -> str:
    """The words of HTML: tags and signs of comments go, what stands between them stays."""
    return html.unescape(_COMMENT_SIGNS.sub(" ", _TAG.sub(" ", _BREAK.sub("\n", source))))


def _open_lines(children: list[Token]) -> list[tuple[_Open, bool]]:
    """Lines with whether they end by the writer's will."""
    lines: list[tuple[_Open, bool]] = []
    line = _Open(0)
    strong = emphasis = 0
    for token in children:
        if token.type in {"softbreak", "hardbreak"}:
            lines.append((line, token.type == "hardbreak"))
            line = _Open(line.offset + 1)
        elif token.type in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif token.type in {"em_open", "em_close"}:
            emphasis += token.nesting
        else:
            text = _text(token)
            line.parts.append(text)
            if text.strip():
                line.words = True
                line.plain |= not strong
                line.upright |= not emphasis
    lines.append((line, True))
    return lines


def _text(token: Token) -> str:
    if token.type == "html_inline":
        return text_of_html(token.content)
    if token.type == "image":
        return "".join(_text(child) for child in token.children or []) or token.content
    return token.content


def _closed(line: tuple[_Open, bool]) -> tuple[Line, bool]:
    opened, ends = line
    text = "".join(opened.parts)
    return Line(text, opened.offset, opened.words and not opened.plain, opened.words and not opened.upright), ends


def _joined(lines: list[tuple[Line, bool]]) -> list[Line]:
    joined: list[Line] = []
    goes_on = False
    for line, ends in lines:
        before = joined[-1] if joined else None
        if before is not None and goes_on and not _parted(before, line):
            before.text = f"{before.text.rstrip()} {line.text.lstrip()}"
            before.italic &= line.italic
        else:
            joined.append(line)
        goes_on = not ends
    return joined


def _parted(before: Line, line: Line) -> bool:
    if before.bold != line.bold or _OPENS.match(line.text):
        return True
    # "… sedan 2021 och" + "IP2 från kommunerna" is one sentence that was broken by its width.
    return bool(_NEXT_SPEAKER.match(line.text) and _ENDED.search(before.text))
