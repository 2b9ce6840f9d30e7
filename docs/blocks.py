"""Write the generated parts of the documentation: ``python docs/blocks.py`` (or ``make docs``).

The commands' help and the lists of keys come from the program itself; a test holds the files equal to what
this script makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

HERE = Path(__file__).resolve().parent
WIDTH = 90
BEGIN, END = "<!-- generated: docs/blocks.py -->", "<!-- end of generated -->"


def commands() -> str:
    """``--help`` of every command in English, as markdown."""
    from okqual.cli.root import okqual

    return "\n\n".join(_help_of(path) for path in [[], *(path for _, path in every_command(okqual, []))])


def every_command(group: click.Command, path: list[str]) -> Iterator[tuple[click.Command, list[str]]]:
    """(command, its words) of all commands below a group, in the order of the help."""
    import click

    if isinstance(group, click.Group):
        ctx = click.Context(group)
        for name in group.list_commands(ctx):
            command = group.get_command(ctx, name)
            assert command is not None
            yield command, [*path, name]
            yield from every_command(command, [*path, name])


def _help_of(path: list[str]) -> str:
    from click.testing import CliRunner

    from okqual.cli.root import okqual

    said = CliRunner().invoke(okqual, ["--lang", "en", *path, "--help"], prog_name="okqual", terminal_width=WIDTH)
    assert said.exit_code == 0, said.output
    return f"## {' '.join(['okqual', *path])}\n\n```text\n{said.output.rstrip()}\n```"


def keys() -> str:
    """Every key of every screen with its id and what it does, in English and in Swedish, as tables."""
    from okqual.messages import message, set_language
    from okqual.tui import keys as bindings

    groups = {
        "Everywhere": [*bindings.APP, *bindings.WORKPLACE],
        "Overview": _own(bindings.OVERVIEW),
        "Coding": _own(bindings.CODING),
        "List of changes": _own(bindings.UNDO_LIST),
        "On leaving": bindings.LEAVING,
        "Question by question, beside those of coding": bindings.ANSWERS,
        "After g": bindings.GO,
        "Code picker": bindings.PICKER,
        "Lists": bindings.LIST,
        "Questions": [*bindings.ASK, *bindings.ASK_TEXT, *bindings.ASK_SEVERAL],
        "Review of a load": _own(bindings.REVIEW),
        "Framework matrix": _own(bindings.MATRIX),
        "A cell of the matrix": _own(bindings.CELL),
        "Deciding a case value": bindings.DECIDING,
        "Case values to decide": _own(bindings.VALUES),
        "Codings without words": _own(bindings.ORPHANS),
        "Codebook": _own(bindings.CODEBOOK),
        "Codings whose definition changed": _own(bindings.CHANGED),
        "Proposals of new codes": _own(bindings.PROPOSALS),
        "Pseudonyms before a load": bindings.IDENTIFYING,
        "Tracing": _own(bindings.TRACE),
        "Texts that are shown": bindings.SHOWING,
        "Findings": _own(bindings.FINDINGS),
        "A finding or judgement": _own(bindings.FINDING),
        "Outline": _own(bindings.OUTLINE),
        "Code by code": _own(bindings.CODE_LIST),
        "Groups compared": _own(bindings.COMPARE),
        "Search": [*bindings.SEARCH_LINE, *_own(bindings.SEARCH)],
        "Edits made in Word": _own(bindings.WORD_EDITS),
        "The reference check": _own(bindings.SIGNING),
        "Where coders differ": _own(bindings.DIFFERING),
        "Memos and decisions": _own(bindings.MEMOS),
        "Start": bindings.START,
        "A new study": bindings.FOUNDING,
        "Lines for a path": bindings.PATH,
    }
    parts = []
    for title, group in groups.items():
        rows = []
        for binding in group:
            said = []
            for language in ("en", "sv"):
                set_language(language)
                said.append(message(binding.description))
            set_language("en")
            rows.append([_code(_shown(binding)), _code(binding.id or ""), *said])
        parts.append(f"## {title}\n\n{table(['key', 'id', 'does', 'på svenska'], rows)}")
    return "\n\n".join(parts)


def _own(group: Iterable) -> list:
    from okqual.tui.keys import WORKPLACE

    everywhere = {binding.id for binding in WORKPLACE}
    return [binding for binding in group if binding.id not in everywhere]


def _shown(binding) -> str:
    from dataclasses import replace

    from okqual.tui.keys import shown_key

    alone = replace(binding, key_display=None)
    return " or ".join(shown_key(replace(alone, key=key)) for key in binding.key.split(","))


def _code(text: str) -> str:
    return f"`{text}`"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A markdown table; a ``|`` in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


BLOCKS = {"commands.md": commands, "keys.md": keys}


def renewed(text: str, block: str) -> str:
    """``text`` with what stands between the marks replaced. Raises ValueError without marks."""
    before, after = text.index(BEGIN) + len(BEGIN), text.index(END)
    return f"{text[:before]}\n\n{block}\n\n{text[after:]}"


def main() -> int:
    """Write every file anew; says which ones changed."""
    for name, made in BLOCKS.items():
        path = HERE / name
        old = path.read_text(encoding="utf-8")
        new = renewed(old, made())
        path.write_text(new, encoding="utf-8", newline="\n")
        print(f"{name}: {'written anew' if new != old else 'as it was'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
