"""``okqual agree`` on a small study that two coded: text, JSON and CSV."""

from __future__ import annotations

import json
from pathlib import Path

from okqual.study.coding import apply_code, nothing_to_code
from okqual.study.opening import open_study
from tests.cli.conftest import Run


def code(folder: Path, coder: str, *said: tuple[str, int, str, str | None]) -> None:
    study = open_study(folder, coder)
    for note, number, name, value in said:
        from okqual.study import browsing

        passage = next(p for p in browsing.note(study, note).passages if p.number == number)
        if name:
            apply_code(study, note, passage.start, passage.end, name, value)
        else:
            nothing_to_code(study, note, [number])
    study.close()


def test_two_coders(study: Path, run: Run) -> None:
    code(study, "AK", ("A-1", 2, "KOH-samordnat", "ja"), ("A-1", 4, "", None), ("A-2", 2, "KOH-samordnat", "nej"))
    code(study, "TS", ("A-1", 2, "KOH-samordnat", "nej"), ("A-1", 4, "KOH-onskan", None), ("A-2", 2, "", None))

    found = json.loads(run("agree", "--json").stdout)
    row = next(row for row in found["codes"] if row["code"] == "KOH-samordnat")

    assert (found["unit"], found["coders"], found["cases"]) == ("case", ["AK", "TS"], ["A-1", "A-2"])
    assert (row["n"], row["by_coder"], row["percent"]) == (2, {"AK": 2, "TS": 1}, 0.5)
    assert row["value"]["by_coder"] == {"AK": {"ja": 1, "delvis": 0, "nej": 0}, "TS": {"ja": 0, "delvis": 0, "nej": 1}}
    assert (row["value"]["alpha"], row["value"]["ci"], row["value"]["why"]["ci"]) == (0, None, "one_interview")
    assert found["passages"]["unit"] == "passage"
    assert json.loads(run("agree", "--json", "--unit", "passage").stdout) == found["passages"]
    assert "nan" not in run("agree", "--json").stdout.lower()


def test_text_says_counts_formulas_and_why(study: Path, run: Run) -> None:
    code(study, "AK", ("A-1", 2, "KOH-samordnat", "ja"), ("A-2", 2, "KOH-samordnat", "ja"))
    code(study, "TS", ("A-1", 2, "KOH-samordnat", "ja"), ("A-2", 2, "KOH-samordnat", "ja"))

    said = run("agree").stdout
    in_english = run("agree", "--lang", "en").stdout

    assert "AK ja 2 · TS ja 2" in said
    assert "α: alla bedömningar är lika i ett enda värde" in said
    assert "Krippendorff 2011" in said
    assert "Landis and Koch 1977" in in_english
    assert said.count("nan") == 0


def test_csv_has_a_line_a_unit_and_measure(study: Path, run: Run) -> None:
    code(study, "AK", ("A-1", 2, "KOH-samordnat", "ja"))
    code(study, "TS", ("A-1", 2, "KOH-samordnat", "nej"))

    lines = run("agree", "--csv").stdout.splitlines()
    run("agree", "-o", "lika.csv")

    assert lines[0].startswith("enhet;kod;id;vad;n;intervjuer;lika;")
    assert any(line.startswith("intervju;Samordnat;KOH-samordnat;värde;1;1;0,00;") for line in lines)
    assert any(line.startswith("passage;Samordnat;") for line in lines)
    assert (study / "lika.csv").read_text(encoding="utf-8").splitlines() == lines


def test_nobody_shares_an_interview(study: Path, run: Run) -> None:
    assert "Ingen intervju har kodats av två kodare." in run("agree").stderr
    assert "Det finns ingen kodare XX" in run("agree", "--of", "XX", fails=1).stderr
