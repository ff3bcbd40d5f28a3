"""The data of the report: what all views share, and a piece for each document.

Rows are those of the tables, edges those of the graph; here they are numbered, so that a page of twenty
thousand tasks stays small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import itemgetter
from typing import Any, get_args

from extractors.records import Document, Role, Span, Target
from pipeline.export import clean
from pipeline.graph import build_graph
from pipeline.graph.build import task_node
from pipeline.lineage import Lineage, Link
from pipeline.page import find_records
from pipeline.results import years_of
from pipeline.show import UNREAD
from pipeline.site.forms import list_fields, list_parts, list_regions
from pipeline.site.indicators import INDICATORS, Shown
from pipeline.site.lineage import LINEAGE, number_links
from pipeline.site.network import find_governments, list_links, number_communities
from pipeline.site.spool import Spool
from pipeline.tables.agency_rows import Roster
from pipeline.tables.rows import Row, document_rows, task_rows
from pipeline.tables.series_rows import SeriesRows
from pipeline.wording import word_target

REGIONS = "regions"
"""Name of the piece with all divisions, which is asked for where a document's region is corrected."""
ROLES: tuple[Role, ...] = get_args(Role)
MOST_QUEUED = 5000
"""Records of the review queue, the least sure first: more than a person looks at in a week."""
DOCUMENT_COLUMNS = (
    *("document", "title", "document_number", "issuers", "issued_on", "region", "region_name", "path"),
    *("format", "sha256", "pages", "characters", "tasks", "assignments", "targets", "goals", "grade"),
    *("reasons", "items_read", "items_seen", "units_read", "units_seen", "numbers_read", "numbers_seen"),
)
TASK_COLUMNS = (
    *("task", "number", "title", "section", "deadline", "deadline_raw", "confidence", "page"),
    *("span_start", "span_end"),
)
AGENCY_COLUMNS = (
    "agency",
    "name",
    "printed",
    "kind",
    "level",
    "region",
    "resolved",
    "assignments",
    "tasks_led",
)
Queued = tuple[float, int, int, str, int, Span, str | None, str | None]
"""How sure, document, task or -1, kind of record, place, span; of a number its words and its indicator."""


