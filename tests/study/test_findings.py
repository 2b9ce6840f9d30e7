"""Findings, sources, judgements and the outline: written, linked, ordered, taken back; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.finding import CountRef, PieceKind, Role, SeenCount, SourceType, Status
from okqual.study import coding, findings, outlining, pieces, undoing
from okqual.study.browsing import note
from okqual.study.opening import Study, open_study
from tests.builders import new_study

CODE = "KOH-samordning.samordnat"
HOSTILE = "[laughs] [/b] \x1b[31m =cmd() \u202eomvänt"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_study(new_study(tmp_path / "studie"), "AK")


def entries(study: Study) -> int:
    return int(study.db.conn.execute("SELECT count(*) FROM entry").fetchone()[0])


def coded(study: Study, case: str, value: str = "ja") -> str:
    first = next(p for p in note(study, case).passages if "2" in p.questions)
    return coding.apply_code(study, case, first.start, first.end, code_of(study), value).id


def code_of(study: Study) -> str:
    from okqual.study import browsing

    return next(c.id for c in browsing.codebook(study).codes if c.scale is not None and not c.group)


def criterion(study: Study) -> str:
    from okqual.study import browsing

    return browsing.codebook(study).criteria[0].id


@pytest.mark.parametrize("text", ["Alla är positiva.", HOSTILE, "rad ett\nrad två"])
def test_a_finding_is_written_and_its_words_are_not_in_the_journal(study: Study, text: str) -> None:
    made = findings.add_finding(study, criterion(study), text)

    assert (made.text, made.owner, made.status) == (text.strip(), "AK", Status.DRAFT)
    assert pieces.pieces(study, PieceKind.FINDING) == [made]
    payload = study.db.conn.execute("SELECT payload FROM entry ORDER BY rowid DESC LIMIT 1").fetchone()[0]
    assert "positiva" not in payload
    assert "laughs" not in payload


def test_evidence_has_roles_and_goes_away_again(study: Study) -> None:
    finding = findings.add_finding(study, criterion(study), "Flera säger ja.")
    name = coded(study, "A-1")
    findings.link_evidence(study, finding.id, "A-1:1", Role.AGAINST)
    findings.link_evidence(study, finding.id, name)
    assert [(link.ref, link.role) for link in pieces.piece(study, finding.id).links] == [
        (name, Role.SUPPORTS), ("A-1:1", Role.AGAINST),
    ]  # fmt: skip
    findings.link_evidence(study, finding.id, "A-1:1", None)
    assert [link.ref for link in pieces.piece(study, finding.id).links] == [name]
    undoing.undo(study)
    assert len(pieces.piece(study, finding.id).links) == 2


def test_a_count_is_remembered_as_it_was_when_the_text_was_written(study: Study) -> None:
    coded(study, "A-1")
    finding = findings.add_finding(study, criterion(study), "En säger ja.")
    findings.link_evidence(study, finding.id, CountRef(code_of(study), ("ja",)))
    (link,) = pieces.piece(study, finding.id).links
    assert link.seen is not None
    assert link.seen.n == 1
    before = link.seen
    coding.remove_coding(study, study.db.conn.execute("SELECT id FROM coding").fetchone()[0])
    assert pieces.piece(study, finding.id).links[0].seen == before
    findings.write_text(study, finding.id, "Ingen säger ja.")
    assert pieces.piece(study, finding.id).links[0].seen == SeenCount(0, before.of)


def test_what_is_there_already_writes_nothing(study: Study) -> None:
    finding = findings.add_finding(study, criterion(study), "Text")
    heading = outlining.add_heading(study, criterion(study), "Rubrik")
    source = findings.add_source(study, criterion(study), SourceType.SURVEY, "Enkät", "18 %", 2024, "bilaga 4j")
    findings.link_evidence(study, finding.id, "A-1:1")
    outlining.place(study, finding.id, heading.id)
    before = entries(study)

    findings.write_text(study, finding.id, " Text ")
    findings.link_evidence(study, finding.id, "A-1:1", Role.SUPPORTS)
    findings.change_source(study, source.id, title="Enkät", year=2024)
    outlining.place(study, finding.id, heading.id, 1)
    outlining.place_heading(study, heading.id, 1)
    pieces.own(study, finding.id, "AK")
    pieces.set_status(study, finding.id, Status.DRAFT)

    assert entries(study) == before


def test_a_judgement_rests_on_findings_and_sources_never_on_words(study: Study) -> None:
    finding = findings.add_finding(study, criterion(study), "Text")
    source = findings.add_source(study, criterion(study), SourceType.REPORT, "Rapport", "”Som sagt”", 2023, "s. 12")
    judgement = findings.add_judgement(study, criterion(study), "Vi bedömer att det räcker.")
    findings.rest_on(study, judgement.id, finding.id)
    findings.rest_on(study, judgement.id, source.id)
    for words in ("A-1:1", coded(study, "A-1")):
        with pytest.raises(OkqualError) as refused:
            findings.rest_on(study, judgement.id, words)
        assert refused.value.key == "errors.judgement_on_words"
    with pytest.raises(OkqualError):
        findings.rest_on(study, judgement.id, judgement.id)
    assert {link.ref for link in pieces.piece(study, judgement.id).links} == {finding.id, source.id}


def test_the_outline_is_ordered_and_moves_are_undone(study: Study) -> None:
    one, two = (outlining.add_heading(study, criterion(study), text) for text in ("Ett", "Två"))
    texts = [findings.add_finding(study, criterion(study), f"F{n}") for n in range(3)]
    assert [each.id for each in outlining.outline(study, criterion(study)).unplaced] == [each.id for each in texts]
    for each in texts:
        outlining.place(study, each.id, one.id)
    outlining.place(study, texts[2].id, one.id, 1)
    outlining.place_heading(study, two.id, 1)

    def shown() -> list[tuple[str, list[str]]]:
        found = outlining.outline(study, criterion(study))
        return [(part.heading.text, [each.text for each in part.items]) for part in found.headings]

    assert shown() == [("Två", []), ("Ett", ["F2", "F0", "F1"])]
    undoing.undo(study)
    undoing.undo(study)
    assert shown() == [("Ett", ["F0", "F1", "F2"]), ("Två", [])]


def test_a_place_between_two_is_found_however_often(study: Study) -> None:
    heading = outlining.add_heading(study, criterion(study), "Ett")
    texts = [findings.add_finding(study, criterion(study), f"F{n}") for n in range(20)]
    for each in texts:
        outlining.place(study, each.id, heading.id, 1)
    (part,) = outlining.outline(study, criterion(study)).headings
    assert [each.text for each in part.items] == [f"F{n}" for n in reversed(range(20))]


def test_what_is_not_there_is_refused_with_a_sentence(study: Study) -> None:
    finding = findings.add_finding(study, criterion(study), "Text")
    for refused in (
        lambda: findings.add_finding(study, "XYZ", "Text"),
        lambda: findings.add_finding(study, criterion(study), "  "),
        lambda: findings.add_finding(study, criterion(study), "x" * 20_001),
        lambda: findings.link_evidence(study, finding.id, "A-1:9999"),
        lambda: findings.link_evidence(study, finding.id, finding.id),
        lambda: findings.link_evidence(study, finding.id, CountRef("XYZ")),
        lambda: findings.link_evidence(study, finding.id, CountRef(code_of(study), ("kanske",))),
        lambda: findings.link_evidence(study, finding.id, CountRef(code_of(study), (), "aktörstyp", "måne")),
        lambda: findings.add_source(study, criterion(study), SourceType.SURVEY, "", "18 %"),
        lambda: findings.add_source(study, criterion(study), SourceType.SURVEY, "Enkät", "18 %", 12345),
        lambda: outlining.place(study, finding.id, finding.id),
        lambda: pieces.piece(study, "x:1"),
        lambda: pieces.own(study, finding.id, "en hel mening"),
    ):
        with pytest.raises(OkqualError):
            refused()


def test_anothers_words_keep_a_finding_from_being_undone(study: Study) -> None:
    finding = findings.add_finding(study, criterion(study), "Text")
    study.coder = "TS"
    findings.write_text(study, finding.id, "Andra ord")
    study.coder = "AK"
    with pytest.raises(OkqualError) as refused:
        undoing.undo(study)
    assert refused.value.key == "errors.others_build_on"
