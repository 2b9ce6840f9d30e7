"""The message catalogue: every sentence a person sees, in Swedish and in English.

Keys are symbolic ("cli.load.help"); the part before the first dot is the gettext domain, so that
errors, command line, screens and exports keep a file each under ``locale/``. Values are filled in
after translation and are never translated or interpreted.
"""

from __future__ import annotations

import contextlib
import gettext
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
DOMAINS = ("errors", "cli", "tui", "export", "terms", "reading", "methods", "team", "messages")
LOCALE = Path(__file__).parent / "locale"

_language = "sv"


def set_language(language: str) -> None:
    """Choose the language of all messages, click's own included; an unknown one means Swedish."""
    global _language
    _language = language if language in LANGUAGES else "sv"
    # click asks gettext's default domain, which listens to this variable only.
    os.environ["LANGUAGE"] = _language
    gettext.bindtextdomain("messages", str(LOCALE))


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for a while, for an export that is made as it once was; the one in use where it is none."""
    before = _language
    if language in LANGUAGES and language != before:
        set_language(language)
    try:
        yield
    finally:
        if _language != before:
            set_language(before)


def language() -> str:
    """The language in use: "sv" or "en"."""
    return _language


@cache
def _catalogue(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, LOCALE, [language], fallback=True)


def message(key: str, /, **values: object) -> str:
    """The sentence named ``key`` in the language in use, its places filled with ``values``.

    A key without a sentence comes back as itself, so that a gap is seen and not fatal.
    """
    text = _catalogue(key.partition(".")[0], _language).gettext(key)
    return text.format_map(values) if values else text


def in_every_language(key: str, /) -> tuple[str, ...]:
    """What a sentence without places is called in each language: a file may have been written in another."""
    return tuple(_catalogue(key.partition(".")[0], one).gettext(key) for one in LANGUAGES)


def counted(key: str, n: int, /, **values: object) -> str:
    """Like :func:`message` for a sentence that changes with the number ``n``; ``{n}`` is filled."""
    text = _catalogue(key.partition(".")[0], _language).ngettext(key, key, n)
    return text.format_map({"n": n, **values})
