"""``okqual status``: how far each interview has come, and what is left per coder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.cli.here import opened
from okqual.cli.printing import emit_json, show, table, tell, tell_place
from okqual.cli.words import named, option
from okqual.messages import message
from okqual.model.note import NoteStatus

if TYPE_CHECKING:
    from okqual.model.interview import CaseProgress
    from okqual.study.opening import Study


@named("status")
@option("--json", "as_json", is_flag=True)
def command(as_json: bool) -> None:
    from okqual.study import browsing

    with opened() as study:
        if as_json:
            emit_json(browsing.status(study))
        else:
            _show(study)
        _tell_differing(study)
        tell_place(study.folder)


def _show(study: Study) -> None:
    from okqual.study import browsing

    rows = browsing.overview(study)
    show(message("cli.status.title", name=study.name, folder=str(study.folder)))
    if not rows:
        show(message("cli.status.empty"))
        return
    show("")
    show(table(_headings("case", "answered", "passages", "done", "left", "unplaced"), [_row(row) for row in rows],
               numbers=range(1, 6)))  # fmt: skip
    left = browsing.left_by_coder(study)
    if left:
        show("")
        show(table(_headings("coder", "left"), list(left.items()), numbers={1}))


def _tell_differing(study: Study) -> None:
    """Say which files of the study are no longer what was imported."""
    from okqual.study.definitions import differing

    for path in differing(study):
        group = "guide" if path.parent.name == "guides" else "codes"
        name = path.relative_to(study.folder).as_posix()
        quoted = f'"{name}"' if " " in name else name
        tell(message("cli.status.differs", file=name, command=f"okqual {group} import {quoted}"))


def _row(row: CaseProgress) -> list[object]:
    answered = sum(1 for question in row.questions.values() if question.note == NoteStatus.ANSWERED)
    asked = message("cli.status.of", n=answered, of=len(row.questions))
    return [row.case, asked, row.passages, row.done, row.left, row.unplaced]


def _headings(*names: str) -> list[str]:
    return [message(f"cli.column.{name}") for name in names]
