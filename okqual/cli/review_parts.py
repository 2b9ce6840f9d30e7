"""The reference check as a person reads it in the terminal."""

from __future__ import annotations

from typing import Any

from okqual.cli.printing import indented, show, table
from okqual.messages import message
from okqual.text.moments import zoned
from okqual.text.shown import visible_line

STANDINGS = ("supported", "unclear", "unsupported", "stale", "left")


def line(row: dict[str, Any]) -> str:
    """A statement with its id, how it stands and why."""
    standing = message(f"terms.standing.{row['standing']}")
    why = [message(f"export.changed.{change}") for change in row["changed"]] + row["numbers"]
    told = f"{standing} ({', '.join(why)})" if why else standing
    return indented(f"{row['id']}  {told}", row["text"])


def show_report(found: dict[str, Any]) -> None:
    """Coverage, open points, and who is left out."""
    heads = [message("cli.column.criterion"), message("cli.column.statements")]
    heads += [message(f"terms.standing.{name}") for name in STANDINGS]
    rows = [_covered(name or "–", row) for name, row in found["by_criterion"].items()]
    show(table(heads, [*rows, _covered(message("cli.review.all"), found["coverage"])], set(range(1, 7))))
    for name in ("open", "rests_on_nothing", "numbers_changed"):
        show(f"\n{message(f'cli.review.{name}')}\n")
        for row in found[name]:
            show(_point(name, row))
        if not found[name]:
            show(message("cli.review.nothing"))
    cited = found["citations"]
    show(f"\n{message('cli.review.citations')}\n")
    heads = _heads(message("cli.column.case"))
    of_case = [[r["name"], r["citations"], r["findings"], r["texts"]] for r in cited["cases"]]
    show(table([heads[0], *heads[3:]], of_case, {1, 2, 3}))
    show("")
    names = ("interviews", "cited", "citations", "findings", "texts")
    rows = [[r["name"] or "–", *(r[name] for name in names)] for r in cited["groups"]]
    show(table(_heads(cited["by"]), rows, {1, 2, 3, 4, 5}))


def show_one(found: dict[str, Any], below: dict[str, Any]) -> None:
    """A statement, who has signed it, and what it rests on and is used in."""
    from okqual.study.trail import trail

    show(line(found))
    for one in found["signatures"]:
        when = zoned(one["at"], below.get("time_zone") or "")
        holds = message(f"terms.standing.{one['holds']}")
        told = f"{holds} · {one['coder']} {when}"
        show(indented(told, one["comment"] or "–"))
    show("")
    for each in trail(below):
        show("  " * each.depth + each.words)


def show_uncited(rows: list[dict[str, Any]]) -> None:
    """Codings that a finding does not cite."""
    for row in rows:
        against = f"{message('terms.role.against')}: " if row["against"] else ""
        value = f"={row['value']}" if row["value"] else ""
        show(visible_line(f"{against}{row['id']} {row['code']}{value} ”{row['text']}”"))
    if not rows:
        show(message("cli.review.nothing"))


def _point(name: str, row: dict[str, Any]) -> str:
    if name == "open":
        said = [f"{one['coder']}: {one['comment']}" for one in row["signatures"] if one["comment"]]
        return "\n".join([line(row), *(indented(message("cli.column.comment"), each) for each in said)])
    if name == "rests_on_nothing":
        lack = message(f"export.lack.{row['lack']}") + (f" ({row['detail']})" if row["detail"] else "")
        return indented(f"{row['id']}  {lack}", row["text"])
    since = message(f"cli.review.since_{row['since']}")
    return indented(f"{row['id']}  {', '.join(row['numbers'])} {since}", row["text"])


def _covered(name: str, row: dict[str, int]) -> list[object]:
    return [name, row["statements"], *(row[standing] for standing in STANDINGS)]


def _heads(first: str) -> list[str]:
    return [
        first,
        *(message(f"cli.column.{name}") for name in ("interviews", "cited", "citations", "findings", "texts")),
    ]
