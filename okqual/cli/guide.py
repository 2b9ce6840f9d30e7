"""``okqual guide import|export|show|check``: the interview guide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okqual.cli.definition_import import import_all, one_name
from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.paths import expanded
from okqual.cli.printing import show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message

if TYPE_CHECKING:
    from okqual.model.guide import Guide
    from okqual.study.definition_documents import ReadDefinition
    from okqual.study.opening import Study

command = Group("guide", "guide")


@named("guide.import", command)
@argument("files", "files", nargs=-1, required=True)
@option("--id", "guide_id", default="", value="id")
@option("--name", "title", default="", value="name")
@option("--dry-run", is_flag=True)
def import_(files: tuple[str, ...], guide_id: str, title: str, dry_run: bool) -> None:
    from okqual.study.definition_documents import read_guide, take_guide
    from okqual.study.definitions import guides

    def read(path: Path, study: Study | None) -> ReadDefinition[Guide]:
        return read_guide(path, guide_id, title, guides(study) if study else ())

    imported = import_all(one_name(files, guide_id, title), read, take_guide, "guide", dry_run)
    if imported:
        _tell_which_is_used(imported)


def _tell_which_is_used(imported: set[str]) -> None:
    """Say which guide notes are read against, where it is none of those that were imported."""
    from okqual.study.definitions import guide

    with opened() as study:
        used = guide(study)
    if used.id not in imported:
        tell(message("cli.guide.used", title=used.title, id=used.id))


@named("guide.export", command)
@option("-o", "--output", value="yaml_file")
def export(output: str | None) -> None:
    from okqual.export.guide_yaml import guide_yaml
    from okqual.study.definitions import guide

    with opened() as study:
        text = guide_yaml(guide(study))
    write_out(text, output)


@named("guide.show", command)
def show_() -> None:
    from okqual.study.definitions import guide

    with opened() as study:
        now = guide(study)
    themes = {theme.id: theme.name for theme in now.themes}
    rows = [[q.number, q.name, themes.get(q.theme, q.theme), q.text] for q in now.questions]
    show(now.title + "\n")
    show(table([message(f"cli.column.{name}") for name in ("question", "name", "theme", "text")], rows, numbers={0}))


@named("guide.check", command)
@argument("files", "files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    from okqual.study.definition_documents import read_guide

    for path in expanded(files):
        guide = read_guide(path).whole
        tell(message("cli.guide.fine", file=path.name, title=guide.title, questions=len(guide.questions)))
