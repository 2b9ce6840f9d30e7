import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind

NOTE = """---
datum: 2026-01-21
roll(er): "IP1: chef; IP2: pedagog"
---

# Anteckning

**F1 Roll**

- [val] IP2: Ja, <IP1> nickar [laughs].
  - under
> *ML: följ upp*

| Fråga | Svar |
|---|---|
| 2. | *Bra* | mer |

4. Fyra
"""


def read(text):
    return read_document(text.encode(), "a.md")


def test_blocks_with_their_lines_and_looks():
    found = [(b.place, b.kind, b.level, b.label, b.text, b.bold) for b in read(NOTE).blocks]
    assert found == [
        ("l6", BlockKind.HEADING, 1, "", "Anteckning", True),
        ("l8", BlockKind.PARAGRAPH, 0, "", "F1 Roll", True),
        ("l10", BlockKind.ITEM, 1, "-", "[val] IP2: Ja, <IP1> nickar [laughs].", False),
        ("l11", BlockKind.ITEM, 2, "-", "under", False),
        ("l12", BlockKind.ASIDE, 0, "", "ML: följ upp", False),
        ("t1r1c1", BlockKind.CELL, 0, "", "Fråga", False),
        ("t1r1c2", BlockKind.CELL, 0, "", "Svar", False),
        ("t1r2c1", BlockKind.CELL, 0, "", "2.", False),
        ("t1r2c2", BlockKind.CELL, 0, "", "Bra", False),
        ("t1r2c3", BlockKind.CELL, 0, "", "mer", False),
        ("l18", BlockKind.ITEM, 1, "4.", "Fyra", False),
    ]


def test_the_yaml_header_is_strings_as_typed():
    assert read(NOTE).header == {"datum": "2026-01-21", "roll(er)": "IP1: chef; IP2: pedagog"}


def test_a_header_that_is_no_yaml_is_text():
    assert [block.text for block in read("---\n: [\n---\nSvar").blocks][-1] == "Svar"
    assert read("---\n: [\n---\nSvar").header == {}
    assert read("---\n!!python/object/apply:os.system ['ls']\n---\nSvar").header == {}


def test_a_bold_line_above_its_answer_is_a_block_of_its_own():
    assert [(b.text, b.bold) for b in read("**F1 Roll**\nSamordnare\nsedan 2021").blocks] == [
        ("F1 Roll", True),
        ("Samordnare sedan 2021", False),
    ]


def test_links_html_and_brackets_keep_their_words():
    text = "Se [rapporten](http://x.se) <b>fet</b> <!-- kom ihåg --> &amp; [val]: text\n\n<div>block</div>"
    read_words = " ".join(" ".join(block.text for block in read(text).blocks).split())
    assert read_words == "Se rapporten fet kom ihåg & [val]: text block"


def test_a_year_at_the_start_of_a_sentence_is_no_list_number():
    assert [(b.kind, b.text) for b in read("2024. Då kom inget.").blocks] == [
        (BlockKind.PARAGRAPH, "2024. Då kom inget.")
    ]


SIGNS = [
    "# ",
    "**",
    "*",
    "- ",
    "1. ",
    "> ",
    "| ",
    "|---|\n",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
]
PIECES = st.sampled_from(
    [*SIGNS, "<", ">", "ord", "å", "IP2: ", "två ord", "\\", "_", "---\n", "===\n", "~", "!", "99", "&", "\t"]
)


@given(st.lists(PIECES, min_size=1, max_size=30).map("".join))
@example("> " * 60 + "ord")
@example("- " * 60 + "ord")
@example("1. " * 40 + "ord")
def test_words_are_never_lost(text):
    try:
        document = read(text)
    except OkqualError:
        assert not any(sign.isalpha() for sign in text)
        return
    kept = "".join(block.text for block in document.blocks) + "".join(map("".join, document.header.items()))
    for word in ("ord", "å", "IP"):
        assert unicodedata.normalize("NFC", kept).count(word) >= text.replace("](", "").count(word) - in_links(
            text, word
        )


def in_links(text, word):
    """How often a word may stand as the address of a link or inside a tag, which are markup."""
    return text.count(word) if ("](" in text or "<" in text) else 0


GRID = """Före tabellen.

+-----------------+----------------------+
| Fråga           | Anteckningar         |
+=================+======================+
| **2. Hur har    | -   Ledningsgruppen  |
| det varit?**    |     träffas ofta.    |
|                 | -   IP2: Ja.         |
+-----------------+----------------------+
| 3\\. Påverkan    | Stor, säger          |
|                 | IP1 med eftertryck.  |
+-----------------+----------------------+

Efter tabellen.
"""


def test_grid_tables_are_read_cell_by_cell():
    """As Pandoc writes a Word table whose cells hold lists."""
    found = [(b.place, b.kind, b.text, b.bold) for b in read(GRID).blocks]
    assert found == [
        ("l1", BlockKind.PARAGRAPH, "Före tabellen.", False),
        ("t1r1c1", BlockKind.CELL, "Fråga", False),
        ("t1r1c2", BlockKind.CELL, "Anteckningar", False),
        ("t1r2c1", BlockKind.CELL, "2. Hur har det varit?", True),
        ("t1r2c2", BlockKind.ITEM, "Ledningsgruppen träffas ofta.", False),
        ("t1r2c2p2", BlockKind.ITEM, "IP2: Ja.", False),
        ("t1r3c1", BlockKind.CELL, "3. Påverkan", False),
        ("t1r3c2", BlockKind.CELL, "Stor, säger IP1 med eftertryck.", False),
        ("l14", BlockKind.PARAGRAPH, "Efter tabellen.", False),
    ]


def test_a_sentence_broken_by_its_width_is_one_and_typed_bullets_are_items():
    text = (
        "IP1 och IP2 har delat uppdraget sedan 2021, och\nIP2 kom från kommunerna.\nIP1: Ja.\n\n\\- Bred.\n\n– Smal.\n"
    )
    assert [(b.kind, b.text) for b in read(text).blocks] == [
        (BlockKind.PARAGRAPH, "IP1 och IP2 har delat uppdraget sedan 2021, och IP2 kom från kommunerna."),
        (BlockKind.PARAGRAPH, "IP1: Ja."),
        (BlockKind.ITEM, "Bred."),
        (BlockKind.ITEM, "Smal."),
    ]


def test_footnotes_stand_by_themselves():
    found = [(b.kind, b.text) for b in read("Fem personer bereder.[^1] De möts.\n\n[^1]: En är vakant. [^2]\n").blocks]
    assert found == [
        (BlockKind.PARAGRAPH, "Fem personer bereder. De möts."),
        (BlockKind.FOOTNOTE, "En är vakant. [^2]"),
    ]


def test_a_long_rule_leaves_the_rest_markdown():
    assert [b.kind for b in read("# Rubrik\n\n" + "-" * 70 + "\n\ntext\n").blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
