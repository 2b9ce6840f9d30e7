"""An interview guide out of a document: themes, numbered questions, follow-ups and introductions.

What is read is the document's own words; only ids, and short names for the screen, are made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from okqual.errors import OkqualError
from okqual.ingest.definitions.derived_ids import file_id, word_id
from okqual.ingest.definitions.guide_numbering import Role, RoledLine, is_question, roled
from okqual.ingest.definitions.guide_tables import question_rows
from okqual.ingest.definitions.outline import (
    Found,
    clipped,
    heading_name,
    outline,
    own_title,
    sentence_case,
    with_plain_headings,
    words_in,
)
from okqual.model.guide import FollowUp, Guide, Question, Theme
from okqual.model.note import SourceDocument

LONGEST_INTRODUCTION = 200
"""Words that may stand between a theme's heading and its first question; more is a text, not a guide."""
LONGEST_NAME = 60
"""Characters of a question's text that serve as its name."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DEFAULT_THEME = "Frågor"
_EXPLAINS = re.compile(r"\(?(?:t\.?\s?ex\b|till exempel|exempelvis|d\.?v\.?s\b|e\.g\.|for example)", re.IGNORECASE)
_FOLLOW_UP_LABEL = re.compile(r"(?:(?:ev\.?|eventuella|möjliga)\s+)?(?:följdfråg|underfråg|uppföljningsfråg|hjälpfråg|"
                              r"stödfråg|probes?|follow-ups?)\w*\s*[:.–-]*\s*", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GuideFound:
    """A guide with what it was read from."""

    guide: Guide
    found: tuple[Found, ...]


def guide_from_document(document: SourceDocument, file_name: str, guide_id: str = "", title: str = "") -> GuideFound:
    """The guide that a document holds. Raises OkqualError where it has no numbered questions.

    ``guide_id`` and ``title`` come before what the file name and the first heading say.
    """
    reading = _Reading(file_name)
    reading.read(document)
    if not reading.questions:
        raise OkqualError("errors.guide_no_questions", {"file": file_name}, "errors.guide_no_questions.try")
    stem = PurePath(file_name).stem
    guide = Guide(
        id=guide_id or file_id(stem),
        title=title or reading.title or stem,
        language=document.header.get("language") or document.header.get("lang") or "sv",
        source=file_name,
        themes=tuple(Theme(theme.id, theme.name, "\n".join(theme.introduction)) for theme in reading.themes),
        questions=tuple(question.made(number) for number, question in reading.numbered()),
    )
    return GuideFound(guide, reading.all_found())


@dataclass(slots=True)
class _Theme:
    id: str
    name: str
    place: str
    introduction: list[str] = field(default_factory=list)
    introduction_place: str = ""


@dataclass(slots=True)
class _Question:
    number: int
    text: str
    place: str
    theme: _Theme
    introduction: list[str]
    introduction_place: str
    follow_ups: list[tuple[str, str, str]] = field(default_factory=list)
    """(letter, text, place)."""

    def made(self, number: str) -> Question:
        follow_ups = tuple(FollowUp(letter, text) for letter, text, _ in self.follow_ups)
        name = clipped(self.text, LONGEST_NAME)
        return Question(number, name, self.text, self.theme.id, follow_ups, introduction="\n".join(self.introduction))


class _Reading:
    """What has been read so far, in file order."""

    def __init__(self, file_name: str) -> None:
        self.title = ""
        self.themes: list[_Theme] = []
        self.questions: list[_Question] = []
        self._file_name = file_name
        self._title_place = ""
        self._heading: tuple[str, str] | None = None
        """Name and place of the last heading, until a question makes it a theme."""
        self._waiting: list[tuple[str, str]] = []
        """Texts since the last heading or question: an introduction, if a question follows."""
        self._unused: list[Found] = []
        self._current: _Question | None = None

    def read(self, document: SourceDocument) -> None:
        rows = question_rows(document)
        lines = roled(with_plain_headings(outline(document)))
        lines = self._without_title(lines, bool(rows))
        if rows:
            self._read_rows(rows, lines)
            return
        for line in lines:
            self._read_line(line)
        self._drop_waiting()
        self._drop_empty()

    def numbered(self) -> list[tuple[str, _Question]]:
        """Questions with their numbers: the document's own, or from 1 where those do not tell them apart."""
        own = [question.number for question in self.questions]
        usable = all(own) and len(set(own)) == len(own)
        return [(str(question.number if usable else i), question) for i, question in enumerate(self.questions, 1)]

    def all_found(self) -> tuple[Found, ...]:
        found = [Found("title", self.title, self._title_place)] if self.title else []
        seen: set[str] = set()
        for number, question in self.numbered():
            theme = question.theme
            if theme.id not in seen:
                seen.add(theme.id)
                found.append(Found("theme", theme.name, theme.place, theme.id))
                found += _introduction(theme.introduction, theme.introduction_place)
            found += _introduction(question.introduction, question.introduction_place)
            found.append(Found("question", question.text, question.place, number))
            found += [Found("follow_up", text, place, number + letter) for letter, text, place in question.follow_ups]
        return (*found, *self._unused)

    # Lines

    def _without_title(self, lines: list[RoledLine], rows: bool) -> list[RoledLine]:
        """The lines after the title: a first heading with no questions of its own, or above all others."""
        if not lines or lines[0].role is Role.QUESTION:
            return lines
        first = lines[0].line
        named = first.heading or (len(first.text.split()) <= 10 and not first.is_item and first.text[-1] not in ".?!:")
        later = [line for line in lines[1:] if line.role in {Role.THEME, Role.QUESTION}]
        levels = [line.line.heading for line in later if line.role is Role.THEME]
        opens = bool(later) and later[0].role is Role.THEME
        above = bool(first.heading) and all(first.heading < level for level in levels)
        if not named or not (opens or above or rows or not first.heading):
            return lines
        self.title = own_title(first)
        self._title_place = first.place
        return lines[1:]

    def _read_line(self, each: RoledLine) -> None:
        line, role = each.line, each.role
        if role is Role.THEME:
            self._drop_waiting()
            self._heading, self._current = (heading_name(line), line.place), None
        elif role is Role.QUESTION:
            self._ask(line.number[-1] if line.number else 0, line.text, line.place)
        elif self._current is None:
            self._waiting.append((line.text, line.place))
        elif not self._current.text:
            self._current.text = line.text
        else:
            self._after_question(self._current, each)

    def _after_question(self, question: _Question, each: RoledLine) -> None:
        text = _FOLLOW_UP_LABEL.sub("", each.line.text, count=1) if each.line.text else ""
        labelled = text != each.line.text
        if labelled and not text:
            return
        goes_on = _goes_on(question.text, each) and not question.follow_ups and not self._waiting
        if goes_on:
            question.text = f"{question.text} {each.line.text}"
        elif each.role is Role.FOLLOW_UP or labelled or (is_question(text) and text.rstrip().endswith("?")):
            self._drop_waiting()
            self._follow_up(question, each.line.letter, text, each.line.place)
        else:
            self._waiting.append((each.line.text, each.line.place))

    def _follow_up(self, question: _Question, letter: str, text: str, place: str) -> None:
        used = {letter for letter, _, _ in question.follow_ups}
        free = letter if letter and letter in LETTERS and letter not in used else ""
        free = free or next((each for each in LETTERS if each > max(used, default="")), "")
        if free:
            question.follow_ups.append((free, sentence_case(text), place))
        else:
            self._unused.append(Found("unused", text, place))

    def _ask(self, number: int, text: str, place: str) -> None:
        introduction = self._take_waiting(own_theme=self._heading is not None)
        theme = self._theme()
        if introduction and not any(question.theme is theme for question in self.questions):
            theme.introduction = [text for text, _ in introduction]
            theme.introduction_place = introduction[0][1]
            introduction = []
        texts = [text for text, _ in introduction]
        where = introduction[0][1] if introduction else ""
        self._current = _Question(number, text, place, theme, texts, where)
        self.questions.append(self._current)

    def _take_waiting(self, own_theme: bool) -> list[tuple[str, str]]:
        """The texts before a question, unless they are a whole text or stand above the first of a guide without
        themes."""
        opening = not own_theme and not self.questions
        if opening or words_in(text for text, _ in self._waiting) > LONGEST_INTRODUCTION:
            if words_in(text for text, _ in self._waiting) > LONGEST_INTRODUCTION:
                self._heading = None
            self._drop_waiting()
        taken, self._waiting = self._waiting, []
        return taken

    def _drop_waiting(self) -> None:
        self._unused += [Found("unused", text, place) for text, place in self._waiting]
        self._waiting = []

    def _drop_empty(self) -> None:
        """Leave out numbers that no question follows."""
        self._unused += [Found("unused", str(each.number), each.place) for each in self.questions if not each.text]
        self.questions = [question for question in self.questions if question.text]
        self.themes = [theme for theme in self.themes if any(question.theme is theme for question in self.questions)]

    def _theme(self) -> _Theme:
        """The theme of a question: the last heading, else that of the question before, else "Frågor"."""
        if self._heading is None and self.themes:
            return self.themes[-1]
        name, place = self._heading or (DEFAULT_THEME, "")
        self._heading = None
        theme = _Theme(word_id(name, {theme.id for theme in self.themes}), name, place)
        self.themes.append(theme)
        return theme

    # Tables

    def _read_rows(self, rows: Sequence[dict[str, tuple[str, str]]], lines: list[RoledLine]) -> None:
        for row in rows:
            if "theme" in row and (not self.themes or self.themes[-1].name != row["theme"][0]):
                self._heading = row["theme"]
            if "introduction" in row:
                self._waiting = [row["introduction"]]
            text, place = row["question"]
            number = row.get("number", ("", ""))[0]
            self._ask(int(number) if number else 0, text, place)
            question = self.questions[-1]
            for name, follow_up in row.items():
                if name.startswith("follow_up"):
                    letter, _, rest = name.removeprefix("follow_up ").partition(" ")
                    self._follow_up(question, letter if rest else "", *follow_up)
        used = {theme.place for theme in self.themes}
        left = [each.line for each in lines if each.line.place not in used]
        self._unused += [Found("unused", line.text, line.place) for line in left]


def _goes_on(text: str, each: RoledLine) -> bool:
    """Whether a line is the rest of the question above it, which a page's width or a line end has cut."""
    if each.role is not Role.TEXT or each.line.is_item:
        return False
    cut = each.line.text[:1].islower() and not text.endswith((".", "?", "!", ":"))
    return cut or bool(_EXPLAINS.match(each.line.text))


def _introduction(texts: Sequence[str], place: str) -> list[Found]:
    return [Found("introduction", " ".join(texts), place)] if texts else []
