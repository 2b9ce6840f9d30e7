"""A trace as lines of a tree, for screen and terminal alike: what it is, what it rests on, what it is used in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from okqual.messages import counted, message
from okqual.text.moments import zoned
from okqual.text.shown import visible_line

SHORT = 4
"""Letters at each end of a digest."""
DIGEST = 6
EXPORT_ID = 12
"""Letters of a long id that tell it from others."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree."""

    words: str
    depth: int = 1
    citation: str = ""
    """The words that it leads to in their note."""
    case: str = ""
    follow: str = ""
    """What can be traced in its turn."""


def trail(found: dict[str, Any]) -> tuple[Line, ...]:
    """The lines of what ``study.tracing.trace`` found."""
    return tuple(Line(visible_line(each.words), *_rest(each)) for each in _Trail(found).lines())


def _rest(line: Line) -> tuple[int, str, str, str]:
    return line.depth, line.citation, line.case, line.follow


class _Trail:
    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        self.zone = str(found.get("time_zone") or "")

    def lines(self) -> Iterator[Line]:
        found = self.found
        heads = {"citation": self._words, "coding": self._words, "code": self._code, "note": self._note,
                 "cell": self._cell, "export": self._export, "decision": self._decision}  # fmt: skip
        yield from heads.get(found["kind"], self._piece)()
        yield from self._uses()
        yield Line(counted("export.trail.history", len(found["history"])))
        yield from (Line(self._step(step), 2) for step in found["history"])

    # What it is, and what it rests on.

    def _words(self) -> Iterator[Line]:
        found = self.found
        name, case = found["citation"] or found["id"], found["case"]
        yield Line(f"{name}  ”{found['quote']}”", 0, found["citation"] or "", case)
        parts = [message("export.trail.note", note=found["note"], version=found["note_version"]), found["place"] or ""]
        parts += [message("export.trail.question", number=number) for number in found["questions"]]
        parts += [*found["participants"], found["textslag"] or ""]
        parts += [] if found["current"] else [message("export.trail.corrected")]
        yield Line(" · ".join(part for part in parts if part), 1, found["citation"] or "", case, found["note"])
        yield Line(self._file(found), 2)
        for asked in found["asked"]:
            for source in ("text", "in_note"):
                if asked[source]:
                    said = message(f"export.trail.asked_{source}", number=asked["question"], text=asked[source])
                    yield Line(said, 2)
        yield from (Line(message("export.trail.now", passage=each), 2, each, case, each) for each in found["now"])
        for coding in found["codings"]:
            yield from self._coding(coding)
        if not found["codings"]:
            yield Line(message("export.trail.no_codings"))

    def _coding(self, coding: dict[str, Any]) -> Iterator[Line]:
        citation = coding["citation"] or self.found["citation"] or ""
        told = message(
            "export.trail.coded", code=coding["name"], value=f": {coding['value']}" if coding["value"] else "",
            definition=coding["definition"]["digest"][:DIGEST], who=self._who(coding), when=self._when(coding["at"]),
        )  # fmt: skip
        yield Line(told, 1, citation, self.found["case"], coding["id"])
        yield from self._definition(coding["definition"]["text"], coding["code"], 2)
        for decision in coding["decisions"]:
            yield self._decided(decision, 2)
        if coding["memo"]:
            yield Line(message("export.trail.memo", memo=coding["memo"]), 2)

    def _definition(self, then: dict[str, Any] | None, code: str, depth: int) -> Iterator[Line]:
        for name in ("brief", "definition", "when", "when_not"):
            if then and then.get(name):
                yield Line(message(f"export.trail.{name}", text=then[name]), depth, follow=code)

    def _decided(self, decision: dict[str, Any], depth: int) -> Line:
        told = message(
            "export.trail.decided", text=decision["text"], reason=decision["reason"] or "–",
            who=decision["coder"], when=self._when(decision["at"]),
        )  # fmt: skip
        return Line(told, depth, follow=decision["id"])

    def _piece(self) -> Iterator[Line]:
        found = self.found
        yield Line(f"{_kind(found)}: {found['text']}", 0)
        status = message(f"terms.piece_status.{found['status']}")
        who, when = self._who(found), self._when(found["at"])
        yield Line(message("export.trail.written", who=who, when=when) + f" · {status} · {found['owner']}")
        if found["changed_at"]:
            who, when = found["changed_by"], self._when(found["changed_at"])
            yield Line(message("export.trail.changed", who=who, when=when))
        if found["kind"] == "source":
            yield Line(_titled(found))
        for each in found["under"]:
            told = message("export.trail.under", text=f"{each['text']} ({each['id']})")
            yield Line(told, follow=each["id"] if each["kind"] in ("code", "heading") else "")
        yield from self._evidence(found["evidence"], 1)

    def _evidence(self, links: list[dict[str, Any]], depth: int) -> Iterator[Line]:
        for link in links:
            role = message(f"terms.role.{link['role']}")
            count = link.get("count")
            if count:
                yield Line(f"{role}: {_count(count)}", depth, follow=count["code"])
            elif "quote" in link:
                words = f"{role}: {link['citation']} ”{link['quote']}”"
                yield Line(words, depth, link["citation"], link["case"], link["ref"])
            elif "kind" in link:
                title = f" ({_titled(link)})" if link["kind"] == "source" else ""
                words = f"{role}: {_kind(link)}: {link['text']}{title}"
                yield Line(words, depth, follow=link["ref"])
                yield from self._evidence(link.get("evidence", []), depth + 1)
            else:
                yield Line(f"{role}: {message('export.trail.gone', id=link['ref'])}", depth)

    def _code(self) -> Iterator[Line]:
        found = self.found
        yield Line(message("export.trail.code", name=found["name"], id=found["id"]), 0)
        for number, each in enumerate(found["versions"], 1):
            who, when = self._who(each), self._when(each["at"])
            yield Line(message("export.trail.version", number=number, who=who, when=when))
            yield from self._definition(each["text"], "", 2)
        yield from (self._decided(each, 1) for each in found["decisions"])
        yield from self._codings()

    def _note(self) -> Iterator[Line]:
        found = self.found
        yield Line(message("export.trail.interview", case=found["case"], notes=", ".join(found["notes"])), 0)
        for each in found["versions"]:
            corrected = "" if each["current"] else f" · {message('export.trail.corrected')}"
            told = message("export.trail.note", note=each["note"], version=each["version"])
            yield Line(told + corrected, follow=each["note"] if each["note"] != found["id"] else "")
            yield Line(self._file(each), 2)
        yield from self._codings()

    def _cell(self) -> Iterator[Line]:
        found = self.found
        yield Line(f"{found['id']}: {found['text']}", 0)
        told = message("export.trail.written", who=self._who(found), when=self._when(found["at"]))
        yield Line(f"{told} · {message('export.trail.draft')}" if found["draft"] else told)
        for each in found["cited"]:
            words = each["quote"] if each["quote"] is not None else message("export.trail.gone", id=each["citation"])
            told = message("export.trail.cites", citation=each["citation"], text=words)
            yield Line(told, 1, each["citation"], each["case"] or "", each["citation"])
        yield from self._codings()

    def _export(self) -> Iterator[Line]:
        found = self.found
        who, when = self._who(found), self._when(found["at"])
        yield Line(message("export.trail.file_written", file=found["file"], who=who, when=when), 0)
        for name in ("id", "sha256", "state"):
            yield Line(message(f"export.trail.export_{name}", digest=found[name]))
        for each in found["pieces"]:
            yield Line(f"{_kind(each)}: {each['text']}", 1, follow=each["id"])
        yield from self._codings()

    def _decision(self) -> Iterator[Line]:
        yield Line(self._decided(self.found, 0).words, 0)

    def _codings(self) -> Iterator[Line]:
        codings = self.found["codings"]
        yield Line(counted("export.trail.codings", codings["count"]))
        for each in codings.get("first", ()):
            value = f": {each['value']}" if each["value"] else ""
            words = f"{each['citation'] or '–'} {each['code']}{value} ”{each['quote'] or '–'}” {each['coder']}"
            yield Line(words, 2, each["citation"] or "", each["case"], each["id"])
        left = codings["count"] - len(codings.get("first", ()))
        if codings.get("first") and left > 0:
            yield Line(counted("export.trail.more", left), 2)

    # What it is used in, and what happened to it.

    def _uses(self) -> Iterator[Line]:
        depth: dict[str, int] = {}
        seen: set[tuple[object, ...]] = set()
        for use in self.found["used_in"]:
            at = depth.get(use.get("through") or "", 0) + 1
            key = (use["kind"], use["id"], use["at"] if "file" in use else 0, use.get("through"))
            if key in seen:
                continue
            seen.add(key)
            depth[use["id"]] = at
            yield Line(self._use(use), at, follow=use["id"])
        if not self.found["used_in"] and self.found["kind"] != "export":
            yield Line(message("export.trail.not_used"))

    def _use(self, use: dict[str, Any]) -> str:
        if "file" in use:
            return message(
                "export.trail.used", file=use["file"], when=self._when(use["at"]), id=use["export"][:EXPORT_ID]
            )
        if use["kind"] == "cell":
            return message("export.trail.cell", cell=use["cell"], text=use["text"])
        if use["kind"] == "code":
            return message("export.trail.about_code", code=use["id"])
        role = " (" + message(f"terms.role.{use['role']}") + ")" if use.get("role") else ""
        return message("export.trail.piece", kind=_kind(use), role=role, text=use["text"])

    def _step(self, step: dict[str, Any]) -> str:
        event = message(f"cli.event.{step['kind']}")
        event = message("cli.event.undone", event=event) if step["undone"] else event
        return f"{self._when(step['at'])}  {step['coder']}  {event}  {step['entry']}"

    def _file(self, read: dict[str, Any]) -> str:
        digest = read["sha256"]
        size = f"{read['size']:,}".replace(",", "\u00a0") if read["size"] is not None else "–"
        who = _named(read["loaded_by"], read["loaded_by_name"])
        told = message(
            "export.trail.file", file=read["file"], digest=f"{digest[:SHORT]}…{digest[-SHORT:]}", size=size, who=who,
            when=self._when(read["loaded_at"]),
        )  # fmt: skip
        return told if read["content_kept"] else f"{told} · {message('export.trail.not_kept')}"

    def _who(self, told: dict[str, Any]) -> str:
        return _named(told["coder"], told.get("coder_name"))

    def _when(self, at: int) -> str:
        return zoned(at, self.zone)


def _kind(piece: dict[str, Any]) -> str:
    return message(f"terms.piece.{piece['kind']}")


def _named(coder: str, name: str | None) -> str:
    return f"{coder} ({name})" if name and name != coder else coder


def _titled(source: dict[str, Any]) -> str:
    return ", ".join(str(part) for part in (source["title"], source["year"], source["page"]) if part)


def _count(count: dict[str, Any]) -> str:
    told: str = count["code"] + (f"={'+'.join(count['values'])}" if count["values"] else "")
    told += f" · {count['by']}={count['group']}" if count["by"] else ""
    if not count["seen"]:
        return told
    return message("export.trail.count", count=told, n=count["seen"]["n"], of=count["seen"]["of"])
