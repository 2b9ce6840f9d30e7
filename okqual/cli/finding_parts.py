"""``okqual finding judgement|source|outline``: what stands beside findings, and the order of the chapter."""

from __future__ import annotations

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, tell
from okqual.cli.words import Group, argument, named, option
from okqual.messages import message
from okqual.model.finding import Outline, Piece, PieceKind, SourceType

TYPES = click.Choice([each.value for each in SourceType])
judgement = Group("judgement", "finding.judgement")
source = Group("source", "finding.source")
outline = Group("outline", "finding.outline")


def add_to(group: Group) -> None:
    """Put the three groups below ``okqual finding``."""
    for each in (judgement, source, outline):
        group.add_command(each)


@named("finding.judgement.add", judgement)
@argument("text", "text")
@option("--about", value="about_code", required=True)
@option("--on", multiple=True, value="id")
@option("--owner", value="coder")
def add_judgement(text: str, about: str, on: tuple[str, ...], owner: str | None) -> None:
    from okqual.study import findings

    with opened(writes=True) as study:
        made = findings.add_judgement(study, about, text, owner)
        for ref in on:
            findings.rest_on(study, made.id, ref)
    tell(message("cli.finding.judgement.added", id=made.id))


@named("finding.judgement.rest", judgement)
@argument("name", "id")
@argument("on", "ids", nargs=-1, required=True)
@option("--remove", is_flag=True)
def rest(name: str, on: tuple[str, ...], remove: bool) -> None:
    from okqual.study import findings

    with opened(writes=True) as study:
        for ref in on:
            findings.rest_on(study, name, ref, not remove)
    tell(message("cli.finding.unlinked" if remove else "cli.finding.linked", count=len(on)))


@named("finding.source.add", source)
@argument("title", "title")
@argument("words", "source_words")
@option("--about", value="about_code", required=True)
@option("--type", "kind", type=TYPES, required=True)
@option("--year", type=int, default=0)
@option("--page", value="page", default="")
def add_source(title: str, words: str, about: str, kind: str, year: int, page: str) -> None:
    from okqual.study import findings

    with opened(writes=True) as study:
        made = findings.add_source(study, about, SourceType(kind), title, words, year, page)
    tell(message("cli.finding.source.added", id=made.id))


@named("finding.source.edit", source)
@argument("name", "id")
@option("--words", value="source_words")
@option("--title", value="title")
@option("--type", "kind", type=TYPES)
@option("--year", type=int)
@option("--page", value="page")
def edit_source(
    name: str, words: str | None, title: str | None, kind: str | None, year: int | None, page: str | None
) -> None:
    from okqual.study import findings

    with opened(writes=True) as study:
        findings.change_source(study, name, words, title, year, page, SourceType(kind) if kind else None)
    tell(message("cli.finding.edited"))


@named("finding.outline.show", outline)
@argument("criterion", "criterion", required=False)
@option("--json", "as_json", is_flag=True)
def show_outline(criterion: str | None, as_json: bool) -> None:
    from okqual.study import outlining
    from okqual.study.finding_report import summary_of

    with opened() as study:
        found = [outlining.outline(study, criterion)] if criterion else outlining.outlines(study)
        if as_json:
            emit_json([
                {"criterion": each.criterion,
                 "headings": [{**summary_of(study, part.heading),
                               "items": [summary_of(study, item) for item in part.items]} for part in each.headings],
                 "unplaced": [summary_of(study, item) for item in each.unplaced]}
                for each in found
            ])  # fmt: skip
            return
    for each in found:
        _show(each)
    if not found:
        tell(message("cli.finding.none"))


@named("finding.outline.add", outline)
@argument("criterion", "criterion")
@argument("text", "text")
@option("--owner", value="coder")
def add_heading(criterion: str, text: str, owner: str | None) -> None:
    from okqual.study import outlining

    with opened(writes=True) as study:
        made = outlining.add_heading(study, criterion, text, owner)
    tell(message("cli.finding.outline.added", id=made.id))


@named("finding.outline.place", outline)
@argument("name", "id")
@argument("heading", "heading", required=False)
@option("--at", type=int)
@option("--off", is_flag=True)
def place(name: str, heading: str | None, at: int | None, off: bool) -> None:
    from okqual.study import outlining
    from okqual.study.pieces import piece

    with opened(writes=True) as study:
        if off:
            outlining.take_off(study, name)
        elif heading is not None:
            outlining.place(study, name, heading, at)
        elif at is not None and piece(study, name).kind is PieceKind.HEADING:
            outlining.place_heading(study, name, at)
        else:
            raise click.UsageError(message("cli.finding.outline.where"))
    tell(message("cli.finding.outline.placed"))


def _show(found: Outline) -> None:
    show(found.criterion)
    for number, part in enumerate(found.headings, 1):
        show(f"  {number}  {_line(part.heading)}")
        for item in part.items:
            show(f"       {message(f'terms.piece.{item.kind}')}: {_line(item)}")
    if found.unplaced:
        show(f"  {message('export.lack.no_place')}")
        for item in found.unplaced:
            show(f"       {message(f'terms.piece.{item.kind}')}: {_line(item)}")


def _line(each: Piece) -> str:
    title = f"{each.title}: " if each.title else ""
    status = "" if each.kind is PieceKind.SOURCE else f" · {message(f'terms.piece_status.{each.status}')}"
    return f"{title}{each.text}{status} · {each.owner}  [{each.id}]"
