"""How long an auditor waits: ``python benchmarks/auditing.py [FOLDER [CODINGS]]``.

The evidence book of 10,000 codings, written and opened in Chromium; with FOLDER traces of all kinds in a study of
CODINGS (1,000,000) that is made there once and kept. Each time is of one call, the median and the slowest of several.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

from large_study import kept
from measuring import scratch, seconds_of, tell

SEGMENTS, NOTES, CODINGS = 10_000, 100, 1_000_000
OPENINGS, EACH = 5, 40
LOADED = """<script>addEventListener("load", () => {
  document.body.getBoundingClientRect();  // laid out as well
  document.title = `loaded ${performance.now()}`;
});</script></body>"""


def books(folder: Path) -> None:
    """The book written, and how long the browser takes from its start to the load being over."""
    from okqual.study.evidence_book import write_book
    from okqual.study.opening import open_study

    study = open_study(kept(folder, NOTES, SEGMENTS), "AK")
    path = folder / "bok.html"
    tell(f"evidence book of {SEGMENTS:,} codings", seconds_of(lambda: write_book(study, path), 3), 5)
    study.close()
    print(f"{'its size':<46} {path.stat().st_size / 1e6:8.1f} MB", flush=True)
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium here: how fast it opens was not measured")
        return
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    copy = folder / "öppnad.html"
    copy.write_text(policy.sub("", path.read_text(encoding="utf-8")).replace("</body>", LOADED), encoding="utf-8")
    tell("opened in Chromium, until all is loaded", [_opened(browser, copy) for _ in range(OPENINGS)], 2)


def _opened(browser: str, page: Path) -> float:
    args = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--timeout=8000", "--dump-dom", page.as_uri()]
    done = subprocess.run(args, capture_output=True, encoding="utf-8", check=True)
    found = re.search(r"<title>loaded ([\d.]+)", done.stdout)
    assert found is not None
    return float(found[1]) / 1000


def traces(folder: Path, count: int) -> None:
    """One trace of each kind of thing, anywhere in the study."""
    from okqual.model.finding import CountRef
    from okqual.store import findings_told, queries
    from okqual.study.findings import add_finding, add_judgement, link_evidence, rest_on
    from okqual.study.opening import open_study
    from okqual.study.tracing import trace

    study = open_study(kept(folder, 1000, count), "AK")
    choose = random.Random(7)
    notes = sorted(queries.note_ids(study.db))
    codings = [coding.id for note in choose.sample(notes, EACH) for coding in choose.sample(
        queries.codings(study.db, note), 1)]  # fmt: skip
    codes = sorted(queries.code_counts(study.db))
    if not findings_told.pieces(study.db):
        made = add_finding(study, codes[0], "Flera beskriver samma sak.")
        for name in codings[:30]:
            link_evidence(study, made.id, name)
        link_evidence(study, made.id, CountRef(codes[0]))
        rest_on(study, add_judgement(study, codes[0], "Vi bedömer att det stämmer.").id, made.id)
    pieces = [each.id for each in findings_told.pieces(study.db)]
    things = {
        "words": [f"{note}:{choose.randint(1, 40)}" for note in choose.sample(notes, EACH)], "coding": codings,
        "note": choose.sample(notes, EACH), "code": codes, "finding or judgement": pieces,
    }  # fmt: skip
    for kind, names in things.items():
        trace(study, names[0])
        tell(f"trace of {kind} among {count:,}", [seconds_of(lambda n=name: trace(study, n))[0] for name in names], 0.1)
    study.close()


if __name__ == "__main__":
    with scratch() as here:
        books(here)
    if len(sys.argv) > 1:
        traces(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CODINGS)
