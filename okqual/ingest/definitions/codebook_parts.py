"""A codebook while it is read: what has been found, with its ids, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from okqual.ingest.definitions.derived_ids import short_id, word_id
from okqual.ingest.definitions.outline import Found, clipped
from okqual.model.codebook import Code, Criterion, EvaluationQuestion, Principle
from okqual.text.folding import folded

FIELDS = ("brief", "definition", "when", "when_not", "example")
LONGEST_NAME = 60
_FOR_THE_REST = re.compile(r"(?:övrigt|övriga|annat|other)\Z", re.IGNORECASE)
_CODES_FOR = re.compile(r"(?:(?:huvud)?koder|(?:huvud)?kategorier|kodgrupp|codes|categories)\s*"
                        r"(?:för|om|avseende|gällande|on|for|:)\s*", re.IGNORECASE)  # fmt: skip
_GAP = re.compile(r"\s{2,}|\t")
_NEXT_QUESTION = re.compile(r"(?<=\?)\s+(?=[A-ZÅÄÖ])")
_GOES_ON = re.compile(
    r"(?:på vilket sätt|hur då|varför|i så fall|om ja|om nej|(?:vilka|vilken|vad|how)\?|in what way)", re.IGNORECASE
)


class Parts:
    """What a codebook is made of; ids share one name space."""

    def __init__(self) -> None:
        self.criteria: dict[str, Criterion] = {}
        self.evaluation_questions: dict[str, EvaluationQuestion] = {}
        self.codes: dict[str, Code] = {}
        self.principles: dict[str, Principle] = {}
        self.found: list[Found] = []
        self._shorts: set[str] = set()
        self._current = ""
        """Id of the last criterion."""

    # Criteria

    def criterion(self, name: str, place: str) -> str:
        """The id of the criterion with this name, which is made where there is none."""
        known = next((c.id for c in self.criteria.values() if folded(c.name) == folded(name)), None)
        if known is None:
            known = self._short(name)
            self.criteria[known] = Criterion(known, name)
            self.found.append(Found("criterion", name, place, known))
        self._current = known
        return known

    def ask_of_criterion(self, name: str, question: str, place: str) -> bool:
        """Keep what a criterion asks; False where no criterion has this name."""
        known = next((c for c in self.criteria.values() if folded(c.name) == folded(name)), None)
        if known is None:
            return False
        self.criteria[known.id] = replace(known, question=question)
        self.found.append(Found("criterion_question", question, place, known.id))
        return True

    def evaluation_question(self, text: str, place: str) -> None:
        """A question under the last criterion; a text before the first criterion is none."""
        if self._current and text:
            made = word_id(text, self._taken(), f"FR-{self._current}-")
            self.evaluation_questions[made] = EvaluationQuestion(made, self._current, text, clipped(text, LONGEST_NAME))
            self.found.append(Found("evaluation_question", text, place, made))

    def latest_above(self) -> tuple[str, ...]:
        """What a code beside the last criterion belongs under: its last evaluation question, else itself."""
        questions = [q.id for q in self.evaluation_questions.values() if q.criterion == self._current]
        return tuple(questions[-1:]) or ((self._current,) if self._current else ())

    def code_for_each_question(self) -> None:
        """A code for each evaluation question, so that passages can be coded by them."""
        for question in list(self.evaluation_questions.values()):
            words = question.id.removeprefix(f"FR-{question.criterion}-")
            self._add(Code(f"{question.criterion}-{words}", question.name, (question.id,)), "")

    # Codes

    def code(self, name: str, place: str, level: int, parents: tuple[str, ...] = (), given: str = "") -> str:
        """The id of a new code under ``parents``; of the one that is there, where a top code is named again."""
        above = self.codes.get(parents[0]) if parents else None
        for known in self.codes.values():
            if level == 0 and not known.parents and folded(known.name) == folded(name):
                return known.id
        code_id = given if given and given not in self._taken() else self._code_id(name, parents, above)
        unexpected = bool(_FOR_THE_REST.match(name))
        self._add(Code(code_id, name, parents, unexpected=unexpected), place)
        return code_id

    def group(self, name: str, place: str, parents: tuple[str, ...] = ()) -> str:
        """The id of a new heading of codes that is not itself put on passages."""
        code_id = self._short(_CODES_FOR.sub("", name, count=1) or name)
        self._add(Code(code_id, name, parents, group=True), place)
        return code_id

    def fill(self, code: str, field: str, text: str) -> None:
        """Add a text to a field of a code (definition, when …)."""
        old = getattr(self.codes[code], field)
        filled: dict[str, Any] = {field: f"{old}\n{text}" if old else text}
        self.codes[code] = replace(self.codes[code], **filled)

    def synonyms(self, code: str, words: Iterable[str]) -> None:
        """Words to find a code by."""
        self.codes[code] = replace(self.codes[code], synonyms=tuple(dict.fromkeys(words)))

    def questions(self, code: str, numbers: Sequence[str]) -> None:
        """Guide questions under which a code's evidence is expected."""
        self.codes[code] = replace(self.codes[code], questions=tuple(dict.fromkeys(numbers)))

    def principle(self, text: str, place: str) -> None:
        """A coding principle."""
        made = word_id(text, self.principles)
        self.principles[made] = Principle(made, text)
        self.found.append(Found("principle", text, place, made))

    def unused(self, text: str, place: str) -> None:
        """Words that are in the document and not in the codebook."""
        self.found.append(Found("unused", text, place))

    def _add(self, code: Code, place: str) -> None:
        self.codes[code.id] = code
        self.found.append(Found("group" if code.group else "code", code.name, place, code.id))

    def _code_id(self, name: str, parents: tuple[str, ...], above: Code | None) -> str:
        if above is not None:
            return word_id(name, self._taken(), f"{above.id}-" if above.group else f"{above.id}.")
        criterion = next((parent for parent in parents if parent in self.criteria), "")
        question = next((self.evaluation_questions[p] for p in parents if p in self.evaluation_questions), None)
        prefix = question.criterion if question else criterion
        return word_id(name, self._taken(), f"{prefix}-" if prefix else "")

    def _short(self, name: str) -> str:
        # "EFF" as an id and "EFF-…" before ids: both must be one thing's own.
        made = short_id(name, self._taken() | self._shorts)
        self._shorts.add(made)
        return made

    def _taken(self) -> set[str]:
        return {*self.criteria, *self.evaluation_questions, *self.codes}


def is_group_name(text: str) -> bool:
    """Whether a heading says that it is above codes ("Koder för mål och effekter")."""
    return bool(_CODES_FOR.match(text))


def split_questions(text: str) -> list[str]:
    """The questions of a cell or line; what only asks on ("På vilket sätt?") stays with its question."""
    wide = [part.strip() for part in _GAP.split(text) if part.strip()]
    questions: list[str] = []
    for part in (each for one in wide for each in _NEXT_QUESTION.split(one)):
        if questions and _GOES_ON.match(part) and len(part.split()) <= 6:
            questions[-1] = f"{questions[-1]} {part}"
        else:
            questions.append(part)
    return questions
