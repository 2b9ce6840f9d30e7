"""Every number and every word for how many that the example's files say is what the reference material says."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual import messages
from okqual.analysis.units import UNITS
from okqual.export.word.cells import MOST_QUOTES
from okqual.model.finding import CountRef, PieceKind
from okqual.model.plain import plain
from okqual.model.results import CellKind
from okqual.study import browsing, chapters_file, methods, pieces, quantifying, reporting
from okqual.study.material import gather
from okqual.study.opening import Study
from tests.builders import opened_example
from tests.facts import Facts
from tests.statements import Block, Checked, blocks


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with opened_example(tmp_path_factory) as study:
        yield study


@pytest.fixture(scope="module")
def facts(shared: Path) -> Facts:
    return Facts(shared)


@pytest.fixture
def checked(example: Study, facts: Facts) -> Checked:
    return Checked(
        facts, browsing.codebook(example), quantifying.scale(example), list(typed(example)), fixed(), claims(example)
    )


def typed(study: Study) -> Iterator[str]:
    """What was typed for the study and counts no interview: codebook, guide, other sources, judgements, headings."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for each in value.values():
                yield from strings(each)
        elif isinstance(value, list | tuple):
            for each in value:
                yield from strings(each)

    yield from strings(plain(browsing.codebook(study)))
    yield from strings(plain(browsing.guide(study)))
    for each in pieces.pieces(study):
        if each.kind is not PieceKind.FINDING:
            yield from (each.text, each.title)


def claims(study: Study) -> dict[str, tuple[CountRef, ...]]:
    """By the words of each finding: the numbers that it is linked to."""
    return {each.text: each.counts for each in pieces.pieces(study, PieceKind.FINDING)}


def fixed() -> list[str]:
    """The program's own sentences that name no number of the material."""
    folder = Path(messages.__file__).parent / "locale" / "sv" / "LC_MESSAGES"
    said = []
    for name in ("export", "methods"):
        with (folder / f"{name}.mo").open("rb") as file:
            said += [text for text in gettext.GNUTranslations(file)._catalog.values() if "{" not in text]
    return [*said, messages.message("export.matrix.cap", most=MOST_QUOTES)]


FILES = [
    "chapters KOH REL",
    "chapters INV EFF IMP",
    "published chapters",
    "methods",
    "published methods",
    *(f"matrix {kind}" for kind in CellKind),
]


def written(study: Study, name: str, path: Path) -> list[tuple[Path, bool]]:
    """The files of a kind, each with whether it is published."""
    if "chapters" in name:
        publish = name.startswith("published")
        criteria = [word for word in name.split() if word.isupper()]
        return [(chapters_file.write_summary(study, path / "kapitel.docx", criteria, publish=publish), publish)]
    if "methods" in name:
        publish = name.startswith("published")
        return [(methods.write_methods(study, path / "metod.docx", publish), publish)]
    kind = CellKind(name.removeprefix("matrix "))
    return [
        (reporting.write_matrix(study, path / f"{publish}.docx", cells=kind, publish=publish), publish)
        for publish in (False, True)
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_no_number_that_the_facts_do_not(
    example: Study, checked: Checked, tmp_path: Path, name: str
) -> None:
    neutral = {label: case for case, label in gather(example).labels.items()}
    for path, publish in written(example, name, tmp_path):
        checked.take(blocks(path), neutral if publish else None)

    assert checked.unknown == []
    assert checked.wrong == []
    assert checked.kinds


@pytest.mark.parametrize("by", [None, "aktörstyp"])
def test_prevalence_is_the_facts(example: Study, facts: Facts, by: str | None) -> None:
    book = browsing.codebook(example)
    rows = [row for row in reporting.prevalence(example, by=by, include_outside=True) if "." in row.code]

    assert {row.code for row in rows} == {code.id for code in book.codes if "." in code.id and not code.group} - {
        "OVR-ovantat"
    }
    for row in rows:
        values = (row.value,)
        assert (len(row.cases), row.of) == facts.number(book.by_id[row.code], values, row.group), row
        assert set(row.cases) == facts.who(book.by_id[row.code], row.value) & facts.members(row.group), row
        scale = quantifying.scale(example)
        assert all(scale.named(word).fits(len(row.cases), row.of) for word in row.quantifiers), row


def test_denominators_of_every_unit_are_the_facts(example: Study, facts: Facts) -> None:
    people = sum(note["metadata"]["antal_deltagare"] for note in facts.notes.values())
    wanted = {"case": len(facts.notes), "participant": people, "organisation": len(facts.notes)}

    assert set(UNITS) == set(wanted)
    for unit, of in wanted.items():
        assert {row.of for row in reporting.prevalence(example, unit=unit)} == {of}


CHANGES = [
    ("okq above", "12 av 18", "11 av 18"),
    ("okq finding", "De flesta intervju", "Nästan alla intervju"),
    ("okq finding", "kommunföreträdarna", "regionföreträdare"),
    ("okq dissent", "”delvis” 4", "”delvis” 5"),
    ("okq note", "Ej berörd: KR-01, KR-03", "Ej berörd: KR-01"),
    ("alt", "ja 6 av 12", "ja 5 av 12"),
    ("okq quote", "Nej. Nya", "Tre av fyra. Nya"),
    ("okq evidence", "Ej delaktig", "Fem är delaktiga"),
    ("okq judgement", "Vi bedömer", "Vi bedömer för tre av fem kommuner"),
    ("table", "7 av 18\nnågra", "8 av 18\nnågra"),
    ("table", "de flesta / majoriteten", "nästan alla"),
]


def test_what_is_wrong_or_unknown_is_seen(example: Study, checked: Checked, tmp_path: Path) -> None:
    """The test's own eyes: a number or word that is changed is found, whatever kind of statement it is in."""
    found = blocks(chapters_file.write_summary(example, tmp_path / "a.docx", ["KOH"]))
    for style, before, after in CHANGES:
        at = next(at for at, block in enumerate(found) if block.style == style and before in whole(block))
        section = [block for block in found[:at] if block.style == "Heading 3"][-1:]
        seen = len(checked.wrong) + len(checked.unknown)
        checked.take([*section, *found[at - 1 : at + 1]])
        assert len(checked.wrong) + len(checked.unknown) == seen, before
        rows = [[cell.replace(before, after) for cell in row] for row in found[at].rows]
        checked.take([*section, found[at - 1], Block(style, found[at].text.replace(before, after), rows)])
        assert len(checked.wrong) + len(checked.unknown) > seen, before


def whole(block: Block) -> str:
    return block.text or "\n".join(cell for row in block.rows for cell in row)
