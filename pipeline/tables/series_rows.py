"""The series over all documents, and the indicators that they can be of."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Self

from extractors.indicators import load_indicators
from extractors.records import Document
from pipeline.tables.rows import SEPARATOR, Row, number
from pipeline.track.database import Store
from pipeline.track.facts import find_facts
from pipeline.track.listing import row_cells
from pipeline.track.series import Row as Joined
from pipeline.track.series import join_facts

_NUMBERS = ("promised_normalized_value", "delivered_normalized_value")


def indicator_rows() -> Iterator[Row]:
    """Yield a row for each indicator of the lexicon."""
    for indicator in load_indicators().values():
        yield {
            "indicator_id": indicator.id,
            "chinese": indicator.chinese,
            "english": indicator.english,
            "measure": indicator.measure,
            "higher_is_better": indicator.better,
            "units": SEPARATOR.join(filter(None, indicator.units)),
            "field": indicator.field,
        }


class SeriesRows:
    """Gathers on disk what documents promise and tell, while they go by, and gives the rows in the end."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._store: Store

    def __enter__(self) -> Self:
        self._store = self._stack.enter_context(Store())
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(self, document: Document) -> None:
        """Add the facts of a document."""
        self._store.add(find_facts(document))

    def joined(self) -> Iterator[Joined]:
        """Yield what was promised and delivered of each indicator, place and year; this can be asked once."""
        yield from join_facts(self._store.sorted())

    def rows(self) -> Iterator[Row]:
        """Yield a row for each indicator, place and year."""
        for row in self.joined():
            cells = row_cells(row)
            for name in _NUMBERS:
                cells[name] = number(cells[name])
            yield cells
