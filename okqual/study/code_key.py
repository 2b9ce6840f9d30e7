"""The code key (kodnyckel): who is behind which pseudonym, in a file of its own outside the study's folder."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from okqual.errors import OkqualError
from okqual.export.writing import move
from okqual.ingest.pseudonyms import FORMS
from okqual.store import pseudonymised
from okqual.study.opening import Study, setting, user_folder, user_settings
from okqual.text.folding import folded
from okqual.text.identifying import Identifying

FORMAT = "okqual-code-key-1"
FOLDER_SETTING = "code_key_folder"
"""The user's own setting that says in which folder the keys of all studies lie."""

Pseudonyms = dict[Identifying, dict[str, str]]
"""By kind: value → pseudonym."""


@dataclass(slots=True)
class CodeKey:
    """The pseudonyms of one study. New ones are in the file when :meth:`keep` has put them there."""

    path: Path
    study: str
    """The study's id."""
    kept: Pseudonyms
    new: Pseudonyms = field(default_factory=lambda: {kind: {} for kind in Identifying})
    last: dict[Identifying, int] = field(default_factory=dict)
    """Highest number that is used, by kind."""
    reserved: frozenset[str] = frozenset()
    """Pseudonyms that the list gives, in folded form: no other name gets them."""

    def pseudonym(self, kind: Identifying, value: str, listed: str = "") -> str:
        """The pseudonym of a value: the one it has, the one the list gives it, or the next free one.

        Raises OkqualError where the list says otherwise than the key.
        """
        own = self._own(kind, value)
        if own and listed and own != listed:
            values: dict[str, object] = {"name": value, "pseudonym": own, "listed": listed, "file": str(self.path)}
            raise OkqualError("errors.code_key_other_pseudonym", values, "errors.code_key_other_pseudonym.try")
        if not own:
            own = listed or self._next(kind)
            self.new[kind][value] = own
        return own

    def keep(self, used: set[tuple[Identifying, str]]) -> None:
        """Put the new pseudonyms that are used into the file, whole or not at all, readable by its owner only.

        What another load put there meanwhile stays. Raises OkqualError where it gave the same pseudonym to
        somebody else, or the file cannot be written.
        """
        wanted = {
            kind: {value: made for value, made in self.new[kind].items() if (kind, value) in used} for kind in self.new
        }
        if not any(wanted.values()):
            return
        # A file that went away meanwhile is written anew with all that it held.
        there = read_key(self.path, self.study) if self.path.exists() else self.kept
        for kind, pseudonyms in wanted.items():
            if there[kind] != self.kept[kind]:
                self._check(there[kind], pseudonyms)
            there[kind] = there[kind] | pseudonyms
            self.new[kind] = {value: made for value, made in self.new[kind].items() if value not in pseudonyms}
        _write(self.path, {"format": FORMAT, "study": self.study, "pseudonyms": there})
        self.kept = there

    def _own(self, kind: Identifying, value: str) -> str:
        known = {**self.kept[kind], **self.new[kind]}
        if value in known or kind is not Identifying.NAME:
            return known.get(value, "")
        return next((made for name, made in known.items() if folded(name) == folded(value)), "")

    def _next(self, kind: Identifying) -> str:
        taken = {folded(made) for each in (*self.kept.values(), *self.new.values()) for made in each.values()}
        number = self.last.get(kind, 0) + 1
        while folded(FORMS[kind].format(number=number)) in taken | self.reserved:
            number += 1
        self.last[kind] = number
        return FORMS[kind].format(number=number)

    def _check(self, there: dict[str, str], wanted: dict[str, str]) -> None:
        others = {made for value, made in there.items() if value not in wanted and _numbered(made)}
        if any(there.get(value, made) != made or made in others for value, made in wanted.items()):
            raise OkqualError("errors.code_key_changed", {"file": str(self.path)}, "errors.code_key_changed.try")


