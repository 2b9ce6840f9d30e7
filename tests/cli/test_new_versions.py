"""A corrected note at the command line: what became of coded words, what cites them, and where orphans are."""

from __future__ import annotations

import json
from pathlib import Path

from okqual.study import browsing, coding
from okqual.study.opening import open_study
from tests.builders import NOTES, reopened, state_of, written
from tests.cli.conftest import Run

LONG = "Vi har en gemensam plan med skolan."
WISH = "Längre perioder än ett år."
CORRECTED = NOTES["A-1.md"].replace("plan med skolan", "lokal plan med skolan").replace(f"* {WISH}\n", "")


def coded(study: Path) -> dict[str, str]:
    """Code words of A-1: (quote → id)."""
    opened = open_study(study, "AK")
    note = browsing.note(opened, "A-1")
    made = {}
    for quote, code, value in ((LONG, "KOH-samordnat", "ja"), ("Det tog lång tid.", "KOH-samordnat", "delvis"),
                               (WISH, "KOH-onskan", None)):  # fmt: skip
        start = note.text.index(quote)
        made[quote] = coding.apply_code(opened, "A-1", start, start + len(quote), code, value).id
    opened.close()
    return made


def corrected(study: Path) -> str:
    return str(written(study.parent, "rättad.md", CORRECTED))


def test_the_report_says_what_became_of_each_coded_segment(study: Path, run: Run) -> None:
    ids = coded(study)

    (one,) = json.loads(run("load", corrected(study), "--json").stdout)

    assert (one["case"], one["new"], one["new_version"]) == ("A-1", True, True)
    found = {segment["quote"]: segment for segment in one["segments"]}
    assert {quote: segment["how"] for quote, segment in found.items()} == {
        LONG: "fuzzy", "Det tog lång tid.": "exact", WISH: "lost",
    }  # fmt: skip
    assert found[LONG]["now"] == "Vi har en gemensam lokal plan med skolan."
    assert 70 <= found[LONG]["score"] < 100
    assert found[WISH]["now"] is None
    assert [coding["id"] for coding in found[WISH]["codings"]] == [ids[WISH]]
    assert len(one["corrected"]) == 1
    assert len(one["gone"]) == 1


def test_what_would_become_of_them_is_shown_first_and_nothing_is_written(study: Path, run: Run) -> None:
    coded(study)
    before = state_of(study)

    (planned,) = json.loads(run("load", "--dry-run", corrected(study), "--json").stdout)

    assert state_of(study) == before
    (made,) = json.loads(run("load", corrected(study), "--json").stdout)
    assert planned == made


def test_the_table_says_it_in_words_and_names_what_cites_lost_words(study: Path, run: Run, tmp_path: Path) -> None:
    coded(study)
    run("matrix", "-o", str(tmp_path / "matris.csv"))

    shown = run("load", corrected(study))

    assert "Kodade textställen: 3 (oförändrade: 1, ändrade: 1, borta: 1)." in shown.stdout
    assert "Oförändrade passager: 3, ändrade: 1, nya: 0, borttagna: 1." in shown.stdout
    assert "A-1:4 används i matris.csv, och orden är nu: borta." in shown.stderr
    assert "och orden är nu: ändrade." in shown.stderr
    assert "oförändrade." not in shown.stderr


def test_corrected_passages_are_listed_for_review(study: Path, run: Run) -> None:
    shown = run("load", "--review", corrected(study))

    assert "En rättad passage att se över." in shown.stderr
    assert "Vi har en gemensam lokal plan med skolan." in shown.stdout


def test_orphans_are_listed_until_they_are_placed(study: Path, run: Run, tmp_path: Path) -> None:
    ids = coded(study)
    run("matrix", "-o", str(tmp_path / "matris.csv"))
    run("load", corrected(study))

    (orphan,) = json.loads(run("orphans", "--json").stdout)

    assert (orphan["coding"], orphan["code"], orphan["quote"]) == (ids[WISH], "KOH-onskan", WISH)
    assert orphan["citation"] == "A-1:4"
    assert [use["file"] for use in orphan["used_in"]] == ["matris.csv"]
    assert WISH in run("orphans", "A-1").stdout
    assert json.loads(run("orphans", "A-2", "--json").stdout) == []
    assert "A-9" in run("orphans", "A-9", fails=1).stderr


def test_old_words_are_traced_to_the_version_that_has_them(study: Path, run: Run) -> None:
    ids = coded(study)
    before = json.loads(run("trace", "A-1:4", "--json").stdout)
    run("load", corrected(study))

    after = json.loads(run("trace", "A-1:4", "--json").stdout)

    assert after["quote"] == before["quote"] == WISH
    for key in ("note_version", "note_version_id", "sha256", "file", "start", "end", "place", "questions"):
        assert after[key] == before[key], key
    assert (before["current"], after["current"]) == (True, False)
    assert [one["id"] for one in after["codings"]] == [ids[WISH]]
    assert json.loads(run("trace", ids[WISH], "--json").stdout)["quote"] == WISH


def test_a_corrected_passage_is_traced_on_to_the_one_it_became(study: Path, run: Run) -> None:
    coded(study)
    run("load", corrected(study))

    then = json.loads(run("trace", "A-1:2", "--json").stdout)

    assert (then["quote"], then["current"]) == (f"{LONG} Det tog lång tid.", False)
    (now,) = then["now"]
    assert json.loads(run("trace", now, "--json").stdout)["quote"].startswith("Vi har en gemensam lokal plan")
    assert "999" in run("trace", "A-1:999", fails=1).stderr


def test_another_text_is_a_new_version_only_when_said(study: Path, run: Run) -> None:
    other = str(written(study.parent, "ny.md", "# Intervju A-1\n\n**2. Samordning**\n\n* Allt är omskrivet nu.\n"))

    assert "--new-version" in run("load", other, fails=1).stderr

    (one,) = json.loads(run("load", "--new-version", other, "--json").stdout)
    assert one["new_version"]


def test_a_returned_note_says_so_among_the_attributes(study: Path, run: Run) -> None:
    run("load", "--returned", corrected(study))

    opened = reopened(study)
    assert browsing.interview(opened, "A-1").attributes["återkoppling"] == "ändrad"
    opened.close()


def test_an_export_says_which_codings_it_cannot_hold(study: Path, run: Run) -> None:
    coded(study)
    assert run("codings", "export").stderr == ""

    run("load", corrected(study))
    out = run("codings", "export")

    assert WISH not in out.stdout
    assert out.stderr.startswith("En kodning är inte med")
