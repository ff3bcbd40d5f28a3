"""Which records and passages are checked: drawn at random, from all alike or from each stratum as many."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractors.records import Document, Span
from pipeline.corrections.form import Kind
from pipeline.corrections.writing import Found, records_of
from pipeline.review.items import REVIEWED, Item, make_passage_item, make_record_item, passages

T = TypeVar("T")
_BANDS = 10
"""Strata of confidence, of about as many records each."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A record or a passage that is drawn, by its place in its document, and what it stands for."""

    document: str
    place: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Row:
    document: str
    place: int
    confidence: float
    agency: str


Strata = Callable[[list[_Row]], dict[object, list[_Row]]]


def draw(
    read: Callable[[], Iterable[Document]],
    number: int,
    seed: int,
    by: str = "",
    kinds: Sequence[Kind] = (),
    passages_too: int | None = None,
) -> list[Item]:
    """Return items for so many records, and a quarter as many passages for what was missed.

    The documents are read twice: `read` begins anew. `by` confidence, document or agency draws as many from
    each stratum, whatever its size, and gives each record its weight.
    """
    kinds = kinds or REVIEWED
    rows: list[_Row] = []
    spans: list[tuple[str, int]] = []
    for document in read():
        rows += _rows(document, kinds, by)
        spans += ((document.document.id, n) for n in range(len(passages(document))))
    rng = random.Random(seed)
    chosen = _from_strata(_STRATA[by](rows), number, rng)
    wanted = number // 4 if passages_too is None else passages_too
    some = [
        Drawn(document, n, len(spans) / min(wanted, len(spans)))
        for document, n in _sample(rng, spans, wanted)
    ]
    return list(_items(read, chosen, some))


def _rows(document: Document, kinds: Sequence[Kind], by: str) -> Iterable[_Row]:
    for n, found in enumerate(records_of(document)):
        agency = found.record.agency if found.kind == "assignment" else ""
        if found.kind in kinds and (by != "agency" or agency):
            yield _Row(document.document.id, n, getattr(found.record, "confidence", 1.0), agency)


def _all(rows: list[_Row]) -> dict[object, list[_Row]]:
    return {"": rows}


def _bands(rows: list[_Row]) -> dict[object, list[_Row]]:
    ordered = sorted(rows, key=lambda row: (row.confidence, row.document, row.place))
    size = max(1, -(-len(ordered) // _BANDS))
    return {n: ordered[n : n + size] for n in range(0, len(ordered), size)}


def _grouped(key: Callable[[_Row], object]) -> Strata:
    def group(rows: list[_Row]) -> dict[object, list[_Row]]:
        groups: dict[object, list[_Row]] = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        return groups

    return group


_STRATA: dict[str, Strata] = {
    "": _all,
    "confidence": _bands,
    "document": _grouped(lambda row: row.document),
    "agency": _grouped(lambda row: row.agency),
}
STRATA = tuple(name for name in _STRATA if name)


def _from_strata(strata: dict[object, list[_Row]], number: int, rng: random.Random) -> list[Drawn]:
    """Return records drawn from each stratum in turn, until there are so many."""
    left = {name: rng.sample(rows, len(rows)) for name, rows in strata.items()}
    order = rng.sample(list(left), len(left))
    taken: dict[object, list[_Row]] = {name: [] for name in order}
    count = 0
    while count < number and any(left.values()):
        for name in order:
            if left[name] and count < number:
                taken[name].append(left[name].pop())
                count += 1
    return [
        Drawn(row.document, row.place, len(strata[name]) / len(rows))
        for name, rows in taken.items()
        for row in rows
    ]


def _sample(rng: random.Random, things: list[T], number: int) -> list[T]:
    return rng.sample(things, min(number, len(things)))


def _items(read: Callable[[], Iterable[Document]], records: list[Drawn], some: list[Drawn]) -> Iterable[Item]:
    """Yield the items in the order of documents and places, records before passages."""
    asked = _by_document(records), _by_document(some)
    found: list[list[tuple[Document, int, float, Found | Span]]] = [[], []]
    for document in read():
        own = document.document.id
        if own in asked[0]:
            all_records = list(records_of(document))
            found[0] += ((document, n, weight, all_records[n]) for n, weight in sorted(asked[0][own]))
        if own in asked[1]:
            all_passages = passages(document)
            found[1] += ((document, n, weight, all_passages[n]) for n, weight in sorted(asked[1][own]))
    for number, (_, _, weight, record) in enumerate(found[0], 1):
        assert isinstance(record, Found)
        yield make_record_item(record, number, weight)
    for number, (document, _, weight, span) in enumerate(found[1], 1):
        assert not isinstance(span, Found)
        yield make_passage_item(document, span, number, weight)


def _by_document(drawn: Iterable[Drawn]) -> dict[str, list[tuple[int, float]]]:
    places: dict[str, list[tuple[int, float]]] = {}
    for each in drawn:
        places.setdefault(each.document, []).append((each.place, each.weight))
    return places
