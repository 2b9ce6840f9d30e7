"""The codebook: criteria, evaluation questions, codes and their value scales."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Rule(StrEnum):
    """How the values of an interview's passages make the interview's value."""

    MIDDLE = "middle"
    """Passages that differ give the scale's mixed value (ja + nej → delvis)."""
    MAJORITY = "majority"
    """The most frequent value of the passages; a tie gives the scale's mixed value."""
    SET = "set"
    """Each value that occurs counts once."""
    BY_HAND = "by_hand"
    """A person decides, with a reason; until then the interview is undecided."""


class AnswerSource(StrEnum):
    """What an evaluation question is answered from."""

    INTERVIEWS = "interviews"
    SURVEY = "survey"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True)
class Value:
    """One step of a scale: an id for files and a name for the screen."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The values a coding under a code may carry."""

    values: tuple[Value, ...]
    rule: Rule = Rule.BY_HAND
    ordered: bool = False
    mixed: str | None = None
    """Id of the value that differing passages make under ``middle``."""

    def name_of(self, value: str) -> str:
        """The name of the value with this id; the id itself when the scale lacks it."""
        return next((v.name for v in self.values if v.id == value), value)


@dataclass(frozen=True, slots=True)
class Criterion:
    """An evaluation criterion (relevans, koherens, …)."""

    id: str
    """Short and upper case, the prefix of its codes: "REL"."""
    name: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question the evaluation is to answer, under a criterion."""

    id: str
    criterion: str
    text: str
    name: str = ""
    """A few words for headings and columns."""
    sources: tuple[AnswerSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its definition."""

    id: str
    name: str
    parents: tuple[str, ...] = ()
    """Ids of codes, evaluation questions or criteria above it; several are allowed."""
    brief: str = ""
    definition: str = ""
    when: str = ""
    when_not: str = ""
    example: str = ""
    synonyms: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """Numbers of the guide questions under which its evidence is expected."""
    scale: Scale | None = None
    outside: bool = False
    """Outside the evaluation: left out of prevalence and chapters unless asked for."""
    locked: bool = False
    unexpected: bool = False
    """The code for what no other code covers."""
    group: bool = False
    """A heading of the codebook that is not itself put on passages."""
    retired: bool = False
    """Kept with its codings, but not put on passages any more."""
    split_into: tuple[str, ...] = ()
    """Codes that this one was split into."""


@dataclass(frozen=True, slots=True)
class Principle:
    """A coding principle; ``check`` names the rule that okqual can hold it to, if any."""

    id: str
    text: str
    check: str | None = None
    """``one_main`` · ``main_leads`` · ``other_last`` or None for a principle only people can follow."""
    applies_to: tuple[str, ...] = ()
    """Codes directly above the main categories that the check is for; empty: all top codes."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of a codebook."""

    id: str
    title: str
    language: str
    source: str
    criteria: tuple[Criterion, ...]
    evaluation_questions: tuple[EvaluationQuestion, ...]
    codes: tuple[Code, ...]
    principles: tuple[Principle, ...] = ()
    by_id: dict[str, Code] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id.update((code.id, code) for code in self.codes)

    def name_of(self, code_id: str) -> str:
        """The name of the code with this id; the id itself when the codebook lacks it."""
        return self.by_id[code_id].name if code_id in self.by_id else code_id

    def expected_under(self, question: str) -> tuple[Code, ...]:
        """Codes whose evidence is expected under a guide question, in the order of the codebook."""
        return tuple(code for code in self.codes if question in code.questions and not (code.group or code.retired))

    def evaluation_question_of(self, code_id: str) -> EvaluationQuestion | None:
        """The evaluation question above a code, found by walking its parents in order."""
        questions = {question.id: question for question in self.evaluation_questions}
        waiting, seen = [code_id], set[str]()
        while waiting:
            here = waiting.pop(0)
            if here in questions:
                return questions[here]
            if here in self.by_id and here not in seen:
                seen.add(here)
                waiting.extend(self.by_id[here].parents)
        return None

    def criterion_of(self, code_id: str) -> Criterion | None:
        """The criterion above a code: by its evaluation question, else by a parent that is one."""
        criteria = {criterion.id: criterion for criterion in self.criteria}
        question = self.evaluation_question_of(code_id)
        if question is not None:
            return criteria.get(question.criterion)
        waiting, seen = [code_id], set[str]()
        while waiting:
            here = waiting.pop(0)
            if here in criteria:
                return criteria[here]
            if here in self.by_id and here not in seen:
                seen.add(here)
                waiting.extend(self.by_id[here].parents)
        return None
