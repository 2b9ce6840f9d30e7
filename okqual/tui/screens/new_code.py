"""A code that is not in the codebook, made while coding: put on the words at once, or proposed to the lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui.said import done
from okqual.tui.screens.asking import AskForm, AskLine

if TYPE_CHECKING:
    from okqual.model.codebook import Code
    from okqual.study.opening import Study
    from okqual.tui.screens.coding import CodingScreen


def ask_for_code(screen: CodingScreen, words: str) -> None:
    """Ask what the code is called, ``words`` to begin with; under a lock also why it is needed."""
    study: Study | None = getattr(screen.okqual.desk, "study", None)
    if study is None:
        return
    from okqual.study import codebook_lock

    if codebook_lock.may_edit(study):
        box = AskLine(message("tui.new_code.title"), words.strip())
        screen.ask(box, lambda name: _make(screen, study, name))
        return
    lead = visible_line(codebook_lock.lead(study))
    fields = [
        ("name", message("tui.proposals.field.name"), words.strip()),
        ("why", message("tui.proposals.field.why"), ""),
    ]
    form = AskForm(message("tui.new_code.propose", lead=lead), fields)
    screen.ask(form, lambda said: _propose(screen, study, said, lead))


def _make(screen: CodingScreen, study: Study, name: str) -> None:
    """Make a code where the first one expected here stands, and put it on the words."""
    from okqual.study.codebook_editing import new_code

    session, acts = screen.session, screen.acts
    if session is None or acts is None or not name.strip():
        return
    expected: list[Code] = session.expected()
    parents = expected[0].parents[:1] if expected else ()
    questions = (session.question,) if session.question in session.guide.by_number else ()
    made = new_code(study, name, parents, questions, outside=bool(expected) and expected[0].outside)
    session.codebook = session.desk.codebook()
    screen.show(acts.put(made))


def _propose(screen: CodingScreen, study: Study, said: dict[str, str], lead: str) -> None:
    """Ask the lead for a code, with the words it came from."""
    from okqual.study.proposing import propose

    session = screen.session
    if session is None:
        return
    start, end = session.target
    made = propose(study, said["name"], said["why"], (session.work.note.id, start, end))
    screen.okqual.edition += 1
    screen.show(done("tui.new_code.proposed", name=made.name, passage=session.where(start, end), lead=lead))
