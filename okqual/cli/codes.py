"""``okqual codes import|export|show|check``: the codebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from okqual.cli.codes_edits import EDITS
from okqual.cli.definition_import import import_all, one_name
from okqual.cli.here import opened
from okqual.cli.output import write_out
from okqual.cli.paths import expanded
from okqual.cli.printing import show, table, tell
from okqual.cli.words import Group, argument, named, option
from okqual.errors import FAILED
from okqual.messages import counted, message

if TYPE_CHECKING:
    from okqual.model.codebook import Code, Codebook
    from okqual.study.definition_documents import ReadDefinition, TakenDefinition
    from okqual.study.opening import Study

command = Group("codes", "codes")


@named("codes.import", command)
@argument("files", "files", nargs=-1, required=True)
@option("--id", "codebook_id", default="", value="id")
@option("--name", "title", default="", value="name")
@option("--dry-run", is_flag=True)
@option("--replace", is_flag=True)
def import_(files: tuple[str, ...], codebook_id: str, title: str, dry_run: bool, replace: bool) -> None:
    from okqual.study.codebook_import import check_import
    from okqual.study.definition_documents import read_codebook, take_codebook

    def take(study: Study, read: ReadDefinition[Codebook]) -> TakenDefinition[Codebook]:
        if not replace:
            check_import(study, read.whole)
        return take_codebook(study, read)

    def read(path: Path, study: Study | None) -> ReadDefinition[Codebook]:
        return read_codebook(path, codebook_id, title)

    import_all(one_name(files, codebook_id, title), read, take, "codes", dry_run)


@named("codes.export", command)
@option("-o", "--output", value="yaml_file")
def export(output: str | None) -> None:
    from okqual.export.codebook_yaml import codebook_yaml
    from okqual.study.definitions import codebook

    with opened() as study:
        text = codebook_yaml(codebook(study))
    write_out(text, output)


@named("codes.show", command)
@argument("code", "maybe_code", required=False)
def show_(code: str | None) -> None:
    from okqual.study.browsing import code_counts
    from okqual.study.definitions import code_named, codebook

    with opened() as study:
        if code is not None:
            _show_one(code_named(study, code))
            return
        book, counts = codebook(study), code_counts(study)
    rows = [[c.id, c.name, " ".join(c.questions), _values(c), counts.get(c.id, 0)] for c in book.codes]
    names = ("code", "name", "questions", "values", "codings")
    show(book.title + "\n")
    show(table([message(f"cli.column.{name}") for name in names], rows, numbers={4}))


def _show_one(code: Code) -> None:
    show(f"{code.id}  {code.name}")
    for name in ("brief", "definition", "when", "when_not", "example"):
        if text := getattr(code, name):
            show(f"\n{message(f'cli.codes.{name}')}\n  {text}")
    if code.scale:
        show(f"\n{message('cli.column.values')}\n  {_values(code)}")


def _values(code: Code) -> str:
    return " ".join(value.id for value in code.scale.values) if code.scale else ""


@named("codes.check", command)
@argument("files", "maybe_files", nargs=-1)
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...]) -> None:
    from okqual.study.definition_documents import read_codebook

    if not files:
        _hold_to_principles(ctx)
    for path in expanded(files):
        book = read_codebook(path).whole
        tell(message("cli.codes.fine", file=path.name, title=book.title, codes=len(book.codes)))


def _hold_to_principles(ctx: click.Context) -> None:
    """The study's codings against the principles of its codebooks that can be checked."""
    from okqual.study.checking import broken_principles
    from okqual.study.definitions import codebooks

    with opened() as study:
        principles = {rule.id: rule for book in codebooks(study) for rule in book.principles}
        broken = broken_principles(study)
    if not any(rule.check for rule in principles.values()):
        tell(message("cli.codes.no_principles"))
    elif not broken:
        tell(message("cli.codes.principles_held"))
    else:
        names = ("case", "coder", "codes", "principle")
        rows = [[one.case, one.coder, " ".join(one.codes), principles[one.principle].text] for one in broken]
        show(table([message(f"cli.column.{name}") for name in names], rows))
        tell(counted("cli.codes.principles_broken", len(broken)))
        ctx.exit(FAILED)


for _each in EDITS:
    command.add_command(_each)
