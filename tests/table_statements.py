"""The tables of the Word files, by their header rows: each cell with a number held against the facts."""

from __future__ import annotations

import re
from collections.abc import Callable

from okqual.model.codebook import Code, Codebook
from okqual.model.quantifiers import QuantifierScale
from tests.facts import UNDECIDED, Facts

ANY = "tar upp saken"
UNCOUNTED = ("förekommer", "ej skriven")
"""What stands in cells that tell neither number nor value."""
CODINGS = re.compile(r"\d+")


class Tables:
    """Holds tables against the facts."""

    def __init__(self, facts: Facts, book: Codebook, scale: QuantifierScale, language: str = "sv") -> None:
        self._facts, self._book, self._scale = facts, book, scale
        self._by_name = {code.name: code for code in book.codes if not code.group}
        self.wrong: list[str] = []

    def kind(self, rows: list[list[str]], code: Code | None, neutral: dict[str, str]) -> str:
        """What kind of table it is; "" for one that is not known. ``code`` is the one whose section it stands in."""
        head = [cell.split("\n")[0] for cell in rows[0]]
        first = re.fullmatch(r"\w\w-\d\d", head[1]) and head[0]
        kinds: dict[str, Callable[[], None]] = {
            "Värde": lambda: self._prevalence(rows, code),
            "Kod": lambda: self._heat(rows) if first else self._rules(rows),
            "Fråga": lambda: self._coverage(rows),
            "Intervju": lambda: self._of_interviews(rows, head, neutral),
            "Kodare": lambda: self._coders(rows),
            "Ord": lambda: self._scale_words(rows),
            "Nr": lambda: self._numbered(rows),
            "Uppgift": lambda: self._facts_of_export(rows),
        }
        if head[0] not in kinds:
            return ""
        kinds[head[0]]()
        return head[0]

    def _expect(self, said: object, fact: object, about: str) -> None:
        if said != fact:
            self.wrong.append(f"{about}: {said!r}, not {fact!r}")

    def _prevalence(self, rows: list[list[str]], code: Code | None) -> None:
        """Each value of each group, and whether the words beside the number are of the scale and fit."""
        assert code is not None
        names = {value.name: value.id for value in code.scale.values} if code.scale else {}
        names["att avgöra"] = UNDECIDED
        groups = [re.sub(r" \(\d+\)$", "", cell) for cell in rows[0][1:]]
        for cell, group in zip(rows[0][1:], groups, strict=True):
            if size := re.search(r"\((\d+)\)$", cell):
                self._expect(int(size[1]), len(self._facts.members(group)), f"{code.id} {group}")
        for name, *cells in rows[1:]:
            for cell, group in zip(cells, groups, strict=True):
                self._number(code, name, names, None if group == "alla" else group, cell)

    def _number(self, code: Code, name: str, names: dict[str, str], group: str | None, cell: str) -> None:
        about = f"{code.id} {name} {group}: {cell!r}"
        members = self._facts.members(group)
        if name in ("fick frågan och svarade", "tog upp den utan att få frågan"):
            asked = {case for case in members if any(self._facts.answered(case, number) for number in code.questions)}
            unasked = (self._facts.mention(code.id) & members) - asked
            fact = f"{len(asked)} av {len(members)}" if name.startswith("fick") else str(len(unasked))
            self._expect(cell, fact, about)
            return
        n, of = self._facts.number(code, (None if name == ANY else names[name],), group)
        count, _, words = cell.rpartition("\n") if " av " in cell else ("", "", cell)
        if " av " in cell and not count:
            count, words = cell, ""
        if count:
            self._expect(count, f"{n} av {of}", about)
        for word in filter(None, words.split(" / ")):
            named = self._scale.named(word)
            if named is None or not named.fits(n, of) or not named.fits(n, of, least_for_share=0):
                self.wrong.append(f"{about}: {word!r} of {n} av {of}")

    def _heat(self, rows: list[list[str]]) -> None:
        for name, *cells in rows[1:]:
            for case, cell in zip(rows[0][1:], cells, strict=True):
                self._codings(self._by_name[name], case, cell)

    def _codings(self, code: Code, case: str, cell: str) -> None:
        codings = self._facts.codings[case, code.id]
        if CODINGS.fullmatch(cell) or codings:
            self._expect(cell, str(codings), f"{code.id} {case}")

    def _rules(self, rows: list[list[str]]) -> None:
        for name, values, _ in rows[1:]:
            scale = self._by_name[name].scale
            assert scale is not None
            self._expect(values, " / ".join(value.name for value in scale.values), name)

    def _coverage(self, rows: list[list[str]]) -> None:
        for number, *cells in rows[1:]:
            for case, cell in zip(rows[0][1:], cells, strict=True):
                self._expect(cell, self._facts.status(case, number), f"{case} {number}")

    def _of_interviews(self, rows: list[list[str]], head: list[str], neutral: dict[str, str]) -> None:
        if "Datum" in head:
            self._interviews(rows)
        elif "Månad" in head:
            self._interviews_in_print(rows, neutral)
        else:
            self._matrix(rows, neutral)

    def _interviews_in_print(self, rows: list[list[str]], neutral: dict[str, str]) -> None:
        self._expect({neutral[row[0]] for row in rows[1:]}, set(self._facts.notes), "interviews")
        for label, actor, _, month, form, length in rows[1:]:
            told = self._facts.notes[neutral[label]]["metadata"]
            facts = (told["aktorstyp"], told["datum"][:7], told["form"], f"{told['langd_min']} min")
            self._expect((actor, month, form, length), facts, label)

    def _interviews(self, rows: list[list[str]]) -> None:
        self._expect([row[0] for row in rows[1:]], list(self._facts.notes), "interviews")
        for case, where, people, date, how, _ in rows[1:]:
            told = self._facts.notes[case]["metadata"]
            self._expect(where, f"{told['aktorstyp']} · {told['lan']}", case)
            self._expect(len(people.split("\n")), told["antal_deltagare"], case)
            self._expect((date, how), (told["datum"], f"{told['form']} · {told['langd_min']} min"), case)

    def _coders(self, rows: list[list[str]]) -> None:
        whole = self._facts.codings.total()
        self._expect([row[2:] for row in rows[1:]], [[str(whole), str(len(self._facts.notes))]], "coders")

    def _scale_words(self, rows: list[list[str]]) -> None:
        """The bounds as they are printed say of every number in groups up to thirty what the scale says."""
        for names, bounds in rows[1:]:
            word = self._scale.named(names.split(", ")[0])
            assert word is not None
            printed = re.findall(r"\d+", bounds)
            held = [
                each for each in (word.least, word.most, word.over, word.share_from, word.share_to) if each is not None
            ]
            said = sorted(map(int, printed))
            if bounds not in ("alla",):
                self._expect(said, sorted(set(held)) if len(set(held)) == len(said) else sorted(held), names)
            self._expect("inte alla" in bounds, word.not_all, names)

    def _numbered(self, rows: list[list[str]]) -> None:
        """The guide, or one of the check lists: numbers in order, and of the material what the facts say."""
        numbers = [re.sub(r"\D", "", row[0]) for row in rows[1:]]
        self._expect(numbers, [str(at) for at in range(1, len(numbers) + 1)], rows[0][-1])
        told = [note["metadata"] for note in self._facts.notes.values()]
        lengths = [each["langd_min"] for each in told]
        facts = {
            r"(\d+) intervjuer\.": len(told),
            r"(\d+) intervjupersoner\.": sum(each["antal_deltagare"] for each in told),
            r"tog mellan (\d+) och": min(lengths),
            r"och (\d+) minuter": max(lengths),
            r"(\d+) kodare": 1,
        }
        for row in rows[1:]:
            answer = row[-1] if "utvärderingen" in rows[0][-1] else ""
            rest = re.sub(r"okqual [\d.]+", "", answer)
            for pattern, fact in facts.items():
                for found in re.finditer(pattern, answer):
                    self._expect(int(found[1]), fact, answer)
                    rest = rest.replace(found[1], "", 1)
            if re.search(r"\d", rest):
                self.wrong.append(f"a number that nothing says: {row}")

    def _facts_of_export(self, rows: list[list[str]]) -> None:
        known = {
            "Utvärdering", "Läge", "Export-id", "Lägets kontrollsumma", "Intervjuguider", "Kodböcker", "Val", "Program",
            "Diarienummer",
        }  # fmt: skip
        self._expect({row[0] for row in rows[1:]} - known, set(), "facts of the export")

    def _matrix(self, rows: list[list[str]], neutral: dict[str, str]) -> None:
        """Codings, values or quotes in each cell; where there are none, why."""
        codes = [self._by_name[cell.split("\n")[0]] for cell in rows[0][1:]]
        for label, *cells in rows[1:]:
            case = neutral.get(label.split("\n")[0], label.split("\n")[0])
            for code, cell in zip(codes, cells, strict=True):
                self._cell(code, case, cell)

    def _cell(self, code: Code, case: str, cell: str) -> None:
        codings = self._facts.codings[case, code.id]
        if not codings:
            self._expect(bool(re.search(r"\d", cell)), False, f"{code.id} {case} {cell!r}")
        elif CODINGS.fullmatch(cell):
            self._expect(int(cell), codings, f"{code.id} {case}")
        elif code.scale is not None and (first := cell.partition("\n")[0]) not in UNCOUNTED:
            names = {value.id: value.name for value in code.scale.values}
            names[UNDECIDED] = "att avgöra"
            held = sorted(names[value] for value in names if case in self._facts.who(code, value))
            said = first.replace(" (oense)", "")
            self._expect(sorted(said.split(", ")) if len(held) > 1 else [said], held, f"{code.id} {case}")
