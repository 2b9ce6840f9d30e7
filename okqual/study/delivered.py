"""A file that okqual delivered, checked against the journal and the notes: texts, quotes, evidence and numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from okqual.analysis.published import compare
from okqual.analysis.returned.delivered import count_tables, labels, table_differences
from okqual.analysis.returned.finding import has_anchors
from okqual.errors import OkqualError
from okqual.messages import message, speaking
from okqual.model.codebook import Rule
from okqual.model.delivered import Delivered, Fault
from okqual.model.published import Judged
from okqual.model.results import CellKind
from okqual.model.returned import Edit, Exported, Fate, Returned
from okqual.model.summary import without_links
from okqual.store import exported_texts
from okqual.store.entries import state_digest
from okqual.study import pulling
from okqual.study.against import bytes_of, running
from okqual.study.delivered_book import check_book
from okqual.study.left_to_write import Lack, left
from okqual.study.opening import Study
from okqual.study.pulling import Pull, exports_of_file
from okqual.study.quotes_there import ChangedQuote, changed_quotes
from okqual.study.returned_places import piece_words, places_of
from okqual.text.said_numbers import numbers_in

_EDITED = frozenset({Fate.CHANGED, Fate.MERGED, Fate.CONFLICT, Fate.NEW, Fate.EMPTIED, Fate.COPY, Fate.SOURCE})
_LACKS = {
    Lack.NO_EVIDENCE: "evidence", Lack.EVIDENCE_GONE: "evidence", Lack.RESTS_ON_NOTHING: "evidence",
    Lack.STALE: "number", Lack.MISMATCH: "number",
}  # fmt: skip
_COUNTED = frozenset({CellKind.COUNT, CellKind.PRESENCE, CellKind.VALUE})
SHOWN = 200
"""Characters of a wording that a problem tells."""


def check_delivered(study: Study, path: Path) -> Delivered:
    """Check an export of this study. Raises OkqualError for a file that cannot be read or is none."""
    from okqual.ingest.returned_book import is_page
    from okqual.ingest.returned_word import read_returned

    content = bytes_of(path)
    if is_page(content):
        found = check_book(study, content, path.name)
        return replace(found, faults=(*found.faults, *_lacks(study, found.export)))
    if content.startswith(b"%PDF"):
        raise OkqualError("errors.verify_pdf", {"file": path.name}, "errors.verify_pdf.try")
    returned = read_returned(content, path.name)
    export = exports_of_file(study, returned)[0]
    known = {digest for name, _, digest in exported_texts.known_files(study.db) if name == export.id}
    same = export.state == state_digest(study.db)
    faults = list(_texts(study, path, returned, export))
    faults += [Fault("quote", each.id, _quote_words(each)) for each in changed_quotes(study, returned)]
    faults += _lacks(study, export)
    faults += _regenerated(study, returned, export)
    return Delivered(export, returned.sha256 in known, same, tuple(dict.fromkeys(faults)))


def _texts(study: Study, path: Path, returned: Returned, export: Exported) -> Iterator[Fault]:
    """Texts that say another thing than when they were exported."""
    if not has_anchors(returned) or not export.texts:
        return
    try:
        brought: Pull = pulling.plan(study, path)
    except OkqualError:
        return
    for edit in brought.edits:
        if edit.fate in _EDITED or (edit.fate is Fate.THERE and edit.base != edit.now):
            yield _edited(edit)
        elif edit.fate is Fate.MISSING:
            yield Fault("missing", edit.label, message("export.delivered.missing", text=_short(edit.base)))
    for text in brought.unplaced:
        yield Fault("new", "", message("export.delivered.new", text=_short(text)))


def _edited(edit: Edit) -> Fault:
    one, other = without_links(edit.base), without_links(edit.word)
    kind = "number" if edit.base and numbers_in(one) != numbers_in(other) else "text"
    return Fault(
        kind, edit.label, message("export.delivered.reworded", now=_short(edit.word), former=_short(edit.base))
    )


def _lacks(study: Study, export: Exported) -> Iterator[Fault]:
    """Statements in the file without evidence, and numbers that are others now."""
    inside = {text.place for text in export.texts or ()}
    for each in left(study):
        if each.piece.id in inside and each.lack in _LACKS:
            label = piece_words(each.piece.kind, each.piece.about, each.piece.text)
            said = message(f"export.lack.{each.lack}") + (f" ({each.detail})" if each.detail else "")
            yield Fault(_LACKS[each.lack], label, said)


def _regenerated(study: Study, returned: Returned, export: Exported) -> Iterator[Fault]:
    """What the same export would say now: its numbers, and of a published one every sentence."""
    made = _made_again(study, export)
    if made is None:
        return
    places = places_of(study, [export])
    names = {**places.pieces, **places.message_headings}
    before, now = labels(made, names), labels(returned, names)
    for place, text in now.items():
        if place in before and numbers_in(without_links(text)) != numbers_in(without_links(before[place])):
            yield Fault("number", text.partition("(")[0].strip(), _differs(text, before[place]))
    kinds = export.what == "matrix" and export.options.get("cells") in _COUNTED
    for where, said, other in table_differences(count_tables(returned, kinds), count_tables(made, kinds)):
        yield Fault("number", where, _differs(said, other))
    if export.options.get("publish") == "True" and export.what == "summary":
        for verdict in compare(running(made), running(returned)).changed:
            kind = {Judged.NUMBER: "number", Judged.NEW: "new", Judged.GONE: "missing"}.get(verdict.kind, "text")
            key = {"new": "new", "missing": "missing"}.get(kind, "reworded")
            values: Mapping[str, object] = {"text": verdict.text, "now": verdict.text, "former": verdict.former}
            yield Fault(kind, verdict.section, message(f"export.delivered.{key}", **values))


def _made_again(study: Study, export: Exported) -> Returned | None:
    """The export as it would be made now, read; None where it cannot be made any more."""
    from okqual.ingest.returned_word import read_returned
    from okqual.study import chapters_file, reporting

    options = export.options
    reader = replace(study, read_only=True)
    criteria, rule = options.get("criteria", "").split(), options.get("rule")
    with tempfile.TemporaryDirectory() as folder, speaking(options.get("language", "")):
        path = Path(folder) / "igen.docx"
        try:
            if export.what == "summary":
                chapters_file.write_summary(
                    reader, path, criteria, options.get("publish") == "True", None, Rule(rule) if rule else None,
                    options.get("outside") == "True", False, False, options.get("citations") or "brackets",
                )  # fmt: skip
            elif export.what == "matrix" and options.get("cells") in _COUNTED:
                import json

                reporting.write_matrix(
                    reader, path, options["rows"], options["cols"], CellKind(options["cells"]),
                    json.loads(options.get("where") or "{}"), options.get("group_by") or None, criteria,
                    options.get("outside") == "True", Rule(rule) if rule else None, options.get("publish") == "True",
                )  # fmt: skip
            else:
                return None
            return read_returned(path.read_bytes(), path.name)
        except (OkqualError, ValueError, KeyError):
            # A criterion or an attribute is gone: what is told of texts and quotes holds all the same.
            return None


def _quote_words(each: ChangedQuote) -> str:
    if not each.id:
        return message("export.delivered.quote_unknown", text=_short(each.now))
    if not each.former:
        return message("export.delivered.quote_gone")
    return message("export.delivered.quote", now=_short(each.now), former=_short(each.former))


def _differs(said: str, other: str) -> str:
    return message("export.delivered.number", now=_short(said), other=_short(other))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def plain(found: Delivered) -> dict[str, object]:
    """What was found as JSON has it."""
    problems: Sequence[dict[str, str]] = [{"kind": e.kind, "where": e.where, "what": e.what} for e in found.faults]
    return {
        "ok": not problems, "problems": problems, "export": found.export.id, "at": found.export.at,
        "unchanged": found.unchanged, "state_same": found.state_same,
    }  # fmt: skip
