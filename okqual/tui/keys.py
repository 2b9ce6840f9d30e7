"""The keys of every screen, each with an id by which it can be given another key, and their words.

Descriptions are keys of the message catalogue and become words when a screen is made, so that they
follow the language in use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from okqual.messages import message

INHERITED = {
    "app.focus_next": "tui.key.focus_next",
    "app.focus_previous": "tui.key.focus_previous",
    "screen.copy_text": "tui.key.copy",
}
"""Words for keys that come with Textual, by their action."""

SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "space": "Space",
    "enter": "Enter", "escape": "Esc", "delete": "Del", "backspace": "Backsteg", "home": "Home", "end": "End",
    "tab": "Tab", "comma": ",", "slash": "/", "less_than_sign": "<", "greater_than_sign": ">",
}  # fmt: skip
"""Names of keys as they stand on a Swedish keyboard."""
MODIFIERS = {"shift": "Skift", "ctrl": "Ctrl", "super": "Cmd"}


def key(keys: str, action: str, name: str, group: str, show: bool = False, display: str | None = None) -> Binding:
    """A binding whose id is ``group.name`` and whose words are ``tui.key.group.name`` (and ``….tip``)."""
    return Binding(
        keys,
        action,
        f"tui.key.{group}.{name}",
        show=show,
        key_display=display,
        tooltip=f"tui.key.{group}.{name}.tip",
        id=f"{group}.{name}",
    )


def shown_key(binding: Binding) -> str:
    """A key as a person reads it: "Skift+→", "Ctrl+P"."""
    if binding.key_display:
        return binding.key_display
    *modifiers, last = binding.key.split("+")
    letter = last.upper() if "ctrl" in modifiers and len(last) == 1 else SHOWN.get(last, last)
    letter = letter.upper() if letter.startswith("f") and letter[1:].isdigit() else letter
    return "+".join([*(MODIFIERS.get(each, each) for each in modifiers), letter])


def speak(node: DOMNode) -> None:
    """Give a screen's or app's bindings their words in the language in use."""
    # Bindings belong to the class, words to the moment: Textual keeps the instance's own copy here.
    node._bindings = BindingsMap.from_keys(
        {
            pressed: [_worded(binding) for binding in bindings]
            for pressed, bindings in node._bindings.key_to_bindings.items()
        }
    )


def _worded(binding: Binding) -> Binding:
    said = INHERITED.get(binding.action, binding.description)
    described = message(said) if said.startswith("tui.") else said
    tip = message(binding.tooltip) if binding.tooltip.startswith("tui.") else binding.tooltip
    # Keys of Textual's own that have no words here, such as those of editing a line, stay out of the help.
    unnamed = described == binding.description
    return replace(binding, description=described, tooltip="" if tip == binding.tooltip else tip, system=unnamed)


APP = [
    key("ctrl+q", "quit", "quit", "app"),
    key("f1", "toggle_help", "help", "app", show=True),
    key("ctrl+p", "command_palette", "palette", "app", show=True),
]

WORKPLACE = [
    key("g", "app.go", "go", "anywhere"),
]

OVERVIEW = [
    *WORKPLACE,
    key("enter", "continue", "continue", "overview", show=True),
    key("up", "move(-1)", "up", "overview", display="↑"),
    key("down", "move(1)", "down", "overview", display="↓"),
    key("pageup", "page(-1)", "page_up", "overview"),
    key("pagedown", "page(1)", "page_down", "overview"),
    key("home", "move(-1000000)", "first", "overview"),
    key("end", "move(1000000)", "last", "overview"),
]

CODING = [
    *WORKPLACE,
    key("up", "do('move', '-1')", "up", "coding", show=True, display="↑↓"),
    key("down", "do('move', '1')", "down", "coding"),
    *(
        key(
            str(number),
            f"do('expected', '{number}')",
            f"expected{number}",
            "coding",
            number == 1,
            "1–9" if number == 1 else None,
        )
        for number in range(1, 10)
    ),
    key("k", "do('pick')", "pick", "coding", show=True),
    key("x", "do('nothing')", "nothing", "coding", show=True),
    key("space", "do('next')", "next", "coding", show=True),
    key("m", "do('memo')", "memo", "coding", show=True),
    key("c", "do('key_quote')", "key_quote", "coding", show=True),
    key("comma", "do('repeat')", "repeat", "coding"),
    key("X", "do('nothing_rest')", "nothing_rest", "coding"),
    key("v", "do('value')", "value", "coding"),
    key("p", "do('participants')", "participants", "coding"),
    key("t", "do('kind')", "kind", "coding"),
    key("f", "do('flag')", "flag", "coding"),
    key("l", "do('place')", "place", "coding"),
    key("u", "do('undo')", "undo", "coding"),
    key("U", "do('redo')", "redo", "coding"),
    key("delete,backspace", "do('remove')", "remove", "coding"),
    key("tab", "do('focus', '1')", "focus_next", "coding"),
    key("shift+tab", "do('focus', '-1')", "focus_previous", "coding"),
    key("shift+right", "do('word', '1')", "more_words", "coding"),
    key("shift+left", "do('word', '-1')", "fewer_words", "coding"),
    key("right", "do('begin', '1')", "begin_later", "coding"),
    key("left", "do('begin', '-1')", "begin_earlier", "coding"),
    key("shift+down", "do('sentence', '1')", "more_sentences", "coding"),
    key("shift+up", "do('sentence', '-1')", "fewer_sentences", "coding"),
    key("slash,ctrl+f", "do('search')", "search", "coding"),
    key("f3", "do('hit', '1')", "next_hit", "coding"),
    key("shift+f3", "do('hit', '-1')", "previous_hit", "coding"),
    key("pageup", "do('page', '-1')", "page_up", "coding"),
    key("pagedown", "do('page', '1')", "page_down", "coding"),
    key("home", "do('first')", "first", "coding"),
    key("end", "do('last')", "last", "coding"),
    key("ctrl+down,greater_than_sign", "do('question', '1')", "next_question", "coding"),
    key("ctrl+up,less_than_sign", "do('question', '-1')", "previous_question", "coding"),
    key("n", "do('note')", "other_note", "coding"),
    key("enter", "do('enter')", "enter", "coding"),
    key("escape", "do('escape')", "escape", "coding"),
]

GO = [
    key("ö,o", "go('overview')", "overview", "go"),
    key("g", "go('coding')", "coding", "go"),
    key("m", "go('matrix')", "matrix", "go"),
    key("r", "go('review')", "review", "go"),
    key("l", "go('orphans')", "orphans", "go"),
    key("escape", "go('')", "nowhere", "go"),
]

ASK = [key("escape", "dismiss(None)", "cancel", "ask")]
ASK_TEXT = [replace(key("ctrl+s", "save", "save_text", "ask"), priority=True)]
ASK_SEVERAL = [
    replace(key("enter", "save", "save_several", "ask"), priority=True),
    replace(key("space", "tick", "tick", "ask"), priority=True),
]
LIST = [
    key("up", "step(-1)", "up", "list"),
    key("down", "step(1)", "down", "list"),
    key("pageup", "page(-1)", "page_up", "list"),
    key("pagedown", "page(1)", "page_down", "list"),
    key("home", "end(0)", "first", "list"),
    key("end", "end(-1)", "last", "list"),
    key("enter", "choose", "choose", "list"),
]
PICKER = [
    key("up", "step(-1)", "up", "picker"),
    key("down", "step(1)", "down", "picker"),
    key("tab", "mark", "mark", "picker"),
    key("enter", "choose", "choose", "picker"),
    key("escape", "close", "close", "picker"),
]
START = [
    key("up", "step(-1)", "up", "start"),
    key("down", "step(1)", "down", "start"),
    key("enter", "choose", "choose", "start", show=True),
    key("f2", "coder", "coder", "start", show=True),
]
REVIEW = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "review", show=True, display="↑↓"),
    key("down", "step(1)", "down", "review"),
    key("enter", "right", "right", "review", show=True),
    key("left", "other(-1)", "previous", "review", show=True, display="←→"),
    key("right", "other(1)", "next", "review"),
    key("o", "look", "look", "review", show=True),
    key("u", "undo", "undo", "review", show=True),
    key("escape", "leave", "leave", "review", show=True),
]
IDENTIFYING = [
    key("up", "step(-1)", "up", "identifying", show=True, display="↑↓"),
    key("down", "step(1)", "down", "identifying"),
    key("enter", "replace", "replace", "identifying", show=True),
    key("delete", "leave_out", "leave_out", "identifying", show=True),
    key("backspace", "leave_out", "leave_out_too", "identifying"),
    key("s", "same", "same", "identifying", show=True),
    key("l", "load", "load", "identifying", show=True),
    key("escape", "cancel", "cancel", "identifying", show=True),
]
ORPHANS = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "orphans", show=True, display="↑↓"),
    key("down", "step(1)", "down", "orphans"),
    key("enter", "place", "place", "orphans", show=True),
    key("delete,backspace", "withdraw", "withdraw", "orphans", show=True),
    key("u", "undo", "undo", "orphans", show=True),
    key("escape", "leave", "leave", "orphans", show=True),
]
ALL = (
    APP,
    WORKPLACE,
    OVERVIEW,
    CODING,
    GO,
    ASK,
    ASK_TEXT,
    ASK_SEVERAL,
    LIST,
    PICKER,
    START,
    REVIEW,
    ORPHANS,
    IDENTIFYING,
)


def named(bindings: Iterable[Binding]) -> dict[str, str]:
    """Every binding's id and its key, for the list of keys that can be replaced."""
    return {binding.id: binding.key for binding in bindings if binding.id}
