"""How right a result is, told by a reviewed sample: precision and recall with Wilson intervals.

Records are drawn one by one, from all or from each stratum: precision needs no more than their weights. For
recall paragraphs are drawn, and what stands in one is not read independently: its interval is Wilson's on
the effective sample size, the number of records over the design effect, as E. L. Korn and B. I. Graubard have
it (Survey Methodology 24, 1998); C. Franco, R. Little, T. Louis and E. Slud compare it with others (J. Survey
Statistics and Methodology 7, 2019).
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from pipeline.corrections.form import Kind
from pipeline.review.answers import Answer, Judgement
from pipeline.review.items import REVIEWED, Item, kind_of

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """A share estimated from a sample, with its interval."""

    number: int
    """What it was estimated from."""
    effective: float
    """How many independent draws that is worth."""
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: whether it is a hit, what it stands for, and what it was drawn with (None: drawn alone)."""

    hit: bool
    weight: float = 1.0
    cluster: Hashable = None


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


def estimate(draws: Sequence[Draw]) -> Share | None:
    """Return the share of hits among draws with their weights, None without draws."""
    total = sum(draw.weight for draw in draws)
    if not total:
        return None
    value = sum(draw.weight for draw in draws if draw.hit) / total
    effective = _effective(draws, value)
    return Share(len(draws), effective, value, *wilson(value, effective))


def _effective(draws: Sequence[Draw], value: float) -> float:
    """Return how many independent draws the sample is worth.

    Unequal weights make it worth fewer (L. Kish, Survey Sampling, 1965): (Σw)² / Σw². So do clusters: by the
    variance of the ratio, linearised over them, with Student's t for their number, and never above Kish's
    number. Where all are hits, or none, their variance is not seen, and each cluster counts as one draw.
    """
    total = sum(draw.weight for draw in draws)
    kish = total * total / sum(draw.weight * draw.weight for draw in draws)
    sizes: dict[Hashable, float] = {}
    sums: dict[Hashable, float] = {}
    for number, draw in enumerate(draws):
        own = (number,) if draw.cluster is None else draw.cluster
        sizes[own] = sizes.get(own, 0.0) + draw.weight
        sums[own] = sums.get(own, 0.0) + draw.weight * (draw.hit - value)
    clusters = len(sizes)
    if clusters == len(draws):
        return kish
    variance = sum(each * each for each in sums.values()) / (total * total)
    if clusters < 2 or not 0 < value < 1 or not variance:
        return total * total / sum(size * size for size in sizes.values())
    variance *= clusters / (clusters - 1)
    return min(kish, value * (1 - value) / variance * _by_student(clusters - 1))


def _by_student(freedom: int) -> float:
    """Return (z / t)²: what few clusters take from the effective size.

    The quantile of t by its expansion in z: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions
    (1964), 26.7.5; within 2 % from three clusters on.
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    t: float = sum(term / float(freedom) ** power for power, term in enumerate(terms))
    return (z / t) ** 2


def make_report(answers: Iterable[Answer], left_open: int = 0) -> Report:
    """Return what the answers say; of several answers to one item the first counts."""
    first: dict[str, Answer] = {}
    for answer in answers:
        first.setdefault(answer.item.key(), answer)
    records = [each for each in first.values() if each.item.kind == "record"]
    passages = [each for each in first.values() if each.item.kind == "passage"]
    judged = [(judgement, each.item) for each in records for judgement in each.judgements]
    kinds = [kind for kind in REVIEWED if _is_there(kind, judged, passages)]
    rows = [_row(kind, judged, passages) for kind in kinds]
    return Report(
        rows=(*rows, _row(None, judged, passages)),
        documents=len({each.item.document for each in first.values()}),
        passages=len(passages),
        reviewers=len({each.who for each in first.values()}),
        open=left_open,
        weighted=len({item.weight for _, item in judged}) > 1,
    )


def _is_there(kind: Kind, judged: Sequence[tuple[Judgement, Item]], passages: Sequence[Answer]) -> bool:
    return any(kind_of(judgement.asked.label) == kind for judgement, _ in judged) or any(
        kind_of(each.label) == kind for answer in passages for each in answer.missed
    )


def _row(kind: Kind | None, judged: Sequence[tuple[Judgement, Item]], passages: Sequence[Answer]) -> Row:
    ours = [each for each in judged if kind in (None, kind_of(each[0].asked.label))]
    verdicts = [judgement.verdict for judgement, _ in ours]
    seen = [
        Draw(hit, cluster=number)
        for number, answer in enumerate(passages)
        for hit, label in _seen(answer)
        if kind in (None, kind_of(label))
    ]
    found = sum(draw.hit for draw in seen)
    return Row(
        kind=kind,
        right=verdicts.count("right"),
        changed=verdicts.count("changed"),
        wrong=verdicts.count("wrong"),
        precision=estimate([Draw(judgement.verdict == "right", item.weight) for judgement, item in ours]),
        found=found,
        missed=len(seen) - found,
        recall=estimate(seen),
    )


def _seen(answer: Answer) -> Iterator[tuple[bool, str]]:
    """Yield what a passage holds: whether it was read, and its label."""
    yield from ((True, each.asked.label) for each in answer.judgements if each.verdict != "wrong")
    yield from ((False, each.label) for each in answer.missed)
