"""Every sentence that the code names is there in both languages, with places for the same values."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from okqual.messages import DOMAINS, LANGUAGES, LOCALE, set_language
from okqual.messages.compiling import compiled
from okqual.messages.reasons import reason_of

CODE = LOCALE.parents[1]
OWN = tuple(domain for domain in DOMAINS if domain != "messages")
"""Domains with keys of our own; ``messages`` holds the English sentences of the library click."""
KEY = re.compile(rf"(?:{'|'.join(OWN)})(?:\.[a-z0-9_]*[a-z0-9])+")
PREFIX = re.compile(rf"(?:{'|'.join(OWN)})\.[a-z0-9_.]*")
NO_KEYS = frozenset({"export.docx", "export.package", "export.tables", "export.archive", "export.html"})
"""Strings that look like keys and are none: a file's name, a command's."""
SAME_IN_BOTH = frozenset(
    {
        "cli.column.id", "cli.column.sha256", "cli.error.item", "cli.metavar.id", "cli.metavar.guide_file",
        "cli.status.title", "export.manifest.tool", "cli.event.memo", "terms.about.passage",
        "export.bound.just", "cli.column.status", "cli.column.megabytes", "tui.column.megabytes",
        "tui.ask.memo", "tui.key.coding.memo", "tui.key.coding.up",
        "tui.key.review.up", "tui.picker.hit.definition", "tui.picker.hit.synonym", "tui.strip.passage",
        "tui.strip.start", "tui.strip.to_start",
    }
)  # fmt: skip
"""Sentences that are alike in Swedish and English."""

Sentences = dict[str, tuple[str, ...]]


@cache
def catalogue(language: str) -> Sentences:
    """key → its sentence, or its forms for one and for several."""
    found: Sentences = {}
    for domain in OWN:
        with (LOCALE / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            for entry in read_po(file):
                if entry.id:
                    key = entry.id if isinstance(entry.id, str) else entry.id[0]
                    found[key] = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
    return found


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        yield path.relative_to(CODE), ast.parse(path.read_text(encoding="utf-8"))


def literal_keys() -> dict[str, str]:
    """Each key that stands in the code, with a file that names it."""
    return {
        node.value: str(path)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
        and node.value not in NO_KEYS
    }  # fmt: skip


def made_up_keys() -> dict[re.Pattern[str], str]:
    """What keys that are put together (``f"terms.cell.{state}"``) can look like, with a file."""
    found: dict[re.Pattern[str], str] = {}
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
                if PREFIX.fullmatch(str(node.values[0].value)):
                    found[re.compile("".join(parts))] = str(path)
    return found


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_code_has_a_sentence(language: str) -> None:
    keys, known = literal_keys(), catalogue(language)

    assert len(keys) > 300
    assert {key: path for key, path in keys.items() if not any(known.get(key, ()))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_that_are_put_together_have_sentences(language: str) -> None:
    known = catalogue(language)
    patterns = made_up_keys()

    assert patterns
    assert [path for pattern, path in patterns.items() if not any(pattern.fullmatch(key) for key in known)] == []


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue("sv").keys() ^ catalogue("en").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    sources = sorted((LOCALE / language / "LC_MESSAGES").glob("*.po"))
    keys = [key for source in sources for key in re.findall(r'^msgid "(.+)"$', source.read_text("utf-8"), re.MULTILINE)]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_both_languages_have_places_for_the_same_values() -> None:
    swedish, english = catalogue("sv"), catalogue("en")

    different = {
        key
        for key in swedish
        if set().union(*map(places, swedish[key])) != set().union(*map(places, english.get(key, ())))
    }
    assert different == set()


def test_places_have_names() -> None:
    """A lone "{}" would be filled by position, and nothing is."""
    for language in LANGUAGES:
        for key, sentences in catalogue(language).items():
            assert all(name.isidentifier() for sentence in sentences for name in places(sentence)), key


def test_what_an_error_says_it_is_given() -> None:
    """Sentence and advice of an error have no place that its values leave empty."""
    known = catalogue("sv")
    wanting = []
    for path, tree in trees():
        for node in ast.walk(tree):
            for keys, values in _raised(node):
                needed = {name for key in keys for name in places(known.get(key, ("",))[0])}
                if needed - values:
                    wanting.append((str(path), keys[0], needed - values))
    assert wanting == []


def _raised(node: ast.AST) -> Iterator[tuple[list[str], set[str]]]:
    """(keys, names of the values) of an ``OkqualError(…)`` whose values stand in the call."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "OkqualError"):
        return
    arguments = [*node.args, *(word.value for word in node.keywords)]
    keys = [a.value for a in arguments if isinstance(a, ast.Constant) and KEY.fullmatch(str(a.value))]
    values = [a for a in arguments if isinstance(a, ast.Dict)]
    if keys and (values or len(node.args) == 1):
        yield keys, {str(key.value) for one in values for key in one.keys if isinstance(key, ast.Constant)}


def test_swedish_is_not_english() -> None:
    swedish, english = catalogue("sv"), catalogue("en")

    def has_words(key: str) -> bool:
        return any(re.search(r"[a-zåäö]{2}", re.sub(r"\{\w+\}", "", sentence)) for sentence in swedish[key])

    same = {key for key in swedish if swedish[key] == english.get(key) and has_words(key)}
    assert same - SAME_IN_BOTH == set()


def test_swedish_quotation_marks_are_swedish() -> None:
    assert {key for key, sentences in catalogue("sv").items() if any("“" in s or "„" in s for s in sentences)} == set()


def test_compiled_catalogues_are_up_to_date() -> None:
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    stale = [
        str(source.relative_to(LOCALE))
        for source in sources
        if not source.with_suffix(".mo").is_file() or source.with_suffix(".mo").read_bytes() != compiled(source)
    ]

    assert len(sources) == len(DOMAINS) * 2 - 1, "click speaks English by itself"
    assert stale == [], "run python -m okqual.messages.compiling"


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EISDIR, "det är en mapp"), (errno.EROFS, "platsen är skrivskyddad")]
)
def test_what_the_system_refuses_is_said_in_swedish(number: int, said: str) -> None:
    set_language("sv")

    assert reason_of(OSError(number, os.strerror(number))) == said
    assert reason_of(OSError(99999, "något annat")) == "något annat"
