"""A finding or judgement under work: its text, held against its numbers as one types, and its evidence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from okqual.analysis.claims import claims
from okqual.messages import counted, message
from okqual.model.claims import Claim
from okqual.model.coding import parse_citation
from okqual.model.finding import Piece, PieceKind, Role
from okqual.model.interview import Position
from okqual.study.findings_picture import Picture
from okqual.text.shown import visible, visible_line
from okqual.tui import findings_view as view
from okqual.tui.finding_lines import Line, lines_of
from okqual.tui.held import picture_beside
from okqual.tui.keys import FINDING
from okqual.tui.linking import CITATION, Linking
from okqual.tui.said import Said
from okqual.tui.signs import mark
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.picker import Picker
from okqual.tui.widgets.summary_editor import SummaryEditor

if TYPE_CHECKING:
    from okqual.tui.piece_acts import PieceActs

PAUSE, MOST = 2.0, 5.0
"""Seconds without typing after which the text is saved; of typing after which it is saved all the same."""
AT_ONCE = 4_000
"""Characters up to which a text is held against its numbers at every key; longer ones in a pause."""
ROLE = 14
MOST_VALUES = 40
"""Values of an attribute up to which its groups can be counted from here."""


class FindingScreen(Linking):
    """The editor of one finding or judgement."""

    CSS_PATH = "finding.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*FINDING]
    AUTO_FOCUS = "#editor"

    def __init__(self, place: PieceActs, piece: str) -> None:
        super().__init__("finding")
        self.place, self.name_of_piece = place, piece
        self.piece: Piece | None = None
        self._pieces: Sequence[Piece] = ()
        self.picture: Picture | None = place.picture
        self._lines: list[Line] = []
        self._saved = self._sitting = ""
        self._pause: Timer | None = None
        self._most: Timer | None = None
        self._edition = -1

    def compose(self) -> ComposeResult:
        """What it is, text and evidence side by side, verdicts under the text, what was done, keys."""
        yield TwoEnds(id="top")
        with Horizontal(id="middle"):
            with Vertical(id="writing"):
                yield SummaryEditor(id="editor")
                yield Static(id="checks", markup=False)
                yield TwoEnds(id="state")
            with Vertical(id="reading"):
                yield LineList(self._line, focusable=True, id="evidence")
                yield Static(id="quote", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()
        yield Picker()

    @property
    def editor(self) -> SummaryEditor:
        """The text."""
        return self.query_one(SummaryEditor)

    @property
    def evidence(self) -> LineList:
        """What it rests on, and what is offered."""
        return self.query_one("#evidence", LineList)

    # Coming and going.

    def on_screen_resume(self) -> None:
        """Read the piece, or what changed while one was in another place."""
        if self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)

    def read_again(self) -> None:
        """Read text and links again; what is typed and not yet saved stays."""
        from okqual.study.pieces import pieces

        first = self._edition == -1
        self._edition = self.okqual.edition
        self._pieces = pieces(self.place.study)
        self.piece = next((each for each in self._pieces if each.id == self.name_of_piece), None)
        if self.piece is None:
            self.call_later(self.dismiss)
            return
        self.editor.read_only = self.okqual.desk is None or self.okqual.desk.read_only
        if first or (self._typed == self._saved and self.piece.text != self._saved):
            self._saved = self.piece.text
            with self.prevent(TextArea.Changed):
                self.editor.load_text(self._saved)
                self.editor.move_cursor(self.editor.document.end)
        self._show()
        self._count_again()

    def _count_again(self) -> None:
        def take(found: Picture) -> None:
            self.picture = self.place.picture = found
            if self.is_attached:
                self._show()

        picture_beside(self.okqual, "picture finding", self.picture, take)

    @property
    def _typed(self) -> str:
        return self.editor.text.strip()

    async def action_leave(self) -> None:
        """Save, and back to where one came from."""
        self.save()
        self.dismiss()

    def on_screen_suspend(self) -> None:
        """Nothing is left unsaved when one goes elsewhere."""
        if self.is_attached and self.piece is not None:
            self.okqual.trying(self.save)
            self._sitting = ""

    # Saving.

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._autosave)
        if self._most is None:
            self._most = self.set_timer(MOST, self._autosave)
        if len(self.editor.text) <= AT_ONCE:
            self._show_checks()
        self._show_state()

    def _autosave(self) -> None:
        self.okqual.trying(self.save)

    def save(self) -> bool:
        """Write the text where it is another; an emptied one stays as it was."""
        from okqual.study import findings

        for timer in (self._pause, self._most):
            if timer is not None:
                timer.stop()
        self._pause = self._most = None
        typed = self._typed
        if typed in ("", self._saved) or self.okqual.desk is None or self.okqual.desk.read_only:
            return False
        seen = self.picture.known if self.picture is not None else view.NotCounted()
        self._sitting = findings.go_on_writing(self.place.study, self.name_of_piece, typed, self._sitting, seen)
        self._saved = typed
        self._others_read()
        self._show_checks()
        self._show_state()
        return True

    def _others_read(self) -> None:
        """Other places read again when one comes to them; this one knows what it wrote."""
        unseen = self._edition != self.okqual.edition
        self.okqual.edition += 1
        self._edition = -2 if unseen else self.okqual.edition

    # What is seen.

    def _show(self) -> None:
        piece, book = self.piece, self.place.codebook
        if piece is None:
            return
        from okqual.study.pieces import about_name

        told = [message(f"terms.piece.{piece.kind}"), about_name(book, piece.about), view.state_words(piece)]
        at = self._here.ref if self._here is not None else ""
        self._lines = lines_of(piece, self._pieces, self.picture, book) if self.picture is not None else []
        linked = sum(line.role is not None for line in self._lines)
        self.query_one("#top", TwoEnds).put(" · ".join(told), counted("tui.finding.evidence", linked))
        places = [line.ref for line in self._lines]
        self.evidence.put(len(places), places.index(at) if at in places else min(self.evidence.at, len(places)))
        self.evidence.refresh()
        self._show_checks()
        self._show_state()
        self._show_quote()

    def _line(self, at: int, width: int) -> Text:
        line = self._lines[at]
        sign = mark("✓") if line.role is not None else " "
        name = set_cell_size(visible_line(line.name), CITATION) if line.name else ""
        words = visible_line(" ".join(line.text[: view.LONGEST].split()))
        room = max(0, width - ROLE - 2 - (CITATION if name else 0))
        return Text.assemble(
            sign, " ", (set_cell_size(line.lead, ROLE), Style(dim=line.role is None)), (name, Style(bold=True)),
            set_cell_size(words, room),
        )  # fmt: skip

    @property
    def held(self) -> list[Claim]:
        """The statements in the text as it is typed, with their verdicts."""
        piece, seen = self.piece, self.picture
        if piece is None or seen is None or piece.kind is not PieceKind.FINDING:
            return []
        return claims(self.editor.text, piece.counts, seen.known, seen.scale, seen.language)

    def _show_checks(self) -> None:
        piece, seen = self.piece, self.picture
        if piece is None:
            return
        if seen is None:
            self.query_one("#checks", Static).update(Text(message("tui.findings.counting")))
            return
        lines = [view.claim_line(each, seen) for each in self.held]
        lines += view.count_lines(piece, seen, self.place.codebook)
        self.query_one("#checks", Static).update(Text(visible("\n".join(lines))))

    def _show_state(self) -> None:
        typed, parts = self._typed, []
        if not typed:
            parts.append(message("tui.finding.empty"))
        elif typed != self._saved:
            parts.append(message("tui.cell.unsaved"))
        else:
            parts.append(message("tui.cell.saved"))
        lacks = self.picture.lacks.get(self.name_of_piece, ()) if self.picture is not None else ()
        parts += [f"! {words}" for lack, detail in lacks if (words := view.lack_words(lack, detail))]
        self.query_one("#state", TwoEnds).put(" · ".join(parts))

    def _show_quote(self) -> None:
        line, text = self._here, Text()
        if line is None:
            text.append(message("tui.finding.no_evidence" if self.picture is not None else "tui.findings.counting"))
        else:
            told = [line.lead.removeprefix("? "), line.name, line.case if line.case not in line.name else ""]
            text.append(visible_line(" · ".join(filter(None, told))), Style(dim=True))
            text.append("\n").append(visible(line.text))
        self.query_one("#quote", Static).update(text)

    @property
    def _here(self) -> Line | None:
        return self._lines[self.evidence.at] if self.evidence.at < len(self._lines) else None

    @on(LineList.Stood)
    def _stood(self) -> None:
        self._show_quote()

    def say(self, line: str, refused: bool = False, undoable: bool = False) -> None:
        self.query_one(MessageLine).say(Said(line, refused=refused, undoable=undoable))

    # Keys.

    def action_save(self) -> None:
        """Save now."""
        self.save()
        self._show_state()

    def action_turn(self) -> None:
        """From the text to the evidence and back."""
        (self.evidence if self.editor.has_focus else self.editor).focus()

    def action_stands(self) -> None:
        """Say that the text holds with the numbers of now."""
        from okqual.study import findings

        self.save()
        if self.picture is None or self.piece is None:
            self.say(message("tui.findings.counting"), refused=True)
            return
        findings.write_text(self.place.study, self.name_of_piece, self._saved, stands=True, numbers=self.picture.known)
        self.wrote(message("tui.finding.stands"))

    def action_link(self) -> None:
        """Link what is in front as it is offered."""
        line = self._here
        if line is None or line.offered is None:
            self.say(message("tui.finding.nothing_offered"), refused=True)
            return
        self.link(line.ref, line.offered)

    def action_role(self, role: str) -> None:
        """Let what is in front support, nuance or speak against the finding."""
        line = self._here
        if line is None or (line.role is None and line.offered is None):
            self.say(message("tui.finding.nothing_offered"), refused=True)
            return
        self.link(line.ref, Role(role))

    def action_unlink(self) -> None:
        """Let the piece rest on what is in front no more."""
        line = self._here
        if line is None or line.role is None:
            self.say(message("tui.finding.not_linked"), refused=True)
            return
        self.link(line.ref, None)

    def wrote(self, line: str) -> None:
        self._sitting = ""
        self._others_read()
        self._edition = -2
        self.read_again()
        self.say(line, undoable=True)

    @on(LineList.Chosen)
    def _in_context(self) -> None:
        """Show the words in front in their interview; Escape there comes back here."""
        line = self._here
        citation = parse_citation(line.name) if line is not None else None
        if line is None or citation is None or not line.case:
            self.say(message("tui.finding.no_context"), refused=True)
            return
        self.save()
        self.okqual.code_at(Position(line.case, citation.note, citation.first, 0), back=self.place.mode)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are keys beside the evidence only: in the text they are typed."""
        if action in ("role", "unlink", "count", "words", "citation", "app.go"):
            return self.is_attached and not self.editor.has_focus
        return True
