"""What is done with a piece of a chapter in the list of findings and in the outline alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.model.finding import Piece, PieceKind, SourceType, Status
from okqual.store.projected_findings import KINDS
from okqual.text.shown import visible_line
from okqual.tui.held import picture_beside
from okqual.tui.said import Said, refused
from okqual.tui.screens.asking import AskForm, AskLine, AskOne, AskText
from okqual.tui.screens.listing import ListPlace

if TYPE_CHECKING:
    from okqual.model.codebook import Codebook
    from okqual.study.findings_picture import Picture
    from okqual.study.opening import Study

FIELDS = ("title", "year", "page", "text")
SHORT = 60


class PieceActs(ListPlace):
    """A place whose lines are pieces."""

    UNDOABLE = KINDS
    picture: Picture | None = None
    only_left = False

    def __init__(self, mode: str) -> None:
        super().__init__(mode)
        self.mode = mode
        """The name of the place, for ways back."""

    @property
    def study(self) -> Study:
        """The study on the desk."""
        assert self.okqual.desk is not None
        return self.okqual.desk.study

    @property
    def codebook(self) -> Codebook:
        """Its codebook."""
        assert self.okqual.desk is not None
        return self.okqual.desk.codebook()

    @property
    def here(self) -> Piece | None:
        """The piece in front."""
        return None

    @property
    def criterion_here(self) -> str:
        """The criterion that one stands under."""
        return ""

    def show(self) -> None:
        """Draw what is there now."""

    # Reading.

    def count_again(self) -> None:
        """Count beside the keys what the texts speak of, and show it when it is there."""

        def take(found: Picture) -> None:
            self.picture = found
            if self.is_attached:
                self.show()

        picture_beside(self.okqual, f"picture {self.mode}", self.picture, take)

    def wrote(self, line: str) -> None:
        """Something was written from here: others read again, this place too."""
        self.done(Said(line, undoable=True))

    # Keys.

    def action_only_left(self) -> None:
        """Show only what something is left of, or all."""
        self.only_left = not self.only_left
        self.show()
        self.say(Said(message("tui.findings.only_left" if self.only_left else "tui.findings.all_shown")))

    def action_status(self) -> None:
        """The next status of the piece in front."""
        from okqual.study.pieces import set_status

        here = self.here
        if here is None or here.kind is PieceKind.SOURCE:
            self.say(refused("tui.findings.no_status"))
            return
        order = list(Status)
        now = order[(order.index(here.status) + 1) % len(order)]
        set_status(self.study, here.id, now)
        self.wrote(message("tui.findings.status_now", status=message(f"terms.piece_status.{now}")))

    def action_owner(self) -> None:
        """Say who writes the piece in front."""
        from okqual.study.pieces import own

        here = self.here
        if here is None:
            return

        def given(owner: str) -> None:
            own(self.study, here.id, owner.strip())
            self.wrote(message("tui.findings.owner_now", owner=visible_line(owner.strip()) or "–"))

        self.ask(AskLine(message("tui.findings.ask.owner"), here.owner), given)

    def action_remove(self) -> None:
        """Take the piece in front out; it stays in the journal."""
        from okqual.study.pieces import withdraw

        here = self.here
        if here is not None:
            withdraw(self.study, here.id)
            self.wrote(message("tui.findings.removed", what=message(f"terms.piece.{here.kind}")))

    def action_place(self) -> None:
        """Put the piece in front under a heading, last there."""
        from okqual.study import outlining
        from okqual.study.pieces import criterion_of

        here = self.here
        if here is None or here.kind is PieceKind.HEADING:
            self.say(refused("tui.findings.no_place"))
            return
        made = outlining.outline(self.study, criterion_of(self.codebook, here.about) or here.about)
        choices = [(each.heading.id, each.heading.text) for each in made.headings]
        if not choices:
            self.say(refused("tui.findings.no_headings"))
            return

        def given(heading: str) -> None:
            outlining.place(self.study, here.id, heading)
            self.wrote(message("tui.findings.placed", heading=visible_line(dict(choices)[heading][:SHORT])))

        self.ask(AskOne(message("tui.findings.ask.heading"), choices, here.heading), given)

    # Writing.

    def ask_new(self, kinds: Sequence[PieceKind], heading: str = "") -> None:
        """Ask what to write and what it is about, then for its words; under ``heading`` if one is named."""
        choices = [(str(kind), message(f"terms.piece.{kind}")) for kind in kinds]

        def of_kind(kind: str) -> None:
            if PieceKind(kind) is PieceKind.HEADING:
                self._ask_heading()
            else:
                self._ask_about(lambda about: self._ask_words(PieceKind(kind), about, heading))

        self.ask(AskOne(message("tui.findings.ask.kind"), choices), of_kind)

    def _ask_about(self, then: Callable[[str], object]) -> None:
        book = self.codebook
        choices = [(each.id, each.name) for each in book.criteria]
        for question in book.evaluation_questions:
            if question.criterion == self.criterion_here:
                choices.append((question.id, f"  {question.name or question.text}"))
        self.ask(AskOne(message("tui.findings.ask.about"), choices, self.criterion_here), then)

    def _ask_words(self, kind: PieceKind, about: str, heading: str) -> None:
        from okqual.study import findings, outlining

        if kind is PieceKind.SOURCE:
            self.ask_source(None, about, heading)
            return

        def given(text: str) -> None:
            add = findings.add_finding if kind is PieceKind.FINDING else findings.add_judgement
            made = add(self.study, about, text)
            if heading:
                outlining.place(self.study, made.id, heading)
            self.made(made)

        self.ask(AskText(message(f"tui.findings.ask.{kind}")), given)

    def _ask_heading(self) -> None:
        from okqual.study import outlining

        def given(text: str) -> None:
            self.made(outlining.add_heading(self.study, self.criterion_here, text))

        self.ask(AskLine(message("tui.findings.ask.words_of_heading")), given)

    def ask_source(self, now: Piece | None, about: str = "", heading: str = "") -> None:
        """Ask for what a source is and says; of one that is there, to correct it."""
        from okqual.study import findings, outlining

        kinds = [(str(each), message(f"export.outline.source.{each}")) for each in SourceType]
        values = [now.title, str(now.year or ""), now.page, now.text] if now is not None else ["", "", "", ""]

        def of_kind(kind: str) -> None:
            def given(told: dict[str, str]) -> None:
                year = _year(told["year"])
                if now is not None:
                    findings.change_source(
                        self.study, now.id, told["text"], told["title"], year, told["page"], SourceType(kind)
                    )
                    self.wrote(message("tui.findings.source_corrected"))
                    return
                made = findings.add_source(
                    self.study, about, SourceType(kind), told["title"], told["text"], year, told["page"]
                )
                if heading:
                    outlining.place(self.study, made.id, heading)
                self.made(made)

            fields = [
                (name, message(f"tui.findings.field.{name}"), value) for name, value in zip(FIELDS, values, strict=True)
            ]
            self.ask(AskForm(message("tui.findings.ask.source"), fields), given)

        self.ask(AskOne(message("tui.findings.ask.source_type"), kinds, str(now.type) if now else ""), of_kind)

    def made(self, piece: Piece) -> None:
        """A piece was made: stand on it."""
        self.wrote(message("tui.findings.made", what=message(f"terms.piece.{piece.kind}")))

    def open_piece(self, piece: Piece) -> None:
        """Work on a piece: a finding or judgement in its editor, a source and a heading in a box."""
        from okqual.study import findings
        from okqual.tui.screens.finding import FindingScreen

        if piece.kind is PieceKind.SOURCE:
            self.ask_source(piece)
        elif piece.kind is PieceKind.HEADING:

            def given(text: str) -> None:
                findings.write_text(self.study, piece.id, text)
                self.wrote(message("tui.findings.reworded"))

            self.ask(AskLine(message("tui.findings.ask.words_of_heading"), piece.text), given)
        else:
            self.app.push_screen(FindingScreen(self, piece.id))


def _year(typed: str) -> int:
    """A year as it was typed; what is none the verb refuses in words."""
    from okqual.errors import OkqualError

    if not typed.strip():
        return 0
    if not typed.strip().isdecimal():
        raise OkqualError("errors.source_year", {"year": typed.strip()}, "errors.source_year.try")
    return int(typed)
