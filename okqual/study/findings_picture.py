"""What the screens of findings and outline show beside the texts: numbers, verdicts, what says otherwise, what is left.

It reads all codings under the codes that are counted, and is made beside the keys. What it holds is small: of a large
study the numbers, not the codings, and they are kept until codings change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from okqual.analysis.counts import Counted, Counts
from okqual.analysis.units import units_behind
from okqual.model.claims import Claim
from okqual.model.finding import CountRef, Link, Piece, PieceKind, Role, count_of
from okqual.model.quantifiers import QuantifierScale
from okqual.store import findings_told
from okqual.store.projected_findings import KINDS
from okqual.study.counting import counted
from okqual.study.evidence_words import evidence_words
from okqual.study.left_to_write import Lack, left
from okqual.study.opening import Study
from okqual.study.pieces import pieces
from okqual.study.quantifying import claims_of, language, scale
from okqual.text.swedish import swedish_key

MOST_OFFERED = 200
"""Codings that are offered for one count and role: more are not gone through one by one."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A coding under a counted code that may be evidence."""

    ref: str
    citation: str
    case: str
    who: str
    """As the count counts: an interview, a participant, an organisation."""
    code: str
    value: str
    text: str
    role: Role


@dataclass(slots=True)
class Known:
    """Numbers that were counted, to hold texts against while one types."""

    made: dict[CountRef, Counted] = field(default_factory=dict)
    values: dict[tuple[str, str], Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    offered: dict[CountRef, tuple[Offered, ...]] = field(default_factory=dict)

    def of(self, ref: CountRef) -> Counted | None:
        """The number, where it was counted."""
        return self.made.get(ref)

    def values_of(self, code: str, unit: str) -> Mapping[str, tuple[str, ...]]:
        """unit → its values under a code."""
        return self.values.get((code, unit), {})

    def spread(self, ref: CountRef) -> list[tuple[str, int]]:
        """(value, how many say it) in the group of a count, of the values that occur."""
        group = self.of(ref)
        found: dict[str, int] = defaultdict(int)
        for name in group.of if group is not None else ():
            for value in self.values_of(ref.code, ref.unit).get(name, ()):
                found[value] += 1
        return sorted(found.items(), key=lambda pair: -pair[1])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a piece rests on, as a line."""

    link: Link
    count: CountRef | None = None
    citation: str = ""
    who: str = ""
    value: str | None = None
    code: str = ""
    text: str = ""
    piece: Piece | None = None
    """The source or finding that it is."""


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it, as of one moment."""

    stamp: int
    """The last entry that may have changed a coding."""
    known: Known
    evidence: Mapping[str, tuple[Evidence, ...]]
    claims: Mapping[str, list[Claim]]
    lacks: Mapping[str, list[tuple[Lack, str]]]
    resting: Mapping[str, tuple[str, ...]]
    """piece → the judgements that rest on it."""
    scale: QuantifierScale
    language: str


Count = Callable[[Study, Sequence[CountRef]], "Known"]
"""Counts numbers: here, or elsewhere in a large study."""


def picture(study: Study, former: Picture | None = None, count: Count | None = None) -> Picture:
    """The picture of now; numbers of a former one hold as long as no coding changed."""
    there = pieces(study)
    stamp = findings_told.last_beside(study.db, sorted(KINDS))
    wanted = {ref for each in there for ref in each.counts}
    known = former.known if former is not None and former.stamp == stamp else Known()
    if wanted - known.made.keys():
        known = (count or numbers)(study, list(wanted)) if wanted else Known()
    by_piece: dict[str, list[tuple[Lack, str]]] = defaultdict(list)
    for each in left(study, known):
        by_piece[each.piece.id].append((each.lack, each.detail))
    named = {each.id: each for each in there}
    findings = [each for each in there if each.kind is PieceKind.FINDING]
    return Picture(
        stamp, known, {each.id: tuple(_in_order(_evidence(study, each, named))) for each in there},
        claims_of(study, findings, known), by_piece,
        {each.id: tuple(findings_told.linked_to(study.db, each.id)) for each in there}, scale(study), language(study),
    )  # fmt: skip


def codings_under(study: Study, code: str) -> list[Offered]:
    """The codings under a code to choose evidence from."""
    counts = counted(study, [CountRef(code)])
    first = ((each, counts.quote(each)) for each in counts.material.evidence[:MOST_OFFERED])
    return [
        Offered(quote.coding, quote.id, each.case, each.case, code, each.value or "", quote.text, Role.SUPPORTS)
        for each, quote in first
    ]


def numbers(study: Study, wanted: Sequence[CountRef]) -> Known:
    """Some numbers, with what is offered as evidence for each."""
    counts, known = counted(study, wanted), Known()
    for ref in wanted:
        for each in (ref, CountRef(ref.code, (), ref.by, ref.group, ref.unit)):
            now = counts.of(each)
            if now is not None:
                known.made[each] = now
        if ref in known.made:
            known.values[ref.code, ref.unit] = dict(counts.values_of(ref.code, ref.unit))
            known.offered[ref] = tuple(_offered(counts, ref))
    return known


def _offered(counts: Counts, ref: CountRef) -> list[Offered]:
    """Those who say otherwise first; then those who are counted; at most so many of each."""
    now, values = counts.of(ref), counts.values_of(ref.code, ref.unit)
    who, of = (set(now.who), set(now.of)) if now is not None else (set(), set())
    rows = {row.case: row for row in counts.material.cases}
    found: dict[Role, list[Offered]] = {Role.AGAINST: [], Role.SUPPORTS: []}
    for each in counts.under(ref.code):
        if ref.values and each.value is None:
            continue
        for name in units_behind(each, rows, ref.unit):
            against = bool(ref.values) and name not in who and each.value not in ref.values and bool(values.get(name))
            supports = name in who and (not ref.values or each.value in ref.values)
            role = Role.AGAINST if against else Role.SUPPORTS
            if name in of and (against or supports) and len(found[role]) < MOST_OFFERED:
                quote = counts.quote(each)
                told = quote.coding, quote.id, each.case, name, each.code, each.value or "", quote.text
                found[role].append(Offered(*told, role))
                break
    return [each for those in found.values() for each in sorted(those, key=lambda each: swedish_key(each.citation))]


def _evidence(study: Study, each: Piece, named: Mapping[str, Piece]) -> Iterable[Evidence]:
    for link in each.links:
        count = count_of(link.ref)
        if count is not None:
            yield Evidence(link, count)
        elif link.ref in named:
            yield Evidence(link, piece=named[link.ref], text=named[link.ref].text)
        elif (words := evidence_words(study, link.ref)) is not None:
            yield Evidence(link, None, words.citation, words.case, words.value, words.code, words.text)
        else:
            yield Evidence(link)


def _in_order(lines: Iterable[Evidence]) -> list[Evidence]:
    """By role; numbers before words, words by their places: ids of codings are another in every copy."""
    roles = list(Role)
    return sorted(
        lines, key=lambda each: (roles.index(each.link.role), each.count is None, swedish_key(each.citation or "~"))
    )
