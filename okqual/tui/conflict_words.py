"""What people did to the codebook apart that clashes, in words, and how each can be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.model.codebook import Codebook
from okqual.study.code_versions import differences, other_definition
from okqual.text.shown import visible_line
from okqual.tui.definition_text import changes_text, name_of

if TYPE_CHECKING:
    from okqual.store.codebook_history import Conflict
    from okqual.study.opening import Study


def words_of_conflict(study: Study, book: Codebook, conflict: Conflict, count: int) -> str:
    """What clashed, as the title of the box that asks how to settle it."""
    code = visible_line(name_of(conflict.code, book))
    if conflict.kind != "definition":
        other = visible_line(name_of(conflict.other, book))
        return message(f"tui.codebook.conflict.{conflict.kind}", code=code, other=other, count=count)
    wanted = other_definition(study, conflict)
    now = book.by_id.get(conflict.code)
    differing = changes_text(differences(now, wanted)).plain if wanted is not None and now is not None else ""
    words = message("tui.codebook.conflict.definition", code=code, count=count)
    return f"{words}\n\n{differing[:1500]}".rstrip()


def choices_of(conflict: Conflict) -> list[tuple[str, str]]:
    """The ways to settle it."""
    ways = {"definition": ("keep", "other", "later"), "parent": ("keep", "later"), "merge": ("later",)}[conflict.kind]
    return [(way, message(f"tui.codebook.settle.{way}")) for way in ways]
