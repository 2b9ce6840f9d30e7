"""What counts as a quote of an interview, and what of other texts is left without it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.text.redacting import RUN, SHORT, Quotable, quotable, redacted, telling_in, words_of

OWN = (
    "Vi har en plan som alla följer. Hon kallade det en ren katastrof för länet. Ring 070-174 06 05 till"
    " Storskogsmyren. Det gick ändå bra, säger IP1."
)
OTHERS = ("Alla följer en plan. Det gick bra i länet.", "Vi har det bra, det gick ändå som det var.")


def what(own: str = OWN, others: Sequence[str] = OTHERS, ordinary: Sequence[str] = (), *names: str) -> Quotable:
    return quotable([own], [], lambda: others, lambda: ordinary, names)


@pytest.mark.parametrize(
    ("text", "far", "near"),
    [
        # Three words of which one stands nowhere else; the word before them is another's.
        ("En kallade det en ren katastrof.", "En [x].", "En [x]."),
        # Three words that stand nowhere else in a row, each of which does.
        ("Man har en plan som är bra.", "Man har en plan som är bra.", "Man [x] är bra."),
        ("Det var en katastrof, ren och skär.", "Det var en katastrof, ren och skär.", None),
        # Two words, with and without quotation marks.
        ("Det blev ren katastrof.", "Det blev ren katastrof.", "Det blev [x]."),
        ("Det blev ”ren katastrof”.", "Det blev ”[x]”.", None),
        ("Det blev ”katastrof” av det.", "Det blev ”[x]” av det.", None),
        # What others say too is no quote of this one, unless the text is about it.
        ("Flera: ”det gick ändå” till slut.", "Flera: ”det gick ändå” till slut.", "Flera: ”[x]” till slut."),
        # Names that stand in it alone, also in the genitive, and numbers however they are written.
        ("Storskogsmyrens folk var med.", "[x] folk var med.", None),
        ("Numret är 0701740605.", "Numret är [x].", None),
        ("Ingenting av det här.", "Ingenting av det här.", None),
        ("", "", None),
    ],
)
def test_how_few_words_make_a_quote(text: str, far: str, near: str | None) -> None:
    assert redacted(text, what(), "[x]") == far
    assert redacted(text, what(), "[x]", near=True) == (far if near is None else near)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Berit Almqvist sade nej.", "[x] sade nej."),
        ("Då sade Berit nej, enligt Almqvists chef.", "Då sade [x] nej, enligt [x] chef."),
        ("berit almqvists chef", "[x] chef"),
        # A word that the study uses otherwise too is no name by itself.
        ("En rektor och Rektor Berit Almqvist.", "En rektor och [x]."),
    ],
)
def test_people_go_by_each_of_their_names(text: str, left: str) -> None:
    named = what(OWN, ("Skolans rektor var med.",), (), "Rektor Berit Almqvist")
    assert redacted(text, named, "[x]") == left.replace("Rektor [x]", "[x]")


def test_a_first_name_that_begins_a_sentence_goes_with_the_last() -> None:
    told = what("Berit Almqvist sade nej. Ingen Almqvist var med.")
    assert redacted("Sade Berit nej?", told, "[x]") == "Sade [x] nej?"


def test_single_words_go_where_a_person_says_so() -> None:
    told = what("Ornitolog vid sparvugglestationen.")
    text = "Hon är ornitolog på en sparvugglestation, sparvugglestationen."
    assert redacted(text, told, "[x]", near=True) == text
    assert telling_in(text, told) == ["ornitolog", "sparvugglestationen"]
    named = quotable(["Ornitolog."], [], lambda: [], lambda: ["ornitolog"], words=["Ornitolog"])
    assert redacted(text, named, "[x]").startswith("Hon är [x] på en sparvugglestation,")


def test_what_is_ordinary_in_the_study_is_no_quote_of_few_words() -> None:
    book = what(OWN, OTHERS, ("När någon talar om en ren katastrof. Storskogsmyren.",))
    for text in ("Det är en ren katastrof.", "Storskogsmyren igen."):
        assert redacted(text, book, "[x]", near=True) == text
    assert redacted("Hon kallade det en ren katastrof för länet.", book, "[x]") == "[x]."


WORDS = st.sampled_from(["en", "ren", "plan", "länet", "håller", "inte", "Skåne", "möten", "två", "vi"])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


@given(
    own=TEXTS, others=st.lists(TEXTS, max_size=3), before=TEXTS, after=TEXTS, at=st.integers(0, 30),
    length=st.sampled_from((*SHORT, RUN)),
)  # fmt: skip
def test_no_run_that_stands_in_the_interview_alone_is_left(
    own: str, others: list[str], before: str, after: str, at: int, length: int
) -> None:
    """Where a text is near, or the person asks for it; wherever the run stands, and whatever is around it."""
    text = f"{before} {' '.join(own.split()[at : at + length])} {after}"
    left = redacted(text, what(own, others), "¤", near=True).split("¤")

    for n in (*SHORT, RUN):
        alone = runs(own, n).difference(*(runs(other, n) for other in others))
        assert not any(runs(part, n) & alone for part in left)


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {words[i : i + length] for i in range(len(words) - length + 1)}


@given(own=TEXTS, text=TEXTS)
def test_what_stands_elsewhere_too_is_left_as_it_is(own: str, text: str) -> None:
    assert redacted(text, what(own, (own,)), "¤") == text
