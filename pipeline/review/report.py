"""How right a result is, told by a reviewed sample: precision and recall with Wilson intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from pipeline.corrections.form import Kind
from pipeline.review.answers import Answer, Judgement
from pipeline.review.items import REVIEWED, kind_of

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """A share estimated from a sample, with its interval; `number` counts what it was estimated from."""

    number: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """What the sample says of one kind of record, of all of them together where it has none."""

    kind: Kind | None
    right: int
    changed: int
    wrong: int
    precision: Share | None
    found: int
    missed: int
    recall: Share | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a reviewed sample says."""

    rows: tuple[Row, ...]
    documents: int
    passages: int
    reviewers: int
    open: int
    weighted: bool


def wilson(share: float, number: float, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's score interval of a share that so many draws gave.

    E. B. Wilson, Probable Inference, JASA 22 (1927); for small samples and shares near 1 the one to take:
    L. D. Brown, T. T. Cai, A. DasGupta, Interval Estimation for a Binomial Proportion, Stat. Sci. 16 (2001).

    >>> [round(end, 4) for end in wilson(0.9, 10)]
    [0.5958, 0.9821]
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = share + z * z / (2 * number)
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    scale = 1 + z * z / number
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def estimate(draws: Sequence[tuple[bool, float]]) -> Share | None:
    """Return the share of hits among draws with their weights, None without draws.

    Unequal weights make a sample worth fewer draws (L. Kish, Survey Sampling, 1965): (Σw)² / Σw².
    """
    total = sum(weight for _, weight in draws)
    if not total:
        return None
    value = sum(weight for hit, weight in draws if hit) / total
    effective = total * total / sum(weight * weight for _, weight in draws)
    return Share(len(draws), value, *wilson(value, effective))


def make_report(answers: Iterable[Answer], left_open: int = 0) -> Report:
    """Return what the answers say; of several answers to one item the first counts."""
    first: dict[str, Answer] = {}
    for answer in answers:
        first.setdefault(answer.item.key(), answer)
    records = [each for each in first.values() if each.item.kind == "record"]
    passages = [each for each in first.values() if each.item.kind == "passage"]
    judged = [(judgement, each.item.weight) for each in records for judgement in each.judgements]
    kinds = [kind for kind in REVIEWED if _is_there(kind, judged, passages)]
    rows = [_row(kind, judged, passages) for kind in kinds]
    return Report(
        rows=(*rows, _row(None, judged, passages)),
        documents=len({each.item.document for each in first.values()}),
        passages=len(passages),
        reviewers=len({each.who for each in first.values()}),
        open=left_open,
        weighted=len({weight for _, weight in judged}) > 1,
    )


def _is_there(kind: Kind, judged: Sequence[tuple[Judgement, float]], passages: Sequence[Answer]) -> bool:
    return any(kind_of(judgement.asked.label) == kind for judgement, _ in judged) or any(
        kind_of(each.label) == kind for answer in passages for each in answer.missed
    )


def _row(kind: Kind | None, judged: Sequence[tuple[Judgement, float]], passages: Sequence[Answer]) -> Row:
    ours = [each for each in judged if kind in (None, kind_of(each[0].asked.label))]
    verdicts = [judgement.verdict for judgement, _ in ours]
    found = [
        judgement.verdict != "wrong"
        for answer in passages
        for judgement in answer.judgements
        if kind in (None, kind_of(judgement.asked.label))
    ]
    missed = [each for answer in passages for each in answer.missed if kind in (None, kind_of(each.label))]
    seen = [(True, 1.0)] * sum(found) + [(False, 1.0)] * len(missed)
    return Row(
        kind=kind,
        right=verdicts.count("right"),
        changed=verdicts.count("changed"),
        wrong=verdicts.count("wrong"),
        precision=estimate([(judgement.verdict == "right", weight) for judgement, weight in ours]),
        found=sum(found),
        missed=len(missed),
        recall=estimate(seen),
    )
