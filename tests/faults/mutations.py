"""Something else made of a file: bytes, lines, and what zips, XML, HTML and JSON are made of, changed at random."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from lxml import etree

PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"]]>", b"&#x0;", b"&amp;" * 50, b"{" * 40, b"[" * 400, b"\\u" * 9,
    b"- " * 90, b'"', b"'", b",,,,", b";", b"\r", b"\n\n\n", b"\x1b[2J", b"99999999999999999999", b"-1", b"1e999",
    "\u202e".encode(), "å".encode("latin-1"), b"a" * 100_000, b"<w:p/>" * 300, b"!!python/object:os.system", b"&a [*a]",
    b"[" * 200_000, b"WEBVTT",
    b"00:00:00.000 --> 99:99:99.999", b"\\'zz", b"\\bin99999 ", b"endobj", b"/Length 9999999999",
)  # fmt: skip
"""What breaks readers now and then."""
VALUES = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "1e999",
    "NaN",
    "true",
    "å" * 40,
    "a:b",
    "../..",
    "\u202e",
    "#",
    "rId1",
)
"""What an attribute or a text in XML is made."""
PLAIN: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**63,
    10**30,
    1.5,
    float("nan"),
    "",
    "x",
    "\ud800",
    "å",
    [],
    {},
    [[]],
    [None],
)
"""What a value in JSON is made."""
OPENED = 60_000
"""Bytes of XML that are read as a tree; larger parts are changed as bytes."""

Change = Callable[[bytes], bytes]


def changed(content: bytes, others: list[bytes], choose: random.Random, further: Change | None = None) -> bytes:
    """Something else made of a file; of a zip, mostly, of a part in it. ``further`` changes bytes in its own way."""
    if content[:2] == b"PK" and choose.random() < 0.8:
        with contextlib.suppress(
            zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, RuntimeError, zlib.error
        ):
            return _repacked(content, choose, further)
    for _ in range(choose.choice((1, 1, 1, 2, 4))):
        content = _changed_once(content, others, choose, further)
    return content


def _changed_once(content: bytes, others: list[bytes], choose: random.Random, further: Change | None) -> bytes:
    way, start = choose.random(), content[:200].lstrip()[:1]
    if way < 0.5 and start == b"<" and len(content) < OPENED:
        return elements_changed(content, choose)
    if way < 0.5 and start in (b"{", b"["):
        return values_changed(content, choose)
    if way < 0.4 and content.count(b"\n") > 2:
        return lines_changed(content, choose)
    return further(content) if further is not None and way < 0.7 else bytes_changed(content, others, choose)


def bytes_changed(content: bytes, others: list[bytes], choose: random.Random) -> bytes:
    """Bits turned, and pieces cut, doubled, moved in from elsewhere and made of noise."""
    made = bytearray(content)
    for _ in range(choose.choice((1, 1, 2, 4, 16))):
        at, length = choose.randrange(len(made) + 1), choose.choice((1, 2, 8, 64, 1024))
        piece = bytes(made[at : at + length])
        match choose.randrange(14):
            case 0 | 1 | 2:
                for _ in range(choose.randrange(1, 9)):
                    if made:
                        made[choose.randrange(len(made))] ^= 1 << choose.randrange(8)
            case 3 | 4:
                del made[at : at + length]
            case 5 | 6:
                made[at:at] = piece * choose.choice((1, 2, 50))
            case 7 | 8 | 9:
                made[at:at] = choose.choice(PIECES)
            case 10 | 11:
                other = choose.choice(others)
                start = choose.randrange(len(other) + 1)
                made[at : at + length] = other[start : start + length]
            case 12:
                del made[at:]
            case 13:
                made[at : at + length] = bytes(choose.randrange(256) for _ in range(min(length, 64)))
    return bytes(made)


def lines_changed(content: bytes, choose: random.Random) -> bytes:
    """A line taken out, doubled, moved, set in or out, or put together with the next."""
    lines = content.splitlines(keepends=True)
    at = choose.randrange(len(lines))
    match choose.randrange(6):
        case 0:
            del lines[at : at + choose.choice((1, 1, 5))]
        case 1:
            lines[at:at] = [lines[at]] * choose.choice((1, 1, 30))
        case 2:
            lines.insert(choose.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = b" " * choose.choice((1, 2, 4, 300)) + lines[at]
        case 4:
            lines[at] = lines[at].lstrip(b" \t-*#")
        case 5:
            lines[at] = lines[at].rstrip(b"\r\n")
    return b"".join(lines)


def elements_changed(content: bytes, choose: random.Random) -> bytes:
    """An element of XML or HTML taken out, doubled, moved, put in itself many times, named or filled otherwise."""
    safely = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, safely)
    except (etree.XMLSyntaxError, ValueError):
        return content
    elements = [] if root is None else [each for each in root.iter() if isinstance(each.tag, str)]
    if len(elements) < 2:
        return content
    one, other = choose.choice(elements[1:]), choose.choice(elements)
    with contextlib.suppress(ValueError, TypeError, etree.LxmlError):
        _element_changed(one, other, choose)
    return bytes(etree.tostring(root, xml_declaration=content[:5] == b"<?xml", encoding="UTF-8"))


def _element_changed(one: Any, other: Any, choose: random.Random) -> None:
    above = one.getparent()
    match choose.randrange(8):
        case 0:
            above.remove(one)
        case 1:
            for _ in range(choose.choice((1, 1, 20))):
                one.addnext(copy.deepcopy(one))
        case 2:
            other.append(one)
        case 3:
            inner = one
            for _ in range(choose.choice((1, 5, 300))):
                inner = etree.SubElement(inner, one.tag, dict(one.attrib))
        case 4:
            one.tag = other.tag
        case 5:
            one.text = choose.choice(VALUES)
        case 6:
            for name in list(one.attrib)[:1] or list(other.attrib)[:1]:
                one.set(name, choose.choice([*VALUES, *map(str, other.attrib.values())]))
        case 7:
            for name in choose.sample(list(one.attrib), min(1, len(one.attrib))):
                del one.attrib[name]


def values_changed(content: bytes, choose: random.Random) -> bytes:
    """A value of JSON, or of one line of JSON lines, made another or taken out."""
    lines = [content] if content.count(b"\n") < 2 or content[:2] in (b"{\n", b"[\n") else content.split(b"\n")
    at = choose.randrange(len(lines))
    try:
        lines[at] = json.dumps(tree_changed(json.loads(lines[at]), choose), ensure_ascii=True).encode()
    except (ValueError, RecursionError):
        return content
    return b"\n".join(lines)


def tree_changed(tree: Any, choose: random.Random, known: tuple[Any, ...] = PLAIN) -> Any:
    """One place of lists, dictionaries and plain values changed; ``known`` are what it may become."""
    inside = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    if not inside or choose.random() < 0.15:
        return choose.choice(known)
    at = choose.choice(inside)
    way = choose.random()
    if way < 0.1:
        del tree[at]
    elif way < 0.2 and isinstance(tree, list):
        tree.insert(at, tree[choose.choice(inside)])
    elif way < 0.3:
        tree[at] = tree[choose.choice(inside)]
    else:
        tree[at] = tree_changed(tree[at], choose, known)
    return tree


def _repacked(content: bytes, choose: random.Random, further: Change | None) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()}
        name = choose.choice(list(parts))
        how = choose.random()
        if how < 0.05:
            del parts[name]
        elif how < 0.1:
            parts[name] = parts[choose.choice(list(parts))]
        else:
            inner = parts[name]
            parts[name] = changed(inner, list(parts.values()), choose, further) if inner[:2] != b"PK" else inner
        for each, part in parts.items():
            new.writestr(each, part)
    return out.getvalue()
