"""The contents of a criterion's chapter: per evaluation question what is said, by how many, who says otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from okqual.analysis.material import Evidence, Material, below, empty_state, expected_questions
from okqual.analysis.prevalence import UNDECIDED, prevalence, said_by_code, unit_values
from okqual.errors import OkqualError
from okqual.model.codebook import Code, Criterion, EvaluationQuestion, Rule
from okqual.model.coding import Quote
from okqual.model.note import TextKind
from okqual.model.results import CellState, Chapter, CodeSection, PrevalenceRow, Section
from okqual.text.swedish import swedish_key

KEY_QUOTES = 4
OTHERWISE = 6
"""How many quotes a section shows at most; the rest is in the matrix."""


def chapters(
    material: Material, criteria: Sequence[str] = (), by: str = "aktörstyp", rule: Rule | None = None,
    include_outside: bool = False,
) -> list[Chapter]:  # fmt: skip
    """A chapter for each criterion, all of them without ``criteria``.

    Raises OkqualError for a criterion that the codebook lacks.
    """
    book = material.codebook
    known = {criterion.id: criterion for criterion in book.criteria}
    by_name = {criterion.name.casefold(): criterion.id for criterion in book.criteria}
    wanted = [by_name.get(name.casefold(), name.upper()) for name in criteria] or list(known)
    for name in wanted:
        if name not in known:
            values: dict[str, object] = {"criterion": name, "known": ", ".join(known)}
            raise OkqualError("errors.unknown_criterion", values, "errors.unknown_criterion.try")
    counted: dict[str, list[PrevalenceRow]] = defaultdict(list)
    for row in prevalence(material, by, rule=rule, include_outside=include_outside):
        counted[row.code].append(row)
    said = said_by_code(material, "case")
    made = _Making(material, counted, {}, rule, by, include_outside)
    for code in book.codes:
        made.values[code.id] = unit_values(said.get(code.id, ()), code, rule, material.decided)
    return [made.chapter(known[name]) for name in dict.fromkeys(wanted)]


class _Making:
    """What all sections need, at hand."""

    def __init__(
        self,
        material: Material,
        counted: dict[str, list[PrevalenceRow]],
        values: dict[str, dict[str, tuple[str, ...]]],
        rule: Rule | None,
        by: str,
        include_outside: bool,
    ) -> None:
        self.material, self.counted, self.values = material, counted, values
        self.rule, self.by, self.include_outside = rule, by, include_outside
        self.found: dict[str, list[Evidence]] = defaultdict(list)
        for piece in material.evidence:
            self.found[piece.code].append(piece)

    def chapter(self, criterion: Criterion) -> Chapter:
        questions = [q for q in self.material.codebook.evaluation_questions if q.criterion == criterion.id]
        return Chapter(criterion, tuple(self._section(question) for question in questions), self.by)

    def _section(self, question: EvaluationQuestion) -> Section:
        book = self.material.codebook
        codes = [
            code
            for code in book.codes
            if not code.group
            and (self.include_outside or not code.outside)
            and book.evaluation_question_of(code.id) == question
        ]
        return Section(question, tuple(self._code(code) for code in codes))

    def _code(self, code: Code) -> CodeSection:
        values = self.values[code.id]
        most = _most_frequent(values)
        pieces = [piece for piece in self.found[code.id] if not piece.quote.held]
        key = [p for p in pieces if p.quote.key] or _typical(pieces, most, values)
        other = [p for p in pieces if most and p.value is not None and p.value != most]
        return CodeSection(
            code,
            tuple(self.counted.get(code.id, ())),
            _quotes(key, KEY_QUOTES),
            _quotes(_one_a_case(other), OTHERWISE),
            self._gaps(code),
            tuple(case for case, found in values.items() if found == (UNDECIDED,)),
        )

    def _gaps(self, code: Code) -> dict[CellState, tuple[str, ...]]:
        family = below(self.material.codebook, code.id)
        expected = expected_questions(self.material.codebook, family)
        coded = {p.case for name in family for p in self.found.get(name, ())}
        gaps: dict[CellState, list[str]] = defaultdict(list)
        for row in self.material.cases:
            if row.case not in coded:
                gaps[empty_state(row, expected)].append(row.case)
        return {state: tuple(gaps[state]) for state in CellState if state in gaps}


def _most_frequent(values: dict[str, tuple[str, ...]]) -> str | None:
    counts = Counter(value for found in values.values() for value in found if value != UNDECIDED)
    return counts.most_common(1)[0][0] if counts else None


def _typical(pieces: list[Evidence], most: str | None, values: dict[str, tuple[str, ...]]) -> list[Evidence]:
    """Where nobody marked key quotes: one an actor type, quoted words first, of those with the usual value."""
    usual = [p for p in pieces if p.value == most and (most is None or most in values.get(p.case, ()))] or pieces
    usual = sorted(usual, key=_how_telling)
    firsts: dict[str, Evidence] = {}
    for piece in usual:
        firsts.setdefault(piece.quote.actor, piece)
    chosen = list(firsts.values())
    chosen += [p for p in _one_a_case(usual) if p not in chosen and all(p.case != c.case for c in chosen)]
    return chosen[:KEY_QUOTES]


def _how_telling(piece: Evidence) -> tuple[bool, bool, tuple[object, ...], str]:
    length = len(piece.quote.text)
    return (
        piece.quote.kind == TextKind.REPORTED,
        not 30 <= length <= 300,
        tuple(swedish_key(piece.case)),
        piece.quote.id,
    )


def _one_a_case(pieces: list[Evidence]) -> list[Evidence]:
    firsts: dict[str, Evidence] = {}
    for piece in sorted(pieces, key=_how_telling):
        firsts.setdefault(piece.case, piece)
    return list(firsts.values())


def _quotes(pieces: list[Evidence], most: int) -> tuple[Quote, ...]:
    return tuple(piece.quote for piece in pieces[:most])
