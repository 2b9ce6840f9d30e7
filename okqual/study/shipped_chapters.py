"""The example's findings, sources, judgements and outline, out of the file that is shipped beside its codings."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from okqual.analysis.counts import Counts
from okqual.ingest.definitions.yaml_file import parse_yaml, read_text
from okqual.model.events import Kind
from okqual.model.finding import CountRef, Role, Status
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.store.projected_findings import ref_payload
from okqual.study.changing import changing
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.outlining import STEP


def take_chapters(study: Study, path: Path) -> None:
    """Write what the file holds as one batch; its evidence is the first coding of an interview under the code."""
    plan = parse_yaml(read_text(path), path.name, {}).value
    writer = _Writer(study)
    with changing(study) as pen:
        batch = pen.begin_batch()
        for chapter in plan:
            writer.chapter(pen, batch, chapter)


class _Writer:
    """What all chapters need, at hand."""

    def __init__(self, study: Study) -> None:
        self.coder = study.coder
        self.counts = Counts(gather(study))
        self.codings: dict[tuple[str, str], str] = {}
        for each in queries.all_codings(study.db):
            self.codings.setdefault((each.case, each.code), each.id)

    def chapter(self, pen: Pen, batch: str, chapter: dict[str, Any]) -> None:
        """Write one criterion's chapter."""
        made: dict[str, str] = {}
        for each in chapter["findings"]:
            made[each["key"]] = self._make(pen, batch, Kind.FINDING, each)
            self._link(pen, batch, made[each["key"]], each)
        for each in chapter["sources"]:
            title, page = (contents.put(pen.db, contents.STUDY, each[name]) for name in ("title", "page"))
            facts: dict[str, Any] = {"type": each["type"], "title": title, "year": int(each["year"]), "page": page}
            made[each["key"]] = self._make(pen, batch, Kind.SOURCE, {**each, "text": each["words"]}, facts)
        for each in chapter["judgements"]:
            made[each["key"]] = self._make(pen, batch, Kind.JUDGEMENT, each)
            for key in each["rests_on"]:
                rests: dict[str, Any] = {
                    "piece": made[each["key"]],
                    "ref": made[key],
                    "role": str(Role.SUPPORTS),
                    "over": "",
                }
                pen.write(Kind.JUDGEMENT_RESTS, rests, batch=batch)
        for number, each in enumerate(chapter["outline"], 1):
            told: dict[str, Any] = {"about": chapter["criterion"], "text": each["heading"], "status": each["status"]}
            place: dict[str, Any] = {"heading": "", "position": number * STEP}
            heading = self._make(pen, batch, Kind.HEADING, told, place)
            for position, key in enumerate(each["items"], 1):
                put: dict[str, Any] = {"piece": made[key], "heading": heading, "position": position * STEP, "over": ""}
                pen.write(Kind.PIECE_PLACED, put, batch=batch)

    def _make(self, pen: Pen, batch: str, kind: Kind, told: dict[str, Any], more: dict[str, Any] | None = None) -> str:
        payload = {
            "about": told["about"], "owner": self.coder, "status": told.get("status", str(Status.DRAFT)),
            "text": contents.put(pen.db, contents.STUDY, told["text"]), **(more or {}),
        }  # fmt: skip
        return pen.write(kind, payload, batch=batch).address

    def _link(self, pen: Pen, batch: str, finding: str, told: dict[str, Any]) -> None:
        by_role: dict[Role, list[tuple[Any, list[int] | None]]] = defaultdict(list)
        for each in told["counts"]:
            by, group = next(iter(each.get("group", {}).items()), ("", ""))
            ref = CountRef(told["code"], tuple(each.get("values", ())), by, group)
            now = self.counts.of(ref)
            if now is not None:
                by_role[Role.SUPPORTS].append((ref_payload(pen.db, ref), [len(now.who), len(now.of)]))
        for role in Role:
            by_role[role] += [(self.codings[case, told["code"]], None) for case in told.get(str(role), ())]
        for role, refs in by_role.items():
            for said, seen in refs:
                payload = {"piece": finding, "ref": said, "role": str(role), "over": ""}
                pen.write(Kind.FINDING_EVIDENCE, {**payload, **({"seen": seen} if seen else {})}, batch=batch)
