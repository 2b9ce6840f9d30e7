"""Each command on a small study: what it prints, what it writes, what its JSON is called."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import CODEBOOK, GUIDE, state_of, written
from tests.cli.conftest import Run

CODINGS = """\
case,question,start,end,quote,code,value,coder,memo,note_version
A-1,2,,,Vi har en gemensam plan med skolan.,KOH-samordnat,ja,BB,tydligt,
A-1,3,,,Längre perioder än ett år.,KOH-onskan,,AK,,
A-1,3,,,Ja.,,,AK,,
A-2,2,,,"Nej, arbetena har gått bredvid varandra.",KOH-samordnat,nej,AK,,
"""


@pytest.fixture
def coded(study: Path, run: Run) -> Path:
    """The study with three codings by two coders, and one passage with nothing to code."""
    run("codings", "import", str(written(study.parent, "kodningar.csv", CODINGS)))
    return study


def json_of(run: Run, *args: str) -> Any:
    return json.loads(run(*args).stdout)


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_init_makes_a_study_and_says_what_is_next(tmp_path: Path, run: Run) -> None:
    guide, codes = written(tmp_path, "g.yaml", GUIDE), written(tmp_path, "k.yaml", CODEBOOK)
    folder = tmp_path / "ny mapp"

    said = run("init", str(folder), "--guide", str(guide), "--codes", str(codes), "--name", "Fältet").stderr

    assert lines(said)[0] == f"Utvärderingen ”Fältet” finns nu i {folder}."
    assert {path.name for path in folder.iterdir()} >= {"guides", "codes", "transcripts", "exports", "okqual.db"}
    assert (folder / "guides" / "g.yaml").read_text(encoding="utf-8") == GUIDE
    assert json_of(run, "status", "--json", "--study", str(folder)) == {"cases": {}}
    assert "Inga anteckningar är inlästa." in run("status", "--study", str(folder)).stdout


def test_status_shows_what_is_left_per_interview_and_coder(coded: Path, run: Run) -> None:
    shown = run("status").stdout
    table = json_of(run, "status", "--json")["cases"]

    assert [line.split()[0] for line in lines(shown) if line.startswith("A-")] == ["A-1", "A-2"]
    assert table["A-1"]["questions"]["3"] == {"note": "answered", "coding": "done"}
    assert table["A-1"]["questions"]["2"]["coding"] == "partly"
    assert table["A-1"]["passages"] - table["A-1"]["done"] == 1
    assert {"passages", "done", "unplaced", "questions"} == set(table["A-2"])


def test_load_says_what_was_found_and_loads_nothing_twice(study: Path, run: Run) -> None:
    note = written(study, "A-3.txt", "2. Samordning\nEn gemensam grupp finns.\n")

    first = run("load", str(note))
    before = state_of(study)
    again = run("load", str(note))

    assert lines(first.stdout)[2].split()[:2] == ["A-3", "A-3.txt"]
    assert lines(first.stdout)[2].endswith("inläst")
    assert lines(again.stdout)[2].endswith("fanns redan")
    assert state_of(study) == before


def test_a_dry_run_writes_nothing(study: Path, run: Run) -> None:
    note, before = written(study, "A-3.txt", "2. Samordning\nEn grupp finns.\n"), state_of(study)

    result = run("load", "--dry-run", str(note))

    assert lines(result.stdout)[2].endswith("skulle läsas in")
    assert result.stderr.endswith("Ingenting har sparats.\n")
    assert state_of(study) == before


def test_load_as_a_further_note_of_an_interview(study: Path, run: Run) -> None:
    note = written(study, "komplettering.txt", "3. Önskemål\nMer pengar.\n")

    loaded = json_of(run, "load", str(note), "--as", "A-1", "--add", "--json")

    assert [(one["case"], one["note"], one["new"]) for one in loaded] == [("A-1", "A-1b", True)]
    assert loaded[0]["found"] == ["3"]
    assert "2" in loaded[0]["missing"]


def test_load_expands_patterns_and_folders_itself(study: Path, run: Run) -> None:
    for name in ("B-10.txt", "B-2.txt", "README.md", "~$B-2.docx", "bild.png"):
        written(study / "nya", name, "2. Samordning\nEn grupp finns.\n")

    by_pattern = json_of(run, "load", "--dry-run", "--json", "nya/*.txt")
    by_folder = json_of(run, "load", "--json", "nya")

    assert [one["file"] for one in by_pattern] == ["B-2.txt", "B-10.txt"]
    assert [one["file"] for one in by_folder] == ["B-2.txt", "B-10.txt"]


def test_one_bad_file_does_not_stop_the_others(study: Path, run: Run) -> None:
    good = written(study, "A-3.txt", "2. Samordning\nEn grupp finns.\n")
    bad = study / "A-4.docx"
    bad.write_bytes(b"PK\x03\x04 ingen zip")

    result = run("load", str(bad), str(good), str(study / "saknas.txt"), fails=1)

    assert "A-3.txt" in result.stdout
    assert lines(result.stderr)[-3] == "Fel: Antal filer som inte kunde läsas in: 2 av 3."
    assert "A-4.docx" in lines(result.stderr)[-2]
    assert "saknas.txt" in lines(result.stderr)[-1]
    assert "A-3" in json_of(run, "status", "--json")["cases"]


def test_review_lists_what_is_unplaced(study: Path, run: Run) -> None:
    note = written(study, "A-3.txt", "Något om vädret i går.\n\n2. Samordning\nEn grupp finns.\n")

    loaded = json_of(run, "load", "--dry-run", "--json", str(note))
    shown = run("load", "--dry-run", "--review", str(note))

    listed = {line.split()[0] for line in lines(shown.stdout) if line.startswith("A-3:")}
    assert listed == {*loaded[0]["unplaced"], *loaded[0]["unsure"]}


def test_turns_gives_an_object_per_passage_and_question(study: Path, run: Run) -> None:
    turns = json_of(run, "turns", "A-2", "--json")

    keys = {"case", "question", "suggested", "id", "text", "textslag", "participants", "why", "confidence", "place"}
    assert all(set(turn) == keys for turn in turns)
    assert {(turn["question"], turn["text"]) for turn in turns} >= {(3, "Inget särskilt.")}
    assert len(json_of(run, "turns", "--json")) > len(turns)
    assert "Inget särskilt." in run("turns", "A-2").stdout


def test_find_among_interviews_by_an_attribute_that_none_has(coded: Path, run: Run) -> None:
    said = run("find", "plan", "--where", "lan=Norrbotten", fails=1).stderr

    assert "lan" in said
    assert "Attribut som finns: aktörstyp" in said


def test_find_with_code_and_attribute(coded: Path, run: Run) -> None:
    def ids(*args: str) -> list[str]:
        return [hit["id"] for hit in json_of(run, "find", *args, "--json")]

    everywhere = ids("ja")

    assert {name.partition(":")[0] for name in ids("arbetena")} == {"A-2"}
    assert set(json_of(run, "find", "gemensam", "--json")[0]) == {"case", "id", "start", "end", "text"}
    assert len(ids("gemensam", "--code", "KOH-samordnat")) == 1
    assert ids("gemensam", "--without-code", "KOH-samordnat") == []
    assert ids("arbetena", "--where", "län=Norrbotten") == []
    assert len(ids("arbetena", "--where", "län=Skåne")) == 1
    assert len(everywhere) == 2
    assert run("find", "ja").stderr == "2 träffar i 2 passager.\n"
    assert run("find", "zebra").stderr == "Inga träffar.\n"


def test_codings_go_out_and_come_back_the_same(coded: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "ut.csv"

    run("codings", "export", "-o", str(out))
    said = run("codings", "import", str(out)).stderr

    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert out.read_text(encoding="utf-8") == run("codings", "export").stdout
    assert [(row["case"], row["code"], row["coder"]) for row in rows if row["code"]] == [
        ("A-1", "KOH-samordnat", "BB"), ("A-1", "KOH-onskan", "AK"), ("A-2", "KOH-samordnat", "AK"),
    ]  # fmt: skip
    assert lines(said)[0] == "0 kodningar inlästa."
    assert "rader fanns redan" in said
    assert run("codings", "export").stdout == out.read_text(encoding="utf-8")


def test_bad_rows_are_listed_and_nothing_is_imported_unless_told(study: Path, run: Run) -> None:
    text = CODINGS + "A-1,2,,,Det här står inte där.,KOH-samordnat,ja,AK,,\nA-9,2,,,Ja.,KOH-onskan,,AK,,\n"
    file, before = written(study.parent, "fel.csv", text), state_of(study)

    refused = run("codings", "import", str(file), fails=1).stderr
    assert state_of(study) == before
    taken = run("codings", "import", str(file), "--skip-bad").stderr

    assert lines(refused)[0] == "Fel: Ingenting lästes in från fel.csv. Antal rader med fel: 2."
    assert lines(refused)[1].startswith("– Rad 6: Citatet ”Det här står inte där.” finns inte i A-1.")
    assert lines(refused)[2].startswith("– Rad 7: Intervjun ”A-9” finns inte")
    assert "3 kodningar inlästa." in taken
    assert "2 rader hoppades över." in taken
    assert "Nya kodare: BB" in taken


def test_attributes_go_out_and_come_back(study: Path, run: Run, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("cases", "export").stdout)))
    changed = written(tmp_path, "attribut.csv", "case,participant,omgång\nA-1,,2\nA-2,,\n")

    said = run("cases", "import", str(changed)).stderr

    assert [(row["case"], row["län"]) for row in rows] == [("A-1", "Norrbotten"), ("A-2", "Skåne")]
    assert said == "En rad ändrade något.\n"
    assert "omgång" in lines(run("cases", "export").stdout)[0]


def test_attributes_are_set_one_by_one_in_their_own_form(study: Path, run: Run) -> None:
    said = run("cases", "set", "A-1", "län=Skåne", "längd=39 min").stderr
    run("cases", "set", "A-1", "--participant", "IP1", "sida=region")
    rows = list(csv.DictReader(io.StringIO(run("cases", "export").stdout)))

    assert said == "län: Skåne\nlängd: 39\n"
    assert (rows[0]["län"], rows[0]["längd"]) == ("Skåne", "39")
    assert next(row["sida"] for row in rows if (row["case"], row["participant"]) == ("A-1", "IP1")) == "region"
    assert run("cases", "set", "A-1", "län=").stderr == "län är borttaget.\n"


def test_guide_and_codebook_go_out_and_are_in_force_again(study: Path, run: Run, tmp_path: Path) -> None:
    for name in ("guide", "codes"):
        out = tmp_path / f"{name}.yaml"
        run(name, "export", "-o", str(out))
        assert out.read_text(encoding="utf-8") == run(name, "export").stdout
        assert "är rätt" in run(name, "check", str(out)).stderr
        assert "gäller redan" in run(name, "import", str(out)).stderr
        out.write_text(out.read_text(encoding="utf-8").replace("konstruerad", "påhittad"), encoding="utf-8")
        assert "är inläst" in run(name, "import", str(out)).stderr


def test_codes_show_has_counts_and_one_codes_definition(coded: Path, run: Run) -> None:
    shown = {line.split()[0]: line.split()[-1] for line in lines(run("codes", "show").stdout) if line.startswith("KOH")}

    assert shown == {"KOH-samordnat": "2", "KOH-onskan": "1"}
    assert "Om insatserna har samordnats." in run("codes", "show", "KOH-samordnat").stdout
    assert "Hur har arbetet samordnats" in run("guide", "show").stdout


def test_matrix_to_every_format_and_to_the_terminal(coded: Path, run: Run) -> None:
    for suffix in ("docx", "xlsx", "csv", "json"):
        said = run("matrix", "--cells", "value", "-o", f"exports/matris.{suffix}").stderr
        assert said == f"Skrev {Path('exports') / f'matris.{suffix}'}.\n"
        assert (coded / "exports" / f"matris.{suffix}").stat().st_size > 0

    written_out = json.loads((coded / "exports" / "matris.json").read_text(encoding="utf-8"))
    shown = run("matrix", "--cells", "value", "--group-by", "").stdout

    assert {"rows", "columns", "cells"} <= set(written_out)
    assert json_of(run, "matrix", "--cells", "value", "--json") == written_out
    assert lines(shown)[:3] == ["KOH-samordnat  Samordnat", "  A-1  ja", "  A-2  nej"]


def test_matrix_flags(coded: Path, run: Run) -> None:
    by_county = json_of(run, "matrix", "--rows", "län", "--cells", "count", "--json")
    by_question = json_of(run, "matrix", "--cols", "question", "--cells", "presence", "--where", "län=Skåne", "--json")

    assert sorted(by_county["rows"]) == ["Norrbotten", "Skåne"]
    assert by_question["rows"] == ["A-2"]
    assert "2" in by_question["columns"]


def test_summary_writes_word(coded: Path, run: Run) -> None:
    said = run("summary", "KOH", "--publish", "-o", "exports/kapitel.docx").stderr

    *report, last = said.splitlines()
    assert last.startswith("Skrev ")
    assert [line for line in report if line.startswith("liten grupp")]
    assert (coded / "exports" / "kapitel.docx").read_bytes().startswith(b"PK")


def test_prevalence_names_the_interviews_behind_each_number(coded: Path, run: Run) -> None:
    rows = json_of(run, "prevalence", "--by", "län", "--json")
    of_all = {(row["code"], row["value"]): row for row in rows if row["group"] is None}
    only_bb = json_of(run, "prevalence", "--coder", "BB", "--json")

    keys = {"code", "value", "group", "unit", "rule", "cases", "of", "asked", "spontaneous", "share", "quantifiers"}
    keys |= {"disagree"}
    assert all(set(row) == keys for row in rows)
    assert of_all["KOH-samordnat", "ja"]["cases"] == ["A-1"]
    assert of_all["KOH-samordnat", None]["of"] == 2
    assert {case for row in only_bb for case in row["cases"]} == {"A-1"}
    shown = run("prevalence")
    assert any(line.split()[:1] == ["KOH-onskan"] for line in lines(shown.stdout))
    assert shown.stderr == "Enhet: intervjuer.\n"


def test_trace_leads_to_the_file_and_to_where_the_words_are_used(coded: Path, run: Run) -> None:
    hit = json_of(run, "find", "gemensam", "--json")[0]
    run("matrix", "-o", "exports/m.docx")

    traced = json_of(run, "trace", hit["id"], "--json")
    shown = run("trace", hit["id"]).stdout

    assert {"id", "kind", "case", "quote", "start", "end", "place", "note", "note_version", "file", "sha256", "codings",
            "used_in", "history"} <= set(traced)  # fmt: skip
    assert traced["file"] == "A-1.md"
    assert [coding["code"] for coding in traced["codings"]] == ["KOH-samordnat"]
    assert [use["file"] for use in traced["used_in"]] == ["m.docx"]
    assert "tydligt" in shown
    assert "m.docx" in shown


def test_verify_is_content_with_a_study_that_is_whole(coded: Path, run: Run) -> None:
    assert run("verify").stdout == "Allt stämmer.\n"
    assert json_of(run, "verify", "--json") == {"ok": True, "problems": [], "not_kept": [], "without_words": []}


def test_verify_fails_when_a_table_was_changed_by_hand(coded: Path, run: Run) -> None:
    import sqlite3

    with sqlite3.connect(coded / "okqual.db") as db:
        db.execute("UPDATE coding SET value = 'nej' WHERE value = 'ja'")
    db.close()

    said = json.loads(run("verify", "--json", fails=1).stdout)

    assert said["ok"] is False
    assert {"kind", "where", "what"} == set(said["problems"][0])
    assert "tabellen är inte den som journalen ger" in run("verify", fails=1).stdout


def test_journal_tells_who_did_what(coded: Path, run: Run) -> None:
    entries = json_of(run, "journal", "--json")
    shown = lines(run("journal").stdout)[2:]

    assert len(shown) == len(entries)
    assert "utvärderingen skapad" in shown[0]
    assert any("kodat" in line for line in shown)
    assert [entry["kind"] for entry in entries].count("note.loaded") == 2


PRINCIPLES = """\
id: insatser
title: Insatser
language: sv
source: konstruerad
principles:
  - {id: en, text: En insats har en enda huvudkategori., check: one_main, applies_to: [AKT]}
  - {id: hela, text: Läs hela beskrivningen.}
codes:
  - {id: AKT, name: Aktiviteter, group: true}
  - {id: AKT-utbildning, name: Utbildning, parents: [AKT]}
  - {id: AKT-metod, name: Metod, parents: [AKT]}
"""


def test_codes_check_without_a_file_holds_codings_to_the_principles(study: Path, run: Run) -> None:
    assert "inga principer som okqual kan kontrollera" in run("codes", "check").stderr
    run("codes", "import", str(written(study.parent, "insatser.yaml", PRINCIPLES)))
    row = "A-1,Det tog lång tid.,{},AK\n"
    head = "case,quote,code,coder\n"
    run("codings", "import", str(written(study.parent, "en.csv", head + row.format("AKT-utbildning"))))
    assert "Alla kodningar följer" in run("codes", "check").stderr

    run("codings", "import", str(written(study.parent, "två.csv", head + row.format("AKT-metod"))))
    broken = run("codes", "check", fails=1)

    (line,) = [line for line in lines(broken.stdout) if line.startswith("A-1")]
    assert line.split(maxsplit=4) == [
        "A-1",
        "AK",
        "AKT-utbildning",
        "AKT-metod",
        "En insats har en enda huvudkategori.",
    ]
    assert "En princip följs inte på ett ställe." in broken.stderr
