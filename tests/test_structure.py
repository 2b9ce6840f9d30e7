"""The shape of the code: floors, sizes, names, and that nothing knows the machine that it was written on."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "okqual").rglob("*.py"))
SOURCES = [*PACKAGE, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
LONGEST = 400
NEVER_IN_NAMES = {"manager", "service", "handler", "util", "utils", "helper", "helpers", "data", "info"}
TEXTS = {".py", ".md", ".toml", ".yaml", ".json", ".po", ".tcss", ".xml", ".svg", ".csv", ".txt", ""}
OF_A_MACHINE = re.compile(r"/home/\w|/root\b|/Users/\w|/work/|(?<![\w.\"'])/tmp/|[A-Z]:\\\\?Users")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in PACKAGE:
        yield name_of(path), ast.parse(path.read_text(encoding="utf-8"))


def test_there_is_something_to_look_at() -> None:
    assert len(PACKAGE) > 100


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST


def test_imports_go_down() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def test_sql_is_in_the_store_only() -> None:
    calls = {"execute", "executemany", "executescript"}
    outside = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        if not name.startswith("okqual/store/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in calls
    ]

    assert outside == []


def test_every_file_says_why_it_exists_in_a_few_lines() -> None:
    for name, tree in trees():
        said = ast.get_docstring(tree)
        assert said, f"{name} has no docstring"
        assert len(said.splitlines()) <= 6, f"{name}: the docstring is too long"


def test_names_are_words_of_the_field() -> None:
    found = {name for name, tree in trees() for each in _named(tree) if NEVER_IN_NAMES & set(_words(each))}
    found |= {name_of(path) for path in PACKAGE if NEVER_IN_NAMES & set(_words(path.stem))}

    assert found == set()


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def _words(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")


def test_no_error_is_swallowed() -> None:
    """Nothing catches everything but to undo and raise again, or to say it."""
    broad = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _goes_on(node)
    ]

    assert broad == []


def _catches_all(node: ast.ExceptHandler) -> bool:
    caught = [] if node.type is None else [n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)]
    return node.type is None or bool({"Exception", "BaseException"} & set(caught))


def _goes_on(node: ast.ExceptHandler) -> bool:
    return any(isinstance(each, ast.Raise) for each in ast.walk(node)) or (
        node.name is not None and any(isinstance(each, ast.Name) and each.id == node.name for each in ast.walk(node))
    )


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"raise NotImplementedError|\bTODO\b|\bFIXME\b|\bXXX\b")
    found = [name_of(path) for path in PACKAGE if left.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_no_file_knows_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is not a checkout, so there is no list of the project's files")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    found = []
    for path in paths:
        if path.suffix in TEXTS and path.is_file() and path.name != Path(__file__).name:
            lines = path.read_bytes().decode("utf-8", errors="ignore").splitlines()
            found += [f"{name_of(path)}:{i}" for i, line in enumerate(lines, 1) if OF_A_MACHINE.search(line)]

    assert found == []


def test_what_ships_is_in_the_checkout() -> None:
    """The wheel takes these folders along; an editable install finds them here."""
    from okqual.study.opening import shipped

    for kind in ("guides", "codes", "transcripts"):
        assert [path for path in shipped(kind).iterdir() if path.suffix in {".yaml", ".docx", ".md"}]


def test_the_architectures_page_has_every_verb_once() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page[page.index("## The verbs") : page.index("## What happens when")]
    modules = sorted(path.stem for path in (ROOT / "okqual" / "study").glob("*.py") if path.stem != "__init__")

    assert sorted(re.findall(r"`(\w+)`", table)) == modules
