"""Words that are kept in are found however they are set, and others are left alone."""

from __future__ import annotations

import pytest

from okqual.text.withheld import Withheld

LONG = "Socialchefen slutade i mars efter en konflikt med nämndens ordförande om pengarna."
SHORT = "Hon var sjuk länge."


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"De säger: ”{LONG.upper()}” Och mer.",
        "Socialchefen slutade i mars  efter en\nkonflikt med nämndens ordförande, om pengarna",
        "I mars? Nej: slutade i mars efter en konflikt med nämndens kansli",
        "Hon var sjuk länge",
        "(hon var\u00a0sjuk länge)",
        "Social\u00adchefen slutade i mars efter en kon\u200bflikt med nämndens ordförande",
    ],
)
def test_what_repeats_them_whole_or_in_part_is_found(text: str) -> None:
    assert text in Withheld([LONG, SHORT])


@pytest.mark.parametrize("text", ["", "Hon var sjuk", "Socialchefen slutade i mars efter en konflikt.", "Ja.", "—"])
def test_a_few_words_in_common_are_nobodys(text: str) -> None:
    assert text not in Withheld([LONG, SHORT, "Ja.", "— — — — —"])


def test_nothing_withheld_holds_nothing() -> None:
    assert not Withheld()
    assert "" not in Withheld([""])
    assert Withheld([LONG])
