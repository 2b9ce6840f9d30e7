"""Swedish first, English on demand, in one process; no English word in Swedish output."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from okqual.cli.root import COMMANDS, okqual
from okqual.messages import LANGUAGES, message, set_language
from tests.cli.conftest import Run

ENGLISH = re.compile(
    r"\b(the|of|and|is|not|with|without|for|file|folder|usage|options?|commands?|error|missing|invalid|value|show"
    r"|this|exit|try|such|unexpected|arguments|requires|interview|note|coder|question|answered|done|left"
    r"|study|write|loaded|aborted|choose|from|flags?|coding|codings|hits?|words|wrote)\b",
    re.IGNORECASE,
)
NAMES_OF_OPTIONS = re.compile(r"--?[a-z][a-z-]*|\[[a-z|_]+\]")
"""Flags and what they may be set to are names, alike in both languages."""
NAMED = (
    "case, question, start, end, quote, code, value, coder, memo, note_version", "start och end", "med quote",
    "avgör question", "codings import", "cases import", "case, participant", "(case)", "case|",
)  # fmt: skip
"""Columns and commands that Swedish sentences name."""


def commands() -> list[tuple[str, ...]]:
    """Every command and subcommand as typed."""
    root = click.Context(okqual)
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = okqual.get_command(root, name)
        found.append((name,))
        found += [(name, inner) for inner in getattr(command, "commands", ())]
    return found


def english_in(text: str) -> list[str]:
    """English words in text that should be Swedish, names that programs know left out."""
    words = " ".join(NAMES_OF_OPTIONS.sub(" ", text).split())
    for name in (*(f"okqual {' '.join(args)}" for args in reversed(commands())), *NAMED):
        words = words.replace(name, "")
    return ENGLISH.findall(words)


def descriptions(help_text: str) -> str:
    """Help without the column of command names."""
    return "\n".join(re.sub(r"^  [a-z]+  +", "  ", line) for line in help_text.splitlines())


@pytest.mark.parametrize("args", [(), *commands()], ids=" ".join)
def test_help_is_swedish_and_english(run: Run, args: tuple[str, ...]) -> None:
    swedish = run(*args, "--help").stdout
    english = run(*args, "--help", "--lang", "en").stdout

    assert swedish.startswith("Användning: okqual")
    assert english.startswith("Usage: okqual")
    assert "cli." not in swedish + english
    assert english_in(descriptions(swedish)) == []


@pytest.mark.parametrize(
    "args",
    [
        ("load",), ("load", "x.md", "--ass"), ("prevalence", "--unit", "x"), ("trace", "a", "b"), ("summary",),
        ("find", "--where", "län"), ("find", "x", "--where", "a=1", "--where", "a=2"), ("find",), ("nonsens",),
        ("status", "--json=1"), ("--study",), ("codings", "impor"), ("--lang", "de", "status"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_written_wrong_is_answered_in_swedish(run: Run, args: tuple[str, ...]) -> None:
    said = run(*args, fails=2).stderr

    assert "Fel: " in said
    assert english_in(re.sub(r"'[^']*'|”[^”]*”", "", said)) == []


@pytest.mark.parametrize(
    "args",
    [
        ("status",), ("turns",), ("find", "plan"), ("find", "finnsinte"), ("codes", "show"), ("guide", "show"),
        ("codes", "show", "KOH-samordnat"), ("prevalence",), ("matrix", "--cells", "value"), ("trace", "A-1:2"),
        ("verify",), ("journal",), ("load", "transcripts", "--dry-run", "--review"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_tables_are_swedish(run: Run, study: Path, args: tuple[str, ...]) -> None:
    result = run(*args)

    assert english_in(result.output) == []
    assert not re.search(r"\b(cli|terms|errors|reading|export)\.[a-z]", result.output)


@pytest.mark.parametrize(
    ("set_to", "starts"), [({"OKQUAL_LANG": "en"}, "Usage"), ({"OKQUAL_LANG": "fr"}, "Användning"), ({}, "Användning")]
)
def test_the_environment_chooses_the_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, set_to: dict[str, str], starts: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in set_to.items():
        monkeypatch.setenv(name, value)

    assert run("--help").stdout.startswith(starts)


def test_the_users_settings_go_before_the_studys(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = study.parent / "inställningar"
    own.mkdir()
    monkeypatch.setenv("OKQUAL_CONFIG_DIR", str(own))

    (study / "okqual.toml").write_text('language = "en"\n', encoding="utf-8")
    assert run("--help").stdout.startswith("Usage")

    (own / "config.toml").write_text('language = "sv"\n', encoding="utf-8")
    assert run("--help").stdout.startswith("Användning")
    assert run("--help", "--lang=en").stdout.startswith("Usage")


def test_broken_settings_are_as_if_not_made(run: Run, study: Path) -> None:
    (study / "okqual.toml").write_text("language = [", encoding="utf-8")

    assert run("--help").stdout.startswith("Användning")


def parameters() -> list[tuple[str, click.Parameter]]:
    root = click.Context(okqual)
    found = [("okqual", param) for param in okqual.params]
    for args in commands():
        command = okqual.get_command(root, args[0])
        for name in args[1:]:
            command = command.commands[name]  # type: ignore[union-attr]
        found += [(" ".join(args), param) for param in command.params]  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flag_says_what_it_does_and_what_it_takes(language: str) -> None:
    set_language(language)
    try:
        for name, param in parameters():
            keys = [getattr(param, "key", ""), f"cli.metavar.{param.value}" if getattr(param, "value", "") else ""]
            assert all(message(key) != key for key in keys if key), (name, param.name)
            assert isinstance(param, click.Argument) or keys[0], (name, param.name)
    finally:
        set_language("sv")
