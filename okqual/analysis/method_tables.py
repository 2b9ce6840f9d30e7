"""The tables of the methods appendix: interviews, those who never were, coders, changes of codes, rules, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okqual.analysis.material import Material
from okqual.messages import message
from okqual.model.attributes import FEEDBACK
from okqual.model.codebook import Codebook
from okqual.model.disclosure import FACTS
from okqual.model.interview import CaseProgress
from okqual.model.memo import Decision
from okqual.model.methods import Invited
from okqual.model.note import Participant
from okqual.model.tables import Column, Table
from okqual.text.swedish import swedish_key

ACTOR, COUNTY, FORM, LENGTH, DATE, ROLE = "aktörstyp", "län", "form", "längd", "datum", "roll"
INTERVIEWERS = "intervjuare"
BETWEEN = " · "
MONTH = len("2025-11")
WIDTHS = {"actor": 18, "county": 14, "role": 28, "month": 10, "form": 12, "length": 10, "feedback": 14}
Change = tuple[str, str, tuple[str, ...], bool, str]
"""Date, name of the code, names of the parts that changed, whether the meaning did, who."""


def interviews(material: Material, publish: bool, told: Sequence[str] = FACTS) -> Table:
    """A row an interview. Published: what it is called outside the house, and what of it the study lets out."""
    if publish:
        facts = [name for name in FACTS if name in told and any(_fact(row, name) != "–" for row in material.cases)]
        labels = sorted(material.cases, key=lambda row: swedish_key(material.labels.get(row.case, "")))
        rows = [(material.labels.get(row.case, "–"), *(_fact(row, name) for name in facts)) for row in labels]
        return _table("interviews", rows, interview=12, **{name: WIDTHS[name] for name in facts})
    return _table(
        "interviews",
        [
            (
                row.case, BETWEEN.join(filter(None, (row.attributes.get(ACTOR), row.attributes.get(COUNTY)))) or "–",
                "\n".join(_person(person) for person in row.participants) or _told(row, ROLE), _told(row, DATE),
                BETWEEN.join(filter(None, (row.attributes.get(FORM), _minutes(row)))) or "–", _told(row, FEEDBACK),
            )
            for row in material.cases
        ],
        interview=10, actor_county=19, people=30, date=13, form_length=17, feedback=15,
    )  # fmt: skip


def never_held(invited: Sequence[Invited], publish: bool = False, told: Sequence[str] = FACTS) -> Table:
    """A row for each who was asked and whose interview there is not; published, without who."""
    if publish:
        kinds = sorted(
            (message(f"methods.answer.{who.status.value}"), who.attributes.get(ACTOR, "–") if "actor" in told else "–")
            for who in invited
        )
        return _table("invited", kinds, status=20, actor=40)
    rows = [
        (who.id, message(f"methods.answer.{who.status.value}"), BETWEEN.join(who.attributes.values()) or "–")
        for who in invited
    ]
    return _table("invited", rows, asked=14, status=18, known=50)


def coders(names: Mapping[str, str], counts: Mapping[str, tuple[int, int]], publish: bool) -> Table:
    """Who coded how much; nothing of it is published."""
    rows = [] if publish else [(who, name or "–", *map(str, counts.get(who, (0, 0)))) for who, name in names.items()]
    return _table("coders", rows, coder=12, name=36, codings=14, interviews=14)


def changes(said: Sequence[Change], publish: bool) -> Table:
    """What was changed in the codebook after it was made, the earliest first."""
    rows = []
    for date, code, parts, meaning, who in said:
        named = ", ".join(message(f"methods.part.{part}") for part in parts) or message("methods.part.new")
        words = message("methods.meaning" if meaning else "methods.wording")
        rows.append((date, code, named, words) if publish else (date, code, named, words, who))
    if publish:
        return _table("changes", rows, date=12, code=30, parts=26, meaning=20)
    return _table("changes", rows, date=12, code=28, parts=24, meaning=18, coder=10)


def rules(book: Codebook) -> Table:
    """The scale of each code that has one, and how an interview's value is made of its passages'."""
    rows = [
        (
            code.name, " / ".join(value.name for value in code.scale.values),
            message(f"export.rule.{code.scale.rule.value}"),
        )
        for code in book.codes
        if code.scale is not None and not code.retired
    ]  # fmt: skip
    return _table("rules", rows, code=26, scale=24, rule=34)


def decisions(made: Sequence[tuple[str, Decision]], book: Codebook, publish: bool) -> Table:
    """The decision log with its dates, the earliest first."""
    rows = []
    for date, decision in made:
        about = book.name_of(decision.code) if decision.code else ""
        if decision.question:
            about = BETWEEN.join(filter(None, (about, message("methods.question", number=decision.question))))
        row = (date, decision.text, decision.reason or "–", about or "–")
        rows.append(row if publish else (*row, decision.coder))
    if publish:
        return _table("decisions", rows, date=12, decision=32, reason=30, about=16)
    return _table("decisions", rows, date=12, decision=30, reason=28, about=15, coder=10)


def software(facts: Sequence[tuple[str, str]]) -> Table:
    """What it was made with, as (name, value)."""
    return _table("software", list(facts), fact=24, content=60)


def words_of(lines: Sequence[tuple[str, str]]) -> Table:
    """The scale of quantifying words, as (word, when it may stand)."""
    return _table("words", list(lines), word=24, bounds=60)


def _fact(row: CaseProgress, name: str) -> str:
    """One thing that is told of an interview in print: never a day, a name or an id."""
    if name == "month":
        return row.attributes.get(DATE, "")[:MONTH] or "–"
    if name == "length":
        return _minutes(row) or "–"
    if name == "role":
        roles = dict.fromkeys(person.attributes.get(ROLE, "") for person in row.participants)
        return "\n".join(filter(None, roles)) or _told(row, ROLE)
    return _told(row, {"actor": ACTOR, "county": COUNTY, "form": FORM, "feedback": FEEDBACK}[name])


def _person(person: Participant) -> str:
    return " ".join([person.label, ", ".join(person.attributes.values())]).strip()


def _minutes(row: CaseProgress) -> str:
    told = row.attributes.get(LENGTH, "")
    return message("methods.minutes", n=told) if told else ""


def _told(row: CaseProgress, name: str) -> str:
    return row.attributes.get(name) or "–"


def _table(id: str, rows: Sequence[tuple[str, ...]], **widths: int) -> Table:
    columns = tuple(Column(message(f"methods.column.{name}"), width=width) for name, width in widths.items())
    return Table(id, message(f"methods.table.{id}"), columns, tuple(rows))
