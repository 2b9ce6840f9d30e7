"""What each interview says under each code with a scale, and which of these values wait for a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from okqual.analysis.case_values import UNDECIDED, Open, case_value
from okqual.analysis.material import Evidence
from okqual.errors import OkqualError
from okqual.model.codebook import Code, Codebook, Rule
from okqual.model.summary import Changed, Seen, changed_since, mark, seen_of
from okqual.store import queries, summaries
from okqual.store.database import reading
from okqual.study import browsing
from okqual.study.definitions import code_named
from okqual.study.material import evidence_in
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key


@dataclass(frozen=True, slots=True)
class Decided:
    """A value that a person decided."""

    value: str
    reason: str
    coder: str
    at: int
    changed: Changed | None
    """What of the codings is another since; None where nothing is."""


@dataclass(frozen=True, slots=True)
class CaseValueNow:
    """What an interview says under a code as it stands."""

    case: str
    code: Code
    by_rule: tuple[str, ...]
    """By the scale's rule; ``("undecided",)`` where it gives none, empty where no coding has a value."""
    disagree: bool
    """Its participants say different things."""
    decided: Decided | None = None

    @property
    def names(self) -> tuple[str, str]:
        """Which value it is: the interview and the code."""
        return self.case, self.code.id

    @property
    def open(self) -> Open | None:
        """Why it waits for a person; None when it does not."""
        if self.decided is not None:
            return Open.STALE if self.decided.changed is not None else None
        if self.disagree:
            return Open.DISAGREE
        return Open.UNDECIDED if UNDECIDED in self.by_rule else None

    @property
    def words(self) -> str:
        """The names of its values; empty while it is undecided."""
        scale = self.code.scale
        values = (self.decided.value,) if self.decided else self.by_rule
        return ", ".join(scale.name_of(value) if scale else value for value in values if value != UNDECIDED)


def case_values(study: Study, include_outside: bool = False) -> dict[tuple[str, str], CaseValueNow]:
    """(case, code) → the value, of every interview that says something under a code with a scale."""
    with reading(study.db):
        return _case_values(study, browsing.codebook(study), include_outside)


def case_value_now(study: Study, case: str, code: str) -> CaseValueNow:
    """One interview's value. Raises OkqualError for an unknown code or interview, and a code without a scale."""
    definition = code_named(study, code)
    if definition.scale is None:
        raise OkqualError("errors.no_scale", {"code": definition.name}, "errors.no_scale.try")
    if case not in queries.cases(study.db):
        raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
    decided = summaries.decision(study.db, case, definition.id)
    return _now(study, case, definition, summaries.said_under(study.db, case, definition.id), decided)


def open_values(study: Study, include_outside: bool = False) -> list[CaseValueNow]:
    """The values that wait for a person, ordered as all are."""
    return [each for each in all_values(study, include_outside) if each.open is not None]


def all_values(study: Study, include_outside: bool = False) -> list[CaseValueNow]:
    """The values of all interviews: in the order of the codebook, interviews in Swedish order."""
    places = {code.id: place for place, code in enumerate(browsing.codebook(study).codes)}
    found = case_values(study, include_outside).values()
    return sorted(found, key=lambda each: (places.get(each.code.id, len(places)), swedish_key(each.case)))


def evidence_of_value(study: Study, case: str, code: str) -> list[Evidence]:
    """The passages of an interview that have a value under a code."""
    return evidence_in(study, case, lambda coding: coding.code == code and coding.value is not None)


def _case_values(study: Study, book: Codebook, include_outside: bool) -> dict[tuple[str, str], CaseValueNow]:
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case, name, value in summaries.values_that_occur(study.db):
        values[case, name].add(value)
    # Where all passages say the same nobody disagrees. Where they differ, how many say what matters to a majority only,
    # and who says it only where somebody is named: elsewhere the words are not looked at.
    named = summaries.cases_with_speakers(study.db)
    looked_at = {
        (case, name)
        for (case, name), there in values.items()
        if len(there) > 1 and (case in named or _by_majority(book, name))
    }
    differing: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    if looked_at:
        for case, name, value, people in summaries.said_everywhere(study.db):
            if (case, name) in looked_at:
                differing[case, name].append((value, people))
    decided = summaries.decisions(study.db)
    found = {}
    for case, name in values.keys() | decided.keys():
        code = book.by_id.get(name)
        if code is None or code.scale is None or (code.outside and not include_outside):
            continue
        alike: list[tuple[str, tuple[str, ...]]] = [(value, ()) for value in values.get((case, name), ())]
        said = differing.get((case, name), alike)
        found[case, name] = _now(study, case, code, said, decided.get((case, name)))
    return found


def _by_majority(book: Codebook, name: str) -> bool:
    code = book.by_id.get(name)
    return code is not None and code.scale is not None and code.scale.rule is Rule.MAJORITY


def _now(
    study: Study, case: str, code: Code, said: list[tuple[str, tuple[str, ...]]], decision: summaries.Decision | None
) -> CaseValueNow:
    assert code.scale is not None
    ruled = case_value(said, code.scale) if said else None
    decided = None
    if decision is not None:
        value, reason, coder, at, seen = decision
        decided = Decided(value, reason, coder, at, _changed(study, case, code.id, at, seen))
    return CaseValueNow(case, code, ruled.values if ruled else (), ruled is not None and ruled.disagree, decided)


def _changed(study: Study, case: str, code: str, at: int, seen: Seen | None) -> Changed | None:
    if seen is not None:
        return changed_since(seen, seen_value(study, case, code))
    # Decisions of older okquals do not say what their deciders saw.
    return Changed() if summaries.coded_after(study.db, case, code, at) else None


def seen_value(study: Study, case: str, code: str) -> Seen:
    """The codings with values that an interview's value follows from."""
    return seen_of([mark(name, value) for name, value in summaries.codings_under(study.db, case, code) if value])
