"""The table that says how many interviews say what under a code, by group."""

from __future__ import annotations

from collections.abc import Sequence

from okqual.export.word import xml
from okqual.export.word.draft import PORTRAIT, Draft
from okqual.messages import message
from okqual.model.codebook import Code, Rule
from okqual.model.results import PrevalenceRow

UNDECIDED = "undecided"
MOST_GROUPS = 5
"""Groups in a table; more are cut into tables that each repeat the values."""
MOST_WORDS = 2
"""Of the words of the scale that hold, those that say most precisely how many."""
LABEL_WIDTH = 2500

Counts = dict[tuple[str | None, str | None], PrevalenceRow]
"""Rows by (value, group)."""


def write_prevalence(
    draft: Draft, code: Code, rows: Sequence[PrevalenceRow], by: str, publish: bool, figure: str = ""
) -> None:
    """Write a sentence that leads to it, the table, and a line on how values are decided; published, words alone.

    ``figure`` is the bookmark of the figure that shows the same after it.
    """
    if not rows:
        return
    counts: Counts = {(row.value, row.group): row for row in rows}
    groups = list(dict.fromkeys(row.group for row in rows))
    draft.paragraph(_leading(draft, publish, figure), "okq lead")
    for start in range(0, len(groups), MOST_GROUPS):
        title = _title(code, rows[0].unit, by, publish)
        lines = _lines(code, counts, groups[start : start + MOST_GROUPS], publish)
        _write_table(draft, title, message("export.prevalence.description", code=code.name), lines)
    if not publish:
        draft.text(_reading(code, rows), "okq note")


def _leading(draft: Draft, publish: bool, figure: str) -> str:
    """ "Tabell 3 visar …; Figur 2 visar samma tal": references that are renewed when tables move."""
    said = draft.reference(draft.captions.next_table())
    said += xml.run(f" {message('export.prevalence.shows.published' if publish else 'export.prevalence.shows')}")
    if figure:
        said += xml.run("; ") + draft.reference(figure) + xml.run(f" {message('export.prevalence.same')}")
    return said + xml.run(".")


def _lines(code: Code, counts: Counts, groups: list[str | None], publish: bool) -> list[list[str]]:
    """The table's words, the header first."""
    lines = [[message("export.prevalence.value"), *[_group_name(counts, group, publish) for group in groups]]]
    for value in _values(code, counts, publish):
        lines.append([_value_name(code, value), *[_cell(counts.get((value, group)), publish) for group in groups]])
    return lines if publish else lines + _asked(counts, groups)


def _write_table(draft: Draft, title: str, description: str, lines: list[list[str]]) -> None:
    columns = len(lines[0]) - 1
    widths = [LABEL_WIDTH, *[(draft.width(PORTRAIT) - LABEL_WIDTH) // columns] * columns]
    label, text = draft.styles["okq count label"], draft.styles["okq count"]
    rows = []
    for at, line in enumerate(lines):
        styles = [label, *[text if at else label] * columns]
        cells = [
            xml.cell([xml.paragraph(xml.run(words), style)], width)
            for words, style, width in zip(line, styles, widths, strict=True)
        ]
        rows.append(xml.row(cells, header=at == 0, whole=True))
    draft.table(widths, title, description, rows)


def _title(code: Code, unit: str, by: str, publish: bool) -> str:
    title = (
        message("export.prevalence.title.published", code=code.name)
        if publish
        else message("export.prevalence.title", code=code.name, unit=message(f"export.unit.{unit}"))
    )
    return title + (message("export.prevalence.by", by=by) if by else "")


def _values(code: Code, counts: Counts, publish: bool) -> list[str | None]:
    """Any coding first, then the scale's values in its order, others as they come, undecided last."""
    there = list(dict.fromkeys(value for value, _ in counts))
    scale = [value.id for value in code.scale.values] if code.scale else []
    order: list[str | None] = [None, *scale, *[value for value in there if value not in {None, *scale, UNDECIDED}]]
    if not publish:
        order.append(UNDECIDED)
    return [value for value in order if value in there]


def _value_name(code: Code, value: str | None) -> str:
    if value is None:
        return message("export.prevalence.any")
    if value == UNDECIDED:
        return message("terms.undecided")
    return code.scale.name_of(value) if code.scale else value


def _group_name(counts: Counts, group: str | None, publish: bool) -> str:
    name = message("export.prevalence.all") if group is None else group
    if publish:
        return name
    size = next(row.of for (_, of_group), row in counts.items() if of_group == group)
    return f"{name} ({size})"


def _cell(row: PrevalenceRow | None, publish: bool) -> str:
    words = " / ".join(row.quantifiers[:MOST_WORDS]) if row else ""
    if publish:
        return words or message("export.prevalence.some" if row and row.cases else "export.prevalence.none")
    if row is None:
        return message("export.prevalence.none")
    count = message("export.prevalence.of", n=len(row.cases), of=row.of)
    return f"{count}\n{words}" if words else count


def _asked(counts: Counts, groups: list[str | None]) -> list[list[str]]:
    """Who was asked and answered, and who spoke of it unasked, from the rows of any coding."""
    any_coding = [counts.get((None, group)) for group in groups]
    if not any(any_coding):
        return []
    asked = [message("export.prevalence.of", n=row.asked, of=row.of) if row else "" for row in any_coding]
    unasked = [str(row.spontaneous) if row else "" for row in any_coding]
    return [[message("export.prevalence.asked"), *asked], [message("export.prevalence.spontaneous"), *unasked]]


def _reading(code: Code, rows: Sequence[PrevalenceRow]) -> str:
    sentences = [message("export.prevalence.denominator", unit=message(f"export.unit.{rows[0].unit}"))]
    rule = next((row.rule for row in rows if row.rule in set(Rule)), "")
    if rule and code.scale:
        sentences.append(message(f"export.rule.{rule}"))
    return " ".join(sentences)
