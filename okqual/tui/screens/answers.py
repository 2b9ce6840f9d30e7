"""Question by question: every interview's answer to one question in one scroll, coded with the keys of coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from okqual.analysis.groups import CROSSED
from okqual.messages import counted, message
from okqual.model.interview import CaseProgress, Position
from okqual.text.shown import visible_line
from okqual.tui.acts import Acts
from okqual.tui.answers_desk import AnswersDesk
from okqual.tui.answers_session import AnswersSession
from okqual.tui.desk import Desk
from okqual.tui.keys import ANSWERS, CODING
from okqual.tui.naming import actor
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskSeveral
from okqual.tui.screens.coding import NARROW, CodingScreen
from okqual.tui.screens.verbs import Verbs
from okqual.tui.session import Session
from okqual.tui.signs import sign, state_of
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.outline import Entry

if TYPE_CHECKING:
    from okqual.tui.answers_sheet import Sheet

MOST_CROSSED = 2
WITHOUT_ANSWERS = ("question", "next", "enter", "group", "undo", "redo")
"""What can be done where nobody has answered the question."""


def described(attributes: Mapping[str, str]) -> str:
    """What is said of an interview beside its answer."""
    return " · ".join(part for part in (actor(attributes), attributes.get("län", "")) if part)


class AnswersScreen(CodingScreen):
    """The place where one question is read and coded in all interviews."""

    BINDINGS: ClassVar[list[BindingType]] = [*CODING, *ANSWERS]
    NAMED: ClassVar[str] = "answers"

    def _session_of(self, desk: Desk) -> Session:
        return AnswersSession(AnswersDesk(desk, described, self.okqual.settings.ascii_signs))

    def _open(self, where: Position | None) -> None:
        session, desk = self._answers, self.okqual.desk
        if session is None or desk is None:
            return
        from okqual.study.browsing import overview

        if not getattr(desk, "large", False):
            self._choose(session, desk.overview(), where)
            return
        whose = None if desk.everyone else desk.coder
        self.beside(lambda study: overview(study, whose), lambda rows: self._choose(session, rows, where))

    def _choose(self, session: AnswersSession, rows: Sequence[CaseProgress], where: Position | None) -> None:
        """Open the question that is wanted, else the first that has something left."""
        from okqual.study.answers import questions_of

        overall = session.overall(rows)
        if not overall:
            return
        wanted, place = "", (where.note, where.number) if where is not None else ("", 0)
        if where is not None:
            wanted = next(iter(questions_of(session.desk.study, *place)), "")
        coded = [number for number, progress in overall.items() if progress.left and session._counts(number)]
        question = wanted if wanted in overall else (coded or list(overall))[0]

        def opened(found: Sheet) -> None:
            session.answers.ahead[question] = found
            session.open(question)
            number = session.answers.sheet.place_of(*place)
            if number:
                session.to(number - 1)
            if getattr(session.desk, "large", False):
                session.bring = lambda wanted: self._bring(session, wanted)
            self.show(keep_line=True)

        self.beside(lambda study: session.answers.read(study, question), opened)

    def _bring(self, session: AnswersSession, question: str) -> None:
        """Read another question's answers beside the keys, and put it in front."""
        steps = session.steps

        def opened(found: Sheet) -> None:
            if session.steps != steps:
                # Something was coded meanwhile; it may be of these answers.
                self._bring(session, question)
                return
            session.answers.ahead[question] = found
            session.open(question)
            self.show()

        self.beside(lambda study: session.answers.read(study, question), opened)

    def show(self, said: Said | None = None, keep_line: bool = False) -> None:
        """Show where the coder is, and that answers are being read while they are."""
        super().show(said, keep_line)
        if self.is_reading:
            self.say_reading(True)

    @property
    def _answers(self) -> AnswersSession | None:
        return self.session if isinstance(self.session, AnswersSession) else None

    # Keys.

    def action_do(self, verb: str, argument: str = "") -> None:
        """Do what a key says; where there are no answers one can still go on."""
        session = self._answers
        if session is not None and not session.ready and verb in WITHOUT_ANSWERS and self.verbs is not None:
            self.show(self._do(self.verbs, verb, argument))
        else:
            super().action_do(verb, argument)

    def _do(self, verbs: Verbs, verb: str, argument: str) -> Said | None:
        session = self._answers
        if session is None:
            return None
        if verb == "group":
            self._ask_groups(session)
            return None
        if verb == "open":
            passage = session.standing
            self.okqual.code_at(Position(passage.case, passage.note, passage.own_number, 0), back=self.NAMED)
            return None
        return verbs.do(verb, argument)

    def _ask_groups(self, session: AnswersSession) -> None:
        names = session.answers.attribute_names()
        box = AskSeveral(
            message("tui.answers.ask_groups"), [(name, visible_line(name)) for name in names], session.answers.by
        )
        self.ask(box, self._group_by)

    def _group_by(self, names: tuple[str, ...]) -> None:
        session = self._answers
        if session is None:
            return
        if len(names) > MOST_CROSSED:
            self.show(Said(message("tui.answers.two_at_most"), refused=True))
            return
        session.answers.by = names
        if self.acts is not None:
            self.acts.steps.forget()
        session.group_anew()
        self.show()

    # What is seen.

    @property
    def of_whom(self) -> str:
        """Id of the interview whose answer is in front."""
        return self._answers.standing.case if self._answers is not None else ""

    def _entries(self, session: Session) -> tuple[Entry, ...]:
        answers = self._answers
        ascii_only = self.okqual.settings.ascii_signs
        entries = []
        for number, progress in (answers.overall() if answers is not None else {}).items():
            question = session.guide.by_number.get(number)
            state = state_of(progress, question is None or question.coded)
            name = question.name or question.text if question is not None else progress.text or number
            entries.append(Entry(number, sign(state, ascii_only), name))
        return tuple(entries)

    def _where(self, session: Session) -> str:
        name = session.question_name(session.question)
        return visible_line(message("tui.answers.where", number=session.question, name=name))

    def _left(self, session: Session) -> str:
        answers = self._answers
        assert answers is not None
        interviews, answered, not_asked, uncoded = answers.counts()
        parts = [
            counted("tui.answers.interviews", interviews),
            message("tui.answers.answered", count=answered),
            message("tui.answers.not_asked", count=not_asked),
            message("tui.answers.uncoded", count=uncoded),
        ]
        if self.app.size.width < NARROW:
            return " · ".join(parts)
        by = CROSSED.join(answers.answers.by)
        parts.append(message("tui.answers.by", by=visible_line(by)) if by else message("tui.answers.by_none"))
        return " · ".join(parts)

    def _show_surroundings(self, session: Session, acts: Acts) -> None:
        super()._show_surroundings(session, acts)
        if not session.ready and session.interview is not None and not self.is_reading:
            self.query_one("#top", TwoEnds).put(self._where(session), self._left(session))
            self.query_one(MessageLine).say(Said(message("tui.answers.nobody"), refused=True))