@dataclass(slots=True)
class Table:
    """Rows under the names of their columns."""

    columns: tuple[str, ...]
    rows: list[list[Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"columns": self.columns, "rows": self.rows}


@dataclass(slots=True)
class Gathered:
    """What the page holds: `core` for all views, and in the spool a piece for each document."""

    core: dict[str, Any]
    spool: Spool


Pictures = Callable[[Document], Any]
"""Gives the printed pages of a document for the page, None where there are none."""


def gather(
    documents: Iterable[Document],
    spool: Spool,
    pictures: Pictures = lambda document: None,
    links: Callable[[], Iterable[Link]] | None = None,
) -> Gathered:
    """Return the data of the documents, which are gone through once; their pieces go to the spool.

    `links` gives what implements and continues what; without it the documents tell.
    """
    with SeriesRows() as series, Lineage() as found:
        shelf = _Shelf(spool, pictures, series)
        graph = build_graph(shelf.take(found.gather(documents)))
        by_id = {row[0]: number for number, row in enumerate(shelf.documents.rows)}
        shown = Shown(by_id)
        shown.take(series.joined())
        lineage = number_links((links or found.links)(), by_id, shelf.numbers)
    communities = number_communities(graph)
    agencies = shelf.roster.entries
    numbers = {clean(each): number for number, each in enumerate(sorted(agencies))}
    governments = find_governments(entry.agency for entry in agencies.values())
    rows = Table((*AGENCY_COLUMNS, "community", "government"))
    for row in shelf.roster.rows():
        body = clean(str(row["agency"]))
        rows.rows.append([*_cells(row, AGENCY_COLUMNS), communities.get(body, 0), numbers[governments[body]]])
    for task in shelf.tasks.rows:
        task[-1] = [[numbers[clean(agency)], role, share] for agency, role, share in task[-1]]
    queue = nsmallest(MOST_QUEUED, shelf.queue, key=itemgetter(0, 1, 2, 3, 4))
    core = {
        "documents": shelf.documents.as_json(),
        "agencies": rows.as_json(),
        "tasks": shelf.tasks.as_json(),
        "links": list_links(graph, numbers, shelf.numbers),
        "queue": [
            [document, record, task, at, share, *more] for share, document, task, record, at, *more in queue
        ],
        "queued": len(shelf.queue),
        "roles": ROLES,
        "unread": sorted(UNREAD),
        "fields": list_fields(),
        "parts": list_parts(),
        "lineage": len(lineage["rows"]),
    }
    spool.add(REGIONS, list(list_regions()))
    spool.add(INDICATORS, shown.as_json())
    if lineage["rows"]:
        spool.add(LINEAGE, lineage)
    return Gathered(core, spool)


class _Shelf:
    """Rows of the documents that went by."""

    def __init__(self, spool: Spool, pictures: Pictures, series: SeriesRows) -> None:
        self.spool = spool
        self.pictures = pictures
        self.series = series
        self.roster = Roster()
        self.documents = Table((*DOCUMENT_COLUMNS, "years", "problems", "has_pages"))
        self.tasks = Table(("document", *TASK_COLUMNS, "targets", "answering"))
        self.numbers: dict[str, int] = {}
        """Number of each task, by its node in the graph."""
        self.queue: list[Queued] = []

    def take(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents again, after their rows are taken and their pieces kept."""
        for number, document in enumerate(documents):
            self._take(number, document)
            yield document

    def _take(self, number: int, document: Document) -> None:
        self.roster.add(document)
        self.series.add(document)
        pages = self.pictures(document)
        problems = Counter(problem.code for problem in document.problems)
        row = next(iter(document_rows(document)))
        more = [list(years_of(document)), dict(sorted(problems.items())), pages is not None]
        self.documents.rows.append([*_cells(row, DOCUMENT_COLUMNS), *more])
        first = len(self.tasks.rows)
        for task, cells in zip(document.tasks, task_rows(document), strict=True):
            self.numbers[task_node(document, task.id)] = len(self.tasks.rows)
            answering = [(a.agency, ROLES.index(a.role), a.confidence) for a in task.assignments]
            targets = [word_target(target) for target in task.targets]
            self.tasks.rows.append([number, *_cells(cells, TASK_COLUMNS), targets, answering])
        self.queue.extend(_queue(number, first, document))
        self.spool.add(document.document.id, document_piece(document))
        if pages is not None:
            self.spool.add(f"{document.document.id}-pages", pages)


def _cells(row: Row, columns: Iterable[str]) -> list[Any]:
    return [row[column] for column in columns]


def _queue(number: int, first: int, document: Document) -> Iterator[Queued]:
    """Yield every record that a person can judge, with the number of its task or -1, and its place there."""

    def figures(task: int, kind: str, targets: Iterable[Target]) -> Iterator[Queued]:
        for place, target in enumerate(targets):
            words = None if kind == "target" else word_target(target)
            yield target.confidence, number, task, kind, place, target.value_span, words, target.indicator

    for at, task in enumerate(document.tasks, first):
        yield task.confidence, number, at, "task", 0, task.span, None, None
        for place, unit in enumerate(task.assignments):
            yield unit.confidence, number, at, "assignment", place, unit.span, None, None
        yield from figures(at, "target", task.targets)
    yield from figures(-1, "goal", document.goals)
    yield from figures(-1, "quantity", document.quantities)


def document_piece(document: Document) -> dict[str, Any]:
    """Return the document's JSON without what the page can tell from its text, and where deadlines stand."""
    piece: dict[str, Any] = document.to_value()
    del piece["places"]
    for task in piece["tasks"]:
        del task["text"]
    for agency in piece["agencies"]:
        del agency["mentions"]
    spans = dict.fromkeys(span for kind, span in find_records(document) if kind == "deadline")
    return piece | {"deadlines": [list(span) for span in spans]}
