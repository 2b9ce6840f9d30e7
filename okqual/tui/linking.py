"""Linking a finding to counts and words, a judgement to findings and sources; counting is done beside the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.model.finding import CountRef, Piece, PieceKind, Role, count_of
from okqual.study.findings_picture import Known, Offered, Picture, codings_under
from okqual.tui.held import number_beside, read_beside
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine, AskOne, AskSeveral
from okqual.tui.screens.base import Place
from okqual.tui.widgets.lines import MessageLine
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.tui.piece_acts import PieceActs

CITATION = 15
MOST_VALUES = 40
"""Values of an attribute up to which its groups can be counted from here."""
UNITS = ("case", "participant", "organisation")


class Linking(Place):
    """A place with one piece in it, and a code picker."""

    place: PieceActs
    name_of_piece: str
    piece: Piece | None = None
    picture: Picture | None = None

    def save(self) -> bool:
        """Write what was typed; whether there was anything to write."""
        return False

    def wrote(self, line: str) -> None:
        """Something was written."""

    def say(self, line: str, refused: bool = False, undoable: bool = False) -> None:
        """One line of what was done."""
        self.query_one(MessageLine).say(Said(line, refused=refused, undoable=undoable))

    def link(self, ref: str | CountRef, role: Role | None, known: Known | None = None) -> None:
        """Let the piece rest on something in a role, or with None no more; with the numbers that were seen."""
        from okqual.study import findings

        self.save()
        study = self.place.study
        if self.piece is not None and self.piece.kind is PieceKind.JUDGEMENT:
            findings.rest_on(study, self.name_of_piece, str(ref), role is not None)
        else:
            count = ref if isinstance(ref, CountRef) else count_of(ref)
            seen = known or (self.picture.known if self.picture is not None else Known())
            findings.link_evidence(study, self.name_of_piece, count or ref, role, seen)
        self.wrote(message("tui.finding.unlinked" if role is None else "tui.finding.linked"))

    # Asking what to link.

    def action_citation(self) -> None:
        """Link words by their citation id."""

        def given(typed: str) -> None:
            for name in typed.replace(",", " ").split():
                self.link(name.strip("[]"), Role.SUPPORTS)

        if self._is_finding():
            self.ask(AskLine(message("tui.finding.ask.citation")), given)

    def action_words(self) -> None:
        """Choose words to link among the codings under a code."""

        def picked(codes: Sequence[str]) -> None:
            read_beside(self.okqual, "under", lambda study, _: codings_under(study, codes[0]), self._choose)

        if self._is_finding():
            self._pick(picked)

    def _choose(self, found: Sequence[Offered]) -> None:
        if not found:
            self.say(message("tui.finding.no_codings"), refused=True)
            return
        choices = [(each.ref, f"{each.citation:<{CITATION}}{' '.join(each.text.split())}") for each in found]
        self.ask(AskOne(message("tui.finding.ask.words"), choices), lambda ref: self.link(ref, Role.SUPPORTS))

    def action_count(self) -> None:
        """Link a count: a code, values, a group and what is counted."""

        def with_unit(code: str, values: tuple[str, ...], group: str) -> None:
            choices = [(unit, message(f"export.unit.{unit}")) for unit in UNITS]
            by, _, name = group.partition("\t")
            box = AskOne(message("tui.finding.ask.unit"), choices)
            self.ask(box, lambda unit: self._count(CountRef(code, values, by, name, unit)))

        def with_group(code: str, values: tuple[str, ...]) -> None:
            choices = [("", message("tui.matrix.all")), *self._groups()]
            self.ask(AskOne(message("tui.finding.ask.group"), choices), lambda group: with_unit(code, values, group))

        def picked(codes: Sequence[str]) -> None:
            code = self.place.codebook.by_id[codes[0]]
            if code.scale is None:
                with_group(code.id, ())
                return
            choices = [(value.id, value.name) for value in code.scale.values]
            self.ask(AskSeveral(message("tui.finding.ask.values"), choices), lambda values: with_group(code.id, values))

        if self._is_finding():
            self._pick(picked)

    def _groups(self) -> list[tuple[str, str]]:
        assert self.okqual.desk is not None
        found: dict[str, set[str]] = {}
        for row in self.okqual.desk.overview():
            for name, value in row.attributes.items():
                found.setdefault(name, set()).add(value)
        return [
            (f"{name}\t{value}", f"{name}: {value}")
            for name, values in found.items()
            if 1 < len(values) <= MOST_VALUES
            for value in sorted(values)
        ]

    def _count(self, ref: CountRef) -> None:
        def counted(known: Known) -> None:
            self.link(ref, Role.SUPPORTS, known)

        number_beside(self.okqual, ref, counted)
        self.say(message("tui.findings.counting"))

    def _is_finding(self) -> bool:
        if self.piece is not None and self.piece.kind is PieceKind.FINDING:
            return True
        self.say(message("tui.finding.judgement_rests"), refused=True)
        return False

    def _pick(self, then: Callable[[Sequence[str]], object]) -> None:
        desk = self.okqual.desk
        assert desk is not None
        self.query_one(Picker).open(self.place.codebook, desk.recent_codes(), desk.code_counts(), then)
