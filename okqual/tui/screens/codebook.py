"""What each key of the codebook does; one that asks first opens its box at once and writes when it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.model.codebook_edits import bare, means_the_same, reaches
from okqual.study import codebook_editing as editing
from okqual.study import codebook_lock
from okqual.tui.codebook_rows import places
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine, AskOne, AskSeveral, AskText
from okqual.tui.screens.code_form import CodeForm
from okqual.tui.screens.code_history import CodeHistory
from okqual.tui.screens.codebook_view import CodebookView
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.opening import Study


class CodebookScreen(CodebookView):
    """The codebook with everything that can be done to it."""

    UNDOABLE = (
        "code.defined", "code.parent", "code.merged", "code.retired", "code.proposed", "code.answered",
        "study.setting", "codebook.imported",
    )  # fmt: skip

    # Making codes.

    def action_new(self) -> None:
        """A new code beside the one in front, or below the criterion or question in front."""
        row = self.here
        if self._may_edit():
            parents = () if row is None else (row.code.parents if row.code else (row.id,) if row.id else ())
            questions = row.code.questions if row is not None and row.code else ()
            self._ask_name(lambda study, name: editing.new_code(study, name, parents, questions))

    def action_new_below(self) -> None:
        """A new code below the one in front."""
        row = self.here
        if row is None or row.code is None:
            self.action_new()
        elif self._may_edit():
            above = row.code.id
            self._ask_name(lambda study, name: editing.add_sub_code(study, above, name))

    def _ask_name(self, make: Callable[[Study, str], Code]) -> None:
        def make_it(name: str) -> None:
            if name.strip() and self.study is not None:
                made = make(self.study, name)
                self.done(_said("made", code=made.name), made.id)

        self.ask(AskLine(message("tui.codebook.ask.name")), make_it)

    # Changing one.

    def action_edit(self) -> None:
        """Write the definition of the code in front."""
        code = self._code()
        if code is not None and self._may_edit():
            self.ask(CodeForm(code, code.name), lambda new: self._edited(code, new))

    def action_rename(self) -> None:
        """Give the code in front another name."""
        code = self._code()
        if code is not None and self._may_edit():
            from dataclasses import replace

            box = AskLine(message("tui.codebook.ask.rename"), code.name)
            self.ask(box, lambda name: self._edited(code, replace(code, name=name.strip())))

    def _edited(self, old: Code, new: Code) -> None:
        study = self.study
        if study is None or bare(old) == bare(new):
            self.say(Said(message("tui.codebook.said.same"), refused=True))
            return
        editing.check_code(study, new)

        def write(answer: str) -> None:
            editing.define_code(study, new, meaning=answer == "yes")
            self.done(_said("defined", code=new.name), new.id)

        self._ask_meaning("no" if means_the_same(old, new) else "yes", write)

    def _ask_meaning(self, usual: str, then: Callable[[str], object]) -> None:
        choices = [(answer, message(f"tui.codebook.meaning.{answer}")) for answer in ("no", "yes")]
        self.ask(AskOne(message("tui.codebook.meaning"), choices, usual), then)

    def action_move(self) -> None:
        """Say what the code in front stands under: one thing, several or none."""
        code = self._code()
        if code is None or not self._may_edit():
            return
        above = {one.id: one.parents for one in self.book.codes}
        choices = [place for place in places(self.book) if not reaches(above, place[0], code.id)]

        def write(parents: tuple[str, ...]) -> None:
            if self.study is not None:
                editing.move_code(self.study, code.id, parents)
                self.done(_said("moved", code=code.name), code.id)

        self.ask(AskSeveral(message("tui.codebook.ask.parents", code=_short(code)), choices, code.parents), write)

    def action_retire(self) -> None:
        """Take the code in front out of use, or into use again."""
        code = self._code()
        if code is not None and self._may_edit() and self.study is not None:
            editing.retire_code(self.study, code.id, on=not code.retired)
            self.done(_said("taken_up" if code.retired else "retired", code=code.name), code.id)

    # Two and more.

    def action_merge(self) -> None:
        """Let the codings of the code in front count as another's."""
        code = self._code()
        if code is None or not self._may_edit():
            return
        counts = {one.id: self.count_of(one.id).codings for one in self.book.codes}

        def chosen(picked: tuple[str, ...], _with_memo: bool = False) -> None:
            def write(answer: str) -> None:
                if self.study is not None:
                    into = editing.merge_codes(self.study, code.id, picked[0], meaning=answer == "yes")
                    self.done(_said("merged", code=code.name, into=into.name), into.id)

            self._ask_meaning("no", write)

        self.say(Said(message("tui.codebook.ask.into", code=_short(code))))
        self.query_one(Picker).open(self.book, (), counts, chosen)

    def action_split(self) -> None:
        """Make several codes of the one in front."""
        code = self._code()
        if code is None or not self._may_edit():
            return

        def write(names: str) -> None:
            if self.study is not None:
                made = editing.split_code(self.study, code.id, names.splitlines())
                self.done(_said("split", code=code.name, into=", ".join(one.name for one in made)), made[0].id)

        self.ask(AskText(message("tui.codebook.ask.split", code=_short(code))), write)

    # Looking back, and what waits.

    def action_history(self) -> None:
        """Show how the code in front came to mean what it means."""
        code, study = self._code(), self.study
        if code is not None and study is not None:
            from okqual.study.code_versions import versions_of

            self.app.push_screen(CodeHistory(code, versions_of(study, code.id)))

    def action_changed(self) -> None:
        """Go to the codings whose definition has changed."""
        self.app.switch_mode("changed")

    def action_proposals(self) -> None:
        """Go to the proposals of new codes."""
        self.app.switch_mode("proposals")

    def action_conflicts(self) -> None:
        """Show what people did apart that clashes, and settle the first of it."""
        from okqual.study.code_versions import conflicts
        from okqual.tui.conflict_words import choices_of, words_of_conflict

        study = self.study
        waiting = conflicts(study) if study is not None else []
        if study is None or not waiting:
            self.say(Said(message("tui.codebook.said.no_conflicts")))
            return
        first = waiting[0]

        def write(answer: str) -> None:
            from okqual.study.code_versions import settle

            if answer != "later":
                settle(study, first, other=answer == "other")
                self.done(Said(message("tui.codebook.said.settled"), undoable=True), first.code)

        self.ask(AskOne(words_of_conflict(study, self.book, first, len(waiting)), choices_of(first)), write)

    def action_lock(self) -> None:
        """Lock the codebook, or unlock it."""
        study = self.study
        if study is not None:
            locked = codebook_lock.is_locked(study)
            codebook_lock.lock(study, on=not locked)
            self.done(_said("unlocked" if locked else "locked"))

    def _code(self) -> Code | None:
        row = self.here
        if row is None or row.code is None:
            self.say(Said(message("tui.codebook.said.no_code"), refused=True))
            return None
        return row.code

    def _may_edit(self) -> bool:
        if self.study is not None:
            codebook_lock.check_may_edit(self.study)
        return self.study is not None


def _said(what: str, **values: str) -> Said:
    return Said(message(f"tui.codebook.said.{what}", **values), undoable=True)


def _short(code: Code) -> str:
    return code.name if len(code.name) <= 60 else f"{code.name[:59]}…"
