"""A trace both ways: from a judgement down to the file, from an answer up to the exports, and everything between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from okqual.errors import OkqualError
from okqual.model.events import Kind
from okqual.model.finding import CountRef, Role, SourceType
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import contents
from okqual.study.changing import changing
from okqual.study.chapters_file import write_summary
from okqual.study.coding import apply_code, set_value
from okqual.study.decisions import decide
from okqual.study.findings import add_finding, add_judgement, add_source, link_evidence, rest_on, write_text
from okqual.study.opening import Study, open_study
from okqual.study.outlining import add_heading, place
from okqual.study.reporting import write_matrix
from okqual.study.summarising import write_summary_cell
from okqual.study.tracing import trace
from okqual.study.trail import trail
from okqual.study.undoing import undo
from tests.builders import new_study

CODE = "KOH-samordnat"
WORDS = "A-1:2"


class Chain:
    """Ids of one whole chain, from words to a chapter."""

    def __init__(self, study: Study, out: Path) -> None:
        self.study = study
        with changing(study) as pen:
            named = contents.put(pen.db, contents.STUDY, "Anna Karlsson")
            pen.write(Kind.CODER, {"coder": "AK", "name": named})
        self.decision = decide(study, "Gemensam plan räknas som ja.", "Planen är det som efterfrågas.", CODE).id
        passage = trace(study, WORDS)
        self.coding = apply_code(study, "A-1", passage["start"], passage["end"], CODE, "ja").id
        self.cell = Cell(RowKind.CASE, "A-1", ColumnKind.CODE, CODE)
        write_summary_cell(study, self.cell, f"De har en plan [{WORDS}].")
        write_summary_cell(study, Cell(RowKind.ALL, "", ColumnKind.CODE, CODE), "Någon har en plan.")
        self.finding = add_finding(study, "KOH", "En intervju beskriver en gemensam plan.").id
        link_evidence(study, self.finding, WORDS)
        link_evidence(study, self.finding, self.coding, Role.NUANCES)
        link_evidence(study, self.finding, CountRef(CODE, ("ja",)))
        self.source = add_source(study, "KOH", SourceType.SURVEY, "Enkät", "18 procent samordnar.", 2024, "bilaga 4").id
        self.judgement = add_judgement(study, "KOH", "Vi bedömer att samordningen har börjat.").id
        rest_on(study, self.judgement, self.finding)
        rest_on(study, self.judgement, self.source)
        heading = add_heading(study, "KOH", "Samordningen har börjat").id
        for name in (self.finding, self.source, self.judgement):
            place(study, name, heading)
        self.heading = heading
        write_summary(study, out / "koherens.docx")


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    folder = tmp_path_factory.mktemp("trace")
    study = open_study(new_study(folder / "a"), "AK")
    yield Chain(study, folder)
    study.close()


def uses(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(use["kind"], use.get("file") or use["id"]) for use in found["used_in"]}


def test_an_answer_is_traced_to_everything_that_it_is_used_in(chain: Chain) -> None:
    found = trace(chain.study, WORDS)

    assert {
        ("finding", chain.finding), ("judgement", chain.judgement), ("cell", f"A-1/{CODE}"),
        ("summary", "koherens.docx"),
    } <= uses(found)  # fmt: skip
    through = {use["id"]: use.get("through") for use in found["used_in"] if use["kind"] == "judgement"}
    assert through == {chain.judgement: chain.finding}
    assert [each["text"] for each in found["asked"]] == ["Hur har arbetet samordnats med annat som pågår?"]
    coding = found["codings"][0]
    assert coding["coder_name"] == "Anna Karlsson"
    assert coding["definition"]["text"]["brief"] == "Om insatserna har samordnats."
    assert coding["decisions"][0]["reason"] == "Planen är det som efterfrågas."
    assert found["time_zone"] == "Europe/Stockholm"


def test_the_lines_say_the_chain_in_words(chain: Chain) -> None:
    told = "\n".join(line.words for line in trail(trace(chain.study, WORDS)))

    for words in ("A-1.md", "sha256", "fråga 2 i guiden", "Anna Karlsson", "Om insatserna har samordnats.",
                  "skäl: Planen är det som efterfrågas.", "Vi bedömer", "koherens.docx"):  # fmt: skip
        assert words in told
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d CES?T", told)


def test_a_judgement_is_traced_down_to_the_words(chain: Chain) -> None:
    found = trace(chain.study, chain.judgement)

    finding = next(link for link in found["evidence"] if link["ref"] == chain.finding)
    assert {(link["role"], link.get("citation")) for link in finding["evidence"]} == {
        ("supports", WORDS), ("nuances", WORDS), ("supports", None),
    }  # fmt: skip
    lines = trail(found)
    assert any(line.citation == WORDS and line.depth == 2 for line in lines)
    assert any("Enkät, 2024, bilaga 4" in line.words for line in lines)
    assert ("summary", "koherens.docx") in uses(found)
    assert found["history"][0]["kind"] == "judgement.made"


@pytest.mark.parametrize("kind", ["finding", "source", "heading", "code", "note", "cell", "rollup", "decision"])
def test_whatever_has_an_id_is_traced_and_told(chain: Chain, kind: str) -> None:
    names = {"code": CODE, "note": "A-1", "cell": f"A-1/{CODE}", "rollup": f"*/{CODE}"}
    name = names.get(kind) or getattr(chain, kind)
    found = trace(chain.study, name)
    lines = trail(found)

    assert found["id"] == name
    assert lines[0].depth == 0
    assert found["history"] or kind in ("code", "rollup")
    expected = {
        "finding": ("judgement", chain.judgement), "source": ("judgement", chain.judgement),
        "code": ("finding", chain.finding), "note": ("finding", chain.finding),
        "cell": ("cell", f"*/{CODE}"), "decision": ("code", CODE),
    }  # fmt: skip
    if kind in expected:
        assert expected[kind] in uses(found)
    for line in lines:
        if line.follow:
            assert trace(chain.study, line.follow)


def test_an_export_is_traced_to_what_it_carries(chain: Chain, tmp_path: Path) -> None:
    path = write_matrix(chain.study, tmp_path / "m.docx")
    by_name = trace(chain.study, "m.docx")
    chapters = trace(chain.study, "koherens.docx")

    assert by_name["codings"]["first"][0]["citation"] == WORDS
    assert {piece["id"] for piece in chapters["pieces"]} >= {chain.finding, chain.judgement}
    for name in (by_name["id"], by_name["id"][:10], by_name["sha256"]):
        assert trace(chain.study, name)["file"] == path.name


def test_what_was_undone_is_in_the_history_as_such(chain: Chain) -> None:
    study = chain.study
    set_value(study, chain.coding, "nej")
    write_text(study, chain.finding, "Ingen plan.")
    undo(study)
    undo(study)

    for name, kind in ((chain.coding, "coding.value"), (chain.finding, "finding.text")):
        assert {"kind": kind, "undone": True}.items() <= trace(study, name)["history"][-1].items()


@pytest.mark.parametrize("name", ["", "x", "A-9", "A-1:99", "A-1/FINNS-INTE", "abc:1", "*/", "/", ":", "a:1.2", "[b]"])
def test_what_is_not_there_is_one_sentence(chain: Chain, name: str) -> None:
    with pytest.raises(OkqualError):
        trace(chain.study, name)


def test_a_sentence_is_traced_by_its_first_words_or_its_number(chain: Chain) -> None:
    there = trace(chain.study, chain.finding)
    text = there["text"]
    assert trace(chain.study, f"  {text[:14].upper()}")["id"] == there["id"]
    assert trace(chain.study, f"{chain.finding}#2")["id"] == there["id"]
    with pytest.raises(OkqualError):
        trace(chain.study, text[:3])


LARGE = {
    *("entry", "coding", "passage", "passage_state", "register", "evidence", "exported_coding", "segment", "content"),
    *("note_version", "exported_piece", "entry_about", "undone", "block", "summary_link", "nothing_to_code"),
}
"""Tables that grow with the study."""


def test_no_trace_goes_through_a_table_that_grows(chain: Chain) -> None:
    """So it takes no longer in a study of a million codings: each question goes through an index."""
    study = chain.study
    names = [
        WORDS, chain.coding, chain.finding, chain.judgement, chain.source, chain.heading, chain.decision, CODE, "A-1",
        f"A-1/{CODE}", "koherens.docx",
    ]  # fmt: skip
    statements: list[str] = []
    study.db.conn.set_trace_callback(statements.append)
    for name in names:
        trace(study, name)
    study.db.conn.set_trace_callback(None)
    for sql in dict.fromkeys(statements):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            for row in study.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}"):
                found = re.match(r"SCAN (\w+)", row[3])
                assert not found or _table(sql, found[1]) not in LARGE, (row[3], sql)


def _table(sql: str, name: str) -> str:
    """The table that a query calls so."""
    aliased = re.search(rf"(\w+) AS {name}\b", sql)
    return aliased[1] if aliased else name
