"""Published sentences against exported ones: each is said what became of it, and others' chapters are not judged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okqual.analysis.published import compare
from okqual.model.published import Judged, TextBlock
from okqual.text.said_numbers import numbers_in

CHAPTER = [
    TextBlock("Koherens", 1),
    TextBlock("Samordningen har kommit en bit", 2),
    TextBlock("Flera kommuner beskriver att planen är gemensam. Sex av tolv intervjuade nämner skolan. Ja."),
    TextBlock("Vi bedömer att samordningen har fungerat i huvudsak. Den kan bli bättre på flera sätt."),
    TextBlock("Hållbarhet", 1),
    TextBlock("Ingenting av det här kapitlet står någonsin i rapporten."),
]
OTHERS = [
    TextBlock("1 Inledning", 1),
    TextBlock("Det här har någon annan skrivit om något helt annat. Ja. Och mer därtill, om metoder."),
    TextBlock("Åtgärder", 1),
    TextBlock("Här föreslår vi åtgärder som ingen har intervjuats om. De är många."),
]


def kinds(published: list[TextBlock]) -> list[tuple[str, str, str]]:
    return [(each.kind.value, each.text, each.former) for each in compare(CHAPTER, published).changed]


def test_what_stands_as_it_was_is_the_same_and_others_chapters_are_skipped() -> None:
    made = compare(CHAPTER, [*OTHERS[:2], *CHAPTER[:4], *OTHERS[2:]])
    assert made.changed == ()
    assert len(made.verdicts) == 7
    assert (made.skipped, made.absent) == (7, ("Hållbarhet",))


def test_reworded_new_gone_and_another_number_are_told_apart() -> None:
    text = TextBlock(
        "Flera kommuner säger att deras plan är gemensam. Sju av tolv intervjuade nämner skolan. Ja. Detta är nytt."
    )
    last = TextBlock("Den kan bli bättre på flera sätt.")
    assert kinds([*OTHERS[:2], *CHAPTER[:2], text, last, *OTHERS[2:]]) == [
        ("reworded", "Flera kommuner säger att deras plan är gemensam.",
         "Flera kommuner beskriver att planen är gemensam."),
        ("number", "Sju av tolv intervjuade nämner skolan.", "Sex av tolv intervjuade nämner skolan."),
        ("gone", "Vi bedömer att samordningen har fungerat i huvudsak.", ""),
        ("new", "Detta är nytt.", ""),
    ]  # fmt: skip


def test_a_number_in_figures_is_the_number_in_words() -> None:
    assert numbers_in("Sex av 12, 1 200 kr, 3,5 procent i VB-01 2024") == ["6", "12", "1200", "3.5", "2024"]
    text = TextBlock("Flera kommuner beskriver att planen är gemensam. 6 av 12 intervjuade nämner skolan. Ja.")
    assert [kind for kind, *_ in kinds([*CHAPTER[:2], text, CHAPTER[3]])] == ["reworded"]


def test_what_a_page_does_to_a_text_is_no_change() -> None:
    pages = [
        TextBlock("3.1 Samordningen har kommit en bit", 2),
        TextBlock("Flera kommuner beskriver att pla- nen är ge\u00admensam.12 Sex av tolv"),
        TextBlock("intervjuade nämner skolan. Ja."), CHAPTER[3],
    ]  # fmt: skip
    made = compare(CHAPTER, [CHAPTER[0], *pages])
    assert [(each.kind, each.text) for each in made.changed] == []


def test_a_new_paragraph_between_two_of_okquals_is_told() -> None:
    new = TextBlock("Hela stycket är skrivet efter exporten. Det har två meningar.")
    assert [kind for kind, *_ in kinds([*CHAPTER[:3], new, CHAPTER[3]])] == ["new", "new"]


def test_what_was_moved_to_a_box_is_known_there_and_others_tables_are_left() -> None:
    box = TextBlock("Vi bedömer att samordningen har fungerat i huvudsak. Det är nytt i rutan.", beside=True)
    others = [TextBlock(f"Region {name}: 17 procent.", beside=True) for name in "ABC"]
    last = TextBlock("Den kan bli bättre på flera sätt.", beside=True)
    made = compare(CHAPTER, [*CHAPTER[:3], *OTHERS[2:], others[0], box, *others[1:], last])
    assert [(each.kind, each.text) for each in made.changed] == [(Judged.NEW, "Det är nytt i rutan.")]
    assert made.skipped == 6


def test_who_said_a_quote_is_no_new_sentence() -> None:
    quote = TextBlock("Nej, vi har inte hunnit med det i år.", speaker="(IP1, kommun)")
    for words, changed in (("(kommun)", []), ("(region)", ["(region)"]), ("Fel.", ["Fel."])):
        printed = TextBlock(f"Nej, vi har inte hunnit med det i år. {words}")
        made = compare([*CHAPTER[:2], quote, *CHAPTER[2:]], [*CHAPTER[:2], printed, *CHAPTER[2:]])
        assert [each.text for each in made.changed] == changed


@given(st.lists(st.sampled_from(range(8)), unique=True, min_size=1))
def test_every_exported_sentence_is_told_of_once(order: list[int]) -> None:
    ours = [TextBlock("Kapitel", 1), *(TextBlock(f"Mening nummer {w} om arbetet i länet.") for w in "abcdefgh")]
    made = compare(ours, [ours[0], *(ours[at + 1] for at in order)])
    told = [each for each in made.verdicts if each.kind in (Judged.SAME, Judged.GONE)]
    assert len(told) == len(ours) == len(made.verdicts)
    assert sum(each.kind is Judged.GONE for each in told) == 8 - len(order)
