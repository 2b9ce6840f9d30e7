"""A constructed matrix and constructed chapters, large enough to show what a real export looks like."""

from __future__ import annotations

from itertools import cycle

from okqual.model.codebook import AnswerSource, Code, Criterion, EvaluationQuestion, Scale, Value
from okqual.model.coding import Quote
from okqual.model.note import TextKind
from okqual.model.results import (
    CellKind,
    CellState,
    Chapter,
    CodeSection,
    Manifest,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    PrevalenceRow,
    Section,
)

JA_NEJ = Scale((Value("ja", "ja"), Value("delvis", "delvis"), Value("nej", "nej")))

CASES = (
    ("ÖB-01", "region", "Region · Östra berget", "K03"),
    ("ÖB-09", "region", "Region · Östra berget", "K11"),
    ("SL-01", "region", "Region · Södra landet", "K08"),
    ("ÖB-02", "länssamordnare", "Länsgemensamt stöd · Östra berget", "K01"),
    ("SL-02", "länssamordnare", "Länsgemensamt stöd · Södra landet", "K14"),
    ("ÖB-03", "kommun", "Mindre stad · Östra berget", "K05"),
    ("ÖB-04", "kommun", "Landsbygdskommun · Östra berget", "K02"),
    ("ÖB-05", "kommun", "Landsbygdskommun · Östra berget", "K09"),
    ("ÖB-10", "kommun", "Större stad · Östra berget", "K04"),
    ("SL-03", "kommun", "Pendlingskommun · Södra landet", "K06"),
    ("SL-04", "kommun", "Mindre stad · Södra landet", "K07"),
    ("SL-05", "kommun", "Landsbygdskommun · Södra landet", "K10"),
    ("SL-06", "kommun", "Större stad · Södra landet", "K12"),
    ("SL-11", "kommun", "Mindre stad · Södra landet", "K13"),
)
COLUMNS = (
    MatrixColumn("KOH-samordning", "Samordning med andra initiativ", "Koherens"),
    MatrixColumn("KOH-primarvard", "Primärvården med", "Koherens"),
    MatrixColumn("KOH-primarvard.svarighet", "Svårt få med primärvården", "Koherens"),
    MatrixColumn("IMP-ordinarie", "Implementerat i ordinarie verksamhet", "Implementering"),
    MatrixColumn("REL-behov", "Innehållet motsvarar behoven", "Relevans"),
    MatrixColumn("REL-langsiktighet", "Långsiktighet", "Relevans"),
    MatrixColumn("REL-skr", "SKR:s stöd", "Relevans"),
    MatrixColumn("EFF-kunskap", "Bästa tillgängliga kunskap", "Effektivitet"),
    MatrixColumn("EFF-perspektiv", "Jämlikhet, jämställdhet och barnrätt", "Effektivitet"),
    MatrixColumn("EFF-perspektiv.orsak", "Varför perspektiv sällan nämns", "Effektivitet"),
    MatrixColumn("INV-betydelse", "Betydelse för utvecklingen", "Inverkan"),
)
TEXTS = (
    (TextKind.REPORTED, "Primärvården sitter med i styrgruppen men kommer inte till arbetsgruppens möten."),
    (TextKind.NOTED, "Svårare ute på hälsocentralerna. ”Det är tjugo chefer att ringa”, som samordnaren säger."),
    (TextKind.NOTED, "vi vet aldrig i januari vad vi får göra i februari"),
    (TextKind.REPORTED, "Pengarna kom så sent att projektanställningen fick förlängas en månad i taget."),
    (TextKind.VERBATIM, "Utan överenskommelsen hade vi inte haft något familjecentrum alls."),
    (
        TextKind.REPORTED,
        "Arbetet följer den handlingsplan som länet tog fram 2021. Kommunen har lagt till ett eget avsnitt om unga "
        "vuxna som varken arbetar eller studerar, eftersom den gruppen växte under pandemin och ingen annan tog den.",
    ),
    (TextKind.REPORTED, "Barnrätt finns med i alla ansökningar, jämställdhet mer sällan."),
    (TextKind.APPROXIMATE, "perspektiven blir en ruta att kryssa i när man redan har bestämt sig"),
    (TextKind.REPORTED, "Nätverksträffarna beskrivs som det bästa stödet: där får man höra hur andra löst samma sak."),
    (TextKind.NOTED, "”Varje satsning vill ha sin egen plan och sin egen redovisning.”"),
    (TextKind.REPORTED, "Föräldrastödet drivs vidare med egna medel sedan 2022."),
    (TextKind.REMARK, "Blev osäker här och bad att få återkomma med siffror."),
    (TextKind.REPORTED, "Har inte märkt av något stöd."),
)
EMPTY = (CellState.NOT_ASKED, CellState.NOT_TOUCHED, CellState.NO_ANSWER, CellState.NOT_IN_NOTE, CellState.NOT_YET)


