"""Finding what is tied: documents by what they cite, by series and subject, and the tasks of those.

Tasks are compared only where their documents are tied, so that the work grows with the documents and not with
their pairs. What is kept of the documents lies on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from extractors.citations import IMPLEMENTING
from extractors.records import Document
from pipeline.lineage.database import Database
from pipeline.lineage.links import Kind, Link, Rule
from pipeline.lineage.papers import Citing, Paper, is_known, lies_in, read_citations, read_paper, read_pieces
from pipeline.lineage.titles import GENERAL, body_of, edition_of, keys_of, number_key
from pipeline.lineage.wording import agreeing, compare, look, weigh

DEFAULT = 0.5
"""Score from which links are given: .9 of judged ones are right there (docs/tracking.md)."""
_FRAMES = {"passed": 0.95, "carried": 0.92, "basis": 0.9, "referred": 0.4, "named": 0.1}
"""How sure it is that a document implements what it names, by 120 judged citations."""
_FOUND: dict[str, float] = {"number": 1.0, "title": 0.97, "cited": 1.0}
_SERIES, _SUBJECT = 0.9, 0.6
_YEARS_OF_SERIES, _YEARS_OF_SUBJECT = 6, 3
"""Years between two of a series (five-year plans), and between a paper and what a lower level makes of it."""
_FEW = 4
"""Letters of a stem below which only equal issuers make a series."""


class Lineage:
    """Gathers on disk what documents are known by and cite, while they go by; gives their links then."""

    def __init__(self, threshold: float = DEFAULT) -> None:
        self._threshold = threshold
        self._database = Database()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def add(self, document: Document) -> None:
        """Add a document; OSError if there is no room for it."""
        self._database.add(read_paper(document), read_citations(document), read_pieces(document))

    def gather(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents, and add each."""
        for document in documents:
            self.add(document)
            yield document

    def links(self) -> Iterator[Link]:
        """Yield the links at the threshold or above: of each document, by its id, then of its tasks."""
        for paper in self._database.papers():
            ties: dict[str, Kind] = {}
            for link in self._of_document(paper):
                if link.target:
                    ties.setdefault(link.target, link.kind)
                if link.score >= self._threshold:
                    yield link
            for target, kind in ties.items():
                yield from self._of_tasks(paper, target, kind)

    def _of_document(self, paper: Paper) -> Iterator[Link]:
        seen: set[tuple[str, str, str]] = set()
        cited: set[str] = set()
        for citing in self._database.citations(paper.id):
            target, rule = self._find(paper, citing)
            score = round(_FRAMES[citing.frame] * _FOUND[rule], 3)
            name = target.id if target else next(keys_of(citing.title), "") or number_key(citing.number)
            if not name or (name, citing.task, citing.frame) in seen:
                continue
            seen.add((name, citing.task, citing.frame))
            if target:
                cited.add(target.id)
            if target or citing.frame in IMPLEMENTING:
                yield self._cites(paper, citing, target, rule, score)
        yield from self._by_title(paper, cited)

    def _cites(self, paper: Paper, citing: Citing, target: Paper | None, rule: Rule, score: float) -> Link:
        return Link(
            kind="implements",
            rule=rule,
            frame=citing.frame,
            score=score,
            source=paper.id,
            source_title=paper.title,
            source_task=citing.task,
            source_task_title=citing.task_title,
            source_place=None if citing.in_title else (citing.start, citing.end),
            target=target.id if target else "",
            target_title=target.title if target else citing.title,
            target_number=target.number if target else number_key(citing.number),
            target_task="",
            target_task_title="",
            target_place=None,
            words=citing.title or citing.number,
        )

    def _find(self, paper: Paper, citing: Citing) -> tuple[Paper | None, Rule]:
        """Return the document that is cited, and how it was known."""
        if citing.number:
            found = self._database.by_number(number_key(citing.number), paper.id)
            if found:
                return found[0], "number"
        for key in keys_of(citing.title):
            fitting = [
                each for each in self._database.by_key(key, paper) if self._fits(paper, citing, key, each)
            ]
            if citing.number:
                fitting = [each for each in fitting if not each.number]
            if fitting:
                return max(fitting, key=lambda each: (each.issued_on, each.year, each.id)), "title"
        return None, "cited"

    def _fits(self, paper: Paper, citing: Citing, key: str, other: Paper) -> bool:
        """Tell whether a paper of that title can be meant: not later, of the place or above."""
        if paper.issued_on and other.issued_on and other.issued_on > paper.issued_on:
            return False
        if 0 < _known_by(paper) < edition_of(other.title):
            return False
        if citing.place and is_known(other.place) and citing.place != other.place:
            return False
        if citing.year and other.year and citing.year != other.year:
            return False
        bodies = body_of(citing.title), body_of(other.title)
        if all(bodies) and bodies[0] != bodies[1]:
            return False
        near = other.place == paper.place or lies_in(paper.place, other.place)
        if len(key) <= GENERAL:
            return near and (citing.year or paper.year) == other.year
        return near or not is_known(paper.place) or not is_known(other.place) or len(key) > 2 * GENERAL

    def _by_title(self, paper: Paper, cited: set[str]) -> Iterator[Link]:
        """Yield the one before in its series, and the paper of an upper level on the same subject."""
        if before := self._one_before(paper):
            yield self._entitled(paper, before, "continues", "series", _SERIES)
        above = [
            each
            for each in self._database.by_subject(paper)
            if each.id not in cited and each.year <= paper.year <= each.year + _YEARS_OF_SUBJECT
        ]
        if above:
            nearest = max(above, key=lambda each: (len(each.place.rstrip("0")), each.year, each.id))
            yield self._entitled(paper, nearest, "implements", "subject", _SUBJECT)

    def _one_before(self, paper: Paper) -> Paper | None:
        """Return the latest earlier paper of the series, None for none."""
        if not paper.stem or not paper.year:
            return None
        found = []
        for other in self._database.by_stem(paper):
            same = set(paper.issuers) & set(other.issuers)
            if is_known(paper.place) and paper.place == other.place:
                fits = bool(same) or not (paper.issuers and other.issuers)
            else:
                fits = bool(same)
            if fits and 0 < paper.year - other.year <= _YEARS_OF_SERIES and (len(paper.stem) > _FEW or same):
                found.append(other)
        return max(found, key=lambda each: (each.year, each.issued_on, each.id), default=None)

    def _entitled(self, paper: Paper, other: Paper, kind: Kind, rule: Rule, score: float) -> Link:
        return Link(
            kind=kind,
            rule=rule,
            frame="",
            score=score,
            source=paper.id,
            source_title=paper.title,
            source_task="",
            source_task_title="",
            source_place=None,
            target=other.id,
            target_title=other.title,
            target_number=other.number,
            target_task="",
            target_task_title="",
            target_place=None,
            words=paper.stem if rule == "series" else paper.subject,
        )

    def _of_tasks(self, paper: Paper, target: str, kind: Kind) -> Iterator[Link]:
        """Yield for each task the one of the other document that it continues or details."""
        ours, theirs = (look(self._database.pieces(each)) for each in (paper.id, target))
        if not ours or not theirs:
            return
        other = self._database.paper(target)
        weights = weigh(ours, theirs)
        for one in ours:
            likenesses = [(compare(one, each, weights).score, each) for each in theirs]
            score, best = max(likenesses, key=lambda pair: (pair[0], -pair[1].piece.start))
            if score < self._threshold:
                continue
            yield Link(
                kind=kind,
                rule="text",
                frame="",
                score=score,
                source=paper.id,
                source_title=paper.title,
                source_task=one.piece.id,
                source_task_title=one.piece.title,
                source_place=(one.piece.start, one.piece.end),
                target=target,
                target_title=other.title,
                target_number=other.number,
                target_task=best.piece.id,
                target_task_title=best.piece.title,
                target_place=(best.piece.start, best.piece.end),
                words=agreeing(one, best),
            )


def _known_by(paper: Paper) -> int:
    """Return the year by which a paper was written, 0 where it tells none."""
    return int(paper.issued_on[:4]) if paper.issued_on[:4].isdecimal() else paper.year


def find_links(documents: Iterable[Document], threshold: float = DEFAULT) -> Iterator[Link]:
    """Yield the links of the documents at the threshold or above."""
    with Lineage(threshold) as lineage:
        for _ in lineage.gather(documents):
            pass
        yield from lineage.links()
