"""Which documents and tasks implement or continue which, as the page takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import Any

from pipeline.export import clean
from pipeline.lineage import Link

LINEAGE = "lineage"
"""Name of the piece, which is asked for where there is any."""
MOST_LINKS = 50_000
"""Links that the page takes, the surest first."""
COLUMNS = (
    *("kind", "source", "source_task", "target", "target_task", "score", "rule", "words"),
    *("source_span", "target_span", "title"),
)
"""`title` is that of a paper that is only cited, which has no `target`."""


def number_links(
    links: Iterable[Link], documents: Mapping[str, int], tasks: Mapping[str, int]
) -> dict[str, Any]:
    """Return the links from documents of the page, with these and their tasks by number."""
    known = [cells for link in links if (cells := _cells(link, documents, tasks))]
    kept = nlargest(MOST_LINKS, known, key=lambda cells: float(cells[COLUMNS.index("score")]))
    return {"columns": COLUMNS, "rows": kept, "left": len(known) - len(kept)}


def _cells(link: Link, documents: Mapping[str, int], tasks: Mapping[str, int]) -> list[Any] | None:
    sides: list[int | None] = []
    for document, task in ((link.source, link.source_task), (link.target, link.target_task)):
        number = tasks.get(clean(f"{document}/{task}")) if task else None
        if (document and document not in documents) or (task and number is None):
            return None
        sides += [documents[document] if document else None, number]
    words = clean(link.words) if link.words else None
    title = None if link.target else clean(link.target_title or link.target_number)
    return [link.kind, *sides, link.score, link.rule, words, link.source_place, link.target_place, title]
