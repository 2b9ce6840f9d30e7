"""What the constructed material is known to say: the reference counts, and under them the reference codings."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path

from okqual.model.codebook import Code, Rule

UNDECIDED = "undecided"
STATUSES = {"besvarad": "●", "tomt_svar": "∅", "ej_stalld": "–", "hanvisning": "↗"}


class Facts:
    """Who says what, by code, value and group, from the reference alone."""

    def __init__(self, shared: Path) -> None:
        folder = shared / "corpus" / "dev" / "gold"
        self.counted = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        notes = (json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("??-??.json"))
        self.notes = {note["interview"]: note for note in sorted(notes, key=lambda note: note["interview"])}
        self.group = {case: note["metadata"]["aktorstyp"] for case, note in self.notes.items()}
        self.codings: Counter[tuple[str, str]] = Counter()
        self._said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for case, note in self.notes.items():
            for passage in note["codings"]:
                for said in passage["codes"]:
                    code = ".".join(filter(None, (said["code"], said.get("aspect"))))
                    self.codings[case, code] += 1
                    self._said[code][case].append(said["value"])

    @cached_property
    def tables(self) -> dict[str, dict[str, dict[str, set[str]]]]:
        """Name of a table of the reference → code → value → interviews."""
        names = ("values", "values_majority", "values_multi")
        return {
            name: {
                code: {value: set(cell["interviews"]) for value, cell in values.items()}
                for code, values in self.counted[name].items()
            }
            for name in names
        }

    def members(self, group: str | None) -> set[str]:
        """Interviews of a group, all without one."""
        return {case for case, its in self.group.items() if group in (None, "alla", its)}

    def mention(self, code: str) -> set[str]:
        """Interviews with a passage under a code."""
        found = set(self._said[code])
        if code in self.counted["mentions"]:
            assert found == set(self.counted["mentions"][code]["interviews"]), code
        return found

    def who(self, code: Code, value: str | None) -> set[str]:
        """Interviews whose value under a code is that one, by the code's own rule."""
        said = {case: set(values) for case, values in self._said[code.id].items()}
        if value is None or code.scale is None:
            return self.mention(code.id)
        if code.scale.rule is Rule.SET:
            found = {case for case, values in said.items() if value in values}
            table = self.tables["values_multi"].get(code.id, self.tables["values"].get(code.id))
        elif code.scale.rule is Rule.MIDDLE:
            found = {case for case, values in said.items()
                     if values == {value} or (len(values) > 1 and value == code.scale.mixed)}  # fmt: skip
            table = self.tables["values"].get(code.id)
        else:
            found = {
                case for case, values in said.items() if values == {value} or (value == UNDECIDED and len(values) > 1)
            }
            table = self.tables["values"].get(code.id)
            if table is not None and value in (UNDECIDED, "blandad"):
                # The reference calls those mixed that a person has yet to decide.
                mixed = {case for case, values in said.items() if len(values) > 1 or values == {"blandad"}}
                assert mixed == table.get("blandad", set()), code.id
                return found
        if table is not None:
            assert found == table.get(value, set()), (code.id, value)
        return found

    def number(self, code: Code, values: tuple[str | None, ...], group: str | None = None) -> tuple[int, int]:
        """How many of how many in a group have one of the values; any coding for None."""
        members = self.members(group)
        assert len(members) == self.counted["_of"][group or "alla"], group
        return len({case for value in values for case in self.who(code, value)} & members), len(members)

    def status(self, case: str, question: str) -> str:
        """What the note says of a question, as the sign of the coverage picture."""
        return STATUSES[self.notes[case]["question_status"][question]["status"]]

    def answered(self, case: str, question: str) -> bool:
        """Whether the note answers a question, or refers to one that it answers."""
        status = self.notes[case]["question_status"][question]
        led = str(status.get("till", question))
        return "besvarad" in (status["status"], self.notes[case]["question_status"][led]["status"])
