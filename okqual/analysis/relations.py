"""Words that compare groups, or say how alike the answers are: held against the counts of the groups."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from okqual.analysis.counts import Numbers
from okqual.model.claims import Claim, Verdict, Why
from okqual.model.finding import CountRef
from okqual.model.quantifiers import QuantifierScale


class Relation(StrEnum):
    """What is said of two groups, or of all answers."""

    HIGHER = "higher"
    LOWER = "lower"
    ALIKE = "alike"
    DIFFERING = "differing"
    SHARED = "shared"


PHRASES = {
    Relation.HIGHER: (
        "i högre grad än", "i större utsträckning än", "oftare än", "vanligare bland", "to a greater extent than",
        "more often than", "more common among",
    ),
    Relation.LOWER: (
        "i lägre grad än", "i mindre utsträckning än", "mer sällan än", "mindre vanligt bland", "ovanligare bland",
        "to a lesser extent than", "less often than", "less common among",
    ),
    Relation.ALIKE: (
        "ungefär lika vanligt", "lika vanligt", "i samma utsträckning", "i lika hög grad", "about as common",
        "equally common", "to the same extent",
    ),
    Relation.DIFFERING: ("olika syn", "delade meningar", "skilda uppfattningar", "different views", "divided"),
    Relation.SHARED: ("samsyn", "samstämmig", "eniga", "agree", "of one mind"),
}  # fmt: skip
_QUOTED = re.compile(r"[”“„\"][^”“„\"\n]*[”“\"]")
PAIR = 2
AMONG = ("bland", "among")
"""After these the group stands that has more, or less."""


def relational_claims(
    text: str, linked: Sequence[CountRef], counts: Numbers, scale: QuantifierScale, own: str = ""
) -> list[Claim]:
    """The statements of a text that compare, each with its verdict.

    ``own`` is the group that the whole text is about, which need not be named: "oftare än regionerna".
    """
    shown = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found: list[Claim] = []
    taken: list[tuple[int, int]] = []
    phrases = [(phrase, relation) for relation, these in PHRASES.items() for phrase in these]
    for phrase, relation in sorted(phrases, key=lambda each: -len(each[0])):
        end = r"\w*" if relation is Relation.SHARED and phrase == "samstämmig" else r"(?!\w)"
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}{end}", shown, re.IGNORECASE):
            if any(match.start() < b and match.end() > a for a, b in taken):
                continue
            taken.append(match.span())
            claim = Claim(text[match.start() : match.end()], *match.span(), Verdict.CANNOT_JUDGE, scale_word=relation)
            if re.search(r"(?<!\w)(?:inte|ej|ingen|not|no)\s+(?:\w+\s+)?$", shown[: match.start()], re.IGNORECASE):
                found.append(replace(claim, why=Why.NEGATED))
            elif relation in (Relation.DIFFERING, Relation.SHARED):
                found.append(_spread(claim, relation, linked, counts, scale))
            else:
                found.append(_compared(claim, relation, shown, linked, counts, scale, own))
    return found


def _compared(
    claim: Claim, relation: Relation, text: str, linked: Sequence[CountRef], counts: Numbers, scale: QuantifierScale,
    own: str = "",
) -> Claim:  # fmt: skip
    pair = _pair(claim, relation, text, linked, own)
    if pair is None:
        return replace(claim, why=Why.NO_GROUPS)
    made = [counts.of(ref) for ref in pair]
    if made[0] is None or made[1] is None or not made[0].of or not made[1].of:
        return replace(claim, why=Why.GONE, count=pair[0], other=pair[1])
    (n, of), (m, over) = ((len(each.who), len(each.of)) for each in made if each is not None)
    claim = replace(claim, count=pair[0], n=n, of=of, other=pair[1], other_n=m, other_of=over)
    if min(of, over) < scale.least_for_share:
        return replace(claim, why=Why.SMALL_GROUP)
    # Difference in percentage points, times both denominators: whole numbers do not round.
    difference, whole = (n * over - m * of) * 100, of * over
    holds = {
        Relation.HIGHER: difference >= scale.higher_by * whole,
        Relation.LOWER: -difference >= scale.higher_by * whole,
        Relation.ALIKE: abs(difference) <= scale.alike_within * whole,
    }[relation]
    return replace(claim, verdict=Verdict.OK if holds else Verdict.MISMATCH)


def _pair(
    claim: Claim, relation: Relation, text: str, linked: Sequence[CountRef], own: str = ""
) -> tuple[CountRef, CountRef] | None:
    """The two counts that are compared: of the same code and values, the group that is named first being the first.

    "vanligare bland kommuner än regioner" names both after the words.
    """
    grouped = [ref for ref in linked if ref.group]
    for one in grouped:
        same = [r for r in grouped if (r.code, r.values, r.by, r.unit) == (one.code, one.values, one.by, one.unit)]
        if len(same) < PAIR:
            continue
        low = text.casefold()
        start = max(low.rfind(".", 0, claim.start), low.rfind("\n", 0, claim.start)) + 1
        end = next((at for at in range(claim.end, len(low)) if low[at] in ".\n"), len(low))
        places = {ref: low.find(ref.group.casefold(), start, end) for ref in same}
        named = sorted((ref for ref in same if places[ref] >= 0), key=places.__getitem__)
        if len(named) == PAIR:
            return named[0], named[1]
        here = next((ref for ref in same if ref.group == own), None)
        if len(named) == 1 and here is not None and named[0] != here:
            return (named[0], here) if claim.words.casefold().endswith(AMONG) else (here, named[0])
        if relation is Relation.ALIKE and len(same) == PAIR:
            return same[0], same[1]
    return None


def _spread(
    claim: Claim, relation: Relation, linked: Sequence[CountRef], counts: Numbers, scale: QuantifierScale
) -> Claim:
    """How the values under the linked code are spread over those who have one."""
    refs = [ref for ref in linked if ref.values] or list(linked)
    if len({(ref.code, ref.by, ref.group) for ref in refs}) > 1:
        return replace(claim, why=Why.SEVERAL_COUNTS)
    if not refs:
        return replace(claim, why=Why.NO_COUNT)
    group = counts.of(CountRef(refs[0].code, (), refs[0].by, refs[0].group, refs[0].unit))
    if group is None:
        return replace(claim, why=Why.GONE, count=refs[0])
    values = counts.values_of(refs[0].code, refs[0].unit)
    said = Counter(value for name in group.of for value in values.get(name, ()))
    of = sum(1 for name in group.of if values.get(name))
    most = said.most_common(1)[0][1] if said else 0
    claim = replace(claim, count=refs[0], n=most, of=of)
    if of < scale.least_for_share:
        return replace(claim, why=Why.SMALL_GROUP)
    holds = (
        most * 100 >= scale.shared_from * of
        if relation is Relation.SHARED
        else len(said) > 1 and most * 100 <= scale.differing_to * of
    )
    return replace(claim, verdict=Verdict.OK if holds else Verdict.MISMATCH)
