"""What an investigator has before she begins: the guide as a Word file, and six notes in six formats."""

from __future__ import annotations

from html import escape
from pathlib import Path

from okqual.ingest.definitions.guide_file import load_guide
from okqual.study.opening import shipped
from tests.ingest.made import odt, pdf, rtf, words
from tests.ingest.word_files import heading, listed, numbering, paragraph, word_file

ANSWERS = (
    ("9. Tydligare arbete", "Arbetet har blivit tydligare med en gemensam plan."),
    ("10. Samordning", "Vi stämmer av med andra satsningar varje månad."),
    ("11. Primärvården", "Primärvården är med i länsgruppen."),
)
UNSURE = "På frågan om SKR:s stöd sa hen senare att det varit bra."
"""Stands under a question and speaks of another."""


def make(folder: Path) -> tuple[Path, Path]:
    """Write the files; returns the guide's and the notes' folder."""
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / "anteckningar"
    notes.mkdir()
    guide = folder / "Intervjuguide slutlig.docx"
    guide.write_bytes(_guide())
    made = {
        "K-01.docx": word_file("".join(heading(name) + paragraph(said) for name, said in ANSWERS)),
        "K-02.odt": odt(
            "".join(
                f'<text:h text:outline-level="1">{escape(name)}</text:h><text:p>{escape(said)}</text:p>'
                for name, said in ANSWERS
            )
        ),
        "K-03.rtf": rtf("".join(f"{{\\b {name}\\par}}\n{{{said}\\par}}\n" for name, said in ANSWERS)),
        "K-04.pdf": pdf(
            "".join(
                words(72, 760 - 60 * at, name, "F2", 14) + words(72, 735 - 60 * at, said)
                for at, (name, said) in enumerate(ANSWERS)
            )
        ),
        "K-05.md": "\n\n".join(f"## {name}\n\n{said}" for name, said in ANSWERS).encode(),
        "K-06.txt": "\n\n".join([*(f"Fråga {name}\n{said}" for name, said in ANSWERS), UNSURE]).encode(),
    }
    for name, content in made.items():
        (notes / name).write_bytes(content)
    return guide, notes


def _guide() -> bytes:
    guide = load_guide(next(iter(sorted(shipped("guides").glob("*.yaml")))))
    body, theme = heading("Intervjuguide ÖK", "Title"), ""
    for question in guide.questions:
        if question.theme != theme:
            theme = question.theme
            name = next(each.name for each in guide.themes if each.id == theme)
            body += heading(name)
        body += listed(question.text)
    return word_file(body, numbering=numbering("%1."))
