"""Constructed Swedish notes, guide and codebook for the study in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okqual.model.codebook import Code, Codebook, Criterion, EvaluationQuestion, Rule, Scale, Value
from okqual.model.coding import Coding
from okqual.model.guide import Guide, Question, Theme
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import Block, BlockKind, PassageRole, TextKind, Why

YES_NO = Scale((Value("ja", "ja"), Value("delvis", "delvis"), Value("nej", "nej")), Rule.MIDDLE, True, "delvis")


def guide(questions: int = 4) -> Guide:
    names = ["Roll", "Samordning", "Primärvården", "Behov", *[f"Fråga om ämne {n}" for n in range(5, questions + 1)]]
    return Guide(
        "g", "Guide", "sv", "konstruerad", (Theme("t", "Tema"),),
        tuple(
            Question(str(n), names[n - 1], f"Hur är det med {names[n - 1].lower()}?", "t", coded=n != 1)
            for n in range(1, questions + 1)
        ),
    )  # fmt: skip


def codebook() -> Codebook:
    codes = (
        Code("KOH-samordnat", "Samordnat", ("KOH-f",), scale=YES_NO, questions=("2",), when="insatserna hänger ihop"),
        Code("KOH-pv.med", "Primärvården med", ("KOH-f",), scale=YES_NO, questions=("3",), synonyms=("vårdcentral",)),
        Code(
            "KOH-pv.svart", "Svårt få med primärvården", ("KOH-f",), questions=("3",),
            when="många vårdgivare gör det svårt.", when_not="allmänt missnöje.", example="”tio olika chefer”",
        ),
        Code("REL-behov", "Svarar mot behov", ("REL-f",), questions=("4",), definition="insatsen svarar mot behoven"),
        Code("OVR", "Ökad samverkan", ("KOH-f",)),
        Code("GRP", "Rubrik", ("KOH-f",), group=True),
    )  # fmt: skip
    return Codebook(
        "k", "Kodbok", "sv", "konstruerad",
        (Criterion("KOH", "Koherens"), Criterion("REL", "Relevans")),
        (EvaluationQuestion("KOH-f", "KOH", "Hur samverkar aktörerna?", "Primärvård"),
         EvaluationQuestion("REL-f", "REL", "Möter satsningen behoven?", "Behov")),
        codes,
    )  # fmt: skip


def note(name: str, answers: Sequence[tuple[str, Sequence[str]]], case: str = "", version: str = "v1") -> NoteNow:
    """A note with a heading for every (question, answers); each answer is a bullet and a passage."""
    text, blocks, passages = "", [], []
    for question, said in answers:
        heading = f"{question}. {guide(20).by_number[question].name}" if question else "Övrigt"
        blocks.append(Block(f"p{len(blocks)}", BlockKind.HEADING, len(text), len(text) + len(heading), 1))
        text += heading + "\n"
        for words in said:
            start, end = len(text), len(text) + len(words)
            blocks.append(Block(f"p{len(blocks)}", BlockKind.ITEM, start, end, 1, "-"))
            number = len(passages) + 1
            passages.append(
                PassageNow(
                    name, number, start, end, PassageRole.ANSWER, (question,) if question else (), (),
                    Why.HEADING if question else Why.UNPLACED, 95 if question else 0, TextKind.REPORTED, (),
                )
            )  # fmt: skip
            text += words + "\n"
    text = text.rstrip("\n")
    return NoteNow(
        name, case or name, version, text, tuple(blocks), tuple(passages), (), f"{name}.docx", "0" * 64, 0, "AK"
    )


def usual_notes() -> list[NoteNow]:
    return [
        note("VB-01", [
            ("1", ["Jag är strateg på regionen."]),
            ("2", ["Gemensam ledningsgrupp för alla satsningar.", "Vi stämmer av så att vi inte gör samma sak."]),
            ("3", [
                "Primärvårdsrepresentanten i länsgruppen är aktiv och ordförande i arbetsutskottet.",
                "Svårare ute på hälsocentralerna. ”Det är fyrtio ägare att ringa”, som IP2 säger.",
                "Primärvården drev 2023 den gemensamma insatsen om föräldrar med psykisk ohälsa.",
            ]),
            ("4", ["Satsningen motsvarar behoven, men beskeden kom sent."]),
        ]),
        note("VB-03", [("2", ["Ingen samordning alls."]), ("3", ["Primärvården har inte varit med."])]),
    ]  # fmt: skip


def hostile_notes() -> list[NoteNow]:
    words = "sade [laughs] och [/b] sedan [red]rött[/red] \x1b[31mESC\x07 =1+1 "
    words += "[@click=app.quit]klick[/] \u202eomvänt\u202c slut"
    return [note("[b]VB-01[/i]", [("2", [words, words]), ("3", [words])])]


def long_note(characters: int, codings: int, coder: str = "AK") -> NoteNow:
    """A note of about this length, most of its passages coded."""
    sentence = "Länsgruppen möts varje månad och går igenom vad som har gjorts, vad som återstår och vem som ansvarar."
    said = [f"{number}: {sentence}" for number in range(characters // (len(sentence) + 8))]
    share = max(1, len(said) // 3)
    made = note("LÅNG", [("2", said[:share]), ("3", said[share : 2 * share]), ("4", said[2 * share :])])
    codes = [code.id for code in codebook().codes if not code.group]
    passages = made.passages
    added = [
        Coding(
            f"o:{number}", made.id, made.case, made.version, passage.start + number % 20, passage.end,
            codes[number % len(codes)], coder, "d", at=number,
        )
        for number in range(codings)
        for passage in [passages[number * len(passages) // codings]]
    ]  # fmt: skip
    return replace(made, codings=tuple(added))
