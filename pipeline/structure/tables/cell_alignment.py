"""Which column each cell belongs to, where a table was saved as one cell after the other.

Empty cells leave no trace in such text, and the first cell of a merged column stands once. So the cells
are laid into the columns as they fit best: numbers under the number, units under the units. The best
way through is found cell by cell, in time that grows with cells times columns (Viterbi).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.folding import fold
from extractors.tables.heads import ROLES as UNITS
from extractors.tables.natures import read_nature

SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)).{2,40}|.{2,24}\(共?\d{1,3}[项件个条]\)"
)
"""A row that heads the rows below it."""
_NEVER = float("-inf")
_DROP = 12.0
"""How far the fit may fall below its best before the table is taken to have ended."""
_LONGEST = 1500
_SKIP = {"number": 3.0, "task": 4.0, "lead": 2.0, "responsible": 2.0, "time": 1.0, "area": 0.4, "other": 0.1}
"""What an empty cell costs, by what its column holds; others cost `_SKIP_ELSE`."""
_SKIP_ELSE = 0.7
_CONTINUE = {"number": 9.0, "time": 4.0, "area": 3.0, "task": 1.5}
"""What a second paragraph in a cell costs; others cost `_CONTINUE_ELSE`."""
_CONTINUE_ELSE = 2.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each cell stands: row and column, column -1 for a row that is one cell."""

    places: tuple[tuple[int, int], ...]
    score: float


def _fit(kind: str, nature: str) -> float:
    """Return how well a cell that looks so fits the column."""
    if kind == "number":
        return 2.0 if nature == "number" else -8.0
    if nature == "number":
        return {"indicator": 0.0, "value": 1.0, "score": 1.0}.get(kind, -3.0)
    if kind in UNITS:
        return {"unit": 1.0, "none": 0.0}.get(nature, -2.0)
    if kind == "time":
        return {"time": 1.0, "none": 0.0, "short": -1.0}.get(nature, -2.0)
    if kind == "task":
        return {"time": -1.0, "unit": -0.5, "none": -2.0, "value": -1.0}.get(nature, 0.5)
    if kind == "area":
        return 0.3 if nature == "short" else -1.0
    if kind == "person":
        return {"short": 0.5, "none": 0.0}.get(nature, -1.5)
    if kind == "value":
        return {"value": 1.0, "none": 0.5}.get(nature, -3.0)
    if kind == "indicator":
        return {"short": 0.5, "text": 0.3, "none": -2.0, "unit": 0.0}.get(nature, -1.5)
    if kind == "measure":
        return {"short": 0.5, "none": 0.5}.get(nature, -2.0)
    return -1.0 if nature == "text" else -0.5


@dataclass(frozen=True, slots=True)
class _Step:
    """The best ways to the cell: for each column the score and the column that the cell before is in."""

    scores: tuple[float, ...]
    origins: tuple[tuple[int, bool], ...]
    """Column of the cell before, and True if a row ended after it."""


def align(cells: Iterable[str], kinds: Sequence[str]) -> Alignment | None:
    """Return the places of the first cells, as many as make the best table of whole rows, or None.

    >>> cells = ["1", "改造管网", "市水利局", "年底前", "2", "普查取水口", "市统计局", "以上任务请落实。"]
    >>> align(cells, ["number", "task", "lead", "time"]).places
    ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2))
    """
    steps: list[_Step] = []
    best, best_at, best_column = 0.0, -1, 0
    for at, cell in enumerate(cells):
        if len(cell) > _LONGEST:
            break
        steps.append(_advance(steps[-1] if steps else None, cell, kinds))
        score, column = _row_end(steps[-1].scores, kinds)
        if score >= best and column < len(kinds):
            best, best_at, best_column = score, at, column
        if max(steps[-1].scores) < best - _DROP:
            break
    if best_at < 0:
        return None
    return Alignment(_trace(steps[: best_at + 1], best_column, len(kinds)), best)


def _advance(before: _Step | None, cell: str, kinds: Sequence[str]) -> _Step:
    nature = read_nature(cell)
    if before is None:
        end, last, scores = 0.0, -1, (_NEVER,) * (len(kinds) + 1)
    else:
        end, last = _row_end(before.scores, kinds)
        scores = before.scores
    found: list[float] = []
    origins: list[tuple[int, bool]] = []
    same, same_from, new = _NEVER, -1, end
    for column, kind in enumerate(kinds):
        fit = _fit(kind, nature)
        stay = scores[column] - _CONTINUE.get(kind, _CONTINUE_ELSE) + min(fit, 0.0)
        ways = ((same + fit, (same_from, False)), (new + fit, (last, True)), (stay, (column, False)))
        score, origin = max(ways)
        found.append(score)
        origins.append(origin)
        skip = _SKIP.get(kind, _SKIP_ELSE)
        same, same_from = max((scores[column], column), (same - skip, same_from))
        new -= skip
    is_section = before is not None and SECTION.fullmatch(fold(cell))
    found.append(end if is_section else _NEVER)
    origins.append((last, True))
    return _Step(tuple(found), tuple(origins))


def _row_end(scores: Sequence[float], kinds: Sequence[str]) -> tuple[float, int]:
    """Return the best score with which a row can end after the cell, and the column that the cell is in."""
    best, best_column, skipped = scores[-1], len(kinds), 0.0
    for column in range(len(kinds) - 1, -1, -1):
        if scores[column] - skipped > best:
            best, best_column = scores[column] - skipped, column
        skipped += _SKIP.get(kinds[column], _SKIP_ELSE)
    return best, best_column


def _trace(steps: Sequence[_Step], column: int, section: int) -> tuple[tuple[int, int], ...]:
    back: list[tuple[int, bool]] = []
    for step in reversed(steps):
        origin, is_new = step.origins[column]
        back.append((column, is_new))
        column = origin
    return tuple(_number_rows(reversed(back), section))


def _number_rows(columns: Iterator[tuple[int, bool]], section: int) -> Iterator[tuple[int, int]]:
    row = -1
    for column, is_new in columns:
        row += is_new
        yield row, -1 if column == section else column
