"""The walk in ``docs/audit.md``, done as it is written: every command in its order, and what is said to come of it."""

from __future__ import annotations

import hashlib
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from okqual.cli.root import okqual
from okqual.study.opening import shipped

PAGE = Path(__file__).parents[1] / "docs" / "audit.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.M | re.S)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
SPACES = re.compile("[ \u00a0]+")
NOTES = shipped("transcripts")


def run(line: str) -> str:
    """A line of the page; beside okqual only what every system has in some form."""
    name, *args = shlex.split(line)
    if name == "sha256sum":
        return f"{hashlib.sha256(Path(args[0]).read_bytes()).hexdigest()}  {args[0]}\n"
    if name == "cp":
        shutil.copytree(args[1], args[2])
        return ""
    assert name == "okqual"
    result = CliRunner().invoke(okqual, args, prog_name="okqual")
    assert result.exit_code == 0, (line, result.output)
    return result.output


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the first commands of the page: what the evaluators hand over."""
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in BLOCKS[0][1].strip().splitlines():
            run(line)
    shutil.copytree(NOTES, folder / "transcripts")
    return folder


@pytest.mark.skipif(len(list(NOTES.glob("*"))) < 3, reason="the example's notes are not in this checkout")
def test_the_walk_is_as_the_page_says(handed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(handed)
    said, sums = "", []
    assert len(BLOCKS) > 20
    for kind, inside in BLOCKS[1:]:
        lines = inside.strip().splitlines()
        if kind == "sh":
            said = "".join(map(run, lines))
            sums += [said] if "sha256sum ok2024/okqual.db" in lines else []
        else:
            words = re.sub(SPACES, " ", said)
            assert [line for line in lines if re.sub(SPACES, " ", line) not in words] == [], said
    assert len(sums) == 2
    assert sums[0] == sums[1]
    assert not list((handed / "ok2024").glob("okqual.db?*"))
    assert (handed / "koherens.html").stat().st_size > 50_000
