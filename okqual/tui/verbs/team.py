"""What a team does, from the command list: agreement, assignments, being done, a colleague's copy, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import counted, message
from okqual.text.shown import visible_line
from okqual.tui import jobs
from okqual.tui.completing import path_of
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskForm, AskOne, AskPath, AskSeveral
from okqual.tui.screens.base import Place
from okqual.tui.tabled import tabled
from okqual.tui.times import moment

if TYPE_CHECKING:
    from pathlib import Path

    from okqual.model.conflict import Conflict, Version
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp

KINDS = {".db", ".zip"}


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a team does."""
    if app.desk is None:
        return
    yield "agreement", lambda: show_agreement(app)
    yield "assignments", lambda: jobs.show(app, message("tui.team.assignments"), _assignments)
    yield "news", lambda: jobs.show(app, message("tui.team.news"), _news)
    yield "merge_plan", lambda: _ask_copy(app, lambda path: jobs.show(app, path.name, lambda study: _plan(study, path)))
    if not app.desk.read_only:
        yield "assign", lambda: _ask_assign(app)
        yield "case_done", lambda: _ask_done(app)
        yield "merge", lambda: _ask_copy(app, lambda path: _bring_in(app, path))
        yield "conflicts", lambda: _settle_here(app)


def show_agreement(app: OkqualApp) -> None:
    """How alike coders judged, before and after they settled where they differed, as text."""
    jobs.show(app, message("team.table.agreement"), _agreement)


def settle_conflict(place: Place, then: Callable[[Said], object]) -> None:
    """Show the first conflict and ask how it is settled."""
    from okqual.study.conflicts import conflicts, settle

    desk = place.okqual.desk
    waiting = conflicts(desk.study) if desk is not None else []
    if desk is None or not waiting:
        then(Said(message("tui.team.no_conflicts")))
        return
    first = waiting[0]
    choices = [(way, message(f"team.way.{first.kind}.{way}")) for way in first.ways]
    choices.append(("later", message("tui.codebook.settle.later")))

    def answered(way: str) -> None:
        if way != "later":
            settle(desk.study, first.id, way)
            then(Said(message("tui.team.conflict_settled"), undoable=True))

    place.ask(AskOne(_in_words(first, len(waiting)), choices), answered)


def _in_words(one: Conflict, count: int) -> str:
    what = message(f"team.conflict.{one.kind}", name=visible_line(one.name), field=visible_line(one.field))
    lines = [counted("tui.team.conflicts", count), what]
    lines.append(f"{message('team.conflict.holds')} {_version(one.holds)}")
    lines.append(f"{message('team.conflict.other')} {_version(one.other)}")
    return "\n".join(lines)


def _version(said: Version) -> str:
    by = f" ({visible_line(said.coder)}, {moment(said.at)})" if said.at else ""
    return f"{visible_line(said.words)[:400] or '–'}{by}"


def _settle_here(app: OkqualApp) -> None:
    def then(said: Said) -> None:
        app.edition += said.undoable
        app.say(said.text)

    if isinstance(app.screen, Place):
        settle_conflict(app.screen, then)


def _agreement(study: Study) -> list[str]:
    from okqual.analysis.agreement_tables import agreement_table, notes_of, unit_of
    from okqual.study.agreeing import before_and_after
    from okqual.study.definitions import codebook

    found, book = before_and_after(study), codebook(study)
    lines: list[str] = [] if found else [message("team.none_shared")]
    for each in found:
        made = agreement_table(each, book)
        lines += [f"{unit_of(each)}: {', '.join(each.coders)}", ""]
        heads = [made.columns[at].name for at in (1, *range(3, 11))]
        lines += [*tabled(heads, [[row[1], *row[3:]] for row in made.rows]), ""]
    return lines + [line for each in found[:2] for line in notes_of(each)]


def _assignments(study: Study) -> list[str]:
    from okqual.study.assigning import assignments, coders

    yes = message("terms.yes")
    heads = [message(f"cli.column.{name}") for name in ("coder", "full_name", "to_code", "second", "done")]
    lines = tabled(heads, [[one.id, one.name, one.main, one.second, one.done] for one in coders(study)])
    heads = [message(f"cli.column.{name}") for name in ("case", "coder", "role", "round", "blind", "done")]
    rows = [
        [one.case, one.coder, message(f"team.role.{one.role}"), one.round, yes * one.blind, yes * one.done]
        for one in assignments(study)
    ]
    return [*lines, "", *tabled(heads, rows)]


def _ask_assign(app: OkqualApp) -> None:
    """Put a coder in the register and give her interviews: as main coder, or a share by lot as second coder."""
    from okqual.study.assigning import assign, draw, name_coder

    desk = app.desk
    if desk is None or not isinstance(app.screen, Place):
        return

    def given(told: dict[str, str]) -> None:
        coder, name, cases, share = (told[field].strip() for field in ("coder", "name", "cases", "share"))
        if name:
            name_coder(desk.study, coder, name)
        if share:
            one = draw(desk.study, coder, int(share) if share.isdigit() else 0)
            said = message("tui.team.drawn", coder=coder, cases=", ".join(one.cases), seed=one.seed)
        elif cases:
            said = counted("cli.assign.assigned", assign(desk.study, cases.split(), coder), coder=coder)
        else:
            said = message("cli.coders.named", coder=coder, name=name)
        app.changed(said)

    fields = [(field, message(f"tui.team.assign.{field}"), "") for field in ("coder", "name", "cases", "share")]
    app.screen.ask(AskForm(message("tui.team.assign"), fields), given)


def _news(study: Study) -> list[str]:
    from okqual.study.news import news
    from okqual.study.news_told import lines_of

    return lines_of(news(study)) or [message("team.news.none")]


def _ask_done(app: OkqualApp) -> None:
    from okqual.study.assigning import assignments, set_done

    desk = app.desk
    if desk is None or not isinstance(app.screen, Place):
        return
    left = [one.case for one in assignments(desk.study) if one.coder == desk.coder and not one.done]
    if not left:
        app.say(message("tui.team.nothing_left"))
        return

    def given(cases: tuple[str, ...]) -> None:
        n = set_done(desk.study, cases)
        app.changed(counted("cli.assign.done_with", n))

    box = AskSeveral(message("tui.team.done"), [(case, visible_line(case)) for case in left])
    app.screen.ask(box, given)


def _ask_copy(app: OkqualApp, then: Callable[[Path], object]) -> None:
    if isinstance(app.screen, Place):
        app.screen.ask(AskPath(message("tui.team.copy"), "", KINDS), lambda line: then(path_of(line)))


def _plan(study: Study, path: Path) -> list[str]:
    from okqual.study.merging import plan
    from okqual.study.merging_told import lines_of

    made = plan(study, path)
    return lines_of(made, made.conflicts)


def _bring_in(app: OkqualApp, path: Path) -> None:
    def take(study: Study, path: Path, progress: jobs.Progress) -> str:
        from okqual.study.conflicts import conflicts
        from okqual.study.merging import merge

        done = merge(study, path, progress=progress)
        if not done.merged.entries:
            return message("cli.merge.nothing")
        parts = [counted("cli.merge.entries", done.plan.brought.entries, codings=done.plan.brought.codings)]
        parts += [message("cli.merge.blind", coder=visible_line(coder)) for coder in sorted(done.plan.brought.blind)]
        return " ".join([*parts, counted("cli.merge.conflicts", len(conflicts(study)))])

    jobs.bring_in(app, message("tui.team.merging"), lambda study, progress: take(study, path, progress))
