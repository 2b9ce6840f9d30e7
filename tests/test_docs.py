"""The documentation does not lie: its commands exist, its generated parts are fresh, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest
from babel.messages.pofile import read_po

import okqual
from okqual.cli.root import COMMANDS
from okqual.cli.root import okqual as root
from okqual.ingest.documents import SUFFIXES
from okqual.messages import LOCALE
from okqual.model.events import Kind

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^```(?P<kind>\w+)\n(?P<lines>.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<to>[^)\s]+)\)")


def blocks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("blocks", ROOT / "docs" / "blocks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands_in(page: Path) -> list[list[str]]:
    """Lines of the shell blocks of a page that call okqual or make, as words."""
    found = []
    for block in FENCED.finditer(page.read_text(encoding="utf-8")):
        if block["kind"] in {"sh", "powershell"}:
            for line in block["lines"].splitlines():
                words = shlex.split(line.replace("\\", "/"), comments=True)
                if words and words[0].rpartition("/")[2] in {"okqual", "make"}:
                    found.append([words[0].rpartition("/")[2], *words[1:]])
    return found


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a line calls, and its other words."""
    command: click.Command = root
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        following = command.get_command(click.Context(command), words[0])
        assert following is not None, f"there is no command {words[0]!r}"
        command, words = following, words[1:]
    return command, words


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("name", ["commands.md", "keys.md"])
def test_generated_parts_are_what_the_program_says(name: str) -> None:
    """``make docs`` writes them anew."""
    made = blocks()
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")

    if text != made.renewed(text, made.BLOCKS[name]()):
        pytest.fail(f"docs/{name} is out of date: run make docs")


def test_the_readme_names_every_command() -> None:
    text = README.read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"| `okqual {name}`" not in text and f"`okqual {name}` |" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_commands_in_the_text_exist(page: Path) -> None:
    for name, *words in commands_in(page):
        if name == "okqual":
            command, rest = command_of(words)
            known = {flag for param in command.params for flag in param.opts}
            flags = {word.partition("=")[0] for word in rest if word.startswith("-")}
            assert flags <= known | {"--help", "--version"}, f"{page_name(page)}: okqual {' '.join(words)}"


def test_the_readme_names_every_kind_of_file() -> None:
    words = set(re.findall(r"\.[a-z]+", README.read_text(encoding="utf-8")))

    assert words >= SUFFIXES


def test_the_readme_shows_commands() -> None:
    """So that the check above looks at something."""
    assert len(commands_in(README)) > 15


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_targets_in_the_text_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", page.read_text(encoding="utf-8")))
    named |= {words[1] for words in commands_in(page) if words[0] == "make"}

    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text(encoding="utf-8")):
        to = found["to"]
        if not to.startswith("http"):
            path, _, anchor = to.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), f"{page_name(page)}: {to}"
            assert not anchor or anchor in anchors(target), f"{page_name(page)}: {to}"


def anchors(page: Path) -> set[str]:
    """Names that headings of a page have on the web."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_files_named_in_the_documentation_exist() -> None:
    named = re.compile(r"`((?:tests|benchmarks|docs|okqual)/[\w./-]+)`")
    missing = [
        f"{page_name(page)}: {path}"
        for page in PAGES
        for path in named.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]

    assert missing == []


def test_the_glossary_has_every_shared_term() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    with (LOCALE / "sv" / "LC_MESSAGES" / "terms.po").open("rb") as file:
        terms = [str(entry.string) for entry in read_po(file) if entry.id]

    assert terms
    assert [term for term in terms if term not in glossary] == []


def test_the_journals_page_has_every_kind() -> None:
    page = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")

    assert [kind for kind in Kind if f"| `{kind}` |" not in page] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    notes = sorted(path.name for path in folder.glob("0*.md"))

    assert [name[:4] for name in notes] == [f"{number:04}" for number in range(1, len(notes) + 1)]
    assert [name for name in notes if f"({name})" not in listed] == []


def test_every_library_beyond_the_card_is_argued_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    argued = (ROOT / "docs" / "decisions" / "0001-libraries-beyond-the-card.md").read_text(encoding="utf-8")
    names = [re.split(r"[^\w.-]", each)[0].lower() for each in project["dependencies"]]

    assert [name for name in names if name not in argued.lower()] == []


def test_the_changelog_has_this_version() -> None:
    assert f"\n## {okqual.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures").glob("*.svg")), ids=lambda path: path.name)
def test_pictures_fetch_nothing(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")

    assert "@font-face" not in text
    assert not re.search(r"url\([\"']?http|href=", text)
