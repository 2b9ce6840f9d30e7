"""Everything that stands in a Word file, block by block, and what kind of statement each block with a number is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from okqual.model.codebook import Code, Codebook
from okqual.model.finding import CountRef
from okqual.model.quantifiers import QuantifierScale
from okqual.text.folding import folded
from tests.facts import UNDECIDED, Facts
from tests.table_statements import Tables

NUMBER_WORDS = (
    r"noll|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo"
    r"|båda|hälften|varannan|var (?:tredje|fjärde|femte)|procent"
)
STATE = re.compile(r"(Arbetsversion, utvärderingens läge|Läget) [\d-]+( \d\d:\d\d)?\.( Export-id \w{16}\.)?")
COUNT = re.compile(r"(?P<n>\d+) av (?P<of>\d+)")
GROUPS = {"kommunföreträdarna": "kommun", "kommunföreträdare": "kommun", "regionföreträdare": "region",
          "länssamordnare": "länssamordnare", "intervjupersoner": None, "intervjupersonerna": None}  # fmt: skip
STATES = {"ej ställd": "–", "inget svar": "∅"}

Claimed = tuple[Code, tuple[str | None, ...], str | None]


@dataclass
class Block:
    """A paragraph, a picture's words, or a table."""

    style: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def blocks(path: Path) -> list[Block]:
    """The blocks of a Word file in their order."""
    document: Any = Document(str(path))
    names = {style.style_id: style.name for style in document.styles}

    def paragraph(element: Any) -> str:
        return "".join(
            "\n" if part.tag == qn("w:br") else part.text or "" for part in element.iter(qn("w:t"), qn("w:br"))
        )

    found = []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = names[style.get(qn("w:val"))] if style is not None else "Normal"
            found.append(Block(name, paragraph(element)))
            found += [Block("alt", each.get("descr")) for each in element.iter(qn("wp:docPr")) if each.get("descr")]
        elif element.tag == qn("w:tbl"):
            cells = [list(row.iter(qn("w:tc"))) for row in element.iter(qn("w:tr"))]
            lines = [["\n".join(paragraph(each) for each in cell.iter(qn("w:p"))) for cell in row] for row in cells]
            found.append(Block("table", rows=lines))
    return found