def open_key(study: Study, path: Path | None = None) -> CodeKey:
    """The study's code key: the file given, else in the user's own folder of keys, else in the user's state folder.

    Where the study has pseudonyms but no key is there, a new one is begun only in a file that was given by
    name; its numbers go on where those of the study end. Raises OkqualError for a file inside the study's
    folder, one that is no key, and the key of another study.
    """
    name = setting(study, "id")
    place = path if path is not None else default_path(study)
    _refuse_inside(study, place)
    if place.exists():
        return CodeKey(place, name, read_key(place, name))
    key = CodeKey(place, name, {kind: {} for kind in Identifying})
    if pseudonymised.has_pseudonymised(study.db):
        if path is None:
            raise OkqualError("errors.code_key_missing", {"file": str(place)}, "errors.code_key_missing.try")
        key.last = _highest(study)
    return key


def default_path(study: Study) -> Path:
    """Where the study's key lies unless the user says otherwise."""
    own = user_settings().get(FOLDER_SETTING)
    folder = Path(str(own)).expanduser() if own else user_folder("state") / "code-keys"
    return folder / f"{re.sub(r'[^0-9A-Za-z-]+', '-', setting(study, 'id'))}.json"


def read_key(path: Path, study: str) -> Pseudonyms:
    """The pseudonyms of a key file. Raises OkqualError for another file, and for the key of another study."""
    values: dict[str, object] = {"file": str(path)}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OkqualError("errors.cannot_read", values, "errors.cannot_read.try") from error
    except (ValueError, RecursionError) as error:
        raise OkqualError("errors.code_key_broken", values, "errors.code_key_broken.try") from error
    pseudonyms = found.get("pseudonyms") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if not isinstance(pseudonyms, dict) or not all(_is_texts(pseudonyms.get(kind, {})) for kind in Identifying):
        raise OkqualError("errors.code_key_broken", values, "errors.code_key_broken.try")
    if found.get("study") != study:
        raise OkqualError("errors.code_key_of_another", values, "errors.code_key_of_another.try")
    return {kind: dict(pseudonyms.get(kind, {})) for kind in Identifying}


def is_inside(study: Study, path: Path) -> bool:
    """Whether a file lies, or would lie, in the study's folder."""
    place = path.expanduser().resolve()
    folder = study.folder.resolve()
    if place.is_relative_to(folder):
        return True
    # A folder may have several names: letter case, a mounted share.
    return any(parent.exists() and parent.samefile(folder) for parent in place.parents)


def _refuse_inside(study: Study, path: Path) -> None:
    if is_inside(study, path):
        values: dict[str, object] = {"file": str(path), "folder": str(study.folder)}
        raise OkqualError("errors.code_key_in_study", values, "errors.code_key_in_study.try")


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _numbered(pseudonym: str) -> bool:
    """Whether it is one that okqual made; several names of a list may well share one."""
    forms = (re.escape(form).replace(r"\{number\}", "[0-9]+") for form in FORMS.values())
    return any(re.fullmatch(form, pseudonym) for form in forms)


def _highest(study: Study) -> dict[Identifying, int]:
    """The highest number of a pseudonym of each kind in the study's notes."""
    found: Counter[Identifying] = Counter()
    for text in pseudonymised.pseudonymised_texts(study.db):
        for kind, form in FORMS.items():
            pattern = re.escape(form.strip("[]")).replace(r"\{number\}", "([0-9]{1,9})")
            numbers = [int(number) for number in re.findall(pattern, text)]
            found[kind] = max([found[kind], *numbers])
    return dict(found)


def _write(path: Path, value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    passing = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # 0600 from the first byte; on Windows the folder's own rights hold.
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            move(passing, path)
        finally:
            passing.unlink(missing_ok=True)
    except OSError as error:
        raise OkqualError("errors.code_key_not_written", {"file": str(path)}, "errors.cannot_write.try") from error
