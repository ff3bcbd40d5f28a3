"""How alike two tasks are: the words that they share, their titles, their indicators.

Shared words are those of text reuse (Clough et al., METER, 2002): letters in runs of four, those of fixed
formulas and of several tasks of a document counting less; `words` are the longest runs that agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.lexicons import load
from extractors.values import value
from pipeline.lineage.papers import Piece

_RUN = 4
"""Letters of a run; two-letter words of any Chinese text make shorter ones agree by chance."""
_ENOUGH = 12
"""Runs from which what two texts share counts in full."""
_SHOWN = 6
"""Letters from which a run that agrees is shown."""
_MOST_SHOWN, _LONGEST_SHOWN = 3, 40
_LETTERS = re.compile("[^一-鿿0-9A-Za-z%]")
_GENERAL = re.compile(
    "加强|强化|推进|推动|促进|完善|健全|加快|大力|进一步|深入|切实|着力|积极|全面|持续|提高|提升|工作|建设|发展|实施|做好|开展|落实"
)


@value
class Likeness:
    """How alike two tasks are, each from 0 to 1, and the words in which they agree."""

    text: float
    title: float
    indicators: float

    @property
    def score(self) -> float:
        """Return how sure it is that one continues or details the other.

        Of 59 judged pairs of State Council reports (1979-2025) all 36 from .5 on were right, 52 in all:
        titles tell most, as a chapter that a reader joined to its neighbours shares words with theirs.
        """
        return round(min(0.99, 0.95 * self.title + 0.85 * self.text + 0.3 * self.indicators), 3)


@value
class Looked:
    """A task with the runs of its letters."""

    piece: Piece
    runs: frozenset[str]
    title: str


def look(pieces: Iterable[Piece]) -> list[Looked]:
    """Return the tasks with what is compared of them."""
    return [
        Looked(piece, _runs(piece.text), _GENERAL.sub("", _LETTERS.sub("", piece.title))) for piece in pieces
    ]


def weigh(*sides: list[Looked]) -> dict[str, float]:
    """Return the weight of each run: one over the tasks of a side that have it, where they are more."""
    weights: dict[str, float] = {}
    for side in sides:
        for run, count in Counter(run for each in side for run in each.runs).items():
            weights[run] = min(weights.get(run, 1.0), 1 / count)
    return weights


def compare(one: Looked, other: Looked, weights: dict[str, float]) -> Likeness:
    """Return how alike two tasks are."""
    from rapidfuzz import fuzz

    common = one.runs & other.runs
    shared = sum(weights[run] for run in common)
    least = min(sum(weights[run] for run in each.runs) for each in (one, other)) if common else 0
    both = set(one.piece.indicators) & set(other.piece.indicators)
    of = min(len(one.piece.indicators), len(other.piece.indicators))
    title = fuzz.ratio(one.title, other.title) / 100 if one.title and other.title else 0.0
    known = min(1.0, min(len(one.runs), len(other.runs)) / _ENOUGH)
    return Likeness(known * shared / least if least else 0.0, title, len(both) / of if of else 0.0)


def agreeing(one: Looked, other: Looked) -> str:
    """Return the longest runs of letters that agree, joined by ` … `; of titles alone that of the second."""
    from rapidfuzz.distance import LCSseq

    first, second = one.piece.text, other.piece.text
    found = [
        first[step.src_start : step.src_end]
        for step in LCSseq.opcodes(first, second)
        if step.tag == "equal" and step.src_end - step.src_start >= _SHOWN
    ]
    best = sorted(found, key=len, reverse=True)[:_MOST_SHOWN]
    shown = [
        " ".join(words.split())[:_LONGEST_SHOWN].strip("，。；、！ ") for words in found if words in best
    ]
    return " … ".join(shown) or other.piece.title


def _runs(text: str) -> frozenset[str]:
    plain = _LETTERS.sub("", text)
    left = _formulas().sub("\n", plain)
    return frozenset(run for part in left.split("\n") for run in _cut(part))


def _cut(part: str) -> Iterator[str]:
    return (part[at : at + _RUN] for at in range(len(part) - _RUN + 1))


@cache
def _formulas() -> re.Pattern[str]:
    words = (word for entry in load("formulas") for word in entry["words"])
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
