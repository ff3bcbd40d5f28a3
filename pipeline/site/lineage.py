"""Which documents and tasks implement or continue which, as the page takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import Any

from pipeline.export import clean

LINEAGE = "lineage"
"""Name of the piece, which is asked for where there is any."""
MOST_LINKS = 50_000
"""Links that the page takes, the surest first."""
COLUMNS = (
    *("kind", "source", "source_task", "target", "target_task", "score", "rule", "words"),
    *("source_span", "target_span"),
)
Link = Mapping[str, Any]
"""`kind`, `source_document`, `source_task`, `target_document`, `target_task`, `score`, `rule`, `words`, and
`source_start`, `source_end`, `target_start`, `target_end`. Spans may be null; so is a task, for a document.
The source is the later or lower one, and implements or continues the target."""


def number_links(
    links: Iterable[Link], documents: Mapping[str, int], tasks: Mapping[str, int]
) -> dict[str, Any]:
    """Return the links between documents of the page, with these and their tasks by number."""
    known = [cells for link in links if (cells := _cells(link, documents, tasks))]
    kept = nlargest(MOST_LINKS, known, key=lambda cells: float(cells[COLUMNS.index("score")]))
    return {"columns": COLUMNS, "rows": kept, "left": len(known) - len(kept)}


def _cells(link: Link, documents: Mapping[str, int], tasks: Mapping[str, int]) -> list[Any] | None:
    sides: list[Any] = []
    for side in ("source", "target"):
        document, task = link[f"{side}_document"], link[f"{side}_task"]
        number = None if task is None else tasks.get(clean(f"{document}/{task}"))
        if document not in documents or (task is not None and number is None):
            return None
        sides += [documents[document], number]
    words = clean(link["words"]) if link["words"] else None
    spans = [_span(link, "source"), _span(link, "target")]
    return [link["kind"], *sides, link["score"], link["rule"], words, *spans]


def _span(link: Link, side: str) -> list[int] | None:
    start, end = link[f"{side}_start"], link[f"{side}_end"]
    return None if start is None or end is None else [start, end]
