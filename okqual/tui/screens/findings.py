"""What the material shows: findings criterion by criterion, with other sources and the judgements that rest on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.finding import Piece, PieceKind
from okqual.text.shown import visible, visible_line
from okqual.tui import findings_view as view
from okqual.tui.findings_view import BESIDE, HEAD, TEXT, Row
from okqual.tui.keys import FINDINGS
from okqual.tui.piece_acts import PieceActs
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds

INDENT = 11


class FindingsScreen(PieceActs):
    """The list, and beside the finding in front its numbers, its words for how many and who says otherwise."""

    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*FINDINGS]

    def __init__(self) -> None:
        super().__init__("findings")
        self._rows: Sequence[Row] = ()
        self._pieces: Sequence[Piece] = ()
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """How many, the list, what is known of the one in front, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield Static(id="detail", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    # Reading.

    def read_again(self) -> None:
        """Read the texts at once and count beside the keys."""
        from okqual.study.pieces import pieces

        self._edition = self.okqual.edition
        self._pieces = [each for each in pieces(self.study) if each.kind is not PieceKind.HEADING]
        self.show()
        self.count_again()

    def show(self) -> None:
        """Lay the list out and stand where one stood."""
        lines = self.lines
        wanted = self._wanted or (self._rows[lines.at].here if lines.count else "")
        at, self._wanted = lines.at, ""
        self._rows = view.finding_rows(
            self._pieces, self.codebook, lambda each: not self.only_left or view.is_left(each, self.picture)
        )
        places = [place for place, row in enumerate(self._rows) if row.what == TEXT]
        found = next((place for place in places if self._rows[place].here == wanted), None)
        near = next((place for place in places if place >= at), places[-1] if places else 0)
        lines.put(len(self._rows), near if found is None else found)
        self._stand(lines.at)
        findings = [each for each in self._pieces if each.kind is PieceKind.FINDING]
        left = sum(view.is_left(each, self.picture) for each in self._pieces)
        title = f"{message('tui.findings.title')}   {counted('tui.findings.count', len(findings))}"
        self.query_one("#top", TwoEnds).put(title, counted("tui.findings.left", left))
        self.show_front()

    # What is seen.

    def _line(self, at: int, width: int) -> Text:
        row = self._rows[at]
        if row.what == HEAD:
            return view.head_line(row, self.codebook)
        assert row.piece is not None
        if row.what == BESIDE:
            text = Text(" " * INDENT).append_text(view.beside_line(row.piece, self.picture))
            text.truncate(width, overflow="ellipsis")
            return text
        kind = row.piece.kind
        lead = f"{row.number:>2}" if kind is PieceKind.FINDING else message(f"tui.findings.short.{kind}")
        return view.piece_line(row, width, set_cell_size(visible_line(lead), INDENT))

    def show_front(self) -> None:
        """What is known of the piece in front; where a line between two was come to, of the one before it."""
        if self._row is not None and self._row.what != TEXT:
            self._go(0)
        piece, text = self.here, Text()
        if piece is None:
            text.append(message("tui.findings.none"))
        else:
            text.append(visible(view.title_words(piece)[:1200]) + "\n")
            picture = self.picture
            if picture is not None:
                lines = [view.claim_line(each, picture) for each in picture.claims.get(piece.id, ())]
                lines = [*view.count_lines(piece, picture, self.codebook), *lines, view.others_line(piece, picture)]
                lines.append(self._related(piece))
                text.append(visible("\n".join(line for line in lines if line)))
        self.query_one("#detail", Static).update(text)

    def _related(self, piece: Piece) -> str:
        """The judgements that rest on it, or what a judgement rests on."""
        assert self.picture is not None
        if piece.kind is PieceKind.JUDGEMENT:
            names = [each.piece for each in self.picture.evidence.get(piece.id, ()) if each.piece is not None]
            key = "tui.findings.rests_on_these"
        else:
            resting = self.picture.resting.get(piece.id, ())
            names, key = [each for each in self._pieces if each.id in resting], "tui.findings.carries_these"
        told = " · ".join(" ".join((each.title or each.text).split())[:60] for each in names)
        return message(key, those=told) if told else ""

    @property
    def _row(self) -> Row | None:
        return self._rows[self.lines.at] if self.lines.count else None

    @property
    def here(self) -> Piece | None:
        """The piece in front."""
        return self._row.piece if self._row is not None else None

    @property
    def criterion_here(self) -> str:
        """The criterion of the piece in front, else the first."""
        first = next((each.id for each in self.codebook.criteria), "")
        return (self._row.criterion if self._row is not None else "") or first

    # Keys.

    def action_step(self, step: int) -> None:
        """Stand on the next or previous piece."""
        self._go(step)
        self.show_front()

    def _go(self, step: int) -> None:
        """Stand so many pieces away from the line in front, which may lie between two."""
        places = [at for at, row in enumerate(self._rows) if row.what == TEXT]
        if places:
            index = max((number for number, at in enumerate(places) if at <= self.lines.at), default=0)
            self._stand(places[(index + step) % len(places)])

    def _stand(self, at: int) -> None:
        """Stand on a piece; the criterion's name above the first of it and the line below belong to it."""
        above = int(at > 0 and self._rows[at - 1].what == HEAD)
        self.lines.stand(at, above, below=1)

    def action_open(self) -> None:
        """Work on the piece in front."""
        if self.here is not None:
            self.open_piece(self.here)

    def action_new(self) -> None:
        """Write a finding, a source or a judgement."""
        self.ask_new(view.ORDER)

    def made(self, piece: Piece) -> None:
        """Stand on what was written, and go on with a finding in its editor: its evidence is what it needs."""
        self._wanted = piece.id
        super().made(piece)
        if piece.kind is not PieceKind.SOURCE:
            self.open_piece(piece)

    def action_outline(self) -> None:
        """Go to the outline."""
        self.app.switch_mode("outline")
