"""An edit from Word in the words of its screen: the line in the list, and three wordings with what differs."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from okqual.messages import counted, message
from okqual.model.returned import TAKEABLE, Edit, Fate, How
from okqual.text.shown import visible, visible_line
from okqual.text.word_difference import Differs, word_differences

TAKEN, KEPT, NEVER = "[x]", "[ ]", " – "
LONGEST = 6000
"""Signs of a wording that are compared word by word; a longer one is shown as it is."""
_GONE, _NEW = Style(strike=True, dim=True), Style(bold=True, underline=True)


def sign_of(edit: Edit, taken: bool) -> str:
    """Whether an edit is taken, is not, or cannot be."""
    return NEVER if edit.fate not in TAKEABLE else TAKEN if taken else KEPT


def fate_words(edit: Edit) -> str:
    """What became of a text, and how sure its place is."""
    if edit.fate in (Fate.SAME, Fate.THERE) and edit.comments:
        return counted("tui.word_edits.commented", len(edit.comments))
    told = message(f"export.pull.fate.{edit.fate}")
    if edit.how is not How.ANCHOR:
        told += " · " + message(f"export.pull.how.{edit.how}", likeness=edit.likeness)
    return told


def beside_words(edit: Edit) -> str:
    """Who changed a text, which evidence went or came, and what was said of it in the margin."""
    who = dict.fromkeys(" ".join(filter(None, (one.author, one.date[:10]))) for one in edit.revisions)
    parts = [f"{message('tui.word_edits.by')} {', '.join(who)}"] if any(who) else []
    parts += [f"{message('tui.word_edits.lost')} {', '.join(edit.lost)}"] if edit.lost else []
    parts += [f"{message('tui.word_edits.added')} {', '.join(edit.added)}"] if edit.added else []
    parts += [f"{one.author or '–'}: ”{one.text}”" for one in edit.comments]
    return visible_line(" · ".join(parts))


def base_text(edit: Edit) -> Text:
    """The text as it left, what the file changed struck through."""
    return _titled("base", _differing(edit.base, edit.word, Differs.GONE, _GONE) if edit.word else _plain(edit.base))


def now_text(edit: Edit) -> Text:
    """The text as the study has it, what is new since marked; one line where nothing is."""
    if edit.now == edit.base:
        return _titled("now", Text(message("tui.word_edits.as_left"), Style(dim=True)))
    return _titled("now", _differing(edit.base, edit.now, Differs.NEW, _NEW))


def word_text(edit: Edit, by_hand: str | None) -> Text:
    """The text as it came back, what is new marked; below it what is written where that is another."""
    if edit.fate is Fate.MISSING:
        told = Text(message("tui.word_edits.missing"), Style(dim=True))
    elif not edit.word.strip():
        told = Text(message("tui.word_edits.empty"), Style(dim=True))
    else:
        told = _differing(edit.base, edit.word, Differs.NEW, _NEW)
    text = _titled("word", told)
    result = by_hand if by_hand is not None else edit.result if edit.fate is Fate.MERGED else None
    if result is not None:
        text.append("\n\n").append_text(_titled("by_hand" if by_hand is not None else "result", _plain(result)))
    return text


def _titled(name: str, text: Text) -> Text:
    return Text.assemble((message(f"tui.word_edits.{name}"), Style(bold=True)), "\n", text)


def _plain(text: str) -> Text:
    return Text(visible(text))


def _differing(old: str, new: str, kind: Differs, style: Style) -> Text:
    """One of two wordings, what the other lacks in a style."""
    if max(len(old), len(new)) > LONGEST:
        return _plain(old if kind is Differs.GONE else new)
    text = Text()
    for deed, words in word_differences(visible(old), visible(new)):
        if deed is Differs.SAME:
            text.append(words)
        elif deed is kind:
            text.append(words, style)
    return text
