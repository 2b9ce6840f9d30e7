"""``okqual find``: words in the notes, with or without a code, in some or all interviews; searches under a name."""

from __future__ import annotations

import click

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell
from okqual.cli.where import conditions
from okqual.cli.words import argument, named, option
from okqual.messages import counted, message
from okqual.model.memo import SavedSearch
from okqual.text.shown import visible_line


@named("find")
@argument("text", "search", default="")
@option("--code", value="code", default="")
@option("--without-code", value="code", default="")
@option("--where", multiple=True, value="condition", callback=conditions)
@option("--question", value="question", default="")
@option("--by-coder", "coder", value="coder", default="")
@option("--flagged", is_flag=True)
@option("--memos", is_flag=True)
@option("--save", "name", value="search_name")
@option("--saved", value="search_name")
@option("--list", "as_list", is_flag=True)
@option("--forget", value="search_name")
@option("--rename", nargs=2, value="search_names")
@option("--json", "as_json", is_flag=True)
def command(
    text: str, where: dict[str, str], name: str | None, saved: str | None, as_list: bool, forget: str | None,
    rename: tuple[str, str] | None, as_json: bool, **filters: str | bool,
) -> None:  # fmt: skip
    if as_list:
        _list()
    elif forget is not None:
        _forget(forget)
    elif rename is not None:
        _rename(*rename)
    else:
        asked = SavedSearch(name=name or "", text=text, where=tuple(where.items()), **filters)  # type: ignore[arg-type]
        if saved is None and asked == SavedSearch(name or "", ""):
            raise click.UsageError(message("cli.find.nothing"), click.get_current_context())
        _find(asked, saved, as_json)


def _find(asked: SavedSearch, saved: str | None, as_json: bool) -> None:
    from okqual.study.saved_searches import save_search, saved_search
    from okqual.study.searching import hits

    with opened(writes=bool(asked.name)) as study:
        wanted = saved_search(study, saved) if saved is not None else asked
        found = hits(study, wanted)
        if asked.name:
            save_search(study, asked)
    if as_json:
        emit_json([{"case": h.case, "id": h.id, "start": h.start, "end": h.end, "text": h.text} for h in found])
        return
    if not found:
        tell(message("cli.find.none"))
        return
    passages = {hit.id: hit.text for hit in found}
    show(table([message(f"cli.column.{name}") for name in ("id", "text")], list(passages.items())))
    tell(counted("cli.find.hits", len(found), passages=counted("cli.find.passages", len(passages))))


def _list() -> None:
    from okqual.study.saved_searches import saved_searches

    with opened() as study:
        searches = saved_searches(study)
    if not searches:
        tell(message("cli.find.no_saved"))
        return
    rows = [(search.name, words_of(search)) for search in searches]
    show(table([message("cli.column.search"), message("cli.column.looks_for")], rows))


def _forget(name: str) -> None:
    from okqual.study.saved_searches import forget_search

    with opened(writes=True) as study:
        forget_search(study, name)
    tell(message("cli.find.forgotten", name=visible_line(name)))


def _rename(name: str, new: str) -> None:
    from okqual.study.saved_searches import rename_search

    with opened(writes=True) as study:
        rename_search(study, name, new)
    tell(message("cli.find.renamed", name=visible_line(name), new=visible_line(new)))


def words_of(search: SavedSearch) -> str:
    """A search as the flags that it stands for."""
    parts = [f"”{search.text}”" if search.text else ""]
    parts += [f"--{name} {value}" for name, value in (
        ("code", search.code), ("without-code", search.without_code), ("question", search.question),
        ("by-coder", search.coder)) if value]  # fmt: skip
    parts += [f"--where {attribute}={value}" for attribute, value in search.where]
    parts += ["--flagged" if search.flagged else "", "--memos" if search.memos else ""]
    return " ".join(part for part in parts if part)
