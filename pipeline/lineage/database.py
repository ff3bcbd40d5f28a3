"""What is kept of the documents, by a database of SQLite that is private and goes with the connection."""

from __future__ import annotations

import marshal
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pipeline.lineage.papers import Citing, Paper, Piece, places_above
from pipeline.lineage.titles import GENERAL

_getters: dict[type, attrgetter[Any]] = {
    kind: attrgetter(*(field.name for field in fields(kind))) for kind in (Paper, Citing, Piece)
}
_MOST = 200
"""Papers of one key that are looked at."""


class Database:
    """Papers, citations and tasks on disk, as far as SQLite's cache does not hold them."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        run = self._database.execute
        run("PRAGMA cache_size = -64000")
        run("PRAGMA journal_mode = OFF")
        run("CREATE TABLE papers (id PRIMARY KEY, paper, cites, pieces) WITHOUT ROWID")
        run("CREATE TABLE keys (kind, key, id)")
        self._sorted = False

    def close(self) -> None:
        """Let go of all that is kept."""
        self._database.close()

    def add(self, paper: Paper, citations: Iterable[Citing], pieces: Iterable[Piece]) -> None:
        """Keep a paper; OSError if there is no room for it."""
        packed = zlib.compress(marshal.dumps([_plain(each) for each in pieces]), 1)
        row = (paper.id, marshal.dumps(_plain(paper)), marshal.dumps([_plain(c) for c in citations]), packed)
        keys = [("title", _of_place(key, paper.place), paper.id) for key in paper.keys]
        if paper.number:
            keys.append(("number", paper.number, paper.id))
        if paper.subject:
            keys.append(("subject", f"{paper.subject}\t{paper.place}", paper.id))
        keys += [("stem", key, paper.id) for key in _stems(paper)]
        try:
            self._database.execute("INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?)", row)
            self._database.executemany("INSERT INTO keys VALUES (?, ?, ?)", keys)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
        self._sorted = False

    def papers(self) -> Iterator[Paper]:
        """Yield the papers by their ids."""
        self._index()
        for (content,) in self._database.execute("SELECT paper FROM papers ORDER BY id"):
            yield _paper(content)

    def paper(self, document: str) -> Paper:
        """Return the paper of an id."""
        (content,) = self._database.execute("SELECT paper FROM papers WHERE id = ?", (document,)).fetchone()
        return _paper(content)

    def citations(self, document: str) -> list[Citing]:
        """Return what a document names, in the order of its text."""
        (content,) = self._database.execute("SELECT cites FROM papers WHERE id = ?", (document,)).fetchone()
        return [Citing(*each) for each in marshal.loads(content)]

    def pieces(self, document: str) -> list[Piece]:
        """Return the tasks of a document."""
        (content,) = self._database.execute("SELECT pieces FROM papers WHERE id = ?", (document,)).fetchone()
        return [Piece(*each) for each in marshal.loads(zlib.decompress(content))]

    def by_number(self, number: str, but: str) -> list[Paper]:
        """Return the papers of a document number, but for one."""
        return self._by("number", number, but)

    def by_key(self, key: str, paper: Paper) -> list[Paper]:
        """Return the others that are known by a title; by a general one those of the place and above."""
        keys = dict.fromkeys(_of_place(key, each) for each in (paper.place, *places_above(paper.place)))
        return [each for one in keys for each in self._by("title", one, paper.id)]

    def by_stem(self, paper: Paper) -> list[Paper]:
        """Return the others whose titles differ in the year alone, of the paper's place or of an issuer."""
        found = (each for key in _stems(paper) for each in self._by("stem", key, paper.id))
        return list({each.id: each for each in found}.values())

    def by_subject(self, paper: Paper) -> list[Paper]:
        """Return the papers of the levels above on a paper's subject."""
        keys = [f"{paper.subject}\t{each}" for each in places_above(paper.place)] if paper.subject else []
        return [each for one in keys for each in self._by("subject", one, paper.id)]

    def _by(self, kind: str, key: str, but: str) -> list[Paper]:
        self._index()
        query = """
            SELECT p.paper FROM keys k JOIN papers p USING (id)
            WHERE k.kind = ? AND k.key = ? AND k.id <> ? ORDER BY id LIMIT ?"""
        return [_paper(content) for (content,) in self._database.execute(query, (kind, key, but, _MOST))]

    def _index(self) -> None:
        if not self._sorted:
            self._database.execute("CREATE INDEX IF NOT EXISTS by_key ON keys (kind, key)")
            self._sorted = True


def _of_place(key: str, place: str) -> str:
    """Return a title's key; of a general title, which each place has, that of the place."""
    return f"{key}\t{place}" if len(key) <= GENERAL else key


def _stems(paper: Paper) -> tuple[str, ...]:
    """Return what papers of one series share: of all 政府工作报告 those of the place, or of an issuer."""
    whose = dict.fromkeys((paper.place, *paper.issuers))
    return tuple(f"{paper.stem}\t{each}" for each in whose) if paper.stem else ()


def _plain(found: Paper | Citing | Piece) -> Any:
    """Return the values of the fields, which are plain themselves."""
    return _getters[type(found)](found)


@lru_cache(maxsize=1 << 10)
def _paper(content: bytes) -> Paper:
    return Paper(*marshal.loads(content))
