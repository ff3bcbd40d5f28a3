"""Which row of an earlier ledger is which task now.

Ids of tasks are numbers in a document that is named by its bytes: an edited document gives others. A task
is the same where its document is (by bytes, number, title or path) and its words are, most of them.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from extractors.folding import fold
from pipeline.ledger.entries import Entry, Origin

ALIKE = 0.6
"""Share of the pairs of characters that two texts of one task have in common, at least (Dice)."""
ALIKE_OF_TITLE = 0.3
"""The same where title or id are the same."""
ALIKE_DOCUMENT = 0.75
"""The same of the titles of one document before and after an edit; its figures, such as a year, stay."""
ALIKE_OF_PATH = 0.3
"""The same where the path of the file is the same."""
LONGEST = 2_000
"""Characters of a task that are compared."""


@dataclass(frozen=True)
class Known:
    """A task as a row of a ledger knows it."""

    role: str
    origin: Origin
    title: str
    words: str

    @classmethod
    def of(cls, entry: Entry) -> "Known":
        """Return what a row for the entry is to know."""
        return cls(entry.role, entry.origin, plain(entry.title), plain(entry.content)[:LONGEST])

    @property
    def id(self) -> str:
        return f"{self.origin.document}/{self.origin.task}/{self.role}"

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        return _pairs(f"{self.title}{self.words}")


def plain(text: str) -> str:
    """Return letters, digits and characters only, half-width and without spaces."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


def match(olds: Sequence[Known], news: Sequence[Known]) -> dict[int, int]:
    """Return for each place in `olds` the place in `news` of the same task, where there is one."""
    found: dict[int, int] = {}
    _pair_equal(olds, news, lambda each: (each.id, each.words), found)
    _pair_equal(olds, news, lambda each: (each.role, each.title, each.words), found)
    left = [place for place in range(len(olds)) if place not in found]
    taken = set(found.values())
    scores = [
        (score, -old, -new)
        for new in range(len(news))
        if new not in taken
        for old in left
        if (score := _score(olds[old], news[new]))
    ]
    for _, old, new in sorted(scores, reverse=True):
        if -old not in found and -new not in taken:
            found[-old] = -new
            taken.add(-new)
    return found


def _pair_equal(
    olds: Sequence[Known], news: Sequence[Known], key: Callable[[Known], Hashable], found: dict[int, int]
) -> None:
    """Add the pairs that are equal by the key and of one document, the first to the first."""
    taken = set(found.values())
    waiting: dict[Hashable, list[int]] = {}
    for place, new in enumerate(news):
        if place not in taken:
            waiting.setdefault(key(new), []).append(place)
    for place, old in enumerate(olds):
        if place in found:
            continue
        there = waiting.get(key(old), [])
        same = next((each for each in there if same_document(old.origin, news[each].origin)), None)
        if same is not None:
            found[place] = same
            there.remove(same)


def _score(old: Known, new: Known) -> float:
    """Return how sure it is that both are one task; 0 where they are none."""
    if not same_document(old.origin, new.origin):
        return 0.0
    alike = _alike(old.pairs, new.pairs)
    same_id = old.id.rpartition("/")[0] == new.id.rpartition("/")[0]
    same_title = len(old.title) > 3 and old.title == new.title
    least = ALIKE_OF_TITLE if same_title or same_id else ALIKE
    return alike + 0.2 * same_title + 0.1 * (old.role == new.role) + 0.05 * same_id if alike >= least else 0.0


def same_document(old: Origin, new: Origin) -> bool:
    """Return whether both are one document, which may have been edited, renamed or moved in between."""
    if old.document == new.document:
        return True
    if old.document_number and new.document_number:
        return plain(old.document_number) == plain(new.document_number)
    return _same_title(old.title, new.title, ALIKE_OF_PATH if old.path == new.path else ALIKE_DOCUMENT)


@cache
def _same_title(old: str, new: str, least: float) -> bool:
    one, other = plain(old), plain(new)
    figures = [[sign for sign in each if sign.isdecimal()] for each in (one, other)]
    return figures[0] == figures[1] and _alike(_pairs(one), _pairs(other)) >= least


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(text))


def _alike(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def is_among(origin: Origin, documents: Iterable[Origin]) -> bool:
    """Return whether the document is one of these."""
    return any(same_document(origin, each) for each in documents)
