"""Pseudonyms stand where names and numbers stood, in every part of a document, and lists are held to be usable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import Faults, OkqualError
from okqual.ingest.name_list import read_names
from okqual.ingest.pseudonyms import (
    FORMS,
    Occurrence,
    in_genitive,
    name_with_pseudonyms,
    occurrences_in,
    occurrences_in_name,
    with_pseudonyms,
)
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceComment, SourceDocument
from okqual.text.listed_names import ListedName, NameIndex

NAMES = NameIndex([ListedName("Anna Berg"), ListedName("Anna"), ListedName("Kalle", "Robin")])


def pseudonyms_of(given: dict[str, str]):  # type: ignore[no-untyped-def]
    def pseudonym(one: Occurrence) -> str:
        listed = NAMES.pseudonym(one.hit.value)
        return listed or given.setdefault(one.hit.value, FORMS[one.hit.kind].format(number=len(given) + 1))

    return pseudonym


def document(*texts: str, **more: object) -> SourceDocument:
    blocks = tuple(SourceBlock(f"p{i}", BlockKind.PARAGRAPH, text) for i, text in enumerate(texts, 1))
    return SourceDocument("docx", blocks, **more)  # type: ignore[arg-type]


def test_the_same_person_is_called_the_same_in_every_part() -> None:
    source = SourceDocument(
        "md",
        (
            SourceBlock("p1", BlockKind.CUE, "Anna: Ring 070-123 45 67.", speaker="Anna", label="Anna 1"),
            SourceBlock("p2", BlockKind.PARAGRAPH, "Annas chef Kalle, anna@ex.se, 811228-9874. Kalles bil."),
        ),
        header={"Intervjuad": "Anna", "Anna": "ja"},
        remarks=(Remark("reading.changes_accepted", {"count": 2, "authors": "Anna, CD"}),),
        comments=(SourceComment("Anna", "A", "", "Fråga Anna", 1, 0, 1, 5),),
    )

    made = with_pseudonyms(source, NAMES, pseudonyms_of({}))

    assert [block.text for block in made.blocks] == [
        "Person 1: Ring [telefon 2].",
        "Person 1:s chef Robin, [e-post 3], [personnummer 4]. Robins bil.",
    ]
    assert (made.blocks[0].speaker, made.blocks[0].label) == ("Person 1", "Person 1 1")
    assert made.header == {"Intervjuad": "Person 1", "Person 1": "ja"}
    assert made.remarks[0].values == {"count": 2, "authors": "Person 1, CD"}
    (comment,) = made.comments
    assert (comment.author, comment.initials, comment.text) == ("Person 1", "", "Fråga Person 1")
    assert made.blocks[1].text[comment.start : comment.end] == "Person 1:s"


def test_a_comment_stays_on_its_words() -> None:
    source = document("Anna Berg sade att det fungerar, och Anna höll med.", comments=(
        SourceComment("CD", "CD", "", "Hur?", 0, 15, 0, 31),
    ))  # fmt: skip
    assert source.blocks[0].text[15:31] == "att det fungerar"

    made = with_pseudonyms(source, NAMES, pseudonyms_of({}))

    (comment,) = made.comments
    assert made.blocks[0].text[comment.start : comment.end] == "att det fungerar"
    assert comment.initials == "CD"


def test_what_a_person_leaves_out_stays_as_it_is() -> None:
    source = document("Anna och Anna.")
    first, second = occurrences_in(source, NAMES)

    made = with_pseudonyms(source, NAMES, lambda one: None if one.spot == first.spot else "Person 1")

    assert made.blocks[0].text == "Anna och Person 1."
    assert second.context == ("Anna och ", ".")


def test_two_keys_of_a_header_that_become_one_keep_what_both_say() -> None:
    names = NameIndex([ListedName("Anna", "Kim"), ListedName("Eva", "Kim")])
    source = document("Text", header={"Anna": "ja", "Eva": "nej"})

    assert with_pseudonyms(source, names, lambda one: "Kim").header == {"Kim": "ja; nej"}


def test_long_context_is_cut_between_words() -> None:
    (one,) = occurrences_in(document("ord " * 40 + "Anna" + " ord" * 40), NAMES)

    before, after = one.context
    assert before.startswith("…ord ")
    assert after.endswith(" ord…")
    assert len(before) < 45


@pytest.mark.parametrize(
    ("file_name", "made"),
    [("Intervju_Anna_Berg_2024.docx", "Intervju_Person 1_2024.docx"), ("811228-9874.txt", "personnummer 1.txt"),
     ("VB-03.docx", "VB-03.docx"), ("anna.anteckning.md", "Person 1.anteckning.md"), ("kalle", "Robin")],
)  # fmt: skip
def test_a_file_name_is_replaced_without_brackets_and_keeps_its_suffix(file_name: str, made: str) -> None:
    assert name_with_pseudonyms(file_name, NAMES, pseudonyms_of({})) == made
    assert occurrences_in_name(made, NAMES) == []


@pytest.mark.parametrize(
    ("pseudonym", "genitive"),
    [("Kim", "Kims"), ("Max", "Max"), ("Person 1", "Person 1:s"), ("Rektor A", "Rektor A:s"), ("Kim (K)", "Kim (K):s")],
)
def test_pseudonyms_are_put_in_the_genitive(pseudonym: str, genitive: str) -> None:
    assert in_genitive(pseudonym) == genitive


TEXTS = st.lists(
    st.one_of(st.sampled_from(["Anna", " Berg", "s", "Kalles", "070-123 45 67", "a@b.se", "811228-9874", "\u00ad"]),
              st.text("aAn 0-@.\n", max_size=4)), max_size=10,
).map(lambda pieces: unicodedata.normalize("NFC", "".join(pieces)))  # fmt: skip


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_nothing_is_left_and_nothing_else_is_changed(texts: list[str]) -> None:
    source = document(*texts)
    found = occurrences_in(source, NAMES)

    made = with_pseudonyms(source, NAMES, pseudonyms_of({}))

    assert occurrences_in(made, NAMES) == []
    unchanged = with_pseudonyms(source, NAMES, lambda one: None)
    assert unchanged == source
    for one in found:
        assert source.blocks[one.spot[1]].text[one.hit.start : one.hit.end] == one.words


# The list


def names_of(text: str, encoding: str = "utf-8") -> list[tuple[str, str]]:
    return [(one.name, one.pseudonym) for one in read_names(text.encode(encoding), "namn.csv")]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_list_has_names_and_may_have_pseudonyms(between: str) -> None:
    text = f"namn{between}pseudonym\nAnna  Berg{between} Kim\n\n# en rad om listan\nÅsa\n"

    assert names_of(text) == [("Anna Berg", "Kim"), ("Åsa", "")]
    assert names_of(text, "cp1252") == names_of(text, "utf-8-sig") == names_of(text)


def test_a_list_that_is_no_table_is_told_with_its_line() -> None:
    with pytest.raises(OkqualError) as caught:
        names_of("Anna,Kim\nEva\rR,x")

    assert (caught.value.key, caught.value.values["line"]) == ("errors.csv_broken", 2)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A", "errors.name_list_name"), ("123", "errors.name_list_name"), ("(Anna)", "errors.name_list_name"),
        ("anna@ex.se", "errors.name_list_name"), ("Anna Person", "errors.name_list_own_word"),
        ("Anna,Kim <b>", "errors.name_list_pseudonym"), ("Anna,Kim 0701", "errors.name_list_pseudonym"),
        ("Anna,Eva\nEva,Kim", "errors.name_list_pseudonym_is_name"),
        ("Anna,Anna B", "errors.name_list_pseudonym_is_name"),
        ("Anna,Kim\nANNA,Robin", "errors.name_list_twice"),
    ],
)  # fmt: skip
def test_a_name_that_could_not_be_replaced_is_told_with_its_line(text: str, key: str) -> None:
    with pytest.raises(Faults) as caught:
        names_of(f"Kalle\n{text}")

    assert [fault.key for fault in caught.value.faults] == [key]
    assert caught.value.faults[0].values["line"] in {2, 3}


def test_an_empty_list_is_told() -> None:
    with pytest.raises(OkqualError) as caught:
        names_of("namn\n# inget\n")

    assert caught.value.key == "errors.name_list_empty"
