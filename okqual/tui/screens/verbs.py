"""What each verb of the coding screen does, by the name its key calls it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.model.memo import About
from okqual.model.note import TextKind
from okqual.text.quotes import find_quote
from okqual.tui.acts import Acts
from okqual.tui.ends import Ends
from okqual.tui.memo_box import ask_memo
from okqual.tui.said import Said, done
from okqual.tui.screens.asking import AskLine, AskOne, AskSeveral, AskText
from okqual.tui.segment_acts import SegmentActs
from okqual.tui.session import Session
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.tui.screens.coding import CodingScreen


OWN_QUESTION = re.compile(r"X\d{1,3}")
"""A question that was asked outside the guide."""


class Verbs:
    """The verbs; one that asks first opens its box at once and finishes when it is answered."""

    def __init__(self, screen: CodingScreen, session: Session, acts: Acts, ends: Ends) -> None:
        self._screen, self._session, self._acts = screen, session, acts
        self._segments = SegmentActs(acts)
        self._wanted = ""
        self._memo_after = False
        self._verbs = {
            "move": self._move, "page": self._page, "first": self._first, "last": self._last,
            "question": self._question, "note": self._note, "next": self._next, "enter": self._next,
            "word": self._word, "begin": self._begin, "sentence": self._sentence, "focus": self._focus,
            "escape": self._escape, "hit": self._hit, "search": self._search,
            "expected": lambda number: acts.put_expected(int(number)),
            "repeat": lambda _: acts.put_again(), "remove": lambda _: acts.remove(),
            "value": lambda _: acts.ask_value(), "key_quote": lambda _: acts.toggle_key_quote(),
            "flag": lambda _: acts.toggle_flag(), "nothing": lambda _: acts.toggle_nothing(),
            "nothing_rest": lambda _: acts.nothing_in_rest(),
            "nothing_next": lambda _: acts.nothing_and_on(),
            "undo": lambda _: acts.undo(), "redo": lambda _: acts.redo(),
            "end": lambda _: ends.pick(), "split": lambda _: self._segments.split(),
            "join": lambda _: self._segments.join(), "flagged": self._flagged, "pick_memo": self._pick_with_memo,
            "pick": self._pick, "memo": self._memo, "participants": self._participants, "kind": self._kind,
            "place": self._place, "case_memo": self._case_memo,
        }  # fmt: skip

    def do(self, verb: str, argument: str = "") -> Said | None:
        """Do a verb; returns the line to show."""
        return self._verbs[verb](argument)

    # Moving.

    def _move(self, step: str) -> None:
        self._session.to(self._session.cursor + int(step))

    def _page(self, step: str) -> None:
        self._session.to(self._screen.reader.page(int(step)))

    def _first(self, _: str) -> None:
        self._session.to(0)

    def _last(self, _: str) -> None:
        self._session.to(len(self._session.work.passages) - 1)

    def _question(self, step: str) -> Said | None:
        return None if self._session.to_question(int(step)) else _no("tui.said.no_more_questions")

    def _note(self, _: str) -> Said | None:
        session = self._session
        moved = session.to_note(1) or (len(session.notes) > 1 and session.to_note(1 - len(session.notes)))
        return None if moved else _no("tui.said.one_note")

    def _next(self, _: str) -> Said | None:
        return None if self._session.to_next_undone() else Said(message("tui.said.all_done"))

    def _flagged(self, _: str) -> Said | None:
        return None if self._session.to_next_flagged() else _no("tui.said.none_flagged")

    def _word(self, step: str) -> None:
        self._session.extend_by_word(int(step))

    def _begin(self, step: str) -> None:
        self._session.move_selection_start(int(step))

    def _sentence(self, step: str) -> None:
        self._session.extend_by_passage(int(step))

    def _focus(self, step: str) -> Said | None:
        session = self._session
        if not session.cycle_focus(int(step)):
            return _no("tui.said.no_codings")
        return Said(message("tui.said.focus", **self._focused()))

    def _focused(self) -> dict[str, object]:
        """The coding in focus in words: which of how many on the passage, its value, whose it is."""
        session, coding = self._session, self._session.focused
        assert coding is not None
        there = [each.id for each in session.work.codings_on(session.cursor)]
        code = session.codebook.by_id.get(coding.code)
        value = code.scale.name_of(coding.value) if code and code.scale and coding.value is not None else ""
        what = f"{session.name_of(coding.code)}: {value}" if value else session.name_of(coding.code)
        return {"number": there.index(coding.id) + 1, "of": len(there), "what": what, "coder": coding.coder}

    def _escape(self, _: str) -> Said | None:
        session, screen = self._session, self._screen
        marked = session.selection is not None or bool(screen.reader.hits)
        if session.selection is None and screen.okqual.placing is not None:
            self._back_to_orphans()
        elif not marked and screen.okqual.back:
            self._go_back()
        elif not marked and session.focus is not None:
            # Without a coding in focus, memo and interviewee are the passage's.
            session.focus = None
            return Said(message("tui.said.passage_itself", passage=session.caption))
        session.selection = None
        screen.reader.show_hits(())
        return None

    def _go_back(self) -> None:
        app = self._screen.okqual
        place, app.back = app.back, ""
        app.switch_mode(place)

    # A coding that lost its words.

    def _place(self, _: str) -> Said | None:
        session, orphan = self._session, self._screen.okqual.placing
        if orphan is None:
            self._ask_questions()
            return None
        if session.work.note.id != orphan.coding.note:
            return _no("tui.said.other_note", note=orphan.coding.note)
        session.desk.move_coding(orphan.coding.id, *session.target)
        self._screen.okqual.edition += 1
        self._back_to_orphans()
        return None

    def _ask_questions(self) -> None:
        session = self._session
        box = AskLine(message("tui.ask.questions", passage=session.caption), ", ".join(session.passage.questions))
        self._screen.ask(box, lambda typed: self._screen.show(self._place_under(typed)))

    def _place_under(self, typed: str) -> Said:
        session = self._session
        questions = tuple(dict.fromkeys(part.upper() for part in re.split(r"[\s,;+]+", typed) if part))
        known = {*session.guide.by_number, *session.questions}
        strange = [each for each in questions if each not in known and not OWN_QUESTION.fullmatch(each)]
        if strange:
            return _no("tui.said.unknown_question", number=", ".join(strange))
        if questions == session.passage.questions:
            return _no("tui.said.same")
        passage = session.caption
        session.desk.place_passage(session.work.note.id, session.passage.number, questions)
        # Headings may stand elsewhere now: the note is laid out anew.
        self._acts.steps.forget()
        session.resync()
        self._screen.okqual.edition += 1
        if not questions:
            return done("tui.said.unplaced", passage=passage)
        return done("tui.said.placed", passage=passage, question=", ".join(questions))

    def _back_to_orphans(self) -> None:
        self._screen.okqual.placing = None
        self._screen.app.switch_mode("orphans")

    # Searching.

    def _search(self, _: str) -> None:
        self._screen.ask(AskLine(message("tui.ask.search"), self._wanted), self._found)

    def _found(self, wanted: str) -> None:
        self._wanted = wanted
        self._screen.reader.show_hits(tuple(find_quote(self._session.work.note.text, wanted)))
        self._screen.show(self._hit("0"))

    def _hit(self, step: str) -> Said:
        hits, session = self._screen.reader.hits, self._session
        if not hits:
            return _no("tui.said.no_hits")
        start = session.target[0]
        later = [hit for hit in hits if hit[0] > start or (step == "0" and hit[0] == start)]
        earlier = [hit for hit in hits if hit[0] < start]
        hit = (earlier or hits)[-1] if step == "-1" else (later or hits)[0]
        session.select(*hit)
        return Said(message("tui.said.hit", number=hits.index(hit) + 1, count=len(hits)))

    # Verbs that ask first.

    def _pick(self, _: str) -> None:
        self._open_picker(with_memo=False)

    def _pick_with_memo(self, _: str) -> None:
        self._open_picker(with_memo=True)

    def _open_picker(self, with_memo: bool) -> None:
        session, acts, picker = self._session, self._acts, self._screen.query_one(Picker)
        picker.open(session.codebook, acts.recent, session.code_counts, self._put_picked, with_memo)

    def _put_picked(self, codes: tuple[str, ...]) -> None:
        with_memo = self._screen.query_one(Picker).with_memo
        self._screen.okqual.trying(lambda: self._put(codes, with_memo))

    def _put(self, codes: tuple[str, ...], with_memo: bool) -> None:
        said = self._acts.put_all(codes)
        self._memo_after = with_memo
        self._screen.show(said)
        if self._acts.asking is None:
            self.write_memo_after()

    def write_memo_after(self) -> bool:
        """Open the memo of a code that was put to write one, when its value has been asked for."""
        wanted, self._memo_after = self._memo_after, False
        if wanted and self._acts.own_focus is not None:
            self._memo("")
            return True
        return False

    def _memo(self, _: str) -> None:
        session, coding = self._session, self._acts.own_focus
        if coding is not None:
            where = session.where(coding.start, coding.end)
            title, words = message("tui.ask.memo.coding", code=session.name_of(coding.code), where=where), coding.memo
        else:
            title, words = message("tui.ask.memo.passage", where=session.caption), session.passage.memo
        self._screen.ask(AskText(title, words), lambda text: self._screen.show(self._acts.write_memo(text)))

    def _case_memo(self, _: str) -> None:
        case = self._screen.of_whom
        ask_memo(self._screen, About.CASE, case, message("tui.memos.on_case", case=case), self._screen.show)

    def _participants(self, _: str) -> Said | None:
        session = self._session
        assert session.interview is not None
        people = [
            (each.label, " · ".join([each.label, *each.attributes.values()])) for each in session.interview.participants
        ]
        if not people:
            return _no("tui.said.no_participants")
        coding = self._acts.own_focus
        chosen = (coding.participants if coding else ()) or session.passage.participants
        box = AskSeveral(message("tui.ask.participants"), people, chosen)
        self._screen.ask(box, lambda labels: self._screen.show(self._acts.name_participants(labels)))
        return None

    def _kind(self, _: str) -> None:
        kinds = [(kind.value, message(f"terms.text_kind.{kind.value}")) for kind in TextKind]
        box = AskOne(message("tui.ask.kind"), kinds, self._session.passage.kind.value)
        self._screen.ask(box, lambda kind: self._screen.show(self._acts.set_kind(TextKind(kind))))


def _no(key: str, **values: object) -> Said:
    return Said(message(key, **values), refused=True)
