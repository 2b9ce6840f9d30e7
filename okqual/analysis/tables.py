"""The study as plain tables: quotes, prevalence, coverage of the guide, codebook, interviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okqual.analysis.material import Material
from okqual.messages import message
from okqual.model.attributes import Attribute, AttributeKind
from okqual.model.codebook import Code, Codebook
from okqual.model.note import NoteStatus
from okqual.model.results import PrevalenceRow
from okqual.model.tables import Cell, Column, ColumnKind, Table
from okqual.text.swedish import swedish_key

KINDS = {AttributeKind.DATE: ColumnKind.DATE, AttributeKind.NUMBER: ColumnKind.NUMBER}
WIDE, WIDER = 36, 80


def quotes_table(material: Material, vocabulary: Mapping[str, Attribute]) -> Table:
    """A row for each coded segment and code: where, who, what code, which value, the words."""
    told = {row.case: row.attributes for row in material.cases}
    names = _attribute_names(material)
    paths = {code.id: _path(material.codebook, code) for code in material.codebook.codes}
    rows = []
    for piece in sorted(material.evidence, key=lambda one: (swedish_key(one.case), swedish_key(one.quote.id))):
        quote, code = piece.quote, material.codebook.by_id.get(piece.code)
        scale = code.scale if code else None
        rows.append(
            (
                quote.id, piece.case, *(_typed(told[piece.case].get(name), vocabulary.get(name)) for name in names),
                ", ".join(piece.questions), piece.code, paths.get(piece.code, piece.code),
                scale.name_of(quote.value) if scale and quote.value else quote.value,
                message(f"terms.text_kind.{quote.kind.value}"), ", ".join(piece.participants), quote.coder,
                message("terms.yes") if quote.key else None, quote.text,
            )
        )  # fmt: skip
    columns = [
        _named("citation_id"), _named("interview"), *_attribute_columns(names, vocabulary), _named("question", 10),
        _named("code", 24), _named("code_path", WIDE), _named("value"), _named("text_kind", 20),
        _named("participants"), _named("coder", 10), _named("key_quote", 10), _named("words", WIDER),
    ]  # fmt: skip
    return _table("quotes", columns, rows)


def prevalence_table(codebook: Codebook, counted: Sequence[PrevalenceRow]) -> Table:
    """A row for each code, value and group: how many, of how many, how many asked, which interviews."""
    rows = []
    for row in counted:
        code = codebook.by_id.get(row.code)
        value = code.scale.name_of(row.value) if code and code.scale and row.value else row.value
        rows.append(
            (
                row.code, code.name if code else row.code,
                message("terms.undecided") if row.value == "undecided" else value or message("export.prevalence.any"),
                row.group or message("export.prevalence.all"), message(f"export.unit.{row.unit}"), row.rule or None,
                len(row.cases), row.of, row.share, row.asked, row.spontaneous, ", ".join(row.quantifiers) or None,
                ", ".join(row.cases) or None,
            )
        )  # fmt: skip
    number, share = ColumnKind.NUMBER, ColumnKind.SHARE
    columns = [
        _named("code", 24), _named("name", WIDE), _named("value", 20), _named("group", 20), _named("unit"),
        _named("rule", 12), _named("count", 10, number), _named("of", 10, number), _named("share", 10, share),
        _named("asked", 12, number), _named("spontaneous", 12, number), _named("quantifiers", 28),
        _named("interviews", WIDE),
    ]  # fmt: skip
    return _table("prevalence", columns, rows)


def coverage_table(material: Material) -> Table:
    """A row an interview, a column a question of the guide: what the notes say of it."""
    guide = material.guide
    own = dict.fromkeys(name for row in material.cases for name in row.questions if name not in guide.by_number)
    numbers = [*guide.by_number, *sorted(own, key=swedish_key)]
    rows: list[tuple[Cell, ...]] = []
    for case in material.cases:
        said = [case.questions[n].note if n in case.questions else NoteStatus.NOT_IN_NOTE for n in numbers]
        words = (message(f"export.picture.note.{status.value}") for status in said)
        rows.append((case.case, *words, case.passages, case.done, case.left))
    columns = [Column(message("export.column.interview"), width=12)]
    columns += [Column(_question_name(material, number), width=20) for number in numbers]
    columns += [_named(name, 12, ColumnKind.NUMBER) for name in ("passages", "gone_through", "left")]
    return _table("coverage", columns, rows)


def codebook_table(codebook: Codebook) -> Table:
    """A row a code, with its definition in all parts."""
    rows = []
    for code in codebook.codes:
        scale = code.scale
        rows.append(
            (
                code.id, code.name, _path(codebook, code), code.brief, code.definition, code.when, code.when_not,
                code.example, ", ".join(code.synonyms), ", ".join(code.questions),
                " / ".join(value.name for value in scale.values) if scale else None,
                message(f"export.rule.{scale.rule.value}") if scale else None,
                message("terms.yes") if code.outside else None,
            )
        )  # fmt: skip
    columns = [
        _named("code", 24), _named("name", WIDE), _named("code_path", WIDE), _named("brief", WIDE),
        _named("definition", WIDER), _named("when", WIDE), _named("when_not", WIDE), _named("example", WIDE),
        _named("synonyms", WIDE), _named("questions", 12), _named("scale", 24), _named("rule", 24),
        _named("outside", 12),
    ]  # fmt: skip
    return _table("codebook", columns, rows)


def interviews_table(material: Material, vocabulary: Mapping[str, Attribute]) -> Table:
    """A row an interview: attributes in their own kinds, participants, how far the coding is."""
    names = _attribute_names(material)
    rows = [
        (
            row.case, material.labels.get(row.case),
            *(_typed(row.attributes.get(name), vocabulary.get(name)) for name in names),
            len(row.participants), "\n".join(" · ".join([p.label, *p.attributes.values()]) for p in row.participants),
            row.passages, row.done, row.left,
        )
        for row in material.cases
    ]  # fmt: skip
    number = ColumnKind.NUMBER
    columns = [
        _named("interview", 12), _named("neutral", 12), *_attribute_columns(names, vocabulary),
        _named("participant_count", 14, number), _named("participants", WIDE), _named("passages", 12, number),
        _named("gone_through", 12, number), _named("left", 12, number),
    ]  # fmt: skip
    return _table("interviews", columns, rows)


def _table(id: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(id, message(f"export.sheet.{id}"), tuple(columns), tuple(rows))


def _named(name: str, width: int = 16, kind: ColumnKind = ColumnKind.TEXT) -> Column:
    return Column(message(f"export.column.{name}"), kind, width)


def _attribute_names(material: Material) -> list[str]:
    return sorted({name for row in material.cases for name in row.attributes}, key=swedish_key)


def _attribute_columns(names: Sequence[str], vocabulary: Mapping[str, Attribute]) -> list[Column]:
    return [Column(name, KINDS.get(vocabulary.get(name, Attribute(name)).kind, ColumnKind.TEXT)) for name in names]


def _typed(value: str | None, attribute: Attribute | None) -> Cell:
    """A number as a number; what is none stays text, so that nothing that somebody wrote is lost."""
    if value is None or attribute is None or attribute.kind != AttributeKind.NUMBER:
        return value
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


def _question_name(material: Material, number: str) -> str:
    question = material.guide.by_number.get(number)
    return f"{number} {question.name or question.text}" if question else number


def _path(codebook: Codebook, code: Code) -> str:
    """Criterion, evaluation question and codes above, then the code: "Koherens › Primärvård › Svårt få med …"."""
    criterion, question = codebook.criterion_of(code.id), codebook.evaluation_question_of(code.id)
    above: list[str] = []
    here, seen = code, {code.id}
    while (parent := next((codebook.by_id[p] for p in here.parents if p in codebook.by_id), None)) is not None:
        if parent.id in seen:
            break
        seen.add(parent.id)
        above.insert(0, parent.name)
        here = parent
    parts = [criterion.name if criterion else "", (question.name or question.text) if question else ""]
    return " › ".join([*(part for part in parts if part), *above, code.name])
