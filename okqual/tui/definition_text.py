"""A code's definition as text to read, alone or against an earlier one with what differs marked."""

from __future__ import annotations

from collections.abc import Iterable

from rich.style import Style
from rich.text import Text

from okqual.messages import message
from okqual.model.codebook import Code, Codebook
from okqual.study.code_versions import PARTS, Changed, part_text
from okqual.text.shown import visible, visible_line
from okqual.text.word_difference import Differs, word_differences

MARKS = {Differs.GONE: ("[-", "-]"), Differs.NEW: ("[+", "+]"), Differs.SAME: ("", "")}
"""Around words that differ: colour is never the only sign."""
STYLES = {Differs.GONE: Style(dim=True, strike=True), Differs.NEW: Style(bold=True), Differs.SAME: Style()}


def definition_text(code: Code, book: Codebook) -> Text:
    """The whole definition, and where the code stands."""
    text = Text(visible_line(code.name) + "\n", Style(bold=True))
    state = [name for name in ("retired", "locked", "outside", "group", "unexpected") if getattr(code, name)]
    if state:
        text.append(" · ".join(message(f"tui.codebook.{name}") for name in state) + "\n", Style(italic=True))
    text = Text().append_text(text)
    for part in PARTS:
        words = part_text(code, part)
        if words and part not in ("name", "outside", "locked", "group", "unexpected"):
            text.append("\n" + message(f"tui.codebook.part.{part}") + "  ", Style(bold=True))
            text.append(visible(words) + "\n")
    above = " · ".join(name_of(parent, book) for parent in code.parents)
    if above:
        text.append("\n" + message("tui.codebook.under") + "  ", Style(bold=True)).append(visible_line(above) + "\n")
    return text.append("\n" + visible_line(code.id), Style(dim=True))


def name_of(above: str, book: Codebook) -> str:
    """The name of a code, evaluation question or criterion; its id where it is unknown."""
    if above in book.by_id:
        return book.by_id[above].name
    names = {one.id: one.name for one in book.evaluation_questions} | {one.id: one.name for one in book.criteria}
    return names.get(above) or above


def changes_text(changes: Iterable[Changed]) -> Text:
    """What changed, part by part, with the words that went and came."""
    text = Text()
    for change in changes:
        text.append(message(f"tui.codebook.part.{change.part}") + "  ", Style(bold=True))
        for kind, words in word_differences(change.old, change.new):
            before, after = MARKS[kind]
            text.append(before + visible(words) + after, STYLES[kind])
        text.append("\n")
    return text
