"""Whether it is the agency that is asked for who answers, under any name that it had through reforms."""

from collections.abc import Iterable, Iterator

from extractors.agencies.lines import full_name, names_through_reforms
from extractors.records import Document

SEPARATOR = "; "
"""Between those who lead one task."""


class Answering:
    """The agency that is asked for, and who became whom by the documents that were read."""

    def __init__(self, agency: str) -> None:
        self._asked = {agency, full_name(agency)}
        self._became: dict[str, str] = {}
        self._known: dict[str, bool] = {}

    def see(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents again, and keep who became whom in them, by a registry of one's own too."""
        for document in documents:
            names = {agency.id: agency.name for agency in document.agencies}
            for agency in document.agencies:
                if agency.successor in names and names[agency.successor] != agency.name:
                    self._became.setdefault(agency.name, names[agency.successor])
            yield document

    def admits(self, leads: str | None) -> bool:
        """Return whether one of those who lead is asked for; ask only when all documents have been read."""
        return bool(leads) and any(self._is_asked(name) for name in (leads or "").split(SEPARATOR))

    def _is_asked(self, name: str) -> bool:
        if name not in self._known:
            names = names_through_reforms(name, self._became)
            self._known[name] = any(asked in each for asked in self._asked for each in names)
        return self._known[name]
