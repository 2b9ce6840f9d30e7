"""``okqual adjudicate`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_agree import code


def test_a_difference_is_listed_settled_and_opened_again(study: Path, run: Run) -> None:
    code(study, "AK", ("A-1", 2, "KOH-samordnat", "ja"))
    code(study, "TS", ("A-1", 2, "KOH-samordnat", "nej"))

    assert "olika värden" in run("adjudicate", "list").stdout
    run("adjudicate", "settle", "A-1", "KOH-samordnat", "one", "--of", "TS", "--because", "läser rätt")
    assert json.loads(run("adjudicate", "list", "--json").stdout) == []
    (one,) = json.loads(run("adjudicate", "list", "--settled", "--json").stdout)
    assert one["settled"]["reason"] == "läser rätt"
    assert json.loads(run("agree", "--settled", "--json").stdout)["overall"]["value"]["percent"] == 1
    assert "efter samkodning" in run("agree", "--settled").stdout
    run("adjudicate", "reopen", "A-1", "KOH-samordnat")
    run("adjudicate", "settle", "A-1:2", "KOH-samordnat", "new", "--value", "delvis", "--because", "båda")
    assert json.loads(run("adjudicate", "list", "--unit", "passage", "--json").stdout) == []
    assert (
        "skiljer sig inte" in run("adjudicate", "settle", "A-2", "KOH-onskan", "both", "--because", "x", fails=1).stderr
    )
