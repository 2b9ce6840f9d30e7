"""Codings that were made under a definition that has come to mean something else since."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from okqual.model.codebook import Code
from okqual.model.codebook_edits import bare, means_the_same
from okqual.model.plain import code_from_plain
from okqual.store import codebook_history
from okqual.store.codebook_history import Version
from okqual.store.projected_codebook import imported

if TYPE_CHECKING:
    from sqlite_utils import Database


def outdated(db: Database) -> dict[str, list[str]]:
    """code → digests of the definitions that its codings may carry and that mean something else than the one in force.

    Reads definitions only, never the codings.
    """
    past = db.conn.execute(
        "SELECT d.code, d.digest, d.content FROM definition AS d"
        " WHERE NOT EXISTS (SELECT 1 FROM code_now AS n WHERE n.code = d.code AND n.definition = d.digest)"
        " ORDER BY d.code, d.digest"
    ).fetchall()
    if not past:
        return {}
    histories = _Histories(db)
    found: dict[str, list[str]] = {}
    for code, digest, content in past:
        now = histories.aliases.get(code, code)
        if now in histories.in_force and histories.means_something_else(
            code, now, code_from_plain(json.loads(content))
        ):
            found.setdefault(now, []).append(digest)
    return found


def how_many(db: Database) -> int:
    """The number of such codings."""
    return sum(
        db.conn.execute(
            f"SELECT count(*) FROM seen_coding WHERE code = ? AND how <> 'lost' AND definition IN ({_marks(digests)})",
            (code, *digests),
        ).fetchone()[0]
        for code, digests in outdated(db).items()
    )


def codings(db: Database, limit: int) -> list[str]:
    """Ids of such codings, code by code in the order of ids, note by note in the order of the text."""
    found: list[str] = []
    for code, digests in outdated(db).items():
        sql = (
            f"SELECT id FROM seen_coding WHERE code = ? AND how <> 'lost' AND definition IN ({_marks(digests)})"
            " ORDER BY note, start_at, end_at, id LIMIT ?"
        )
        found += [row[0] for row in db.conn.execute(sql, (code, *digests, limit - len(found)))]
        if len(found) >= limit:
            break
    return found


@dataclass(slots=True)
class _Histories:
    db: Database
    aliases: dict[str, str] = field(init=False)
    in_force: dict[str, Code] = field(init=False)
    versions: dict[str, list[Version]] = field(init=False)
    merges: dict[str, tuple[tuple[int, str, int], str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        self.aliases = dict(self.db.conn.execute("SELECT code, into_code FROM code_alias").fetchall())
        self.merges = codebook_history.merges(self.db)
        self.in_force = {}
        self.versions = {}
        for book in imported(self.db):
            for code, made in codebook_history.versions(self.db, book).items():
                self.versions.setdefault(code, made)
        rows = self.db.conn.execute(
            "SELECT n.code, d.content FROM code_now AS n JOIN definition AS d ON d.digest = n.definition"
        )
        for code, content in rows:
            self.in_force.setdefault(code, bare(code_from_plain(json.loads(content))))

    def means_something_else(self, code: str, now: str, then: Code) -> bool:
        """Whether a definition of ``code`` is to be looked at again by those who count as ``now``."""
        if code == now:
            return bare(then) != self.in_force[now] and self._changed_since(code, bare(then), self.in_force[now])
        return self._merged_with_meaning(code) or self._later_meaning(code, now)

    def _changed_since(self, code: str, then: Code, now: Code) -> bool:
        made = self.versions.get(code, [])
        last = max((i for i, version in enumerate(made) if version.code == then), default=-1)
        if last < 0:  # its entry was undone: nobody said what that meant, the texts do
            return not means_the_same(then, now)
        return any(version.meaning for version in made[last + 1 :])

    def _merged_with_meaning(self, code: str) -> bool:
        seen: set[str] = set()
        while code in self.merges and code in self.aliases and code not in seen:
            seen.add(code)
            _order, into, meaning = self.merges[code]
            if meaning:
                return True
            code = into
        return False

    def _later_meaning(self, code: str, now: str) -> bool:
        merged = self.merges[code][0] if code in self.merges else (-1, "", 0)
        return any(version.meaning and version.order > merged for version in self.versions.get(now, []))


def _marks(values: list[str]) -> str:
    return ",".join("?" for _ in values)
