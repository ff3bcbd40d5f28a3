"""How far reviewers agree on the items that more than one of them judged: measures of NLTK."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pipeline.review.answers import Answer, Judgement

_NEEDED = 'this needs NLTK: pip install "zeren[review]"'


class NoLibraryError(RuntimeError):
    """The library that measures agreement is not installed."""


Category = tuple[str, tuple[tuple[str, str], ...]]
"""A verdict, and the fields with their right values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is judged differently, by its number in the first sample, and how by whom."""

    own: str
    said: tuple[tuple[str, Category], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reviewers: what both judged, how much of it alike, and Cohen's kappa (None without variation)."""

    one: str
    other: str
    items: int
    alike: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The pairs, Krippendorff's alpha over all reviewers (nominal), and what they judge differently."""

    pairs: tuple[Pair, ...]
    alpha: float | None
    items: int
    differing: tuple[Difference, ...]


def measure(answers: Mapping[str, Iterable[Answer]]) -> Agreement:
    """Return the agreement of reviewers, given their answers by name; `NoLibraryError` without NLTK."""
    ids: dict[str, str] = {}
    said = {name: dict(_categories(each, ids)) for name, each in answers.items()}
    together = {own for one, other in combinations(said.values(), 2) for own in one.keys() & other.keys()}
    pairs = tuple(_pair(one, other, said) for one, other in combinations(said, 2))
    differing = tuple(
        Difference(ids[own], tuple((name, each[own]) for name, each in said.items() if own in each))
        for own in sorted(together, key=lambda own: (*_natural(ids[own]), own))
        if len({each[own] for each in said.values() if own in each}) > 1
    )
    triples = [(name, own, each[own]) for name, each in said.items() for own in each if own in together]
    return Agreement(pairs, _alpha(triples), len(together), differing)


def _natural(own: str) -> tuple[str, int, str]:
    head, _, tail = own.partition(" ")
    return head[:1], int(head[1:]) if head[1:].isdecimal() else 0, tail


def _categories(answers: Iterable[Answer], ids: dict[str, str]) -> Iterator[tuple[str, Category]]:
    """Yield what is judged, and how: a category for each way to be wrong; note the number of each."""
    for answer in answers:
        item, key = answer.item, answer.item.key()
        for number, judgement in enumerate(answer.judgements):
            if judgement.verdict != "unjudged":
                own = key if item.kind == "record" else f"{key} {judgement.asked.key()}"
                ids.setdefault(own, item.id if item.kind == "record" else f"{item.id} {number}")
                yield own, _category(judgement)
        if item.kind == "passage":
            ids.setdefault(key, item.id)
            yield key, ("something missed" if answer.missed else "nothing missed", ())


def _category(judgement: Judgement) -> Category:
    return judgement.verdict, tuple(sorted((field, str(new)) for field, new in judgement.changes))


def _pair(one: str, other: str, said: Mapping[str, Mapping[str, Category]]) -> Pair:
    both = said[one].keys() & said[other].keys()
    alike = [own for own in both if said[one][own] == said[other][own]]
    triples = [(name, own, said[name][own]) for name in (one, other) for own in both]
    varied = len({category for _, _, category in triples}) > 1
    kappa = float(_task(triples).kappa()) if varied else None
    return Pair(one, other, len(both), len(alike) / len(both) if both else 0.0, kappa)


def _alpha(triples: list[tuple[str, str, Category]]) -> float | None:
    if len({category for _, _, category in triples}) < 2:
        return None
    return float(_task(triples).alpha())


def _task(triples: list[tuple[str, str, Category]]) -> Any:
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError:
        raise NoLibraryError(_NEEDED) from None
    return AnnotationTask(data=triples)
