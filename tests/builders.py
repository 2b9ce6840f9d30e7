"""A small study made of files as a person would have them: guide, codebook, two constructed notes."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.store.entries import state_digest
from okqual.study.founding import create_study
from okqual.study.loading import load
from okqual.study.opening import Study, open_study

GUIDE = """\
id: liten
title: Liten guide
language: sv
source: konstruerad
themes:
  - {id: t, name: Tema}
questions:
  - {number: 1, name: Roll, theme: t, text: "Vilken är din roll?", coded: false}
  - {number: 2, name: Samordning, theme: t, text: "Hur har arbetet samordnats med annat som pågår?"}
  - {number: 3, name: Önskemål, theme: t, text: "Vad önskar du av nästa överenskommelse?"}
"""
CODEBOOK = """\
id: liten
title: Liten kodbok
language: sv
source: konstruerad
criteria:
  - {id: KOH, name: Koherens}
evaluation_questions:
  - {id: FR-KOH, criterion: KOH, name: Samordning, text: "Har insatserna samordnats?", sources: [interviews]}
codes:
  - id: KOH-samordnat
    name: Samordnat
    brief: Om insatserna har samordnats.
    parents: [FR-KOH]
    questions: [2]
    synonyms: [gemensam]
    scale: {values: {ja: ja, delvis: delvis, nej: nej}, rule: middle, ordered: true, mixed: delvis}
  - id: KOH-onskan
    name: Önskan
    brief: Vad som önskas.
    parents: [FR-KOH]
    questions: [3]
"""
NOTES = {
    "A-1.md": """\
# Intervju A-1

- **Län:** Norrbotten
- **Aktörstyp:** Kommun

**1. Roll**

* Samordnare i kommunen.

**2. Samordning**

* Vi har en gemensam plan med skolan. Det tog lång tid.
* Ja.

**3. Önskemål**

* Längre perioder än ett år.
* Ja.
""",
    "A-2.md": """\
# Intervju A-2

- **Län:** Skåne
- **Aktörstyp:** Region

**1. Roll**

* Chef.

**2. Samordning**

* Nej, arbetena har gått bredvid varandra.

**3. Önskemål**

* Inget särskilt.
""",
}


def written(folder: Path, name: str, text: str) -> Path:
    """A file with the text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def new_study(folder: Path) -> Path:
    """The folder of a study with two interviews, no codings."""
    sources = folder.parent / "källor"
    guide, codebook = written(sources, "guide.yaml", GUIDE), written(sources, "koder.yaml", CODEBOOK)
    study = create_study(folder, [guide], [codebook], "Prov")
    load(study, [written(folder / "transcripts", name, text) for name, text in NOTES.items()])
    study.close()
    return folder


_EXAMPLES: dict[str, Path] = {}


def example_study(factory: pytest.TempPathFactory, name: str = "Exemplet") -> Path:
    """The folder of the example study by AK, made once in a run of tests: who writes in it takes a copy."""
    if name not in _EXAMPLES:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("OKQUAL_STATE_DIR", str(factory.mktemp("state")))
            folder = factory.mktemp("exempel") / "studie"
            create_study(folder, name=name, coder="AK", example=True).close()
        _EXAMPLES[name] = folder
    return _EXAMPLES[name]


def example_copy(factory: pytest.TempPathFactory, name: str = "Exemplet") -> Path:
    """A copy of it to write in."""
    return Path(shutil.copytree(example_study(factory, name), factory.mktemp("kopia") / "studie"))


@contextlib.contextmanager
def opened_example(factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A copy of it, open for AK, with a state folder of its own: for a fixture that several tests share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OKQUAL_STATE_DIR", str(factory.mktemp("state")))
        study = open_study(example_copy(factory), "AK")
        try:
            yield study
        finally:
            study.close()


def reopened(folder: Path, coder: str = "AK") -> Study:
    """The study of :func:`new_study`, open for reading."""
    return open_study(folder, coder, read_only=True)


def state_of(folder: Path) -> str:
    """What names the state of the study in the folder."""
    study = reopened(folder)
    try:
        return state_digest(study.db)
    finally:
        study.close()


def bytes_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file under the folder with its digest and the time of its last change."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in files
    }