class Checked:
    """Holds blocks against the facts. What it does not know ends up in ``unknown``, what is wrong in ``wrong``."""

    def __init__(self, facts: Facts, book: Codebook, scale: QuantifierScale, words: list[str], fixed: list[str],
                 claims: dict[str, tuple[CountRef, ...]]) -> None:  # fmt: skip
        """``words``: everything that was typed for the study and counts nobody: codebook, guide, sources.

        ``fixed``: the program's own sentences that name no number of the material. ``claims``: the numbers that
        each finding is linked to.
        """
        self._fixed = sorted(
            {part for each in fixed for part in each.split("\n") if len(part) > 12}, key=len, reverse=True
        )
        self._facts, self._book, self._scale = facts, book, scale
        self._by_name = {code.name: code for code in book.codes if not code.group}
        self._typed = {folded(text) for text in words}
        self._notes = {
            case: folded(" ".join(unit["text"] for unit in note["units"])) for case, note in facts.notes.items()
        }
        self._notes = {case: re.sub(r"\W+", " ", text) for case, text in self._notes.items()}
        self._tables = Tables(facts, book, scale)
        self._neutral: dict[str, str] = {}
        self.unknown: list[str] = []
        self.wrong = self._tables.wrong
        self.kinds: dict[str, int] = {}
        self._names = sorted(self._by_name, key=len, reverse=True)
        self._claims = {text: [self._claim(ref) for ref in refs] for text, refs in claims.items()}
        self._pieces = [*claims, *words]
        self._labels: list[Claimed] = []
        self._code: Code | None = None
        forms = sorted(
            (form for each in scale.words if each.language == "sv" for form in (each.word, *each.forms)), key=len
        )
        self._words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, reversed(forms)))})(?!\w)", re.IGNORECASE)
        self._counts = re.compile(rf"\d|(?<!\w)({NUMBER_WORDS})(?!\w)|{self._words.pattern}", re.IGNORECASE)

    def _claim(self, ref: CountRef) -> Claimed:
        return self._book.by_id[ref.code], tuple(sorted(ref.values)) or (None,), ref.group or None

    def take(self, found: list[Block], neutral: dict[str, str] | None = None) -> None:
        """Go through the blocks of a file; ``neutral`` says which interviews the labels of a published one name."""
        self._neutral = neutral or {}
        for block in found:
            if block.style != "table":
                self._paragraph(block)
            elif name := self._tables.kind(block.rows, self._code, self._neutral):
                self.kinds[name] = self.kinds.get(name, 0) + 1
            else:
                self.unknown.append(f"table: {block.rows[0]}")

    # Paragraphs.

    def _paragraph(self, block: Block) -> None:
        text = block.text
        if block.style == "heading 3" or block.style == "Heading 3":
            self._code = self._by_name.get(text)
        known: list[tuple[str, str, Callable[[str], bool]]] = [
            ("state", "Normal", lambda t: bool(STATE.fullmatch(t))),
            ("fixed words and names", ".*", self._refers),
            ("signs", "okq note", self._signs),
            ("what a judgement rests on", "okq above", self._rests),
            ("counts of a finding", "okq above", self._label),
            ("finding", "okq finding", self._finding),
            ("gaps", "okq note", self._gaps),
            ("dissent", "okq dissent", self._dissent),
            ("bars", "alt", self._bars),
            ("size of a picture", "alt", self._size),
            ("quote", "okq quote", self._quote),
            ("evidence", "okq evidence", self._evidence),
            ("group", "Heading 2", self._group),
            ("period", "Normal", self._period),
            ("coders", "Normal", lambda t: t == "Materialet har kodats av 1 person."),
            ("part", "Heading 1|toc 1", lambda t: bool(re.fullmatch(r"Del \d+ av \d+|.*, del \d av \d", t))),
            ("code", "Heading 4", lambda t: t.rpartition(" (")[0] in self._by_name),
            ("id", "Heading 2|toc 2", lambda t: t in self._facts.notes),
            ("typed", ".*", self._is_typed),
        ]  # fmt: skip
        self._kind(block.style, text, known)

    def _kind(self, style: str, text: str, known: list[tuple[str, str, Callable[[str], bool]]]) -> None:
        if not self._counts.search(text):
            return
        for name, styles, holds in known:
            if re.fullmatch(styles, style, re.IGNORECASE) and holds(text):
                self.kinds[name] = self.kinds.get(name, 0) + 1
                return
        self.unknown.append(f"{style}: {text}")

    def _says(self, code: Code, values: tuple[str | None, ...], group: str | None, n: int, of: int) -> None:
        if self._facts.number(code, values, group) != (n, of):
            self.wrong.append(f"{code.id} {values} {group}: {n} av {of}, not {self._facts.number(code, values, group)}")

    def _refers(self, text: str) -> bool:
        """ "Tabell 3 visar …": numbers of tables and figures, names of codes, and nothing else."""
        rest = re.sub(r"(Tabell|Figur) \d+|\((\w\w-\d\d) till (\w\w-\d\d)\)|\b(COREQ, 32|SRQR, 21) punkter", "", text)
        for words in (*self._fixed, *self._names):
            rest = rest.replace(words, "")
        return not self._counts.search(rest)

    def _signs(self, text: str) -> bool:
        found = re.fullmatch(r"Tecken i figuren och tabellen: (.*)\.", text)
        known = {"· ej berörd", "∅ inget svar", "– ej ställd", "● svar", "↗ hänvisar till en annan fråga"}
        return found is not None and set(found[1].split("; ")) <= known

    def _rests(self, text: str) -> bool:
        """What a judgement rests on, each by the beginning of its words."""
        found = re.fullmatch(r"Bedömning(?: \(utkast\))? Bygger på: (.*)\.", text)
        names = found[1].split("; ") if found else []
        return bool(names) and all(any(each.startswith(name.rstrip("…")) for each in self._pieces) for name in names)

    def _label(self, text: str) -> bool:
        """ "Iakttagelse (Samordnat (ja): 12 av 18 intervjuer; utkast) [KR-01:7-8]": what the next finding rests on."""
        text = re.sub(r" \[[A-Z]{2}-\d\d:[\d.–-]+\]", "", text)
        found = re.fullmatch(r"Iakttagelse \((.*)\)", text)
        parts = [part for part in (found[1].split("; ") if found else []) if part != "utkast"]
        self._labels = []
        for part in parts:
            said = re.fullmatch(
                r"(.+?)(?: \(([^)]*)\))?(?: (kommun|region|länssamordnare))?: (\d+) av (\d+) intervjuer", part
            )
            if said is None or said[1] not in self._by_name:
                return False
            code = self._by_name[said[1]]
            names = {value.name: value.id for value in code.scale.values} if code.scale else {}
            values = self._values(said[2] or "", names)
            self._labels.append((code, values, said[3]))
            self._says(code, values, said[3], int(said[4]), int(said[5]))
        return bool(parts)

    def _values(self, text: str, names: dict[str, str]) -> tuple[str | None, ...]:
        found = [names[name] for name in sorted(names, key=len, reverse=True) if name in text]
        return tuple(sorted(found)) if text else (None,)

    def _finding(self, text: str) -> bool:
        """Every word for how many in a finding fits one of the counts that stand above it, of the group it names."""
        if self._labels and self._labels != self._claims.get(text):
            self.wrong.append(f"the numbers above are not those of: {text}")
        said, self._labels = list(self._words.finditer(text)), []
        rest = self._words.sub("", text)
        if not said or self._counts.search(rest):
            return False
        for word in said:
            noun = next((each for each in re.findall(r"\w+", text[word.end() :]) if each in GROUPS), "")
            counts = [self._facts.number(*each) for each in self._claims.get(text, ()) if each[2] == GROUPS.get(noun)]
            named = self._scale.named(word[0])
            if not noun or not counts or named is None or not all(named.fits(*count) for count in counts):
                self.wrong.append(f"{word[0]} of {counts}: {text}")
        return True

    def _gaps(self, text: str) -> bool:
        """ "Ej berörd: KR-01, KR-03. Att avgöra: VB-01.": the interviews without a coding, each in one place."""
        parts = re.findall(r"([A-ZÅÄÖ][^:.]*): ([A-Z0-9, -]+)\.", text)
        if not parts or self._code is None or "".join(f"{a}: {b}." for a, b in parts) != text.replace(". ", "."):
            return False
        absent = []
        for state, names in parts:
            cases = names.split(", ")
            if state == "Att avgöra":
                if set(cases) != self._facts.who(self._code, UNDECIDED):
                    self.wrong.append(f"{self._code.id}: {text}")
                continue
            absent += cases
            self._absent(self._code, state[0].lower() + state[1:], cases)
        if set(absent) != self._facts.notes.keys() - self._facts.mention(self._code.id) or len(absent) != len(
            set(absent)
        ):
            self.wrong.append(f"{self._code.id}: {text}")
        return True

    def _absent(self, code: Code, state: str, cases: list[str]) -> None:
        """That a note says of the code's questions what the state says."""
        for case in cases:
            signs = {self._facts.status(case, number) for number in code.questions} or {"●"}
            fits = STATES[state] in signs and "●" not in signs if state in STATES else bool(signs & {"●", "↗"})
            if case in self._facts.mention(code.id) or not fits:
                self.wrong.append(f"{code.id} {case}: {state}")

    def _dissent(self, text: str) -> bool:
        found = re.fullmatch(r"Vanligast är ”(.+?)”, (\d+) av (\d+)\. Annat säger: (.+)\.", text)
        if found is None or self._code is None or self._code.scale is None:
            return False
        names = {value.name: value.id for value in self._code.scale.values}
        self._says(self._code, (names[found[1]],), None, int(found[2]), int(found[3]))
        others = re.findall(r"”(.+?)” (\d+)", found[4])
        for name, n in others:
            self._says(self._code, (names[name],), None, int(n), int(found[3]))
        return bool(others)

    def _bars(self, text: str) -> bool:
        """A picture's words: each value of each group."""
        found = re.fullmatch(r"Stapeldiagram\. (.+?): antal intervjuer, efter aktörstyp\. (.+)", text)
        if found is None or found[1] not in self._by_name:
            return False
        code = self._by_name[found[1]]
        names = {value.name: value.id for value in code.scale.values} if code.scale else {}
        names["att avgöra"] = UNDECIDED
        for group, size, said in re.findall(r"(\w+) \((\d+)\): (.+?)\.(?= |$)", found[2]):
            bars = re.findall(r"([^\d]+?) (\d+) av (\d+)(?:, |$)", said)
            for name, n, of in bars:
                self._says(code, (names[name],), group, int(n), int(of))
                assert of == size
            if not bars or len(bars) != len(COUNT.findall(said)):
                return False
        return True

    def _size(self, text: str) -> bool:
        found = re.search(r"(\d+) rader och (\d+) kolumner", text)
        codes = sum(not code.group and not code.retired and not code.outside for code in self._book.codes)
        return found is not None and int(found[1]) == len(self._facts.notes) and int(found[2]) in (codes, 20)

    def _group(self, text: str) -> bool:
        found = re.fullmatch(r"(.+) \((\d+) intervjuer\)", text)
        return found is not None and len(self._facts.members(found[1].lower())) == int(found[2])

    def _period(self, text: str) -> bool:
        found = re.fullmatch(r"Intervjuerna gjordes från (\d{4}-\d\d) till (\d{4}-\d\d)\.", text)
        dates = sorted(note["metadata"]["datum"][:7] for note in self._facts.notes.values())
        return found is not None and found.groups() == (dates[0], dates[-1])

    # What others have said: the very words of a note, so their numbers are theirs.

    def _quote(self, text: str) -> bool:
        words, _, who = text.partition("[") if re.search(r"\[[A-Z]{2}-\d\d:", text) else (text, "", "")
        cases = re.findall(r"([A-Z]{2}-\d\d):", who)
        return self._stands(words, cases[:1] or list(self._notes))

    def _evidence(self, text: str) -> bool:
        found = re.fullmatch(r"(\w\w-\d\d):[\d.–-]+  (.*) Används i: .*\.", text, re.DOTALL)
        return found is not None and self._stands(found[2], [found[1]])

    def _stands(self, words: str, cases: list[str]) -> bool:
        words, before = words.strip().replace(" (ungefärligt citat)", ""), ""
        while words != before:
            before, words = words, re.sub(r" \((?:[^()]|\([^()]*\))*\)$", "", words)
        parts = [re.sub(r"\W+", " ", folded(part)).strip() for part in re.split(r"(?<=[.!?:”\"])\s+|\[\w+\]", words)]
        return any(all(part in self._notes[case] for part in parts) for case in cases)

    def _is_typed(self, text: str) -> bool:
        return folded(text) in self._typed or any(folded(text).endswith(each) for each in self._typed if len(each) > 12)
