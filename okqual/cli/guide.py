"""``okqual guide import|export|show|check``: the interview guide."""

from __future__ import annotations

from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.paths import expanded
from okqual.cli.printing import show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message

command = Group("guide", "guide")


@named("guide.import", command)
@argument("files", "yaml_files", nargs=-1, required=True)
def import_(files: tuple[str, ...]) -> None:
    from okqual.study.definitions import import_guide

    with opened(writes=True) as study:
        for path in expanded(files):
            entry = import_guide(study, path)
            tell(message("cli.guide.imported" if entry else "cli.guide.same", file=path.name))


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
@argument("files", "yaml_files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    from okqual.ingest.guide_file import load_guide

    for path in expanded(files):
        guide = load_guide(path)
        tell(message("cli.guide.fine", file=path.name, title=guide.title, questions=len(guide.questions)))
