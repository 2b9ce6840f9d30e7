"""Make the README's pictures from the example study: ``python docs/pictures/make.py`` (or ``make pictures``).

The coding screen is drawn without a terminal and kept as SVG, with the letters of the reader's own machine: no
font is fetched from anywhere. The page of Word needs LibreOffice (soffice) and pdftoppm and is left as it is
where they are missing.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZE = (120, 34)
PLACE = ("VB-01", "VB-01", 33)
"""Interview, note and passage that the coding screen shows."""
DOTS_PER_INCH = 80
PAGE = 2


def main() -> None:
    """Make what can be made here."""
    with tempfile.TemporaryDirectory() as name:
        for kind in ("CONFIG", "STATE"):
            os.environ[f"OKQUAL_{kind}_DIR"] = str(Path(name) / kind.lower())
        os.environ["OKQUAL_CODER"] = "EX"
        study = Path(name) / "exempel"
        _make_study(study)
        asyncio.run(_screens(study))
        if shutil.which("soffice") and shutil.which("pdftoppm"):
            _page(study, "temamatris", "matrix")
        else:
            print("soffice and pdftoppm are not here: the page of Word stays as it was")


def _make_study(folder: Path) -> None:
    from okqual.study.founding import create_study

    create_study(folder, name="Exempel: ÖK 2020–2024", example=True).close()


async def _screens(folder: Path) -> None:
    from okqual.model.interview import Position
    from okqual.tui.app import OkqualApp
    from okqual.tui.study_desk import open_desk

    app = OkqualApp(open_desk(folder, "EX", False))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        _keep(app.export_screenshot(title="okqual"), "overview.svg")
        app.code_at(Position(*PLACE, 0))
        await pilot.pause(0.5)
        await pilot.press("down", "up")
        await pilot.pause(0.5)
        _keep(app.export_screenshot(title="okqual"), "coding.svg")


def _keep(svg: str, name: str) -> None:
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    assert not re.search(r"url\([\"']?http", svg), "the picture would fetch something"
    (HERE / name).write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")
    print(f"{name} made")


def _page(folder: Path, name: str, picture: str) -> None:
    from okqual.study.opening import open_study
    from okqual.study.reporting import write_matrix

    study = open_study(folder)
    write_matrix(study, folder / f"{name}.docx", criteria=["KOH"])
    study.close()
    document, page = folder / f"{name}.docx", str(PAGE)
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document))
    _run("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-f", page, "-l", page, "-singlefile",
         str(document.with_suffix(".pdf")), str(HERE / picture))  # fmt: skip
    print(f"{picture}.png made")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