def manifest(**changes: object) -> Manifest:
    """What the examples are made of."""
    values: dict[str, object] = {
        "study": "Överenskommelsen om psykisk hälsa 2020–2024",
        "state": "9f3c" * 16,
        "guides": ("ok-2020-2024@1f2e3d4c",),
        "codebooks": ("kriterier@a1b2c3d4",),
        "options": {"rows": "case", "cols": "code", "cells": "quotes", "language": "sv"},
        "tool": "okqual 0.1.0",
        "at": 1_770_124_200_123,
        "export_id": "0123456789abcdef",
        "diary_number": "2025-00123",
    }
    return Manifest(**(values | changes))  # type: ignore[arg-type]


def quote(text: str, id: str = "ÖB-01:1", **changes: object) -> Quote:
    """A quote with just these words."""
    values: dict[str, object] = {
        "id": id,
        "case": id.partition(":")[0],
        "text": text,
        "kind": TextKind.REPORTED,
        "participants": (),
        "code": "KOH-samordning",
        "value": None,
        "coder": "AK",
        "key": False,
        "coding": f"o:{id}",
    }
    return Quote(**(values | changes))  # type: ignore[arg-type]


def matrix(kind: CellKind = CellKind.QUOTES, grouped: bool = True) -> Matrix:
    """14 interviews × 11 codes."""
    texts, numbers = cycle(TEXTS), dict.fromkeys((case[0] for case in CASES), 0)
    rows = tuple(MatrixRow(case, case, group if grouped else "", *rest) for case, group, *rest in CASES)
    cells = {}
    for at, row in enumerate(rows):
        for number, column in enumerate(COLUMNS):
            size = (at * 3 + number * 5) % 9
            if size < 2:
                cells[row.id, column.id] = MatrixCell(EMPTY[(at + number) % len(EMPTY)])
                continue
            quotes = []
            for _ in range(min(size, 8) // 2 if size < 8 else 8):
                text_kind, text = next(texts)
                numbers[row.id] += 1
                person = ("IP1",) if numbers[row.id] % 3 else ()
                quotes.append(
                    quote(
                        text,
                        f"{row.id}:{numbers[row.id]}",
                        kind=text_kind,
                        participants=person,
                        key=numbers[row.id] % 4 == 0,
                        code=column.id,
                        actor=CASES[at][1],
                    )
                )
            value = ("ja", "delvis", "nej", None)[(at + number) % 4]
            cells[row.id, column.id] = MatrixCell(
                CellState.CODED,
                len(quotes),
                value,
                value or "",
                undecided=value is None and number % 3 == 0,
                summary=f"Primärvården är med i länsgruppen [{quotes[0].id}], men det är svårt att nå vårdcentralerna "
                f"[{quotes[-1].id}]."
                if number % 4
                else "",
                quotes=tuple(quotes),
                cases=(row.id,),
            )
    return Matrix(rows, COLUMNS, cells, kind, "Temamatris, intervju och kod", "aktörstyp" if grouped else "")


def _words(n: int, of: int) -> tuple[str, ...]:
    if n in {0, of}:
        return ("alla" if n else "ingen",)
    return (
        "några få"
        if n / of < 0.25
        else "en del"
        if n / of < 0.4
        else "ungefär hälften"
        if n / of < 0.6
        else "de flesta",
    )


def prevalence(
    code: str, shares: dict[str | None, tuple[int, int, int]], of: dict[str, int]
) -> tuple[PrevalenceRow, ...]:
    """Rows for any coding (None) and each value: numbers of interviews by group, in the order of ``of``."""
    members = {group: [case[0] for case in CASES if case[1] == group] for group in of}
    rows = []
    for value, numbers in shares.items():
        cases = {group: tuple(members[group][:n]) for group, n in zip(of, numbers, strict=True)}
        every = tuple(case for group in of for case in cases[group])
        rows.append(PrevalenceRow(code, value, None, "case", "by_hand", every, 14, 12, 1, _words(len(every), 14)))
        for group, size in of.items():
            rows.append(
                PrevalenceRow(
                    code,
                    value,
                    group,
                    "case",
                    "by_hand",
                    cases[group],
                    size,
                    size - 1,
                    0,
                    _words(len(cases[group]), size),
                )
            )
    return tuple(rows)


def chapters() -> list[Chapter]:
    """Two criteria: one with codes, one whose question the interviews do not answer."""
    of = {"region": 3, "länssamordnare": 2, "kommun": 9}
    made = matrix()

    def quotes(column: str, start: int, n: int, key: bool) -> tuple[Quote, ...]:
        found = [q for row in made.rows for q in made.cells[row.id, column].quotes if q.key is key]
        return tuple(found[start : start + n])

    med = Code(
        "KOH-primarvard",
        "Primärvården med",
        brief="Primärvården, i regionens eller privat regi, deltar i samordningen av insatserna.",
        scale=JA_NEJ,
    )
    svart = Code("KOH-primarvard.svarighet", "Svårt få med primärvården", brief="Hinder för att få med primärvården.")
    samordning = Code("KOH-samordning", "Samordning med andra initiativ", scale=JA_NEJ)
    section = CodeSection(
        med,
        prevalence(
            "KOH-primarvard",
            {None: (3, 2, 6), "ja": (2, 1, 2), "delvis": (1, 1, 1), "nej": (0, 0, 2), "undecided": (0, 0, 1)},
            of,
        ),
        quotes("KOH-primarvard", 0, 4, True),
        quotes("KOH-primarvard", 0, 2, False),
        {CellState.NOT_ASKED: ("ÖB-05", "SL-04"), CellState.NO_ANSWER: ("SL-11",), CellState.NOT_YET: ("SL-06",)},
        ("ÖB-10",),
    )
    difficulty = CodeSection(
        svart,
        prevalence("KOH-primarvard.svarighet", {None: (2, 1, 4)}, of),
        quotes("KOH-primarvard.svarighet", 0, 12, False),
        (),
        {CellState.NOT_TOUCHED: ("ÖB-03",)},
    )
    empty = CodeSection(samordning, (), (), (), {CellState.NOT_YET: tuple(case[0] for case in CASES)})
    koherens = Criterion("KOH", "Koherens", "Hur väl stämmer insatserna med varandra och med andra satsningar?")
    effekt = Criterion("EFF", "Effektivitet", "Har målen nåtts?")
    return [
        Chapter(
            koherens,
            (
                Section(
                    EvaluationQuestion(
                        "KOH-2",
                        "KOH",
                        "Hur har primärvården deltagit i samordningen?",
                        "Primärvården",
                        (AnswerSource.INTERVIEWS, AnswerSource.SURVEY),
                    ),
                    (section, difficulty),
                ),
                Section(
                    EvaluationQuestion(
                        "KOH-1",
                        "KOH",
                        "Har insatserna samordnats med andra pågående initiativ?",
                        "",
                        (AnswerSource.INTERVIEWS,),
                    ),
                    (empty,),
                ),
            ),
            "aktörstyp",
        ),
        Chapter(
            effekt,
            (
                Section(
                    EvaluationQuestion(
                        "EFF-1",
                        "EFF",
                        "Hur stor del av medlen har gått till de utpekade områdena?",
                        "Medlens fördelning",
                        (AnswerSource.SURVEY, AnswerSource.STATISTICS),
                    ),
                    (),
                ),
            ),
            "aktörstyp",
        ),
    ]
