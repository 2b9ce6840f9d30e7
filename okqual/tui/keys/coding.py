"""Keys of coding."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

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
    key("M", "do('pick_memo')", "pick_memo", "coding"),
    key("x", "do('nothing')", "nothing", "coding", show=True),
    key("space", "do('next')", "next", "coding", show=True),
    key("m", "do('memo')", "memo", "coding", show=True),
    key("i", "do('case_memo')", "case_memo", "coding"),
    key("c", "do('key_quote')", "key_quote", "coding", show=True),
    key("comma", "do('repeat')", "repeat", "coding"),
    key("X", "do('nothing_rest')", "nothing_rest", "coding"),
    key("z", "do('nothing_next')", "nothing_next", "coding"),
    key("v", "do('value')", "value", "coding"),
    key("p", "do('participants')", "participants", "coding"),
    key("t", "do('kind')", "kind", "coding"),
    key("f", "do('flag')", "flag", "coding"),
    key("F", "do('flagged')", "next_flagged", "coding"),
    key("e", "do('end')", "end", "coding"),
    key("d", "do('split')", "split", "coding"),
    key("j", "do('join')", "join", "coding"),
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
