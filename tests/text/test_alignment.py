"""Corrected texts: passages keep who they are, and quoted words are found again or said to be lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okqual.text.alignment import Aligned, How, Match, Piece, match_passages


def pieces(lines: list[tuple[str, str]]) -> tuple[str, list[Piece]]:
    """(text, passages) of lines, each (question, words)."""
    text, found = "", []
    for under, words in lines:
        found.append(Piece(len(text), len(text) + len(words), under))
        text += words + "\n"
    return text, found


def aligned(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> tuple[Aligned, list[Match | None], str, str]:
    (old_text, olds), (new_text, news) = pieces(old), pieces(new)
    matches = match_passages(old_text, olds, new_text, news)
    return Aligned(old_text, olds, new_text, news, matches), matches, old_text, new_text


def led(old: list[tuple[str, str]], new: list[tuple[str, str]], quote: str) -> tuple[str, How]:
    """(words the quote has become, how)."""
    both, _matches, old_text, new_text = aligned(old, new)
    start = old_text.index(quote)
    anchor = both.anchor(start, start + len(quote))
    return (new_text[anchor.start : anchor.end] if anchor.start >= 0 else "", anchor.how)


OLD = [
    ("2", "Vi har en gemensam ledningsgrupp i länet."),
    ("2", "Ja."),
    ("3", "Medlen kom sent på hösten varje år."),
    ("4", "Ja."),
    ("5", "Det är fyrtio ägare att ringa, säger IP2."),
]


def test_an_unchanged_text_keeps_all() -> None:
    _, matches, _, _ = aligned(OLD, OLD)

    assert matches == [Match(i, True) for i in range(len(OLD))]


def test_a_typo_mended_inside_the_quote_is_found_with_a_score() -> None:
    new = [*OLD[:4], ("5", "Det är fyrtio olika ägare att ringa, säger IP2.")]

    assert led(OLD, new, "Det är fyrtio ägare att ringa") == ("Det är fyrtio olika ägare att ringa", How.FUZZY)


def test_a_change_outside_the_quote_leaves_it_exact() -> None:
    new = [*OLD[:4], ("5", "Det är fyrtio ägare att ringa, säger den andra.")]

    assert led(OLD, new, "fyrtio ägare att ringa") == ("fyrtio ägare att ringa", How.EXACT)


def test_a_paragraph_put_in_before_moves_nothing() -> None:
    new = [("2", "Något helt annat som inte stod här förut."), *OLD]

    assert led(OLD, new, "Medlen kom sent") == ("Medlen kom sent", How.EXACT)


def test_an_answer_put_elsewhere_is_moved() -> None:
    new = [OLD[0], OLD[1], OLD[3], OLD[4], ("20", "Medlen kom sent på hösten varje år.")]

    assert led(OLD, new, "Medlen kom sent på hösten") == ("Medlen kom sent på hösten", How.MOVED)


def test_a_removed_paragraph_is_lost() -> None:
    new = [OLD[0], OLD[1], OLD[3], OLD[4]]

    assert led(OLD, new, "Medlen kom sent på hösten") == ("", How.LOST)


def test_short_answers_are_told_apart_by_their_place() -> None:
    new = [OLD[0], OLD[2], OLD[3], OLD[4]]
    both, matches, old_text, new_text = aligned(OLD, new)

    assert matches == [Match(0, True), Match(2, True), Match(3, True), Match(4, True)]
    first, second = old_text.index("Ja."), old_text.rindex("Ja.")
    assert both.anchor(first, first + 3).how == How.LOST
    there = both.anchor(second, second + 3)
    assert (there.start, there.how) == (new_text.index("Ja."), How.EXACT)


def test_other_quotation_marks_and_soft_hyphens_change_no_words() -> None:
    old = [("5", 'Hon sa "det är lednings\u00adgruppen som avgör" i går.')]
    new = [("5", "Hon sa ”det är ledningsgruppen som avgör” i går.")]

    assert led(old, new, "lednings\u00adgruppen som avgör") == ("ledningsgruppen som avgör", How.EXACT)


LINES = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3"]), st.text(alphabet="abcåäö .", min_size=1, max_size=30)), max_size=12
)


@given(LINES, LINES)
def test_each_old_passage_is_matched_at_most_once_and_same_means_the_same_words(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    _, matches, _, _ = aligned(old, new)

    taken = [match.old for match in matches if match is not None]
    assert len(taken) == len(set(taken))
    for (_under, words), match in zip(new, matches, strict=True):
        if match is not None and match.same:
            assert " ".join(old[match.old][1].split()) == " ".join(words.split())


@given(LINES, LINES, st.data())
def test_an_anchor_lies_in_the_text_and_exact_means_the_same_words(
    old: list[tuple[str, str]], new: list[tuple[str, str]], data: st.DataObject
) -> None:
    both, _, old_text, new_text = aligned(old, new)
    if not old_text.strip():
        return
    start = data.draw(st.integers(0, len(old_text) - 1))
    end = data.draw(st.integers(start + 1, len(old_text)))

    anchor = both.anchor(start, end)

    if anchor.how == How.LOST:
        assert anchor.start == -1
        return
    assert 0 <= anchor.start < anchor.end <= len(new_text)
    if anchor.how in (How.EXACT, How.MOVED):
        assert "".join(new_text[anchor.start : anchor.end].split()) == "".join(old_text[start:end].split())
