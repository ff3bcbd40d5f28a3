"""Whether words head a table that has no rules, and whether the rows below keep what they promise."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from extractors.tables.heads import ROLES as UNITS
from extractors.tables.heads import find_kind, is_bare
from extractors.tables.natures import read_nature

MIN_COLUMNS = 3
WORDS = ("task", "content", "detail", "issue", "check")
"""What words the tasks, the first of them first."""
_FILLED = 0.5
"""Share of rows in which what the head promises stands under it."""


def read_kinds(texts: Sequence[str]) -> tuple[str, ...] | None:
    """Return what the columns hold if the texts are a header: of tasks or indicators, nearly all known."""
    kinds = [find_kind(text) for text in texts]
    if "indicator" in kinds:
        kinds = ["measure" if is_bare(text) else kind for text, kind in zip(texts, kinds, strict=True)]
    known = [kind for kind in kinds if kind]
    if not heads_table(known) or len(known) < len(kinds) - (len(kinds) > 3):
        return None
    if known.count("number") > 1:
        return None
    if "task" not in known and "indicator" not in known:
        words = next(at for at, kind in enumerate(kinds) if kind in WORDS)
        kinds[words] = "task"
    return with_areas([kind or "other" for kind in kinds])


def heads_table(kinds: Collection[str]) -> bool:
    """Return True if the columns are those of a table of tasks, or of indicators and their values.

    >>> heads_table(["task", "lead"]), heads_table(["number", "task", "time"]), heads_table(["task", "time"])
    (True, True, False)
    """
    held = set(kinds)
    if "indicator" in held:
        return "value" in held and bool(held & {"measure", "number"} or len(kinds) > len(held))
    if not held & {*WORDS}:
        return False
    return bool(held & UNITS) or ("number" in held and bool(held & {"time", "person"}))


def with_areas(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds with the columns before the number as areas: their cells span the numbered rows."""
    at = kinds.index("number") if "number" in kinds else 0
    return ("area",) * at + tuple(kinds[at:])


def keeps_promise(rows: Sequence[Mapping[int, str]], kinds: Sequence[str]) -> bool:
    """Return True if half of the rows hold what the head promises: units, else values, terms or persons."""
    return any(
        sum(any(read_nature(row.get(at, "")) in natures for at in columns) for row in rows)
        >= _FILLED * len(rows)
        for held, natures in _promised(kinds)
        if (columns := [at for at, kind in enumerate(kinds) if kind in held])
    )


def _promised(kinds: Sequence[str]) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    """Yield the columns by which the rows show what they are, with what their cells must look like."""
    if "indicator" in kinds:
        yield frozenset(["value"]), ("value", "number")
    elif UNITS & set(kinds):
        yield UNITS, ("unit",)
    else:
        yield frozenset(["time"]), ("time",)
        yield frozenset(["person"]), ("short",)
